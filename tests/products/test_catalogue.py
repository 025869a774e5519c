"""The catalogue: a product that stands in it is found everywhere, and what it says of itself can be true."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pdf_quality import decoded
from tools import TEMPLATES, edit, page, planned, templates_to_edit, tree

from generator.build import manifest, print_list
from generator.build.request import Built, Request
from generator.cli.main import main
from generator.codes.pages import CommitteePages
from generator.issue import issue, status
from generator.issue.issue import Order
from generator.journey import build, prepare
from generator.model.handbook import Handbook
from generator.paper.finish import FINISHES
from generator.products import catalogue, sheet
from generator.products.catalogue import FORMS, PRODUCTS
from generator.products.codesheet import codesheet
from generator.products.product import Artifact, Brief, Data, Product, always, print_file
from generator.products.says import drawn

COMMITTEES = ("old-street", "sunny-garden")
GARDEN = "sunny-garden"

# --- a new product ---------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield the leaflet."""
    yield print_file("leaflet", pages.committee.slug, "leaflet.typ", tuple(codes(handbook, pages)))


def codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the one code of the leaflet."""
    return {pages.code("page", "home").code: "传单正中"}


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the leaflet says."""
    code = sheet.code(brief.handbook, brief.pages, "page", "home", "本居委会全部事项")
    return {"title": "有事找居委会", "phone": brief.pages.committee.profile.phone, "code": code}


LEAFLET = Product(
    name="leaflet",
    title=lambda handbook: "传单",
    files=files,
    data=data,
    codes=codes,
    paper=always("A3"),
    place=always("小区大门"),
    issued=True,
    page=("page", "home"),
    carried=True,
    round=0,
)

DRAWN = """\
#import "/shared/look.typ": ink, or-missing, qr, sans
#let data = json("/data.json")
#set document(title: data.title, date: datetime(year: 2026, month: 11, day: 22))
#set page(paper: "a3")
#set text(30pt, font: sans, fill: ink, lang: "zh")
= #data.title
#or-missing(data.phone)
#qr(data.code, 60mm)
#data.edition.date
"""


