"""The ledger of codes and editions: only ever added to, merged by rule, and sealed line by line against slips."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.codes.number import code_of
from generator.model.gone import Retirement
from generator.model.ledger import Code, Edition, Ledger, Tip

HEAD = """\
# 二维码和付印台账：程序写，只增不改。印出去的编码永远有效，号码不重复使用。请不要手工修改；合并冲突时两边的行都留下。
"""

MENDING = "台账由程序写；请{restore}这一行"
REMOVED = "台账只增不减；请{restore}删掉的行"

DIVIDER = """\
# ---- 上面是编码，下面是付印 ----
# 编码一个一行：序号、编码、指什么、叫什么、哪天头一次印在纸上、没有了的从哪天起、现在该看哪里。
# 付印一次一行：第几号、哪一种、第几版、哪天、印了哪些编码、放在哪里、几份、谁交印的。
# 这四行把两段隔开：两个分支都加了行时，git 才能让编码归编码、付印归付印。请留着。
"""
"""What keeps git from merging the end of the one list with the beginning of the other.

It takes changes that lie no more than three lines apart for one, and would put codes among editions.
"""


END = """\
# ---- 上面是付印，下面是台账到哪里为止 ----
# 最大的序号、最后的付印号、最后付印的那一行的校验：末尾的行少了，对不上，看得出来。
# 两个分支合并，两边各一行，都留着；程序下一次写台账，理成一行。
# 这四行也把两段隔开。请留着。
"""


class CodeSubject(NamedTuple):
    """Something that shall have a code: its kind, its id, and its title when it first got one."""

    kind: str
    id: str
    title: str


class Fault(NamedTuple):
    """What breaks the ledger's promise: in which list and line, what is wrong, and what to do, with a gap for how."""

    key: str
    line: int
    message: str
    hint: str = MENDING


def seal(*parts: object) -> str:
    """Return eight hexadecimal digits by which a line shows that a hand changed it. No secret, only a check."""
    return hashlib.sha256(json.dumps([str(part) for part in parts], ensure_ascii=False).encode()).hexdigest()[:8]


def code_seal(code: Code) -> str:
    """Return the seal of what never changes about a code: its number, its address, what it means."""
    return seal(code.number, code.code, code.kind, code.id, code.title)


def edition_seal(edition: Edition) -> str:
    """Return the seal of an edition, of which nothing ever changes; what it does not say leaves no trace in it.

    So a ledger stays whole when a later release of this program knows more to say of an edition.
    """
    values = ((name, getattr(edition, name)) for name in Edition.model_fields if name != "seal")
    return seal(*(f"{name}: {value}" for name, value in values if value is not None))


def tip(ledger: Ledger) -> Tip:
    """Return how far a ledger goes, sealed."""
    serial = max((edition.serial for edition in ledger.editions), default=0)
    last = " ".join(sorted(str(edition.seal) for edition in ledger.editions if edition.serial == serial))
    number = max((code.number for code in ledger.codes), key=int, default="000")
    bare = Tip(codes=number, editions=serial, last=last)
    return bare.model_copy(update={"seal": tip_seal(bare)})


def tip_seal(tip: Tip) -> str:
    """Return the seal of what tells how far a ledger goes."""
    return seal(tip.codes, tip.editions, tip.last)


def new_code(committee_number: str, number: str, item: CodeSubject) -> Code:
    """Return a sealed line for something that has no code yet."""
    code = code_of(committee_number, number)
    bare = Code(number=number, code=code, kind=item.kind, id=item.id, title=item.title)
    return bare.model_copy(update={"seal": code_seal(bare)})


def packed(numbers: Iterable[str]) -> str:
    """Return item numbers as the ledger writes them, neighbours as a span: `001 011-046`."""
    spans: list[list[str]] = []
    for number in sorted(set(numbers), key=int):
        if spans and int(number) == int(spans[-1][-1]) + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return " ".join("-".join(span) for span in spans)


@lru_cache(maxsize=4096)
def unpacked(spans: str) -> tuple[str, ...]:
    """Return the item numbers of a text that `packed` wrote."""
    numbers = []
    for span in spans.split():
        first, _, last = span.partition("-")
        numbers += [f"{number:03d}" for number in range(int(first), int(last or first) + 1)]
    return tuple(numbers)


def assign(ledger: Ledger, committee_number: str, items: Iterable[CodeSubject]) -> Ledger:
    """Return the ledger with a code for each of these items; what it has stays, new codes come after the highest."""
    known = {(code.kind, code.id) for code in ledger.codes}
    fresh = [item for item in dict.fromkeys(items) if (item.kind, item.id) not in known]
    free = free_numbers(ledger.codes)
    added = [new_code(committee_number, next(free), item) for item in fresh]
    return with_lines(ledger, codes=(*ledger.codes, *added)) if added else ledger


