"""A committee with mistakes stops itself only; a sheet that cannot be set stops itself only."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tools import edit, names, templates_to_edit, tree, typed

from generator.build import manifest, render
from generator.build.request import Built, Request
from generator.cli.messages import say_problems
from generator.issue.issue import Order, issue
from generator.journey import build, check, prepare
from generator.problem import HandbookError, Location, Problem

WORDS = ("website", "board", "report")
STREET, GARDEN = "committees/old-street", "committees/sunny-garden"


@pytest.fixture(scope="module")
def finished(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a website, boards and reports in its folder `build`. Tests share it and leave it alone."""
    root = copy_example(tmp_path_factory.mktemp("finished"))
    templates_to_edit(root)
    again(root)
    return root


@pytest.fixture
def root(finished: Path, tmp_path: Path) -> Path:
    """The same for one test to change."""
    return shutil.copytree(finished, tmp_path / "root", symlinks=True)


def again(root: Path, *words: str, **options: Any) -> Built:
    """Build once more."""
    return build(Request(root, root / "build", words or WORDS, **{"jobs": 1, **options}))


def misspelt(root: Path) -> None:
    """Make a mistake because of which a file of the old street's cannot be loaded."""
    edit(root / STREET / "committee.yml", "branch: 支部", "brnach: 支部")


def unknown_director(root: Path) -> None:
    """Make a mistake that a rule notices."""
    edit(root / STREET / "committee.yml", "director: 孙示例", "director: 孙示列")


def spoilt_ledger(root: Path) -> None:
    """Make a mistake that only the ledger shows: a hand was in it."""
    edit(root / STREET / "codes.yml", "kind: page, id: services", "kind: page, id: rooms")


BROKEN = (misspelt, unknown_director, spoilt_ledger)


def of(build_folder: Path, slug: str) -> dict[str, bytes]:
    """The files of a committee in a build."""
    described = manifest.read(build_folder)
    paths = [record["path"] for record in described.artifacts if record["committee"] == slug]
    return {path: (build_folder / path).read_bytes() for path in paths}


# --- a true record of a shortfall ------------------------------------------------------------------------------------


def rules_on_walls(root: Path) -> None:
    """Record truly that rules went back on the walls, which is no mistake in the files."""
    edit(root / GARDEN / "register.yml", "- {date: 2026-10-20, rules: 1}", "- {date: 2026-10-20, rules: 5}")


