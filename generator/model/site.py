"""The website's name and address, and the handbook's own settings (site_config.yml)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict

from generator.model.facts import Date, Fact, Flag, Phone, Product, Record, SiteUrl, Text, scalar
from generator.problem import Key, Location

Filing = Annotated[str, scalar(r"[一-龥]ICP[备证][0-9]{8}号(-[0-9]+)?", "备案号，例如 沪ICP备12345678号-1")]
PoliceFiling = Annotated[str, scalar(r"[一-龥]公网安备 ?[0-9]{14}号", "公安备案号，例如 沪公网安备31011702000001号")]
SiteCode = Annotated[str, scalar(r"[0-9]{10}", "10位网站标识码")]
WebAddress = Annotated[str, scalar(r"https://[^\s\"<>]+", "网址，以 https:// 开头")]


class OwnAddress(StrEnum):
    """An address of the website's own, or a name beside the committees' prints, which no committee may have."""

    ASSETS = "assets"
    OVERVIEW = "overview"
    REPORT = "report"
    SEARCH = "search"


class Review(Fact):
    """Who looked at the website before it went out, for secrets and personal data, and when; shown nowhere."""

    by: Text
    date: Date


class Publishing(Fact):
    """Who runs the website, for its foot; each line is shown only where it is set."""

    operator: Text | None = None
    maintainer: Text | None = None
    phone: Phone | None = None
    portal: Text | None = None
    portal_url: WebAddress | None = None
    icp: Filing | None = None
    police: PoliceFiling | None = None
    site_code: SiteCode | None = None
    mark_url: WebAddress | None = None
    mistakes_url: WebAddress | None = None
    accessibility: Text | None = None
    security: Annotated[str, scalar(r"(mailto:|https://)\S+", "mailto: 或 https:// 开头的地址")] | None = None
    review: Review | None = None


class Domain(Fact):
    """Whose the printed host is and until when it is paid for; `free_host` says that a free host is meant."""

    owner: Text
    renewal: Date
    free_host: Flag = False


class Settings(Fact):
    """The handbook's own section of site_config.yml (`plugins: - handbook:`)."""

    day: Date | None = None
    report: Flag = False
    demonstration: Flag = False
    twins: Flag = False
    publishing: Publishing | None = None
    domain: Domain | None = None
    downloads: tuple[Product, ...] = ()
    code_url: SiteUrl | None = None
    fonts: Text | None = None


class Plugin(Fact):
    """One entry of the list of MkDocs plugins; only our own is looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    handbook: Settings | None = None


class Site(Record):
    """The website's name and address (site_config.yml, which is also a MkDocs configuration)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    site_name: Text
    site_description: Text
    site_url: SiteUrl
    plugins: tuple[
        Annotated[Plugin, BeforeValidator(lambda entry: {entry: {}} if isinstance(entry, str) else entry)], ...
    ]

    @property
    def handbook(self) -> Settings:
        """Return the handbook's own settings. Raises StopIteration where there are none, which the loader refuses."""
        return next(plugin.handbook for plugin in self.plugins if plugin.handbook)

    @property
    def more_fonts(self) -> str | None:
        """Return the folder of the author's own typefaces; None where none is set, or no settings are there at all."""
        return next((plugin.handbook.fonts for plugin in self.plugins if plugin.handbook), None)

    def setting(self, *path: Key) -> Location:
        """Return where one of the handbook's own settings stands in site_config.yml."""
        number = next(number for number, plugin in enumerate(self.plugins) if plugin.handbook)
        return self.source.at("plugins", number, "handbook", *path)

    @property
    def code_url(self) -> str:
        """Return the address that stands before a printed code, with a slash at its end."""
        return self.handbook.code_url or self.site_url
