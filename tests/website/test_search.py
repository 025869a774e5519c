"""Finding things: what there is, how it is read, from A to Z, and a search that answers as people ask."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools import TEMPLATES, TESTS, edit

from generator.build.render import site_inputs
from generator.codes.pages import Page, committee_pages
from generator.journey import prepare
from generator.model.handbook import Handbook
from generator.products import index
from generator.products.index import Entry
from generator.read.files import load
from generator.text import pinyin
from generator.website import search
from generator.website.context import committee_context
from generator.website.environment import ROOT, environment
from generator.website.inputs import CommitteeInputs

SCRIPT = TEMPLATES / "website" / "find.js"
QUERIES: Mapping[str, str | list[str]] = yaml.safe_load(
    (TESTS / "website" / "finding" / "queries.yml").read_text("utf-8")
)

ASK = """
const vm = require('vm'), fs = require('fs'), page = vm.createContext({});
const [script, list, name, queries] = JSON.parse(fs.readFileSync(0, 'utf-8'));
vm.runInContext(list, page);
const search = require(script), index = page[name];
console.log(JSON.stringify(queries.map(query => search(index, query).map(one => index[3].indexOf(one.row)))));
"""

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed: the search box is not run")


@pytest.fixture(scope="module")
def whole(repository: Path) -> Handbook:
    """The handbook that this project ships."""
    return load(repository)


@pytest.fixture(scope="module")
def found(whole: Handbook) -> list[Entry]:
    """Everything at one of its committees."""
    committee = next(one for one in whole.committees if one.slug == "baiyun")
    return search.entries(whole, committee_pages(whole, committee))


@pytest.fixture
def example_entries(handbook: Handbook) -> list[Entry]:
    """Everything at a committee of the example."""
    return search.entries(handbook, committee_pages(handbook, handbook.committees[0]))


def ask(shown: list[Entry], queries: list[str], name: str = search.ENTRIES) -> list[list[str]]:
    """What the script answers to queries, as `kind:id`."""
    given = json.dumps([str(SCRIPT), search.script(name, shown), name, queries])
    made = subprocess.run(
        ["node", "-e", ASK], input=given, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return [[f"{shown[number].kind}:{shown[number].id}" for number in hits] for hits in json.loads(made.stdout)]


def content(script: str) -> list[Any]:
    """What a script sets its name to."""
    made = re.fullmatch(r"var [A-Za-z]+=(.*);\n", script)
    assert made
    return list(json.loads(made[1]))


# --- entries ---------------------------------------------------------------------------------------------------------


def test_every_page_can_be_found(handbook: Handbook) -> None:
    for committee in handbook.committees:
        pages = committee_pages(handbook, committee)
        shown = {(one.kind, one.id): one for one in search.entries(handbook, pages)}
        for key, page in pages.pages.items():
            if key != ("page", "find"):
                assert f"{committee.slug}/{shown[key].address}" == page.path
                assert shown[key].title == page.title


def test_forms_certificates_estates_and_people_can_be_found(whole: Handbook, found: list[Entry]) -> None:
    by_kind = {kind: [one for one in found if one.kind == kind] for kind in ("form", "certificate", "estate", "person")}
    committee = next(one for one in whole.committees if one.slug == "baiyun")
    assert [one.id for one in by_kind["form"]] == list(whole.forms)
    assert {one.address for one in by_kind["form"]} == {f"forms/#{id}" for id in whole.forms}
    assert len(by_kind["certificate"]) == whole.policy.certificates
    assert all(one.sentence.startswith("居委会不开。") for one in by_kind["certificate"])
    assert [one.title for one in by_kind["estate"]] == [one.name for one in committee.profile.estates]
    assert by_kind["person"][0].title == "吴示例，书记、主任"
    assert [one.title for one in by_kind["person"] if "妇联" in one.words] == ["梁示例，委员"]


def test_placeholders_are_filled(found: list[Entry], example_entries: list[Entry]) -> None:
    for one in (*found, *example_entries):
        assert "{{" not in one.sentence + "".join(one.names)


def test_every_entry_has_a_sentence(found: list[Entry]) -> None:
    assert [one.title for one in found if not one.sentence] == []


def test_what_people_ask_about_a_service_is_searched(found: list[Entry]) -> None:
    assert "旧冰箱" in next(one for one in found if one.id == "bulky-waste").asked


def test_what_a_sub_district_calls_a_page_stands_before_what_everybody_calls_it(example: Path) -> None:
    own = {"title": "大家的房间", "sentence": "几间房，谁都能用。", "also_called": ["四间房", "借场地"]}
    (example / "content/pages.yml").write_text(json.dumps({"pages": {"rooms": own}}), "utf-8")
    handbook = load(example)
    shown = search.entries(handbook, committee_pages(handbook, handbook.committees[0]))
    rooms = next(one for one in shown if (one.kind, one.id) == ("page", "rooms"))
    assert (rooms.title, rooms.sentence) == ("大家的房间", "几间房，谁都能用。")
    assert rooms.words == ("四间房", "借场地", "活动室", "借房间")


def test_other_words_come_from_the_files(found: list[Entry]) -> None:
    words = {(one.kind, one.id): one.words for one in found}
    assert "五室一厅" in words["page", "rooms"]
    assert "改户口" in words["certificate", "户口登记项目内容变更申请证明"]
    assert "综治" in words["working-committee", "safety"]
    assert "报隐患" in words["form", "hazard-report"]


def test_certificates_are_counted(found: list[Entry], example_entries: list[Entry]) -> None:
    sentences = [one.sentence for one in (*found, *example_entries) if (one.kind, one.id) == ("page", "certificates")]
    assert [sentence[:5] for sentence in sentences] == ["20种证明", "两种证明居"]


def test_a_word_is_said_once(found: list[Entry]) -> None:
    assert [one.title for one in found if len(set(one.names)) != len(one.names)] == []


# --- pinyin ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "full", "initials"),
    [
        ("重大事务报告制度", "zhongdashiwubaogaozhidu", "zdswbgzd"),
        ("行政事务准入", "xingzhengshiwuzhunru", "xzswzr"),
        ("平安调处室", "pingantiaochushi", "patcs"),
        ("调委会", "tiaoweihui", "twh"),
        ("重大事务先问调委会再调查", "zhongdashiwuxianwentiaoweihuizaidiaocha", "zdswxwtwhzdc"),
        ("长者食堂", "zhangzheshitang", "zzst"),
        ("着火", "zhaohuo", "zh"),
        ("敲承重墙", "qiaochengzhongqiang", "qczq"),
        ("办老年综合津贴（敬老卡）", "banlaonianzonghejintiejinglaoka", "blnzhjtjlk"),
        ("12345市民热线", "12345shiminrexian", "12345smrx"),
    ],
)
def test_words_are_read_as_people_say_them(whole: Handbook, text: str, full: str, initials: str) -> None:
    phrases = whole.language.pinyin.syllables
    assert pinyin.reading(pinyin.syllables(text, phrases)) == pinyin.Reading(full, initials)


def test_a_surname_is_read_as_one(whole: Handbook) -> None:
    read = whole.language.pinyin
    person = Entry("person", "曾样例", "曾样例，委员", "duty/", ("曾用名",), pinyin=read)
    assert person.readings["曾样例，委员"].full == "zengyangliweiyuan"
    assert person.readings["曾用名"].full == "cengyongming"


@pytest.mark.parametrize(
    ("name", "full", "letter"),
    [
        ("翟小明", "zhaixiaoming", "Z"),
        ("卜示例", "bushili", "B"),
        ("缪范例", "miaofanli", "M"),
        ("乐示例", "yueshili", "Y"),
        ("尉样例", "weiyangli", "W"),
        ("尉迟样例", "yuchiyangli", "Y"),
        ("单样例", "shanyangli", "S"),
        ("单于样例", "chanyuyangli", "C"),
        ("万俟样例", "moqiyangli", "M"),
        ("乐正样例", "yuezhengyangli", "Y"),
        ("覃样例", "qinyangli", "Q"),
        ("薄荷", "bohe", "B"),
        ("阚样例", "kanyangli", "K"),
        ("粘样例", "nianyangli", "N"),
        ("郇样例", "xunyangli", "X"),
        ("解放", "xiefang", "X"),
        ("莘样例", "shenyangli", "S"),
        ("王𬭎", "wanghong", "W"),
        ("𫖯样例", "fuyangli", "F"),
    ],
)
def test_a_person_is_read_and_listed_by_the_surname(whole: Handbook, name: str, full: str, letter: str) -> None:
    person = Entry("person", name, f"{name}，委员", "duty/", pinyin=whole.language.pinyin)
    assert person.readings[person.title].full == f"{full}weiyuan"
    assert [group.letter for group in index.alphabet([person])] == [letter]


def test_what_begins_like_a_surname_and_is_no_name_is_read_as_usual(whole: Handbook) -> None:
    for word, full in (("查找", "chazhao"), ("单元门", "danyuanmen"), ("解除", "jiechu"), ("薄膜", "bomo")):
        entry = Entry("service", word, word, "a/", pinyin=whole.language.pinyin)
        assert entry.readings[word].full == full.replace("bomo", "baomo")


def test_committees_are_read_as_their_addresses_say(whole: Handbook) -> None:
    for one in search.directory(whole):
        if one.id.isalpha():
            assert one.readings[one.title].full == f"{one.id}juweihui"


def test_words_to_try_are_the_sub_districts_own_or_those_of_its_services(
    whole: Handbook, found: list[Entry], handbook: Handbook, example_entries: list[Entry]
) -> None:
    own = search.to_be_found(whole, found)
    assert own["examples"] == ("敬老卡", "狗证", "楼上漏水")
    assert own["spelt"] == {"word": "低保", "sign": "低", "syllable": "di"}
    usual = search.to_be_found(handbook, example_entries)
    assert usual["examples"] == ("老年助餐", "借书证办理")
    assert usual["spelt"] == {"word": "老年助餐", "sign": "老", "syllable": "lao"}


# --- from A to Z -----------------------------------------------------------------------------------------------------


def test_the_alphabet_holds_every_title_once(found: list[Entry]) -> None:
    groups = index.alphabet(found)
    assert [group.letter for group in groups] == sorted({group.letter for group in groups})
    assert all(re.fullmatch("[A-Z]", group.letter) for group in groups)
    titles = [
        line.entry.address + line.word for group in groups for line in group.lines if line.word == line.entry.title
    ]
    assert sorted(titles) == sorted(one.address + one.title for one in found)


def test_other_words_stand_at_their_own_letter(found: list[Entry]) -> None:
    at = {line.word: (group.letter, line.entry.id) for group in index.alphabet(found) for line in group.lines}
    assert at["敬老卡"] == ("J", "elder-allowance")
    assert at["狗证"] == ("G", "dog-registration")
    assert "全科社工" not in at  # a word for several people leads to none of them


def test_of_words_that_begin_alike_the_first_is_enough() -> None:
    one = Entry("service", "a", "垃圾怎么分", "a/", ("垃圾分类", "扔垃圾", "垃圾桶", "扔哪里"))
    words = [line.word for group in index.alphabet([one]) for line in group.lines]
    assert words == ["垃圾怎么分", "扔垃圾"]


def test_words_in_quotes_that_begin_otherwise_both_stand() -> None:
    shown = [Entry("service", "a", "办卡", "a/", ("“一网通办”", "“随申办”"))]
    words = {line.word: group.letter for group in index.alphabet(shown) for line in group.lines}
    assert words == {"办卡": "B", "“一网通办”": "Y", "“随申办”": "S"}


@pytest.mark.parametrize("sign", ["/", "——", "－", "？", "…", "☂"])
def test_a_sign_for_none_is_in_no_list_and_no_word_to_look_for(example: Path, sign: str) -> None:
    company = "property_company: 范例物业服务有限公司"
    edit(example / "committees/sunny-garden/committee.yml", company, f'property_company: "{sign}"')
    handbook = load(example)
    garden = next(one for one in handbook.committees if one.slug == "sunny-garden")
    shown = search.entries(handbook, committee_pages(handbook, garden))
    estate = next(one for one in shown if one.title == "阳光苑")
    assert estate.words == ()
    assert sign not in estate.sentence
    assert [line.word for group in index.alphabet(shown) for line in group.lines if line.word == sign] == []


def test_names_of_signs_alone_do_no_harm() -> None:
    shown = [Entry("page", "a", "？", "a/", ("/",)), Entry("page", "b", "王", "b/", ("\U0003abcd",))]
    assert [group.letter for group in index.alphabet(shown)] == ["W", index.DIGITS]
    assert content(search.index_script(shown))[0] == "wang王"


def test_the_page_needs_no_word_to_spell(handbook: Handbook, example_entries: list[Entry]) -> None:
    signs = [replace(one, title="？", words=("——",)) for one in example_entries]
    assert search.to_be_found(handbook, signs)["spelt"] == ""


def test_words_that_begin_with_a_number_come_last() -> None:
    shown = [Entry("page", "a", "12345", "a/"), Entry("page", "b", "找谁", "b/"), Entry("page", "c", "X处", "c/")]
    assert [group.letter for group in index.alphabet(shown)] == ["X", "Z", index.DIGITS]


def test_what_is_asked_for_most_comes_first(whole: Handbook, found: list[Entry]) -> None:
    first = [one.id for one in search.popular(whole, found)]
    assert first == [*whole.contents.popular, "duty", "certificates"]


# --- the scripts -----------------------------------------------------------------------------------------------------


def test_a_script_restores_every_entry(found: list[Entry]) -> None:
    readings, exceptions, folders, rows = content(search.index_script(found))
    by_character = {
        character: group[: len(group) - len(characters)]
        for group in readings.split("|")
        for characters in [group.lstrip("abcdefghijklmnopqrstuvwxyz")]
        for character in characters
    }
    for one, (title, folder, rest, words, sentence, back, asked) in zip(found, rows, strict=True):
        assert (title, folders[folder] + rest, tuple(words)) == (one.title, one.address, one.words)
        assert (sentence, bool(back), asked) == (one.sentence, one.minor, one.asked)
        for name in one.names:
            characters = "".join(pinyin.RUN.findall(name)).lower()
            usual = [by_character.get(character, character) for character in characters]
            assert tuple(exceptions[name].split() if name in exceptions else usual) == one.syllables(name)


def test_an_unusual_reading_is_kept() -> None:
    shown = [Entry("page", "a", "重大", "a/"), Entry("page", "b", "重要", "b/"), Entry("page", "c", "重复", "c/")]
    assert content(search.index_script(shown))[1] == {"重复": "chong fu"}


def test_quotes_and_lines_stay_within_their_text() -> None:
    one = Entry("page", "a", 'A"\\', "a/", ("'",), "'\"\n")
    assert content(search.index_script([one]))[3] == [['A"\\', 0, "", ["'"], "'\"\n", 0, ""]]


def test_scripts_stay_small(whole: Handbook) -> None:
    """The box itself in 6½ KB, and with it a committee's entries in 60."""
    box = len(SCRIPT.read_bytes())
    assert box <= 6.5 * 1024
    for committee in whole.committees:
        script = search.index_script(search.entries(whole, committee_pages(whole, committee)))
        assert box + len(script.encode()) <= 60 * 1024, committee.slug


