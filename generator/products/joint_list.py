"""One list of what is to be done and what runs out, over all committees: what is overdue first, then by day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.check.breaches import Key
from generator.check.finding import Judged, at
from generator.check.policy.done import done
from generator.check.policy.law import MEDIATION_TERM
from generator.model.breaches import Breach
from generator.model.committee import Committee
from generator.model.facts import FOREVER
from generator.model.handbook import Handbook
from generator.problem import Location
from generator.products.deadlines import Deadlines
from generator.read.listing import breaches_file, owner
from generator.text.chinese import date

EXPIRES = "expires"
"""The mark of what runs out; what is to be mended has that of its gravity."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """One line of the list: whose it is, by slug and name, what and where, the smallest repair, since and by when.

    `mark` is error, warning or EXPIRES; `rule` and `clause` are empty for what only runs out.
    """

    committee: str
    name: str
    mark: str
    rule: str
    clause: str
    text: str
    place: Location
    repair: str
    first: datetime.date | None
    due: datetime.date

    def left(self, today: datetime.date) -> int:
        """Return how many days are left; fewer than none where it is overdue."""
        return (self.due - today).days


def joint_list(handbook: Handbook, judged: Iterable[Judged]) -> list[ToDo]:
    """Return all that is to be mended and that runs out soon, by the day by which it is due; nobody's name is in it.

    What only sums up other breaches is left: whoever mends these has done it.
    """
    deadlines = Deadlines(handbook)
    found: dict[tuple[str, Key], list[Judged]] = {}
    for each in judged:
        if deadlines.line(each):
            found.setdefault(deadlines.key(each), []).append(each)
    breaches = [_breach(handbook, deadlines, same) for same in found.values() if not same[0].sums_up]
    unseen = [
        _unseen(handbook, slug, line) for (slug, key), line in deadlines.lines.items() if (slug, key) not in found
    ]
    order = {committee.slug: number for number, committee in enumerate(handbook.committees)}
    return sorted(
        map(Nameless(handbook).todo, (*_each_once(breaches, expiries(handbook), deadlines), *unseen)),
        key=lambda it: (it.due, order.get(it.committee, -1), it.mark, it.rule, it.place, it.text),
    )


# --- breaches --------------------------------------------------------------------------------------------------------


def _breach(handbook: Handbook, deadlines: Deadlines, same: Sequence[Judged]) -> ToDo:
    """Return what some findings on one thing by one rule are: one breach."""
    first = same[0]
    line = deadlines.line(first)
    assert line  # only what has one comes here
    slug = owner(first.finding.place.file)
    return ToDo(
        committee=slug,
        name=name_of(handbook, slug),
        mark="error" if any(each.severity == "error" for each in same) else "warning",
        rule=first.requirement.id,
        clause=first.requirement.clause,
        text="；".join(dict.fromkeys(each.finding.text for each in same)),
        place=first.finding.place,
        repair="；".join(dict.fromkeys(each.finding.hint for each in same if each.finding.hint)),
        first=line.first,
        due=line.due,
    )


def _unseen(handbook: Handbook, slug: str, line: Breach) -> ToDo:
    """Return a breach that a ledger has open and that this run could say nothing of."""
    requirement = handbook.policy.requirements.get(line.rule)
    return ToDo(
        committee=slug,
        name=name_of(handbook, slug),
        mark=line.gravity,
        rule=line.rule,
        clause=requirement.clause if requirement else "",
        text="以前查到的，这一次没有核对：资料里有错误",
        place=Location(breaches_file(slug)),
        repair="先改好资料里的错误，再看改好没有",
        first=line.first,
        due=line.due,
    )


def name_of(handbook: Handbook, slug: str) -> str:
    """Return what a committee is called for short; the sub-district where it is nobody's alone."""
    names = (committee.profile.name for committee in handbook.committees if committee.slug == slug)
    return next(names, slug) if slug else handbook.policy.subdistrict


# --- what runs out ---------------------------------------------------------------------------------------------------


def expiries(handbook: Handbook) -> Iterator[ToDo]:
    """Yield what runs out within the policy's days, or has run out: admissions, boards, notices, terms, texts."""
    last = handbook.today + datetime.timedelta(handbook.policy.report.ahead_days)
    every = (*_shared(handbook), *(each for committee in handbook.committees for each in _own(handbook, committee)))
    for slug, text, place, repair, day in every:
        if day != FOREVER and day <= last:
            name = name_of(handbook, slug)
            yield ToDo(slug, name, EXPIRES, "", "", f"{text}{date(day)}到期", place, repair, None, day)


RunningOut = tuple[str, str, Location, str, datetime.date]
"""The slug of whose it is, what runs out, where that stands, what to do about it, and the last day."""


