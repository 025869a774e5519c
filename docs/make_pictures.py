"""Draws the pictures of the README from a finished build: `python docs/make_pictures.py` (needs Chromium)."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PICTURES = ROOT / "docs" / "pictures"
COMMITTEE = "lantian-2"

PHONE_PAGES = ("", f"{COMMITTEE}/", f"{COMMITTEE}/services/elder-allowance/", f"{COMMITTEE}/duty/")
PHONE = (360, 740)
GAP = 24
WRAPPER = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: {gap}px; background: #8a877d; display: flex; gap: {gap}px; }}
iframe {{ width: {width}px; height: {height}px; border: 0; }}
</style>{frames}"""

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1.5",
]


def main() -> None:
    """Draw every picture, or say what is missing."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None or not (BUILD / "build.json").is_file():
        sys.exit("First install Chromium and build everything: python3 -m generator.setup_and_run")
    PICTURES.mkdir(exist_ok=True)
    website(browser)
    spreads(BUILD / "rulebook" / f"{COMMITTEE}.pdf", (0, 3, 6, 20))
    page(BUILD / "board" / f"{COMMITTEE}.pdf", PICTURES / "board.png", 0.55)


def website(browser: str) -> None:
    """Four pages as they stand on a phone, side by side."""
    frames = "".join(f'<iframe src="/{path}"></iframe>' for path in PHONE_PAGES)
    wrapper = WRAPPER.format(gap=GAP, width=PHONE[0], height=PHONE[1], frames=frames)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(BUILD / "website", site)
        (site / "pictures.html").write_text(wrapper, encoding="utf-8")
        handler = functools.partial(Quiet, directory=str(site))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        size = f"{len(PHONE_PAGES) * (PHONE[0] + GAP) + GAP},{PHONE[1] + 2 * GAP}"
        target = PICTURES / "website.png"
        address = f"http://127.0.0.1:{server.server_port}/pictures.html"
        profile = f"--user-data-dir={folder}/profile"
        command = [browser, *FLAGS, profile, f"--window-size={size}", f"--screenshot={target}", address]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        server.shutdown()
    shrink(target)


def spreads(pdf: Path, pages: tuple[int, ...]) -> None:
    """Some pages of the rulebook, side by side."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = [document[number].render(scale=0.8).to_pil().convert("RGB") for number in pages]
    width = sum(picture.width for picture in drawn) + GAP * (len(drawn) + 1)
    sheet = Image.new("RGB", (width, drawn[0].height + 2 * GAP), "#8a877d")
    left = GAP
    for picture in drawn:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    sheet.save(PICTURES / "rulebook.png")
    shrink(PICTURES / "rulebook.png")


def page(pdf: Path, target: Path, scale: float) -> None:
    """The first page of a PDF."""
    pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().save(target)
    shrink(target)


def shrink(picture: Path) -> None:
    """Few colours are enough for paper and ink, and keep the repository small."""
    Image.open(picture).convert("RGB").quantize(64).save(picture, optimize=True)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site without a line for every request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to say."""


if __name__ == "__main__":
    main()
