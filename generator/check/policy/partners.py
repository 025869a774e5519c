"""Rule M16: which units and groups work with residents, as far as the committee has them on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.check.finding import Finding, at, breach, met, unkept
from generator.duty.months import month_of
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.problem import did_you_mean
from generator.text.chinese import month


def partners_recorded(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """M16: units of the neighbourhood and groups that work with residents are on record, each once, since when."""
    partners, place = committee.profile.partners, at(committee, "profile", "partners")
    kinds = handbook.policy.partners
    if not partners:
        hint = "在 committee.yml 的 `partners` 里，一家写一条 `name`、`kind`、`since`、`Partner.task`"
        yield unkept(place, f"{'、'.join(kinds) or '社会力量'}参与社区治理的登记", hint)
        return
    faults: list[Finding] = []
    seen: set[str] = set()
    for index, partner in enumerate(partners):
        if partner.name in seen:
            where = at(committee, "profile", "partners", index, "name")
            faults.append(breach(where, f"“{partner.name}”写了两次", "并成一条"))
        seen.add(partner.name)
        if kinds and partner.kind not in kinds:
            where = at(committee, "profile", "partners", index, "kind")
            faults.append(breach(where, f"policy.yml 里没有“{partner.kind}”这一种", did_you_mean(partner.kind, kinds)))
        if partner.since > month_of(handbook.today):
            where = at(committee, "profile", "partners", index, "since")
            faults.append(breach(where, f"“{partner.name}”{month(partner.since)}才开始，还没有到", "开始了再写"))
        if partner.public and not partner.phone:
            where = at(committee, "profile", "partners", index, "public")
            faults.append(breach(where, f"“{partner.name}”写了公开电话，没有写电话", "补上 `phone`，或写 `public`: 否"))
    counted = Counter(partner.kind for partner in partners)
    evidence = "、".join(f"{kind}{number}家" for kind, number in counted.items())
    yield from faults or [met(place, f"{len(partners)}家：{evidence}" if len(counted) > 1 else evidence)]
