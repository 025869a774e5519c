"""Artifact → bytes of a web page by Jinja2, or the data of a sheet for the typesetter."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from markupsafe import Markup, escape

from generator import (
    codesheets,
    disclosures,
    doorsigns,
    finding,
    formsheets,
    guides,
    hosting,
    markup,
    placeholder,
    plates,
    reader,
    report,
    rosters,
    sheets,
)
from generator.model import MISSING, Committee, Gathering, Handbook, Shared
from generator.outputs import COMMITTEE_FILES, Artifact, Plan, Unit
from generator.pages import CommitteePages
from generator.placeholder import Values
from generator.problem import HandbookError, Location, Problem
from generator.verdict import Judged

ROOT = "\0"
"""Stands in a rendered page for the way up to the website's root, which differs from address to address."""

LOOK = "shared/look.yml"
FRAME = "frame.html"
DIRECTORY = "directory.js"
NOT_FOUND = "website/404.html"

SHEETS: Mapping[str, Callable[[Handbook, CommitteePages, Values], sheets.Data]] = MappingProxyType(
    {
        "rulebook": sheets.rulebook,
        "board": sheets.board,
        "doorsign": doorsigns.doorsign,
        "roster": rosters.roster,
        "disclosure": disclosures.disclosure,
        "plates": plates.plates,
        "codesheet": codesheets.codesheet,
        "forms": formsheets.formsheets,
    }
)
"""The data of each printed output."""


