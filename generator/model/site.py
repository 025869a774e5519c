"""The website's name and address, and the handbook's own settings (site_config.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from generator.model.facts import Date, Fact, Flag, Name, Phone, Product, Record, SiteUrl, Some, Text, scalar
from generator.model.open_data_words import Licence
from generator.problem import Key, Location, to_type

Filing = Annotated[
    str, scalar(r"[一-龥]ICP[备证][0-9]{8}号(-[0-9]{1,4})?", "备案号，例如 沪ICP备12345678号-1"), Field(max_length=20)
]
PoliceFiling = Annotated[
    str, scalar(r"[一-龥]公网安备 ?[0-9]{14}号", "公安备案号，例如 沪公网安备31011702000001号"), Field(max_length=21)
]
PostalCode = Annotated[str, scalar(r"[0-9]{6}", "6位邮政编码，例如 201600"), Field(max_length=6)]
SiteCode = Annotated[str, scalar(r"[0-9]{10}", "10位网站标识码"), Field(max_length=10)]
WebAddress = Annotated[str, scalar(r"https://[^\s\"<>]+", "网址，以 https:// 开头"), Field(max_length=500)]
ContactAddress = Annotated[
    str,
    # the characters of a URI (RFC 3986): it stands on a line of security.txt
    scalar(r"(mailto:|https://)[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+", " mailto: 或 https:// 开头的地址"),
    Field(max_length=500),
]
FolderBelow = Annotated[
    str,
    scalar(
        r"[^\s/\\:*?\"<>|.][^/\\:*?\"<>|]*(/[^\s/\\:*?\"<>|.][^/\\:*?\"<>|]*)*",
        "手册文件夹里的一个文件夹，例如“fonts”，不带“..”",
    ),
    Field(max_length=60),
]


Word = Annotated[str, Field(max_length=60)]


def only(word: str, why: str) -> BeforeValidator:
    """Return a type for a setting of MkDocs' of which the handbook needs one value; `why` ends the sentence."""
    return scalar(re.escape(word), f"“{word}”：{why}")


class OwnAddress(StrEnum):
    """An address of the website's own, or a name beside the committees' prints, which no committee may have."""

    ASSETS = "assets"
    DATA = "data"
    LIVE_RELOAD = "livereload"
    OVERVIEW = "overview"
    PRINT = "print"
    REPORT = "report"
    SEARCH = "search"
    TODO = "todo"


class Review(Fact):
    """Who looked at the website before it went out, for secrets and personal data, and when; shown nowhere."""

    by: Name
    date: Date


class Publishing(Fact):
    """Who runs the website, for its foot; each line is shown only where it is set."""

    operator: Name | None = None
    maintainer: Name | None = None
    phone: Phone | None = None
    portal: Text | None = None
    portal_url: WebAddress | None = None
    icp: Filing | None = None
    police: PoliceFiling | None = None
    site_code: SiteCode | None = None
    mark_url: WebAddress | None = None
    mistakes_url: WebAddress | None = None
    accessibility: Text | None = None
    security: ContactAddress | None = None
    review: Review | None = None


class Domain(Fact):
    """Whose the printed host is and until when it is paid for; `free_host` says that a free host is meant."""

    owner: Name
    renewal: Date
    free_host: Flag = False


class OpenData(Fact):
    """Whether and under which licence data are given to other systems, and what an address lacks by itself."""

    public: Flag = True
    licence: Licence = "CC-BY-4.0"
    province: Name | None = None
    city: Name | None = None
    postal_code: PostalCode | None = None


class Settings(Fact):
    """The handbook's own section of site_config.yml (`plugins: - handbook:`)."""

    day: Date | None = None
    report: Flag = False
    demonstration: Flag = False
    twins: Flag = False
    publishing: Publishing | None = None
    domain: Domain | None = None
    open_data: OpenData = OpenData()
    downloads: Some[Product] = ()
    code_url: SiteUrl | None = None
    former_urls: Some[SiteUrl] = ()
    lost_urls: Some[SiteUrl] = ()
    fonts: FolderBelow | None = None


