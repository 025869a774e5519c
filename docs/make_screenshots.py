"""Takes pictures of a finished website: `python -m docs.make_screenshots [FOLDER]`; needs Chromium, as its tests do.

Without a folder it is build/website. The pictures lie in docs/screenshots/: phones and a desk, light
and dark, normal type and large.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from tests.quality.browser.served import missing, run, served

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "build" / "website"
PICTURES = ROOT / "docs" / "screenshots"
COMMITTEE = "lantian-2"
SECONDS = 300

PHONE = (360, 740)
DESK = (1280, 800)


class Picture(NamedTuple):
    """One picture: its name, the page, the size of the window, and the reader's colours."""

    name: str
    path: str
    size: tuple[int, int] = PHONE
    scheme: str = "light"


PAGES = (
    Picture("site", ""),
    Picture("home", f"{COMMITTEE}/"),
    Picture("home-dark", f"{COMMITTEE}/", scheme="dark"),
    Picture("home-large", f"{COMMITTEE}/#large"),
    Picture("home-desk", f"{COMMITTEE}/", DESK),
    Picture("find", f"{COMMITTEE}/find/"),
    Picture("service", f"{COMMITTEE}/services/elder-allowance/"),
    Picture("service-large-dark", f"{COMMITTEE}/services/elder-allowance/#large", scheme="dark"),
    Picture("room", f"{COMMITTEE}/rooms/hall/"),
    Picture("rules", f"{COMMITTEE}/rules/"),
    Picture("duty", f"{COMMITTEE}/duty/"),
    Picture("board", f"{COMMITTEE}/board/"),
    Picture("code", "0160159/"),
    Picture("print", f"{COMMITTEE}/print/"),
    Picture("404", "no/such/page/"),
)


def main(folder: Path) -> None:
    """Take every picture of the website in a folder, or say what is missing."""
    if lacking := missing():
        sys.exit(lacking)
    if not (folder / "index.html").is_file():
        sys.exit("First build everything: python3 -m generator.setup_and_run")
    PICTURES.mkdir(exist_ok=True)
    with served(folder) as site, tempfile.TemporaryDirectory() as work:
        wanted = [
            {
                "url": site.url + picture.path,
                "path": str(PICTURES / f"{picture.name}.png"),
                "width": picture.size[0],
                "height": picture.size[1],
                "scheme": picture.scheme,
            }
            for picture in PAGES
        ]
        run("look.mjs", {"pictures": wanted}, Path(work), SECONDS)
    for picture in PAGES:
        shrink(PICTURES / f"{picture.name}.png")


def shrink(picture: Path) -> None:
    """Few colours are enough for paper and ink, and keep the repository small."""
    Image.open(picture).convert("RGB").quantize(64).save(picture, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SITE)
