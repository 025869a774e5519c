"""The loader: which files are found, which are missed, and what is said of each."""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tools import edit, templates_to_edit, typed

from generator import SITE_CONFIG
from generator.build.inputs import Needs, Sources
from generator.model.field_names import bilingual
from generator.model.site import Settings
from generator.problem import HandbookError, Problem
from generator.read import listing
from generator.read.files import RESERVED_SLUGS, load
from generator.read.templates import read_templates


def problems(root: Path) -> tuple[Problem, ...]:
    """What the loader says against the handbook in `root`."""
    with pytest.raises(HandbookError) as caught:
        load(root)
    return caught.value.problems


def told(root: Path) -> list[tuple[str, int, str]]:
    """The same as file, line and rule."""
    return [(found.location.file, found.location.line, found.rule) for found in problems(root)]


def test_the_example_is_whole(example: Path) -> None:
    """Everything is there, in the order of contents.yml, committees by slug."""
    handbook = load(example)
    assert list(handbook.services) == ["library-card", "lunch", "mediation"]
    assert list(handbook.rooms) == ["hall", "council", "reading", "exercise"]
    assert list(handbook.working_committees) == ["self-governance", "services", "harmony"]
    assert list(handbook.rules) == ["meeting", "reception", "together", "duty", "admission", "assessment"]
    assert list(handbook.forms) == ["meeting-record", "duty-record", "diary"]
    assert list(handbook.calendars) == [2026, 2027]
    assert next(iter(handbook.lists.entries)) == "meal-delivery"
    assert handbook.today == datetime.date(2026, 11, 22)
    assert [committee.slug for committee in handbook.committees] == ["old-street", "sunny-garden"]
    assert handbook.services["lunch"].id == "lunch"
    assert handbook.services["lunch"].body.startswith("<div>")
    assert handbook.root == example


def test_one_committee_has_everything_and_one_the_least(example: Path) -> None:
    """So that both ends of every template are tried: whatever may be written is, and what no clause asks for is not."""
    everything, least = sorted(load(example).committees, key=lambda committee: committee.slug, reverse=True)
    seldom = {
        "editions",
        "tips",
        "retired",
        "entrance",
        "allow",
    }  # what is issued, what is gone, a plan, what somebody answers for: tests make these where they need them
    for record in everything.files:
        assert {name for name in type(record).model_fields if not getattr(record, name)} <= seldom
    profile = least.profile
    assert not (profile.phone or profile.former_names or profile.since or profile.directions)
    assert not (least.premises.spaces or least.timetable.replacements or least.ledger.codes)
    assert not (least.register.plates or least.register.admitted or least.records.assessments)
    assert not any(space.floor or space.position or space.booking for space in least.premises.rooms)


@contextmanager
def noting_opened_files(below: Path) -> Iterator[set[str]]:
    """The files below a folder that are opened meanwhile, by their path, whoever opens them and however."""
    opened: set[str] = set()
    LISTENERS.append(
        lambda path: opened.add(path.relative_to(below).as_posix()) if path.is_relative_to(below) else None
    )
    try:
        yield opened
    finally:
        LISTENERS.pop()


LISTENERS: list[Callable[[Path], None]] = []


def heard(event: str, arguments: tuple[object, ...]) -> None:
    """Tell the newest listener which file is opened; an audit hook stays for as long as the process lives."""
    if LISTENERS and event == "open" and isinstance(arguments[0], str):
        LISTENERS[-1](Path(arguments[0]))


sys.addaudithook(heard)


def with_every_kind_of_file(example: Path) -> Path:
    """The example with what it lacks: something that is gone, a committee that is no more, a sheet that was issued."""
    (example / "content/retired.yml").write_text("retired: []\n", "utf-8")
    former, editions = example / "committees/former", example / "committees/sunny-garden/editions"
    former.mkdir()
    editions.mkdir()
    said = 'name: 旧里\nnumber: "099"\ndate: 2026-10-01\nmerged_into: old-street\n'
    (former / "dissolved.yml").write_text(said, "utf-8")
    (former / "codes.yml").write_text("codes: []\neditions: []\n", "utf-8")
    (editions / "1.json").write_text("{}", "utf-8")
    return example