def test_the_box_runs_in_old_browsers() -> None:
    """No syntax younger than ES5, nothing that a strict policy forbids, nothing a template would take for its own."""
    text = re.sub(r"/\*.*?\*/", "", SCRIPT.read_text("utf-8"))
    young = r"\b(let|const|class|async|await|import|export)\s|=>|`|\?\.|\?\?|\.\.\.|\(\?<"
    assert re.findall(young, text) == []
    assert (
        re.findall(r"\beval\b|new Function|innerHTML|\.style\b|XMLHttpRequest|fetch\(|localStorage|cookie", text) == []
    )
    assert re.findall(r"\{\{|\{%|\{#", SCRIPT.read_text("utf-8")) == []


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_page_needs_no_script(example: Path) -> None:
    ready = prepare(example, ["website"])
    pages = ready.plan.committees["sunny-garden"]
    shown = search.entries(ready.handbook, pages)
    inputs = CommitteeInputs(pages, site_inputs(ready).of_one_committee)
    context = {
        **committee_context(inputs),
        "page": Page("page", "find", "查找", "sunny-garden/find/"),
        "code": "000",
        **search.to_be_found(ready.handbook, shown),
    }
    html = environment(inputs.site).get_template("find.html").render(context)
    links = set(re.findall(r'href="\0sunny-garden/([^"]*)"', html))
    assert {one.address for one in shown} <= links
    assert re.findall(r"<form[^>]* hidden>", html) and re.findall(r"<p data-none hidden>", html)
    assert re.findall(r'<(?!a |p |ul |li|form|label|input|script)[a-z]+[^>]* (?:on\w+|style)="', html) == []
    assert re.findall(r'<script src="([^"]*)" defer></script>', html)[-2:] == [
        f"{ROOT}sunny-garden/find/entries.js",
        f"{ROOT}{ready.plan.assets['find.js']}",
    ]
    anchors, targets = re.findall(r'href="#(letter-[^"]+)"', html), re.findall(r'<section id="(letter-[^"]+)"', html)
    assert anchors == targets != []


