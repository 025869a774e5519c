"""The data for other systems: of the shape that HSDS asks for, true to the pages, nameless, and lasting."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from tools import edit, planned, website

from generator.build.planned import Planned
from generator.codes.pages import CommitteePages, committee_pages
from generator.duty.days import days_between
from generator.duty.roster import Roster
from generator.journey import prepare
from generator.model.handbook import Handbook
from generator.model.open_data_words import Licence
from generator.model.site import OpenData
from generator.model.written_times import END_OF_DAY
from generator.problem import HandbookError
from generator.products.website import DATA_INDEX, DataFile
from generator.read.files import load
from generator.website import hsds, open_data
from generator.website.hsds_tables import TABLES
from generator.website.open_data import CommitteeData

HSDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "hsds.yml").read_text("utf-8"))
FILES = HSDS.pop("files")
SLUGS = ("sunny-garden", "old-street")

TYPES = {
    "uuid": "[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "uri": r"https://[^\s]+",
    "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "dates": "[0-9]{4}-[0-9]{2}-[0-9]{2}(,[0-9]{4}-[0-9]{2}-[0-9]{2})*",
    "time": r"([01][0-9]|2[0-3]):[0-5][0-9]\+08:00",
    "text": r"(?s).*",
}


def complaints(kind: str, record: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an object of a kind, and with those nested in it."""
    known = {name.rstrip("*"): type for name, type in HSDS[kind].items() if name != "required"}
    yield from (f"{kind}: no {name}" for name in HSDS[kind]["required"] if name not in record)
    for name, value in record.items():
        wanted = known.get(name)
        if wanted is None:
            yield f"{kind}.{name} is no term"
        elif isinstance(wanted, list):
            for nested in value:
                yield from complaints(wanted[0], nested)
        elif wanted == "number":
            if not isinstance(value, int):
                yield f"{kind}.{name}: {value!r} is no number"
        elif not isinstance(value, str) or not re.fullmatch(TYPES.get(wanted, wanted), value):
            yield f"{kind}.{name}: {value!r}"


def data_of(handbook: Handbook, slug: str) -> CommitteeData:
    """The data of a committee."""
    committee = next(one for one in handbook.committees if one.slug == slug)
    return CommitteeData.of(handbook, committee_pages(handbook, committee))


def tree(handbook: Handbook, slug: str) -> dict[str, Any]:
    """What data.json of a committee says."""
    found: dict[str, Any] = json.loads(open_data.data_file(DataFile.DATA, data_of(handbook, slug)))
    return found


def table(handbook: Handbook, slug: str, file: DataFile) -> list[dict[str, str]]:
    """The rows of a table, as a program reads them."""
    text = open_data.data_file(file, data_of(handbook, slug))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def ids(value: Any) -> Iterator[str]:
    """The id of each object in a tree."""
    if isinstance(value, dict):
        if "id" in value:
            yield value["id"]
        value = list(value.values())
    for nested in value if isinstance(value, list) else ():
        yield from ids(nested)


# --- the shape -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_every_object_is_of_the_shape_that_hsds_asks_for(handbook: Handbook, slug: str) -> None:
    found = tree(handbook, slug)
    assert list(complaints("organization", found["organization"])) == []
    for kind, records in (
        ("service", found["services"]),
        ("taxonomy", found["taxonomies"]),
        ("taxonomy_term", found["taxonomy_terms"]),
    ):
        assert records
        assert [said for record in records for said in complaints(kind, record)] == []
    assert {service["status"] for service in found["services"]} == {"active"}


def test_the_shape_is_looked_at(handbook: Handbook) -> None:
    """A test that could not fail would tell nothing."""
    (service, *_) = tree(handbook, "sunny-garden")["services"]
    schedule = service["service_at_locations"][0]["schedules"][0]
    for change in ({"id": "1"}, {"freq": "DAILY"}, {"opens_at": "8:30"}, {"days": "周一"}, {"timezone": "8"}):
        assert list(complaints("schedule", {**schedule, **change}))
    assert list(complaints("service", {name: value for name, value in service.items() if name != "status"}))


@pytest.mark.parametrize("slug", SLUGS)
def test_no_id_is_given_twice_and_each_that_is_named_is_there(handbook: Handbook, slug: str) -> None:
    found = tree(handbook, slug)
    given = list(ids({name: found[name] for name in ("organization", "services", "taxonomies", "taxonomy_terms")}))
    assert len(given) == len(set(given))
    for service in found["services"]:
        assert service["organization_id"] == found["organization"]["id"]
        for place in service["service_at_locations"]:
            assert place["service_id"] == service["id"]
            assert place["location_id"] == found["organization"]["locations"][0]["id"]
        terms = {term["id"]: term["name"] for term in found["taxonomy_terms"]}
        assert [terms[one["taxonomy_term_id"]] for one in service["attributes"]] == [
            one["value"] for one in service["attributes"]
        ]


