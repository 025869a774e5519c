"""Every code and edition a committee ever had (codes.yml)."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import Field

from generator.model.facts import Date, Fact, Record, SiteUrl, Slug, Some, Target, Text, Whole, at_most, scalar

Seal = Annotated[str, scalar(r"[0-9a-f]{8}", "程序写的八位校验"), Field(max_length=8)]


Digest = Annotated[str, scalar(r"[0-9a-f]{16}", "程序写的十六位摘要"), Field(max_length=16)]

MOST_CODES = 1000
"""How many codes a sheet carries at most; a committee has about a hundred."""

MOST_LINES = 50_000
"""Of codes and of editions that a ledger can have; it has room for a century of them."""


def code_numbers(spans: str) -> str:
    """Return the numbers of codes as they stand. Raises ValueError where they run backwards or are too many."""
    pairs = (span.split("-") for span in spans.split())
    sizes = [int(pair[-1]) - int(pair[0]) + 1 for pair in pairs]
    if min(sizes, default=1) < 1 or sum(sizes) > MOST_CODES:
        raise ValueError
    return spans


MOST_SERIALS, MOST_EDITIONS = 999_999, 9999
"""The last serial of a committee, and the last edition of one sheet."""

T = TypeVar("T")
Lines = Annotated[tuple[T, ...], Field(max_length=MOST_LINES), at_most(MOST_LINES)]


class Code(Fact):
    """A printed code: `number` counts within the committee, `code` is the address, `kind` and `id` what it means.

    `title` is what it was called when it got its code, `issued` the day it was first on an issued sheet. What is gone
    has the day it went, where to go now as `kind:id`, and the reason in words.
    """

    number: Annotated[str, scalar(r"[0-9]{3,6}", "三位以上的数字，例如 001"), Field(max_length=6)]
    code: Annotated[str, scalar(r"[0-9]{5,13}", "只含数字的编码"), Field(max_length=13)]
    kind: Slug
    id: Slug
    title: Text
    issued: Date | None = None
    retired: Date | None = None
    successor: Target | None = None
    reason: Text | None = None
    seal: Seal | None = None


class Edition(Fact):
    """A sheet given to the printer: `serial` counts all of the committee's, `edition` those of this sheet and part.

    `sheet` is the product (`board`, `rulebook-large`), `part` the one thing it is about where it has several (a
    service, a room). `digest` and `says` are digests of what the sheet said, of two kinds (products/says.py): the
    earliest editions have but the first. `codes` are the numbers of the codes it carries (`001 011-046`); `place`,
    `copies` and `by` say where it hangs, how many there are, and who gave it to the printer; `address` is what stands
    before its codes. Early ones do not say.
    """

    serial: Annotated[int, scalar(r"[1-9][0-9]{0,5}", "付印号，例如 17", int), Field(ge=1, le=MOST_SERIALS)]
    sheet: Slug
    part: Slug | None = None
    edition: Annotated[int, scalar(r"[1-9][0-9]{0,3}", "版次，例如 3", int), Field(ge=1, le=MOST_EDITIONS)]
    date: Date
    digest: Digest
    says: Digest | None = None
    codes: Annotated[
        str,
        scalar(r"([0-9]{3,6}(-[0-9]{3,6})?( [0-9]{3,6}(-[0-9]{3,6})?)*)?", "编码的序号", code_numbers),
        Field(max_length=20_000),
    ] = ""
    place: Text | None = None
    copies: Whole | None = None
    by: Text | None = None
    address: SiteUrl | None = None
    seal: Seal | None = None


class Tip(Fact):
    """How far a ledger goes: the highest number of codes and serial of editions, and the seals of those with it.

    What is taken off the end of both lists shows by it. Where two branches were merged, there is one of each.
    """

    codes: Annotated[str, scalar(r"[0-9]{3,6}", "三位以上的数字，例如 001"), Field(max_length=6)]
    editions: Annotated[int, scalar(r"[0-9]{1,6}", "付印号，例如 17", int), Field(ge=0, le=999_999)]
    last: Annotated[str, scalar(r"([0-9a-f]{8}( [0-9a-f]{8})*)?", "程序写的八位校验"), Field(max_length=400)] = ""
    seal: Seal | None = None


class Ledger(Record):
    """Every code and edition the committee ever had (codes.yml); written by the program, only ever added to."""

    codes: Lines[Code] = ()
    editions: Lines[Edition] = ()
    tips: Some[Tip] = ()
