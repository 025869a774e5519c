"""Which words of its text each page is found by: all of a committee's own facts, and what no name says of the rest."""

from __future__ import annotations

import gzip
import html
import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from tools import TEMPLATES, edit, planned

from generator.build.render import site_inputs
from generator.codes.pages import CommitteePages
from generator.journey import prepare
from generator.products.index import Entry
from generator.products.names import WEBSITE
from generator.products.product import Artifact
from generator.products.website import CommitteeFile
from generator.read.files import load
from generator.website import page_words as page_words_module
from generator.website.inputs import CommitteeInputs
from generator.website.page_words import FRAME, page_words
from generator.website.render import CommitteeTexts, committee_file, committee_files

SCRIPT = TEMPLATES / "website" / "find.js"
LITTLE = frozenset("的了")

ASK = """
const vm = require('vm'), fs = require('fs'), page = vm.createContext({});
const [script, entries, words, queries] = JSON.parse(fs.readFileSync(0, 'utf-8'));
vm.runInContext(entries, page);
const search = require(script), index = page.handbookEntries;
if (words) {
  vm.runInContext(words, page);
  index[5] = page.handbookWords;
}
console.log(JSON.stringify(queries.map(query => search(index, query).map(one => one.row[0]))));
"""

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed: the search box is not run")


def texts(root: Path) -> CommitteeTexts:
    """The pages of a committee of the example."""
    ready = prepare(root, [WEBSITE])
    return CommitteeTexts(CommitteeInputs(ready.plan.committees["sunny-garden"], site_inputs(ready).of_one_committee))


def scripts(root: Path) -> tuple[str, str]:
    """The two scripts that a committee's page for finding things loads, the second when nothing else answers."""
    ready = prepare(root, [WEBSITE])
    inputs = CommitteeInputs(ready.plan.committees["sunny-garden"], site_inputs(ready).of_one_committee)
    paths = [f"{WEBSITE}/sunny-garden/find/{name}.js" for name in ("entries", "words")]
    artifacts: list[Artifact] = [artifact for artifact in ready.plan.artifacts if artifact.path in paths]
    files = committee_files(artifacts, inputs)
    return files[paths[0]].decode(), files[paths[1]].decode()


def ask(root: Path, queries: list[str], whole: bool = False) -> list[list[str]]:
    """The titles that the search answers to queries: at once, or with the words of shared texts as well."""
    entries, words = scripts(root)
    given = json.dumps([str(SCRIPT), entries, words if whole else "", queries])
    ran = subprocess.run(["node", "-e", ASK], input=given, capture_output=True, text=True, encoding="utf-8", check=True)
    return [list(titles) for titles in json.loads(ran.stdout)]


def kept(*pages: tuple[str, str, str], entries: tuple[Entry, ...] = ()) -> tuple[list[str], list[str]]:
    """What is kept of pages, each given by kind, id and text."""
    shown = [*(Entry(kind, id, "页", f"{id}/") for kind, id, _ in pages), *entries]
    html = {(kind, id): f"<header>页头</header><main><p>{text}</p></main>" for kind, id, text in pages}
    return page_words(shown, html, LITTLE)


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_of_a_committees_own_facts_every_word_is_kept() -> None:
    own, shared = kept(("room", "a", "乒乓球桌2张，轮椅的坡道"), ("room", "b", "轮椅1辆"))
    assert own == ["乒乓球桌 轮椅 坡道", "轮椅"]
    assert shared == ["", ""]


def test_of_a_shared_text_a_word_is_kept_where_it_is_said_most_and_nothing_else_says_it() -> None:
    asked = Entry("service", "c", "报修", "c/", ("水管漏",), "打电话", asked="谁来修")
    own, shared = kept(
        ("service", "a", "水管，电闸"),
        ("rule", "b", "电闸、电闸、报修、电话、谁来"),
        ("room", "r", "梯子"),
        entries=(asked,),
    )
    assert own == ["", "", "梯子", ""]
    assert shared == ["", "电闸", "", ""]


def test_what_a_room_says_is_not_kept_again_of_a_rule() -> None:
    assert kept(("rule", "a", "梯子，电钻"), ("room", "r", "梯子"))[1] == ["电钻", ""]


def test_what_the_templates_of_rooms_say_is_kept_once() -> None:
    own, _ = kept(*(("room", f"r{number}", "开放时间") for number in range(FRAME + 1)))
    assert own == ["开放时间"] + [""] * FRAME


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("木<strong>地</strong>板", "木地板"),
        ("木地<br>板凳", "木地 板凳"),
        ("AED急救箱", "aed 急救箱"),
        ("ＷｉＦｉ和5G", "wifi 5g"),
        ("&lt;梯子&gt;", "梯子"),
        ("王𬭎", "王𬭎"),
        ("二〇二六", "二〇二六"),
        ("电话021-5555-0101", "电话"),
        ("7个a", ""),
        ("好的球", ""),
        ("", ""),
    ],
)
def test_words_are_kept_as_they_are_read(text: str, words: str) -> None:
    assert kept(("room", "a", text))[0] == [words]


def test_a_page_is_read_without_the_frame_around_it() -> None:
    assert "页头" not in "".join(kept(("room", "a", "梯子"))[0])


def test_what_has_no_page_has_no_words() -> None:
    person = Entry("person", "a", "王样例", "duty/")
    assert page_words([person], {}, LITTLE) == ([""], [""])


# --- the example's pages ---------------------------------------------------------------------------------------------


