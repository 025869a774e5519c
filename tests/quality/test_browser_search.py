"""The page that finds things as a browser runs it: rare characters, surnames, and words that only texts say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.served import Served, missing, run, served
from tools import edit

from generator.build.request import Request
from generator.journey import build

SECONDS = 120
NAMES = {"王样例": "王𬭎", "赵拟名": "翟小明"}
"""Who works there instead."""

pytestmark = pytest.mark.skipif(missing() != "", reason=missing())


@pytest.fixture(scope="module")
def site(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The example's website, where two of the staff have names that are hard to find."""
    root = copy_example(tmp_path_factory.mktemp("search"))
    for path in (root / "committees/sunny-garden").glob("*.yml"):
        text = path.read_text("utf-8")
        for old, new in NAMES.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    edit(root / "committees/sunny-garden/rooms.yml", "[椭圆桌, 白板2块]", "[椭圆桌, 乒乓球桌1张]")
    rule = next((root / "content/rules").glob("*.md"))
    rule.write_text(rule.read_text("utf-8") + "\n先查鼠疫疫苗本。\n", "utf-8")
    build(Request(root, root / "build", ("website",), jobs=1))
    with served(root / "build" / "website") as found:
        yield found


def ask(site: Served, folder: Path, *queries: str, slow: str = "") -> list[dict[str, Any]]:
    """What the page of a committee answers to queries, each typed into it anew."""
    url = site.address("sunny-garden/find/index.html")
    answers: list[dict[str, Any]] = run("ask.mjs", {"url": url, "queries": queries, "slow": slow}, folder, SECONDS)
    assert [answer["errors"] for answer in answers] == [[]] * len(queries)
    return answers


def test_names_are_found_as_typed_by_pinyin_and_by_initials(site: Served, tmp_path: Path) -> None:
    queries = ["𬭎", "王𬭎", "wanghong", "zhaixiaoming", "zxm", "翟小明"]
    titles = [answer["titles"][0] for answer in ask(site, tmp_path, *queries)]
    assert titles == ["王𬭎，委员、社区工作者"] * 3 + ["翟小明，协管员"] * 3


def test_a_committees_own_facts_are_found_without_another_script(site: Served, tmp_path: Path) -> None:
    answers = ask(site, tmp_path, "翟小明")
    assert [name for answer in answers for name in answer["scripts"] if name == "words.js"] == []
    pingpong, wheelchair, outage = ask(site, tmp_path, "乒乓球", "轮椅", "停电")
    assert pingpong["titles"][0] == "社区议事室"
    assert wheelchair["titles"][0] == "社区事务服务大厅"
    assert "上班和值班" in outage["titles"]


def test_what_only_a_shared_text_says_is_found_by_the_second_script_which_comes_once(
    site: Served, tmp_path: Path
) -> None:
    answer = ask(site, tmp_path, "先查鼠疫疫苗本")[0]
    assert len(answer["titles"]) == 1
    assert answer["count"] == "找到1条"
    assert answer["scripts"].count("words.js") == 1


def test_the_page_answers_while_the_second_script_is_on_its_way(site: Served, tmp_path: Path) -> None:
    nothing, name = ask(site, tmp_path, "鼠疫", "wanghong", slow="words.js")
    assert nothing["titles"] == []
    assert name["titles"][0] == "王𬭎，委员、社区工作者"
