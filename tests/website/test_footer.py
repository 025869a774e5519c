"""The foot of the website: who runs it, and nothing that is not set."""

from __future__ import annotations

from dataclasses import replace

from tools import page, site_file

from generator.build.planned import Planned
from generator.model.site import Plugin, Publishing
from generator.website import footer


def run_by(ready: Planned, said: Publishing) -> Planned:
    """The website of somebody who says this of themselves."""
    site = ready.handbook.site
    plugin = Plugin(handbook=site.handbook.model_copy(update={"publishing": said}))
    return replace(ready, handbook=replace(ready.handbook, site=site.model_copy(update={"plugins": (plugin,)})))


def test_the_foot_shows_what_is_set_and_nothing_else(ready: Planned) -> None:
    assert footer.footer(None) == footer.footer(Publishing()) == ()
    said = Publishing(
        operator="示例街道办事处",
        icp="示ICP备00000000号-1",
        police="示公网安备 00000000000000号",
        phone="021-5555-0100",
    )
    lines = footer.footer(said)
    assert lines == (
        footer.Line("主办", "示例街道办事处"),
        footer.Line("网站的事", "021-5555-0100", "tel:02155550100"),
        footer.Line("", "示ICP备00000000号-1", "https://beian.miit.gov.cn/"),
        footer.Line("", "示公网安备 00000000000000号", f"{footer.POLICE_REGISTER}00000000000000"),
    )
    shown = site_file(run_by(ready, said), "publishing.html")
    assert '<a href="https://beian.miit.gov.cn/">示ICP备00000000号-1</a>' in shown
    assert shown.count("<p") == len(lines)


def test_a_government_website_names_its_code_in_every_page(ready: Planned) -> None:
    assert "SiteIDCode" not in page(ready, "sunny-garden/index.html")
    shown = page(run_by(ready, Publishing(site_code="0000000000")), "sunny-garden/index.html")
    assert '<meta name="SiteIDCode" content="0000000000">' in shown
