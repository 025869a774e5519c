"""The one shape that build.json may have; what has another, or was changed since, is told and not believed."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from generator.build.inputs import Needs
from generator.disk.digests import digest

MOST_BYTES = 20_000_000
"""Of a build.json, which has some four thousand for each committee, or of a list of one committee's files."""

MOST = 1 << 40
"""Bytes of a file, and whatever else is counted."""

MADE_FROM = "made_from"
"""In the record of a print, the digest of all that it was made from."""

RESERVED = ("build.json", "build.times", "prints.csv")
"""What stands beside the files of products, and is none."""

Record = Mapping[str, Any]
"""One file of a build: path, output, variant, committee, sha256, bytes, codes; of a print also what it takes."""


class Unclear(ValueError):
    """Something that no build of ours ever wrote."""


def parsed(raw: bytes, most: int = MOST_BYTES) -> Any:
    """Return what some JSON says. Raises Unclear where it is none, too long or too deep, or says a thing twice."""
    if len(raw) > most:
        raise Unclear
    try:
        return json.loads(raw, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Unclear from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise Unclear
    return values


def _refuse(constant: str) -> NoReturn:
    raise Unclear


# --- what is only text, or a number ----------------------------------------------------------------------------------

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
NAME = re.compile(r"[a-z0-9-]{0,100}")
"""A slug, or a word for a product or a variant; nothing where there is none."""

ITEM = re.compile(r"[0-9]{1,13}")
OWNER = re.compile(r"[0-9]{0,13}")
"""The number of a committee; nothing where something is the sub-district's."""

HASH = re.compile(r"[0-9a-z]{0,64}")

TAKES = ("pages", "paper", "colour_pages")
"""What is said of a print, and of nothing else."""


LONGEST = 1000
"""Characters of a text."""


def text(value: Any, most: int = LONGEST) -> str:
    """Return a text on one line. Raises Unclear for anything else."""
    if not isinstance(value, str) or len(value) > most or UNSEEN.search(value):
        raise Unclear
    return value


def name(value: Any, pattern: re.Pattern[str] = NAME) -> str:
    """Return a text that has the form of names. Raises Unclear for another."""
    if not pattern.fullmatch(text(value)):
        raise Unclear
    return str(value)


def count(value: Any) -> int:
    """Return a number of things. Raises Unclear for anything else, be it true or false."""
    if type(value) is not int or not 0 <= value <= MOST:
        raise Unclear
    return value


def flag(value: Any) -> bool:
    """Return a yes or no. Raises Unclear for anything else."""
    if not isinstance(value, bool):
        raise Unclear
    return value


PART = r"(?!\.{1,2}(?:/|\Z))[^/\\:\x00-\x1f\x7f-\x9f\ud800-\udfff]+"
BELOW = re.compile(rf"{PART}(?:/{PART})*")
"""A path below a folder, on every system: no drive, nothing above, nothing that is written in two ways."""


def below(value: Any) -> str:
    """Return a path of something that lies below a folder. Raises Unclear for another, and for a text that is none."""
    if not isinstance(value, str) or len(value) > LONGEST or not BELOW.fullmatch(value):
        raise Unclear
    return value


def entries(value: Any) -> Mapping[str, Any]:
    """Return a mapping. Raises Unclear for anything else."""
    if not isinstance(value, dict):
        raise Unclear
    return value


def items(value: Any) -> list[Any]:
    """Return a list. Raises Unclear for anything else."""
    if not isinstance(value, list):
        raise Unclear
    return value


def only(value: Any, known: Iterable[str]) -> Mapping[str, Any]:
    """Return a mapping without keys but those that are known. Raises Unclear where there are others."""
    if not entries(value).keys() <= {*known}:
        raise Unclear
    return entries(value)


# --- fields ----------------------------------------------------------------------------------------------------------


def day(value: Any) -> str:
    """Return a day as it is written, nothing where none is fixed. Raises Unclear for what is no day."""
    try:
        if value == "" or datetime.date.fromisoformat(text(value)).isoformat() == value:
            return str(value)
    except ValueError:
        pass
    raise Unclear


def fonts(value: Any) -> str:
    """Return the folder of further fonts, nothing where there is none. Raises Unclear for a folder elsewhere."""
    return "" if value == "" else below(value)


def words(value: Any) -> tuple[str, ...]:
    """Return words for products. Raises Unclear for anything else."""
    return tuple(map(name, items(value)))


def units(value: Any) -> dict[str, str]:
    """Return the digest of each unit by its name. Raises Unclear for anything else."""
    return {text(unit): name(made_of, HASH) for unit, made_of in entries(value).items()}


def products(value: Any) -> dict[str, Needs]:
    """Return what each form is made from, by the word for it. Raises Unclear for anything else."""
    return {name(word): _needs(described) for word, described in entries(value).items()}


def _needs(value: Any) -> Needs:
    described = only(value, Needs.__dataclass_fields__)
    flags = {key: flag(shows) for key, shows in described.items() if key != "templates"}
    return Needs(words(described.get("templates")), **flags)


def product_file(value: Any) -> Record:
    """Return what is said of a file of a product, which lies in the folder of its product.

    Raises Unclear for anything else.
    """
    record, file = entries(value), listed_file(value)
    output, committee, variant = name(record.get("output")), name(record.get("committee")), record.get("variant", "")
    if not output or not file["path"].startswith(f"{output}/"):
        raise Unclear
    codes = [name(code, ITEM) for code in items(record.get("codes", []))]
    known = {"path": file["path"], "output": output, "variant": name(variant), "committee": committee}
    return {**known, **file, "codes": codes, **of_print(record)}


def of_print(value: Any) -> Record:
    """Return what is said of prints alone: from what one was made, and what it takes. Raises Unclear as `_takes`."""
    record = entries(value)
    made_from = {MADE_FROM: name(record[MADE_FROM], HASH)} if MADE_FROM in record else {}
    return {**made_from, **_takes(record)}


def _takes(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a print takes, all of it; nothing of a web page."""
    if record.keys().isdisjoint(TAKES):
        return {}
    pages, paper, colour = (record.get(key) for key in TAKES)
    if count(colour) > count(pages):
        raise Unclear
    return {"pages": pages, "paper": text(paper), "colour_pages": colour}


def listed_file(value: Any) -> Record:
    """Return what is said of a file, which lies below the build's folder. Raises Unclear for anything else."""
    record = entries(value)
    path, sha256, size = below(record.get("path")), name(record.get("sha256"), HASH), count(record.get("bytes"))
    return {"path": path, "sha256": sha256, "bytes": size}


def artifacts(value: Any) -> tuple[Record, ...]:
    """Return what is said of each file of a product. Raises Unclear for anything else, and where one is there twice."""
    records = tuple(map(product_file, items(value)))
    paths = {record["path"] for record in records}
    if len(paths) < len(records) or not paths.isdisjoint(RESERVED):
        raise Unclear
    return records


def lists(value: Any) -> tuple[Record, ...]:
    """Return what is said of each file that tells of the build. Raises Unclear for anything else."""
    return tuple(map(listed_file, items(value)))


def ledgers(value: Any) -> dict[str, Any]:
    """Return what is remembered of ledgers, by the number of their committee. Raises Unclear for anything else."""
    return {name(number, ITEM): _remembered(ledger) for number, ledger in entries(value).items()}


def _remembered(value: Any) -> Mapping[str, Any]:
    ledger = entries(value)
    codes, editions, issued = ledger.get("codes", {}), ledger.get("editions", {}), ledger.get("issued", [])
    whose = {key: text(ledger[key]) for key in ("slug", "name") if key in ledger}
    return {
        **whose,
        "codes": {name(number, ITEM): text(meant) for number, meant in entries(codes).items()},
        "issued": [name(number, ITEM) for number in items(issued)],
        "editions": {text(seal): text(told) for seal, told in entries(editions).items()},
    }


def files(value: Any) -> dict[str, str]:
    """Return the digest of each committee's list of files, by its slug. Raises Unclear for anything else."""
    return {name(slug): name(digest, HASH) for slug, digest in entries(value).items()}


def facts(value: Any) -> dict[str, Any]:
    """Return what is remembered of facts, by the number of their committee. Raises Unclear for anything else."""
    return {
        name(number, OWNER): {
            text(kind): [text(known) for known in items(told)] for kind, told in entries(kinds).items()
        }
        for number, kinds in entries(value).items()
    }


FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "units": units,
    "artifacts": artifacts,
    "files": files,
    "products": products,
    "usual": words,
    "downloads": words,
    "fonts": fonts,
    "day": day,
    "address": text,
    "lists": lists,
    "ledgers": ledgers,
    "ledgers_lost": flag,
    "facts": facts,
}
"""The fields of build.json that a later build takes up, and what each must look like."""

OURS = (("units",), ("artifacts", "files"))
"""Of each of these every version of this program wrote one; a file without two fields of ours is another program's."""

SEALS = "seals"
"""The field that has a digest of each other one, by which shows what was changed since; early versions had none."""


def seals(body: Mapping[str, Any]) -> dict[str, str]:
    """Return a digest of each field, as it reads in JSON."""
    return {key: digest(value)[:16] for key, value in body.items() if key != SEALS}


def understood(body: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields that can be believed, and the names of those that cannot; neither of another program's file."""
    if not isinstance(body, dict) or len(body.keys() & FIELDS.keys()) < len(OURS):
        return {}, ()
    unclear = [*(keys[0] for keys in OURS if body.keys().isdisjoint(keys)), *_changed(body)]
    values: dict[str, Any] = {}
    for key, read in FIELDS.items():
        try:
            if key in body and key not in unclear:
                values[key] = read(body[key])
        except Unclear:
            unclear.append(key)
    return values, tuple(dict.fromkeys(unclear))


def _changed(body: Mapping[str, Any]) -> list[str]:
    """Return the fields that are not what they were when they were written."""
    if SEALS not in body:
        return []
    kept, now = body[SEALS] if isinstance(body[SEALS], dict) else {}, seals(body)
    return [key for key in (*now, *(kept.keys() - now.keys())) if kept.get(key) != now.get(key)]


UNREADABLE = (OSError, ValueError, KeyError, TypeError, RecursionError)
"""What happens where a website has no list, or one that nobody understands."""


def public_list(raw: bytes) -> tuple[dict[str, Any], str]:
    """Return what the list of a website says of each ledger, and what stands before its codes.

    Raises one of UNREADABLE where it is no such list.
    """
    body = entries(parsed(raw))
    return ledgers(body.get("ledgers")), text(body.get("address", ""))
