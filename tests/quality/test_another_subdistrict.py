"""Another sub-district changes files only: nothing that is made of its handbook says a word of the shipped one.

The other one is the example with new names for all that it shares with the shipped handbook, and with fewer lists. It
has another number of working committees, rooms and lists, other plates, and no name for all rooms together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from quality.compare_builds import products
from tools import edit

from generator.build.request import Request
from generator.issue import issue, status
from generator.issue.issue import Order
from generator.journey import build
from generator.model.handbook import Handbook
from generator.privacy.files import UNREAD, file_texts, suffix_of
from generator.products.catalogue import FORMS, PRODUCTS
from generator.read.files import load
from generator.text.chinese import quantity

GARDEN = "sunny-garden"

NAMES: Mapping[str, str] = {
    "社区事务服务大厅": "邻里会客厅",
    "社区议事室": "商量屋",
    "社区自治委员会": "楼组议事会",
    "社区服务委员会": "生活帮手会",
    "社区自治办": "基层治理科",
    "全科社工窗口": "全能窗口",
    "全科社工": "多面手",
    "工作例会": "碰头会",
    "听证会、协调会和评议会": "恳谈会和回头看",
    "居委会干部": "居委会成员",
    "协管员": "楼组帮手",
    "居民代表": "楼组代表",
    "主任": "会长",
    "书记": "支书",
}
"""What the example calls as the shipped handbook does, and what the other sub-district calls it."""

LISTS_LESS = {
    "content/lists.yml": r"  - id: seals\n(?:    .*\n)+",
    "content/policy.yml": r"  - id: seals\n(?:    .*\n)+|  - 示例区居委会盖章事项清单\n",
    f"committees/{GARDEN}/register.yml": r"  - \{kind: 盖章.*\n",
}
"""What goes with the third list, by file."""

SETTINGS = """      report: 是
      downloads: [rulebook, board, doorsign, guide, roster, disclosure, plates, forms]
"""


def renamed(root: Path) -> None:
    """Give a copy of the example names of its own, and one list less; nothing was printed under the old names."""
    (root / "committees" / GARDEN / "codes.yml").unlink()
    texts = [path for folder in ("content", "committees") for path in (root / folder).rglob("*.*")]
    for path in texts:
        text = path.read_text("utf-8")
        for old, new in NAMES.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    for file, gone in LISTS_LESS.items():
        text, count = re.subn(gone, "", (root / file).read_text("utf-8"))
        assert count, file
        (root / file).write_text(text, "utf-8")
    edit(root / "site_config.yml", "      demonstration: 是\n", f"      demonstration: 是\n{SETTINGS}")


def printed(root: Path) -> None:
    """Give sheets to the printer, change what they say, and give them to the printer again."""
    sheets = ("rulebook", "rulebook-chapters", "board", "doorsign", "guide", "roster", "plates")
    issue.issue(Order(root, root / "build", sheets, GARDEN, jobs=1))
    edit(root / "content/rules/reception.md", "3个工作日内答复", "3个工作日内写信答复")
    edit(root / "committees" / GARDEN / "committee.yml", "021-5555-0101", "021-5555-0109")
    issue.issue(Order(root, root / "build", ("rulebook", "guide"), GARDEN, jobs=1))


@pytest.fixture(scope="module")
def other(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The other sub-district with all that can be made of it, in build/."""
    root = copy_example(tmp_path_factory.mktemp("other"))
    renamed(root)
    printed(root)
    build(Request(root, root / "build", tuple(FORMS), jobs=1))
    (root / "build/reprints.pdf").write_bytes(status.reprint_list(load(root), status.status(root)))
    told = "\n".join(status.text(status.status(root)))
    (root / "build/status.txt").write_text(told, "utf-8")
    return root


