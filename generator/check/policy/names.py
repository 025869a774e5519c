"""The committees, where they are, and the plates at their doors (一（二）, 一（三）, 二（一）, 二（四）3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.check.finding import Finding, at, breach, met
from generator.duty.months import month_of
from generator.model.committee import Committee
from generator.model.field_names import keys
from generator.model.handbook import Handbook
from generator.model.policy import PlatePattern
from generator.model.register import Admitted, ExtraPlate
from generator.text.chinese import date, quantity

MERGED = "有撤并了的，把 policy.yml 的 `committees` 改成现在的数"
"""What to do where the policy counted a committee that has been merged since."""


def number_of_committees(handbook: Handbook) -> Iterator[Finding]:
    """G1: as many committees as the policy counts were established by its date; a committee without `since` was."""
    policy = handbook.policy
    limit = month_of(policy.date)
    count = sum((committee.profile.since or limit) <= limit for committee in handbook.committees)
    place = policy.source.at("committees")
    if count != policy.committees:
        message = f"文件说 {policy.committees} 个居委会，数据里在文件日期之前成立的有 {count} 个"
        hint = "看看有没有少了文件夹，或后来成立的没写 `since`"
        yield breach(place, message, f"{hint}；{MERGED}" if count < policy.committees else hint)
    else:
        yield met(place, f"文件日期之前成立的{count}个都在；现在共{len(handbook.committees)}个")


def placed(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """G3: a committee says where it is, what area it serves and how many households live there."""
    profile = committee.profile
    asked = {"address": profile.address, "boundary": profile.boundary, "households": profile.households}
    missing = [key for key, value in asked.items() if value is None]
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


def worded(handbook: Handbook, committee: Committee, number: int) -> Iterator[Finding]:
    """Yield whether the plate of one pattern, counted from 0, is worded as the policy says."""
    if number >= len(handbook.policy.plates):
        yield met(handbook.policy.source.at("plates"), "文件没有要求这块牌子")
        return
    pattern = handbook.policy.plates[number]
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
        yield from worded(handbook, committee, 0)


def committee_plate(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N3: the second plate is worded as the policy says."""
    yield from worded(handbook, committee, 1)


def party_station_plate(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N4: the third plate is worded as the policy says."""
    yield from worded(handbook, committee, 2)


def service_station_plate(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N5: the fourth plate is worded as the policy says."""
    yield from worded(handbook, committee, 3)


def one_name(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N6: the committee's name is the stem alone, so that no plate says a word twice, and no other committee's."""
    name = committee.profile.name
    place = at(committee, "profile", "name")
    wrong = False
    for pattern in handbook.policy.plates:
        after = pattern.pattern.partition("{name}")[2]
        if doubled := next((word for word in doubles(after) if name.endswith(word)), ""):
            wrong = True
            yield breach(place, f"名称“{name}”里多了“{doubled}”，牌子上会写两遍", f"写成“{name.removesuffix(doubled)}”")
            break
    if any(other.profile.name == name for other in handbook.committees if other is not committee):
        wrong = True
        yield breach(place, f"名称“{name}”和别的居委会一样", "改成自己的名称")
    if not wrong:
        yield met(place, f"{quantity(len(handbook.policy.plates))}处名称都是“{name}”")


def doubles(after: str) -> Iterator[str]:
    """Yield the words at the beginning of what follows the name on a plate, the longest first."""
    return (after[:length] for length in range(len(after), 1, -1))


def no_other_plate(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N7: no other plate hangs at the door."""
    door = handbook.policy.door
    outside = [
        index
        for index, plate in enumerate(committee.register.plates)
        if door in plate.place and (plate.removed is None or plate.removed > handbook.today)
    ]
    for index in outside:
        message = f"{door}还有一块“{committee.register.plates[index].text}”"
        hint = f"{door}只挂{len(handbook.policy.plates)}块；挪到里面，或摘下来，写上 `removed`"
        yield breach(at(committee, "register", "plates", index, "place"), message, hint)
    if not outside:
        yield met(at(committee, "register", "plates"), f"{door}没有别的牌子")


def plates_admitted(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N8: every further plate was applied for, approved, arranged, and hangs no longer than it may."""
    wrong = False
    for index, plate in enumerate(committee.register.plates):
        for key, message, hint in admission_faults(handbook, plate):
            wrong = True
            yield breach(at(committee, "register", "plates", index, key), f"“{plate.text}”{message}", hint)
    if not wrong:
        hanging = sum(plate.removed is None for plate in committee.register.plates)
        evidence = f"增挂{hanging}块，手续齐全" if hanging else "没有增挂的牌子"
        yield met(at(committee, "register", "plates"), evidence)


def admission_faults(handbook: Handbook, plate: ExtraPlate) -> Iterator[tuple[str, str, str]]:
    """Yield key, message and hint for each thing that is wrong with how a plate was admitted."""
    rules = handbook.policy.admission
    if missing := plate.missing:
        yield missing[0], f"的准入登记不全，缺 {keys(missing)}", f"向{rules.applied_to}补办，再写全；不办的摘下来"
        return
    yield from addressees(handbook, plate)
    if plate.arranged_by != rules.arranged_by:
        yield "arranged_by", f"不是由{rules.arranged_by}统筹安排的", f"写“{rules.arranged_by}”；没有经过它的先摘下来"
    assert plate.applied and plate.approved and plate.hung
    if plate.approved < plate.applied:
        yield "approved", "批准在申报之前", "核对两个日期"
    if plate.hung < plate.approved:
        yield "hung", f"{date(plate.hung)}就挂了，{date(plate.approved)}才批准", "核对日期；没有批准的先摘下来"
    if plate.valid_until and plate.valid_until < handbook.today and plate.removed is None:
        hint = "摘下来，写上 `removed`；还要挂的重新申报"
        yield "valid_until", f"{date(plate.valid_until)}已经到期，还挂着", hint


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
    if not any(word in (admitted.applicant or "") for word in rules.applicants):
        hint = "只有职能部门可以要求；是部门的，写全称"
        yield "applicant", f"的申报单位“{admitted.applicant}”不像职能部门", hint