def test_every_word_that_a_page_says_is_found(example: Path) -> None:
    """Each pair of characters of every page stands with an entry, and each of a committee's own facts with its own."""
    site = texts(example)
    little = set(site.inputs.site.handbook.words.search.little)
    said = list(zip(site.inputs.entries, *site.words, strict=True))
    told = ["\f".join((*entry.names, entry.sentence, entry.asked, own, shared)).lower() for entry, own, shared in said]
    everything = "\f".join(told)
    lost, pages = [], site.inputs.pages.pages
    for (kind, id), page in pages.items():
        text = re.sub(r"<[^>]*>", "\f", site.page(page, page.template).partition("<main")[2].partition("</main>")[0])
        pairs = {a + b for a, b in pairwise(text) if re.fullmatch("[\u3400-\u9fff]{2}", a + b) and not {a, b} & little}
        lost += [(kind, id, pair) for pair in pairs if id != "find" and pair not in everything]
    assert lost == []


@needs_node
def test_people_find_what_a_page_says(example: Path) -> None:
    rooms = example / "committees/sunny-garden/rooms.yml"
    edit(rooms, "equipment: [椭圆桌, 白板2块]", "equipment: [椭圆桌, 白板2块, 乒乓球桌1张, 投影仪（可借）, 王𬭎捐的琴]")
    queries = [
        "停电",
        "电梯困人",
        "轮椅",
        "老花镜",
        "乒乓球",
        "投影仪",
        "白板",
        "𬭎捐",
        "儿童桌椅",
        "自带水杯",
        "高级轮椅",
    ]
    first = [
        "上班和值班",
        "上班和值班",
        "社区事务服务大厅",
        "社区事务服务大厅",
        "社区议事室",
        "社区议事室",
        "社区议事室",
        "社区议事室",
        "四点半课堂",
        "四点半课堂",
        "社区事务服务大厅",
    ]
    answers = ask(example, queries)
    assert [wanted in answer[:3] for wanted, answer in zip(first, answers, strict=True)] == [True] * len(first), answers


@needs_node
def test_a_name_stands_before_a_text_and_a_text_changes_no_answer_by_names(example: Path) -> None:
    """Not even where only pairs of characters answer, which texts have in plenty."""
    edit(example / "committees/sunny-garden/rooms.yml", "[椭圆桌, 白板2块]", "[椭圆桌, 借书证样张, 吃午饭的桌子]")
    answers = ask(example, ["借书证", "午饭"])
    assert [answer[0] for answer in answers] == ["办借书证", "老人吃午饭、送餐"]
    assert ["社区议事室" in answer for answer in answers] == [True, True]


@needs_node
def test_what_shared_texts_say_is_found_with_the_second_script(example: Path) -> None:
    rule = next((example / "content/rules").glob("*.md"))
    rule.write_text(rule.read_text("utf-8") + "\n先查鼠疫疫苗本。\n", "utf-8")
    at_once, whole = ask(example, ["鼠疫"]), ask(example, ["鼠疫"], whole=True)
    assert at_once == [[]]
    assert len(whole[0]) == 1


@pytest.mark.parametrize(("name", "most"), [("entries", 24_000), ("words", 26_000)])
def test_the_scripts_of_a_whole_handbook_are_light(repository: Path, name: str, most: int) -> None:
    """In bytes on their way; the second one comes only to whoever looks for what no name says."""
    ready = planned(load(repository), [WEBSITE])
    inputs = CommitteeInputs(ready.plan.committees["baiyun"], site_inputs(ready).of_one_committee)
    file = CommitteeFile.ENTRIES if name == "entries" else CommitteeFile.WORDS
    assert len(gzip.compress(committee_file(file, CommitteeTexts(inputs)).encode(), 6)) <= most


def test_both_scripts_hold_a_line_for_each_entry(example: Path, garden: CommitteePages) -> None:
    entries, words = scripts(example)
    rows = json.loads(entries.partition("=")[2].rstrip(";\n"))
    assert (
        len(rows[3]) == len(rows[4].split("\n")) == len(json.loads(words.partition("=")[2].rstrip(";\n")).split("\n"))
    )


# --- pages that are read line by line --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "先登记\n再领取",
        '<a href="a/"\nclass="中文">登记领取</a>',
        "<p title='办理\n材料'>登记</p>",
        "登<b>记</b>领\n<strong>取</strong>",
        "办&#x4e00;件&nbsp;事&#10;情",
        "ＡＢＣ１２\nａｂｃ",
        "<br>登记<br>\n<wbr>领取",
        "a < b\n登记 > 领取",
    ],
)
def test_line_by_line_a_page_says_what_it_says_as_a_whole(text: str) -> None:
    page = f"<header>页头</header><main id='main'\n>{text}</main>"
    whole = page_words_module._pairs_of_runs(
        html.unescape(
            page_words_module.TAG.sub("\n", page_words_module.INLINE.sub("", f"<main id='main'\n>{text}")),
        ),
        LITTLE,
    )
    for said in (page, page.replace("'main'\n>", "'main'>")):
        assert [pairs for line in page_words_module._lines(said, LITTLE) for pairs in line] == list(whole)


def test_what_a_line_says_is_known_by_all_of_it_and_by_the_little_words() -> None:
    first, _ = kept(("page", "home", "登记的材料"))
    second, _ = kept(("page", "home", "登记的材料。"), ("page", "duty", "登记了材料"))
    assert first == ["登记 材料"]
    assert second == ["登记 材料", "登记 材料"]
    assert page_words([Entry("page", "home", "页", "home/")], HOME, frozenset()).own == ["登记的材料"]


HOME = {("page", "home"): "<main><p>登记的材料</p></main>"}