def retire(ledger: Ledger, present: Collection[tuple[str, str]], gone: Iterable[Retirement]) -> Ledger:
    """Return the ledger with what is gone marked so, and where to go now; what is there again is marked no more."""
    retirements = {(retirement.kind, retirement.id): retirement for retirement in gone}
    later = tuple(_retired(code, present, retirements.get((code.kind, code.id))) for code in ledger.codes)
    return with_lines(ledger, codes=later) if later != ledger.codes else ledger


def _retired(code: Code, present: Collection[tuple[str, str]], retirement: Retirement | None) -> Code:
    if (code.kind, code.id) in present:
        back = {"retired": None, "successor": None, "reason": None}
        return code.model_copy(update=back) if code.retired else code
    if retirement is None:
        return code
    return code.model_copy(
        update={"retired": retirement.date, "successor": retirement.successor, "reason": retirement.reason}
    )


def issue(ledger: Ledger, editions: Sequence[Edition]) -> Ledger:
    """Return the ledger with these editions added, sealed; the codes they carry have been issued from now on."""
    first: dict[str, Edition] = {}
    for edition in editions:
        for number in unpacked(edition.codes):
            first.setdefault(number, edition)
    codes = (
        code.model_copy(update={"issued": first[code.number].date})
        if code.number in first and not code.issued
        else code
        for code in ledger.codes
    )
    sealed = (edition.model_copy(update={"seal": edition_seal(edition)}) for edition in editions)
    return with_lines(ledger, codes=tuple(codes), editions=(*ledger.editions, *sealed))


def next_serial(ledger: Ledger) -> int:
    """Return the serial of the next sheet to be issued."""
    return max((edition.serial for edition in ledger.editions), default=0) + 1


def latest(ledger: Ledger, sheet: str, part: str | None = None) -> Edition | None:
    """Return the newest edition of a sheet, or None where it was never issued."""
    return max(of_sheet(ledger, sheet, part), key=_age, default=None)


def of_sheet(ledger: Ledger, sheet: str, part: str | None = None) -> tuple[Edition, ...]:
    """Return every edition of a sheet, oldest first."""
    editions = (edition for edition in ledger.editions if (edition.sheet, edition.part) == (sheet, part))
    return tuple(sorted(editions, key=_age))


def hanging(ledger: Ledger) -> list[Edition]:
    """Return the newest edition of each sheet at each place, in the order in which they were issued."""
    newest: dict[tuple[str, str | None, str | None], Edition] = {}
    for edition in sorted(ledger.editions, key=_age):
        newest[edition.sheet, edition.part, edition.place] = edition
    return sorted(newest.values(), key=lambda edition: edition.serial)


def _age(edition: Edition) -> tuple[int, int]:
    return edition.edition, edition.serial


def free_numbers(codes: Iterable[Code]) -> Iterator[str]:
    """Yield item numbers without end that none of these codes has, from the one after the highest on."""
    number = max((int(code.number) for code in codes), default=0)
    while True:
        number += 1
        yield f"{number:03d}"


def faults(ledger: Ledger, committee_number: str) -> Iterator[Fault]:
    """Yield what a hand did to the ledger that would make a printed code lead to nothing, or to something else."""
    yield from _code_faults(ledger, committee_number)
    yield from _edition_faults(ledger)
    yield from _tip_faults(ledger)


def number_of(ledger: Ledger) -> str | None:
    """Return the number of the committee by which all codes of a ledger were made; None where there is no one such."""
    numbers = {code.code.removesuffix(code.number + code.code[-1:]) for code in ledger.codes}
    (number,) = numbers if len(numbers) == 1 and len(ledger.codes) > 1 else (None,)
    return number if number and all(code.code == code_of(number, code.number) for code in ledger.codes) else None


def _code_faults(ledger: Ledger, committee_number: str) -> Iterator[Fault]:
    carried = {number for edition in ledger.editions for number in unpacked(edition.codes)}
    gaps = _gaps(int(code.number) for code in ledger.codes)
    for index, code in enumerate(ledger.codes):
        if code.code != code_of(committee_number, code.number):
            message = f"编码 {code.code} 和居委会编号 {committee_number}、序号 {code.number} 对不上"
            yield Fault("codes", index, message, "居委会的 `number` 和台账的行都不能改；请{restore}")
        elif code.seal != code_seal(code):
            yield Fault("codes", index, f"编码 {code.code} 这一行被手工改过")
        if gap := gaps.get(index):
            yield Fault("codes", index, f"这一行前面少了序号 {_span(gap, '03d')}", REMOVED)
        if code.issued and code.number not in carried:
            message = f"编码 {code.code} 付印过，可是没有哪一次付印印了它：付印的行少了"
            yield Fault("codes", index, message, REMOVED)


