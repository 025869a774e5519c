"""What a run found, brought into the ledger of breaches: first days and due dates that no later run moves."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.check.finding import Judged
from generator.check.policy.clauses import COMMITTEE_RULES
from generator.check.subjects import Subjects
from generator.codes.ledger import seal
from generator.model.breaches import Breach, Breaches, Gravity, LineCount
from generator.model.handbook import Handbook
from generator.model.policy import ReportPolicy

SHARED = ""
"""In the place of a committee's slug: what all share, and what is the sub-district's own to mend."""

HEAD = """\
# 违规台账：程序写，请不要手工修改。每条没做到、要留意的，哪天头一次看到、哪天以前要改好、哪天改好的。
# 期限不因为再做一次而变；改了 content/policy.yml 里的天数，以后新出来的才照新的。两个分支合并，两边的行都留下。
"""


class Key(NamedTuple):
    """By what a breach is known from one run to the next: the rule, and what it is about."""

    rule: str
    about: str


Found = Mapping[Key, Gravity]
"""What a run found in one committee, and how grave it is; several findings on one thing by one rule are one breach."""


def key_of(subjects: Subjects, judged: Judged) -> Key:
    """Return by what a finding is known."""
    return Key(judged.requirement.id, subjects.of(judged.finding.place))


def is_recorded(judged: Judged) -> bool:
    """Tell whether a finding is something to be mended by a day; what only sums up others' mistakes is not."""
    return judged.finding.verdict == "breach" and judged.severity != "info" and not judged.echo


def found_by_owner(subjects: Subjects, judged: Iterable[Judged]) -> Mapping[str, dict[Key, Gravity]]:
    """Return what was found by the slug of whoever mends it: what stands in a shared file is no one committee's."""
    found: dict[str, dict[Key, Gravity]] = defaultdict(dict)
    for each in judged:
        if is_recorded(each):
            key, own = key_of(subjects, each), found[each.problem.committee]
            own[key] = gravest(own.get(key, "warning"), "error" if each.severity == "error" else "warning")
    return found


def gravest(one: Gravity, other: Gravity) -> Gravity:
    """Return the graver of two."""
    return "error" if "error" in (one, other) else "warning"


# --- one ledger ------------------------------------------------------------------------------------------------------


def updated(
    kept: Sequence[Breach],
    found: Found,
    today: datetime.date,
    policy: ReportPolicy,
    looked_at: Callable[[str], bool] = lambda rule: True,
) -> tuple[Breach, ...]:
    """Return the lines of a ledger after a run that found these breaches, having `looked_at` some rules.

    What is open keeps its first day and its due date; where it has become graver, the earlier of the dates holds. What
    is gone is mended today. What comes back soon after it was mended never was; later it is a breach of its own.
    """
    lines = reconciled(kept)
    newest = {Key(line.rule, line.about): number for number, line in enumerate(lines)}
    for key, gravity in found.items():
        due = today + datetime.timedelta(policy.days[gravity])
        number = newest.get(key)
        line = lines[number] if number is not None else None
        if number is None or line is None or not _still_the_same(line, today, policy):
            lines.append(Breach(rule=key.rule, about=key.about, gravity=gravity, first=today, due=due))
        elif line.mended or gravest(line.gravity, gravity) != line.gravity:
            graver = gravest(line.gravity, gravity)
            earliest = min(line.due, max(due, line.first)) if graver != line.gravity else line.due
            lines[number] = line.model_copy(update={"mended": None, "gravity": graver, "due": earliest})
    for key, number in newest.items():
        line = lines[number]
        if not line.mended and key not in found and looked_at(line.rule):
            lines[number] = line.model_copy(update={"mended": max(today, line.first)})
    return tuple(sorted(map(sealed, lines), key=_order))


def _still_the_same(line: Breach, today: datetime.date, policy: ReportPolicy) -> bool:
    return line.mended is None or today <= line.mended + datetime.timedelta(policy.again_days)


def reconciled(lines: Iterable[Breach]) -> list[Breach]:
    """Return the lines of a ledger, in which two branches may have told the same breach, each breach once, in order.

    The earlier of the first days and of the due dates holds; what one of them saw mended is, until a run finds it.
    """
    whole: list[Breach] = []
    for line in sorted(lines, key=_order):
        last = whole[-1] if whole else None
        if last and (last.rule, last.about) == (line.rule, line.about) and _overlap(last, line):
            whole[-1] = last.model_copy(
                update={
                    "due": min(last.due, line.due),
                    "gravity": gravest(last.gravity, line.gravity),
                    "mended": min(filter(None, (last.mended, line.mended)), default=None),
                }
            )
        else:
            whole.append(line)
    return whole


