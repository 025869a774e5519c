"""A build: makes what changed, keeps what did not, and is swapped in whole or not at all."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import verify_build
from quality.listed_files import LISTS, listed_files
from tools import edit, names, templates_to_edit, tree

from generator.build import manifest, workshop
from generator.build.earlier import nothing_changed
from generator.build.request import Built, Request
from generator.disk.digests import sha256
from generator.journey import build, prepare
from generator.problem import HandbookError, Location, Problem
from generator.products.catalogue import FORMS, PRODUCTS
from generator.website.mkdocs import build_site

EVERYTHING = tuple(PRODUCTS)
OF_ALL = {output for output in EVERYTHING if PRODUCTS[output].sums}
"""What is made for the sub-district only."""
UNITS = {
    *(f"{output}/{slug}" for output in EVERYTHING if output not in OF_ALL for slug in ("old-street", "sunny-garden")),
    *(f"{output}/" for output in ("website", "report", "wallclearance", *OF_ALL)),
}
REPORTS = {"report/", "report/old-street", "report/sunny-garden"}
LIKE_REPORTS = {
    *("progress/", "training/", "assessment/"),
    *(f"wallclearance/{slug}" for slug in ("", "old-street", "sunny-garden")),
}
"""Papers for the office that take their page and their signs from the report's templates."""