@pytest.mark.parametrize("slug", SLUGS)
def test_tables_say_what_the_tree_says(handbook: Handbook, slug: str) -> None:
    found = tree(handbook, slug)
    tables = {one.name: table(handbook, slug, one.file) for one in TABLES}
    known = set(ids(found))
    assert {one.name: one.file.removeprefix("data/") for one in TABLES} == FILES
    for kind, rows in tables.items():
        assert {row["id"] for row in rows} <= known, kind
        for row in rows:
            assert all(row[name] in known for name in row if name.endswith("_id") and row[name])
    assert [row["name"] for row in tables["service"]] == [one["name"] for one in found["services"]]
    documents = [one["document"] for service in found["services"] for one in service.get("required_documents", ())]
    assert [row["document"] for row in tables["required_document"]] == documents
    places = found["organization"]["locations"]
    assert [row["name"] for row in tables["location"]] == [one["name"] for one in places]
    hours = [one for place in places for one in place.get("schedules", ())]
    assert [row["opens_at"] for row in tables["schedule"] if row["location_id"]] == [one["opens_at"] for one in hours]


def test_the_package_names_each_table_and_its_columns(handbook: Handbook) -> None:
    data = data_of(handbook, "sunny-garden")
    package = json.loads(open_data.data_file(DataFile.PACKAGE, data))
    assert package["profile"] == "tabular-data-package"
    assert [one["path"] for one in package["resources"]] == [one.file.removeprefix("data/") for one in TABLES]
    for resource, one in zip(package["resources"], TABLES, strict=True):
        head = open_data.data_file(one.file, data).removeprefix("\ufeff").split("\r\n")[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        terms = {name.rstrip("*") for name in HSDS[resource["name"]]}
        assert set(head) <= terms


# --- the truth -------------------------------------------------------------------------------------------------------

CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def open_on(schedule: dict[str, Any], day: datetime.date) -> bool:
    """Whether a schedule means a day, as a program counts that knows RFC 5545 and nothing of ours."""
    if not schedule["valid_from"] <= str(day) <= schedule["valid_to"] or str(day) in schedule.get("exdate", ""):
        return False
    if str(day) == schedule["dtstart"] or str(day) in schedule.get("rdate", ""):
        return True
    if not schedule["dtstart"] <= str(day) <= schedule.get("until", "9999"):
        return False
    code, number = CODES[day.weekday()], (day.day - 1) // 7 + 1
    if schedule.get("freq") == "WEEKLY":
        return code in schedule["byday"].split(",")
    if schedule.get("freq") == "MONTHLY":
        return schedule.get("byday") == f"{number}{code}" or schedule.get("bymonthday") == str(day.day)
    return False


def told(schedules: list[dict[str, Any]], day: datetime.date) -> list[tuple[str, str]]:
    """The hours of a day."""
    return sorted((one["opens_at"], one["closes_at"]) for one in schedules if open_on(one, day))


@pytest.mark.parametrize("slug", SLUGS)
def test_hours_are_those_of_the_calculations_of_duty_on_every_day(handbook: Handbook, slug: str) -> None:
    """The pages take them from there, too; test_context.py and test_render.py hold what pages say."""
    data = data_of(handbook, slug)
    committee = data.source.pages.committee
    roster = Roster.of(handbook, committee)
    locations = data.organization["locations"]
    seen = 0
    for day in days_between(committee.profile.updated, roster.last):
        if not roster.covers(day):
            continue
        kept = [period for period in roster.periods(day) if period.opens and period.closes]
        assert told(locations[0]["schedules"], day) == sorted((hsds.clock(p.opens), hsds.clock(p.closes)) for p in kept)
        seen += bool(kept)
        for subject, service in zip(handbook.services.values(), data.services, strict=True):
            own = service["service_at_locations"][0].get("schedules", [])
            done = [period for period in kept if period.all_services or subject.id in period.services]
            assert told(own, day) == sorted((hsds.clock(p.opens), hsds.clock(p.closes)) for p in done)
        for space, location in zip(committee.places.values(), locations[1:], strict=True):
            hours = [opening for opening in space.hours if day in roster.year(day).occasions(opening)]
            expected = sorted((hsds.clock(opening.opens), hsds.clock(opening.closes)) for opening in hours)
            assert told(location.get("schedules", []), day) == expected
    assert seen > 20


def test_a_day_on_which_it_is_closed_is_an_exception(example: Path, handbook: Handbook) -> None:
    path, day = example / "committees/sunny-garden/hours.yml", datetime.date(2026, 12, 7)
    edit(path, "opens: 8:30, closes: 11:30,", "opens: 8:30, closes: 11:30, closed: [2026-12-07],")
    changed, usual = (
        data_of(one, "sunny-garden").organization["locations"][0]["schedules"] for one in (load(example), handbook)
    )
    assert str(day) in changed[0]["exdate"].split(",")
    assert str(day) not in usual[0].get("exdate", "")
    assert len(told(changed, day)) == len(told(usual, day)) - 1


def test_the_end_of_a_day_is_its_last_minute() -> None:
    assert hsds.clock(END_OF_DAY) == "23:59+08:00"
    assert hsds.clock(datetime.time(8, 5)) == "08:05+08:00"


def test_what_is_no_longer_as_told_is_inactive(handbook: Handbook) -> None:
    id, subject = next(iter(handbook.services.items()))
    for change, state in (
        ({"valid_until": handbook.today}, "active"),
        ({"valid_until": handbook.today - datetime.timedelta(1)}, "inactive"),
        ({"valid_from": handbook.today + datetime.timedelta(1)}, "inactive"),
    ):
        services = {**handbook.services, id: subject.model_copy(update=change)}
        assert tree(replace(handbook, services=services), "sunny-garden")["services"][0]["status"] == state


# --- nobody's name ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_nobody_is_named(handbook: Handbook, slug: str) -> None:
    data = data_of(handbook, slug)
    names = hsds.named_people(data.source.pages.committee)
    assert len(names) > 1
    for file in DataFile:
        text = open_data.data_file(file, data)
        assert [name for name in names if name in text] == [], file


def test_a_name_in_a_text_of_the_committee_is_left_out(example: Path) -> None:
    handbook = load(example)
    committee = next(one for one in handbook.committees if one.slug == "sunny-garden")
    name = committee.profile.staff[0].name
    profile = committee.profile.model_copy(update={"introduction": f"有事找{name}。"})
    pages = committee_pages(handbook, replace(committee, profile=profile))
    data = CommitteeData.of(handbook, pages)
    assert data.organization["description"] == f"有事找{handbook.words.open_data.somebody}。"


# --- ids that last ---------------------------------------------------------------------------------------------------


def test_ids_are_those_of_rfc_9562() -> None:
    assert hsds.id_of("a", "b") == str(uuid.uuid5(uuid.UUID(bytes=hsds.NAMESPACE), "a/b"))


def test_an_id_outlives_name_folder_and_host(handbook: Handbook) -> None:
    before = data_of(handbook, "sunny-garden")
    pages = before.source.pages
    profile = pages.committee.profile.model_copy(update={"name": "新名字", "former_slugs": ("sunny-garden",)})
    renamed = replace(pages.committee, slug="new-name", profile=profile)
    site = handbook.site.model_copy(update={"site_url": "https://elsewhere.example/a/"})
    services = {id: one.model_copy(update={"name": "新的叫法"}) for id, one in handbook.services.items()}
    moved = replace(handbook, site=site, services=services)
    after = CommitteeData.of(moved, committee_pages(moved, renamed))
    assert after.organization["id"] == before.organization["id"]
    assert after.organization["name"] != before.organization["name"]
    assert [one["id"] for one in after.services] == [one["id"] for one in before.services]
    assert before.organization["id"] == "0f6622ff-9a2a-5afc-9320-412bbdc700a9", "whoever has read it knows it by this"


def test_ids_of_two_committees_differ(handbook: Handbook) -> None:
    both = [set(ids([tree(handbook, slug)["organization"], *tree(handbook, slug)["services"]])) for slug in SLUGS]
    assert not both[0] & both[1]


def every_file(ready: Planned) -> dict[str, bytes]:
    """Every file of the website."""
    return {path: content for unit in ready.plan.units for path, content in website(ready, unit).items()}


# --- files -----------------------------------------------------------------------------------------------------------


def test_the_same_data_are_the_same_bytes(handbook: Handbook) -> None:
    for file in DataFile:
        one, two = (open_data.data_file(file, data_of(handbook, "sunny-garden")) for _ in range(2))
        assert one == two


def test_a_spreadsheet_runs_nothing(handbook: Handbook) -> None:
    subject = next(iter(handbook.services.values()))
    services = {subject.id: subject.model_copy(update={"name": '=HYPERLINK("x")', "fee": "+1", "title": 'a,"b"\r\n=1'})}
    data = data_of(replace(handbook, services=services), "sunny-garden")
    text = open_data.data_file(DataFile.SERVICES, data)
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["name"] == '\'=HYPERLINK("x")'
    assert row["fees_description"] == "'+1"
    assert row["alternate_name"] == 'a,"b"\r\n=1'


def test_every_committee_has_its_files_and_stands_in_the_index(ready: Planned) -> None:
    made = every_file(ready)
    index = json.loads(made[f"website/{DATA_INDEX}"])
    assert [one["website"] for one in index["committees"]] == [
        f"{ready.handbook.site.site_url}{slug}/" for slug in ready.plan.committees
    ]
    root = ready.handbook.site.site_url
    for entry in index["committees"]:
        for name in ("data", "datapackage", "schema_org"):
            content = made["website/" + entry[name].removeprefix(root)]
            json.loads(content)
        whole = json.loads(made["website/" + entry["data"].removeprefix(root)])
        assert (whole["organization"]["id"], whole["version"]) == (entry["id"], entry["updated"])
        graph = json.loads(made["website/" + entry["schema_org"].removeprefix(root)])["@graph"]
        for one in graph[-1]["distribution"]:
            assert "website/" + one["contentUrl"].removeprefix(root) in made
        assert {one["@type"] for one in graph} >= {"Organization", "GovernmentService", "Dataset"}


def test_the_page_leads_to_every_file_that_it_names(ready: Planned) -> None:
    made = every_file(ready)
    page = made["website/data/index.html"].decode()
    links = re.findall(r'href="\.\./([^"#]*)"', page)
    assert len(links) > 8
    for link in links:
        assert f"website/{link}" in made or f"website/{link}index.html" in made, link
    assert "知识共享" in page
    assert json.loads(re.findall(r'ld\+json">(.*?)</script>', page)[0])["@type"] == "DataCatalog"
    assert f"<loc>{ready.handbook.site.site_url}data/</loc>" in made["website/pages.xml"].decode()
    assert 'href="./data/"' in made["website/index.html"].decode()
    assert 'rel="alternate" type="application/json"' in made["website/sunny-garden/index.html"].decode()


SETTINGS = "      demonstration: 是\n"


def settings(handbook: Handbook, **change: Any) -> Handbook:
    """The handbook with other settings of its data."""
    own = handbook.site.handbook.model_copy(update={"open_data": OpenData(**change)})
    plugins = (handbook.site.plugins[0].model_copy(update={"handbook": own}),)
    return replace(handbook, site=handbook.site.model_copy(update={"plugins": plugins}))


def test_the_licence_is_that_of_the_settings(handbook: Handbook) -> None:
    assert tree(handbook, "sunny-garden")["licenses"][0]["name"] == "CC-BY-4.0"
    free = settings(handbook, licence="CC0-1.0")
    assert tree(free, "sunny-garden")["licenses"][0]["path"].startswith(
        "https://creativecommons.org/publicdomain/zero/"
    )


def test_an_address_has_what_the_settings_know(handbook: Handbook) -> None:
    def address(one: Handbook) -> tuple[str, ...]:
        found = tree(one, "sunny-garden")["organization"]["locations"][0]["addresses"][0]
        return found["state_province"], found["city"], found["region"], found["postal_code"]

    assert address(handbook) == ("", "示例区", "示例区", "")
    assert address(settings(handbook, province="示例市")) == ("示例市", "示例市", "示例区", "")
    known = settings(handbook, province="示例省", city="示例市", postal_code="000000")
    assert address(known) == ("示例省", "示例市", "示例区", "000000")


def test_every_licence_that_may_be_set_has_words(handbook: Handbook) -> None:
    assert [one.id for one in handbook.words.open_data.licences] == list(get_args(Licence))
    assert set(handbook.words.open_data.parts) == {"办理", "代理代办", "指引", "不办"}


def test_a_licence_nobody_knows_is_told(example: Path) -> None:
    edit(example / "site_config.yml", SETTINGS, f"{SETTINGS}      open_data: {{licence: CC-BY-4}}\n")
    with pytest.raises(HandbookError) as caught:
        load(example)
    (problem,) = caught.value.problems
    assert "CC-BY-4.0" in f"{problem.message}{problem.hint}"


def test_whoever_gives_no_data_has_neither_files_nor_page(example: Path) -> None:
    edit(example / "site_config.yml", SETTINGS, f"{SETTINGS}      open_data: {{public: 否}}\n")
    ready = planned(prepare(example).handbook, ["website"])
    made = every_file(ready)
    assert not [path for path in made if "/data/" in path or path.endswith("data.json")]
    for path in ("pages.xml", "index.html", "sunny-garden/index.html"):
        assert "data/" not in made[f"website/{path}"].decode()
        assert "data.json" not in made[f"website/{path}"].decode()


def test_gaps_are_left_out(handbook: Handbook) -> None:
    pages: CommitteePages = data_of(handbook, "old-street").source.pages
    assert pages.committee.profile.phone is None, "the example's committee with gaps"
    text = open_data.data_file(DataFile.DATA, data_of(handbook, "old-street"))
    assert '""' not in text.replace('"postal_code":""', "").replace('"state_province":""', "")
    assert "null" not in text
