"""Give sheets to the printer: an edition each, written in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import SITE_CONFIG
from generator.build.ledgers import full
from generator.build.planned import Planned
from generator.build.request import Built, Request
from generator.build.stages import with_pending, writing
from generator.check.data.texts import Passage, unfit_for_a_file
from generator.codes import compare, host, ledger
from generator.codes.compare import Facts
from generator.codes.pages import CommitteePages
from generator.journey import make, prepare
from generator.model.ledger import MOST_EDITIONS, MOST_SERIALS, Edition
from generator.model.naming_keys import naming_keys_in
from generator.problem import HandbookError, Location, Problem, to_type
from generator.products.catalogue import FORMS
from generator.products.product import Artifact, Form
from generator.products.says import SheetData
from generator.products.standing import Standing, printed_numbers, standing
from generator.read.listing import Own, own_file, snapshot_file


@dataclass(frozen=True)
class Order:
    """What is given to the printer: which forms of which committee; where they hang, how many, who gives them.

    `words` name the forms, `committee` is a slug, `destination` the folder of the build, `jobs` how many processes may
    set sheets. `without_git` issues even where git keeps the handbook and does not answer.
    """

    root: Path
    destination: Path
    words: tuple[str, ...]
    committee: str
    place: str | None = None
    copies: int | None = None
    by: str | None = None
    jobs: int = 1
    without_git: bool = False


@dataclass(frozen=True)
class Issued:
    """The new editions with the name of each sheet, none where all still hold, and the build that made what lacked."""

    editions: tuple[tuple[str, Edition], ...]
    built: Built


def issue(order: Order) -> Issued:
    """Give each sheet that says something new an edition, make it as issued, and write the edition in the ledger.

    A sheet whose edition still holds is made where it is not there, as after a run that was killed. Raises
    HandbookError, with the ledger as it was, where the handbook has errors, where the host may go away, and where a
    sheet cannot be made.
    """
    request = Request(order.root, order.destination, order.words, (order.committee,), order.jobs, strict=True)
    with writing(request):
        planned = prepare(order.root, order.words, (order.committee,), apart=True)
        if refused := list(naming_keys_in(_refusals(planned, order))):
            raise HandbookError(refused)
        new = list(_new_editions(planned, planned.plan.committees[order.committee], order))
        built = make(_with_editions(planned, order, new) if new else planned, request)
    return Issued(tuple((name, edition) for edition, _, name in new), built)


def _with_editions(planned: Planned, order: Order, new: Sequence[tuple[Edition, Facts, str]]) -> Planned:
    """Return what is planned as if the new editions were in the ledger already, which will be written with them."""
    handbook, slug = planned.handbook, order.committee
    grown = ledger.issue(planned.plan.committees[slug].ledger, [edition for edition, _, _ in new])
    said = {ledger.snapshot_name(edition): facts for edition, facts, _ in new}
    committees = tuple(
        replace(own, ledger=grown, snapshots={**own.snapshots, **said}) if own.slug == slug else own
        for own in handbook.committees
    )
    snapshots = {snapshot_file(slug, name): compare.snapshot(facts) for name, facts in said.items()}
    pending = {**planned.pending, **snapshots, own_file(slug, Own.LEDGER): ledger.text(grown).encode()}
    return with_pending(planned, replace(handbook, committees=committees), order.words, (slug,), pending)


def _refusals(planned: Planned, order: Order) -> Iterator[Problem]:
    # these words stay in the ledger for ever, so they are looked at before
    for option, words in (("--place", order.place), ("--by", order.by)):
        yield from unfit_for_a_file(planned.handbook, Passage(words or "", Location(option), order.committee))
    site = planned.handbook.site
    if reason := host.refusal(site):
        yield Problem(site.source.at("site_url"), "D071", reason, host.OWN_HOST)
    for problem in planned.problems:
        if problem.rule == "X3":
            yield replace(problem, severity="error")
        if problem.rule == "X7" and not order.without_git:
            hint = f"{problem.hint}；知道台账是最新的，可以加上 --without-git 付印"
            yield replace(problem, severity="error", hint=hint)
    for word in order.words:
        if not FORMS[word].issued:
            yield Problem(
                Location(SITE_CONFIG), "D072", f"{word} 没有版次，不用付印", f"直接做：{to_type(f'build {word}')}"
            )


def _new_editions(planned: Planned, pages: CommitteePages, order: Order) -> Iterator[tuple[Edition, Facts, str]]:
    brief, serial = planned.briefs[order.committee], ledger.next_serial(pages.ledger)
    for artifact in _artifacts(planned, order):
        form = FORMS[artifact.word]
        data = form.data(brief, artifact)
        sheets = form.parts.sheets(data)
        for part, sheet in sheets.items():
            now = standing(planned.handbook, pages, form.word, part, SheetData(sheet))
            place = order.place or _place(planned, pages, form, now.title)
            if _hangs(pages, now, place):
                continue
            number = _edition_number(now)
            if serial > MOST_SERIALS or number > MOST_EDITIONS:
                raise HandbookError([full(own_file(order.committee, Own.LEDGER))])
            edition = Edition(
                serial=serial,
                sheet=form.word,
                part=part,
                edition=number,
                date=planned.handbook.today,
                digest=now.first_digest,
                says=now.digest,
                codes=ledger.packed(printed_numbers(pages, sheet if len(sheets) > 1 else data)),
                place=place,
                copies=order.copies or form.copies(pages.committee),
                by=order.by,
                address=planned.handbook.site.code_url,
            )
            yield edition, now.says, now.name
            serial += 1


def _hangs(pages: CommitteePages, now: Standing, place: str | None) -> bool:
    """Tell whether the sheet was issued for this place already, as it is today."""
    there = [edition for edition in ledger.of_sheet(pages.ledger, now.word, now.part) if edition.place == place]
    return now.current and bool(there) and now.matches(there[-1])


def _edition_number(now: Standing) -> int:
    """Return the number of the edition to issue: that of the newest where it says the same and only hangs elsewhere."""
    if now.latest is None:
        return 1
    return now.latest.edition if now.current else now.latest.edition + 1


def _place(planned: Planned, pages: CommitteePages, form: Form, title: str) -> str | None:
    """Return where a sheet goes if nobody says otherwise, such as a door sign at its own door."""
    handbook, place_of_part = planned.handbook, form.parts.place
    return place_of_part(handbook, title) if place_of_part else form.place(handbook, pages.committee)


def _artifacts(planned: Planned, order: Order) -> Iterator[Artifact]:
    """Yield the files that are given to the printer, product by product."""
    artifacts = [artifact for artifact in planned.plan.artifacts if artifact.committee == order.committee]
    return (artifact for word in order.words for artifact in artifacts if artifact.word == word)