class Plugin(Fact):
    """The one entry of the list of MkDocs' plugins, which is the handbook's own, with settings below it or none."""

    handbook: Settings = Settings()

    @model_validator(mode="before")
    @classmethod
    def named_only(cls, entry: Any) -> Any:
        """Return an entry that is only a name as one without settings."""
        return {entry: {}} if isinstance(entry, str) else entry


class Theme(Fact):
    """What MkDocs is told of how pages look: it draws none, and where our templates lie."""

    name: Annotated[Word, only("null", "网页的样子由 templates/website 定")] = "null"
    custom_dir: Annotated[Word, only("templates/website", "网页的模板在这个文件夹里")] = "templates/website"


RUNS_CODE = "手册不运行设置里写的程序；删掉这一项"
NOT_USED = "手册不用 MkDocs 的这一项；删掉"
HIDES_SETTINGS = "设置都写在这一个文件里；删掉这一项"


class Site(Record):
    """The website's name and address (site_config.yml, which is also a MkDocs configuration).

    Whoever writes this file writes texts, not programs: of MkDocs' own settings there are only these, each with the
    one value under which the website is what it should be.
    """

    unwelcome: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "hooks": RUNS_CODE,
            "markdown_extensions": RUNS_CODE,
            "INHERIT": HIDES_SETTINGS,
            "dev_addr": f"预览的地址写在命令里：{to_type('serve --address 127.0.0.1:8001')}；删掉这一项",
            **dict.fromkeys(
                (
                    "copyright",
                    "draft_docs",
                    "edit_uri",
                    "edit_uri_template",
                    "exclude_docs",
                    "extra",
                    "extra_css",
                    "extra_javascript",
                    "extra_templates",
                    "nav",
                    "not_in_nav",
                    "remote_branch",
                    "remote_name",
                    "repo_name",
                    "repo_url",
                    "site_author",
                    "validation",
                    "watch",
                ),
                NOT_USED,
            ),
        }
    )

    site_name: Name
    site_description: Text
    site_url: SiteUrl
    docs_dir: Annotated[Word, only("content", "手册的文章都在这个文件夹里")] = "content"
    site_dir: Annotated[Word, only("build/website", "MkDocs 会先清空它写的文件夹")] = "build/website"
    use_directory_urls: Annotated[Word, only("true", "印出去的网址都以“/”结尾")] = "true"
    strict: Annotated[Word, scalar("true|false", " true 或 false")] = "true"
    theme: Theme = Theme()
    plugins: tuple[Plugin, ...] = Field(max_length=1)

    @property
    def handbook(self) -> Settings:
        """Return the handbook's own settings. Raises StopIteration where there are none, which the loader refuses."""
        return next(plugin.handbook for plugin in self.plugins)

    @property
    def more_fonts(self) -> str | None:
        """Return the folder of the author's own typefaces; None where none is set, or no settings are there at all."""
        return next((plugin.handbook.fonts for plugin in self.plugins), None)

    def setting(self, *path: Key) -> Location:
        """Return where one of the handbook's own settings stands in site_config.yml."""
        return self.source.at("plugins", 0, "handbook", *path)

    @property
    def code_url(self) -> str:
        """Return the address that stands before a printed code, with a slash at its end."""
        return self.handbook.code_url or self.site_url

    @property
    def kept_addresses(self) -> tuple[str, ...]:
        """Return what may stand before a printed code and still leads here."""
        return (self.code_url, self.site_url, *self.handbook.former_urls)

    def has_lost(self, address: str | None) -> bool:
        """Tell whether the settings say of what stands before printed codes that it will never lead anywhere again.

        The earliest sheets do not know what stands before theirs: it is older than any address that was lost since.
        """
        lost = {*self.handbook.lost_urls} - {*self.kept_addresses}
        return address in lost if address else bool(lost)
