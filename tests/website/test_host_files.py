"""What hosts and browsers are told: exact bytes and true words."""

from __future__ import annotations

import datetime
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from PIL import Image
from tools import page, site_file, website

from generator.build.planned import Planned
from generator.model.handbook import Handbook
from generator.privacy.text import find_personal_data
from generator.products.website import SiteFile
from generator.website import host_files

DAY = datetime.date(2026, 11, 22)
URL = "https://handbook.example/"
LOOK = {"light": {"teal": "#0a5450", "card": "#ffffff"}}


# --- what hosts read --------------------------------------------------------------------------------------------------


def test_headers_and_rules_stand_under_the_path_of_the_website() -> None:
    assert host_files.headers("https://a.example/b/c/").splitlines() == [
        "/*",
        f"  Content-Security-Policy: {host_files.CSP}; frame-ancestors 'self'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: same-origin",
        "/b/c/assets/*",
        "  Cache-Control: public, max-age=31536000, immutable",
    ]
    assert "error_page 404 /b/c/404.html;" in host_files.nginx_conf("https://a.example/b/c/")
    assert "/favicon.ico /favicon.svg 302\n" in host_files.redirects(URL)


def test_nginx_says_each_header_once_and_for_every_page() -> None:
    """One `add_header` in a location would take away all that stand above it."""
    found = host_files.nginx_conf(URL)
    assert [re.findall(f"add_header {name} ", found) for name in host_files.HEADERS] == [
        [f"add_header {name} "] for name in host_files.HEADERS
    ]
    assert "add_header" not in found[found.index("location") :]
    assert found.count("{") == found.count("}")


def test_security_txt_names_who_to_tell_and_until_when() -> None:
    assert host_files.security_txt(URL, ("mailto:web@a.example", "tel:+86-21-5555-0100"), DAY, "zh") == (
        "Contact: mailto:web@a.example\nContact: tel:+86-21-5555-0100\nExpires: 2027-11-17T00:00:00Z\n"
        "Preferred-Languages: zh, en\nCanonical: https://handbook.example/.well-known/security.txt\n"
    )
    below = host_files.security_txt("https://a.example/b/", ("",), DAY, "en")
    assert below.startswith("Contact: https://a.example/b/\n")
    assert "Canonical" not in below
    assert "Preferred-Languages: en\n" in below


@pytest.mark.parametrize(("number", "found"), [("021-5555-0100", "tel:+86-21-5555-0100"), ("12345", "")])
def test_a_short_number_cannot_be_rung_from_everywhere(number: str, found: str) -> None:
    assert host_files.telephone_uri(number) == found


def test_every_file_without_a_template_is_made_without_personal_data(handbook: Handbook) -> None:
    made = {file: host_files.site_file(file, handbook, LOOK, {}) for file in SiteFile}
    assert made[".nojekyll"] == b""
    texts = {path: content for path, content in made.items() if not path.endswith(".png")}
    assert [found for content in texts.values() for found in find_personal_data(content.decode())] == []


# --- what browsers show -----------------------------------------------------------------------------------------------


def test_icons_show_the_mark_at_every_size() -> None:
    for size in (192, 512):
        with Image.open(io.BytesIO(host_files.icon(size, "#0a5450", "#ffffff"))) as picture:
            seen = picture.convert("RGB")
        assert seen.size == (size, size)
        step = size // 32
        for left, top, _, _, light in host_files.MARK:
            assert seen.getpixel((left * step, top * step)) == ((255, 255, 255) if light else (10, 84, 80))
        assert seen.getpixel((0, 0)) == seen.getpixel((size - 1, size - 1)) == (10, 84, 80)


def test_the_manifest_and_the_favicon_are_what_they_say(ready: Planned) -> None:
    manifest = json.loads(site_file(ready, "manifest.webmanifest"))
    assert manifest["name"] == "示例街道居民区手册"
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert {icon["src"] for icon in manifest["icons"]} <= {"favicon.svg", *SiteFile}
    drawing = ET.fromstring(site_file(ready, "favicon.svg"))
    assert len(drawing) == 1 + len(host_files.MARK)


