"""The plates besides those at the door: how each was admitted, and for how long it may hang (二（四）3)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.check.finding import Finding, at, breach, impossible, met, unkept
from generator.check.policy.done import done, not_yet
from generator.check.policy.names import addressees
from generator.duty.months import months_later
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.naming_keys import keys
from generator.model.register import ExtraPlate
from generator.text.chinese import date

DAYS = {"applied": "申报", "approved": "批准", "hung": "挂上", "removed": "摘下"}
"""The days of a plate on which something was done, in their order, in words."""


def plates_admitted(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """N8: every further plate was applied for, approved, arranged, and hangs no longer than it may.

    Of one that is off the wall only the days are looked at: how it once came there cannot be mended.
    """
    if not committee.register.source.file:
        yield unkept(at(committee, "register", "plates"), "增挂牌子的登记", "新建 register.yml，增挂的写进 `plates`")
        return
    faults = [fault for index in range(len(committee.register.plates)) for fault in _faults(handbook, committee, index)]
    hanging = sum(not done(handbook, plate.removed) for plate in committee.register.plates)
    evidence = f"增挂{hanging}块，手续齐全" if hanging else "没有增挂的牌子"
    yield from faults or [met(at(committee, "register", "plates"), evidence)]


def _faults(handbook: Handbook, committee: Committee, index: int) -> Iterator[Finding]:
    """Yield what is wrong with one plate."""
    plate = committee.register.plates[index]
    for key, what in DAYS.items():
        place = at(committee, "register", "plates", index, key)
        yield from not_yet(handbook, place, getattr(plate, key), f"{what}“{plate.text}”")
    for key, message in _turned_round(plate):
        place = at(committee, "register", "plates", index, key)
        yield impossible(place, f"“{plate.text}”{message}", "核对两个日期")
    found = [*_hung_early(plate)]
    if not done(handbook, plate.removed):
        found += [*admission_faults(handbook, plate)]
        yield from _too_long(handbook, committee, index)
        if same := _same_number(committee, index):
            found.append(("number", f"和“{same}”是一个批准编号", "一块牌子一个批准编号；没有批准的摘下来"))
    for key, message, hint in found:
        yield breach(at(committee, "register", "plates", index, key), f"“{plate.text}”{message}", hint)


def admission_faults(handbook: Handbook, plate: ExtraPlate) -> Iterator[tuple[str, str, str]]:
    """Yield key, message and hint for each thing that is wrong with how a plate was admitted."""
    rules = handbook.policy.admission
    if missing := plate.missing:
        yield missing[0], f"的准入登记不全，缺 {keys(missing)}", f"向{rules.applied_to}补办，再写全；不办的摘下来"
        return
    yield from addressees(handbook, plate)
    if plate.arranged_by != rules.arranged_by:
        yield "arranged_by", f"不是由{rules.arranged_by}统筹安排的", f"写“{rules.arranged_by}”；没有经过它的先摘下来"
    yield from _expiry(handbook, plate)


def _turned_round(plate: ExtraPlate) -> Iterator[tuple[str, str]]:
    """Yield key and message where a day of a plate is before another that it must follow, whatever was done."""
    if plate.applied and plate.approved and plate.approved < plate.applied:
        yield "approved", "批准在申报之前"
    if plate.hung and plate.removed and plate.removed < plate.hung:
        yield "removed", f"{date(plate.removed)}就摘了，{date(plate.hung)}才挂上"
    if plate.hung and plate.valid_until and plate.valid_until < plate.hung:
        yield "valid_until", f"{date(plate.valid_until)}就到期，{date(plate.hung)}才挂上"


def _hung_early(plate: ExtraPlate) -> Iterator[tuple[str, str, str]]:
    """Yield key, message and hint where a plate was hung before it was approved."""
    if plate.approved and plate.hung and plate.hung < plate.approved:
        message = f"{date(plate.hung)}就挂了，{date(plate.approved)}才批准"
        yield "hung", message, "核对日期；没有批准的先摘下来"


def _expiry(handbook: Handbook, plate: ExtraPlate) -> Iterator[tuple[str, str, str]]:
    """Yield key, message and hint where a plate hangs too long: where nothing says until when, for the usual time."""
    assert plate.hung  # only what is whole comes here
    last = _last_day(handbook, plate.hung)
    until = plate.valid_until or last
    months = handbook.policy.admission.plate_months
    if until and until < handbook.today:
        hint = "摘下来，写上 `removed`；还要挂的重新申报"
        yield "valid_until", f"{date(until)}已经到期，还挂着", hint
    elif plate.valid_until is None:
        usual = f"，从挂上之日起满{months}个月到期，就是{date(last)}" if last else ""
        hint = f"写上 `valid_until`: {last}" if last else "照批准文件写上 `valid_until`"
        yield "valid_until", f"没有写挂到哪天{usual}", hint


def _too_long(handbook: Handbook, committee: Committee, index: int) -> Iterator[Finding]:
    """Yield a breach, milder than others since an approval may say so, where a plate hangs longer than is usual."""
    plate, months = committee.register.plates[index], handbook.policy.admission.plate_months
    if months and plate.hung and plate.valid_until and plate.valid_until > months_later(plate.hung, months):
        last = date(months_later(plate.hung, months))
        hint = f"从挂上之日起一般满{months}个月到期，就是{last}；看看批准文件写的是哪天，还要挂的到期前重新申报"
        place = at(committee, "register", "plates", index, "valid_until")
        yield breach(place, f"“{plate.text}”要挂到{date(plate.valid_until)}，比{months}个月长", hint, "warning")


def _last_day(handbook: Handbook, hung: datetime.date) -> datetime.date | None:
    """Return the last day on which a plate may hang that was hung on a day; None where the policy sets no time."""
    months = handbook.policy.admission.plate_months
    return months_later(hung, months) - datetime.timedelta(days=1) if months else None


def _same_number(committee: Committee, index: int) -> str:
    """Return the text of an earlier plate that has the number of this one, or nothing."""
    plates = committee.register.plates
    earlier = (plate for plate in plates[:index] if plate.number and plate.number == plates[index].number)
    return next((plate.text for plate in earlier), "")
