"""Give sheets to the printer, and ask every issued sheet whether it still holds."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator import editions, gate, hosts, imprints, ledger, made, reprints
from generator.build import Built, Prepared, Request, build, prepare
from generator.editions import Change, Facts, Standing
from generator.loader import load
from generator.model import Edition, Ledger
from generator.outputs import OUTPUTS, SITE, Artifact
from generator.pages import CommitteePages
from generator.printing import Sheet, print_sheet
from generator.problem import HandbookError, Location, Problem
from generator.render import Renderer
from generator.write import atomically

STATES: Mapping[str, str] = {"current": "有效", "outdated": "要重印", "retired": "已停用，请取下"}
"""How an issued sheet stands, and the words for it."""


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
    snapshots = {edition.serial: editions.snapshot(facts) for edition, facts, _ in found}
    with _written(order.root / "committees" / order.committee, kept, snapshots):
        built = build(Request(order.root, order.destination, order.products, (order.committee,), order.jobs))
    return Issued(tuple((name, edition) for edition, _, name in found), built)


def _refusals(ready: Prepared, order: Order) -> Iterator[Problem]:
    site = ready.handbook.site
    if reason := hosts.refusal(site):
        yield Problem(site.source.at("site_url"), "D071", reason, hosts.OWN_HOST)
    for product in order.products:
        if product.partition("-")[0] not in editions.SHEETS or product in editions.EDITIONLESS:
            yield Problem(Location("site_config.yml"), "D072", f"{product} 没有版次，不用付印", "直接 handbook build")


def _new_editions(ready: Prepared, pages: CommitteePages, order: Order) -> Iterator[tuple[Edition, Facts, str]]:
    renderer = Renderer(ready.handbook, ready.plan, ready.judged)
    serial = ledger.next_serial(pages.ledger)
    for product in order.products:
        for artifact in _artifacts(ready, product, order.committee):
            data = renderer.facts(artifact)
            for part, facts in editions.parts(product, data).items():
                now = imprints.standing(pages, product, part, facts)
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
                    digest=editions.digest(facts),
                    codes=ledger.packed(imprints.numbers(pages, printed)),
                    place=place,
                    copies=order.copies or _copies(pages, product),
                    by=order.by,
                )
                yield edition, facts, now.name
                serial += 1


def _hangs(kept: Ledger, now: Standing, place: str | None) -> bool:
    """Whether the sheet was issued for this place already, as it is today."""
    there = [one for one in ledger.of_sheet(kept, now.product, now.part) if one.place == place]
    return now.current and bool(there) and there[-1].digest == editions.digest(now.facts)


def _edition(now: Standing) -> int:
    """The number of the edition to issue: that of the newest where it says the same and only hangs elsewhere."""
    if now.latest is None:
        return 1
    return now.latest.edition if now.current else now.latest.edition + 1


def _place(ready: Prepared, pages: CommitteePages, output: str, title: str) -> str | None:
    """Where a sheet goes if nobody says otherwise; a door sign hangs at its own door."""
    return f"{title}门口" if output == "doorsign" else made.place(ready.handbook, pages.committee, output)


def _artifacts(ready: Prepared, product: str, slug: str) -> Iterator[Artifact]:
    """The files of a product that say different things; a book's chapters say what the book says."""
    return (one for one in ready.plan.artifacts if (one.product, one.committee) == (product, slug))


def _part_data(output: str, data: Facts, part: str | None) -> Facts:
    inside = editions.PARTS.get(output)
    return next(one for one in data[inside] if one["id"] == part) if inside else data


def _copies(pages: CommitteePages, product: str) -> int:
    """How many copies are printed where nobody says it: as many books as the register knows, of all else one."""
    kept = pages.committee.register.rulebook
    if kept is None or not product.startswith("rulebook") or product == editions.CHAPTERS:
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


