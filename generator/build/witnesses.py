"""Who remembers the ledgers besides themselves: the build that is there, the published website, git's history."""

from __future__ import annotations

import http.client
import json
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.build import manifest
from generator.build.early_addresses import early_addresses
from generator.build.git_history import of_git
from generator.build.lost_committees import lost_committees
from generator.build.manifest import Manifest
from generator.build.request import DESTINATION
from generator.codes import history
from generator.codes.history import Witness
from generator.disk.repository import restoring
from generator.model.handbook import Handbook
from generator.problem import HandbookError, Location, Problem, Severity
from generator.products.plan import Plan
from generator.read import listing

MOST_BYTES = 20_000_000
SECONDS = 20


def of(handbook: Handbook, published: str = "") -> Iterator[Witness]:
    """Yield those that remember the ledgers of a handbook; `published` is where its website is out, if that is asked.

    Raises HandbookError where a website is to be asked and does not answer.
    """
    restore = restoring(handbook.root)
    yield from of_build(handbook.root / DESTINATION, restore)
    yield from of_git(handbook.root)
    if published:
        yield of_website(published, restore)


def forgotten(
    handbook: Handbook, plan: Plan | None, witnesses: Iterable[Witness], severity: Severity = "error"
) -> Iterator[Problem]:
    """Yield a problem (X3) for whatever a witness remembers of a ledger that forgot it, or that is there no more.

    A witness who cannot be asked is told as well (X7): then nobody knows what it would have said. So is an address
    that only a witness knows, and that leads nowhere any more (X4). Without a plan ledgers are taken as they are read.
    """
    grown = {slug: pages.ledger for slug, pages in plan.committees.items()} if plan else {}
    kept = [
        *((each.slug, grown.get(each.slug, each.ledger), each.profile.number) for each in handbook.committees),
        *((closed.slug, closed.ledger, closed.closing.number) for closed in handbook.closed),
    ]
    owners = Counter(number for _, _, number in kept)
    known = tuple(witnesses)
    for witness in known:
        if witness.silence:
            message = f"{witness.silence}，台账有没有退回到从前，这一次没有核对"
            yield Problem(Location(listing.Shared.SITE), "X7", message, witness.hint, "warning")
        for slug, ledger, number in kept:
            # of two with one number nobody can tell whose is remembered; they are told by themselves (X2)
            for fault in history.losses(ledger, number, witness) if owners[number] == 1 else ():
                place = Location(listing.own_file(slug, listing.Own.LEDGER))
                yield Problem(place, "X3", fault.message, fault.hint, severity, committee=slug)
    yield from lost_committees(handbook, known, severity)
    yield from early_addresses(handbook, known)


def of_build(build: Path, restore: str) -> Iterator[Witness]:
    """Yield what a finished build remembers. `restore` says how a ledger is got back."""
    yield from of_manifest(build, manifest.read(build), restore)


def of_manifest(build: Path, described: Manifest, restore: str) -> Iterator[Witness]:
    """Yield what a finished build remembers, by what it says of itself."""
    if ledgers := described.ledgers:
        hint, doubt = f"{restore}较新的 codes.yml 和 editions", f"{build.name} 里的成品不是这本手册的，就先删掉它"
        yield Witness("上一次的成品记得", hint, ledgers, doubt=doubt, address=described.address)


def of_website(address: str, restore: str) -> Witness:
    """Return what a published website remembers, at an address or in a folder. Raises HandbookError (D082)."""
    try:
        text = _fetched(address) if address.startswith("https://") else (Path(address) / manifest.NAME).read_bytes()
        body = json.loads(text)
        ledgers = body["ledgers"]
        manifest.require_ledgers(ledgers)
        address = str(body.get("address", ""))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, http.client.HTTPException):
        message = f"“{address}”那里没有 {manifest.NAME}，或读不懂"
        hint = "写网站的网址，https:// 开头，或网站文件夹；较早的程序做的网站没有这个文件"
        raise HandbookError([Problem(Location(listing.Shared.SITE), "D082", message, hint)]) from None
    return Witness("网上的网站记得", f"{restore}较新的 codes.yml 和 editions，再做网站", ledgers, address=address)


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address.rstrip("/") + f"/{manifest.NAME}", timeout=SECONDS) as answer:
        return bytes(answer.read(MOST_BYTES))