def test_every_file_that_is_read_is_listed(example: Path) -> None:
    """No kind of file is read behind the back of those who check texts, count digests and watch for changes.

    What an issued sheet said is no file of an author's, so it is in the list of files but not among the records.
    """
    root = with_every_kind_of_file(example)
    everything = {path.relative_to(root).as_posix() for path in root.rglob("*.*") if "templates" not in path.parts}
    everything |= {f"templates/shared/{name}.yml" for name in ("pages", "words", "labels", "pinyin")}
    drawn_with = {f"templates/website/{path.name}" for path in (root / "templates/website").iterdir()}
    drawn_with |= {"templates/shared/look.yml"}
    with noting_opened_files(root) as opened:
        handbook = load(root)
    with noting_opened_files(root) as opened_for_looks:
        templates = read_templates(root)
    snapshots = {path for path in everything if path.endswith(".json")}
    files = [record.source.file for record in handbook.files]
    listed = [
        *listing.shared_files(root),
        *(file for slug in listing.committee_folders(root) for file in listing.committee_files(root, slug)),
    ]
    assert opened == everything == {*files, *snapshots} == {*listed}
    assert len(listed) == len({*listed})
    assert opened_for_looks == drawn_with == {*listing.template_files(root)}
    assert {f"templates/website/{name}" for name in templates.sources} | {listing.LOOK} == drawn_with
    assert all(file == SITE_CONFIG or file.split("/")[0] in listing.FOLDERS for file in listed)
    assert len(files) == len(set(files))
    shared = [file for file in files if not file.startswith("committees/")]
    assert files[: len(shared)] == shared == [record.source.file for record in handbook.shared_files]


def test_a_change_of_any_file_shows(example: Path) -> None:
    """Digests take in whatever is read."""
    templates_to_edit(example)
    root = with_every_kind_of_file(example)
    templates_to_edit(root)  # or the repository's own would be written to
    needs = {"website": Needs(("website",))}
    records = [record.source.file for record in load(root).files]
    assert len(records) > 40
    for file in (*records, *listing.template_files(root), "committees/sunny-garden/editions/1.json"):
        before = Sources(root).whole(needs)
        (root / file).write_bytes((root / file).read_bytes() + b"\n")
        assert Sources(root).whole(needs) != before, file


def test_the_order_is_that_of_contents(example: Path) -> None:
    """Not that of the file names."""
    edit(example / "content/contents.yml", "[hall, council, reading, exercise]", "[exercise, reading, hall, council]")
    assert list(load(example).rooms) == ["exercise", "reading", "hall", "council"]


@pytest.mark.parametrize(
    "name", ["Old-Street", "老街", "old_street", "old street", "2-old-street", "-old", "old-", "old..street", "x" * 41]
)
def test_a_folder_whose_name_is_no_address(example: Path, name: str) -> None:
    """The folder's name is the web address."""
    (example / "committees/old-street").rename(example / "committees" / name)
    (found,) = problems(example)
    assert (found.rule, found.location.file) == ("D032", f"committees/{name}")
    assert found.message == f"“{name}”不能作网址"


@pytest.mark.parametrize("name", ["con", "nul", "lpt1"])
def test_what_windows_keeps_for_devices_is_no_name(example: Path, name: str) -> None:
    shutil.move(example / "committees/old-street", example / "committees" / name)
    edit(example / "content/contents.yml", "  - lunch\n", f"  - {name}\n")
    messages = {(problem.location.file, problem.rule): problem.message for problem in problems(example)}
    assert messages[f"committees/{name}", "D032"] == f"Windows 上没有文件夹能叫“{name}”"
    assert f"Windows 上没有文件能叫“{name}”" in messages["content/contents.yml", "D014"]


