"""Ask every issued sheet whether it still holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.build import gate, stages
from generator.build.planned import Planned
from generator.build.prints import print_sheet, sheet_with
from generator.check.offices import office_of
from generator.codes import ledger
from generator.codes.compare import Change
from generator.codes.pages import CommitteePages
from generator.disk import reading
from generator.issue import reprints
from generator.model.handbook import Handbook
from generator.model.ledger import Edition, Ledger
from generator.paper import pages
from generator.problem import HandbookError, Location, Problem, errors, to_type
from generator.products.names import SITE
from generator.products.product import Artifact
from generator.products.standing import Standings, sheet_title, standings
from generator.read import listing
from generator.read.committee_names import committee_names
from generator.read.files import read_file
from generator.read.listing import Own, is_in_sources, own_file, owner

STATES: Mapping[str, str] = {
    "current": "有效",
    "outdated": "要重印",
    "retired": "已停用，请取下",
    "unknown": "说不准，先改好错误",
}
"""How an issued sheet stands, and the words for it."""


@dataclass(frozen=True)
class Answer:
    """An issued sheet: whose it is, which edition hangs where, whether it still holds, and what is different today.

    `state` is `current`, `outdated` or `retired`, or `unknown` where mistakes keep that from being found out; `changes`
    is empty where what the sheet said was not kept.
    """

    committee: str
    committee_name: str
    name: str
    edition: Edition
    state: str
    changes: tuple[Change, ...] = field(default=())


@dataclass(frozen=True)
class Survey:
    """How all issued sheets stand, as far as it can be told, and what is wrong with the handbook besides.

    `handbook` is None where its files cannot be used at all.
    """

    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]
    handbook: Handbook | None


def status(root: Path, committees: tuple[str, ...] = ()) -> tuple[Answer, ...]:
    """Return how the issued sheets of a handbook stand. `committees` are slugs, none for all."""
    return survey(root, committees).answers


def survey(root: Path, committees: tuple[str, ...] = ()) -> Survey:
    """Return how the issued sheets stand whatever is wrong; of what cannot be judged, what the ledgers say of it.

    `committees` are slugs, none for all. Raises HandbookError where one of them is not there.
    """
    try:
        planned = stages.survey(stages.load(root), committees)
    except HandbookError as error:
        if any(problem.rule == "D062" for problem in error.problems):
            raise
        return Survey(tuple(unjudged(root, committees)), tuple(errors(error.problems)), None)
    silent = [slug for slug in planned.stopped if not committees or slug in committees]
    grave = (problem for problem in planned.problems if problem.severity == "error" or problem.rule in ALSO_TOLD)
    problems = tuple(problem for problem in grave if _concerns(problem, committees))
    told = (*answers(planned, committees), *(unjudged(root, silent) if silent else ()))
    return Survey(told, problems, planned.handbook)


ALSO_TOLD = ("X7", "D099", "D120", "D121")
"""Warnings that are told as well: nobody knows whether the ledgers are the newest, an edition lacks what it said, a
ledger of breaches is spoilt, or something is overdue."""


def _concerns(problem: Problem, committees: tuple[str, ...]) -> bool:
    slug = problem.committee or owner(problem.location.file)
    return not committees or not slug or slug in committees


def unjudged(root: Path, committees: Collection[str]) -> Iterator[Answer]:
    """Yield every sheet that may hang somewhere by the ledgers alone, of these committees or, if none, of all."""
    names = committee_names(root)
    for slug in committees or listing.committee_folders(root):
        file = own_file(slug, Own.LEDGER)
        try:
            kept = read_file(root / file, file, Ledger)
        except (HandbookError, OSError):
            continue
        for edition in ledger.hanging(kept):
            yield Answer(slug, names.get(slug, slug), _plain_name(edition), edition, "unknown")


def _plain_name(edition: Edition) -> str:
    """Return what to call a sheet of which only its ledger is known."""
    return f"{edition.sheet} {edition.part}" if edition.part else edition.sheet


def answers(planned: Planned, committees: tuple[str, ...] = ()) -> tuple[Answer, ...]:
    """Return every issued sheet that may still hang somewhere, the newest of each place, and whether it still holds.

    `committees` are slugs, none for all.
    """
    asked = {slug: brief for slug, brief in planned.briefs.items() if not committees or slug in committees}
    names = {slug: brief.values["committee.short_name"] or slug for slug, brief in asked.items()}
    return (
        *(answer for slug, brief in asked.items() for answer in _answers(brief.pages, standings(brief), names[slug])),
        *_of_closed(planned.handbook, names),
    )


def _of_closed(handbook: Handbook, names: Mapping[str, str]) -> Iterator[Answer]:
    """Yield the sheets of committees that are no more whose codes lead nowhere, for those that took over, by slug.

    What still leads to its page may hang on.
    """
    for closed in handbook.closed:
        slug = closed.closing.merged_into
        for edition in ledger.hanging(closed.ledger) if slug in names else ():
            if handbook.site.has_lost(edition.address):
                titles = (code.title for code in closed.ledger.codes if code.id == edition.part)
                sheet = sheet_title(handbook, edition.sheet, next(titles, edition.part or ""))
                yield Answer(slug, names[slug], f"原{closed.closing.name}的{sheet}", edition, "retired")


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
            yield Answer(slug, name, now.name, edition, "outdated", (*_lost_address(now.handbook, edition), *changes))


def _lost_address(handbook: Handbook, edition: Edition) -> Iterator[Change]:
    """Yield as a change that the codes of a sheet lead nowhere any more."""
    site = handbook.site
    if site.has_lost(edition.address):
        former = edition.address or "、".join(site.handbook.lost_urls)
        yield Change(("二维码的网址",), former, site.code_url, handbook.labels.changes)


def text(answers: Sequence[Answer]) -> Iterator[str]:
    """Yield the answers line by line, by committee: what must be reprinted, where it hangs and what is different."""
    for name in dict.fromkeys(answer.committee_name for answer in answers):
        issued = [answer for answer in answers if answer.committee_name == name]
        waiting = [answer for answer in issued if answer.state != "current"]
        unknown = sum(answer.state == "unknown" for answer in issued)
        if unknown:
            yield f"{name}：付印过 {len(issued)} 种，还说不准"
        else:
            yield f"{name}：付印过 {len(issued)} 种，" + (f"{len(waiting)} 种要换" if waiting else "都有效")
        for answer in waiting:
            yield f"  {STATES[answer.state]}　{answer.name}　{_details(answer.edition)}"
            yield from (f"      {change.words}" for change in answer.changes)
            if answer.state == "outdated" and not answer.changes:
                yield "      当时的内容没有留底，说不出哪里变了"


def next_step(found: Survey) -> str:
    """Return in one line what to do next; nothing where all is well."""
    states = {answer.state for answer in found.answers}
    if errors(found.problems) or "unknown" in states:
        return f"下一步：先改好上面的错误（{to_type('check')} 会列全），再看一次 {to_type('status')}。"
    if "outdated" in states:
        slugs = list(dict.fromkeys(answer.committee for answer in found.answers if answer.state == "outdated"))
        waiting = (answer for answer in found.answers if (answer.state, answer.committee) == ("outdated", slugs[0]))
        words = " ".join(dict.fromkeys(answer.edition.sheet for answer in waiting))
        others = f"；另外{len(slugs) - 1}个居委会也这样，一个一个来" if len(slugs) > 1 else ""
        return f"下一步：{to_type(f'issue {words} --committee {slugs[0]}')}，印好换下旧的{others}。"
    if "retired" in states:
        return "下一步：把停用的从墙上取下。"
    return ""


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


def refuse_others(file: Path, handbook: Handbook) -> None:
    """Raise HandbookError (D083) where a file is there already that is no earlier list, or the handbook's own are."""
    if file.suffix.lower() != ".pdf":
        raise HandbookError([Problem(Location(str(file)), "D083", "清单是 PDF", "文件名以 .pdf 结尾")])
    if is_in_sources(handbook.root, file):
        hint = "写到别的文件夹里，例如 build 旁边"
        raise HandbookError([Problem(Location(str(file)), "D083", "这里放着手册自己的文件，不能放清单", hint)])
    if file.exists() and not _is_list(file, handbook.words.reprints):
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
    printed = print_sheet(sheet, office_of(handbook, SITE))
    if problems := list(gate.leak_problems(handbook, REPRINTS, printed.leaks)):
        raise HandbookError(problems)
    return printed.content


REPRINTS = Artifact("reprints.pdf", "status", SITE, reprints.TEMPLATE)
"""The list for the print shop, which stands in no plan: where it goes is said by whoever asks for it."""
