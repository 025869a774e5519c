"""How a sheet stands: what it says today, and what its newest edition said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from generator.codes import compare, ledger
from generator.codes.compare import Change, Facts, digest, told
from generator.codes.number import address
from generator.codes.pages import CommitteePages
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.text.chinese import date

SHEETS: Mapping[str, str] = MappingProxyType(
    {
        "rulebook": "规章制度汇编",
        "board": "宣传栏",
        "doorsign": "门牌",
        "guide": "办事指南",
        "roster": "值班表",
        "disclosure": "公开栏",
        "plates": "牌子制作单",
        "forms": "空白表单",
    }
)
"""The outputs that are issued, and what residents call them; a board by its kind, where the handbook has one."""

VARIANTS: Mapping[str, str] = MappingProxyType(
    {
        "large": "大字版",
        "booklet": "骑马钉小册子",
        "gbt9704": "公文版式",
        "chapters": "单章",
        "internal": "内部版",
        "bleed": "带出血",
        "tiled-a3": "A3拼接",
        "tiled-a4": "A4拼接",
    }
)
"""What the variants are called; one that is a paper size is called by it."""

EDITIONLESS = ("rulebook-changes",)
"""Variants of issued outputs that have no editions: they tell what others' editions say."""

PARTS: Mapping[str, str] = MappingProxyType({"doorsign": "signs", "guide": ""})
"""Outputs that are many sheets, each with editions of its own; and the list of the sheets, where one file holds all."""

CHAPTERS = "rulebook-chapters"
"""The product whose every file is one chapter of a book, and has editions of its own."""

CHAPTER_SAYS = ("committee", "district", "subdistrict", "policy", "domain", "safety", "title")
"""What a chapter by itself says of all that its book says, besides its text."""

UNSAID = frozenset(
    (
        *("svg", "url", "plain", "mark", "edition", "variant", "updated", "as_of"),
        *("colour", "orientation", "width", "well", "own", "normal", "gap", "terms"),
    )
)
"""What a sheet is given besides what it says: how it looks, where its codes lead, and on which day it was made."""


def said(data: Facts) -> Facts:
    """A sheet's data without what it does not say."""
    if isinstance(data, Mapping):
        return {key: said(value) for key, value in data.items() if key not in UNSAID}
    return [said(item) for item in data] if isinstance(data, list | tuple) else data


def parts(product: str, data: Facts) -> dict[str | None, Facts]:
    """What each sheet of a product says, by the id of what it is about; None where the product is one sheet."""
    facts, output = said(data), product.partition("-")[0]
    if product == CHAPTERS:
        chapter = facts["parts"][0]["chapters"][0]
        head = {key: facts[key] for key in CHAPTER_SAYS}
        return {f"{chapter['kind']}-{chapter['id']}": {**head, "sheet": chapter}}
    if output not in PARTS:
        return {None: facts}
    if not PARTS[output]:
        return {facts["id"]: facts}
    rest = {key: value for key, value in facts.items() if key != PARTS[output]}
    return {one["id"]: {**rest, "sheet": one} for one in facts[PARTS[output]]}


def sheet_name(handbook: Handbook, product: str, title: str = "") -> str:
    """What residents call a sheet: `规章制度汇编（大字版）`, `门牌（社区事务服务大厅）`."""
    output, _, variant = product.partition("-")
    details = "，".join(word for word in (VARIANTS.get(variant, variant.upper()), title) if word)
    boards = {"board": handbook.policy.boards.kind, "disclosure": handbook.disclosure.board_kind}
    return boards.get(output, SHEETS[output]) + (f"（{details}）" if details else "")