# --- the search ------------------------------------------------------------------------------------------------------


@needs_node
def test_people_find_what_they_mean(found: list[Entry]) -> None:
    """Of many ways to ask, 95 in 100 have the answer among the first three; the others are printed."""
    answers = ask(found, [str(query) for query in QUERIES])
    wanted = [{one} if isinstance(one, str) else set(one) for one in QUERIES.values()]
    known = {f"{one.kind}:{one.id}" for one in found}
    assert [answer for one in wanted for answer in one - known] == []
    misses = [query for query, right, got in zip(QUERIES, wanted, answers, strict=True) if not right & set(got[:3])]
    first = sum(got[:1] != [] and got[0] in right for right, got in zip(wanted, answers, strict=True))
    print(f"{len(QUERIES)} queries, {first} right at once, {len(misses)} missed: {'、'.join(map(str, misses))}")
    assert len(QUERIES) >= 80
    assert len(misses) <= 0.05 * len(QUERIES), misses


RARE = (
    Entry("person", "a", "王𬭎，委员", "a/"),
    Entry("person", "b", "𫖯𬳵，书记", "b/", ("𠅤",)),
    Entry("page", "c", "二〇二六年", "c/"),
    Entry("page", "d", "\U0003abcd王", "d/"),
    Entry("person", "e", "汪宏，主任", "e/"),
)