def test_a_page_says_what_it_is_to_those_who_pass_it_on(ready: Planned) -> None:
    found = page(ready, "sunny-garden/services/lunch/index.html")
    assert f'<meta http-equiv="Content-Security-Policy" content="{host_files.CSP}">' in found
    for name in ("og:title", "og:description", "og:image", "og:site_name"):
        assert found.count(f'<meta property="{name}" content="') == 1
    title = re.search("<title>(.*?)</title>", found)
    assert title and f'<meta property="og:title" content="{title[1]}">' in found
    assert f'<link rel="stylesheet" href="../../../{ready.plan.assets["handbook.css"]}">' in found
    assert 'rel="manifest"' not in found
    home = page(ready, "sunny-garden/index.html")
    assert 'rel="manifest" href="../manifest.webmanifest"' in home
    assert 'type="application/atom+xml" title="制度有变动" href="../sunny-garden/changes.atom"' in home


def test_no_page_carries_a_script_or_a_style_of_its_own(ready: Planned) -> None:
    """The policy would refuse it; what is of another type is data, not a script."""
    pages = {path: content for unit in ready.plan.units for path, content in website(ready, unit).items()}
    for path, content in pages.items():
        if path.endswith(".html"):
            # how an author lines up a column in Markdown; refused, it stands on the left
            found = re.sub(' style="text-align: [a-z]*;"', "", content.decode())
            assert re.findall(r"<script(?![^>]*( src=|application/ld.json))[^>]*>", found) == []
            assert re.findall(r"<style|<[^>]* style=|<[^>]* on[a-z]+=", found) == []


def test_the_preview_needs_no_policy_and_no_worker(ready: Planned) -> None:
    """What reloads a page in the preview is a script within the page."""
    found = page(ready, "sunny-garden/index.html", preview=True)
    assert "Content-Security-Policy" not in found
    assert "register" not in found


# --- former addresses -------------------------------------------------------------------------------------------------

OTHER, ELSEWHERE = "https://old.example/", "https://handbook.example/old/"


def test_without_former_addresses_nothing_is_led_on() -> None:
    assert host_files.redirects(URL) == host_files.redirects(URL, ())
    assert "former" not in host_files.nginx_conf(URL)


def test_another_host_leads_on_whole() -> None:
    assert f"{OTHER}* {URL}:splat 301!" in host_files.redirects(URL, (OTHER,)).splitlines()
    assert f"# server {{ listen …; server_name old.example; rewrite ^/(.*)$ {URL}$1 permanent; }}" in (
        host_files.nginx_conf(URL, (OTHER,)).splitlines()
    )


def test_another_path_of_the_same_host_leads_on() -> None:
    assert f"/old/* {URL}:splat 301" in host_files.redirects(URL, (ELSEWHERE,)).splitlines()
    rule = f'location ~ "^/old/([0-9]{{5,13}}(/.*)?)$" {{ return 301 {URL}$1; }}'
    assert rule in host_files.nginx_conf(URL, (ELSEWHERE,)).splitlines()


def test_codes_of_an_address_that_the_website_lies_below_lead_on_one_by_one() -> None:
    """A rule for all that is below it would lead round in circles."""
    assert "301" not in host_files.redirects(ELSEWHERE, (URL,))
    lines = host_files.redirects(ELSEWHERE, (URL,), ("0010019",)).splitlines()
    assert [line for line in lines if "301" in line] == [f"/0010019/* {ELSEWHERE}0010019/:splat 301"]


def test_a_code_that_was_typed_without_a_slash_at_its_end_leads_on() -> None:
    """Below a code on paper stands what a person types, and that has none."""
    (rule,) = re.findall('location ~ "(.*)" {', host_files.nginx_conf(URL, (ELSEWHERE,)).split("former address")[1])
    codes = ("/old/0010019", "/old/0010019/", "/old/0010019/17/")
    assert [code for code in codes if re.match(rule, code)] == [*codes]
    assert re.match(rule, "/old/00100190a") is None