def _overlap(earlier: Breach, later: Breach) -> bool:
    return earlier.first == later.first or earlier.mended is None or later.first <= earlier.mended


def _order(line: Breach) -> tuple[str, int, str, datetime.date, datetime.date]:
    return line.rule[0], int(line.rule[1:]), line.about, line.first, line.mended or datetime.date.max


def line_seal(line: Breach) -> str:
    """Return the seal of a line, by which it shows that a hand changed it. No secret, only a check."""
    return seal(line.rule, line.about, line.gravity, line.first, line.due, line.mended)


def sealed(line: Breach) -> Breach:
    """Return a line with its seal."""
    return line.model_copy(update={"seal": line_seal(line)})


# --- all ledgers -----------------------------------------------------------------------------------------------------


def recorded(
    handbook: Handbook, judged: Collection[Judged], frozen: Collection[str] = (), partly: bool = False
) -> dict[str, Breaches]:
    """Return all ledgers of a handbook after a run that found this, by slug.

    Those of `frozen` slugs stay as they are. Where some committees could not be loaded, only rules of single
    committees were asked, `partly`: nothing is said of what all share, or of the committees that are missing.
    """
    found = found_by_owner(Subjects(handbook), judged)
    ledgers = dict(handbook.breaches)

    def looked_at(rule: str) -> bool:
        return rule in COMMITTEE_RULES or not partly

    for slug in (*(committee.slug for committee in handbook.committees), *(() if partly else (SHARED,))):
        before = ledgers.get(slug, Breaches())
        if slug in frozen:
            continue
        lines = updated(before.breaches, found.get(slug, {}), handbook.today, handbook.policy.report, looked_at)
        if lines != before.breaches:
            ledgers[slug] = before.model_copy(update={"breaches": lines})
    if SHARED not in frozen and not partly:
        own = ledgers.get(SHARED, Breaches())
        named = tuple(
            sorted({*own.committees, *(slug for slug, ledger in ledgers.items() if slug and ledger.breaches)})
        )
        if named != own.committees:
            ledgers[SHARED] = own.model_copy(update={"committees": named})
    return ledgers


# --- as a file -------------------------------------------------------------------------------------------------------


def text(ledger: Breaches) -> str:
    """Return a ledger as its YAML file, one breach a line, so that branches merge by keeping all lines."""
    lines = "".join(f"  - {_plain(line)}\n" for line in ledger.breaches)
    count = count_of(ledger)
    committees = "".join(f"  - {slug}\n" for slug in ledger.committees)
    return f"{HEAD}breaches:{lines and chr(10)}{lines or ' []' + chr(10)}{END}counts:\n  - {_plain(count)}\n" + (
        f"{COMMITTEES}committees:\n{committees}" if committees else ""
    )


END = """\
# ---- 上面是违规，下面是一共几行 ----
# 少了一行，看得出来。两个分支合并，两边各一行，都留着。这四行把两段隔开，
# 两个分支都加了行时，git 才能各归各的。
# 请留着。
"""

COMMITTEES = """\
# ---- 下面是有自己的台账的居委会 ----
# 哪个居委会的 breaches.yml 不见了，看得出来。
# 请留着
# 这四行。
"""

BARE = ("rule", "gravity", "first", "due", "mended")
"""Values that YAML can hold without quotes."""


def _plain(line: Breach | LineCount) -> str:
    values = ((name, getattr(line, name)) for name in type(line).model_fields)
    pairs = (
        f"{name}: {value if name in BARE else json.dumps(str(value))}" for name, value in values if value is not None
    )
    return f"{{{', '.join(pairs)}}}"


def count_of(ledger: Breaches) -> LineCount:
    """Return how many lines a ledger has, sealed."""
    lines = len(ledger.breaches)
    return LineCount(lines=lines, seal=seal("lines", lines))


class Fault(NamedTuple):
    """What a hand did to a ledger: in which of its lists, on which line, and what is wrong."""

    key: str
    line: int
    message: str


def faults(ledger: Breaches) -> Iterator[Fault]:
    """Yield what a hand changed in a ledger, or took out of it."""
    for index, line in enumerate(ledger.breaches):
        if line.seal != line_seal(line):
            yield Fault("breaches", index, f"违规台账的这一行（{line.rule}）被手工改过")
    for index, count in enumerate(ledger.counts):
        if count.seal != seal("lines", count.lines):
            yield Fault("counts", index, "违规台账一共几行的这一行被手工改过")
        elif count.lines > len(ledger.breaches):
            gone = count.lines - len(ledger.breaches)
            yield Fault("counts", index, f"违规台账记过{count.lines}行，现在少了{gone}行")
    if ledger.breaches and not ledger.counts:
        yield Fault("breaches", len(ledger.breaches) - 1, "违规台账末尾少了“一共几行”的那一行")
