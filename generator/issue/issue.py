"""Give sheets to the printer: an edition each, written in the ledger."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.build.request import Request
from generator.build.whole import Built, Prepared, build, prepare
from generator.codes import compare, host, ledger
from generator.codes.compare import Facts
from generator.codes.pages import CommitteePages
from generator.disk import atomically
from generator.model.ledger import Edition, Ledger
from generator.problem import HandbookError, Location, Problem
from generator.products import places as places_
from generator.products import standing
from generator.products.plan import Artifact
from generator.products.standing import Standing
from generator.website.render import Renderer


@dataclass(frozen=True)
class Order:
    """What is given to the printer: which products of which committee; where they hang, how many, who gives them."""

    root: Path
    destination: Path
    products: tuple[str, ...]
    committee: str
    place: str | None = None
    copies: int | None = None
    by: str | None = None
    jobs: int = 1


@dataclass(frozen=True)
class Issued:
    """The new editions with the name of each sheet, and the build that made them; nothing where all still hold."""

    editions: tuple[tuple[str, Edition], ...]
    built: Built | None


def issue(order: Order) -> Issued:
    """Give each sheet that says something new an edition, write it in the ledger, and make the sheet as issued.

    Raises HandbookError, with the ledger as it was, where the handbook has errors, where the host may go away, and
    where a sheet cannot be made.
    """
    ready = prepare(order.root, order.products, (order.committee,))
    if refused := list(_refusals(ready, order)):
        raise HandbookError(refused)
    pages = ready.plan.committees[order.committee]
    found = list(_new_editions(ready, pages, order))
    if not found:
        return Issued((), None)
    kept = ledger.issue(pages.ledger, [edition for edition, _, _ in found])
    snapshots = {edition.serial: compare.snapshot(facts) for edition, facts, _ in found}
    with _written(order.root / "committees" / order.committee, kept, snapshots):
        built = build(Request(order.root, order.destination, order.products, (order.committee,), order.jobs))
    return Issued(tuple((name, edition) for edition, _, name in found), built)


def _refusals(ready: Prepared, order: Order) -> Iterator[Problem]:
    site = ready.handbook.site
    if reason := host.refusal(site):
        yield Problem(site.source.at("site_url"), "D071", reason, host.OWN_HOST)
    for product in order.products:
        if product.partition("-")[0] not in standing.SHEETS or product in standing.EDITIONLESS:
            yield Problem(Location("site_config.yml"), "D072", f"{product} 没有版次，不用付印", "直接 handbook build")


def _new_editions(ready: Prepared, pages: CommitteePages, order: Order) -> Iterator[tuple[Edition, Facts, str]]:
    renderer = Renderer(ready.handbook, ready.plan, ready.judged)
    serial = ledger.next_serial(pages.ledger)
    for product in order.products:
        for artifact in _artifacts(ready, product, order.committee):
            data = renderer.facts(artifact)
            for part, facts in standing.parts(product, data).items():
                now = standing.standing(ready.handbook, pages, product, part, facts)
                place = order.place or _place(ready, pages, artifact.output, now.title)
                if _hangs(pages.ledger, now, place):
                    continue
                printed = _part_data(artifact.output, data, part)
                edition = Edition(
                    serial=serial,
                    sheet=product,
                    part=part,
                    edition=_edition(now),
                    date=ready.handbook.today,
                    digest=compare.digest(facts),
                    codes=ledger.packed(standing.numbers(pages, printed)),
                    place=place,
                    copies=order.copies or _copies(pages, product),
                    by=order.by,
                )
                yield edition, facts, now.name
                serial += 1


def _hangs(kept: Ledger, now: Standing, place: str | None) -> bool:
    """Whether the sheet was issued for this place already, as it is today."""
    there = [one for one in ledger.of_sheet(kept, now.product, now.part) if one.place == place]
    return now.current and bool(there) and there[-1].digest == compare.digest(now.facts)


def _edition(now: Standing) -> int:
    """The number of the edition to issue: that of the newest where it says the same and only hangs elsewhere."""
    if now.latest is None:
        return 1
    return now.latest.edition if now.current else now.latest.edition + 1


def _place(ready: Prepared, pages: CommitteePages, output: str, title: str) -> str | None:
    """Where a sheet goes if nobody says otherwise; a door sign hangs at its own door."""
    return f"{title}门口" if output == "doorsign" else places_.place(ready.handbook, pages.committee, output)


def _artifacts(ready: Prepared, product: str, slug: str) -> Iterator[Artifact]:
    """The files of a product that say different things; a book's chapters say what the book says."""
    return (one for one in ready.plan.artifacts if (one.product, one.committee) == (product, slug))


def _part_data(output: str, data: Facts, part: str | None) -> Facts:
    inside = standing.PARTS.get(output)
    return next(one for one in data[inside] if one["id"] == part) if inside else data


def _copies(pages: CommitteePages, product: str) -> int:
    """How many copies are printed where nobody says it: as many books as the register knows, of all else one."""
    kept = pages.committee.register.rulebook
    if kept is None or not product.startswith("rulebook") or product == standing.CHAPTERS:
        return 1
    large = kept.large_print or 0
    return (large if product == "rulebook-large" else kept.copies - large) or 1


@contextlib.contextmanager
def _written(folder: Path, kept: Ledger, snapshots: Mapping[int, bytes]) -> Iterator[None]:
    """The ledger and what the sheets say, on disk; gone again where what follows fails."""
    file = folder / "codes.yml"
    earlier = file.read_bytes() if file.is_file() else None
    places = {folder / "editions" / f"{serial}.json": content for serial, content in snapshots.items()}
    try:
        atomically(file, ledger.text(kept).encode())
        (folder / "editions").mkdir(exist_ok=True)
        for place, content in places.items():
            atomically(place, content)
        yield
    except BaseException:
        for place in places:
            place.unlink(missing_ok=True)
        if earlier is None:
            file.unlink(missing_ok=True)
        else:
            atomically(file, earlier)
        raise
