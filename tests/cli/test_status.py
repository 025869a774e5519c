"""`handbook status`: what it says of issued sheets, for people, for programs and for the print shop."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tools import edit, tree, typed

ISSUE = ("issue", "board", "--committee", "sunny-garden", "--jobs", "1")


def test_nothing_was_issued(example: Path) -> None:
    assert typed("status", "--root", example) == (0, "", "还没有付印过任何东西。\n")
    assert typed("status", "--root", example, "--format", "json") == (0, "[]\n", "")


def test_it_exits_with_1_once_a_sheet_must_be_reprinted(example: Path) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    assert typed("status", "--root", example)[0] == 0
    edit(example / "committees/sunny-garden/committee.yml", "phone: 021-5555-0101", "phone: 021-5555-0103")
    code, out, _ = typed("status", "--root", example)
    assert (code, out.splitlines()[0]) == (1, "阳光花园居委会：付印过 1 种，1 种要换")
    code, out, _ = typed("status", "--root", example, "--format", "json")
    assert (code, [answer["state"] for answer in json.loads(out)]) == (1, ["outdated"])
    assert typed("status", "--root", example, "--committee", "old-street")[0] == 0


def test_the_list_for_the_print_shop_is_a_pdf(example: Path, tmp_path: Path) -> None:
    code, _, _ = typed("status", "--root", example, "--pdf", tmp_path / "list.pdf")
    assert code == 0
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF-")


def test_a_handbook_with_errors_has_no_status(example: Path) -> None:
    edit(example / "committees/sunny-garden/committee.yml", 'number: "001"', 'number: "01"')
    code, out, err = typed("status", "--root", example)
    assert (code, out) == (1, "")
    assert err.endswith("处错误。\n")


@pytest.mark.parametrize("name", ["committees/sunny-garden/codes.yml", "content/policy.yml", "notes.txt", "list"])
def test_the_list_for_the_print_shop_is_written_to_a_pdf_only(example: Path, name: str) -> None:
    before = tree(example)
    code, _, err = typed("status", "--root", example, "--pdf", example / name)
    assert (code, "[D083] 清单是 PDF" in err) == (1, True)
    assert tree(example) == before


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 somebody else's", b"scan"])
def test_the_list_is_never_written_over_what_the_program_has_not_made(example: Path, content: bytes) -> None:
    precious = example / "清单.pdf"
    precious.write_bytes(content)
    code, _, err = typed("status", "--root", example, "--pdf", precious)
    assert (code, "[D083] 这里已经有别的文件" in err) == (1, True)
    assert precious.read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_in_the_place_of_the_list_keeps_nobody_waiting(example: Path) -> None:
    os.mkfifo(example / "清单.pdf")
    code, _, err = typed("status", "--root", example, "--pdf", example / "清单.pdf")
    assert (code, "[D083] 这里已经有别的文件" in err) == (1, True)
    assert (example / "清单.pdf").is_fifo()


def test_the_list_is_written_over_an_earlier_one(example: Path) -> None:
    file = example / "清单.pdf"
    assert typed("status", "--root", example, "--pdf", file)[0] == 0
    file.write_bytes(file.read_bytes())
    assert typed("status", "--root", example, "--pdf", file)[0] == 0


def test_no_other_sheet_is_taken_for_a_list(example: Path) -> None:
    assert typed("build", "forms", "--root", example, "--jobs", "1")[0] == 0
    sheet = example / "build/forms/old-street.pdf"
    made = sheet.read_bytes()
    assert typed("status", "--root", example, "--pdf", sheet)[0] == 1
    assert sheet.read_bytes() == made