@needs_node
def test_characters_beyond_the_basic_plane_are_found_as_typed_and_as_read() -> None:
    """And each counts as one: it may be the slip, and half of one is none."""
    queries = [
        "𬭎",
        "王𬭎",
        "王𬭎委",
        "wanghong",
        "wh",
        "hong",
        "𠅤",
        "fupi",
        "fp",
        "erlingerliu",
        "〇",
        "\U0003abcd",
        "𬳵",
    ]
    first = ["a", "a", "a", "a", "a", "a", "b", "b", "b", "c", "c", "d", "b"]
    answers = ask(list(RARE), queries)
    assert [answer[0].partition(":")[2] for answer in answers] == first
    assert "person:a" in ask(list(RARE), ["王洪委员", "王𬭎委圆"])[1]
    assert ask(list(RARE), ["𬭏", "\ue000", "\ue001", "😀"]) == [[]] * 4


RANKED = (
    Entry("page", "sentence", "甲", "a/", (), "这里说到居住证"),
    Entry("page", "near", "居民住证", "b/"),
    Entry("page", "word", "乙", "c/", ("新居住证",)),
    Entry("page", "contains", "办居住证", "d/"),
    Entry("page", "begins", "居住证签注", "e/"),
)


@needs_node
def test_the_best_stands_first() -> None:
    assert ask(list(RANKED), ["居住证", "juzhuzheng"]) == [
        ["page:begins", "page:contains", "page:word", "page:sentence"],
        ["page:begins", "page:contains", "page:word"],
    ]