def test_a_shortfall_that_is_truly_recorded_is_told_and_stops_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else whoever keeps honest records would have the oldest website."""
    rules_on_walls(root)
    edit(root / GARDEN / "committee.yml", "introduction: ", "introduction: 今天写的。")
    built = again(root)
    told = [problem for problem in built.problems if problem.rule == "B1"]
    assert {(problem.severity, problem.stops) for problem in told} == {("error", False)}
    assert {"G2"} <= {problem.rule for problem in built.problems} and not built.old
    assert "今天写的。" in (root / "build/website/sunny-garden/index.html").read_text("utf-8")
    say_problems(told)
    assert "2 处错误（其中 2 处照实记着，成品照做）" in capsys.readouterr().err


def test_what_cannot_be_true_stops_its_committee_all_the_same(root: Path) -> None:
    """A count of the walls on a day to come is a slip of the pen, and no record."""
    edit(root / GARDEN / "register.yml", "- {date: 2026-10-20, rules: 1}", "- {date: 2027-10-20, rules: 1}")
    again(root)
    (told,) = {(problem.rule, problem.stops) for old in again(root).old for problem in old.why}
    assert told == ("B1", True)


def test_without_that_word_in_the_policy_it_stops_its_committee(root: Path) -> None:
    rules_on_walls(root)
    edit(root / "content/policy.yml", "level: 居委会, stops: 否}", "level: 居委会}")
    assert {problem.rule for old in again(root).old for problem in old.why} == {"B1"}


# --- one committee ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_mistake_in_one_committee_stops_that_committee_only(root: Path, mistake: Callable[[Path], None]) -> None:
    before, ledger = of(root / "build", "old-street"), (root / STREET / "codes.yml").read_bytes()
    mistake(root)
    spoilt = (root / STREET / "codes.yml").read_bytes()
    edit(root / GARDEN / "committee.yml", "introduction: ", "introduction: 新近改过的介绍。")
    edit(root / GARDEN / "committee.yml", "phone: 021-5555-0101", "phone: 021-5555-0107")
    built = again(root)
    assert of(root / "build", "old-street") == before
    assert "新近改过的介绍" in (root / "build/website/sunny-garden/index.html").read_text("utf-8")
    assert "board/sunny-garden.pdf" in {artifact.path for artifact in built.fresh}
    assert not any(artifact.committee == "old-street" for artifact in built.fresh)
    street = next(old for old in built.old if old.name == STREET)
    assert street.files == len(before)
    assert all(problem.location.file.startswith(STREET) for problem in street.why)
    assert {*street.why} <= {*built.problems}
    assert (root / STREET / "codes.yml").read_bytes() == spoilt
    assert ledger == spoilt or mistake is spoilt_ledger
    described = manifest.read(root / "build")
    assert all(manifest.intact(root / "build", record) for record in described.artifacts)
    assert {"001", "002"} <= described.ledgers.keys()


@pytest.mark.parametrize("mistake", BROKEN)
def test_once_it_is_mended_all_is_as_if_nothing_had_been(root: Path, mistake: Callable[[Path], None]) -> None:
    mended = {file: (root / file).read_bytes() for file in (f"{STREET}/committee.yml", f"{STREET}/codes.yml")}
    before = tree(root / "build")
    mistake(root)
    edit(root / GARDEN / "committee.yml", "introduction: ", "introduction: 改过。")
    again(root)
    assert again(root).old, "it is told each time"
    edit(root / GARDEN / "committee.yml", "introduction: 改过。", "introduction: ")
    for file, content in mended.items():
        (root / file).write_bytes(content)
    assert not again(root).old
    assert tree(root / "build") == before


def test_strict_makes_all_or_nothing(root: Path) -> None:
    misspelt(root)
    edit(root / GARDEN / "committee.yml", "phone: 021-5555-0101", "phone: 021-5555-0107")
    before = tree(root)
    with pytest.raises(HandbookError) as caught:
        again(root, strict=True)
    assert {problem.location.file for problem in caught.value.problems} >= {f"{STREET}/committee.yml"}
    assert tree(root) == before


def test_what_all_share_stops_all(root: Path) -> None:
    misspelt(root)
    edit(root / "content/subdistrict.yml", "superiors:", "superiers:")
    before = tree(root)
    with pytest.raises(HandbookError) as caught:
        again(root)
    assert {problem.location.file for problem in caught.value.problems} >= {
        "content/subdistrict.yml",
        f"{STREET}/committee.yml",
    }
    assert tree(root) == before


def test_where_every_committee_has_a_mistake_nothing_is_made(root: Path) -> None:
    misspelt(root)
    edit(root / GARDEN / "committee.yml", "name: ", "nmae: ")
    before = tree(root)
    with pytest.raises(HandbookError) as caught:
        again(root)
    assert {problem.location.file.split("/")[1] for problem in caught.value.problems} == {"old-street", "sunny-garden"}
    assert tree(root) == before


def test_two_committees_with_one_number_stop_all(root: Path) -> None:
    """Nobody can tell whose it is, and the codes of one would lead to the other."""
    number = next(
        line for line in (root / GARDEN / "committee.yml").read_text("utf-8").splitlines() if "number:" in line
    )
    own = next(line for line in (root / STREET / "committee.yml").read_text("utf-8").splitlines() if "number:" in line)
    edit(root / STREET / "committee.yml", own, number)
    before = tree(root)
    with pytest.raises(HandbookError) as caught:
        again(root)
    assert "X2" in {problem.rule for problem in caught.value.problems}
    assert tree(root) == before


def test_a_sound_committee_never_takes_the_codes_of_one_that_cannot_be_read(root: Path) -> None:
    misspelt(root)
    (root / GARDEN / "codes.yml").unlink()
    edit(root / GARDEN / "committee.yml", 'number: "001"', 'number: "002"')
    before = tree(root)
    with pytest.raises(HandbookError) as caught:
        again(root)
    assert {problem.rule for problem in caught.value.problems} >= {"X1"}
    assert tree(root) == before


def test_only_what_is_asked_for_is_told_as_old(root: Path) -> None:
    misspelt(root)
    edit(root / GARDEN / "committee.yml", "phone: 021-5555-0101", "phone: 021-5555-0107")
    built = again(root, "board", committees=("sunny-garden",))
    assert not built.old
    assert {artifact.path for artifact in built.fresh} == {"board/sunny-garden.pdf"}
    assert any(problem.location.file == f"{STREET}/committee.yml" for problem in built.problems)
    with pytest.raises(HandbookError):
        again(root, "board", committees=("old-street",))


def test_locked_asks_of_sound_committees_only(root: Path) -> None:
    (root / STREET / "codes.yml").unlink()
    misspelt(root)
    before = of(root / "build", "old-street")
    assert [old.name for old in again(root, locked=True, cache=False).old][:1] == [STREET]
    assert of(root / "build", "old-street") == before


def test_new_pages_find_their_style_and_old_ones_theirs(root: Path) -> None:
    misspelt(root)
    sheets = {*(root / "build/website/assets").glob("handbook.*.css")}
    with (root / "templates/website/handbook.css").open("a", encoding="utf-8") as style:
        style.write("\n/* new */\n")
    again(root)
    both = {*(root / "build/website/assets").glob("handbook.*.css")}
    assert sheets < both
    new = (both - sheets).pop().name
    assert new in (root / "build/website/sunny-garden/index.html").read_text("utf-8")
    assert new not in (root / "build/website/index.html").read_text("utf-8")


def test_without_an_earlier_build_there_are_no_pages_of_it(example: Path) -> None:
    misspelt(example)
    built = again(example, "website")
    assert [(old.name, old.files) for old in built.old] == [(STREET, 0)]
    assert (example / "build/website/sunny-garden/index.html").is_file()
    assert "old-street" not in names(example / "build/website")
    assert "old-street" not in (example / "build/website/index.html").read_text("utf-8")


def test_without_an_earlier_build_and_with_printed_codes_there_is_no_website(root: Path) -> None:
    issue(Order(root, root / "build", ("board",), "old-street"))
    shutil.rmtree(root / "build")
    misspelt(root)
    built = again(root)
    assert names(root / "build") == ["board", "build.files", "build.json", "build.times", "prints.csv"]
    assert "D096" in {problem.rule for problem in built.problems}
    assert {old.name for old in built.old} == {STREET, "网站", "达标报告"}
    with pytest.raises(HandbookError, match="D096"):
        again(root, "website")


def test_a_page_of_a_printed_code_that_is_gone_stops_the_website(root: Path) -> None:
    """What is kept of a committee that is left out must be there: X1 is not weaker for it."""
    misspelt(root)
    page = next(path for path in (root / "build/website").glob("002*/index.html"))
    page.unlink()
    with pytest.raises(HandbookError, match="X1"):
        again(root)


def test_a_room_that_was_printed_and_is_gone_stops_its_committee_only(root: Path) -> None:
    issue(Order(root, root / "build", ("doorsign",), "sunny-garden"))
    again(root, "website")
    before = of(root / "build", "sunny-garden")
    edit(root / GARDEN / "rooms.yml", "after-school", "after-class")
    built = again(root, "website")
    assert {problem.rule for old in built.old for problem in old.why} == {"X1"}
    assert of(root / "build", "sunny-garden") == before


OF_ALL = ("progress", "training", "assessment", "subdistrictbook")


@pytest.mark.parametrize("mistake", BROKEN)
def test_what_adds_up_all_committees_waits_for_the_one_that_is_left_out(
    example: Path, mistake: Callable[[Path], None]
) -> None:
    again(example, "wallclearance", *OF_ALL)
    before = tree(example / "build")
    mistake(example)
    edit(example / GARDEN / "register.yml", "rules: 3}", "rules: 4}")
    built = again(example, "wallclearance", *OF_ALL)
    assert {artifact.path for artifact in built.fresh} == {"wallclearance/sunny-garden.pdf"}
    told = {"墙面清理单", "分阶段实施进度报告", "年度培训计划和记录", "年度考核指标和结果", "规章制度汇编（街道本）"}
    assert {old.name for old in built.old} == told | {STREET}
    after = tree(example / "build")
    kept = [path for path in before if path.endswith(".pdf") and "sunny-garden" not in path]
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}


def test_without_an_earlier_build_nothing_adds_up_without_a_committee_that_cannot_be_read(example: Path) -> None:
    """The book's list of sound committees is as good as the website's; what is added up for all would be wrong."""
    misspelt(example)
    built = again(example, "wallclearance", *OF_ALL)
    assert {artifact.path for artifact in built.fresh} == {
        "subdistrictbook/rulebook.pdf",
        "wallclearance/sunny-garden.pdf",
    }


def test_a_website_always_finds_the_book_that_its_first_page_carries(example: Path) -> None:
    edit(example / "site_config.yml", "demonstration: 是\n", "demonstration: 是\n      downloads: [subdistrictbook]\n")
    again(example, "board")
    misspelt(example)
    shutil.rmtree(example / STREET / "editions", ignore_errors=True)
    (example / STREET / "codes.yml").unlink()
    again(example, "website")
    assert (example / "build/website/print/subdistrictbook-rulebook.pdf").is_file()


# --- issue -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_sound_committee_issues_although_another_has_mistakes(root: Path, mistake: Callable[[Path], None]) -> None:
    mistake(root)
    before = of(root / "build", "old-street")
    issued = issue(Order(root, root / "build", ("board",), "sunny-garden"))
    assert [name for name, _ in issued.editions]
    assert of(root / "build", "old-street") == before
    with pytest.raises(HandbookError):
        issue(Order(root, root / "build", ("board",), "old-street"))


# --- one sheet -------------------------------------------------------------------------------------------------------


def test_a_sheet_that_does_not_fit_stops_itself_only(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = (root / "build/board/old-street.pdf").read_bytes()
    does_not_fit(monkeypatch, "board/old-street.pdf")
    edit(root / GARDEN / "committee.yml", "phone: 021-5555-0101", "phone: 021-5555-0107")
    edit(root / STREET / "committee.yml", "老街2号", "老街3号")
    built = again(root, cache=False)
    assert (root / "build/board/old-street.pdf").read_bytes() == earlier
    assert "board/sunny-garden.pdf" in {artifact.path for artifact in built.fresh}
    assert "board/old-street.pdf" not in {artifact.path for artifact in built.fresh}
    assert [(old.name, old.files, [problem.rule for problem in old.why]) for old in built.old] == [
        ("board/old-street.pdf", 1, ["D050"])
    ]
    assert "D050" in {problem.rule for problem in built.problems}
    monkeypatch.undo()
    mended = again(root)
    assert {artifact.path for artifact in mended.fresh} == {"board/old-street.pdf"}
    assert not mended.old


def test_a_sheet_that_was_never_made_is_missing(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    does_not_fit(monkeypatch, "board/old-street.pdf")
    built = again(example, "board")
    assert names(example / "build/board") == ["sunny-garden.pdf"]
    assert [(old.name, old.files) for old in built.old] == [("board/old-street.pdf", 0)]
    assert [record["path"] for record in manifest.read(example / "build").artifacts] == ["board/sunny-garden.pdf"]


def test_strict_makes_no_sheet_where_one_does_not_fit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    does_not_fit(monkeypatch, "board/old-street.pdf")
    before = tree(root)
    with pytest.raises(HandbookError, match="D050"):
        again(root, strict=True, cache=False)
    assert tree(root) == before


def test_nothing_is_issued_that_cannot_be_set(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    does_not_fit(monkeypatch, "board/sunny-garden.pdf")
    before = tree(root)
    with pytest.raises(HandbookError, match="D050"):
        issue(Order(root, root / "build", ("board",), "sunny-garden"))
    assert tree(root) == before


def test_a_sheet_that_the_website_carries_must_be_there(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(example / "site_config.yml", "- handbook:", "- handbook:\n      downloads: [rulebook]")
    does_not_fit(monkeypatch, "rulebook/old-street.pdf")
    with pytest.raises(HandbookError, match="D050"):
        again(example, "website")
    assert not (example / "build").exists()


def does_not_fit(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Let the sheet with this path be one that has no room for its words."""
    usual = render.print_sheet

    def printed(sheet: Any, staff: Any, around: str) -> Any:
        if sheet.path == path:
            raise HandbookError([Problem(Location(sheet.subject), "D050", "放不下")])
        return usual(sheet, staff, around)

    monkeypatch.setattr(render, "print_sheet", printed)