@pytest.mark.parametrize("name", RESERVED_SLUGS)
def test_an_address_the_website_needs(example: Path, name: str) -> None:
    """A committee may not stand where the website keeps something of its own."""
    (example / "committees/old-street").rename(example / "committees" / name)
    (found,) = problems(example)
    assert (found.rule, found.message) == ("D032", f"“{name}”是网站自己要用的网址")


def test_a_committee_may_not_be_a_link(example: Path, tmp_path: Path) -> None:
    """A link leads out of what is kept and compared."""
    elsewhere = tmp_path / "elsewhere"
    (example / "committees/old-street").rename(elsewhere)
    try:
        (example / "committees/old-street").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")
    (found,) = problems(example)
    assert (found.rule, found.message) == ("D032", "居委会的文件夹不能是链接")


def test_files_and_hidden_folders_beside_the_committees(example: Path) -> None:
    """A note to colleagues and an editor's folder are no committees."""
    (example / "committees/说明.txt").touch()
    (example / "committees/.idea").mkdir()
    assert len(load(example).committees) == 2


@pytest.mark.parametrize("id", ["../../site_config", "..", "Lunch", "午饭", "/etc/passwd", "lunch.md"])
def test_an_id_that_leads_elsewhere(example: Path, id: str) -> None:
    """What contents.yml names is a file of its own folder."""
    edit(example / "content/contents.yml", "  - lunch\n", f"  - {id}\n")
    found = problems(example)[0]
    assert (found.rule, found.location.file, found.location.line) == ("D014", "content/contents.yml", 3)
    assert found.hint == f"这里写的是“{id}”"


@pytest.mark.parametrize(
    "name",
    [
        *("site_config.yml", "content/policy.yml", "content/contents.yml", "content/certificates.yml"),
        *("content/disclosure.yml", "content/subdistrict.yml", "content/lists.yml"),
        *("committees/old-street/committee.yml", "committees/old-street/rooms.yml", "committees/old-street/hours.yml"),
    ],
)
def test_a_missing_file(example: Path, name: str) -> None:
    """Only that is said, however much depends on it."""
    (example / name).unlink()
    assert told(example) == [(name, 1, "D034")]


def test_files_a_committee_need_not_have(example: Path) -> None:
    """No register, no records, no ledger: an empty one stands for each."""
    for name in ("register", "records"):
        (example / f"committees/old-street/{name}.yml").unlink()
    assert not (example / "committees/old-street/codes.yml").exists()
    committee = load(example).committees[0]
    assert (committee.register.boards, committee.records.notices, committee.ledger.codes) == ((), (), ())


def test_an_empty_folder_misses_its_three_files(example: Path) -> None:
    """A new committee is told all it has to write."""
    (example / "committees/new-town").mkdir()
    assert told(example) == [(f"committees/new-town/{name}.yml", 1, "D034") for name in ("committee", "hours", "rooms")]


def test_no_committee_at_all(example: Path) -> None:
    """Neither an empty folder nor none will do."""
    (example / "committees").rename(example / "elsewhere")
    assert told(example) == [("committees", 1, "D033")]
    (example / "committees").mkdir()
    assert told(example) == [("committees", 1, "D033")]


def closed(root: Path, slug: str, number: str, into: str) -> None:
    """Let a committee be taken over by another; only its ledger is left."""
    folder = root / "committees" / slug
    for path in folder.iterdir():
        path.unlink()
    said = f'name: 旧里\nnumber: "{number}"\ndate: 2026-10-01\nmerged_into: {into}\n'
    (folder / "dissolved.yml").write_text(said, "utf-8")
    (folder / "codes.yml").write_text("codes: []\neditions: []\n", "utf-8")


