"""`handbook issue`: what it says of what goes to the printer."""

from __future__ import annotations

from pathlib import Path

from tools import edit, tree, typed

COMMITTEE = "committees/sunny-garden"


def test_issuing_says_serial_edition_place_and_what_was_made(example: Path) -> None:
    words = ("--root", example, "--committee", "sunny-garden", "--place", "二楼", "--jobs", "1")
    code, out, err = typed("issue", "plates", "plates", *words)
    first, folder, _, sheet = out.splitlines()
    assert (code, first, folder) == (0, "付印 1 号：牌子制作单第1版，二楼", f"{example / 'build'}/")
    assert sheet.split()[0] == "plates/sunny-garden.pdf"
    assert err.endswith("张贴以前，先做一次网站（handbook build website）放到网上：新的码要有新的页面。\n")
    again = typed("issue", "plates", *words)
    assert again == (0, "", "内容没有变化，现行的版次还有效，不用再付印。\n")


def test_what_cannot_be_issued_leaves_everything_as_it_was(example: Path) -> None:
    edit(example / COMMITTEE / "committee.yml", 'number: "001"', 'number: "01"')
    before = tree(example)
    code, out, err = typed("issue", "plates", "--root", example, "--committee", "sunny-garden")
    assert (code, out) == (1, "")
    assert err.endswith("没有付印；台账和上一次的成品原样留着。\n")
    assert tree(example) == before


def test_a_product_without_editions_is_built_and_not_issued(example: Path) -> None:
    code, _, err = typed("issue", "report", "--root", example, "--committee", "sunny-garden")
    assert code == 1
    assert "[D072] report 没有版次，不用付印\n    提示：直接做：handbook build report" in err


def test_a_product_that_there_is_not_is_named_with_the_nearest(example: Path) -> None:
    code, out, err = typed("issue", "bord", "--root", example, "--committee", "sunny-garden")
    assert (code, out) == (2, "")
    assert "错误：没有“bord”这种成品，是不是想写“board”？" in err


def test_of_other_committees_what_stops_nothing_is_counted_and_not_told(example: Path) -> None:
    for slug in ("sunny-garden", "old-street"):
        (example / f"committees/{slug}/hours - 副本.yml").write_text("x", "utf-8")
    code, _, err = typed("issue", "plates", "--root", example, "--committee", "阳光花园", "--jobs", "1")
    assert code == 0
    assert f"{COMMITTEE}/hours - 副本.yml" in err
    assert "old-street" not in err
    assert "\n别的居委会还有 1 处警告，handbook check 会列出来。\n" in err
    code, _, err = typed("build", "forms", "--root", example, "--jobs", "1")
    assert ("old-street/hours - 副本.yml" in err, "别的居委会" in err) == (True, False)
