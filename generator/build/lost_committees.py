"""Committees whose folders are gone although their codes hang on walls, as those know who remember their ledgers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from generator.codes import history
from generator.codes.history import Remembered, Witness
from generator.disk import reading
from generator.disk.repository import restoring
from generator.model.field_names import bilingual
from generator.model.handbook import Handbook
from generator.model.ledger import Ledger
from generator.problem import Location, Problem, Severity
from generator.read import listing, yaml
from generator.read.listing import Own, own_file

MOST_NAMED = 5
"""How many walls, or sheets where nobody knows their walls, are named of a committee."""

NUMBER = re.compile(r"""^(?:number|编号)\s*[:：]\s*["'“”]?([0-9]+)""", re.MULTILINE)
"""The line of a committee's file that tells its number, even where the file as a whole cannot be read."""


def lost_committees(handbook: Handbook, witnesses: Iterable[Witness], severity: Severity) -> Iterator[Problem]:
    """Yield a problem (X3) for each committee of which something was printed, and whose number nobody has any more.

    One that is left out because of its mistakes, or that is no more and says so, is there: what counts is what lies in
    the folders, whether or not it can be read. A folder that does not tell its number may be that of any whose name
    nobody remembers.
    """
    known = tuple(witnesses)
    remembered = dict.fromkeys(number for witness in known for number in witness.ledgers)
    missing = remembered.keys() - {*numbers_read(handbook).values()}
    if not missing:  # as nearly always: then nobody need look through the folders
        return
    here = numbers_here(handbook)
    there = {number for numbers in here.values() for number in numbers}
    secret = {slug for slug, numbers in here.items() if not numbers}
    for number in filter(missing.__contains__, remembered):
        of_it = [witness for witness in known if history.is_printed(witness.ledgers.get(number, {}))]
        slug = _said("slug", number, of_it)
        hidden = slug in secret if slug else bool(secret)
        if of_it and number not in there and not hidden:
            yield _lost(handbook.root, number, of_it, here, severity)


def numbers_read(handbook: Handbook) -> Mapping[str, str]:
    """Return the number of each committee that could be read, by its slug."""
    return {
        **{committee.slug: committee.profile.number for committee in handbook.committees},
        **{closed.slug: closed.closing.number for closed in handbook.closed},
    }


def numbers_here(handbook: Handbook) -> Mapping[str, frozenset[str]]:
    """Return by slug which numbers a committee's folder tells, by the codes of its ledger and what it says itself.

    There are none where nobody can tell, as where the number is misspelt and no ledger is there yet.
    """
    loaded = {
        **{each.slug: frozenset(_numbers_in(each.ledger, each.profile.number)) for each in handbook.committees},
        **{closed.slug: frozenset(_numbers_in(closed.ledger, closed.closing.number)) for closed in handbook.closed},
    }
    left = (slug for slug in listing.committee_folders(handbook.root) if slug not in loaded)
    return {**loaded, **{slug: frozenset(_numbers_on_disk(handbook.root / own_file(slug))) for slug in left}}


def _numbers_in(ledger: Ledger, number: str) -> Iterator[str]:
    yield number
    said = (history.committee_number({"code": code.code, "number": code.number}) for code in ledger.codes)
    yield from filter(None, said)


def _numbers_on_disk(folder: Path) -> Iterator[str]:
    for name in (Own.PROFILE, Own.CLOSING):
        yield from NUMBER.findall(_text(folder / name))
    lines = map(history.values, _text(folder / Own.LEDGER).splitlines())
    yield from filter(None, map(history.committee_number, lines))


def _text(file: Path) -> str:
    return reading.beginning(file, yaml.LARGEST)


def _lost(
    root: Path, number: str, witnesses: list[Witness], here: Mapping[str, frozenset[str]], severity: Severity
) -> Problem:
    """Return the problem that a committee is lost: which one, what of it hangs where, who knows, how to get it back."""
    slug, name = (_said(key, number, witnesses) for key in ("slug", "name"))
    title = f"居委会“{name}”（编号 {number}）" if name else f"编号 {number} 的居委会"
    folder = own_file(slug) if slug else "它的文件夹"
    printed = _printed(number, witnesses)
    knows = "、".join(dict.fromkeys(witness.name for witness in witnesses))
    restore = restoring(root)
    if now := here.get(slug):
        message = f"{title}没有了，{folder} 里的编号现在是 {'、'.join(sorted(now))}"
        back = f"把“{bilingual('Profile', 'number')}”改回“{number}”，{restore}它的 codes.yml 和 editions"
        hint = f"{back}；编号印在每一个码里，永远不改"
    else:
        message = f"{title}没有了，" + (f"文件夹 {folder} 不在" if slug else "没有哪个文件夹是它的")
        hint = f"{restore} {folder}；真的撤并了，也要找回它的 codes.yml，旁边写 dissolved.yml，说由谁接替"
    doubt = "；".join(dict.fromkeys(witness.doubt for witness in witnesses)) if len(witnesses) == 1 else ""
    told = f"{message}，可是{printed}（{knows}）"
    place = Location(own_file(slug, Own.LEDGER) if slug else listing.COMMITTEES)
    return Problem(place, "X3", told, "；".join(filter(None, (hint, doubt))), severity, committee=slug)


def _said(key: str, number: str, witnesses: Iterable[Witness]) -> str:
    """Return the first thing that a witness says of whose ledger it is; nothing where none does."""
    return next((str(said) for witness in witnesses if (said := witness.ledgers[number].get(key))), "")


def _printed(number: str, witnesses: Iterable[Witness]) -> str:
    """Return in words what was printed of a committee, and on which walls it hangs."""
    kept: list[Remembered] = [witness.ledgers[number] for witness in witnesses]
    places = {seal: place for witness in witnesses for seal, place in witness.places.items()}
    codes = {code for ledger in kept for code in ledger.get("issued", ())}
    editions = {seal: told for ledger in kept for seal, told in ledger.get("editions", {}).items()}
    walls = Counter(places[seal] for seal in editions if seal in places)
    named = [f"{wall}{count}次" for wall, count in walls.items()] or list(editions.values())
    more = f"等{len(named)}处" if walls and len(named) > MOST_NAMED else "等" if len(named) > MOST_NAMED else ""
    where = "；".join(islice(named, MOST_NAMED))
    paper = f"付印过 {len(editions)} 次" + (f"，{len(codes)} 个编码印在纸上" if codes else "")
    return f"它{paper}" + (f"：{where}{more}" if named else "")