@needs_node
def test_initials_of_a_person_stand_before_those_in_the_middle_of_a_word() -> None:
    shown = [Entry("page", "middle", "找委会", "a/"), Entry("person", "person", "王𬭎，委员", "b/", minor=True)]
    assert ask(shown, ["wh"]) == [["person:person", "page:middle"]]


@needs_node
def test_a_slip_is_forgiven_where_nothing_else_answers() -> None:
    shown = [Entry("page", "right", "办老年综合津贴", "a/"), Entry("page", "other", "报修", "b/", (), "老年综和津贴")]
    slips = [
        "老年综合津帖",
        "老年合津贴",
        "老年综合合津贴",
        "老年合综津贴",
        "zonghejintei",
        "zongejintie",
    ]
    assert ask(shown, slips) == [["page:right"]] * 6
    assert ask(shown, ["老年综和津贴"]) == [["page:right", "page:other"]]


@needs_node
def test_something_minor_stands_behind() -> None:
    shown = [Entry("form", "form", "调解登记", "a/", minor=True), Entry("service", "service", "找调解", "b/")]
    assert ask(shown, ["调解"]) == [["service:service", "form:form"]]


@needs_node
def test_odd_queries_do_no_harm(found: list[Entry]) -> None:
    queries = ["", "  ", "。", "（）", "火星飞船", "xqzw", "[", "\\", "*", "constructor", "__proto__"]
    assert ask(found, queries) == [[]] * len(queries)
    assert all(ask(found, ["办", "怎么办"]))


