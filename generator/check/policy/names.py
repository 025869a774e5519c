"""The committees, where they are, and the plates at their doors (一（二）, 一（三）, 二（一）, 二（四）3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.departments import is_department
from generator.check.policy.done import done, not_yet
from generator.check.policy.door import at_the_door
from generator.duty.months import month_of
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.naming_keys import keys
from generator.model.policy import FieldOfWork, PlatePattern
from generator.model.register import Admitted, ExtraPlate
from generator.text.chinese import quantity

T = TypeVar("T", PlatePattern, FieldOfWork)

MERGED = "有撤并了的，在它的文件夹里留一个 dissolved.yml"
"""What to do where the policy counted a committee that has been merged since."""


def number_of_committees(handbook: Handbook) -> Iterator[Finding]:
    """G1: as many committees as the policy counts were established by its date; a committee without `since` was.

    One that was closed since then, because it was merged, may have been there on that day; nothing says since when.
    """
    policy = handbook.policy
    limit = month_of(policy.date)
    count = sum((committee.profile.since or limit) <= limit for committee in handbook.committees)
    closed = sum(committee.closing.date > policy.date for committee in handbook.closed)
    place = policy.source.at("committees")
    faults = [
        fault
        for committee in handbook.committees
        for fault in not_yet(handbook, at(committee, "profile", "since"), committee.profile.since, "居委会成立")
    ]
    if not count <= policy.committees <= count + closed:
        message = f"文件说 {policy.committees} 个居委会，数据里在文件日期之前成立的有 {count + closed} 个"
        hint = "看看有没有少了文件夹，或后来成立的没写 `since`"
        faults.append(breach(place, message, f"{hint}；{MERGED}" if count < policy.committees else hint))
    merged = f"，其中{policy.committees - count}个后来撤并了" if policy.committees > count else ""
    evidence = f"文件日期之前成立的{policy.committees}个都在{merged}；现在共{len(handbook.committees)}个"
    yield from faults or [met(place, evidence)]


def placed(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """G3: a committee says where it is, what area it serves and how many households live there."""
    profile = committee.profile
    asked = {"address": profile.address, "boundary": profile.boundary, "households": profile.households}
    missing = [key for key, value in asked.items() if not value]
    if missing:
        hint = f"在 committee.yml 里写上 {keys(missing)}"
        yield breach(at(committee, "profile"), "地址、范围、户数没有写全", hint)
    else:
        yield met(at(committee, "profile", "households"), f"地址、范围都有，{profile.households}户")


def plates_at_the_door(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N1: the plates at the door are those of the policy, one of each kind."""
    counts = Counter(plate.kind for plate in committee.profile.plates)
    kinds = [plate.kind for plate in handbook.policy.plates]
    wrong = False
    for pattern in handbook.policy.plates:
        if counts[pattern.kind] != 1:
            wrong = True
            message = f"{handbook.policy.door}的牌子里，“{pattern.kind}”有 {counts[pattern.kind]} 块，应当有 1 块"
            yield breach(at(committee, "profile", "plates"), message, f"文字是“{right(pattern, committee)}”")
    for index, plate in enumerate(committee.profile.plates):
        if plate.kind not in kinds:
            wrong = True
            hint = f"这里只写 {'、'.join(kinds)}；挂在里面的写进 register.yml 的 `plates`"
            yield breach(at(committee, "profile", "plates", index, "kind"), f"没有叫“{plate.kind}”的牌子", hint)
    if not wrong:
        yield met(at(committee, "profile", "plates"), f"{len(kinds)}块牌子，一样一块")


def right(pattern: PlatePattern, committee: Committee) -> str:
    """Return what a plate of this committee must say."""
    return pattern.wording(committee.profile.name, committee.profile.branch)


def worded(handbook: Handbook, committee: Committee, rule: str) -> Iterator[Finding]:
    """Yield whether the plate that a rule looks at is worded as the policy says."""
    pattern = by_rule(handbook.policy.plates, rule, WORDED)
    if pattern is None:
        yield met(handbook.policy.source.at("plates"), "文件没有要求这块牌子")
    else:
        yield from worded_as(committee, pattern)


WORDED = ("N2", "N3", "N4", "N5")
"""The rules that each look at the wording of one plate, in the policy's order where it does not say which."""


def by_rule(listed: Sequence[T], rule: str, rules: Sequence[str]) -> T | None:
    """Return what the policy lists for a rule: what names it, or where nothing names one, what stands in its turn."""
    if any(each.rule for each in listed):
        return next((each for each in listed if each.rule == rule), None)
    number = rules.index(rule)
    return listed[number] if number < len(listed) else None


def worded_as(committee: Committee, pattern: PlatePattern) -> Iterator[Finding]:
    """Yield whether the plate of one pattern is worded as the policy says."""
    hung = [(index, plate) for index, plate in enumerate(committee.profile.plates) if plate.kind == pattern.kind]
    for index, plate in hung:
        place = at(committee, "profile", "plates", index, "text")
        if plate.text == right(pattern, committee):
            yield met(place, plate.text)
        else:
            yield breach(place, f"“{plate.text}”不是规范名称", f"应为“{right(pattern, committee)}”")
    if not hung:
        yield breach(at(committee, "profile", "plates"), "没有这块牌子", f"写上“{right(pattern, committee)}”")


