"""`handbook status`: what it says of issued sheets, for people, for programs and for the print shop."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from tools import edit, templates_to_edit, tree, typed

from generator.codes import ledger
from generator.model.ledger import Ledger
from generator.read.files import read_file

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
    code, _, err = typed("status", "--root", example, "--pdf", tmp_path / "list.pdf")
    assert (code, f"没有要重印的；这样写的清单在 {tmp_path / 'list.pdf'}。" in err) == (0, True)
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF-")


def test_the_next_step_is_told_by_its_command(example: Path) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    assert "下一步" not in "".join(map(str, typed("status", "--root", example)))
    edit(example / "committees/sunny-garden/committee.yml", "phone: 021-5555-0101", "phone: 021-5555-0103")
    assert "下一步：handbook issue board --committee sunny-garden" in typed("status", "--root", example)[2]


def mistaken(root: Path, old: str, new: str) -> tuple[int, str, str]:
    """What status says once a sheet was issued and there is a mistake in the committee's own file."""
    assert typed(*ISSUE, "--root", root)[0] == 0
    edit(root / "committees/sunny-garden/committee.yml", old, new)
    return typed("status", "--root", root)


@pytest.mark.parametrize(
    ("old", "new"), [("name: 阳光花园", "nmae: 阳光花园"), ('number: "001"', 'number: "01"'), ("name: ", "\tname: ")]
)
def test_what_cannot_be_judged_is_listed_below_what_is_wrong(example: Path, old: str, new: str) -> None:
    code, out, err = mistaken(example, old, new)
    assert code == 1
    assert "付印过 1 种，还说不准" in out
    assert "说不准，先改好错误　board　第1版" in out
    assert "committees/sunny-garden/committee.yml" in err
    assert "下一步：先改好上面的错误" in err


def test_a_mistake_in_what_all_share_hides_no_sheet(example: Path, tmp_path: Path) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    edit(example / "content/policy.yml", "district:", "distrct:")
    code, out, err = typed("status", "--root", example, "--pdf", tmp_path / "list.pdf")
    assert (code, "付印过 1 种，还说不准" in out, "清单没有做" in err) == (1, True, True)


def test_a_lost_address_keeps_nothing_back(example: Path) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    edit(example / "site_config.yml", "https://handbook.example/", "https://other.example/")
    code, out, err = typed("status", "--root", example)
    assert (code, "[X4]" in err) == (1, True)
    assert "阳光花园居委会：付印过 1 种" in out and "说不准" not in out


def lose_address(root: Path) -> None:
    """Let the website have another address, and the one before lead nowhere for good."""
    edit(root / "site_config.yml", "https://handbook.example/", "https://other.example/")
    edit(
        root / "site_config.yml", "demonstration: 是", "demonstration: 是\n      lost_urls: [https://handbook.example/]"
    )


def test_what_carries_an_address_that_is_lost_is_to_be_printed_again(example: Path, tmp_path: Path) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    lose_address(example)
    code, out, err = typed("status", "--root", example, "--pdf", tmp_path / "list.pdf")
    assert (code, "1 种要换" in out, "[X4]" in err) == (1, True, False)
    assert "二维码的网址" in out and "https://handbook.example/" in out and "没有留底" not in out
    assert "付印 2 号：" in typed(*ISSUE, "--root", example)[1]
    assert typed("status", "--root", example)[:2] == (0, "阳光花园居委会：付印过 1 种，都有效\n")


def test_early_sheets_that_know_no_address_are_older_than_any_that_was_lost(example: Path) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    file = example / "committees/sunny-garden/codes.yml"
    own = read_file(file, "codes.yml", Ledger)
    early = own.editions[0].model_copy(update={"address": None})
    early = early.model_copy(update={"seal": ledger.edition_seal(early)})
    file.write_text(ledger.text(ledger.with_lines(own, editions=(early,))), "utf-8")
    shutil.rmtree(example / "build")
    assert typed("status", "--root", example)[0] == 0
    lose_address(example)
    assert "1 种要换" in typed("status", "--root", example)[1]


