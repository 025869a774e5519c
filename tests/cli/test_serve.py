"""`handbook serve`: what it hands to the preview, and what it says where there can be none."""

from __future__ import annotations

import contextlib
import errno
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import edit, tree, typed

from generator.website import mkdocs
from generator.website.mkdocs import Site
from generator.website.preview import Preview


def test_it_hands_over_settings_address_and_wish_for_a_browser(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is that of the command line; without one, this computer's own."""
    served: list[tuple[object, ...]] = []
    monkeypatch.setattr(mkdocs, "serve_site", lambda path, make, *given: served.append((path, *given)))
    settings = example / "site_config.yml"
    assert typed("serve", "--root", example) == (0, "", "")
    assert typed("serve", "--root", example, "--address", "127.0.0.1:8001", "--open") == (0, "", "")
    assert typed("serve", "--root", example, "--address", "[::1]:8001") == (0, "", "")
    assert served == [
        (settings, "127.0.0.1", 8000, False),
        (settings, "127.0.0.1", 8001, True),
        (settings, "::1", 8001, False),
    ]


def test_what_is_to_be_looked_at_is_told_at_the_edit_that_brings_it(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not again at the next."""
    hours = example / "committees/sunny-garden/hours.yml"

    def serve(path: Path, make: Callable[[], object], *given: object) -> None:
        make()
        edit(hours, "closes: 11:30, phone: 021-5555-0101", "closes: 11:30, phone: 021-5555-0777")
        make()
        make()

    monkeypatch.setattr(mkdocs, "serve_site", serve)
    code, out, err = typed("serve", "--root", example)
    assert (code, out) == (0, "")
    assert err.count("[D028]") == 1
    assert "committees/sunny-garden/hours.yml:2:" in err


def test_a_mistake_in_a_committee_is_told_once(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the preview, which leaves its pages out and says so; not by what tells the news as well."""

    def serve(path: Path, make: Callable[[], Site], *given: object) -> None:
        preview = Preview(tmp_path / "shown", make)
        preview.renew()
        edit(example / "committees/sunny-garden/committee.yml", "\nphone: ", "\nphoen: ")
        preview.look_again()

    monkeypatch.setattr(mkdocs, "serve_site", serve)
    code, out, err = typed("serve", "--root", example)
    assert (code, out) == (0, "")
    assert err.count("[D012] 不认识“phoen”") == 1
    assert "共 1 处要改。\nsunny-garden 的网页改好了再显示" in err
    assert "1 处错误" not in err


@pytest.mark.parametrize(
    "address", ["8000", "0.0.0.0", "a..b:8000", "电脑:8000", "127.0.0.1:65536", "::1:8000", "a:b:1", "[x]:1", ":8000"]
)
def test_what_is_no_address_is_refused(example: Path, address: str) -> None:
    code, out, err = typed("serve", "--root", example, "--address", address)
    assert (code, out) == (2, "")
    assert f"应当写成 127.0.0.1:8000 这样，这里写的是“{address}”" in err


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            OSError(errno.EADDRINUSE, "in use"),
            "这个端口已经有别的程序在用。换一个端口试试，例如 --address 127.0.0.1:8001",
        ),
        (OSError(errno.EACCES, "denied"), "这个端口不让用。换一个端口试试，例如 --address 127.0.0.1:8001"),
        (
            OSError(errno.EADDRNOTAVAIL, "not mine"),
            "这台电脑没有这个地址。只在这台电脑上看，写 --address 127.0.0.1:8001",
        ),
        (socket.gaierror(-2, "unknown"), "找不到这个地址。只在这台电脑上看，写 --address 127.0.0.1:8001"),
    ],
)
def test_an_address_at_which_nobody_can_listen_says_why(
    example: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def refuse(*given: object) -> None:
        raise error

    monkeypatch.setattr(mkdocs, "serve_site", refuse)
    assert typed("serve", "--root", example) == (1, "", f"错误：预览开不了：127.0.0.1:8000 {words}\n")


def test_an_address_in_use_is_told_before_any_is_announced(example: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        code, out, err = typed("serve", "--root", example, "--address", address)
    assert (code, out) == (1, "")
    assert (
        err
        == f"错误：预览开不了：{address} 这个端口已经有别的程序在用。换一个端口试试，例如 --address 127.0.0.1:8001\n"
    )


def test_an_address_of_another_computer_is_told(example: Path) -> None:
    code, out, err = typed("serve", "--root", example, "--address", "192.0.2.1:8000")
    assert (code, out) == (1, "")
    assert err.startswith("错误：预览开不了：192.0.2.1:8000 这台电脑没有这个地址。")


# --- beside a colleague who issues -----------------------------------------------------------------------------------

PATIENCE = 60
"""Seconds that a preview has to show what it is to show."""


def shown(url: str, passage: str, server: subprocess.Popen[bytes]) -> bool:
    """Whether a page of a preview comes to hold a passage while the preview lives."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            if passage in answer.read().decode():
                return True
        time.sleep(0.2)
    return False


def test_a_preview_goes_on_while_somebody_issues_and_shows_it(example: Path) -> None:
    """It keeps nobody from writing, and writes nothing itself."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = [sys.executable, "-m", "generator", "serve", "--root", str(example), "--address", address]
    before = tree(example)
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            url = f"http://{address}/sunny-garden/print/"
            assert shown(url, "还没有付印", server)
            assert tree(example) == before
            assert typed("issue", "plates", "--committee", "sunny-garden", "--root", example, "--jobs", "1")[0] == 0
            after = tree(example)
            assert shown(url, "第1版，2026年11月22日，现行", server)
            assert tree(example) == after
        finally:
            server.terminate()
