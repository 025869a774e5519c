"""Numbers that texts say of what the handbook itself can count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from generator.check.data.sayings import Saying, sayings
from generator.model.committee import Committee
from generator.model.facts import SharedText
from generator.model.handbook import Handbook
from generator.model.policy import Policy
from generator.model.records import Records
from generator.problem import Problem
from generator.text.chinese import chinese_number, quantity


class Counted(NamedTuple):
    """What is counted: how people call it behind its number, how many there are, and the placeholder that says so.

    Where there are several numbers, each of them is right: rules with and without those for the staff only.
    """

    called: str
    numbers: tuple[int, ...]
    field: str = ""


def shared_counts(handbook: Handbook) -> tuple[Counted, ...]:
    """Return what is counted in the same way in all texts."""
    rules, forms = (len(handbook.rules), len(handbook.every_rule)), handbook.forms.values()
    return (
        Counted("[项部个条]?(?:规章)?制度", rules, "counts.rules"),
        Counted("个工作委员会", (len(handbook.working_committees),), "counts.working_committees"),
        Counted("[份张个](?:参考)?清单", (len(handbook.lists.lists),), "counts.lists"),
        Counted("[种项](?:不开的)?证明", (len(handbook.certificates.items),), "counts.certificates"),
        Counted("[种张份](?:空白)?表单", (sum(form.public for form in forms), len(forms)), "counts.forms"),
        Counted("[份张项篇种]办事指南", (len(handbook.services),), "counts.services"),
        Counted("[间个]功能(?:室|空间|房间)", (len(handbook.rooms), len(handbook.every_room)), "counts.rooms"),
    )


def own_counts(committee: Committee) -> tuple[Counted, ...]:
    """Return what is counted in a committee's own files."""
    profile = committee.profile
    return (
        Counted("个(?:住宅)?小区", (len(profile.estates),)),
        Counted("个(?:走访)?(?:片区|片块)", (len(profile.blocks),)),
        Counted("[名位个]工作人员", (len(profile.staff),)),
        Counted("个个性化空间", (len(committee.premises.spaces),)),
        *([Counted("户(?:居民|人家|住户)?", (profile.households,))] if profile.households else []),
        *([Counted("[名位个]居委会(?:成员|委员)", (profile.elected.members,))] if profile.elected else []),
    )


def counts_right(handbook: Handbook) -> Iterator[Problem]:
    """D029: where a text says how many there are of what the handbook holds, it is that many."""
    shared = shared_counts(handbook)
    own = {committee.slug: own_counts(committee) for committee in handbook.committees}
    every = (*shared, *(counted for counts in own.values() for counted in counts))
    for saying in sayings(handbook, tells(called(every))):
        if speaks_of_all(saying):
            for counted in (*shared, *own.get(saying.committee, ())):
                yield from wrong_counts(handbook, saying, counted)


def committees_counted(handbook: Handbook) -> Iterator[Problem]:
    """D029: where a text says how many committees there are, it is that many."""
    counted = Counted("个(?:居委会|居民委员会|居民区)", (len(handbook.committees),))
    merged = "；有撤并了的，policy.yml 的 `committees` 也改" if handbook.closed else ""
    for saying in sayings(handbook, tells(called((counted,)))):
        if speaks_of_all(saying) and not saying.committee:
            wrong = wrong_counts(handbook, saying, counted)
            yield from (replace(problem, hint=f"{problem.hint}{merged}") for problem in wrong)


def speaks_of_all(saying: Saying) -> bool:
    """Tell whether a text is none that quotes the policy, or that was made public on a day."""
    return not isinstance(saying.record, Policy | Records)


NUMBER = "[0-9]{1,5}|[一二三四五六七八九十两百]{1,5}"


def called(counts: Iterable[Counted]) -> str:
    """Return the pattern of what any of these is called."""
    return "|".join(dict.fromkeys(counted.called for counted in counts))


@lru_cache(maxsize=256)
def numbered(called: str) -> re.Pattern[str]:
    """Return what finds a number and behind it what is called so."""
    return re.compile(rf"(?<![0-9一二三四五六七八九十百第])({NUMBER}) ?(?:{called})")


@lru_cache(maxsize=4)
def tells(called: str) -> Callable[[str], bool]:
    """Return what tells whether a text has one; most texts are the same when they are checked again."""
    found = numbered(called).search
    return lru_cache(maxsize=16384)(lambda text: found(text) is not None)


ALL = (
    "共",
    "共有",
    "共计",
    "总共",
    "全部",
    "所有",
    "这",
    "全街道",
    "全书",
    "本书有",
    "收录",
    "收",
    "下辖",
    "辖",
    "现有",
    "设",
)
"""What stands before the number of all there are."""

OF_SOME = re.compile("[第每各另前后近超余约]$|其他$|其余$|其中$|另外$|分别$|至少$")
NEAR, MANY = 5, 10
"""Of many, at least ten, a number that differs by a fifth at most is one that was right once."""


def wrong_counts(handbook: Handbook, saying: Saying, counted: Counted) -> Iterator[Problem]:
    """Yield a problem (D029) for each number in a text that should be that of all there are and is another."""
    whole = (*ALL, handbook.policy.subdistrict)
    for match in numbered(counted.called).finditer(saying.text):
        try:
            number = chinese_number(match[1])
        except ValueError:
            continue
        before = saying.text[: match.start()].rstrip()
        if number in counted.numbers or OF_SOME.search(before):
            continue
        right = counted.numbers[0]
        near = min(number, right) >= MANY and abs(number - right) * NEAR <= right
        if before.endswith(whole) or near:
            message = f"这里说“{match[0]}”，手册里有{right}"
            place = saying.at(match.start())
            yield Problem(place, "D029", message, repair(saying, counted), "warning", committee=saying.committee)


def repair(saying: Saying, counted: Counted) -> str:
    """Return how a number is mended: by the placeholder that counts, where there can be one."""
    if counted.field and isinstance(saying.record, SharedText):
        return f"写成 {{{{ {counted.field} }}}}，程序会数"
    return f"改成{quantity(counted.numbers[0])}"
