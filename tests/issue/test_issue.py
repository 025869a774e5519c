"""Issuing: a sheet gets an edition once, asks to be reprinted when it is wrong, and no slip leads its codes astray."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from tools import edit, line_of, tree, website
from verify_build import decoded

from generator.build import ledgers
from generator.build.planned import Planned
from generator.build.request import Request
from generator.cli.main import main
from generator.codes import ledger
from generator.issue import issue, status
from generator.journey import build, check, prepare
from generator.problem import HandbookError, Problem, errors
from generator.products.catalogue import issued_words
from generator.read.files import load

GARDEN = "committees/sunny-garden"
LEDGER = f"{GARDEN}/codes.yml"
PHONE = ("phone: 021-5555-0101", "phone: 021-5555-0103")


def order(root: Path, *products: str, place: str | None = None, copies: int | None = None) -> issue.Issued:
    """Give products of the example's fuller committee to the printer."""
    return issue.issue(issue.Order(root, root / "build", products, "sunny-garden", place, copies, jobs=1))


def handbook(*arguments: object) -> Result:
    """The command line as it is typed."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def copied(root: Path, folder: Path) -> Path:
    """Another copy of a handbook with what it has built."""
    target = folder / "handbook"
    shutil.copytree(root, target, symlinks=True)
    return target


def text_of(pdf: Path) -> list[str]:
    """The text of each page without its spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def pages_of(ready: Planned, slug: str = "sunny-garden") -> dict[str, str]:
    """The website of a committee by path below it."""
    unit = next(each for each in ready.plan.units if (each.word, each.committee) == ("website", slug))
    return {path.removeprefix("website/"): page.decode() for path, page in website(ready, unit).items()}


def snapshot_of(root: Path, serial: int) -> Path:
    """The file in which the sheet with a serial keeps what it said."""
    (file,) = (root / GARDEN / "editions").glob(f"{serial}-*.json")
    return file


def wrong(root: Path) -> list[Problem]:
    """The errors that a check finds."""
    return errors(check(root))


