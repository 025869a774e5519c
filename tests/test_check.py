"""The rules: each trips over the mistake it is there for, at its place, and over nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tools import edit, line_of

from generator import check
from generator.check import RULES, check_handbook, is_bank_card, is_id_number
from generator.loader import load
from generator.model import Handbook
from generator.problem import errors, in_order

CONTENTS = "content/contents.yml"
POLICY = "content/policy.yml"
LUNCH = "content/services/lunch.md"
GARDEN = "committees/sunny-garden"
STREET = "committees/old-street"


class Told(NamedTuple):
    """What a rule must say: its id, words of its message or hint, and a passage of the line it must point at."""

    id: str
    words: str
    passage: str = ""


class Slip(NamedTuple):
    """An edit of the example and what the rule must say of it, of the edited line where nothing else is named."""

    rule: check.Rule
    file: str
    old: str
    new: str
    told: tuple[Told, ...]
    severity: str
    at: str


def slip(rule: check.Rule, file: str, old: str, new: str, *told: Told, severity: str = "error", at: str = "") -> Slip:
    """An edit of a file, and what must be said of that file or of the file `at`."""
    return Slip(rule, file, old, new, told, severity, at or file)


SLIPS = (
    # contents.yml
    slip(check.contents_consistent, CONTENTS, "[lunch, lib", "[lunhc, lib", Told("D036", "是不是想写“lunch”？")),
    slip(check.contents_consistent, CONTENTS, "hall: hall", "hall: hal", Told("D036", "没有叫“hal”的空间")),
    slip(check.contents_consistent, CONTENTS, "- room:hall", "- room:hal", Told("D036", "没有叫“hal”的章节")),
    slip(check.contents_consistent, CONTENTS, "- room:hall", "- form:hall", Told("D036", "不认识“form:hall”")),
    slip(
        check.contents_consistent,
        CONTENTS,
        "- rule:reception",
        "- rule:meeting  # again",
        Told("D036", "“rule:meeting”在汇编里出现了两次"),
        Told("D036", "制度“reception”没有编进汇编", "  - reception"),
    ),
    slip(
        check.contents_consistent,
        CONTENTS,
        "  - lunch\n",
        "  - lunch\n" * 2,
        Told("D036", "“lunch”在 services 里写了 2 次", "  - library-card"),
    ),
    # texts
    slip(
        check.placeholders_known, LUNCH, "committee.hall", "committee.hal", Told("D023", "是不是想写“committee.hall”？")
    ),
    slip(
        check.placeholders_known,
        CONTENTS,
        "{{ subdistrict.office }}",
        "{{ office }}",
        Told("D023", "不认识占位词“office”"),
    ),
    slip(
        check.placeholders_known,
        f"{STREET}/committee.yml",
        "一条老街，",
        "打{{ committee.phone }}，",
        Told("D023", "这里不能用占位词“{{ committee.phone }}”"),
    ),
    slip(check.links_resolve, LUNCH, "(room:hall)", "(room:hal)", Told("X10", "是不是想写“hall”？")),
    slip(check.links_resolve, LUNCH, "(page:duty)", "(page:dutys)", Told("X10", "链接“page:dutys”没有页面")),
    slip(check.links_resolve, LUNCH, "(room:hall)", "(/rooms/hall)", Told("X10", "不认识的链接")),
    slip(check.glyphs_present, LUNCH, "忌口", "忌口😀", Told("X6", "字库里没有“😀”（U+1F600）")),
    slip(
        check.glyphs_present,
        f"{GARDEN}/committee.yml",
        "主持全面工作",
        "主持😀👍",
        Told("X6", "“👍”（U+1F44D）"),
        Told("X6", "“😀”（U+1F600）"),
    ),
    slip(check.no_personal_data, LUNCH, "戴工作牌", "电话13800138000", Told("X11", "这里像是有手机号")),
    slip(
        check.no_personal_data,
        f"{GARDEN}/records.yml",
        "工作经费收支",
        "补助：11010519491231002X",
        Told("X11", "这里像是有身份证号"),
    ),
    slip(
        check.no_personal_data,
        f"{GARDEN}/committee.yml",
        "负责自治议题",
        "账号4111111111111111",
        Told("X11", "这里像是有银行卡号"),
    ),
    # what all share
    slip(
        check.fields_assigned, LUNCH, "committee: services", "committee: service", Told("M2", "是不是想写“services”？")
    ),
    slip(check.fields_assigned, LUNCH, "field: 生活服务", "field: 生活服物", Told("M2", "没有叫“生活服物”的职责")),
    slip(
        check.fields_assigned,
        "content/rules/meeting.md",
        "committee: self-governance",
        "committee: safety",
        Told("M2", "没有叫“safety”的工作委员会"),
    ),
    slip(
        check.number_of_committees,
        POLICY,
        "committees: 2",
        "committees: 3",
        Told("G1", "成立的有 2 个"),
        severity="warning",
    ),
    slip(
        check.number_of_committees,
        f"{STREET}/committee.yml",
        "branch:",
        "since: 2026-02\nbranch:",
        Told("G1", "成立的有 1 个", "committees: 2"),
        severity="warning",
        at=POLICY,
    ),
    slip(
        check.numbers_unique,
        f"{STREET}/committee.yml",
        'number: "002"',
        'number: "001"',
        Told("X2", "编号 001 已经是 old-street 的"),
        at=f"{GARDEN}/committee.yml",
    ),
    slip(
        check.numbers_unique,
        f"{GARDEN}/committee.yml",
        'number: "001"',
        'number: "1"',
        Told("X2", "编号“1”应当和别的居委会一样长，3 位"),
    ),
    slip(
        check.ledger_whole,
        f"{GARDEN}/codes.yml",
        "0010024",
        "0010020",
        Told("X2", "编码 0010020 和居委会编号、序号对不上"),
    ),
    slip(check.ledger_whole, f"{GARDEN}/codes.yml", "page, id: rooms", "page, id:  home", Told("X2", "出现了两次")),
    slip(
        check.ledger_whole,
        f"{GARDEN}/codes.yml",
        '"002", code: "0010024"',
        '"001",  code: "0010019"',
        Told("X2", "“办事”或序号 001 出现了两次"),
    ),
    # one committee
    *(
        slip(check.people_known, f"{GARDEN}/{file}", old, new, Told("D037", "是不是想写“"))
        for file, old, new in (
            ("committee.yml", "director: 李范例", "director: 李范列"),
            ("committee.yml", "cadres: [王样例]", "cadres: [王例样]"),
            ("committee.yml", "assistants: [赵拟名]", "assistants: [赵名]"),
            ("committee.yml", "环境卫生: 赵拟名", "环境卫生: 赵名"),
            ("rooms.yml", "contact: 王样例", "contact: 王例"),
            ("rooms.yml", "contact: 赵拟名", "contact: 赵名"),
            ("hours.yml", "staff: [王样例]", "staff: [王例]"),
            ("hours.yml", "staff: [陈示例]", "staff: [陈例]"),
        )
    ),
    slip(check.rooms_known, f"{STREET}/rooms.yml", "  - id: council\n", "", Told("R4", "没有社区议事室", "- id: hall")),
    slip(
        check.rooms_known,
        f"{STREET}/rooms.yml",
        "  - id: council\n",
        "  - id: council\n  - id: council  # again\n",
        Told("R4", "“council”写了两次"),
        Told("R4", "“council”写了两次", "# again"),
    ),
    slip(
        check.rooms_known,
        f"{STREET}/rooms.yml",
        "rooms:\n",
        "rooms:\n  - id: counsel\n",
        Told("R4", "是不是想写“council”？", "counsel"),
    ),
    slip(check.rooms_known, f"{GARDEN}/rooms.yml", "id: tool-corner", "id:  hall", Told("D038", "“hall”已经有了")),
    slip(
        check.rooms_known,
        f"{GARDEN}/rooms.yml",
        "id: tool-corner",
        "id:  after-school",
        Told("D038", "“after-school”已经有了"),
    ),
    slip(
        check.rooms_known,
        f"{GARDEN}/rooms.yml",
        "shares_with: [reading]",
        "shares_with: [readings, after-school]",
        Told("D038", "没有叫“readings”的空间"),
        Told("D038", "没有叫“after-school”的空间"),
    ),
    slip(
        check.working_committees_known,
        f"{STREET}/committee.yml",
        "  - id: services\n    director: 孙示例\n",
        "",
        Told("M1", "没有社区服务委员会", "- id: self-governance"),
    ),
    slip(
        check.working_committees_known,
        f"{STREET}/committee.yml",
        "plates:",
        "  - id: safety\n    director: 孙示例\nplates:",
        Told("M1", "没有叫“safety”的工作委员会"),
    ),
    slip(
        check.working_committees_known,
        f"{GARDEN}/committee.yml",
        "生活服务: 王样例",
        "生活服物: 王样例",
        Told("M1", "是不是想写“生活服务”？"),
    ),
    slip(
        check.directors_post,
        f"{GARDEN}/committee.yml",
        "    director_reason: 副主任主持自治委员会，经居民会议同意。\n",
        "",
        Told("M3", "王样例是委员、社区工作者，不是副主任以上", "director: 王样例"),
        severity="warning",
    ),
    slip(
        check.branch_known,
        f"{STREET}/committee.yml",
        "branch: 支部",
        "branch: 党支部",
        Told("N2", "没有叫“党支部”的支部类型"),
    ),
    slip(
        check.plates_worded,
        f"{STREET}/committee.yml",
        "老街社区居民委员会",
        "老街居民委员会",
        Told("N3", "应为“示例区示例街道老街社区居民委员会”"),
    ),
    slip(
        check.plates_worded,
        f"{GARDEN}/committee.yml",
        "居民区总支部委员会",
        "居民区支部委员会",
        Told("N2", "应为“中共示例区示例街道阳光花园居民区总支部委员会”"),
    ),
    slip(
        check.plates_worded,
        f"{STREET}/committee.yml",
        "kind: party-branch",
        "kind:  committee",
        Told("N1", "门口的牌子里，“committee”有 2 块"),
        Told("N1", "门口的牌子里，“party-branch”有 0 块"),
        Told("N3", "不是规范名称", "text: 中共"),
    ),
    slip(
        check.plates_worded,
        f"{STREET}/committee.yml",
        "plates:\n",
        "plates:\n  - kind: library\n    text: 老街图书馆\n",
        Told("N1", "没有叫“library”的牌子", "library"),
    ),
    slip(
        check.one_board,
        f"{GARDEN}/register.yml",
        "room: hall",
        "room: council",
        Told("B3", "这里写了 1 个", "综合功能宣传栏"),
    ),
    slip(
        check.one_board,
        f"{GARDEN}/register.yml",
        "kind: 居务公开栏",
        "kind:  综合功能宣传栏",
        Told("B3", "这里写了 2 个", "综合功能宣传栏"),
    ),
    slip(
        check.one_board, f"{STREET}/register.yml", "kind: 综合功能宣传栏", "kind: 黑板报", Told("B3", "这里写了 0 个")
    ),
    slip(
        check.notices_filed, f"{GARDEN}/records.yml", "item: funds", "item: fund", Told("D039", "是不是想写“funds”？")
    ),
    slip(
        check.notices_filed,
        f"{GARDEN}/records.yml",
        "expires: 2027-01-15",
        "expires: 2026-10-15",
        Told("D039", "到期日在公开日之前"),
    ),
    slip(
        check.generalists_at_the_window,
        f"{GARDEN}/hours.yml",
        "[王样例]",
        "[李范例, 赵拟名]",
        Told("R2", "赵拟名不是全科社工"),
    ),
)


def name(slip: Slip) -> str:
    """The rule and what was written."""
    return f"{getattr(slip.rule, '__name__', '')}: {slip.new.strip()[:24]}"


@pytest.fixture(scope="module")
def root(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the example for all slips."""
    return copy_example(tmp_path_factory.mktemp("check"))