def _edition_faults(ledger: Ledger) -> Iterator[Fault]:
    known = {code.number for code in ledger.codes}
    gaps = _gaps(edition.serial for edition in ledger.editions)
    for index, edition in enumerate(ledger.editions):
        if gap := gaps.get(index):
            yield Fault("editions", index, f"这一行前面少了付印 {_span(gap)} 号", REMOVED)
        if edition.seal != edition_seal(edition):
            yield Fault("editions", index, f"付印 {edition.serial} 号这一行被手工改过")
            continue
        numbers = unpacked(edition.codes)
        if lost := [number for number in numbers if number not in known]:
            message = f"付印 {edition.serial} 号印了序号 {packed(lost)}，台账里没有这个编码了"
            yield Fault("editions", index, message, "印出去的编码不能没有；请{restore}那一行")


def _tip_faults(ledger: Ledger) -> Iterator[Fault]:
    """Yield what was taken off the ends of the lists, where no later line is there to miss it."""
    now = tip(ledger)
    seals = {edition.seal for edition in ledger.editions}
    for index, kept in enumerate(ledger.tips):
        if kept.seal != tip_seal(kept):
            yield Fault("tips", index, "台账到哪里为止的这一行被手工改过")
        elif int(kept.codes) > int(now.codes):
            gap = (int(now.codes) + 1, int(kept.codes))
            yield Fault("tips", index, f"台账到序号 {kept.codes} 为止，现在少了 {_span(gap, '03d')}", REMOVED)
        elif kept.editions > now.editions:
            gap = (now.editions + 1, kept.editions)
            yield Fault("tips", index, f"台账到付印 {kept.editions} 号为止，现在少了 {_span(gap)} 号", REMOVED)
        elif not seals.issuperset(kept.last.split()):
            yield Fault("tips", index, f"付印 {kept.editions} 号不是当时的那一行了", REMOVED)
    tipped = [index for index, edition in enumerate(ledger.editions) if edition.address]
    if tipped and not ledger.tips:
        yield Fault("editions", tipped[-1], "台账末尾少了“到哪里为止”的那一行", REMOVED)


def _gaps(numbers: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return which numbers are missing, first and last, by the line before which they are, counted from 0.

    Lines that two branches added may stand in any order, so a number is missing where no line at all has it.
    """
    listed = list(numbers)
    places: dict[int, int] = {}
    for index, number in enumerate(listed):
        places.setdefault(number, index)
    gaps, expected = {}, 1
    for number in sorted(places):
        if number > expected:
            gaps[places[number]] = (expected, number - 1)
        expected = number + 1
    return gaps


def _span(gap: tuple[int, int], form: str = "d") -> str:
    return "到".join(format(number, form) for number in dict.fromkeys(gap))


def snapshot_name(edition: Edition) -> str:
    """Return under which name what an edition said is kept, `17-0123456789abcdef`: no other content ever has it."""
    return f"{edition.serial}-{edition.says}"


def snapshot_faults(ledger: Ledger, snapshots: Iterable[str]) -> Iterator[str]:
    """Yield the names under which what a sheet said is kept, but of which the ledger knows nothing any more."""
    known = {name for edition in ledger.editions for name in (snapshot_name(edition), str(edition.serial))}
    yield from (name for name in snapshots if name not in known)


def text(ledger: Ledger) -> str:
    """Return the ledger as its YAML file, one code or edition a line, so that branches merge by keeping all lines."""
    codes, editions = ("".join(f"{_line(entry)}\n" for entry in entries) for entries in (ledger.codes, ledger.editions))
    return f"{HEAD}codes:\n{codes}{DIVIDER}editions:\n{editions}{END}tips:\n{_line(tip(ledger))}\n"


BARE = ("kind", "id", "sheet", "part", "date", "issued", "retired")
"""Values that YAML can hold without quotes."""


def _line(entry: Code | Edition | Tip) -> str:
    values = ((name, getattr(entry, name)) for name in type(entry).model_fields)
    pairs = (
        f"{name}: {value if name in BARE else json.dumps(str(value), ensure_ascii=False)}"
        for name, value in values
        if value is not None
    )
    return f"  - {{{', '.join(pairs)}}}"


def with_lines(ledger: Ledger, **changes: tuple[Code, ...] | tuple[Edition, ...]) -> Ledger:
    """Return the ledger with other lines, still knowing its file."""
    lines = {"codes": ledger.codes, "editions": ledger.editions, "tips": ledger.tips, **changes}
    return Ledger(**lines).placed(ledger.source)