# --- asking issued sheets --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """An issued sheet: whose it is, which edition hangs where, whether it still holds, and what is different today.

    `state` is `current`, `outdated` or `retired`; `changes` is empty where what the sheet said was not kept.
    """

    committee: str
    committee_name: str
    name: str
    edition: Edition
    state: str
    changes: tuple[Change, ...] = field(default=())


def status(root: Path, committees: Sequence[str] = (), day: datetime.date | None = None) -> tuple[Answer, ...]:
    """Every issued sheet that may still hang somewhere: the newest of each place. Raises HandbookError."""
    ready = prepare(root, OUTPUTS, committees)
    renderer = Renderer(ready.handbook, ready.plan, ready.judged)
    return tuple(
        answer
        for slug, pages in ready.plan.committees.items()
        if not committees or slug in committees
        for answer in _answers(pages, renderer.standings(slug), renderer.values[slug]["committee.short_name"] or slug)
    )


def _answers(
    pages: CommitteePages, standings: Mapping[tuple[str, str | None], Standing], name: str
) -> Iterator[Answer]:
    for edition in _hanging(pages.ledger):
        now = standings[edition.sheet, edition.part]
        slug = pages.committee.slug
        if now.gone:
            yield Answer(slug, name, now.name, edition, "retired")
        elif edition.digest == editions.digest(now.facts):
            yield Answer(slug, name, now.name, edition, "current")
        else:
            earlier = imprints.kept(pages, edition)
            found = tuple(editions.told(earlier, now.facts)) if earlier is not None else ()
            yield Answer(slug, name, now.name, edition, "outdated", found)


def _hanging(kept: Ledger) -> list[Edition]:
    """The newest edition of each sheet at each place, in the order in which they were issued."""
    newest: dict[tuple[str, str | None, str | None], Edition] = {}
    for edition in sorted(kept.editions, key=lambda one: (one.edition, one.serial)):
        newest[edition.sheet, edition.part, edition.place] = edition
    return sorted(newest.values(), key=lambda one: one.serial)


def text(answers: Sequence[Answer]) -> Iterator[str]:
    """The answers for people: what must be reprinted first, with where it hangs and what is different."""
    for name in dict.fromkeys(answer.committee_name for answer in answers):
        own = [answer for answer in answers if answer.committee_name == name]
        waiting = [answer for answer in own if answer.state != "current"]
        yield f"{name}：付印过 {len(own)} 种，" + (f"{len(waiting)} 种要换" if waiting else "都有效")
        for answer in waiting:
            yield f"  {STATES[answer.state]}　{answer.name}　{_details(answer.edition)}"
            yield from (f"      {change.words}" for change in answer.changes)
            if answer.state == "outdated" and not answer.changes:
                yield "      当时的内容没有留底，说不出哪里变了"


def _details(edition: Edition) -> str:
    copies = f"{edition.copies}份" if edition.copies else ""
    return "，".join(
        word for word in (f"第{edition.edition}版", edition.date.isoformat(), edition.place, copies) if word
    )


def record(answer: Answer) -> dict[str, object]:
    """An answer as a flat mapping, for JSON."""
    edition = answer.edition
    return {
        "committee": answer.committee,
        "sheet": edition.sheet,
        "part": edition.part,
        "name": answer.name,
        "state": answer.state,
        "serial": edition.serial,
        "edition": edition.edition,
        "date": edition.date.isoformat(),
        "place": edition.place,
        "copies": edition.copies,
        "by": edition.by,
        "changes": [
            {
                "where": list(change.where),
                "also": [list(place) for place in change.also],
                "old": change.old,
                "new": change.new,
                "words": change.words,
            }
            for change in answer.changes
        ],
    }


def reprint_list(root: Path, answers: Sequence[Answer]) -> bytes:
    """The PDF that tells the print shop what to print again. Raises HandbookError where it cannot be made."""
    handbook = load(root)
    more_fonts = handbook.site.handbook.fonts
    printed = print_sheet(
        Sheet(
            path=REPRINTS.path,
            templates=root / "templates",
            more_fonts=root / more_fonts if more_fonts else None,
            template=reprints.TEMPLATE,
            data=reprints.reprint_list(handbook, answers, handbook.today),
            subject="content/policy.yml",
            names=gate.names(handbook, SITE),
        )
    )
    if problems := list(gate.leaks(handbook, REPRINTS, printed.leaks)):
        raise HandbookError(problems)
    return printed.content


REPRINTS = Artifact("reprints.pdf", "status", SITE, reprints.TEMPLATE)
"""The list for the print shop, which stands in no plan: where it goes is said by whoever asks for it."""
