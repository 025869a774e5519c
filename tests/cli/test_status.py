"""`handbook status`: what it says of issued sheets, for people, for programs and for the print shop."""

from __future__ import annotations

import json
from pathlib import Path

from tools import edit, typed

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
