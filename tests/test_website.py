"""The website by MkDocs: one and the same however it is started, whole after a mistake, and alive in the preview."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools import edit, templates_to_edit, tree

from generator.build import Request, build

SECONDS = 15
"""How long the preview may take for anything before a test gives up."""


def mkdocs(program: str, root: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Build the website by MkDocs itself, or by what is compatible with it."""
    if importlib.util.find_spec(program) is None:
        pytest.skip(f"{program} is not installed")
    command = [sys.executable, "-m", program, "build", "-f", str(root / "site_config.yml"), "-d", str(site)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_mkdocs_makes_the_very_same_website(program: str, example: Path, tmp_path: Path) -> None:
    templates_to_edit(example)
    ran = mkdocs(program, example, tmp_path / "site")
    assert ran.returncode == 0, ran.stderr
    build(Request(example, tmp_path / "build", ("website",)))
    assert tree(tmp_path / "site") == tree(tmp_path / "build" / "website")


def test_a_mistake_is_named_at_its_place_and_the_earlier_site_stays(example: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert mkdocs("mkdocs", example, site).returncode == 0
    before = tree(site)
    edit(example / "committees/old-street/committee.yml", "name: 老街\ncode", "name: 老街\nnmae: 老街\ncode")
    ran = mkdocs("mkdocs", example, site)
    assert ran.returncode == 1
    assert (
        "committees/old-street/committee.yml:3:1: 错误 [D012] 不认识“nmae”\n    提示：是不是想写“name”？" in ran.stderr
    )
    assert "Traceback" not in ran.stderr
    assert tree(site) == before


def test_a_mistake_in_the_settings_of_mkdocs_leaves_the_earlier_site(example: Path) -> None:
    build(Request(example, example / "build", ("website",)))
    edit(example / "site_config.yml", "strict: true", "strict: perhaps")
    before = tree(example)
    with pytest.raises((OSError, SystemExit)):
        build(Request(example, example / "build", ("website",)))
    assert tree(example) == before


# --- the preview -----------------------------------------------------------------------------------------------------


class Preview:
    """`handbook serve` as its user sees it: pages in a browser, and what it says."""

    def __init__(self, root: Path, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = log
        command = [sys.executable, "-m", "generator", "serve", "--root", str(root), "--address", self.host]
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)

    def page(self, path: str) -> str:
        """A page, or nothing while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://{self.host}/{path}", timeout=SECONDS) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            return ""

    def wait(self, seen: Callable[[], bool]) -> None:
        """Look again and again, until it is seen."""
        deadline = time.monotonic() + SECONDS
        while not seen():
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < deadline, self.log.read_text("utf-8")
            time.sleep(0.05)


@pytest.fixture
def preview(example: Path, tmp_path: Path) -> Iterator[Preview]:
    """A preview of the example."""
    templates_to_edit(example)
    found = Preview(example, tmp_path / "log")
    try:
        yield found
    finally:
        found.process.terminate()
        found.process.wait(SECONDS)


def test_the_preview_shows_what_changes_and_survives_mistakes(preview: Preview, example: Path) -> None:
    committee = example / "committees/sunny-garden/committee.yml"
    template = example / "templates/website/home.html"
    preview.wait(lambda: "021-5555-0101" in preview.page("sunny-garden/"))

    edit(committee, "021-5555-0101", "021-5555-0199")
    preview.wait(lambda: "021-5555-0199" in preview.page("sunny-garden/"))

    edit(example / "content/services/lunch.md", "午饭12元一份", "午饭13元一份")
    preview.wait(lambda: "午饭13元一份" in preview.page("old-street/services/lunch/"))

    edit(template, "<h2>在哪里</h2>", "<h2>怎么找到我们</h2>")
    preview.wait(lambda: "怎么找到我们" in preview.page("old-street/"))

    edit(committee, "name: 阳光花园\ncode", "nmae: 阳光花园\ncode")
    preview.wait(lambda: "committees/sunny-garden/committee.yml:2:1: 错误 [D012]" in preview.log.read_text("utf-8"))
    edit(committee, "nmae: 阳光花园\ncode", "name: 阳光花园\ncode")
    edit(committee, "021-5555-0199", "021-5555-0188")
    preview.wait(lambda: "021-5555-0188" in preview.page("sunny-garden/"))

    edit(template, "怎么找到我们", "{{ nonsense }}")
    preview.wait(lambda: "错误 [D040] 模板写错了：'nonsense' is undefined" in preview.log.read_text("utf-8"))
    edit(template, "{{ nonsense }}", "我们在这里")
    preview.wait(lambda: "我们在这里" in preview.page("sunny-garden/"))


def test_a_preview_gives_out_no_codes(preview: Preview, example: Path) -> None:
    preview.wait(lambda: "老街居委会" in preview.page("old-street/"))
    assert not (example / "committees/old-street/codes.yml").exists()


def test_a_preview_that_cannot_start_says_why(example: Path) -> None:
    edit(example / "committees/old-street/committee.yml", "name: 老街\ncode", "name: 老街\nnmae: 老街\ncode")
    command = [sys.executable, "-m", "generator", "serve", "--root", str(example), "--address", "127.0.0.1:0"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=SECONDS)
    assert ran.returncode == 1
    assert "committees/old-street/committee.yml:3:1: 错误 [D012] 不认识“nmae”" in ran.stderr
    assert "Traceback" not in ran.stderr