def _own(handbook: Handbook, committee: Committee) -> Iterator[RunningOut]:
    """Yield what of a committee's runs out some day."""
    slug, register, applied_to = committee.slug, committee.register, handbook.policy.admission.applied_to
    for index, plate in enumerate(register.plates):
        if plate.valid_until and not done(handbook, plate.removed):
            place = at(committee, "register", "plates", index, "valid_until")
            yield slug, f"“{plate.text}”的牌子", place, f"还要挂的，到期前向{applied_to}重新申报", plate.valid_until
    for index, board in enumerate(register.boards):
        if board.valid_until:
            place = at(committee, "register", "boards", index, "valid_until")
            text = f"{board.place}的{board.kind}的备案"
            yield slug, text, place, f"还要挂的，到期前向{applied_to}重新报备", board.valid_until
    for index, admitted in enumerate(register.admitted):
        if admitted.valid_until and not done(handbook, admitted.ended):
            place = at(committee, "register", "admitted", index, "valid_until")
            repair = f"还要做的，向{applied_to}重新申报；不做的，写上结束的日子"
            yield slug, f"“{admitted.title}”的准入", place, repair, admitted.valid_until
    soon = handbook.today + datetime.timedelta(handbook.policy.report.notice_days)
    for index, notice in enumerate(committee.records.notices):
        if notice.posted(handbook.today) and notice.expires <= soon:
            place = at(committee, "records", "notices", index, "expires")
            repair = "到期取下；还要公开的，贴新的，在公开记录里写一条"
            yield slug, f"公开的“{notice.title}”", place, repair, notice.expires
    yield from _terms(committee)


def _terms(committee: Committee) -> Iterator[RunningOut]:
    """Yield the ends of terms of office."""
    profile = committee.profile
    if elected := profile.elected:
        place = at(committee, "profile", "elected")
        yield committee.slug, "居委会的任期", place, "准备换届选举", years_after(elected.date, elected.years)
    if mediation := profile.mediation_committee:
        place = at(committee, "profile", "mediation_committee")
        end = years_after(mediation.elected, MEDIATION_TERM)
        yield committee.slug, "人民调解委员会的任期", place, "准备改选", end


def _shared(handbook: Handbook) -> Iterator[RunningOut]:
    """Yield what all share and runs out some day."""
    for service in handbook.services.values():
        if service.valid_until:
            place = service.source.at("valid_until")
            yield "", f"《{service.title}》的办事指南", place, "核对办法还对不对，写上新的日子", service.valid_until
    if review := handbook.policy.review:
        place = handbook.policy.source.at("review")
        yield "", f"《{handbook.policy.title}》重新看的日子", place, "重新看过，写下一次的日子", review
    if domain := handbook.site.handbook.domain:
        place = handbook.site.setting("domain", "renewal")
        yield "", "印在码里的网址", place, "续费，写上新的日子", domain.renewal


def years_after(day: datetime.date, years: int) -> datetime.date:
    """Return the same day some years later; the 1st of March where that year has no such day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)


def _each_once(breaches: Sequence[ToDo], running_out: Iterable[ToDo], deadlines: Deadlines) -> Iterator[ToDo]:
    """Yield breaches and what runs out, each thing once: a breach of what runs out before it is due counts from there.

    The ledger's own due date stays what it is.
    """
    ends = {(each.committee, deadlines.subjects.of(each.place)): each for each in running_out}
    for breach in breaches:
        end = ends.pop((breach.committee, deadlines.subjects.of(breach.place)), None)
        yield replace(breach, due=min(breach.due, end.due)) if end else breach
    yield from ends.values()


# --- no names --------------------------------------------------------------------------------------------------------


class Nameless:
    """Leaves out of the list whose name a finding tells: it hangs in an office, and lies in calendars."""

    def __init__(self, handbook: Handbook) -> None:
        self.committees = handbook.committees
        self.patterns: dict[str, re.Pattern[str] | None] = {}

    def todo(self, todo: ToDo) -> ToDo:
        """Return a line of the list without names."""
        pattern = self._pattern(todo.committee)
        if not pattern:
            return todo
        text, repair = (pattern.sub(SOMEBODY, said) for said in (todo.text, todo.repair))
        return replace(todo, text=text, repair=repair)

    def _pattern(self, slug: str) -> re.Pattern[str] | None:
        """Return the pattern of a committee's names, made when first asked for; of all names where it is nobody's."""
        if slug not in self.patterns:
            whose = (committee for committee in self.committees if slug in ("", committee.slug))
            self.patterns[slug] = names_pattern(name for committee in whose for name in named_in(committee))
        return self.patterns[slug]


SOMEBODY = "（姓名看资料）"
"""What stands in the place of a name."""


def names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for any of some names, the longer first; None where there are none."""
    longest = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, longest))) if longest else None


def named_in(committee: Committee) -> Iterator[str]:
    """Yield the names of those of whom a committee's files tell."""
    profile = committee.profile
    yield from committee.people
    yield from profile.appointments.values()
    yield from (block.cadre for block in profile.blocks)
    for staff in profile.working_committees:
        yield from (staff.director, *staff.cadres, *staff.assistants, *staff.responsible.values())