def test_sheets_of_a_committee_that_is_no_more_come_off_their_wall_when_their_address_is_lost(example: Path) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    folder = example / "committees/sunny-garden"
    for path in folder.iterdir():
        if path.name not in ("codes.yml", "editions"):
            path.unlink()
    said = 'name: 阳光花园\nnumber: "001"\ndate: 2026-11-20\nmerged_into: old-street\n'
    (folder / "dissolved.yml").write_text(said, "utf-8")
    edit(example / "content/policy.yml", "starts: [sunny-garden]", "starts: [old-street]")
    edit(example / "committees/old-street/records.yml", "started: 2026-04-13", "started: 2026-02-13")
    assert typed("status", "--root", example)[:2] == (0, "")
    lose_address(example)
    code, out, err = typed("status", "--root", example)
    assert (code, out.splitlines()[0]) == (1, "老街居委会：付印过 1 种，1 种要换")
    assert "已停用，请取下　原阳光花园的便民信息栏" in out
    assert "把停用的从墙上取下" in err


def test_a_ledger_that_was_set_back_is_told_above_what_is_left(example: Path) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    kept = (example / "committees/sunny-garden/codes.yml").read_bytes()
    assert typed("issue", "roster", "--committee", "sunny-garden", "--jobs", "1", "--root", example)[0] == 0
    (example / "committees/sunny-garden/codes.yml").write_bytes(kept)
    for file in (example / "committees/sunny-garden/editions").glob("2-*.json"):
        file.unlink()
    code, out, err = typed("status", "--root", example)
    assert (code, "[X3]" in err, out.splitlines()[0]) == (1, True, "阳光花园居委会：付印过 1 种，都有效")
    assert "下一步：先改好上面的错误" in err


def test_a_committee_may_be_asked_for_by_its_name(example: Path) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    for name in ("阳光花园", "阳光花园居委会", "sunny-garden"):
        assert typed("status", "--root", example, "--committee", name)[1].startswith("阳光花园居委会：付印过 1 种")
    code, _, err = typed("status", "--root", example, "--committee", "阳光花圆")
    assert (code, "是不是想写“阳光花园”" in err) == (1, True)


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


@pytest.mark.parametrize("asked", [(), ("--committee", "sunny-garden")])
def test_a_mistake_in_one_committee_keeps_no_other_from_being_asked(example: Path, asked: tuple[str, ...]) -> None:
    assert typed(*ISSUE, "--root", example)[0] == 0
    edit(example / "committees/old-street/committee.yml", "branch: 支部\n", "")
    code, out, err = typed("status", "--root", example, *asked)
    assert out.splitlines()[0] == "阳光花园居委会：付印过 1 种，都有效"
    if asked:
        assert (code, err) == (0, "")
    else:
        assert code == 1
        assert "committees/old-street/committee.yml:2:1: 错误 [D011]" in err
        assert "下一步：先改好上面的错误" in err.splitlines()[-1]


def test_a_committee_that_is_asked_for_and_has_a_mistake_is_told(example: Path) -> None:
    edit(example / "committees/old-street/committee.yml", "branch: 支部\n", "")
    code, out, err = typed("status", "--root", example, "--committee", "old-street")
    assert (code, out, "[D011]" in err) == (1, "", True)


def test_what_only_merged_committees_issued_was_issued(example: Path) -> None:
    assert typed("issue", "board", "--committee", "old-street", "--jobs", "1", "--root", example)[0] == 0
    (example / "committees/old-street/committee.yml").unlink()
    said = 'name: 老街\nnumber: "002"\ndate: 2026-11-20\nmerged_into: sunny-garden\n'
    (example / "committees/old-street/dissolved.yml").write_text(said, "utf-8")
    code, out, err = typed("status", "--root", example)
    assert (code, out, err.splitlines()[-1][:15]) == (0, "", "付印过的都是撤并了的居委会的：")
    assert typed("status", "--root", example, "--committee", "sunny-garden")[2] == "还没有付印过任何东西。\n"


@pytest.mark.parametrize("folder", ["content", "committees/old-street/editions", "templates", "docs"])
def test_the_list_for_the_print_shop_is_written_into_no_folder_of_the_handbooks(example: Path, folder: str) -> None:
    templates = templates_to_edit(example).rename(example.parent / "templates")  # as a link leads to others'
    (example / "templates").symlink_to(templates, target_is_directory=True)
    (example / folder).mkdir(parents=True, exist_ok=True)
    file = example / folder / "清单.pdf"
    code, _, err = typed("status", "--root", example, "--pdf", file)
    assert (code, "D083" in err, file.exists()) == (1, True, False)