@needs_node
def test_signs_case_and_polite_words_do_not_matter(found: list[Entry]) -> None:
    queries = ["敬 老 卡", "“敬老卡”", "敬老卡 怎么办", "ＪＬＫ", "JLK", "jing'lao'ka", "请问敬老卡在哪里办"]
    assert {got[0] for got in ask(found, queries)} == {"service:elder-allowance"}


@needs_node
def test_committees_are_found_by_all_their_names(whole: Handbook) -> None:
    shown = search.directory(whole)
    queries = ["蓝天二村", "ltec", "白云", "云顶花园", "示例云路", "huaqiao", "同济雅住"]
    right = ["lantian-2", "lantian-2", "baiyun", "baiyun", "baiyun", "huaqiao", "tongji-yazhu"]
    answers = ask(shown, queries, search.DIRECTORY)
    assert [got[0] for got in answers] == [f"committee:{slug}" for slug in right]


@needs_node
def test_a_former_name_leads_to_the_committee_of_today(whole: Handbook) -> None:
    old = next(one for one in search.directory(whole) if one.id == "rongshu")
    shown = [replace(old, words=("旧示例居委会",)), *search.directory(whole)]
    assert ask(shown, ["旧示例"], search.DIRECTORY) == [["committee:rongshu"]]


@needs_node
def test_a_name_that_every_object_of_a_script_has_is_found_as_any_other(example_entries: list[Entry]) -> None:
    """And the box still answers what else it is asked."""
    names = ("constructor", "toString", "__proto__", "hasOwnProperty")
    strange = [replace(example_entries[0], id=name, title=name, words=names) for name in names]
    answers = ask([*example_entries, *strange], [*names, "午饭"])
    assert [answer[0] for answer in answers[:-1]] == [f"{strange[0].kind}:{name}" for name in names]
    assert answers[-1]
