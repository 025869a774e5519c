"""A website as it is being written: who may look at it, and what a browser is shown where an edit has mistakes."""

from __future__ import annotations

import html
import ipaddress
import re
import sys
from abc import abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from generator.disk.files import atomically
from generator.problem import HandbookError, visible
from generator.products.website import NOT_FOUND

Site = Mapping[str, bytes]
"""Every file of the website by its path below the website's root."""


class PartialSite(Site):
    """A website without those of its pages that mistakes are in the way of: to ask for one raises HandbookError."""

    @property
    @abstractmethod
    def left_out(self) -> Mapping[str, HandbookError]:
        """What is in the way of pages, by the folder in which they would be."""


Application = Callable[[dict[str, Any], Any], Any]
"""What answers a request (WSGI, PEP 3333)."""

MISTAKES = ".mistakes.html"
"""The page that is shown instead of every other while an edit has mistakes; no page of a handbook has its name."""

THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("0.0.0.0", "::")
"""Where a preview listens so that neighbours in the network may look at it, too."""

HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
STRANGE = re.compile(r"[\x00-\x1f\x7f\\:]|//|/\.\.?(?:/|\Z)|\A(?!/)")
"""What stands in no address of a page, and might lead out of the website's folder on some system."""

RELOADS = "/livereload/"
"""Where a page in a browser waits for the next edit."""


class Preview:
    """Lays the pages of a website, each when it is asked for, into a folder from which a server takes them.

    `make` makes the pages; `mistakes` is what keeps the newest edit from being shown.
    """

    def __init__(self, folder: Path, make: Callable[[], Site]) -> None:
        self.folder = folder
        self.make = make
        self.pages: Site = {}
        self.mistakes: HandbookError | None = None
        self.laid_out: dict[str, bytes] = {}

    def renew(self) -> None:
        """Make the pages anew. Raises HandbookError where they have mistakes."""
        self.mistakes = None
        try:
            self.pages = self.make()
            self.lay_out(NOT_FOUND)
            if isinstance(self.pages, PartialSite):
                tell_apart(self.pages.left_out)
        except HandbookError as error:
            self.mistakes = error
            raise

    def look_again(self) -> None:
        """Make the pages anew after an edit; its mistakes are told, here and in the browser, and end nothing."""
        try:
            self.renew()
        except HandbookError as error:
            tell(error)
        except OSError as error:
            # an editor may have a file away for a moment while it saves
            print(visible(f"“{error.filename}”现在读不了；再保存一次试试"), file=sys.stderr)

    def lay_out(self, path: str) -> None:
        """Put one page, as it is now, where the server looks for it; nothing for an address of no page.

        Raises HandbookError where the page has a mistake.
        """
        if path in self.pages:
            self.put(path, self.pages[path])

    def put(self, path: str, content: bytes) -> None:
        """Put a file where the server looks for it, unless it is there already."""
        if self.laid_out.get(path) is not content:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            atomically(target, content)
            self.laid_out[path] = content

    def answering(self, serve: Application, mount_path: str, listening: str) -> Application:
        """Return a server's application, which lays out the page that it is asked for and then serves as before.

        `mount_path` is the path at which the website stands, `listening` the host at which it is told to listen.
        """

        def answer(request: dict[str, Any], start_response: Any) -> Any:
            path = request["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            if not may_look(request.get("HTTP_HOST", ""), listening):
                return refuse(start_response, "421 Misdirected Request", FOREIGN)
            if STRANGE.search(path):
                return refuse(start_response, "400 Bad Request", "这个网址写得不对。")
            try:
                self.lay_out_for(path, mount_path)
            except HandbookError as error:
                self.put(MISTAKES, mistakes_page(error))
                request["PATH_INFO"] = mount_path + MISTAKES
                return serve(request, lambda status, headers: start_response("500 Internal Server Error", headers))
            return serve(request, start_response)

        return answer

    def lay_out_for(self, path: str, mount_path: str) -> None:
        """Lay out what a path may mean. Raises HandbookError where a page is asked for and an edit has mistakes."""
        if path.startswith(RELOADS):
            return
        below = path.removeprefix(mount_path)
        if self.mistakes and (path.endswith(("/", ".html")) or f"{below}/index.html" in self.pages):
            raise self.mistakes
        try:
            self.lay_out(f"{below}index.html" if below.endswith("/") or not below else below)
            self.lay_out(f"{below}/index.html")
        except HandbookError as error:
            if not (isinstance(self.pages, PartialSite) and error in self.pages.left_out.values()):
                tell(error)  # what is left out was told when the edit was made
            raise


def may_look(host: str, listening: str) -> bool:
    """Tell whether a request that names this host is meant for the preview.

    A foreign page could let a name of its own point here, and read what is answered. Where the preview listens to the
    whole network, any number of an address will do: a name must be written on the command line.
    """
    match = HOST.fullmatch(host)
    if not match:
        return False
    name = (match[1] or match[2]).lower()
    return name in (*THIS_COMPUTER, listening.lower()) or (listening in EVERYWHERE and is_number(name))


def is_number(name: str) -> bool:
    """Tell whether the name of a host is the number of an address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


FOREIGN = "预览只给开它的人看，不回答别的网站名。请打开命令行里写的那个网址；要用别的名字，用 --address 写出来。"


def refuse(start_response: Any, status: str, words: str) -> list[bytes]:
    """Return a refusal in words, once its status and its headers are sent."""
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")])
    return [f"{words}\n".encode()]


def tell(error: HandbookError) -> None:
    """Write on stderr what an author is to mend, and how much it is."""
    print(f"{error}\n共 {len(error.problems)} 处要改。", file=sys.stderr)


def tell_apart(left_out: Mapping[str, HandbookError]) -> None:
    """Write on stderr what an author is to mend in parts of the website that are not shown meanwhile."""
    for folder, error in left_out.items():
        tell(error)
        print(f"{visible(folder)} 的网页改好了再显示，别的照常。", file=sys.stderr)


def mistakes_page(error: HandbookError) -> bytes:
    """Return a page that shows what an author is to mend. The server adds to it what loads it anew after an edit."""
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n<title>有地方要改</title>\n</head>\n'
        f"<body>\n<h1>有 {len(error.problems)} 处要改</h1>\n<pre>{html.escape(str(error))}</pre>\n"
        "<p>改好、保存，这一页自己会变回来。</p>\n</body>\n</html>\n"
    ).encode()