def test_no_committee_that_is_still_there(example: Path) -> None:
    """Of those that are no more, somebody must have taken over; whatever is asked for, that is said."""
    closed(example, "old-street", "002", "sunny-garden")
    closed(example, "sunny-garden", "001", "old-street")
    assert told(example) == [("committees", 1, "D033")]
    for words in (("check",), ("build",), ("status",)):
        code, _, err = typed(*words, "--root", example)
        assert code == 1
        assert "居委会都撤并了，一个都没有了" in err


def test_the_last_of_those_that_are_no_more_answers_with_the_one_that_is_left(example: Path) -> None:
    closed(example, "old-street", "002", "sunny-garden")
    assert [committee.slug for committee in load(example).committees] == ["sunny-garden"]
    code, _, err = typed("build", "website", "report", "--root", example, "--jobs", "1")
    assert code == 0, err


def test_no_calendar_at_all(example: Path) -> None:
    """Without a year's holidays no duty can be told."""
    for path in (example / "content/calendar").iterdir():
        path.unlink()
    (found,) = problems(example)
    assert (found.location.file, found.rule, found.message) == ("content/calendar", "D043", "一年的放假安排都没有")
    assert found.hint == "新建 content/calendar/2026.yml，照国务院公布的放假安排写"


def test_a_calendar_is_named_after_its_year(example: Path) -> None:
    """So that next year's is found where one looks for it."""
    (example / "content/calendar/2027.yml").rename(example / "content/calendar/next.yml")
    (found,) = problems(example)
    assert (found.location.file, found.location.line, found.rule) == ("content/calendar/next.yml", 2, "D043")
    assert found.hint == "把文件改名为 2027.yml，或改年份（year）"


def test_the_day_is_the_one_asked_for(example: Path) -> None:
    """A handbook can be looked at as of any day."""
    day = datetime.date(2027, 2, 1)
    assert load(example, day).today == day


def test_a_text_that_is_listed_but_not_there(example: Path) -> None:
    """It is missed where it is listed."""
    (example / "content/services/lunch.md").unlink()
    (found,) = problems(example)
    assert (found.location.file, found.location.line, found.rule) == ("content/contents.yml", 3, "D030")
    assert found.message == "没有“content/services/lunch.md”这个文件"


@pytest.mark.parametrize("folder", ["services", "rooms", "rules", "working-committees", "forms"])
def test_a_text_that_is_there_but_not_listed(example: Path, folder: str) -> None:
    """It would be on no page, so it is not passed over."""
    stray = example / "content" / folder / "stray.md"
    stray.write_text("---\n---\n", encoding="utf-8")
    (found,) = problems(example)
    assert (found.location.file, found.rule) == (f"content/{folder}/stray.md", "D031")
    key = bilingual("Contents", folder.replace("-", "_"))
    assert found.hint == f"在 contents.yml 的“{key}”里加一行“- stray”"


def test_all_problems_of_all_files_at_once_and_in_order(example: Path) -> None:
    """One run says all that is to be mended, by file and line."""
    edit(example / "site_config.yml", "demonstration: 是", "demonstration: 大概")
    edit(example / "content/services/lunch.md", "fee:", "fees:")
    edit(example / "content/rules/meeting.md", "## 记什么", "# 记什么")
    edit(example / "committees/sunny-garden/hours.yml", "opens: 7:30", "opens: 7点多")
    edit(example / "committees/sunny-garden/hours.yml", "place: duty", "place: dutty")
    edit(example / "committees/old-street/committee.yml", "name: 老街", "name: @老街")
    assert told(example) == [
        ("committees/old-street/committee.yml", 2, "D006"),
        ("committees/sunny-garden/hours.yml", 8, "D014"),
        ("committees/sunny-garden/hours.yml", 26, "D013"),
        ("content/rules/meeting.md", 17, "D022"),
        ("content/services/lunch.md", 2, "D011"),
        ("content/services/lunch.md", 27, "D012"),
        ("site_config.yml", 15, "D014"),
    ]


