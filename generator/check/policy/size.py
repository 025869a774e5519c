"""Rule G5: how large a committee's area is, and who settled where its boundary runs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.finding import Finding, at, breach, met, unkept
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.text.chinese import date


def boundary_settled(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """G5: it is on record who settled a committee's boundary and when; its size is told beside what the law says."""
    profile, place = committee.profile, at(committee, "profile", "boundary_settled")
    settled = profile.boundary_settled
    faults = [*_estates_add_up(committee)]
    if settled is None:
        hint = "在 committee.yml 里写 `boundary_settled`: {`date`: 日期, `by`: 单位, `document`: 文件}，再写 `area`"
        yield from [*faults, unkept(place, "谁定的范围、哪天定的记录", hint)]
        return
    faults += _area(committee)
    if settled.date > handbook.today:
        message = f"范围写着{date(settled.date)}才定，今天还没有到"
        faults.append(breach(at(committee, "profile", "boundary_settled", "date"), message, "改成真正定下来的那天"))
    yield from faults or [met(place, _evidence(handbook, committee))]


def _area(committee: Committee) -> Iterator[Finding]:
    if committee.profile.area is None:
        yield breach(at(committee, "profile"), "没有写面积", "在 committee.yml 里写 `area`: 42公顷（照实写）")


def _estates_add_up(committee: Committee) -> Iterator[Finding]:
    """Yield a breach where the households of the estates, all of which are told, are not those of the committee."""
    profile = committee.profile
    told = [estate.households for estate in profile.estates if estate.households is not None]
    if told and len(told) == len(profile.estates) and profile.households not in (None, sum(told)):
        message = f"各小区加起来{sum(told)}户，居委会写的是{profile.households}户"
        yield breach(at(committee, "profile", "households"), message, "核对 `households` 和各小区的户数")


def _evidence(handbook: Handbook, committee: Committee) -> str:
    """Return how large a committee is, what the law says of that, and who settled it."""
    profile, size, settled = committee.profile, handbook.policy.size, committee.profile.boundary_settled
    buildings = [estate.buildings for estate in profile.estates if estate.buildings is not None]
    numbers = [f"{profile.area}公顷", *([f"{sum(buildings)}幢楼"] if buildings else [])]
    if profile.households is not None:
        numbers.append(f"{profile.households}户")
    said = f"（《{size.basis.law}》{size.basis.article or ''}：一般{size.fewest}至{size.most}户）" if size else ""
    by = f"；范围由{settled.by}{date(settled.date)}定" if settled else ""
    return f"{len(profile.estates)}个小区，{'，'.join(numbers)}{said}{by}"