# --- what is said ----------------------------------------------------------------------------------------------------


def test_the_command_says_what_is_old_and_why_and_exits_1(root: Path) -> None:
    misspelt(root)
    code, _, err = typed("build", *WORDS, "--root", root, "--jobs", "1")
    assert code == 1
    assert "错误 [D011]" in err
    files = len(of(root / "build", "old-street"))
    line = next(line for line in err.splitlines() if line.startswith(f"{STREET}："))
    assert line.startswith(f"{STREET}：没有重做，还是上一次的（{files} 个文件）；先改好 {STREET}/committee.yml:")
    assert "网站的首页、居委会目录和网站地图：没有重做，还是上一次的" in err
    code, out, err = typed("build", *WORDS, "--root", root, "--jobs", "1", "--strict")
    assert (code, out) == (1, "")
    assert err.endswith("没有做成；上一次的成品原样留着。\n")


def test_check_tells_of_everything_at_once(root: Path) -> None:
    """A file that cannot be loaded hides neither the rules nor the promises of the other committee."""
    misspelt(root)
    edit(root / GARDEN / "committee.yml", "id: harmony", "id: harmonie")
    edit(root / "content/rules/meeting.md", "committee.", "comittee.")
    told = {(problem.location.file, problem.rule) for problem in check(root) if problem.severity == "error"}
    assert {rule for _, rule in told} >= {"D011", "D048", "D023"}


