"""Verify a finished build from outside: `python -m tests.quality.verify_build build`. Says what is wrong, and exits 1.

It looks at what readers get: the files build.json names, every link of every page, and every sheet as a phone, a press
and a screen reader see it. It shares no code with what made them but the form of a code's address.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

from generator import SITE_CONFIG
from generator.codes.number import address, parts
from generator.model.site import Site
from generator.read.files import read_file

if __package__:  # python -m tests.quality.verify_build
    from tests.quality.listed_files import LISTS, listed_files
    from tests.quality.pdf_quality import (
        CHECKS,
        DPI,
        IMPOSED,
        KNOWN,
        QR_CODE,
        Pdf,
        accessible_wrong,
        complaints,
        decoded,
        tags_wrong,
    )
else:
    from listed_files import LISTS, listed_files
    from pdf_quality import CHECKS, DPI, IMPOSED, KNOWN, QR_CODE, Pdf, accessible_wrong, complaints, decoded, tags_wrong

# what tests of sheets and of their imposition take from here
__all__ = ["IMPOSED", "QR_CODE", "accessible_wrong", "decoded", "tags_wrong"]

SAID_AT_MOST = 3
"""Complaints of one kind that are told of one sheet; it may have hundreds of characters that are too small."""

OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//")
LOADED = ("src", "srcset", "data", "poster", "action", "background")
CSS_LOADS = re.compile(r"url\(|@import")


# --- files -----------------------------------------------------------------------------------------------------------


def files_wrong(
    build: Path, artifacts: Sequence[Mapping[str, Any]], lists: Sequence[Mapping[str, Any]] = ()
) -> Iterator[str]:
    """Every file of build.json is there as it was made, and nothing else is."""
    for artifact in (*artifacts, *lists):
        path = build / artifact["path"]
        if not path.is_file():
            yield f"{artifact['path']}: is not there"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != artifact["sha256"]:
            yield f"{artifact['path']}: is not what build.json says"
    known = {"build.json", *(artifact["path"] for artifact in (*artifacts, *lists))}
    listed = {f"{LISTS}/{artifact['committee'] or '_'}.json" for artifact in artifacts}
    if len(known) <= len(artifacts) + len(lists):
        yield "build.json: names a file twice"
    for path in sorted(build.rglob("*")):
        if path.is_file() and path.relative_to(build).as_posix() not in {*known, *listed, "build.times"}:
            yield f"{path.relative_to(build).as_posix()}: is not in build.json"


# --- pages -----------------------------------------------------------------------------------------------------------


class Reading(HTMLParser):
    """What a page of HTML refers to: links a reader follows, files a browser loads, and its own ids."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Sort an element's addresses."""
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        self.loaded += [found[name] for name in LOADED if name in found]
        if "href" in found:
            followed = tag in ("a", "area") or found.get("rel") in ("canonical", "alternate")
            (self.links if followed else self.loaded).append(found["href"])


def page_wrong(path: str, files: Mapping[str, Reading], site_url: str) -> Iterator[str]:
    """What is wrong with the addresses in a page of the site whose files these are; what is no page stands empty."""
    found = files[path]
    for twice in sorted({id for id in found.ids if found.ids.count(id) > 1}):
        yield f"{path}: id “{twice}” stands there twice"
    if "\0" in found.text:
        yield f"{path}: a way up to the root was never filled in"
    for link in (*found.links, *found.loaded):
        if link.startswith("/"):
            yield f"{path}: “{link}” starts at the host's root"
            continue
        if link.startswith(site_url):
            target, here = link.removeprefix(site_url), ""
        elif OUTSIDE.match(link):
            if link in found.loaded:
                yield f"{path}: “{link}” is loaded from somebody else"
            continue
        else:
            target, here = link, path
        if complaint := leads_nowhere(here, target, files):
            yield f"{path}: “{link}” {complaint}"


def leads_nowhere(here: str, link: str, files: Mapping[str, Reading]) -> str:
    """Why a relative link from a file leads nowhere; nothing where it leads somewhere."""
    where, fragment = urldefrag(urljoin(f"http://site/{here}", link))
    target = unquote(where.removeprefix("http://site/"))
    if not where.startswith("http://site/") or link.count("../") > here.count("/"):
        return "leads out of the site"
    if target.endswith("/") or not target:
        target += "index.html"
    if target not in files:
        return "leads nowhere"
    return f"has no such place on {target}" if fragment and fragment not in files[target].ids else ""


