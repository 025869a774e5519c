"""What others remember of ledgers: a ledger that was taken back to an earlier state shows by it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.codes.ledger import Fault
from generator.model.ledger import Code, Edition, Ledger
from generator.problem import Problem

Remembered = Mapping[str, Any]
"""What is remembered of a ledger: `codes`, what each number means; `editions`, the seal of each with words for it.

`issued` are the numbers of the codes that were printed; `slug` and `name` say whose ledger it is, where that is known.
"""


class OwnLedger(NamedTuple):
    """A committee's ledger, with the name of its folder and its own."""

    slug: str
    name: str
    ledger: Ledger


def remembered(own: OwnLedger) -> Remembered:
    """Return what a build remembers of a ledger; no name of anybody and no place is in it, so that all may read it."""
    ledger = own.ledger
    return {
        "slug": own.slug,
        "name": own.name,
        "codes": {code.number: meaning(code) for code in ledger.codes},
        "issued": [code.number for code in ledger.codes if code.issued],
        "editions": {str(edition.seal): words(edition) for edition in ledger.editions},
    }


def joined(before: Remembered, now: Remembered) -> Remembered:
    """Return what is remembered of a ledger from now on: what it says, and what it said once and has forgotten.

    Else a ledger that was set back would pass for whole as soon as anything was built with it.
    """
    issued = dict.fromkeys((*before.get("issued", ()), *now["issued"]))
    printed = {item: meant for item, meant in before.get("codes", {}).items() if item in issued}
    return {
        **now,
        "codes": dict(sorted({**now["codes"], **printed}.items())),
        "issued": list(issued),
        "editions": {**before.get("editions", {}), **now["editions"]},
    }


def meaning(code: Code) -> str:
    """Return what a code means: `service:elder-meals`."""
    return f"{code.kind}:{code.id}"


def words(edition: Edition) -> str:
    """Return an edition as one says it: `17号，board 第3版，2026-11-22`."""
    sheet = f"{edition.sheet} {edition.part}" if edition.part else edition.sheet
    return f"{edition.serial}号，{sheet} 第{edition.edition}版，{edition.date}"


@dataclass(frozen=True)
class Witness:
    """Something besides the ledgers that remembers them: its name, how to mend a ledger by it, and what it remembers.

    `ledgers` are by the number of their committee, which never changes. `moments` say of an edition, by its seal, when
    and where it was written, `places` where it hangs, as far as the witness knows. `doubt` is what to do where it
    speaks of something else. `addresses` say what stood before printed codes when an edition was written, `address`
    what did at last; `silence` says why it could not be asked, and what then is to be done is its hint. `unclear` says
    that more was remembered and is no longer understood. `facts` are what is written in several places, by the same
    numbers, as far as it remembers any (check/data/known_facts.py).
    """

    name: str
    hint: str
    ledgers: Mapping[str, Remembered] = field(default_factory=dict)
    moments: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    doubt: str = ""
    silence: str = ""
    unclear: tuple[Problem, ...] = ()
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def is_printed(kept: Remembered) -> bool:
    """Tell whether anything of a committee was ever given to the printer."""
    return bool(kept.get("issued") or kept.get("editions"))


def losses(ledger: Ledger, number: str, witness: Witness) -> Iterator[Fault]:
    """Yield what a witness remembers of a committee's ledger and the ledger does not know, or says otherwise.

    A code that nobody issued may have got another number when branches were merged or a backup came back; what it meant
    then is no matter, unless two have changed places: then somebody wrote the ledger by hand.
    """
    kept = witness.ledgers.get(number, {})
    hint = "；".join(words for words in (witness.hint, witness.doubt) if words)
    issued, meant_then = set(kept.get("issued", ())), kept.get("codes", {})
    now: dict[str, set[str]] = {}
    for code in ledger.codes:
        now.setdefault(code.number, set()).add(meaning(code))
    number_then = {meant: item for item, meant in meant_then.items()}
    for item, meant in meant_then.items():
        today = now.get(item, set())
        if not today and item in issued:
            message = f"序号 {item}（{meant}）付印过，台账里没有了（{witness.name}）"
            yield Fault("codes", 0, message, hint)
        elif today and meant not in today and (item in issued or _swapped(meant, today, number_then, now)):
            message = f"序号 {item} 当时指 {meant}，现在指 {'、'.join(sorted(today))}（{witness.name}）"
            yield Fault("codes", 0, message, hint)
    seals = {edition.seal for edition in ledger.editions}
    for seal, told in kept.get("editions", {}).items():
        if seal not in seals:
            moment = witness.moments.get(seal, witness.name)
            yield Fault("editions", 0, f"付印过 {told}，台账里没有了（{moment}）", hint)


def _swapped(meant: str, today: set[str], number_then: Mapping[str, str], now: Mapping[str, set[str]]) -> bool:
    """Tell whether a thing has the number now of that which has its number."""
    return any(meant in now.get(number_then.get(other, ""), ()) for other in today)


LINE = re.compile(r'(?<![a-z])([a-z]{1,20}): ("(?:[^"\\]|\\.){0,4000}"|[^,{}"]{1,200})')
"""A key and its value in a line of a ledger."""


def values(line: str) -> dict[str, str]:
    """Return the values of a line of a ledger's file; none where it is no such line."""
    if not line.lstrip().startswith("- {"):
        return {}
    try:
        return {key: _unquoted(value) if value[0] == '"' else value for key, value in LINE.findall(line)}
    except ValueError:
        return {}


def _unquoted(value: str) -> str:
    """Return a text that JSON has in quotes; most have nothing in them that means anything else."""
    return value[1:-1] if value.isprintable() and "\\" not in value else str(json.loads(value))


def committee_number(line: Mapping[str, str]) -> str:
    """Return the number of the committee of which a line of a ledger tells; only lines of codes know it."""
    code, number = line.get("code", ""), line.get("number", "")
    return code[: -len(number) - 1] if number and code[:-1].endswith(number) else ""


def of_lines(lines: Iterable[Mapping[str, str]]) -> Remembered:
    """Return what lines of a ledger's file remember, those of codes only where they were issued."""
    codes: dict[str, str] = {}
    editions: dict[str, str] = {}
    for line in lines:
        if {"number", "kind", "id", "issued"} <= line.keys():
            codes[line["number"]] = f"{line['kind']}:{line['id']}"
        elif {"serial", "sheet", "edition", "date", "seal"} <= line.keys():
            sheet = f"{line['sheet']} {line['part']}" if "part" in line else line["sheet"]
            editions[line["seal"]] = f"{line['serial']}号，{sheet} 第{line['edition']}版，{line['date']}"
    return {"codes": codes, "issued": list(codes), "editions": editions}