def test_a_committee_that_cannot_be_read_is_not_taken_for_missing(root: Path) -> None:
    misspelt(root)
    assert not [problem for problem in check(root) if problem.rule == "G1"]
    with pytest.raises(HandbookError):
        prepare(root)


def test_the_record_of_a_build_is_one_that_can_be_read_again(root: Path) -> None:
    misspelt(root)
    again(root)
    body = json.loads((root / "build" / manifest.NAME).read_bytes())
    assert {"website/old-street", "website/"} <= body["units"].keys()
    assert [path for path in names(root) if path.startswith(".build")] == []


def test_an_unknown_key_in_a_shared_file_does_not_silence_the_rules(root: Path) -> None:
    """What else is wrong, in whichever committee, is told with it; and nothing that only seems so because of it."""
    edit(root / "content/subdistrict.yml", "indicators:", "indicaters:")
    edit(root / "content/services/lunch.md", "\nanswer: 60", "\nanser: 早\nanswer: 60")
    edit(root / GARDEN / "committee.yml", "id: harmony", "id: harmonie")
    unknown_director(root)
    told = {(problem.location.file, problem.rule) for problem in check(root) if problem.severity == "error"}
    assert told >= {
        ("content/subdistrict.yml", "D012"),
        ("content/services/lunch.md", "D012"),
        (f"{GARDEN}/committee.yml", "D048"),
        (f"{STREET}/committee.yml", "D037"),
    }
    assert {rule for file, rule in told if file.startswith("content/")} == {"D012"}