@dataclass(frozen=True)
class Standing:
    """A sheet of a committee as it is now, and its newest edition.

    `facts` is what it says today (None where it is no more), `latest` the newest edition (None where never issued),
    `earlier` what that edition said, as far as it was kept. The handbook is whose words tell of it.
    """

    product: str
    part: str | None
    title: str
    facts: Facts
    latest: Edition | None
    earlier: Facts
    handbook: Handbook = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """What residents call it."""
        return sheet_name(self.handbook, self.product, self.title)

    @cached_property
    def digest(self) -> str:
        """The digest of what it says today."""
        return digest(self.facts)

    @property
    def gone(self) -> bool:
        """Whether the sheet is no more, and should come off its wall."""
        return self.facts is None

    @property
    def current(self) -> bool:
        """Whether its newest edition says what it would say today."""
        return self.latest is not None and not self.gone and self.latest.digest == self.digest

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is different today from its newest edition."""
        if self.current or self.gone or self.earlier is None:
            return ()
        return self.since(self.earlier)

    def since(self, earlier: Facts) -> tuple[Change, ...]:
        """Return what is different today from what it said earlier."""
        return tuple(told(earlier, self.facts, self.handbook.labels))


Data = dict[str, Any]

PROOF = "校样"


def standing(handbook: Handbook, pages: CommitteePages, product: str, part: str | None, facts: Facts) -> Standing:
    """How one sheet of a committee stands; `facts` is what it says today, None where it is no more."""
    newest = ledger.latest(pages.ledger, product, part)
    earlier = kept(pages, newest) if newest else None
    return Standing(product, part, title(pages, part, facts or earlier), facts, newest, earlier, handbook)


def kept(pages: CommitteePages, held: Edition) -> Facts:
    """What an issued sheet said; None where that was not kept, or where what was kept is not of this edition.

    Two branches may have issued different sheets with one serial, of which only one file survives a merge.
    """
    found = pages.committee.snapshots.get(held.serial)
    key = held.serial, held.digest
    if found is not None and key not in pages.genuine:
        pages.genuine[key] = compare.digest(found) == held.digest
    return found if found is not None and pages.genuine[key] else None


def title(pages: CommitteePages, part: str | None, facts: Facts) -> str:
    """What the one thing a sheet is about is called; empty where the sheet is about no one thing."""
    if part is None:
        return ""
    named = (facts or {}).get("sheet", facts) or {}
    known = (code.title for code in pages.ledger.codes if code.id == part)
    return str(named.get("name") or named.get("title") or next(known, part))


def imprinted(handbook: Handbook, pages: CommitteePages, product: str, data: Data) -> Data:
    """A sheet's data with its edition in it: number and date where it is issued, else what makes it a proof.

    `edition` is for its foot; the codes of an issued sheet lead to its edition; `marks` is what stands on top of each
    page, the last for all that follow: nothing on an issued one.
    """
    output = product.partition("-")[0]
    found = {part: standing(handbook, pages, product, part, facts) for part, facts in parts(product, data).items()}
    inside = PARTS.get(output)
    if not inside:
        (one,) = found.values()
        return {**with_serial(handbook, data, serial(one)), "edition": edition(pages, one), "marks": [mark(one)]}
    signs = [
        {**with_serial(handbook, sign, serial(found[sign["id"]])), "edition": edition(pages, found[sign["id"]])}
        for sign in data[inside]
    ]
    whole = signs[0]["edition"] if signs else unissued(pages, 1)
    return {**data, inside: signs, "edition": whole, "marks": [mark(found[sign["id"]]) for sign in data[inside]]}


def serial(one: Standing) -> int | None:
    """The serial that a sheet's codes carry; none on a proof."""
    return one.latest.serial if one.latest and one.current else None


def edition(pages: CommitteePages, one: Standing) -> Data:
    """Number and date of a sheet as its foot tells them; a proof has the day of its data, not one of issue."""
    if one.latest is None or not one.current:
        return unissued(pages, one.latest.edition + 1 if one.latest else 1)
    day = one.latest.date
    return {"number": one.latest.edition, "date": date(day), "month": f"{day.year}年{day.month}月", "proof": False}


def unissued(pages: CommitteePages, number: int) -> Data:
    """The edition a sheet would be if it were issued."""
    updated = date(pages.committee.profile.updated)
    return {"number": number, "date": f"{updated}{PROOF}", "month": PROOF, "proof": True}


def mark(one: Standing) -> str:
    """What stands on top of every page of a proof; empty on an issued sheet."""
    if one.current:
        return ""
    replaced = f"；付印后替换第{one.latest.edition}版（{date(one.latest.date)}）" if one.latest else ""
    return f"{PROOF}　没有付印，不要张贴{replaced}"


def with_serial(handbook: Handbook, data: Any, number: int | None) -> Any:
    """The data with every code leading to the edition of the sheet that it is on."""
    if number is None:
        return data
    if isinstance(data, Mapping):
        found = {key: with_serial(handbook, value, number) for key, value in data.items()}
        if "url" in found and "number" in found:
            found["url"] = address(handbook.site.code_url, found["number"], number)
        return found
    return [with_serial(handbook, item, number) for item in data] if isinstance(data, list) else data


def numbers(pages: CommitteePages, data: Any) -> Iterator[str]:
    """The item numbers of the codes that a sheet prints."""
    by_code = {code.code: code.number for code in pages.ledger.codes}
    if isinstance(data, Mapping):
        if "url" in data and data.get("number") in by_code:
            yield by_code[data["number"]]
        for value in data.values():
            yield from numbers(pages, value)
    elif isinstance(data, list):
        for item in data:
            yield from numbers(pages, item)
