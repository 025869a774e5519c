"""Ask every issued sheet whether it still holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.build import gate
from generator.build.planned import Planned
from generator.build.prints import print_sheet, sheet_with
from generator.codes import ledger
from generator.codes.compare import Change
from generator.codes.pages import CommitteePages
from generator.disk import reading
from generator.issue import reprints
from generator.journey import prepare
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.paper import pages
from generator.problem import HandbookError, Location, Problem
from generator.products.names import SITE
from generator.products.product import Artifact
from generator.products.standing import Standings, standings

STATES: Mapping[str, str] = {"current": "有效", "outdated": "要重印", "retired": "已停用，请取下"}
"""How an issued sheet stands, and the words for it."""


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


def status(root: Path, committees: tuple[str, ...] = ()) -> tuple[Answer, ...]:
    """Return how the issued sheets of a handbook stand. Raises HandbookError where it has mistakes.

    `committees` are slugs, none for all.
    """
    return answers(prepare(root, (), committees), committees)


def answers(planned: Planned, committees: tuple[str, ...] = ()) -> tuple[Answer, ...]:
    """Return every issued sheet that may still hang somewhere, the newest of each place, and whether it still holds.

    `committees` are slugs, none for all.
    """
    return tuple(
        answer
        for slug, brief in planned.briefs.items()
        if not committees or slug in committees
        for answer in _answers(brief.pages, standings(brief), brief.values["committee.short_name"] or slug)
    )


def _answers(pages: CommitteePages, standings: Standings, name: str) -> Iterator[Answer]:
    for edition in ledger.hanging(pages.ledger):
        now = standings[edition.sheet, edition.part]
        slug = pages.committee.slug
        if now.gone:
            yield Answer(slug, name, now.name, edition, "retired")
        elif now.matches(edition):
            yield Answer(slug, name, now.name, edition, "current")
        else:
            earlier = pages.kept(edition)
            changes = now.since(edition, earlier) if earlier is not None else ()
            yield Answer(slug, name, now.name, edition, "outdated", changes)


def text(answers: Sequence[Answer]) -> Iterator[str]:
    """Yield the answers line by line, by committee: what must be reprinted, where it hangs and what is different."""
    for name in dict.fromkeys(answer.committee_name for answer in answers):
        issued = [answer for answer in answers if answer.committee_name == name]
        waiting = [answer for answer in issued if answer.state != "current"]
        yield f"{name}：付印过 {len(issued)} 种，" + (f"{len(waiting)} 种要换" if waiting else "都有效")
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
    """Return an answer as a flat mapping, for JSON."""
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


def refuse_others(file: Path, title: str) -> None:
    """Raise HandbookError (D083) where a file is there already that is no earlier list of ours, with this title."""
    if file.suffix.lower() != ".pdf":
        raise HandbookError([Problem(Location(str(file)), "D083", "清单是 PDF", "文件名以 .pdf 结尾")])
    if file.exists() and not _is_list(file, title):
        hint = "换一个文件名；要用这个名字，先把它移走"
        raise HandbookError([Problem(Location(str(file)), "D083", "这里已经有别的文件，不是程序做的清单", hint)])


def _is_list(file: Path, title: str) -> bool:
    try:
        return pages.title_if_set_by_typst(reading.read(file)) == title
    except (reading.NotAFile, reading.TooLarge):
        return False


def reprint_list(handbook: Handbook, answers: Sequence[Answer]) -> bytes:
    """Return the PDF that tells the print shop what to print again. Raises HandbookError where it cannot be made."""
    sheet = sheet_with(handbook, REPRINTS, reprints.reprint_data(handbook, answers, handbook.today))
    printed = print_sheet(sheet, gate.staff_names(handbook, SITE))
    if problems := list(gate.leak_problems(handbook, REPRINTS, printed.leaks)):
        raise HandbookError(problems)
    return printed.content


REPRINTS = Artifact("reprints.pdf", "status", SITE, reprints.TEMPLATE)
"""The list for the print shop, which stands in no plan: where it goes is said by whoever asks for it."""
