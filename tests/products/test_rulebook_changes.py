"""What changed between two issued editions of the rulebook, as the sheet for the counter tells it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pdf_quality import CHECKS, Pdf, complaints
from tools import edit, planned

from generator.build.prints import print_sheet, sheet_of
from generator.codes.number import address
from generator.issue import issue as issue_
from generator.issue import status
from generator.issue.issue import Order
from generator.journey import prepare
from generator.problem import HandbookError
from generator.products.catalogue import FORMS
from generator.products.product import Artifact
from generator.products.rulebook import changes
from generator.text.chinese import numeral

SLUG = "sunny-garden"
CHANGES = "rulebook-changes"


def issue(root: Path, *, place: str | None = None) -> None:
    """Give the rulebook to the printer."""
    issue_.issue(Order(root, root / "build", ("rulebook",), SLUG, place, jobs=1))


def change(root: Path, old: str, new: str) -> None:
    """Change the rule on reception."""
    edit(root / "content" / "rules" / "reception.md", old, new)


def sheets(root: Path) -> list[Artifact]:
    """The sheets of changes that would be made."""
    found = planned(prepare(root).handbook, (CHANGES,), (SLUG,)).plan.artifacts
    return [artifact for artifact in found if artifact.word == CHANGES]


def printed(root: Path) -> bytes:
    """The sheet of changes."""
    ready = prepare(root, (CHANGES,), (SLUG,))
    (artifact,) = (one for one in ready.plan.artifacts if one.word == CHANGES)
    return print_sheet(sheet_of(ready, artifact)).content


def words(pdf: bytes) -> list[str]:
    """The words of every page, without the ends of lines."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        return ["".join(page.split()) for page in pages]


@pytest.fixture(scope="module")
def twice(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with two editions of a rulebook."""
    root = copy_example(tmp_path_factory.mktemp("changes"))
    assert CHANGES in FORMS and sheets(root) == []
    issue(root)
    assert sheets(root) == [], "one edition has nothing to be compared with"
    change(root, "3个工作日内答复", "2个工作日内答复")
    issue(root)
    return root


def test_two_editions_make_a_sheet_with_the_code_of_the_page(twice: Path) -> None:
    (sheet,) = sheets(twice)
    pages = prepare(twice).plan.committees[SLUG]
    assert (sheet.path, sheet.codes) == (f"rulebook/{SLUG}-changes.pdf", (pages.code("page", "changes").code,))


def test_the_sheet_tells_both_editions_and_the_change(twice: Path) -> None:
    (page,) = words(printed(twice))
    for passage in (
        "第2版（2026年11月22日）",
        "第1版",
        "1项",
        "接待群众制度",
        "第三条",
        "3个工作日内答复",
        "2个工作日内",
    ):
        assert passage in page
    assert "其余" not in page
    assert "校样" not in page


def test_the_code_leads_to_the_page_of_changes(twice: Path) -> None:
    handbook = prepare(twice).handbook
    number = planned(handbook).plan.committees[SLUG].code("page", "changes").code
    found = {code.address for code in Pdf(printed(twice), CHANGES).codes}
    assert found == {address(handbook.site.code_url, number)}


@pytest.mark.parametrize("check", CHECKS)
def test_the_sheet_is_a_good_pdf(twice: Path, check: str) -> None:
    assert list(complaints(Pdf(printed(twice), CHANGES), check)) == []


def test_the_sheet_has_no_edition_of_its_own(twice: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        issue_.issue(Order(twice, twice / "build", (CHANGES,), SLUG, jobs=1))
    assert [problem.rule for problem in caught.value.problems] == ["D072"]
    assert {answer.edition.sheet for answer in status.status(twice)} == {"rulebook"}


@pytest.fixture
def again(twice: Path, tmp_path: Path, copy_example: Callable[[Path], Path]) -> Path:
    """A copy of the example with two editions, to be changed further."""
    root = copy_example(tmp_path)
    for folder in ("content", "committees"):
        for path in sorted((twice / folder).rglob("*")):
            target = root / path.relative_to(twice)
            if path.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    return root


def test_an_edition_for_another_place_hides_no_change(again: Path) -> None:
    issue(again, place="门卫室")
    pages = prepare(again).plan.committees[SLUG]
    found = changes.compared(pages)
    assert found is not None
    assert [one.serial for one in found] == [1, 3]


def test_without_what_an_edition_said_there_is_nothing_to_compare(again: Path) -> None:
    (first,) = (again / "committees" / SLUG / "editions").glob("1-*.json")
    first.unlink()
    assert sheets(again) == []


@pytest.mark.parametrize("said", ["{}", '{"chapters": [{"body": "<p>"}]}'])
def test_what_no_edition_said_is_not_compared(again: Path, said: str) -> None:
    """A file that was changed by hand is not of that edition; nothing in it is read for its meaning."""
    (kept,) = (again / "committees" / SLUG / "editions").glob("1-*.json")
    kept.unlink()
    kept.with_name("1.json").write_text(said, "utf-8")  # the name that early editions have
    assert sheets(again) == []
    ready = prepare(again)
    assert changes.by_chapter(ready.handbook, ready.plan.committees[SLUG]) is None


def test_what_two_pages_do_not_hold_is_left_to_the_website(again: Path) -> None:
    extra = "\n\n".join(
        f"**第{numeral(number)}条**　" + f"这是新加的{numeral(number)}，说到做到，记下来，告诉您结果。" * 6
        for number in range(5, 40)
    )
    file = again / "content" / "rules" / "reception.md"
    file.write_text(file.read_text("utf-8").rstrip() + "\n\n" + extra + "\n", "utf-8")
    issue(again)
    pdf = printed(again)
    first, second = words(pdf)
    shown = sum(page.count("增加") for page in (first, second))
    assert "35项" in first
    assert 0 < shown < 35
    assert f"其余{35 - shown}项见网页" in second
    assert list(complaints(Pdf(pdf, CHANGES), "overlaps")) == []


def test_of_a_long_article_the_sheet_tells_what_is_near_the_change(again: Path) -> None:
    long = "每一件事都记下来，谁来问都查得到。" * 20
    change(again, "2个工作日内答复", f"{long}2个工作日内答复。{long}")
    issue(again)
    change(again, "2个工作日内答复", "1个工作日内答复")
    issue(again)
    ready = prepare(again, (CHANGES,), (SLUG,))
    pages = ready.plan.committees[SLUG]
    data = changes.changenotes(ready.handbook, pages, ready.briefs[SLUG].values)
    (note,) = data["chapters"][0]["notes"]
    assert len(note["new"]) > 2 * len(long)
    assert [run["text"] for run in note["new_runs"] if run["changed"]] == ["1"]
    assert all("……" in run["text"] and len(run["text"]) < 80 for run in note["new_runs"] if not run["changed"])