def words_of(handbook: Handbook) -> Iterator[str]:
    """Everything that has its name from this sub-district, and what is said with the numbers of its things."""
    policy = handbook.policy
    yield from (policy.district, policy.subdistrict, policy.title, policy.number, policy.issuer, policy.office.name)
    yield from (policy.district.removesuffix("区"), policy.subdistrict.removesuffix("街道"))
    yield from (pattern.pattern.partition("{name}")[0] for pattern in policy.plates)
    yield from (pattern.pattern.rpartition("}")[2] for pattern in policy.plates)
    yield from (committee.profile.name for committee in handbook.committees)
    yield from (room.name for room in handbook.every_room.values())
    for working_committee in handbook.working_committees.values():
        yield from (working_committee.name, *working_committee.also_called)
        yield from (group.name for group in working_committee.groups)
    yield from (department.name for department in handbook.subdistrict.departments)
    yield from (superior.name for superior in handbook.subdistrict.superiors)
    for one in handbook.lists.lists:
        yield from (one.title, *(entry.title for entry in one.entries))
    yield from (policy.boards.kind, *policy.boards.apart, policy.rooms.window, policy.rooms.generalist)
    yield from (policy.meetings.regular, policy.meetings.study, *policy.meetings.procedures)
    yield from (policy.assessment, *policy.training, *policy.annexes)
    yield from filter(None, (word for _, word in policy.member_kinds))
    yield from (policy.posts.chair, policy.posts.secretary, policy.posts.director)
    yield from (appointment.name for appointment in policy.appointments)
    yield from (one.name for one in (*policy.goals, *policy.phases))
    yield from (kind.name for kind in policy.duty.kinds if not kind.days)
    for service in handbook.services.values():
        yield from (service.title, service.name)
    yield from (rule.title for rule in handbook.every_rule.values())
    yield from (form.title for form in handbook.forms.values())
    yield from (item.name for item in handbook.certificates.items)
    for page in handbook.language.own.pages.values():
        yield from (*page.also_called, *page.examples, *filter(None, (page.spelt,)))
    yield from scheme(handbook)


def scheme(handbook: Handbook) -> Iterator[str]:
    """What is said with how many rooms, working committees, lists and certificates there are."""
    fields, lists = quantity(len(handbook.working_committees)), quantity(len(handbook.lists.lists))
    certificates, rooms = quantity(len(handbook.certificates.items)), quantity(len(handbook.policy.rooms.others))
    yield from filter(None, (handbook.policy.rooms.scheme, f"{rooms}室", f"1+{len(handbook.policy.rooms.others)}+X"))
    yield from (f"{fields}个工作委员会", f"{fields}个委员会", f"{fields}委员会")
    yield from (f"{lists}份参考清单", f"{lists}份清单", f"{lists}张清单", f"{certificates}种证明")


def own_texts(handbook: Handbook) -> str:
    """What a sub-district says in files of its own."""
    return "\n".join(one.text for one in handbook.files if not one.source.file.startswith("templates/"))


def foreign(handbook: Handbook, other: Path) -> list[str]:
    """The words of a handbook that another sub-district does not use, each with the spaces left out."""
    own = own_texts(load(other))
    return sorted({"".join(word.split()) for word in words_of(handbook) if len(word) > 1 and word not in own})


def made(root: Path) -> dict[str, str]:
    """The text of every file that was made, by its path, with the spaces and the ends of lines left out."""
    files = {path: file for path, file in products(root / "build").items() if suffix_of(file.name) not in UNREAD}
    texts = ((path, "".join(file_texts(file.name, file.read_bytes()))) for path, file in sorted(files.items()))
    return {path: "".join(text.split()) for path, text in texts}


def test_the_other_sub_district_makes_everything(other: Path) -> None:
    """What is searched below is of every kind; each product is there, and the pages of what was issued."""
    files = made(other)
    assert {path.partition("/")[0] for path in files if "/" in path} == set(PRODUCTS)
    assert {"reprints.pdf", "status.txt", f"rulebook/{GARDEN}-changes.pdf", f"board/{GARDEN}-2400x1200.pdf"} <= set(
        files
    )
    suffixes = {suffix_of(path) for path in files}
    assert {".html", ".js", ".xml", ".ics", ".vcf", ".atom", ".csv", ".pdf", ".txt", ".webmanifest"} <= suffixes
    assert all(text for path, text in files.items() if suffix_of(path) in (".html", ".pdf", ".js", ".ics"))


def test_the_other_sub_district_has_other_numbers_and_names(repository: Path, other: Path) -> None:
    """Or the words looked for below would be its own as well."""
    shipped, second = load(repository), load(other)
    assert set(scheme(shipped)).isdisjoint(scheme(second))
    names = [set(NAMES).intersection(words_of(handbook)) for handbook in (shipped, second)]
    assert names == [set(NAMES) - {"听证会、协调会和评议会"}, set()]
    assert len(foreign(shipped, other)) > 200


def test_nothing_says_a_word_of_the_shipped_handbook(repository: Path, other: Path) -> None:
    words = foreign(load(repository), other)
    found = {path: said for path, text in made(other).items() if (said := [word for word in words if word in text])}
    assert not found


@pytest.mark.parametrize(
    "said", ["三个工作委员会", "三个委员会管什么", "工作人员与三委员会", "两份参考清单", "两种证明"]
)
def test_the_other_sub_district_counts_its_own_things(other: Path, said: str) -> None:
    assert any(said in text for text in made(other).values())
