"""A website served as its host will serve it, its pages by template, and Chromium to look at them."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[2] / "templates" / "fonts"
BELOW = "/a/b/"
"""The site stands below another's portal."""

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; worker-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')

PAGES = {
    "site": r"index\.html",
    "home": r"[a-z0-9-]+/index\.html",
    "service": r"[a-z0-9-]+/services/[^/]+/index\.html",
    "room": r"[a-z0-9-]+/rooms/[^/]+/index\.html",
    "rule": r"[a-z0-9-]+/rules/[^/]+/index\.html",
    "working-committee": r"[a-z0-9-]+/working-committees/[^/]+/index\.html",
    **{
        name: rf"[a-z0-9-]+/{name}/index\.html"
        for name in (
            *("services", "rooms", "rules", "working-committees", "duty", "disclosure", "year"),
            *("certificates", "lists", "forms", "board", "print", "find", "codes", "changes"),
        )
    },
    "404": r"404\.html",
    "reports": r"report/index\.html",
    "report": r"report/(?!todo/)[^/]+/index\.html",
    "todo": r"report/todo/index\.html",
    "code": r"\d{7}/index\.html",
    "gone": r"\d{7}/index\.html",
    "moved": r"[a-z0-9-]+/(?:.*/)?index\.html",
    **dict.fromkeys(("held-current", "held-changed", "held-older", "held-gone"), r"\d{7}/\d+/index\.html"),
}
"""Where the pages of each template stand, below the website's root."""

SAYS = {
    "gone": "这一项没有了",
    "moved": "这一页换了网址",
    "held-current": "这就是现行版本",
    "held-changed": "付印以后有改动",
    "held-older": "现行为第",
    "held-gone": "这张纸已经停用",
}
"""What is to be read on the pages that only their words tell from others at addresses of the same form."""

CODE_PAGE = re.compile(r"\d{7}/(?:\d+/)?index\.html")
"""What a printed code leads to, on no issued sheet or on one."""


class Served:
    """A finished website at an address on this machine."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}{BELOW}"
        self.paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

    def page(self, name: str) -> str | None:
        """The fullest page made from a template, by its path below the root; None where there is none."""
        coded = PAGES[name].startswith(r"\d")
        found = [path for path in self.paths if re.fullmatch(PAGES[name], path)]
        found = [path for path in found if (CODE_PAGE.fullmatch(path) is not None) == coded]
        found = [path for path in found if (path == "report/index.html") == (name == "reports")]
        if name in SAYS:
            found = [path for path in found if SAYS[name] in (self.folder / path).read_text("utf-8")]
        return max(found, key=lambda path: ((self.folder / path).stat().st_size, path), default=None)

    def address(self, path: str) -> str:
        """Where a file is asked for; the page for wrong addresses at a wrong one."""
        return self.url + ("no/such/page/" if path == "404.html" else path.removesuffix("index.html"))


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a website below a sub-path, compressed and with its content security policy, as its host will.

    What the pages say of their own host is rewritten to this server's address, which plays that host.
    """
    first = CANONICAL.search((folder / "index.html").read_text("utf-8"))
    assert first, "the first page does not say where it stands"
    handler = functools.partial(Handler, directory=str(folder), host=first[1].encode())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(folder, server.server_port)
    finally:
        server.shutdown()
        server.server_close()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers as a well-kept static host does."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, host: bytes, **options: Any) -> None:
        self.host = host
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Answer with a file below the sub-path, or with the page for wrong addresses."""
        wanted = self.path.partition("?")[0].partition("#")[0]
        path = Path(self.translate_path(wanted.removeprefix(BELOW[:-1])))
        path = path / "index.html" if wanted.endswith("/") else path
        found = wanted.startswith(BELOW) and path.is_file()
        path = path if found else Path(self.directory) / "404.html"
        content = path.read_bytes()
        if path.suffix in (".html", ".xml"):
            content = content.replace(self.host, f"http://{self.headers['Host']}{BELOW}".encode())
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "same-origin")
        self.send_header("Cache-Control", "no-cache" if path.suffix == ".html" else "max-age=31536000, immutable")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The type of a file, with its encoding."""
        if str(path).endswith(".webmanifest"):
            return "application/manifest+json"
        found = str(super().guess_type(path))
        return f"{found}; charset=utf-8" if found.startswith("text/") else found

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to say."""


def browser() -> str | None:
    """The Chromium of this machine."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing() -> str:
    """What is not here of what it takes to look at pages; nothing where all is."""
    if browser() is None:
        return "Chromium is not installed"
    if shutil.which("node") is None:
        return "Node.js is not installed"
    if not (HERE / "node_modules" / "playwright-core").is_dir():
        return "Node's packages are not installed: npm ci --prefix tests/quality/browser"
    return ""


def run(script: str, job: Mapping[str, Any], folder: Path, seconds: int) -> Any:
    """Hand a job to one of the scripts and take its answer. Letters are drawn with this project's own fonts."""
    settings = folder / "fonts.conf"
    settings.write_text(FONT_SETTINGS.format(fonts=FONTS, cache=folder / "fonts"), "utf-8")
    ran = subprocess.run(
        ["node", str(HERE / script)],
        input=json.dumps({"chromium": browser(), **job}).encode(),
        capture_output=True,
        check=False,
        timeout=seconds,
        env={**os.environ, "FONTCONFIG_FILE": str(settings)},
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr.decode())
    return json.loads(ran.stdout)


FONT_SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<match target="pattern"><edit name="family" mode="append_last"><string>Noto Sans SC</string></edit></match>
</fontconfig>
"""
