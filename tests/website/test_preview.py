"""The preview: who may look at it, what it answers to strange addresses, and what it shows where an edit is broken."""

from __future__ import annotations

import http.client
import io
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tools import edit, templates_to_edit

from generator import journey
from generator.build.preview import Memory
from generator.problem import HandbookError, Location, Problem
from generator.website.preview import Preview, may_look

SECONDS = 20

BROKEN = HandbookError([Problem(Location("content/<b>.yml", 3, 4), "D014", "应当是<b>日期</b>")])


class Answer(NamedTuple):
    """What an application answers: a number, its headers, and a text."""

    status: int
    headers: dict[str, str]
    text: str


def ask(
    preview: Preview, path: str, host: str | None = "127.0.0.1:8000", mount: str = "/", listening: str = "127.0.0.1"
) -> Answer:
    """What a preview answers, with a server behind it that sends the files of its folder."""
    begun: list[Any] = []

    def serve(request: dict[str, Any], start_response: Any) -> list[bytes]:
        file = preview.folder / request["PATH_INFO"].removeprefix(mount)
        file = file / "index.html" if request["PATH_INFO"].endswith("/") else file
        start_response("200 OK" if file.is_file() else "404 Not Found", [])
        return [file.read_bytes() if file.is_file() else b""]

    request = {"PATH_INFO": path.encode().decode("latin-1"), "REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO()}
    if host is not None:
        request["HTTP_HOST"] = host
    content = preview.answering(serve, mount, "127.0.0.1")(request, lambda *given: begun.append(given))
    ((status, headers),) = begun
    return Answer(int(status[:3]), dict(headers), b"".join(content).decode())


@pytest.fixture
def shown(tmp_path: Path) -> Preview:
    """A preview of two pages."""
    preview = Preview(tmp_path, lambda: {"index.html": b"home", "a/index.html": b"page", "404.html": b"no"})
    preview.renew()
    return preview


@pytest.mark.parametrize(
    ("host", "listening", "allowed"),
    [
        ("localhost", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("LOCALHOST:8000", "127.0.0.1", True),
        ("127.0.0.1:9", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("[::1]", "::1", True),
        ("desk.example:8000", "desk.example", True),
        ("Desk.Example", "desk.example", True),
        ("192.168.1.7:8000", "192.168.1.7", True),
        ("192.168.1.7:8000", "0.0.0.0", True),
        ("[fe80::1]:8000", "::", True),
        ("192.168.1.7:8000", "127.0.0.1", False),
        ("0.0.0.0:8000", "127.0.0.1", False),
        ("evil.example", "127.0.0.1", False),
        ("evil.example:8000", "0.0.0.0", False),
        ("evil.example:8000", "::", False),
        ("desk.example.evil.example", "desk.example", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("127.0.0.1.evil.example:8000", "127.0.0.1", False),
        ("localhost@evil.example", "127.0.0.1", False),
        ("localhost,evil.example", "127.0.0.1", False),
        ("localhost:8000:9", "127.0.0.1", False),
        ("localhost ", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        (":8000", "127.0.0.1", False),
        ("[::1", "127.0.0.1", False),
        ("１２７.0.0.1", "127.0.0.1", False),
    ],
)
def test_only_who_asks_for_this_computer_or_the_host_of_the_command_line_may_look(
    host: str, listening: str, allowed: bool
) -> None:
    """A foreign page can let a name of its own point here (DNS rebinding); what it asks for then bears that name."""
    assert may_look(host, listening) is allowed


@pytest.mark.parametrize("path", ["/", "/a/", "/livereload/1/2", "/nothing"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", None])
def test_a_foreign_host_is_told_nothing(shown: Preview, path: str, host: str | None) -> None:
    answer = ask(shown, path, host)
    assert answer.status == 421
    assert answer.text.startswith("预览只给开它的人看")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


STRANGE = (
    "/\0",
    "/a/\0/",
    "/%\x1b[2J",
    "/\r\nX-Ran: 1",
    "/../../etc/passwd",
    "/a/../../x",
    "/a/..",
    "/./a/",
    "/..\\..\\x",
    "/C:/x",
    "//evil.example/a",
    "/a//b",
    "",
    "http://evil.example/",
    "*",
)


@pytest.mark.parametrize("path", STRANGE)
def test_an_address_of_no_page_that_could_lead_elsewhere_is_refused(shown: Preview, path: str) -> None:
    assert ask(shown, path).status == 400
    assert {file.name for file in shown.folder.rglob("*") if file.is_file()} == {"404.html"}


def test_pages_are_laid_out_when_they_are_asked_for(shown: Preview) -> None:
    assert (ask(shown, "/").text, ask(shown, "/a/").text, ask(shown, "/b/").status) == ("home", "page", 404)
    assert ask(shown, "/x/y/a/", mount="/x/y/").text == "page"


def test_mistakes_are_shown_instead_of_every_page_until_they_are_mended(
    shown: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    make = shown.make

    def broken() -> dict[str, bytes]:
        raise BROKEN

    shown.make = broken
    shown.look_again()
    assert capsys.readouterr().err == "content/<b>.yml:3:4: 错误 [D014] 应当是<b>日期</b>\n共 1 处要改。\n"
    for path in ("/", "/a/", "/a", "/b.html"):
        answer = ask(shown, path)
        assert answer.status == 500
        assert "content/&lt;b&gt;.yml:3:4: 错误 [D014] 应当是&lt;b&gt;日期&lt;/b&gt;" in answer.text
        assert "</body>" in answer.text  # before which the server puts what loads the page anew
    assert ask(shown, "/style.css").status == 404
    shown.make = make
    shown.look_again()
    assert ask(shown, "/a/").text == "page"


def test_a_page_that_cannot_be_made_shows_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Pages(dict[str, bytes]):
        def __getitem__(self, path: str) -> bytes:
            if path.startswith("a/"):
                raise BROKEN
            return super().__getitem__(path)

    preview = Preview(tmp_path, lambda: Pages({"404.html": b"", "a/index.html": b"", "b/index.html": b"page"}))
    preview.renew()
    assert ask(preview, "/a/").status == 500
    assert "D014" in ask(preview, "/a/").text
    assert "D014" in capsys.readouterr().err
    assert ask(preview, "/b/").text == "page"


def test_a_file_that_is_away_for_a_moment_ends_nothing(shown: Preview, capsys: pytest.CaptureFixture[str]) -> None:
    """Some editors save by taking a file away and putting another in its place."""

    def away() -> dict[str, bytes]:
        raise FileNotFoundError(2, "No such file", "templates/\x1b.html")

    shown.make = away
    shown.look_again()
    assert capsys.readouterr().err == "“templates/␛.html”现在读不了；再保存一次试试\n"
    assert ask(shown, "/a/").text == "page"


def test_a_mistake_in_one_committee_is_shown_in_its_place_and_keeps_no_other_away(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the first, in every address below its folder; it comes back once it is mended."""
    file, memory = example / "committees/old-street/committee.yml", Memory()
    edit(file, "name: 老街\ncode", "nmae: 老街\ncode")
    preview = Preview(tmp_path / "shown", lambda: journey.preview(example, memory))
    preview.renew()
    told = capsys.readouterr().err
    assert "committees/old-street/committee.yml:2:1: 错误 [D012] 不认识“nmae”" in told
    assert told.endswith("old-street 的网页改好了再显示，别的照常。\n")
    assert (ask(preview, "/").status, ask(preview, "/sunny-garden/duty/").status) == (200, 200)
    for path in ("/old-street/", "/old-street/duty/", "/old-street"):
        assert ask(preview, path).status == 500
        assert "committees/old-street/committee.yml:2:1: 错误 [D012]" in ask(preview, path).text
    assert capsys.readouterr().err == "", "it is told once an edit, not at every look"
    edit(file, "nmae: 老街\ncode", "name: 老街\ncode")
    preview.look_again()
    assert ask(preview, "/old-street/duty/").status == 200
    edit(file, "branch: 支部\n", "")
    preview.look_again()
    assert (ask(preview, "/old-street/duty/").status, ask(preview, "/sunny-garden/").status) == (500, 200)


def test_a_mistake_in_every_committee_is_shown_everywhere(example: Path, tmp_path: Path) -> None:
    edit(example / "content/policy.yml", "district: 示例区\n", "")
    preview = Preview(tmp_path / "shown", lambda: journey.preview(example, Memory()))
    preview.look_again()
    assert "content/policy.yml:1:1: 错误 [D011]" in ask(preview, "/sunny-garden/").text


# --- as it is started from the command line --------------------------------------------------------------------------


class Served(NamedTuple):
    """`handbook serve`, and what it says."""

    root: Path
    port: int
    log: Path

    def get(self, path: str, host: str = "localhost") -> tuple[int, str]:
        """The number and the text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def wait(self, seen: Callable[[], bool]) -> None:
        """Look again and again, until it is seen."""
        deadline = time.monotonic() + SECONDS
        while not seen():
            assert time.monotonic() < deadline, self.log.read_text("utf-8")
            time.sleep(0.05)


HANDBOOK = ("-m", "generator", "serve", "--root", "{root}", "--address", "{address}")
MKDOCS = ("-m", "mkdocs", "serve", "--quiet", "-f", "{root}/site_config.yml", "-a", "{address}")


@pytest.fixture
def served(request: pytest.FixtureRequest, example: Path, tmp_path: Path) -> Iterator[Served]:
    """A preview of the example, by `handbook serve`, or by what a test asks for."""
    templates_to_edit(example)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    words = (word.format(root=example, address=f"127.0.0.1:{port}") for word in getattr(request, "param", HANDBOOK))
    command = [sys.executable, *words]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    found = Served(example, port, log)
    try:
        found.wait(lambda: "在浏览器里打开" in log.read_text("utf-8") or process.poll() is not None)
        yield found
    finally:
        process.terminate()
        process.wait(SECONDS)


def test_a_preview_from_its_start_through_a_broken_save_to_its_mending(served: Served) -> None:
    """All that a neighbour or a foreign page may try, and what a browser is shown meanwhile."""
    assert served.get("/old-street/")[0] == 200
    assert served.get("/old-street/", "evil.example")[0] == 421
    assert [served.get(path)[0] for path in ("/%00", "/a%00b/", "/%2e%2e/%2e%2e/etc/passwd", "/%5c..%5cx")] == [400] * 4
    assert served.get(f"/{'x' * 5000}/")[0] == 404
    status, page = served.get("/nothing/")
    assert (status, "没有这一页" in page) == (404, True)

    status, page = served.get("/old-street/")
    (epoch, request) = re.findall(r"livereload\((\d+), (\d+)\)", page)[0]
    woken: list[float] = []
    waiting = threading.Thread(target=lambda: woken.append(float(served.get(f"/livereload/{epoch}/{request}")[1])))
    waiting.start()
    settings = served.root / "site_config.yml"
    edit(settings, "strict: true", "strict: true\nhooks: [content/evil.py]")
    (served.root / "content/evil.py").write_text(f"open({str(served.root / 'ran')!r}, 'w')", "utf-8")
    served.wait(lambda: served.get("/old-street/")[0] == 500)
    waiting.join(SECONDS)
    assert woken
    assert woken[0] > float(epoch)
    status, page = served.get("/old-street/")
    assert "site_config.yml:8:1: 错误 [D012] 不认识“hooks”" in page
    assert "livereload(" in page  # so that it comes back by itself
    edit(settings, "\nhooks: [content/evil.py]", "")
    served.wait(lambda: served.get("/old-street/")[0] == 200)
    assert not (served.root / "ran").exists()

    log = served.log.read_text("utf-8")
    told = [line for line in log.splitlines() if line]
    assert told[0] == f"在浏览器里打开 http://127.0.0.1:{served.port}/ 预览；按 Ctrl+C 结束。"
    assert {line for line in told[1:] if not re.search("[一-龥]", line)} == set()
    assert "Traceback" not in log


@pytest.mark.parametrize("served", [MKDOCS], indirect=True, ids=["mkdocs"])
def test_the_preview_of_mkdocs_itself_is_as_wary(served: Served) -> None:
    """And shows mistakes, but for those of the settings, which MkDocs reads first."""
    assert served.get("/old-street/")[0] == 200
    assert served.get("/old-street/", "evil.example")[0] == 421
    assert served.get("/%00")[0] == 400
    edit(served.root / "committees/old-street/committee.yml", "name: 老街\ncode", "nmae: 老街\ncode")
    served.wait(lambda: served.get("/old-street/")[0] == 500)
    assert "committees/old-street/committee.yml:2:1: 错误 [D012] 不认识“nmae”" in served.get("/old-street/")[1]
    edit(served.root / "committees/old-street/committee.yml", "nmae: 老街\ncode", "name: 老街\ncode")
    served.wait(lambda: served.get("/old-street/")[0] == 200)
