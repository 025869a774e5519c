"""Rule P9: residents see which department stands behind a service."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.finding import Finding, breach, met, unkept
from generator.model.content import Service
from generator.model.handbook import Handbook
from generator.problem import did_you_mean


def departments_behind_services(handbook: Handbook) -> Iterator[Finding]:
    """P9: each department that a service names exists, and it names those of the list entries it goes back to."""
    services = handbook.services.values()
    place = handbook.contents.source.at("services")
    if not any(service.departments for service in services):
        hint = "在 content/services 的每一件里写 `Service.departments`: [部门]，名称照 subdistrict.yml 里的"
        yield unkept(place, "哪件事归哪个部门的记录", hint)
        return
    faults = [fault for service in services for fault in (*_known(handbook, service), *_as_listed(handbook, service))]
    linked = sum(bool(service.departments) for service in services)
    evidence = f"{len(services)}件事里{linked}件写了归哪个部门，页面上有它的电话；其他是居委会自己的事"
    yield from faults or [met(place, evidence)]


def _known(handbook: Handbook, service: Service) -> Iterator[Finding]:
    """Yield a breach for each department that the office's list does not have, or that is named twice."""
    departments = handbook.subdistrict.departments_by_name
    seen: list[str] = []
    for index, name in enumerate(service.departments):
        place = service.source.at("departments", index)
        if name not in departments:
            hint = did_you_mean(name, departments) or "在 content/subdistrict.yml 的 `departments` 里加上它"
            yield breach(place, f"职能部门里没有“{name}”", hint)
        elif departments[name].name in seen:
            yield breach(place, f"“{name}”写了两次", "留下一处")
        else:
            seen.append(departments[name].name)


def _as_listed(handbook: Handbook, service: Service) -> Iterator[Finding]:
    """Yield a breach for each list entry a service goes back to of whose departments the service names none."""
    departments = handbook.subdistrict.departments_by_name
    if any(name not in departments for name in service.departments):
        return
    named = {departments[name].name for name in service.departments}
    for index, id in enumerate(service.listed):
        entry = handbook.lists.entries.get(id)
        asking = [name for name in entry.department.split("、") if name in departments] if entry else []
        if asking and named.isdisjoint(departments[name].name for name in asking):
            message = f"“{service.title}”没有写“{asking[0]}”，清单里这件事归它"
            hint = f"在 `Service.departments` 里加上“{asking[0]}”，或改清单"
            yield breach(service.source.at("listed", index), message, hint)
