"""The website's files as bytes: those of one committee, and the sub-district's own. Nothing is read or written.

A committee's files depend on its own pages and on what all share, never on another committee, so that they can be made
in any process, on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from generator.codes.pages import Page
from generator.products.names import WEBSITE
from generator.products.product import Artifact
from generator.products.website import (
    DATA_INDEX,
    NOT_FOUND,
    PACKED,
    CommitteeFile,
    DataFile,
    ReportFile,
    SiteFile,
)
from generator.website import assets, feed, line_breaks, open_data, phone, search
from generator.website.context import (
    IMPRINT,
    Context,
    committee_context,
    imprint_context,
    own_page_context,
    page_context,
    subdistrict_context,
)
from generator.website.environment import ROOT, environment, mistakes_named
from generator.website.host_files import site_file
from generator.website.inputs import CommitteeInputs, SiteInputs, SubdistrictInputs
from generator.website.joint_list import joint_list_file
from generator.website.page_words import PageWords, page_words

Files = dict[str, bytes]
"""Files by their path below build/."""


def committee_files(artifacts: Iterable[Artifact], inputs: CommitteeInputs) -> Files:
    """Return the files of one committee's website, prints left out. Raises HandbookError for a template's mistake."""
    texts = CommitteeTexts(inputs)

    def text(artifact: Artifact) -> str:
        if isinstance(artifact.template, CommitteeFile):
            return committee_file(artifact.template, texts)
        if isinstance(artifact.template, DataFile):
            return open_data.data_file(artifact.template, texts.data)
        if artifact.page:
            return texts.page(artifact.page, artifact.template)
        return filled(inputs.site, artifact.template, texts.shared)

    def imprint(artifact: Artifact) -> str:
        if not artifact.imprint:
            return ""
        return filled(inputs.site, "imprint.html", {**texts.shared, **imprint_context(inputs, artifact)})

    return files(artifacts, inputs.site, text, imprint)


@dataclass(frozen=True, eq=False)
class CommitteeTexts:
    """The pages of one committee's website, each filled once, and what is gathered from all of them."""

    inputs: CommitteeInputs
    filled: dict[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def shared(self) -> Context:
        """What all pages share."""
        return committee_context(self.inputs)

    def page(self, page: Page, template: str) -> str:
        """Return a page, filled by a template. Raises HandbookError for the template's mistakes."""
        if (page.path, template) not in self.filled:
            context = {**self.shared, **page_context(self.inputs, page)}
            self.filled[page.path, template] = filled(self.inputs.site, template, context)
        return self.filled[page.path, template]

    @cached_property
    def data(self) -> open_data.CommitteeData:
        """What other systems read."""
        return open_data.CommitteeData.of(self.inputs.site.handbook, self.inputs.pages)

    @cached_property
    def words(self) -> PageWords:
        """The words that pages are found by; those of the page that finds things lead to themselves."""
        pages = {key: page for key, page in self.inputs.pages.pages.items() if key != ("page", "find")}
        texts = {key: self.page(page, page.template) for key, page in pages.items()}
        return page_words(self.inputs.entries, texts, frozenset(self.inputs.site.handbook.words.search.little))


def committee_file(file: CommitteeFile, texts: CommitteeTexts) -> str:
    """Return a file beside a committee's pages that no template makes."""
    handbook, pages = texts.inputs.site.handbook, texts.inputs.pages
    match file:
        case CommitteeFile.MEETINGS:
            return phone.meeting_calendar(handbook, pages.committee)
        case CommitteeFile.DUTY:
            return phone.duty_calendar(handbook, pages.committee)
        case CommitteeFile.OFFICE:
            return phone.card(handbook, pages.committee)
        case CommitteeFile.CHANGES:
            return feed.feed(handbook, pages)
        case CommitteeFile.ENTRIES:
            return search.index_script(texts.inputs.entries, texts.words.own)
        case CommitteeFile.WORDS:
            return search.words_script(texts.words.shared)


def subdistrict_files(artifacts: Iterable[Artifact], inputs: SubdistrictInputs) -> Files:
    """Return the sub-district's own files of the website. Raises HandbookError for a template's mistake."""
    handbook, look = inputs.site.handbook, inputs.site.templates.look
    shared = subdistrict_context(inputs)

    def text(artifact: Artifact) -> str | bytes:
        if isinstance(artifact.template, SiteFile):
            return site_file(artifact.template, handbook, look, inputs.ledgers)
        if isinstance(artifact.template, ReportFile):
            return joint_list_file(artifact.template, handbook, inputs.todos)
        if artifact.template == DATA_INDEX:
            return open_data.index(handbook, inputs.committees.values())
        context = {**shared, **own_page_context(inputs, artifact.page)} if artifact.page else shared
        return filled(inputs.site, artifact.template, context)

    return files(artifacts, inputs.site, text, lambda artifact: "")


def files(
    artifacts: Iterable[Artifact],
    site: SiteInputs,
    text: Callable[[Artifact], str | bytes],
    imprint: Callable[[Artifact], str],
) -> Files:
    """Return the files of these artifacts, each finished for its address; a page at many addresses is filled once.

    `text` returns what a file says, `imprint` what is said on it of the sheet whose code led there.
    """
    texts: dict[str, bytes] = {}
    finished: Files = {}
    for artifact in artifacts:
        if artifact.copy_of:
            continue
        unpacked, dot, ending = artifact.path.rpartition(".")
        if dot + ending in PACKED:
            finished[artifact.path] = assets.packed(dot + ending, finished[unpacked])
            continue
        key = artifact.template + artifact.page.path if artifact.page else artifact.path
        if key not in texts:
            said = text(artifact)
            if isinstance(said, bytes):
                finished[artifact.path] = said
                continue
            texts[key] = said.encode()
        finished[artifact.path] = at_its_address(site, artifact, texts[key], imprint(artifact))
    return finished


def at_its_address(site: SiteInputs, artifact: Artifact, text: bytes, imprint: str) -> bytes:
    """Return a text with its imprint, and with links that lead from its address."""
    return text.replace(IMPRINT.encode(), imprint.encode()).replace(ROOT.encode(), way_up(site, artifact).encode())


def way_up(site: SiteInputs, artifact: Artifact) -> str:
    """Return the relative way from a page to the website's root; a page shown for any wrong address names the host."""
    if artifact.path == f"{WEBSITE}/{NOT_FOUND}":
        return site.handbook.site.site_url
    return "../" * (artifact.path.count("/") - 1) or "./"


def filled(site: SiteInputs, template: str, context: Context) -> str:
    """Return a template filled, with ROOT and IMPRINT where these will stand. Raises HandbookError for its mistakes."""
    with mistakes_named():
        text = environment(site).get_template(template).render(context)
    return line_breaks.shown(text, is_page=template.endswith(".html"))