def test_an_edit_of_equal_length_is_seen(example: Path) -> None:
    """Even where the clock has not moved: what counts is what is in the file."""
    path = example / "committees/old-street/committee.yml"
    before = path.stat()
    assert load(example).committees[0].profile.name == "老街"
    edit(path, "name: 老街", "name: 新街")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert load(example).committees[0].profile.name == "新街"


def test_a_mended_file_is_no_longer_complained_about(example: Path) -> None:
    """A complaint is not remembered longer than the mistake, a good file not longer than it is good."""
    path = example / "content/services/lunch.md"
    good = path.read_bytes()
    load(example)
    path.write_bytes(good.replace("当场办好".encode(), "<b>当场</b>".encode()) + b"<b>\n")
    assert told(example) == [("content/services/lunch.md", good.count(b"\n") + 1, "D020")]
    path.write_bytes(good)
    assert load(example).services["lunch"].time == "当场办好，第二天起送餐"


def test_two_handbooks_with_equal_files(copy_example: Callable[[Path], Path], tmp_path: Path) -> None:
    """What was read once may serve again, but each handbook keeps its own root."""
    roots = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        roots.append(copy_example(tmp_path / name))
    one, two = map(load, roots)
    assert (one.root, two.root) == tuple(roots)
    assert one.services == two.services


@pytest.mark.parametrize(
    "content", ["", "{", "[" * 100_000, '{"name": "a\\u0000b"}', '{"a\\u0001": 1}', '[["\\u001b[2J"]]', "\xff"]
)
def test_what_no_sheet_has_said_is_told(example: Path, content: str) -> None:
    """The program writes these files, but a copy may be damaged, and anybody may send one."""
    folder = example / "committees/sunny-garden/editions"
    folder.mkdir(exist_ok=True)
    (folder / "1.json").write_bytes(content.encode("latin-1"))
    assert told(example) == [("committees/sunny-garden/editions/1.json", 1, "D070")]


def test_what_a_sheet_has_said_may_have_several_lines(example: Path) -> None:
    folder = example / "committees/sunny-garden/editions"
    folder.mkdir(exist_ok=True)
    (folder / "1.json").write_text('{"name": "甲\\n\\t乙\\u202e"}', "utf-8")
    garden = next(committee for committee in load(example).committees if committee.slug == "sunny-garden")
    assert garden.snapshots == {"1": {"name": "甲\n\t乙\u202e"}}


@pytest.mark.parametrize("name", ["codes.yml", "editions"])
def test_what_the_program_writes_is_no_link(example: Path, tmp_path: Path, name: str) -> None:
    """D032: whoever writes through a link writes what is not the handbook's."""
    place = example / "committees/sunny-garden" / name
    if place.exists():
        place.unlink()
    place.symlink_to(tmp_path / "elsewhere")
    (problem,) = problems(example)
    assert (problem.rule, problem.location.file) == ("D032", f"committees/sunny-garden/{name}")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("spoilt", ["unheard_of: 1\n", "goals_by: 去年\n", "title: [a\n", "goals_by: @\n"])
def test_a_mistake_in_the_policy_makes_no_number_without_an_area_code_wrong(example: Path, spoilt: str) -> None:
    edit(example / "committees/sunny-garden/committee.yml", "phone: 021-5555-0101\n", "phone: 5555 0101\n")
    policy = example / "content/policy.yml"
    policy.write_text(policy.read_text("utf-8") + spoilt, "utf-8")
    with pytest.raises(HandbookError) as caught:
        load(example)
    assert {problem.location.file for problem in caught.value.problems} == {"content/policy.yml"}


def test_the_settings_may_be_empty(example: Path) -> None:
    """As they are once the demonstration's are deleted: the line `- handbook:` is left, with nothing below it."""
    settings = example / "site_config.yml"
    before, name, _ = settings.read_text("utf-8").partition("  - handbook:\n")
    settings.write_text(f"{before}{name}", "utf-8")
    assert load(example).site.handbook == Settings()