@pytest.fixture(scope="module")
def finished(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with everything built in its folder `build`. Tests share it and leave it alone."""
    root = copy_example(tmp_path_factory.mktemp("finished"))
    templates_to_edit(root)
    again(root)
    return root


@pytest.fixture
def root(finished: Path, tmp_path: Path) -> Path:
    """The example with everything built, for one test to change."""
    return shutil.copytree(finished, tmp_path / "root", symlinks=True)


def again(root: Path, *outputs: str, **options: Any) -> Built:
    """Build once more where a build is; every product where none is named."""
    return build(Request(root, root / "build", outputs or EVERYTHING, **{"jobs": 1, **options}))


def fresh(built: Built) -> set[str]:
    """The units of which something was made anew."""
    return {f"{artifact.output}/{artifact.committee}" for artifact in built.fresh}


def up_to_date(root: Path) -> bool:
    """Whether building every product once more would change nothing."""
    return nothing_changed(Request(root, root / "build", EVERYTHING))


def new_codes(example: Path) -> int:
    """How many codes the committee without a ledger is given."""
    return len(prepare(example).plan.committees["old-street"].codes)


# --- what a build holds ----------------------------------------------------------------------------------------------


def test_a_finished_build_passes_the_verifier(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_build.main([str(finished / "build"), "--root", str(finished)]) == 0
    said, wrong = capsys.readouterr()
    artifacts = [*prepare(finished, EVERYTHING).plan.artifacts]
    pages = sum(artifact.path.endswith(".html") for artifact in artifacts)
    prints = sum(artifact.path.endswith(".pdf") for artifact in artifacts)
    assert pages > 110
    assert prints == sum(path.suffix == ".pdf" for path in (finished / "build").rglob("*.pdf"))
    assert re.match(
        rf"{len(artifacts)} files, {pages} web pages; {prints} prints of \d+ pages, "
        r"on which \d{3} codes read at 60 dpi; 0 known complaints; 0 wrong",
        said,
    )
    assert wrong == ""


def test_the_verifier_names_what_is_wrong(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = root / "build"
    shutil.rmtree(made / "website/sunny-garden/duty")
    edit(made / "website/sunny-garden/index.html", "</html>", '<img src="https://cdn.example/x.png"></html>')
    shutil.copy(made / "board/old-street.pdf", made / "board/sunny-garden.pdf")
    (made / "note.txt").write_text("")
    assert verify_build.main([str(made), "--root", str(root)]) == 1
    wrong = capsys.readouterr().err.splitlines()
    assert set(wrong) >= {
        "website/sunny-garden/duty/index.html: is not there",
        "website/sunny-garden/index.html: is not what build.json says",
        "note.txt: is not in build.json",
        "sunny-garden/rooms/index.html: “../../sunny-garden/duty/” leads nowhere",
        "sunny-garden/index.html: “https://cdn.example/x.png” is loaded from somebody else",
        "sunny-garden/pages.xml: “https://handbook.example/sunny-garden/duty/” leads nowhere",
        "board/sunny-garden.pdf: no code reads as https://HANDBOOK.EXAMPLE/0010019/ at 60 dpi",
        "board/sunny-garden.pdf: a code reads as https://HANDBOOK.EXAMPLE/0020014/, of which build.json knows nothing",
    }


def test_the_manifest_says_what_was_made(finished: Path) -> None:
    found = json.loads((finished / "build" / manifest.NAME).read_bytes())
    told = ["version", "source_digest", "fonts", "day", "downloads", "usual", "products", "units", "files", "lists"]
    assert list(found) == [*told, "address", "ledgers", "facts", "seals"]
    assert found["ledgers"]["001"]["codes"]["001"] == "page:home"
    assert found["usual"] == [word for word in EVERYTHING if word != "guide"]
    assert list(found["products"]) == list(FORMS)
    assert re.fullmatch("[0-9a-f]{64}", found["source_digest"])
    assert set(found["units"]) == UNITS
    files, records = tree(finished / "build"), listed_files(finished / "build")
    assert [record["path"] for record in found["lists"]] == ["prints.csv"]
    assert all(sha256(files[f"build.files/{slug or '_'}.json"]) == digest for slug, digest in found["files"].items())
    products = {path for path in files if not path.startswith("build.files/")} - {"build.json", "prints.csv"}
    assert [record["path"] for record in records] == sorted(products)
    for record in records:
        facts = ["made_from", "pages", "paper", "colour_pages"] if record["path"].endswith(".pdf") else []
        assert list(record) == ["path", "output", "variant", "committee", "sha256", "bytes", "codes", *facts]
        content = files[record["path"]]
        assert (record["sha256"], record["bytes"]) == (sha256(content), len(content))
        assert record["output"] == record["path"].split("/")[0]
        sheets = ("rulebook", "board", "doorsign", "guide", "roster", "disclosure", "codesheet", "wallclearance")
        page_or_sheet = record["path"].endswith(".html") or record["output"] in sheets
        of_all = record["output"] == "subdistrictbook"  # which has the code of every committee
        assert bool(record["codes"]) == (of_all or (page_or_sheet and record["committee"] != ""))


def test_the_ledger_is_written_where_it_was_not_and_left_where_it_was(finished: Path, example: Path) -> None:
    ledger = "committees/sunny-garden/codes.yml"
    assert (finished / ledger).read_bytes() == (example / ledger).read_bytes()
    assert (finished / "committees/old-street/codes.yml").read_text("utf-8").count("number:") == new_codes(example)


def test_the_same_source_gives_the_same_bytes_in_another_folder_and_process(
    finished: Path, example: Path, tmp_path: Path
) -> None:
    """Another place, a process of its own, other hashes of strings and two workers: website, prints and build.json."""
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        *EVERYTHING,
        "--root",
        str(example),
        "--to",
        str(tmp_path / "out"),
    ]
    subprocess.run([*command, "--jobs", "2"], env=environment, check=True, capture_output=True)
    assert tree(tmp_path / "out") == tree(finished / "build")


# --- what is made anew -----------------------------------------------------------------------------------------------


def test_where_nothing_changed_nothing_is_made(root: Path) -> None:
    before = tree(root)
    assert up_to_date(root)
    assert again(root) == Built(unchanged=True)
    assert tree(root) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "units"),
    [
        (
            "committees/old-street/committee.yml",
            "一条老街",
            "一条旧街",
            {"website/", "website/old-street"},
        ),
        ("templates/board/board.typ", "// 综合", "//  综合", {"board/old-street", "board/sunny-garden"}),
        (
            "templates/website/base.html",
            "</body>",
            "</body >",
            {"website/", "website/old-street", "website/sunny-garden"},
        ),
        ("templates/report/overview.typ", "#import", "//\n#import", REPORTS | LIKE_REPORTS),
        (
            "content/services/lunch.md",
            "12元一份",
            "13元一份",
            {
                "website/",
                *(f"{product}/{slug}" for product in ("website", "guide") for slug in ("old-street", "sunny-garden")),
            },
        ),
    ],
)
def test_a_change_makes_anew_what_depends_on_it(root: Path, file: str, old: str, new: str, units: set[str]) -> None:
    edit(root / file, old, new)
    assert not up_to_date(root)
    before = tree(root / "build")
    built = again(root)
    assert fresh(built) == units
    assert up_to_date(root)
    after = tree(root / "build")
    assert after.keys() == before.keys()
    kept = {artifact.path for artifact in built.artifacts} - {artifact.path for artifact in built.fresh}
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}


def test_a_new_day_makes_anew_what_says_what_holds_on_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The website, the roster, what is public and the reports; a board hangs until its author changes something."""
    before = tree(root / "build")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + 86400))
    assert not up_to_date(root)
    made = fresh(again(root))
    assert made <= {unit for unit in UNITS if PRODUCTS[unit.split("/")[0]].dated}
    assert made >= {"website/sunny-garden", "disclosure/sunny-garden", "report/sunny-garden", "report/"}
    after = tree(root / "build")
    kept = [path for path in before if path.startswith(("rulebook/", "board/"))]
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}
    assert after["report/overview.pdf"] != before["report/overview.pdf"]
    assert up_to_date(root)


