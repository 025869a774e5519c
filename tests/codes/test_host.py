"""Hosts on paper: free ones, short links and machines are refused, and somebody is told before they run out."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tools import edit

from generator.check.data.site import host_lasting
from generator.codes import number
from generator.codes.host import LARGEST_VERSION, days_left, largest_version, refusal
from generator.model.site import Site
from generator.problem import errors
from generator.read.files import load, read_file

SETTINGS = "site_config.yml"
DOMAIN = "domain: {owner: 示例街道办事处, renewal: 2030-01-01"


@pytest.fixture
def root(example: Path) -> Path:
    """The example with a host that is its own, and no longer a demonstration."""
    edit(example / SETTINGS, "https://handbook.example/", "https://sq.town.gov.cn/")
    text = (example / SETTINGS).read_text("utf-8").replace("      demonstration: 是\n", "")
    (example / SETTINGS).write_text(text.replace("  - handbook:\n", f"  - handbook:\n      {DOMAIN}}}\n"), "utf-8")
    return example


def site(root: Path) -> Site:
    """The settings as they are now."""
    return read_file(root / SETTINGS, SETTINGS, Site)


def on(root: Path, host: str) -> str:
    """Why nothing may be issued with a host; empty where it may."""
    edit(root / SETTINGS, "sq.town.gov.cn", host)
    return refusal(site(root))


@pytest.mark.parametrize(
    "host", ["sq.village.gov.cn", "sq12.cn", "github.io.cn", "notgithub.io", "xt.cn", "local.gov.cn"]
)
def test_a_host_of_ones_own_is_taken(root: Path, host: str) -> None:
    assert on(root, host) == ""


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("town.github.io", "“town.github.io”是别人白送的网址"),
        ("github.io", "是别人白送的网址"),
        ("a.b.pages.dev", "是别人白送的网址"),
        ("bucket.cos.ap-shanghai.myqcloud.com", "是别人白送的网址"),
        ("dwz.cn", "是短链接"),
        ("x.t.cn", "是短链接"),
        ("10.0.0.1", "是一台机器的地址"),
        ("sq.example", "是演示用的网址"),
        ("sq.example.com", "是演示用的网址"),
        ("example.org", "是演示用的网址"),
        ("localhost", "是演示用的网址"),
        ("nas.local", "是演示用的网址"),
        ("town.github.io.", "是别人白送的网址"),
        ("10.0.0.1.", "是一台机器的地址"),
        ("printserver", "不是完整的网址"),
    ],
)
def test_a_host_that_may_go_away_is_refused(root: Path, host: str, words: str) -> None:
    assert words in on(root, host)


def test_the_host_on_paper_counts_not_that_of_the_website(root: Path) -> None:
    edit(root / SETTINGS, "site_url: https://sq.town.gov.cn/", "site_url: https://town.github.io/")
    edit(root / SETTINGS, DOMAIN, f"code_url: https://sq.town.gov.cn/\n      {DOMAIN}")
    assert refusal(site(root)) == ""
    edit(root / SETTINGS, "code_url: https://sq.town.gov.cn/", "code_url: https://dwz.cn/")
    assert "是短链接" in refusal(site(root))


def test_a_free_host_is_taken_where_the_settings_say_that_it_is_meant(root: Path) -> None:
    edit(root / SETTINGS, DOMAIN, f"{DOMAIN}, free_host: 是")
    assert on(root, "town.github.io") == ""


def test_a_machine_is_refused_even_so(root: Path) -> None:
    edit(root / SETTINGS, DOMAIN, f"{DOMAIN}, free_host: 是")
    assert on(root, "10.0.0.1") != ""


def test_a_demonstration_may_have_a_host_that_leads_nowhere(root: Path) -> None:
    edit(root / SETTINGS, f"      {DOMAIN}}}\n", "      demonstration: 是\n")
    assert on(root, "sq.example") == ""


def test_the_days_until_the_renewal_are_counted(root: Path) -> None:
    day = datetime.date(2029, 12, 31)
    assert days_left(site(root), day) == 1
    assert days_left(site(root), datetime.date(2030, 1, 2)) == -1
    edit(root / SETTINGS, f"      {DOMAIN}}}\n", "      report: 否\n")
    assert days_left(site(root), day) is None


@pytest.mark.parametrize(
    ("renewal", "words"),
    [
        ("2030-01-01", ""),
        ("2027-12-28", ""),
        ("2027-12-27", "再过400天到期"),
        ("2026-11-22", "再过0天到期"),
        ("2026-11-20", "到期2天了"),
    ],
)
def test_somebody_is_told_in_time_before_the_host_runs_out(root: Path, renewal: str, words: str) -> None:
    edit(root / SETTINGS, "renewal: 2030-01-01", f"renewal: {renewal}")
    found = list(host_lasting(load(root)))
    assert [words in problem.message for problem in found] == ([True] if words else [])
    assert errors(found) == []


def test_a_host_whose_owner_nobody_knows_is_asked_about(root: Path) -> None:
    edit(root / SETTINGS, f"      {DOMAIN}}}\n", "      report: 否\n")
    (found,) = host_lasting(load(root))
    assert found.message == "没有写印在纸上的网址是谁的、哪天到期"


def test_a_host_too_long_for_small_codes_is_told(root: Path) -> None:
    """Twenty characters fit beside a code of seven digits and a serial of three."""
    code = number.code_of("016", "084")
    edit(root / SETTINGS, "sq.town.gov.cn", "a" * 17 + ".cn")
    assert largest_version(site(root), code) == LARGEST_VERSION
    edit(root / SETTINGS, "a" * 17 + ".cn", "a" * 40 + ".cn")
    assert largest_version(site(root), code) > LARGEST_VERSION
    assert [problem.rule for problem in host_lasting(load(root))] == ["D074"]
