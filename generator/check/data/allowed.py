"""Texts that somebody answers for: each is needed, holds until its day, and never lets a number of papers out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.offices import allowed, office_of
from generator.model.facts import Record
from generator.model.handbook import Handbook
from generator.model.published import AllowedText
from generator.privacy.papers import NEVER_ALLOWED
from generator.privacy.text import find_personal_data
from generator.problem import Location, Problem
from generator.read.listing import owner


def allowed_texts_needed(handbook: Handbook) -> Iterator[Problem]:
    """X12: what may go out although it looks personal is there word by word, needs it, and is not over."""
    for record in handbook.files:
        slug = owner(record.source.file)
        for index, entry in enumerate(allowed(record)):
            place = record.source.at("allow", index, "text")
            if fault := fault_of(handbook, slug, record, entry):
                message, hint = fault
                yield Problem(place, "X12", message, hint, "warning", "个人信息保护法", slug)


def fault_of(handbook: Handbook, slug: str, record: Record, entry: AllowedText) -> tuple[str, str] | None:
    """Return what is wrong with a text that somebody answers for and what to do, None where nothing is."""
    if handbook.today > entry.until:
        return (
            f"这句话只许公开到{entry.until}，已经过期，不再放行",
            "删掉这一条和写着它的地方；还要公开的，请批准的人再定一天",
        )
    if entry.date > handbook.today:
        return f"批准日期{entry.date}还没有到，不放行", "改成真正批准的那一天"
    found = [*find_personal_data(entry.text, office_of(handbook, slug)._replace(allowed=()))]
    if not found:
        return "这句话本来就可以公开，用不着放行", "删掉这一条"
    if any(leak.kind in NEVER_ALLOWED for leak in found):
        return "证件号、卡号不能放行，这句话仍旧出不去", "从这句话里删掉号码"
    if not is_said(handbook, slug, record, entry):
        return "没有哪里写着这句话，一个字也不能差", "照写着的地方抄一遍；不再写了的，删掉这一条"
    return None


def is_said(handbook: Handbook, slug: str, record: Record, entry: AllowedText) -> bool:
    """Tell whether a text stands anywhere but where it is allowed, in the committee's own files or the shared ones."""
    wanted = "".join(entry.text.split())
    own = [
        file
        for file in handbook.files
        if owner(file.source.file) in ({slug, ""} if slug else {owner(file.source.file)})
    ]
    return any(
        wanted in "".join(text.split())
        for file in own
        for text, place in file.passages()
        if place not in own_places(record)
    )


def own_places(record: Record) -> frozenset[Location]:
    """Return where a file says what it allows."""
    return frozenset(record.source.at("allow", index, "text") for index, _ in enumerate(allowed(record)))