def read_site(folder: Path) -> dict[str, Reading]:
    """Every file of a site by its path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): Reading(path.read_text("utf-8") if path.suffix == ".html" else "")
        for path in paths
    }


def site_wrong(folder: Path, site_url: str) -> Iterator[str]:
    """What is wrong with the pages of a site, its style sheets and its map."""
    files = read_site(folder)
    for path in files:
        if path.endswith(".html"):
            yield from page_wrong(path, files, site_url)
        if path.endswith(".css") and CSS_LOADS.search((folder / path).read_text("utf-8")):
            yield f"{path}: loads further files"
    for path in sorted(folder.rglob("*.xml")):
        for found in re.findall(r"<loc>(.*?)</loc>", path.read_text("utf-8")):
            if not found.startswith(site_url) or leads_nowhere("", found.removeprefix(site_url), files):
                yield f"{path.relative_to(folder).as_posix()}: “{found}” leads nowhere"


# --- sheets ----------------------------------------------------------------------------------------------------------


class Print(NamedTuple):
    """What was found on a sheet: the addresses its codes read as, its number of pages, what is wrong, what is known."""

    addresses: tuple[str, ...]
    pages: int
    wrong: tuple[str, ...]
    known: tuple[str, ...] = ()


def inspect(path: Path, product: str) -> Print:
    """Look at a PDF as a phone, a press and a screen reader would."""
    pdf = Pdf(path.read_bytes(), product)
    wrong, known = [], []
    for check in CHECKS:
        said = shortened(check, list(complaints(pdf, check)))
        (known if (check, product) in KNOWN else wrong).extend(said)
    return Print(tuple(code.address for code in pdf.codes), len(pdf.boxes), tuple(wrong), tuple(known))


def shortened(check: str, said: Sequence[str]) -> Iterator[str]:
    """The first complaints of a check, and how many there are besides."""
    yield from (f"{complaint} [{check}]" for complaint in said[:SAID_AT_MOST])
    if len(said) > SAID_AT_MOST:
        yield f"and {len(said) - SAID_AT_MOST} more of this kind [{check}]"


def product_of(artifact: Mapping[str, Any]) -> str:
    """What the command line calls the product that a file is."""
    variant = artifact.get("variant", "")
    return f"{artifact['output']}-{variant}" if variant else str(artifact["output"])


def print_wrong(artifact: Mapping[str, Any], found: Print, site: Site, build: Path) -> Iterator[str]:
    """Whether a sheet shows exactly the codes build.json says, each leading to its page."""
    path = artifact["path"]
    yield from (f"{path}: {complaint}" for complaint in found.wrong)
    promised = {address(site.code_url, code): code for code in artifact["codes"]}
    read = {where: SERIAL.sub("/", where) for where in {*found.addresses} - {first_page(site)}}
    for lost in sorted(promised.keys() - set(read.values())):
        yield f"{path}: no code reads as {lost} at {DPI} dpi"
    for where, plain in sorted(read.items()):
        if plain not in promised:
            yield f"{path}: a code reads as {where}, of which build.json knows nothing"
        elif not (build / "website" / promised[plain] / where[len(plain) :] / "index.html").is_file():
            yield f"{path}: {where} has no page"


def first_page(site: Site) -> str:
    """The address of the website's first page, as a code has it that has no number."""
    scheme, host, path = parts(site.site_url)
    return f"{scheme}://{host.upper()}{path}"


SERIAL = re.compile(r"(?<=[0-9]{5})/[0-9]{1,6}/$")
"""The end of an address that says on which issued sheet its code is."""


# --- all of it -------------------------------------------------------------------------------------------------------


def verify(build: Path, site: Site) -> tuple[list[str], str]:
    """Everything that is wrong with a build, and what was looked at, in one line."""
    said = json.loads((build / "build.json").read_bytes())
    artifacts = listed_files(build)
    prints = [one for one in artifacts if one["path"].endswith(".pdf") and one["output"] != "website"]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        paths = [build / artifact["path"] for artifact in prints]
        looked_at = pool.map(inspect, paths, [product_of(artifact) for artifact in prints], chunksize=4)
        wrong = [*files_wrong(build, artifacts, said["lists"]), *site_wrong(build / "website", site.site_url)]
        found = list(looked_at)
    wrong += strangers(artifacts)
    for artifact, sheet in zip(prints, found, strict=True):
        wrong += print_wrong(artifact, sheet, site, build)
    return wrong, summary(artifacts, found)


def strangers(artifacts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What the website carries and calls a print, byte for byte, but is none."""
    known = {one["sha256"] for one in artifacts if one["output"] != "website"}
    for one in artifacts:
        if one["output"] == "website" and one["path"].endswith(".pdf") and one["sha256"] not in known:
            yield f"{one['path']}: the website carries what was not printed"


def summary(artifacts: Sequence[Mapping[str, Any]], prints: Iterable[Print]) -> str:
    """How much was looked at."""
    sheets = list(prints)
    pages = sum(artifact["path"].endswith(".html") for artifact in artifacts)
    codes = sum(len(sheet.addresses) for sheet in sheets)
    known = sum(len(sheet.known) for sheet in sheets)
    return (
        f"{len(artifacts)} files, {pages} web pages; {len(sheets)} prints of {sum(sheet.pages for sheet in sheets)} "
        f"pages, on which {codes} codes read at {DPI} dpi; {known} known complaints"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify, tell, and say by the exit code whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("build", type=Path, nargs="?", default=Path("build"), help="a finished build (default: build)")
    parser.add_argument("--root", type=Path, default=Path(), help="the handbook it was made from (default: here)")
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    wrong, said = verify(options.build, read_file(options.root / SITE_CONFIG, SITE_CONFIG, Site))
    for complaint in wrong:
        print(complaint, file=sys.stderr)
    print(f"{said}; {len(wrong)} wrong; {time.monotonic() - begun:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