@pytest.mark.parametrize("slip", [pytest.param(slip, id=name(slip)) for slip in SLIPS])
def test_a_rule_trips_over_its_mistake(slip: Slip, root: Path) -> None:
    """It says so at the line, with its id, and a warning stays a warning."""
    path = root / slip.file
    good = path.read_bytes()
    edit(path, slip.old, slip.new)
    try:
        found = in_order(slip.rule(load(root)))
        lines = [line_of(root / slip.at, told.passage or slip.new.split("\n")[0]) for told in slip.told]
    finally:
        path.write_bytes(good)
    assert [(problem.location.file, problem.location.line, problem.rule) for problem in found] == sorted(
        (slip.at, line, told.id) for line, told in zip(lines, slip.told, strict=True)
    )
    for told in slip.told:
        assert any(told.id == it.rule and (told.words in it.message or told.words in it.hint) for it in found), told
    for problem in found:
        assert problem.severity == slip.severity
        assert problem.committee == (slip.at.split("/")[1] if slip.at.startswith("committees/") else "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_is_silent_about_the_example(rule: check.Rule, root: Path) -> None:
    """There is nothing to say."""
    assert list(rule(load(root))) == []


def test_every_rule_is_tried() -> None:
    """A rule without a mistake here is a rule nobody has seen at work."""
    assert {slip.rule for slip in SLIPS} == set(RULES)


def test_every_rule_names_its_id() -> None:
    """The docstring is what the documents are made from."""
    for rule in RULES:
        ids = {told.id for slip in SLIPS if slip.rule is rule for told in slip.told}
        assert rule.__doc__
        assert rule.__doc__.startswith(tuple(ids))


def test_the_shipped_handbook_has_no_errors(repository: Path) -> None:
    """What this project ships can be built."""
    assert errors(check_handbook(load(repository))) == []


def test_a_board_without_a_register(example: Path) -> None:
    """Where the file itself is missing, it is named all the same."""
    (example / STREET / "register.yml").unlink()
    (found,) = check.one_board(load(example))
    assert found.location.file == f"{STREET}/register.yml"


def test_a_reason_makes_a_director_of_anyone(example: Path) -> None:
    """The policy says “in principle”."""
    edit(example / STREET / "committee.yml", "posts: [副主任]", "posts: [委员]")
    assert len(list(check.directors_post(load(example)))) == 2
    edit(example / STREET / "committee.yml", "director: 孙示例", "director: 孙示例\n    director_reason: 只有一个人。")
    assert list(check.directors_post(load(example))) == []


def test_a_branch_of_the_other_type_has_another_plate(example: Path) -> None:
    """The plate follows the branch."""
    edit(example / STREET / "committee.yml", "branch: 支部", "branch: 总支部")
    assert [found.hint for found in check.plates_worded(load(example))] == [
        "应为“中共示例区示例街道老街居民区总支部委员会”"
    ]


def test_a_further_font_makes_a_character_printable(example: Path) -> None:
    """What site_config.yml names is looked through as well; an empty folder helps nobody."""
    edit(example / LUNCH, "忌口", "忌口😀")
    edit(example / "site_config.yml", "edition: 1", "edition: 1\n      fonts: fonts")
    (example / "fonts").mkdir()
    assert [found.rule for found in check.glyphs_present(load(example))] == ["X6"]


@pytest.mark.parametrize(
    "text", ["021-5555-0116", "12345", "310117004016", "2026-11-22", "9138001380001", "11010519491231002"]
)
def test_numbers_that_are_nobodys_own(example: Path, text: str) -> None:
    """Office telephones, hotlines, codes and dates are no personal data."""
    edit(example / LUNCH, "戴工作牌", f"见{text}")
    assert list(check.no_personal_data(load(example))) == []


def test_identity_numbers_by_their_check_character() -> None:
    """The example of the standard, in either case, and no number with a wrong last character."""
    assert is_id_number("11010519491231002X")
    assert is_id_number("11010519491231002x")
    assert [end for end in "0123456789X" if is_id_number(f"11010519491231002{end}")] == ["X"]


def test_bank_cards_by_luhn() -> None:
    """One digit in ten passes."""
    for digits, right in (("411111111111111", "1"), ("555555555555444", "4"), ("622202987654321", "4")):
        assert [end for end in "0123456789" if is_bank_card(digits + end)] == [right]


@pytest.mark.parametrize("text", ["{{ committee.phone }", "{{ committee.phone", "{{ committee.\nphone }}"])
def test_a_placeholder_that_is_never_filled(example: Path, text: str) -> None:
    """Braces are not published."""
    edit(example / LUNCH, "戴工作牌", f"见{text}")
    assert {found.rule for found in check.placeholders_known(load(example))} == {"D023"}


def test_handbook_is_not_changed_by_being_checked(handbook: Handbook) -> None:
    """Checking twice says the same twice."""
    assert list(check_handbook(handbook)) == list(check_handbook(handbook)) == []