@pytest.fixture
def root(example: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example with a leaflet: an object in the catalogue, and a folder of templates."""
    folder = templates_to_edit(example) / "leaflet"
    folder.mkdir()
    (folder / "leaflet.typ").write_text(DRAWN, "utf-8")
    monkeypatch.setitem(catalogue.TABLE, "leaflet", LEAFLET)
    return example


def built(root: Path, *words: str) -> Built:
    """Build what is named, or what is usual."""
    return build(Request(root, root / "build", words))


def leaflets(root: Path) -> dict[str, Any]:
    """What build.json says of each leaflet, by its path."""
    return {
        record["path"]: record for record in manifest.read(root / "build").artifacts if record["output"] == "leaflet"
    }


def test_a_new_product_is_built_by_its_name(root: Path) -> None:
    result = CliRunner().invoke(main, ["build", "leaflet", "--root", str(root), "--jobs", "1"])
    assert result.exit_code == 0, result.stderr
    assert sorted(path for path in tree(root / "build") if path.endswith(".pdf")) == [*leaflets(root)]
    assert list(leaflets(root)) == [f"leaflet/{slug}.pdf" for slug in COMMITTEES]
    record = leaflets(root)[f"leaflet/{GARDEN}.pdf"]
    assert (record["codes"], record["pages"], record["paper"]) == (["0010019"], 1, "A3")
    content = (root / "build" / record["path"]).read_bytes()
    assert list(decoded(content)) == ["https://HANDBOOK.EXAMPLE/0010019/"]
    table = (root / "build" / print_list.NAME).read_text("utf-8-sig")
    for row, slug in zip(csv.DictReader(io.StringIO(table)), COMMITTEES, strict=True):
        assert (row["文件"], row["成品"], row["纸"]) == (f"leaflet/{slug}.pdf", "leaflet", "A3")
        assert (row["单双面"], row["放在哪里"]) == ("单面", "小区大门")


def test_a_new_product_is_made_when_none_is_named_and_again_when_its_template_changes(root: Path) -> None:
    built(root)
    assert list(leaflets(root)) == [f"leaflet/{slug}.pdf" for slug in COMMITTEES]
    assert "leaflet" in json.loads((root / "build" / manifest.NAME).read_bytes())["usual"]
    assert built(root).unchanged
    edit(root / "templates/leaflet/leaflet.typ", "60mm", "70mm")
    assert [artifact.path for artifact in built(root).fresh] == [*leaflets(root)]


def test_a_new_product_has_editions_that_are_asked_whether_they_hold(root: Path) -> None:
    done = issue.issue(Order(root, root / "build", ("leaflet",), GARDEN, jobs=1))
    ((name, edition),) = done.editions
    assert (name, edition.sheet, edition.edition, edition.place) == ("传单", "leaflet", 1, "小区大门")
    printed = (root / "build" / f"leaflet/{GARDEN}.pdf").read_bytes()
    assert list(decoded(printed)) == [f"https://HANDBOOK.EXAMPLE/0010019/{edition.serial}/"]
    assert [answer.state for answer in status.status(root)] == ["current"]
    edit(root / "committees" / GARDEN / "committee.yml", "phone: 021-5555-0101", "phone: 021-5555-0103")
    (answer,) = status.status(root)
    assert (answer.name, answer.state) == ("传单", "outdated")
    assert [change.words for change in answer.changes] == ["电话：“021-5555-0101”改为“021-5555-0103”"]
    shown = page(prepare(root, ("website",)), f"0010019/{edition.serial}/index.html")
    assert "传单第1版" in shown
    assert "电话：“021-5555-0101”改为“021-5555-0103”" in shown


def test_a_website_carries_a_new_product_and_names_it_among_what_is_on_paper(root: Path) -> None:
    edit(root / "site_config.yml", "demonstration: 是\n", "demonstration: 是\n      downloads: [leaflet]\n")
    built(root, "website")
    folder = root / "build"
    for slug in COMMITTEES:
        copy = folder / "website" / slug / "print" / "leaflet.pdf"
        assert copy.read_bytes() == (folder / "leaflet" / f"{slug}.pdf").read_bytes()
    shown = (folder / "website" / GARDEN / "print" / "index.html").read_text("utf-8")
    assert "<h2>传单</h2>" in shown
    assert 'href="../../sunny-garden/print/leaflet.pdf"' in shown


def test_a_new_product_stands_on_the_sheet_of_codes_where_one_walks_past_it(root: Path, handbook: Handbook) -> None:
    first, second, *_ = drawn(codesheet(planned(handbook).briefs[GARDEN]))["groups"]
    assert (first["title"], first["place"]) == ("传单", "小区大门")
    assert [row["number"] for row in first["rows"]] == ["0010019"]
    assert first["rows"][0]["where"] == ["传单正中", "便民信息栏", "汇编最后一页"]
    assert second["title"] == "便民信息栏"


# --- all products ----------------------------------------------------------------------------------------------------


def test_the_name_of_a_product_is_that_of_its_templates() -> None:
    shared = {"fonts", "shared", "status"}  # the last are lists of what is to be done with products, no products
    assert {*PRODUCTS} == {path.name for path in TEMPLATES.iterdir() if path.is_dir()} - shared
    assert {name: product.name for name, product in PRODUCTS.items()} == {name: name for name in PRODUCTS}


def test_every_form_has_a_word_of_its_own() -> None:
    words = [form.word for product in PRODUCTS.values() for form in product.forms]
    assert sorted(words) == sorted(set(words)) == sorted(FORMS)
    assert len(FORMS) == len(words)
    assert [FORMS[word].word for word in words] == words
    assert [name for name in PRODUCTS if "-" in name] == []
    for unknown in ("", "leaflet", "board-b1", "website-large", "board-"):
        assert unknown not in FORMS


def test_every_form_has_a_title_of_its_own(handbook: Handbook) -> None:
    titles = [form.title(handbook) for form in FORMS.values()]
    assert sorted(titles) == sorted(set(titles))
    assert all(titles)


def test_every_product_that_is_printed_has_data_and_no_other(handbook: Handbook) -> None:
    prints = [artifact for artifact in planned(handbook, [*FORMS]).plan.artifacts if artifact.path.endswith(".pdf")]
    printed = {
        name for name, product in PRODUCTS.items() if product.data or (product.subdistrict and product.subdistrict.data)
    }
    assert {artifact.output for artifact in prints} == printed == {*PRODUCTS} - {"website"}
    assert {artifact.output for artifact in prints if not artifact.committee} == {
        name for name, product in PRODUCTS.items() if product.subdistrict and product.subdistrict.data
    }
    ready = planned(handbook, ["website"])
    with pytest.raises(TypeError, match="website is not printed"):
        FORMS["website"].data(ready.briefs[GARDEN], next(ready.plan.artifacts))


@pytest.mark.parametrize("word", catalogue.issued_words())
def test_whoever_prints_what_is_issued_knows_the_paper_and_its_name(handbook: Handbook, word: str) -> None:
    form = FORMS[word]
    assert form.product.data
    assert form.title(handbook).startswith(form.product.title(handbook))
    for committee in handbook.committees:
        assert form.paper(handbook, committee)
        assert form.copies(committee) >= 1


@pytest.mark.parametrize("word", FORMS)
def test_every_finish_is_one_there_is(word: str) -> None:
    assert FORMS[word].variant.finish in FINISHES


def test_what_tells_the_same_as_a_product_is_a_page(handbook: Handbook) -> None:
    for pages in planned(handbook).plan.committees.values():
        kinds = {kind for kind, _ in pages.pages}
        for product in PRODUCTS.values():
            if product.page:
                kind, id = product.page
                assert (kind, id) in pages.pages if id else kind in kinds


def test_one_comes_to_one_product_after_the_other() -> None:
    rounds = [product.round for product in PRODUCTS.values() if product.round is not None]
    assert len(rounds) == len(set(rounds)) > 5