class Renderer:
    """The templates of the website, bound to one handbook and its plan."""

    def __init__(self, handbook: Handbook, plan: Plan, judged: Sequence[Judged] = (), *, preview: bool = False) -> None:
        self.handbook = handbook
        self.plan = plan
        self.judged = judged
        folder = handbook.root / "templates"
        self.environment = website_environment(folder)
        self.look = reader.tree((folder / LOOK).read_bytes(), f"templates/{LOOK}")
        self.values = {committee.slug: placeholder.values(handbook, committee) for committee in handbook.committees}
        said = hosting.publishing(handbook)
        self.environment.globals |= {
            "asset": lambda name: ROOT + plan.assets[name],
            "assets": plan.assets,
            "version": hosting.version(plan.assets),
            # the preview reloads pages by a script that the policy would refuse
            "csp": "" if preview else hosting.CSP,
            "damm": hosting.DAMM,
            "mark": hosting.MARK,
            "look": self.look,
            "numbers": hosting.numbers(plan.committees.values()),
            "publishing": said,
            "publishing_lines": hosting.footer(said),
            "structured": "",
            "last_changed": lambda pages, page: hosting.last_changed(handbook, pages.committee, page),
        }
        self.contexts: dict[str, dict[str, Any]] = {}

    def website(self, unit: Unit) -> dict[str, bytes]:
        """The pages of one committee, or the sub-district's own, by their path below build/."""
        rendered: dict[str, str] = {}
        found: dict[str, bytes] = {}
        for artifact in unit.artifacts:
            plain, dot, ending = artifact.path.rpartition(".")
            if dot + ending in hosting.PACKED:
                found[artifact.path] = hosting.packed(dot + ending, found[plain])
            elif not artifact.committee and (make := hosting.SITE_FILES.get(artifact.template)):
                found[artifact.path] = make(self.handbook, self.look)
            else:
                key = artifact.page.path if artifact.page else artifact.path
                if key not in rendered:
                    rendered[key] = self.text(artifact)
                found[artifact.path] = rendered[key].replace(ROOT, self.way_up(artifact)).encode()
        return found

    def sheet(self, artifact: Artifact) -> sheets.Data:
        """The data of a printed sheet, and which variant of its output it is."""
        return {**self.facts(artifact), "variant": artifact.variant}

    def facts(self, artifact: Artifact) -> sheets.Data:
        """What a printed sheet says."""
        if artifact.output == "report":
            return self.report(artifact.committee)
        pages = self.plan.committees[artifact.committee]
        if artifact.output == "guide" and artifact.page:
            return guides.guide(self.handbook, pages, self.values[artifact.committee], artifact.page.id)
        return SHEETS[artifact.output](self.handbook, pages, self.values[artifact.committee])

    def report(self, slug: str) -> report.Data:
        """The data of a committee's report, or of the overview of all where no slug is given."""
        if not slug:
            return report.overview(self.handbook, self.judged)
        return report.committee_report(self.handbook, self.judged, self.plan.committees[slug].committee)

    def way_up(self, artifact: Artifact) -> str:
        """The relative way from a page to the website's root; a page shown for any wrong address names the host."""
        if artifact.path == NOT_FOUND:
            return self.handbook.site.site_url
        return "../" * (artifact.path.count("/") - 1) or "./"

    def text(self, artifact: Artifact) -> str:
        """One page as text, with ROOT where its way up will stand. Raises HandbookError for a template's mistake."""
        if make := COMMITTEE_FILES.get(artifact.template):
            return make(self.handbook, self.plan.committees[artifact.committee])
        if artifact.template == DIRECTORY:
            return finding.directory_script(self.handbook)
        with self.mistakes():
            return self.environment.get_template(artifact.template).render(self.context(artifact))

    @contextmanager
    def mistakes(self) -> Iterator[None]:
        """Turn a template's mistake into a HandbookError that names its file and line."""
        try:
            yield
        except jinja2.TemplateSyntaxError as error:
            raise template_error(self.handbook.root, error.filename, error.lineno, error.message or "") from None
        except (jinja2.UndefinedError, jinja2.TemplateNotFound) as error:
            frames = traceback.extract_tb(error.__traceback__)
            frame = next((f for f in reversed(frames) if "templates" in Path(f.filename).parts), frames[-1])
            raise template_error(self.handbook.root, frame.filename, frame.lineno, str(error)) from None

    def _shared(self, slug: str) -> dict[str, Any]:
        if pages := self.plan.committees.get(slug):
            return self.committee_context(pages, self.values[slug])
        context = self.site_context(placeholder.values(self.handbook, None))
        return {**context, "look": self.look, "committees": self.plan.committees}

    def context(self, artifact: Artifact) -> dict[str, Any]:
        """What a page's template may use: what its committee's pages share, and what is its own."""
        slug = artifact.committee
        shared = self.contexts[slug] if slug in self.contexts else self.contexts.setdefault(slug, self._shared(slug))
        page = artifact.page
        if page is None:
            return shared
        if page.kind == "report":
            return {**shared, "page": page, "report": self.report(page.id)}
        pages = shared["pages"]
        own = {
            "page": page,
            "subject": page.subject,
            "code": pages.code(page.kind, page.id).code,
            "structured": hosting.structured(self.handbook, pages, page, self.values[slug]),
        }
        if (page.kind, page.id) == ("page", "find"):
            found = finding.entries(self.handbook, pages)
            own |= {"alphabet": finding.alphabet(found), "popular": finding.popular(self.handbook, found)}
        return {**shared, **own}

    def site_context(self, values: Values) -> dict[str, Any]:
        """What every page's template may use."""
        return {
            "handbook": self.handbook,
            "site": self.handbook.site,
            "policy": self.handbook.policy,
            "certificates": self.handbook.certificates.items,
            "root": ROOT,
            "plain": lambda text: placeholder.fill(text, values),
            "fill": lambda text: _words(placeholder.fill(text, values)),
            "safety": sheets.SAFETY,
        }

    def committee_context(self, pages: CommitteePages, values: Values) -> dict[str, Any]:
        """What all pages of one committee share, the frame around them set already."""
        roster = sheets.roster(self.handbook, pages.committee)
        context = {
            **self.site_context(values),
            "committee": pages.committee,
            "pages": pages,
            "named": {name.partition(".")[2]: value for name, value in values.items()},
            "link": lambda kind, id: ROOT + pages.address(kind, id),
            "body": lambda text: self.body(text, pages, values),
            "hours": sheets.hours(self.handbook, pages),
            "staff_of": sheets.staff_of,
            "current": sheets.current_notices(self.handbook, pages.committee),
            "roster": roster,
            "open_days": sheets.open_days(roster),
            "gatherings": gatherings(self.handbook, pages.committee),
            "seats": lambda id: sheets.seats(pages, id),
            "space_name": lambda id: sheets.space_name(self.handbook, pages, id),
        }
        with self.mistakes():
            return {**context, **self.frame(context)}

    def frame(self, context: dict[str, Any]) -> dict[str, Any]:
        """What stands above and below every page of one committee."""
        try:
            macros = self.environment.get_template(FRAME).make_module(context)
            return {name: getattr(macros, name)() for name in ("top", "menu", "foot")}
        except jinja2.UndefinedError:
            self.environment.handle_exception()  # so that the traceback names the template's own lines

    def body(self, text: Shared, pages: CommitteePages, values: Values) -> Markup:
        """A shared text's XHTML with its placeholders filled and its links leading to this committee's pages."""
        acted_on = _acted_on(placeholder.fill_xhtml(text.body, values))
        return Markup(markup.LINK.sub(lambda found: f'href="{ROOT}{pages.address(found[1], found[2])}"', acted_on))


_acted_on = lru_cache(maxsize=4096)(markup.acted_on)


@lru_cache(maxsize=16384)
def _words(text: str) -> Markup:
    """A plain text as XHTML; most texts are the same for every committee."""
    return Markup(markup.acted_on(str(escape(text))))


def website_environment(folder: Path) -> jinja2.Environment:
    """The environment of the website's templates: escaping on, and an undefined name an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder / "website"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "clock": placeholder.clock,
        "date": placeholder.date,
        "opening_hours": placeholder.opening_hours,
        "known": known,
    }
    return environment


def known(value: object) -> object:
    """A value, or the words that say honestly that it is not known yet."""
    return Markup(f'<span class="missing">{MISSING}</span>') if value in (None, "", ()) else value


def gatherings(handbook: Handbook, committee: Committee) -> list[Gathering]:
    """The meetings residents may still come to, the next first."""
    ahead = (meeting for meeting in committee.records.gatherings if meeting.date >= handbook.today)
    return sorted(ahead, key=lambda meeting: (meeting.date, meeting.opens))


def template_error(root: Path, filename: str | None, line: int | None, message: str) -> HandbookError:
    """A template's mistake as a problem at its file and line."""
    path = Path(filename or "")
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return HandbookError(
        [Problem(Location(file, line or 1), "D040", f"模板写错了：{message}", "看看这一行的名称和括号")]
    )