@pytest.fixture(scope="module")
def first(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with its board issued as number 1; read it, and copy it before changing anything."""
    root = copy_example(tmp_path_factory.mktemp("issued"))
    done = order(root, "board")
    assert [(name, one.serial, one.edition) for name, one in done.editions] == [("便民信息栏", 1, 1)]
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """A copy of it that may be changed."""
    return copied(first, tmp_path)


# --- what is issued --------------------------------------------------------------------------------------------------


def test_what_is_issued_has_no_mark_and_codes_that_name_the_sheet(first: Path) -> None:
    sheet = first / "build" / "board" / "sunny-garden.pdf"
    assert [("校样" in page, "第1版" in page) for page in text_of(sheet)] == [(False, True)]
    found = list(decoded(sheet.read_bytes()))
    assert len(found) > 5
    assert all(address.endswith("/1/") for address in found)
    kept = load(first).committees[1].ledger
    carried = {code.code for code in kept.codes if code.number in ledger.unpacked(kept.editions[0].codes)}
    assert {address.split("/")[3] for address in found} == carried
    assert {code.code for code in kept.codes if code.issued} == carried


def test_the_ledger_and_what_the_sheet_said_are_kept(first: Path) -> None:
    garden = next(one for one in load(first).committees if one.slug == "sunny-garden")
    (one,) = garden.ledger.editions
    assert (one.sheet, one.edition, one.part, str(one.date)) == ("board", 1, None, "2026-11-22")
    assert garden.snapshots[f"1-{one.says}"]["committee"]["phone"] == "021-5555-0101"
    assert list(ledger.faults(garden.ledger, "001")) == []
    assert wrong(first) == []


def test_what_is_not_issued_is_marked_on_every_page(root: Path) -> None:
    build(Request(root, root / "build", ("rulebook",), ("sunny-garden",), 1))
    pages = text_of(root / "build" / "rulebook" / "sunny-garden.pdf")
    assert len(pages) > 5
    assert ["校样没有付印，不要张贴" in page for page in pages] == [True] * len(pages)
    assert all("替换第" not in page for page in pages)


def test_every_printed_address_has_its_page(first: Path) -> None:
    printed = decoded((first / "build" / "board" / "sunny-garden.pdf").read_bytes())
    site = pages_of(prepare(first))
    assert [address for address in printed if f"{address.split('/', 3)[3]}index.html" not in site] == []


def test_nothing_changed_nothing_issued(root: Path) -> None:
    before = tree(root / GARDEN)
    done = handbook("issue", "board", "--root", root, "--committee", "sunny-garden", "--jobs", 1)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "内容没有变化，现行的版次还有效" in done.stderr
    assert tree(root / GARDEN) == before


def test_a_change_makes_a_proof_that_says_what_it_replaces_and_an_issue_the_second_edition(root: Path) -> None:
    edit(root / GARDEN / "committee.yml", *PHONE)
    build(Request(root, root / "build", ("board",), ("sunny-garden",), 1))
    sheet = root / "build" / "board" / "sunny-garden.pdf"
    (page,) = text_of(sheet)
    assert "校样没有付印，不要张贴；付印后替换第1版（2026年11月22日）" in page
    assert all(address.count("/") == 4 for address in decoded(sheet.read_bytes()))
    (answer,) = status.status(root)
    assert (answer.state, answer.edition.serial) == ("outdated", 1)
    assert [change.words for change in answer.changes] == ["电话：“021-5555-0101”改为“021-5555-0103”"]

    done = order(root, "board")
    assert [(one.serial, one.edition) for _, one in done.editions] == [(2, 2)]
    assert "校样" not in text_of(sheet)[0]
    assert all(address.endswith("/2/") for address in decoded(sheet.read_bytes()))
    assert [(one.state, one.edition.serial) for one in status.status(root)] == [("current", 2)]

    site = pages_of(prepare(root))
    home = next(code.code for code in load(root).committees[1].ledger.codes if code.id == "home")
    old, new = site[f"{home}/1/index.html"], site[f"{home}/2/index.html"]
    assert "便民信息栏第1版（2026年11月22日）" in old
    assert "现行为第2版（2026年11月22日）" in old
    assert "电话：“021-5555-0101”改为“021-5555-0103”" in old
    assert "这就是现行版本" in new
    assert "改为" not in new
    assert "第1版" not in site[f"{home}/index.html"]


def test_the_page_of_an_outdated_sheet_says_so_without_a_script(root: Path) -> None:
    edit(root / GARDEN / "committee.yml", *PHONE)
    site = pages_of(prepare(root))
    home = next(code.code for code in load(root).committees[1].ledger.codes if code.id == "home")
    assert "以本页为准" in site[f"{home}/1/index.html"]
    assert "电话：“021-5555-0101”改为“021-5555-0103”" in site[f"{home}/1/index.html"]


# --- asking ----------------------------------------------------------------------------------------------------------


def test_status_tells_people_what_to_reprint_and_exits_1(root: Path) -> None:
    fine = handbook("status", "--root", root)
    assert (fine.exit_code, fine.stdout) == (0, "阳光花园居委会：付印过 1 种，都有效\n")
    edit(root / GARDEN / "committee.yml", *PHONE)
    said = handbook("status", "--root", root, "--committee", "sunny-garden")
    assert said.exit_code == 1
    assert said.stdout.splitlines()[0] == "阳光花园居委会：付印过 1 种，1 种要换"
    assert said.stdout.splitlines()[1].startswith("  要重印　便民信息栏　第1版，2026-11-22，")
    assert said.stdout.splitlines()[2].strip() == "电话：“021-5555-0101”改为“021-5555-0103”"
    assert handbook("status", "--root", root, "--committee", "old-street").exit_code == 0


def test_status_tells_programs_the_same(root: Path) -> None:
    edit(root / GARDEN / "committee.yml", *PHONE)
    said = handbook("status", "--root", root, "--format", "json")
    (one,) = json.loads(said.stdout)
    assert said.exit_code == 1
    assert (one["committee"], one["sheet"], one["state"], one["serial"]) == ("sunny-garden", "board", "outdated", 1)
    (change,) = one["changes"]
    assert (change["old"], change["new"]) == ("021-5555-0101", "021-5555-0103")
    assert change["where"] == ["电话"]


def test_status_of_a_handbook_that_issued_nothing_says_so(example: Path) -> None:
    said = handbook("status", "--root", example)
    assert (said.exit_code, said.stdout, said.stderr) == (0, "", "还没有付印过任何东西。\n")


def test_what_was_not_kept_is_not_made_up(root: Path) -> None:
    """What a sheet said and somebody has changed since is told, and moved away it is missed, but nothing else is."""
    snapshot = snapshot_of(root, 1)
    edit(snapshot, "021-5555-0101", "021-5555-0100")
    edit(root / GARDEN / "committee.yml", *PHONE)
    assert told(root, snapshot.relative_to(root).as_posix()) == [(1, "这个文件被改过，不是付印时的内容了")]
    snapshot.unlink()
    assert [(one.state, one.changes) for one in status.status(root)] == [("outdated", ())]
    assert "当时的内容没有留底，说不出哪里变了" in handbook("status", "--root", root).stdout


# --- places, parts, variants -----------------------------------------------------------------------------------------


def lost(problems: Iterable[Problem]) -> list[tuple[str, str, str]]:
    """What is told of what sheets said and is lost: how grave it is, of which file, and what."""
    return [(each.severity, each.location.file, each.message) for each in problems if each.rule == "D099"]


def test_what_a_sheet_said_and_is_lost_is_told_and_made_again_while_the_handbook_says_it(root: Path) -> None:
    file = snapshot_of(root, 1)
    path, said = file.relative_to(root).as_posix(), file.read_bytes()
    file.unlink()
    message = "付印 1 号（便民信息栏第1版）当时的内容不见了；手册里还有，做成品时补上"
    assert lost(check(root)) == [("warning", path, message)]
    assert message in handbook("status", "--root", root).stderr
    assert not file.exists()
    built = build(Request(root, root / "build", ("forms",), jobs=1))
    assert lost(built.problems) == [("warning", path, message)]
    assert file.read_bytes() == said
    assert lost(check(root)) == []
    file.unlink()
    done = handbook("issue", "board", "--committee", "sunny-garden", "--root", root, "--jobs", "1")
    assert message in done.stderr
    assert file.read_bytes() == said


def test_what_a_sheet_said_and_nobody_knows_is_told_as_lost(root: Path) -> None:
    file = snapshot_of(root, 1)
    path = file.relative_to(root).as_posix()
    file.unlink()
    edit(root / GARDEN / "committee.yml", *PHONE)
    message = "付印 1 号（便民信息栏第1版）当时的内容不见了，说不出后来变了什么"
    assert lost(check(root)) == [("warning", path, message)]
    assert message in handbook("status", "--root", root).stderr
    assert [each.serial for _, each in order(root, "board").editions] == [2]
    assert not file.exists()
    assert lost(check(root)) == [("info", path, message)]  # the second edition took its place


def test_what_another_place_keeps_of_the_same_edition_is_enough(root: Path) -> None:
    order(root, "board", place="二楼")
    file = snapshot_of(root, 1)
    said = file.read_bytes()
    file.unlink()
    edit(root / GARDEN / "committee.yml", *PHONE)
    build(Request(root, root / "build", ("forms",), jobs=1))
    assert file.read_bytes() == said


def test_what_a_killed_run_left_under_its_waiting_name_is_not_lost(root: Path) -> None:
    file = snapshot_of(root, 1)
    file.replace(ledgers.waiting(file))
    assert lost(check(root)) == []
    build(Request(root, root / "build", ("forms",), jobs=1))
    assert file.is_file()


def test_a_second_place_is_the_same_edition_with_a_number_of_its_own(root: Path) -> None:
    done = order(root, "board", place="二楼", copies=2)
    assert [(one.serial, one.edition, one.place, one.copies) for _, one in done.editions] == [(2, 1, "二楼", 2)]
    assert [one.state for one in status.status(root)] == ["current", "current"]
    assert order(root, "board").editions == ()
    assert order(root, "board", place="二楼").editions == ()
    edit(root / GARDEN / "committee.yml", *PHONE)
    assert [one.state for one in status.status(root)] == ["outdated", "outdated"]
    assert [(one.serial, one.edition) for _, one in order(root, "board").editions] == [(3, 2)]
    assert [(one.edition.place == "二楼", one.state) for one in status.status(root)] == [
        (True, "outdated"),
        (False, "current"),
    ]
    assert [(one.serial, one.edition) for _, one in order(root, "board", place="二楼").editions] == [(4, 2)]
    assert [one.state for one in status.status(root)] == ["current", "current"]


def test_each_door_sign_is_a_sheet_and_only_those_that_changed_are_issued_again(root: Path) -> None:
    signs = [one for _, one in order(root, "doorsign").editions]
    assert [one.serial for one in signs] == list(range(2, len(signs) + 2))
    assert {one.edition for one in signs} == {1}
    assert len({one.part for one in signs}) == len(signs) > 3
    edit(root / GARDEN / "rooms.yml", "自带水杯", "自带水壶")
    again = [one for _, one in order(root, "doorsign").editions]
    assert [(one.part, one.edition) for one in again] == [("after-school", 2)]
    found = list(decoded((root / "build" / "doorsign" / "sunny-garden.pdf").read_bytes()))
    assert sorted(int(address.split("/")[4]) for address in found) == sorted(
        [one.serial for one in signs if one.part != "after-school"] + [again[0].serial]
    )
    assert not any("校样" in page for page in text_of(root / "build" / "doorsign" / "sunny-garden.pdf"))


def test_each_single_chapter_is_a_sheet_of_its_own(root: Path) -> None:
    chapters = [one for _, one in order(root, "rulebook-chapters").editions]
    assert len({one.part for one in chapters}) == len(chapters) > 5
    assert {one.copies for one in chapters} == {1}
    assert order(root, "rulebook-chapters").editions == ()
    for path in (root / "build" / "rulebook").glob("*.pdf"):
        assert not any("校样" in page for page in text_of(path)), path
    assert {one.state for one in status.status(root)} == {"current"}
    edit(root / "content/rules/meeting.md", "title: 工作例会制度", "title: 例会制度")
    outdated = [one.edition.part for one in status.status(root) if one.state == "outdated"]
    assert outdated == ["rule-meeting"]


# --- refusals --------------------------------------------------------------------------------------------------------


def test_a_sheet_that_cannot_be_made_leaves_everything_as_it_was(root: Path) -> None:
    edit(root / GARDEN / "hours.yml", "服务大厅1号台", "服务大厅1号台" * 2000)
    before = tree(root / GARDEN), tree(root / "build")
    done = handbook("issue", "board", "--root", root, "--committee", "sunny-garden", "--jobs", 1)
    assert done.exit_code == 1
    assert "放不下" in done.stderr
    assert done.stderr.endswith("没有付印；台账和上一次的成品原样留着。\n")
    assert (tree(root / GARDEN), tree(root / "build")) == before


def test_a_first_sheet_that_cannot_be_made_leaves_no_ledger(example: Path) -> None:
    edit(example / GARDEN / "hours.yml", "服务大厅1号台", "服务大厅1号台" * 2000)
    before = (example / LEDGER).read_bytes()
    with pytest.raises(HandbookError):
        order(example, "board")
    assert (example / LEDGER).read_bytes() == before
    assert list((example / GARDEN / "editions").glob("*")) == []


def test_a_host_that_may_go_away_gets_no_paper(example: Path) -> None:
    settings = example / "site_config.yml"
    edit(settings, "https://handbook.example/", "https://town.github.io/")
    before = (example / LEDGER).read_bytes()
    with pytest.raises(HandbookError) as caught:
        order(example, "board")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.location.file, problem.location.line) == (
        "D071",
        "site_config.yml",
        line_of(settings, "site_url"),
    )
    assert "白送" in problem.message
    assert (example / LEDGER).read_bytes() == before
    assert not (example / "build").exists()


def test_a_variant_without_editions_is_refused(example: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        order(example, "rulebook-changes")
    assert [problem.rule for problem in caught.value.problems] == ["D072"]


def test_a_build_that_dies_after_the_ledger_was_written_loses_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the power went: the edition is in the ledger, and a plain build makes the sheet as issued."""
    edit(root / GARDEN / "committee.yml", *PHONE)
    ready = prepare(root, ("board",), ("sunny-garden",))
    pages = ready.plan.committees["sunny-garden"]
    ((one, _, _),) = issue._new_editions(ready, pages, issue.Order(root, root / "build", ("board",), "sunny-garden"))
    (root / LEDGER).write_text(ledger.text(ledger.issue(pages.ledger, [one])), "utf-8")
    assert wrong(root) == []
    build(Request(root, root / "build", ("board",), ("sunny-garden",), 1))
    sheet = root / "build" / "board" / "sunny-garden.pdf"
    assert "校样" not in text_of(sheet)[0]
    assert all(address.endswith("/2/") for address in decoded(sheet.read_bytes()))


def test_an_edition_after_the_last_is_refused(root: Path) -> None:
    own = next(each for each in load(root).committees if each.slug == "sunny-garden").ledger
    last = own.editions[0].model_copy(update={"edition": 9999})
    sealed = last.model_copy(update={"seal": ledger.edition_seal(last)})
    (root / LEDGER).write_text(ledger.text(ledger.with_lines(own, editions=(sealed,))), "utf-8")
    edit(root / GARDEN / "committee.yml", *PHONE)
    shutil.rmtree(root / "build")  # which remembers the first edition
    before = tree(root)
    said = handbook("issue", "board", "--committee", "sunny-garden", "--root", root, "--jobs", "1")
    assert said.exit_code == 1
    assert f"{LEDGER}:1:1: 错误 [D100] 台账记满了" in said.stderr
    assert tree(root) == before


def test_a_ledger_that_could_not_be_read_again_is_not_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.read.yaml.LARGEST", len((root / LEDGER).read_bytes()) + 20)
    before = tree(root)
    with pytest.raises(HandbookError) as caught:
        order(root, "roster")
    assert [problem.rule for problem in caught.value.problems] == ["D100"]
    assert tree(root) == before


# --- attacks on the promise ------------------------------------------------------------------------------------------


def told(root: Path, file: str) -> list[tuple[int, str]]:
    """Line and message of each error of a check, all of one file."""
    found = wrong(root)
    assert {problem.location.file for problem in found} <= {file}, [problem.text() for problem in found]
    return [(problem.location.line, problem.message) for problem in found]


def lines(root: Path, change: Callable[[list[str]], list[str]]) -> None:
    """Change the lines of the ledger."""
    path = root / LEDGER
    path.write_text("\n".join(change(path.read_text("utf-8").splitlines())) + "\n", "utf-8")


def test_an_edition_removed_shows_by_what_the_sheet_said(root: Path) -> None:
    lines(root, lambda every: [line.replace("issued: 2026-11-22, ", "") for line in every if "serial" not in line][:-1])
    (found,) = wrong(root)
    assert (found.location.file, found.rule) == (snapshot_of(root, 1).relative_to(root).as_posix(), "X2")
    assert found.message == "付印 1 号的内容还在，台账里却没有这一号了"


def test_an_edition_and_what_the_sheet_said_removed_shows_by_its_codes(root: Path) -> None:
    snapshot_of(root, 1).unlink()
    lines(root, lambda every: [line for line in every if "serial" not in line and "editions" not in line])
    found = told(root, LEDGER)
    assert {message.split("，")[0][-3:] for _, message in found} == {"付印过"}
    assert len(found) == sum("issued" in line for line in (root / LEDGER).read_text("utf-8").splitlines())


def test_a_ledger_removed_shows_by_what_the_sheets_said(root: Path) -> None:
    (root / LEDGER).unlink()
    assert told(root, snapshot_of(root, 1).relative_to(root).as_posix()) == [
        (1, "付印 1 号的内容还在，台账里却没有这一号了")
    ]


def test_the_newest_edition_taken_out_with_all_its_traces_shows(root: Path) -> None:
    """Its codes are those of the first edition, its line is the last, and what it said is deleted as well."""
    order(root, "board", place="二楼")
    snapshot_of(root, 2).unlink()
    lines(root, lambda every: [line for line in every if 'serial: "2"' not in line])
    assert wrong(root) != []


@pytest.mark.parametrize(
    ("place", "rule"), [("李四家13812345678", "X11"), ("{{ committee.phone }}", "D023"), ("\U0001f004旁边", "X6")]
)
def test_what_no_ledger_may_hold_is_refused_beforehand(root: Path, place: str, rule: str) -> None:
    before = (root / LEDGER).read_bytes()
    with pytest.raises(HandbookError) as caught:
        order(root, "plates", place=place)
    assert {problem.rule for problem in caught.value.problems} == {rule}
    assert (root / LEDGER).read_bytes() == before
    assert wrong(root) == []


def test_a_label_is_paper_too(root: Path) -> None:
    """Whoever cuts the labels out and sticks them up has given their codes away."""
    assert "codesheet" in issued_words()
    (edition,) = (edition for _, edition in order(root, "codesheet").editions)
    kept = next(one for one in load(root).committees if one.slug == "sunny-garden").ledger
    assert set(ledger.unpacked(edition.codes)) == {code.number for code in kept.codes if not code.retired}
    assert all(code.issued for code in kept.codes)
    assert order(root, "codesheet").editions == ()


def test_labels_hold_whatever_the_table_behind_them_says(root: Path) -> None:
    order(root, "codesheet")
    edit(root / GARDEN / "committee.yml", "021-5555-0101", "021-5555-0199")
    order(root, "board")
    assert order(root, "codesheet").editions == ()
    edit(root / "content/services/mediation.md", "title: ", "title: 新的")
    assert [edition.edition for _, edition in order(root, "codesheet").editions] == [2]


def test_another_number_of_the_committee_is_refused(root: Path) -> None:
    edit(root / GARDEN / "committee.yml", 'number: "001"', 'number: "009"')
    profile = f"{GARDEN}/committee.yml"
    message = "编号“009”和二维码台账对不上：codes.yml 里都是照编号 001 编的"
    assert told(root, profile) == [(line_of(root / profile, '"009"'), message)]


def test_a_folder_by_another_name_keeps_its_codes(root: Path) -> None:
    (root / GARDEN).rename(root / "committees/garden")
    edit(root / "committees/garden/committee.yml", "former_slugs: [sunshine]", "former_slugs: [sunshine, sunny-garden]")
    edit(root / "content/policy.yml", "starts: [sunny-garden]", "starts: [garden]")
    assert wrong(root) == []
    site = pages_of(prepare(root), "garden")
    kept = next(one for one in load(root).committees if one.slug == "garden").ledger
    for number in ledger.unpacked(kept.editions[0].codes):
        code = next(code.code for code in kept.codes if code.number == number)
        assert f"{code}/1/index.html" in site
        assert f"{code}/index.html" in site
    assert "garden/duty/" in site["sunny-garden/duty/index.html"]


def offer(root: Path, id: str, title: str) -> None:
    """Take a further service into the handbook: one for which the committee only points the way."""
    text = (root / "content/services/mediation.md").read_text("utf-8").replace("part: 办理", "part: 指引")
    text = re.sub("(?m)^title: .*", f"title: {title}", re.sub("(?m)^name: .*", f"name: {title}", text))
    (root / f"content/services/{id}.md").write_text(text, "utf-8")
    edit(root / "content/contents.yml", "  - mediation\n", f"  - mediation\n  - {id}\n")


def drop(root: Path, id: str) -> None:
    """Take it out again."""
    (root / f"content/services/{id}.md").unlink()
    edit(root / "content/contents.yml", f"  - {id}\n", "")


def retire(root: Path, *entries: str) -> None:
    """Say what is gone."""
    text = "retired:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)
    (root / "content/retired.yml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def guided(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with two further services, and all its guides issued as well."""
    root = copied(first, tmp_path_factory.mktemp("guided"))
    offer(root, "photos", "拍证件照")
    offer(root, "tools", "借工具")
    assert {"photos", "tools"} <= {one.part for _, one in order(root, "guide").editions}
    assert wrong(root) == []
    return root


@pytest.fixture
def lacking(guided: Path, tmp_path: Path) -> Path:
    """A copy of it without photographs, of which nobody says where they went."""
    root = copied(guided, tmp_path)
    drop(root, "photos")
    return root


def pages_behind(root: Path, id: str) -> list[str]:
    """What the code of a service leads to, on no sheet and on the sheet of each serial."""
    site = pages_of(prepare(root))
    kept = next(one for one in load(root).committees if one.slug == "sunny-garden").ledger
    code = next(code for code in kept.codes if code.id == id)
    serials = [one.serial for one in kept.editions if code.number in ledger.unpacked(one.codes)]
    assert serials
    return [site[f"{code.code}/index.html"], *(site[f"{code.code}/{serial}/index.html"] for serial in serials)]


PHOTOS = "kind: service, id: photos, date: 2026-11-20, reason: 机器坏了"
TOOLS = "kind: service, id: tools, date: 2026-11-21, reason: 不借了"


def test_what_is_on_paper_cannot_go_without_a_word(lacking: Path) -> None:
    assert [(line, message[:24]) for line, message in told(lacking, LEDGER)] == [
        (line_of(lacking / LEDGER, "id: photos"), "“拍证件照”（service:photos）不见")
    ]


def test_what_is_gone_leaves_a_page_that_says_where_to_go(lacking: Path) -> None:
    retire(lacking, f"{PHOTOS}, successor: 'service:tools'")
    assert wrong(lacking) == []
    pages = pages_behind(lacking, "photos")
    for page in pages:
        assert "这一项没有了（2026年11月20日起）" in page
        assert "services/tools/" in page
        assert "机器坏了" in page
    assert "已经停用" in pages[-1]
    stands = {one.edition.part: one.state for one in status.status(lacking) if one.edition.sheet == "guide"}
    assert stands.pop("photos") == "retired"
    assert set(stands.values()) == {"current"}


def test_what_is_gone_without_successor_leaves_a_page_with_a_telephone(lacking: Path) -> None:
    retire(lacking, PHOTOS)
    assert wrong(lacking) == []
    assert all("这一项没有了" in page and "021-5555-0101" in page for page in pages_behind(lacking, "photos"))


def test_a_successor_that_is_not_there_is_refused(lacking: Path) -> None:
    retire(lacking, f"{PHOTOS}, successor: 'service:supper'")
    assert set(told(lacking, "content/retired.yml")) == {(2, "接替“service:photos”的“service:supper”没有页面")}


def test_successors_in_a_circle_are_refused(lacking: Path) -> None:
    drop(lacking, "tools")
    retire(lacking, f"{PHOTOS}, successor: 'service:tools'", f"{TOOLS}, successor: 'service:photos'")
    assert set(told(lacking, "content/retired.yml")) == {
        (2, "接替“service:photos”的“service:tools”没有页面"),
        (3, "接替“service:tools”的“service:photos”没有页面"),
    }


def test_a_chain_of_successors_leads_to_its_end(lacking: Path) -> None:
    drop(lacking, "tools")
    retire(lacking, f"{PHOTOS}, successor: 'service:tools'", f"{TOOLS}, successor: 'service:lunch'")
    assert wrong(lacking) == []
    assert all("services/lunch/" in page for page in pages_behind(lacking, "photos"))


def test_what_is_there_may_not_be_called_gone(guided: Path, tmp_path: Path) -> None:
    root = copied(guided, tmp_path)
    retire(root, PHOTOS)
    assert set(told(root, "content/retired.yml")) == {(2, "“service:photos”还在，不能又写成没有了")}


def test_what_comes_back_has_its_page_and_number_again(lacking: Path, guided: Path) -> None:
    retire(lacking, PHOTOS)
    build(Request(lacking, lacking / "build", ("plates",), ("sunny-garden",), 1))
    assert "retired: 2026-11-20" in (lacking / LEDGER).read_text("utf-8")
    (lacking / "content/retired.yml").unlink()
    offer(lacking, "photos", "拍证件照")
    assert wrong(lacking) == []
    build(Request(lacking, lacking / "build", ("plates",), ("sunny-garden",), 1))
    assert (lacking / LEDGER).read_bytes() == (guided / LEDGER).read_bytes()
    assert not any("这一项没有了" in page for page in pages_behind(lacking, "photos"))


def test_that_something_is_gone_stays_known_when_nobody_says_it_any_longer(lacking: Path) -> None:
    retire(lacking, f"{PHOTOS}, successor: 'service:tools'")
    build(Request(lacking, lacking / "build", ("plates",), ("sunny-garden",), 1))
    (lacking / "content/retired.yml").unlink()
    assert wrong(lacking) == []
    assert all("services/tools/" in page for page in pages_behind(lacking, "photos"))


def test_a_reason_that_is_corrected_later_is_what_the_page_and_the_ledger_say(lacking: Path) -> None:
    retire(lacking, PHOTOS)
    build(Request(lacking, lacking / "build", ("plates",), ("sunny-garden",), 1))
    retire(lacking, "kind: service, id: photos, date: 2026-11-19, reason: 搬到街道去了, successor: 'service:tools'")
    assert wrong(lacking) == []
    for page in pages_behind(lacking, "photos"):
        assert "搬到街道去了" in page and "2026年11月19日起" in page and "services/tools/" in page
        assert "机器坏了" not in page
    build(Request(lacking, lacking / "build", ("plates",), ("sunny-garden",), 1))
    (line,) = [line for line in (lacking / LEDGER).read_text("utf-8").splitlines() if "id: photos" in line]
    assert "搬到街道去了" in line and "retired: 2026-11-19" in line and "机器坏了" not in line
    assert wrong(lacking) == []


def test_a_successor_that_goes_later_leaves_the_telephone(lacking: Path) -> None:
    retire(lacking, f"{PHOTOS}, successor: 'service:tools'")
    build(Request(lacking, lacking / "build", ("plates",), ("sunny-garden",), 1))
    drop(lacking, "tools")
    retire(lacking, TOOLS)
    assert wrong(lacking) == []
    assert all("这一项没有了" in page and "021-5555-0101" in page for page in pages_behind(lacking, "photos"))


def test_a_room_of_the_committees_own_that_goes_needs_a_word(root: Path) -> None:
    order(root, "doorsign")
    rooms = root / GARDEN / "rooms.yml"
    text = rooms.read_text("utf-8")
    space = re.search(r"(?m)^  - id: tool-corner\n(    .*\n?)*", text)
    assert space
    rooms.write_text(text.replace(space[0], ""), "utf-8")
    assert told(root, LEDGER) == [
        (
            line_of(root / LEDGER, "id: tool-corner"),
            "“工具借用角”（room:tool-corner）不见了，可是编码 0010215 已经印出去",
        )
    ]
    register = root / GARDEN / "register.yml"
    gone = "retired:\n  - {kind: room, id: tool-corner, date: 2026-11-20, successor: 'room:hall', reason: 搬到大厅}\n"
    register.write_text(register.read_text("utf-8") + gone, "utf-8")
    assert wrong(root) == []
    page = pages_of(prepare(root))["0010215/index.html"]
    assert "搬到大厅" in page
    assert "社区事务服务大厅" in page


# --- committees that are no more -------------------------------------------------------------------------------------


def dissolve(root: Path, into: str) -> None:
    """Let the committee be no more."""
    folder = root / GARDEN
    for path in folder.iterdir():
        if path.name not in ("codes.yml", "editions"):
            path.unlink()
    words = f'name: 阳光花园\nnumber: "001"\ndate: 2026-11-20\nmerged_into: {into}\n'
    (folder / "dissolved.yml").write_text(words, "utf-8")
    edit(root / "content/policy.yml", "starts: [sunny-garden]", "starts: [old-street]")
    edit(root / "committees/old-street/records.yml", "started: 2026-04-13", "started: 2026-02-13")


def test_the_codes_of_a_committee_that_is_no_more_lead_to_the_one_that_took_over(root: Path) -> None:
    kept = next(one for one in load(root).committees if one.slug == "sunny-garden").ledger
    dissolve(root, "old-street")
    assert wrong(root) == []
    site = pages_of(prepare(root))
    for code in kept.codes:
        assert "并入了老街居委会" in site[f"{code.code}/index.html"]
        if code.number in ledger.unpacked(kept.editions[0].codes):
            assert f"{code.code}/1/index.html" in site


@pytest.mark.parametrize("into", ["nowhere", "sunny-garden"])
def test_a_committee_merged_into_nothing_or_itself_is_refused(root: Path, into: str) -> None:
    dissolve(root, into)
    assert told(root, f"{GARDEN}/dissolved.yml") == [(4, f"接替的居委会“{into}”不在了，或没有这个文件夹")]


def test_a_committee_merged_into_one_that_is_no_more_is_refused(root: Path) -> None:
    shutil.copytree(root / "committees/old-street", root / "committees/new-street")
    edit(root / "committees/new-street/committee.yml", 'number: "002"', 'number: "003"')
    edit(root / "committees/new-street/committee.yml", "name: 老街", "name: 新街")
    dissolve(root, "old-street")
    old = root / "committees/old-street"
    for path in old.iterdir():
        path.unlink()
    (old / "codes.yml").write_text("codes: []\n", "utf-8")
    (old / "dissolved.yml").write_text(
        'name: 老街\nnumber: "002"\ndate: 2026-11-20\nmerged_into: sunny-garden\n', "utf-8"
    )
    found = [problem for problem in wrong(root) if problem.rule == "D075"]
    assert [problem.location.file for problem in found] == [
        "committees/old-street/dissolved.yml",
        f"{GARDEN}/dissolved.yml",
    ]


def test_the_number_of_a_committee_that_is_no_more_goes_to_nobody_else(root: Path) -> None:
    dissolve(root, "old-street")
    edit(root / "committees/old-street/committee.yml", 'number: "002"', 'number: "001"')
    found = wrong(root)
    assert found
    assert "X2" in {problem.rule for problem in found}


def test_two_committees_with_one_number_are_refused(root: Path) -> None:
    edit(root / "committees/old-street/committee.yml", 'number: "002"', 'number: "001"')
    assert "编号 001 已经是 old-street 的" in {problem.message for problem in wrong(root)}


# --- the lock --------------------------------------------------------------------------------------------------------


def test_locked_gives_no_code_and_loses_none(root: Path) -> None:
    for slug in ("old-street", "sunny-garden"):
        build(Request(root, root / "build", ("plates",), (slug,), 1))
    build(Request(root, root / "build", ("plates",), ("sunny-garden",), 1, locked=True))
    lines(root, lambda every: [line for line in every if not ("number" in line and "issued" not in line)])
    before = tree(root / "committees")
    with pytest.raises(HandbookError):
        build(Request(root, root / "build", ("plates",), ("sunny-garden",), 1, locked=True))
    assert tree(root / "committees") == before