def branch_plate(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N2: the first plate is worded as the policy says, for a branch of a type the policy foresees."""
    branches = handbook.policy.branches
    if committee.profile.branch not in branches:
        message = f"没有叫“{committee.profile.branch}”的支部类型"
        hint = f"写 {'或'.join(branches)}；别的类型文件没有规定，请问{handbook.policy.office.name}"
        yield breach(at(committee, "profile", "branch"), message, hint)
    else:
        yield from worded(handbook, committee, "N2")


def committee_plate(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N3: the second plate is worded as the policy says."""
    yield from worded(handbook, committee, "N3")


def party_station_plate(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N4: the third plate is worded as the policy says."""
    yield from worded(handbook, committee, "N4")


def service_station_plate(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N5: the fourth plate is worded as the policy says."""
    yield from worded(handbook, committee, "N5")


def one_name(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N6: the committee's name is the stem alone, so that no plate says a word twice, and is the same on all plates.

    No other committee has it. A plate that no rule of its own looks at is worded as the policy says.
    """
    name, plates = committee.profile.name, committee.profile.plates
    faults = [*_not_stem_alone(handbook, committee)]
    if any(other.profile.name == name for other in handbook.committees if other is not committee):
        message = f"名称“{name}”和别的居委会一样"
        faults.append(breach(at(committee, "profile", "name"), message, "改成自己的名称"))
    for index, plate in enumerate(plates):
        if name not in plate.text:
            message = f"“{plate.text}”上的名称不是“{name}”，几块牌子不是一个名称"
            faults.append(breach(at(committee, "profile", "plates", index, "text"), message, f"都写“{name}”"))
    looked_at = [by_rule(handbook.policy.plates, rule, WORDED) for rule in WORDED]
    others = [pattern for pattern in handbook.policy.plates if pattern not in looked_at]
    faults += [each for pattern in others for each in worded_as(committee, pattern) if each.verdict == "breach"]
    if not plates and not faults:
        yield unkept(at(committee, "profile", "plates"), "门口牌子的登记", "在 committee.yml 的 `plates` 里逐块写")
    else:
        evidence = f"{quantity(len(plates))}处名称都是“{name}”"
        yield from faults or [met(at(committee, "profile", "name"), evidence)]


def _not_stem_alone(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach where a name has words that a plate, or the short name, says before or behind it anyway."""
    name, policy = committee.profile.name, handbook.policy
    patterns = (*(pattern.wording("{name}", committee.profile.branch) for pattern in policy.plates), policy.short_name)
    parts = [pattern.partition("{name}") for pattern in patterns]
    before = {word for part, _, _ in parts for word in _endings(part)} | {policy.district, policy.subdistrict}
    behind = {word for _, _, part in parts for word in (*_beginnings(part), *_endings(part))}
    doubled = next((word for word in _longest_first(before) if name.startswith(word)), "")
    stem = name.removeprefix(doubled)
    after = next((word for word in _longest_first(behind) if stem.endswith(word)), "")
    if doubled or after:
        extra = "、".join(f"“{word}”" for word in (doubled, after) if word)
        hint = f"写成“{stem.removesuffix(after)}”" if stem != after else "只写居委会自己的名称"
        yield breach(at(committee, "profile", "name"), f"名称“{name}”里多了{extra}，牌子上会写两遍", hint)


def _beginnings(text: str) -> Iterator[str]:
    return (text[:length] for length in range(2, len(text) + 1))


def _endings(text: str) -> Iterator[str]:
    return (text[-length:] for length in range(2, len(text) + 1))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def no_other_plate(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N7: no other plate hangs at the door, under whatever name it is registered."""
    if not committee.register.source.file:
        yield unkept(at(committee, "register", "plates"), "增挂牌子的登记", "新建 register.yml，增挂的写进 `plates`")
        return
    door = handbook.policy.door
    faults = []
    for index, plate in enumerate(committee.register.plates):
        if not done(handbook, plate.removed) and at_the_door(handbook, committee, plate.place):
            hint = f"{door}只挂{len(handbook.policy.plates)}块；挪到里面，或摘下来，写上 `removed`"
            place = at(committee, "register", "plates", index, "place")
            faults.append(breach(place, f"{door}还有一块“{plate.text}”", hint))
    for index, board in enumerate(committee.register.boards):
        words = [
            word for word in handbook.policy.door_words.plates for text in (board.kind, *board.holds) if word in text
        ]
        if words and at_the_door(handbook, committee, board.place):
            hint = f"{door}只挂{len(handbook.policy.plates)}块；挪到里面，写进 `plates`，或摘下来"
            place = at(committee, "register", "boards", index, "place")
            faults.append(breach(place, f"{door}的{board.kind}上有{words[0]}", hint))
    yield from faults or [met(at(committee, "register", "plates"), f"{door}没有别的牌子")]


def addressees(handbook: Handbook, admitted: ExtraPlate | Admitted) -> Iterator[tuple[str, str, str]]:
    """Yield key, message and hint where somebody applied, was applied to or approved whom the policy does not name."""
    rules = handbook.policy.admission
    if admitted.applied_to != rules.applied_to:
        yield (
            "applied_to",
            f"应当向{rules.applied_to}申报，这里写的是“{admitted.applied_to}”",
            f"向{rules.applied_to}补办",
        )
    if admitted.approved_by != rules.approved_by:
        message = f"应当由{rules.approved_by}批准，这里写的是“{admitted.approved_by}”"
        yield "approved_by", message, f"报{rules.approved_by}批准"
    if not is_department(handbook, admitted.applicant or ""):
        hint = "只有职能部门可以要求；是部门的写全称，并写进 content/subdistrict.yml 的 `departments`"
        yield "applicant", f"的申报单位“{admitted.applicant}”不是登记的职能部门", hint