def test_a_notice_that_expires_is_gone_the_day_after(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "website/sunny-garden/disclosure/index.html"
    title = "2026年第三季度工作经费收支".encode()
    edit(root / "committees/sunny-garden/records.yml", "expires: 2027-01-15", "expires: 2026-11-22")
    again(root, "website")
    assert title in tree(root / "build")[page]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + 86400))
    again(root, "website")
    assert title not in tree(root / "build")[page]


def test_without_cache_everything_is_made_anew(root: Path) -> None:
    before = tree(root / "build")
    assert fresh(again(root, "board", cache=False)) == {"board/old-street", "board/sunny-garden"}
    assert tree(root / "build") == before


def test_one_output_keeps_the_others(root: Path) -> None:
    before = tree(root / "build")
    with (root / "templates/board/board.typ").open("a", encoding="utf-8") as file:
        file.write("\n#place(top + left, text(size: 30pt)[改])\n")
    assert fresh(again(root, "board", committees=("old-street",))) == {"board/old-street"}
    after = tree(root / "build")
    changed = {"board/old-street.pdf", "build.json", "build.files/old-street.json"}
    assert {path for path in before if after[path] != before[path]} == changed


def close(root: Path) -> None:
    """Let one committee be taken over by the other; only its ledger is left."""
    folder = root / "committees/old-street"
    for path in folder.iterdir():
        if path.name != "codes.yml":
            path.unlink()
    words = 'name: 老街\nnumber: "002"\ndate: 2026-11-20\nmerged_into: sunny-garden\n'
    (folder / "dissolved.yml").write_text(words, "utf-8")


def test_a_committee_that_is_no_more_takes_its_files_along_but_not_its_codes(root: Path) -> None:
    before = tree(root / "build")
    close(root)
    again(root)
    left = tree(root / "build")
    assert [path for path in left if "old-street" in path] == ["build.files/old-street.json"]  # pages behind its codes
    assert b"old-street" not in left["website/index.html"]
    assert "board/sunny-garden.pdf" in left
    codes = {path for path in before if path.startswith("website/002")}
    assert codes <= left.keys()
    assert "并入了阳光花园居委会" in left["website/0020014/index.html"].decode()


def test_a_committee_that_is_no_more_goes_even_where_only_boards_are_made(root: Path) -> None:
    close(root)
    again(root, "board")
    assert [path for path in tree(root / "build") if path.startswith("board/old-street")] == []


def test_a_committee_cannot_just_go_even_where_only_boards_are_made(root: Path) -> None:
    shutil.rmtree(root / "committees/old-street")
    with pytest.raises(HandbookError) as caught:
        again(root, "board")
    assert {problem.rule for problem in caught.value.problems} == {"X1"}


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("path", ["website/sunny-garden/duty/index.html", "board/old-street.pdf"])
def test_a_damaged_file_is_made_again(root: Path, path: str, damage: Callable[[Path], None]) -> None:
    before = tree(root / "build")
    damage(root / "build" / path)
    assert not up_to_date(root)
    again(root)
    assert tree(root / "build") == before


