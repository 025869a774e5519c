"""What a published website remembers of ledgers, at its address or in a folder."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from pathlib import Path

from generator.build import manifest, manifest_shape
from generator.build.manifest_shape import UNREADABLE, public_list
from generator.codes.history import Witness
from generator.disk import reading
from generator.problem import HandbookError, Location, Problem
from generator.read import listing

SECONDS = 20
"""How long a website may take to answer."""


def of_website(address: str, restore: str) -> Witness:
    """Return what a published website remembers, at an address or in a folder. Raises HandbookError (D082)."""
    try:
        ledgers, printed_with = public_list(_list(address))
    except (*UNREADABLE, http.client.HTTPException) as error:
        raise HandbookError([Problem(Location(listing.Shared.SITE), "D082", *_unasked(address, error))]) from None
    hint = f"{restore}较新的 codes.yml 和 editions，再做网站"
    return Witness("网上的网站记得", hint, ledgers, address=printed_with)


def _list(address: str) -> bytes:
    if address.startswith("https://"):
        return _fetched(address)
    return reading.read(Path(address) / manifest.NAME, manifest_shape.MOST_BYTES)


def _unasked(address: str, error: Exception) -> tuple[str, str]:
    """Return why a website cannot be asked what it remembers, and what to do."""
    if isinstance(error, urllib.error.URLError | TimeoutError) and not isinstance(error, urllib.error.HTTPError):
        return f"连不上“{address}”", "看看网络通不通、网址对不对，再试一次"
    hint = "写网站的网址，https:// 开头，或网站文件夹；较早的程序做的网站没有这个文件"
    return f"“{address}”那里没有 {manifest.NAME}，或读不懂", hint


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address.rstrip("/") + f"/{manifest.NAME}", timeout=SECONDS) as answer:
        return bytes(answer.read(manifest_shape.MOST_BYTES + 1))
