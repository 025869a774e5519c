"""Ledgers on disk: what a plan adds to them is written last, once all that carries it is made."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from generator.build.inputs import Pending
from generator.build.planned import Planned
from generator.check import breaches
from generator.codes import compare, ledger
from generator.codes.pages import CommitteePages
from generator.disk import reading
from generator.disk.files import atomically, sweep_drafts
from generator.disk.places import is_own_file, is_own_folder
from generator.disk.repository import keeping
from generator.model.breaches import Breaches
from generator.model.facts import Record
from generator.model.ledger import Ledger
from generator.problem import HandbookError, Location, Problem
from generator.products.plan import Plan
from generator.read import listing, validation, yaml
from generator.read.listing import Own, own_file

WAITING = ".waiting"
"""What ends the name of what an issued sheet says until the ledger knows of the sheet: `.17-…json.waiting`."""


def grown(plan: Plan) -> Pending:
    """Return the text of each ledger to which the plan added something, by its path below the root."""
    return {own_file(slug, Own.LEDGER): ledger.text(pages.ledger).encode() for slug, pages in lacking(plan).items()}


def recorded(kept: Mapping[str, Breaches], now: Mapping[str, Breaches]) -> Pending:
    """Return the text of each ledger of breaches in which a run changed something, by its path below the root.

    The sub-district's is the last: it names those of committees, which must be there by then.
    """
    changed = sorted(
        (slug for slug, ledger in now.items() if ledger != kept.get(slug)), key=lambda slug: (not slug, slug)
    )
    return {listing.breaches_file(slug): breaches.text(now[slug]).encode() for slug in changed}


def lacking(plan: Plan) -> Mapping[str, CommitteePages]:
    """Return the pages of each committee whose ledger lacks something that the plan added, by its slug."""
    return {slug: pages for slug, pages in plan.committees.items() if pages.ledger is not pages.committee.ledger}


def refuse_new_codes(planned: Planned) -> None:
    """Raise HandbookError (D061) where a ledger lacks codes."""
    if added := lacking(planned.plan):
        keep = keeping(planned.handbook.root, " codes.yml ")
        raise HandbookError(unwritten(slug, pages, keep) for slug, pages in added.items())


def unwritten(slug: str, pages: CommitteePages, keep: str) -> Problem:
    """Return the problem that a ledger lacks codes; `keep` says how it is kept once it has them."""
    added = len(pages.ledger.codes) - len(pages.committee.ledger.codes)
    hint = f"不带 --locked 再做一次，{keep}"
    place = Location(own_file(slug, Own.LEDGER))
    return Problem(place, "D061", f"有 {added} 个新编码还没有写进台账", hint, committee=slug)


# --- writing ---------------------------------------------------------------------------------------------------------
#
# What a sheet says waits beside its place until the ledger, which is replaced in one step, knows of the sheet. Whoever
# is killed before that has issued nothing; whoever is killed after it has, and the next run puts in its place what
# waits. The caller holds the handbook's lock.


@contextlib.contextmanager
def written(root: Path, pending: Pending) -> Iterator[None]:
    """Write ledgers, and what issued sheets say; take all back where what follows fails. Raises OSError."""
    ledgers = {root / file: content for file, content in pending.items() if _is_ledger(file)}
    snapshots = {root / file: content for file, content in pending.items() if not _is_ledger(file)}
    earlier = {file: reading.read(file) if file.is_file() else None for file in ledgers}
    try:
        _begin(root, ledgers)
        for file, content in snapshots.items():
            file.parent.mkdir(exist_ok=True)
            atomically(waiting(file), content, lasting=True)
        for file, content in ledgers.items():
            atomically(file, content, lasting=True)
        for file in snapshots:
            waiting(file).replace(file)
        yield
    except BaseException:
        for file, content in ledgers.items():
            _take_back(file, content, earlier[file])
        for file in snapshots:
            file.unlink(missing_ok=True)
            waiting(file).unlink(missing_ok=True)
        raise


LEDGERS: Mapping[str, type[Record]] = {Own.LEDGER: Ledger, listing.BREACHES: Breaches}
"""The files to which the program only adds, by their names."""


def _is_ledger(file: str) -> bool:
    return file.rpartition("/")[2] in LEDGERS


def _begin(root: Path, ledgers: Collection[Path]) -> None:
    """Write the sub-district's ledger of breaches without lines where there is none yet and there will be.

    Committees' ledgers without it would look as if it had been lost, to whoever comes after a run that was killed.
    """
    shared = root / listing.breaches_file("")
    if shared in ledgers and not shared.exists():
        atomically(shared, NO_BREACHES, lasting=True)


NO_BREACHES = breaches.text(Breaches()).encode()
"""A ledger without lines."""


def refuse_full(pending: Pending) -> None:
    """Raise HandbookError (D100) where a ledger could not be read again once it is written."""
    grown_ledgers = ((file, content) for file, content in pending.items() if _is_ledger(file))
    if problems := [full(file) for file, content in grown_ledgers if not _readable(file, content)]:
        raise HandbookError(problems)


def _readable(file: str, content: bytes) -> bool:
    """Tell whether a ledger is no longer than what is read of any file."""
    try:
        validation.read(content, file, LEDGERS[file.rpartition("/")[2]])
    except HandbookError:
        return False
    return len(content) <= yaml.LARGEST


def full(file: str) -> Problem:
    """Return the problem that a ledger has no room for more."""
    hint = "不要删里面的行；请把这句话告诉做这个程序的人，台账要换大一点的格式"
    return Problem(Location(file), "D100", "台账记满了，再写进去就读不出来了", hint)


def waiting(file: Path) -> Path:
    """Return under which name something waits for the ledger to know of it."""
    return file.with_name(f".{file.name}{WAITING}")


def _take_back(file: Path, written: bytes, earlier: bytes | None) -> None:
    """Let a ledger be as it was, unless somebody else has written it since."""
    if not file.is_file() or reading.read(file) not in (written, NO_BREACHES):
        return
    if earlier is None:
        file.unlink()
    else:
        atomically(file, earlier, lasting=True)


SNAPSHOT = re.compile(r"([1-9][0-9]{0,5})-([0-9a-f]{16})\.json")
"""The name of what an issued sheet said: its serial, and the digest of what it said."""


def recover(root: Path) -> None:
    """Finish what a killed run had issued, and sweep what it had not; what no run of ours has made is left alone."""
    sweep_drafts(root / listing.CONTENT, re.escape(listing.BREACHES))
    for slug in listing.committee_folders(root):
        folder = root / own_file(slug)
        if is_own_folder(folder):
            sweep_drafts(folder, "|".join(map(re.escape, LEDGERS)))
            _recover_snapshots(folder / listing.SNAPSHOTS, folder / Own.LEDGER)


def _recover_snapshots(folder: Path, known: Path) -> None:
    """Put in its place what waits for a ledger that knows it by now, and remove what it does not know."""
    if not is_own_folder(folder):
        return
    sweep_drafts(folder, rf"\.{SNAPSHOT.pattern}{re.escape(WAITING)}")
    waiting = [file for file in folder.glob(f".*{WAITING}") if _is_ours(file)]
    if not waiting:
        return
    try:
        lines = reading.read(known).decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        lines = []
    except OSError:  # whoever loads the ledger says so; until then nobody knows what was issued
        return
    for file in waiting:
        serial, _, says = (name := _waits_for(file)).partition("-")
        if any(f'serial: "{serial}"' in line and f'says: "{says}"' in line for line in lines):
            file.replace(file.with_name(f"{name}.json"))
        else:
            file.unlink()


def _is_ours(waiting: Path) -> bool:
    """Tell whether what waits was laid down by the program: its name says what it holds."""
    if not (name := _waits_for(waiting)) or not is_own_file(waiting):
        return False
    try:
        return compare.digest_of(reading.read(waiting)) == name.partition("-")[2]
    except OSError:
        return False


def _waits_for(file: Path) -> str:
    """Return the serial and the digest of the sheet for which a file waits; nothing where its name is another's."""
    name = SNAPSHOT.fullmatch(file.name.removeprefix(".").removesuffix(WAITING))
    return f"{name[1]}-{name[2]}" if name and file.name == f".{name[0]}{WAITING}" else ""