def told_after(root: Path, written: str, instead: str) -> set[tuple[str, str]]:
    """The errors after an edit of the old street's own file: in which file, and by which rule."""
    edit(root / STREET / "committee.yml", written, instead)
    return {(problem.location.file, problem.rule) for problem in check(root) if problem.severity == "error"}


def test_an_unknown_key_in_a_committees_file_does_not_silence_its_rules(root: Path) -> None:
    edit(root / STREET / "committee.yml", "    generalist: 是\n", "")
    told = told_after(root, "branch: 支部", "foo: bar\nbranch: 支部")
    assert told == {(f"{STREET}/committee.yml", "D012"), (f"{STREET}/hours.yml", "R2")}


def test_a_misspelt_key_is_no_second_mistake(root: Path) -> None:
    """What stands behind it was said: nobody at the window is told to be no generalist."""
    assert told_after(root, "generalist: 是", "generalst: 是") == {(f"{STREET}/committee.yml", "D012")}


def test_an_unknown_key_in_a_ledger_is_not_forgiven(root: Path) -> None:
    """Nothing is made of a ledger that another hand was in."""
    edit(root / STREET / "committee.yml", "    generalist: 是\n", "")
    ledger = root / STREET / "codes.yml"
    ledger.write_text(ledger.read_text("utf-8") + "foo: bar\n", "utf-8")
    told = {(problem.location.file, problem.rule) for problem in check(root) if problem.severity == "error"}
    assert told == {(f"{STREET}/codes.yml", "D012")}


def test_a_mistake_of_the_offices_is_told_once(root: Path) -> None:
    """What sums up the mistakes of a committee is not told of each, where the mistake is in what all share."""
    sums = {problem.committee for problem in check(root) if problem.rule in ("G2", "P6")}
    edit(
        root / "content/policy.yml",
        'quote: "居民说好才算好", severity: 警告',
        'quote: "居民说好才算好", severity: 错误',
    )
    edit(root / "content/subdistrict.yml", "weight: 40", "weight: 50")
    told = check(root)
    assert [problem.severity for problem in told if problem.rule == "T4"] == ["error"]
    assert {problem.committee for problem in told if problem.rule in ("G2", "P6")} == sums