def test_a_damaged_file_is_not_forgotten_when_something_else_is_made(root: Path) -> None:
    (root / "build/website/sunny-garden/duty/index.html").unlink()
    again(root, "board")
    assert not up_to_date(root)


@pytest.mark.parametrize("told", [("version", "units", "artifacts"), ("version", "units", "artifacts", "fonts", "day")])
def test_a_build_of_an_earlier_version_is_taken_over_though_it_says_less(root: Path, told: tuple[str, ...]) -> None:
    """Else it would be in the way, and its codes would be forgotten."""
    before = tree(root / "build")
    file = root / "build" / manifest.NAME
    said = {**json.loads(file.read_bytes()), "artifacts": listed_files(root / "build")}
    shutil.rmtree(root / "build" / LISTS)
    file.write_text(json.dumps({key: said[key] for key in told}), "utf-8")
    assert not up_to_date(root)
    again(root, "board")
    assert tree(root / "build").keys() == before.keys()
    assert set(manifest.read(root / "build").units) == UNITS


# --- what goes wrong -------------------------------------------------------------------------------------------------


def explode(*args: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "where",
    [
        "build.render.print_sheet",
        "website.mkdocs.build_site",
        "build.write.take_over",
        "build.staging.Staging.swap_in",
        "website.render.committee_files",
    ],
)
def test_a_build_that_fails_half_way_leaves_the_earlier_one(
    root: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    edit(root / "committees/old-street/committee.yml", "老街2号", "老街3号")
    before = tree(root)
    monkeypatch.setattr(f"generator.{where}", explode)
    with pytest.raises(ZeroDivisionError):
        again(root)
    assert tree(root) == before
    assert names(root / "committees") == ["old-street", "sunny-garden"]
    assert [name for name in names(root) if name.startswith(".")] == []


def test_a_file_that_does_not_stand_on_disk_as_it_was_made_stops_the_build(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(root)
    monkeypatch.setattr("generator.build.staging.Staging.put", lambda folder, path, content: None)
    with pytest.raises(OSError, match=r"board/[a-z-]+\.pdf 和做出来的不一样"):
        again(root, "board", cache=False)
    assert tree(root) == before


@pytest.mark.parametrize("spoil", [bytes.upper, lambda page: page[:-1], lambda page: page + b" ", None])
def test_a_page_that_mkdocs_writes_otherwise_stops_the_build(
    root: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[bytes], bytes] | None
) -> None:
    """Of all pages one, however little is different, or not there."""
    spoilt = "old-street/duty/index.html"

    def write(config_file: Path, folder: Path, site: Mapping[str, bytes]) -> None:
        pages = {path: page for path, page in site.items() if spoil or path != spoilt}
        if spoil and spoilt in pages:
            pages[spoilt] = spoil(pages[spoilt])
        build_site(config_file, folder, pages)

    edit(root / "committees/old-street/committee.yml", "老街2号", "老街3号")
    before = tree(root)
    monkeypatch.setattr("generator.website.mkdocs.build_site", write)
    with pytest.raises(OSError, match=rf"website/{spoilt} 和做出来的不一样"):
        again(root, "website", cache=False)
    assert tree(root) == before


def test_the_problems_of_all_sheets_come_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def complain(sheet: Any, *more: object) -> bytes:
        raise HandbookError([Problem(Location(sheet.subject), "D050", "放不下")])

    monkeypatch.setattr("generator.build.render.print_sheet", complain)
    with pytest.raises(HandbookError) as caught:
        again(root, "board", cache=False)
    assert [problem.location.file for problem in caught.value.problems] == [
        "committees/old-street/committee.yml",
        "committees/sunny-garden/committee.yml",
    ]


def test_somebody_elses_folder_is_refused(root: Path) -> None:
    (root / "photos").mkdir()
    (root / "photos/1.jpg").write_bytes(b"precious")
    with pytest.raises(HandbookError, match="这里有别的东西，不能用来放成品"):
        build(Request(root, root / "photos", jobs=1))
    assert tree(root / "photos") == {"1.jpg": b"precious"}


def test_locked_refuses_new_codes_and_writes_nothing(example: Path) -> None:
    before = tree(example)
    with pytest.raises(HandbookError) as caught:
        build(Request(example, example / "build", jobs=1, locked=True))
    (problem,) = caught.value.problems
    assert problem.location == Location("committees/old-street/codes.yml")
    assert (problem.rule, problem.message) == ("D061", f"有 {new_codes(example)} 个新编码还没有写进台账")
    assert tree(example) == before


def test_locked_is_content_with_a_ledger_that_has_everything(root: Path) -> None:
    before = tree(root)
    again(root, "board", locked=True, cache=False)
    assert tree(root) == before


def test_a_build_killed_between_its_renames_is_whole_again_with_the_next(root: Path) -> None:
    before = tree(root)
    (root / "build").rename(workshop.opened(root / "build") / workshop.EARLIER)
    assert fresh(again(root)) == set()
    assert up_to_date(root)
    assert tree(root) == before


def test_an_unknown_committee_is_named_with_the_nearest(root: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        again(root, committees=("old-stret",))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D062", "没有叫“old-stret”的居委会文件夹")
    assert problem.hint == "是不是想写“old-street”？"


def test_an_unknown_product_is_named_with_the_nearest(root: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        again(root, "bord")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("D073", "没有叫“bord”的成品")
    assert problem.hint == "是不是想写“board”？"


def test_texts_are_checked_even_where_another_file_cannot_be_loaded(example: Path) -> None:
    """Whoever mends a file is not told the next day of what could have been said at once."""
    edit(example / "committees/old-street/committee.yml", "branch: 支部", "brnach: 支部")
    edit(example / "content/rules/meeting.md", "committee.", "comittee.")
    edit(example / "committees/sunny-garden/committee.yml", "introduction: ", "introduction: 13800138000")
    with pytest.raises(HandbookError) as caught:
        prepare(example)
    found = {(problem.location.file.split("/", 1)[1], problem.rule) for problem in caught.value.problems}
    assert found >= {
        ("old-street/committee.yml", "D011"),
        ("old-street/committee.yml", "D012"),
        ("rules/meeting.md", "D023"),
        ("sunny-garden/committee.yml", "X11"),
    }


def test_a_committee_is_checked_even_where_another_cannot_be_loaded(example: Path) -> None:
    edit(example / "committees/old-street/committee.yml", "branch: 支部", "brnach: 支部")
    edit(example / "committees/sunny-garden/committee.yml", "id: harmony", "id: harmonie")
    with pytest.raises(HandbookError) as caught:
        prepare(example)
    problems = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert {(problem.location.file.split("/", 1)[1], problem.rule) for problem in problems} >= {
        ("old-street/committee.yml", "D011"),
        ("sunny-garden/committee.yml", "D048"),
    }
    assert {problem.severity for problem in caught.value.problems} == {"error"}


def test_texts_are_read_even_where_contents_cannot_be(example: Path) -> None:
    edit(example / "content/contents.yml", "hall: hall", "hal: hall")
    edit(example / "content/rules/meeting.md", "title: ", "titel: ")
    edit(example / "content/services/lunch.md", "answer: ", "answr: ")
    with pytest.raises(HandbookError) as caught:
        prepare(example)
    assert {"content/contents.yml", "content/rules/meeting.md", "content/services/lunch.md"} == {
        problem.location.file for problem in caught.value.problems
    }


def test_a_code_that_was_answered_once_is_answered_for_ever(root: Path) -> None:
    """Even where a whole committee's folder is gone, ledger and all: the earlier build remembers."""
    again(root, "website")
    shutil.rmtree(root / "committees/old-street")
    before = tree(root / "build")
    with pytest.raises(HandbookError) as caught:
        again(root, "website")
    assert {problem.rule for problem in caught.value.problems} == {"X1"}
    (problem,) = caught.value.problems
    assert "编码 0020014 的页面" in problem.message
    assert " 页，这一次没有了" in problem.message
    assert tree(root / "build") == before
