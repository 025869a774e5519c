"""Artifact → bytes of a web page by Jinja2, or the data of a sheet for the typesetter."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from generator.check.finding import Judged
from generator.codes import compare, ledger, number, qr
from generator.codes.pages import CommitteePages
from generator.model.committee import Committee
from generator.model.facts import MISSING, Shared
from generator.model.handbook import Handbook
from generator.model.ledger import Code
from generator.model.records import Gathering
from generator.problem import HandbookError, Location, Problem
from generator.products import board, codesheet, disclosure, doorsign, forms, guide, plates, standing
from generator.products import roster as roster_
from generator.products import sheet as sheet_
from generator.products.plan import PRODUCTS, Artifact, Plan, Unit, download, downloads, successor
from generator.products.report import committee_report, overview
from generator.products.rulebook import book, changes
from generator.products.sheet import Data, current_notices, hours, open_days, seats, space_name, staff_of
from generator.products.standing import Standing
from generator.read import yaml
from generator.text import chinese, markup, placeholder
from generator.text.placeholder import Values
from generator.website import assets, editions, feed, footer, host_files, phone, search, structured

ROOT = "\0"
"""Stands in a rendered page for the way up to the website's root, which differs from address to address."""

IMPRINT = "\1"
"""Stands in a rendered page for what is said of the sheet whose code led there, which differs likewise."""

LOOK = "shared/look.yml"
FRAME = "frame.html"
DIRECTORY = "directory.js"
NOT_FOUND = "website/404.html"

SHEETS: Mapping[str, Callable[[Handbook, CommitteePages, Values], Data]] = MappingProxyType(
    {
        "board": board.board,
        "board/panels.typ": board.panels,
        "rulebook/changes.typ": changes.changenotes,
        "doorsign": doorsign.doorsign,
        "roster": roster_.roster,
        "disclosure": disclosure.disclosure,
        "plates": plates.plates,
        "codesheet": codesheet.codesheet,
        "forms": forms.formsheets,
    }
)
"""The data of each printed output, and of a template that says something else than its output usually does."""


COMMITTEE_FILES: Mapping[str, Callable[[Handbook, CommitteePages], str]] = MappingProxyType(
    {
        "duty.ics": lambda handbook, pages: phone.calendar(handbook, pages.committee),
        "office.vcf": lambda handbook, pages: phone.card(handbook, pages.committee),
        "changes.atom": feed.feed,
        "find/entries.js": lambda handbook, pages: search.index_script(search.entries(handbook, pages)),
    }
)
"""What makes the files beside a committee's pages that have no template."""


class Renderer:
    """The templates of the website, bound to one handbook and its plan."""

    def __init__(self, handbook: Handbook, plan: Plan, judged: Sequence[Judged] = (), *, preview: bool = False) -> None:
        self.handbook = handbook
        self.plan = plan
        self.judged = judged
        folder = handbook.root / "templates"
        self.environment = website_environment(folder)
        self.look = yaml.tree((folder / LOOK).read_bytes(), f"templates/{LOOK}")
        self.values = {committee.slug: placeholder.values(handbook, committee) for committee in handbook.committees}
        said = footer.publishing(handbook)
        self.environment.globals |= {
            "asset": lambda name: ROOT + plan.assets[name],
            "assets": plan.assets,
            "version": assets.version(plan.assets),
            # the preview reloads pages by a script that the policy would refuse
            "csp": "" if preview else host_files.CSP,
            "damm": host_files.DAMM,
            "mark": host_files.MARK,
            "look": self.look,
            "code_address": lambda code: number.address(handbook.site.code_url, code),
            "qr": lambda address: Markup(qr.svg(address)),
            "numbers": host_files.numbers(plan.committees.values(), handbook.closed),
            "publishing": said,
            "publishing_lines": footer.footer(handbook.words.footer, said),
            "structured": "",
            "last_changed": lambda pages, page: feed.last_changed(handbook, pages.committee, page),
        }
        self.contexts: dict[str, dict[str, Any]] = {}
        self.heirs = {closed.slug: closed.closing.merged_into for closed in handbook.closed}
        self.in_hand: dict[tuple[str, int], list[dict[str, Any]]] = {}
        self.sizes: dict[str, int] = {}
        """The bytes of prints, by path, as far as they are known."""
        self.issued: dict[str, Mapping[tuple[str, str | None], Standing]] = {}

    def website(self, unit: Unit) -> dict[str, bytes]:
        """The pages of one committee, or the sub-district's own, by their path below build/."""
        rendered: dict[str, str] = {}
        found: dict[str, bytes] = {}
        for artifact in unit.artifacts:
            if artifact.copy_of:
                continue
            plain, dot, ending = artifact.path.rpartition(".")
            if dot + ending in assets.PACKED:
                found[artifact.path] = assets.packed(dot + ending, found[plain])
            elif not artifact.committee and (make := host_files.SITE_FILES.get(artifact.template)):
                found[artifact.path] = make(self.handbook, self.look)
            else:
                key = artifact.template + artifact.page.path if artifact.page else artifact.path
                if key not in rendered:
                    rendered[key] = self.text(artifact)
                text = rendered[key].replace(IMPRINT, self.imprint(artifact))
                found[artifact.path] = text.replace(ROOT, self.way_up(artifact)).encode()
        return found

    def sheet(self, artifact: Artifact) -> Data:
        """The data of a printed sheet, which variant of its output it is, and in which edition."""
        data = {**self.facts(artifact), "variant": artifact.variant}
        if artifact.output not in standing.SHEETS or artifact.product in standing.EDITIONLESS:
            return data
        return standing.imprinted(self.handbook, self.plan.committees[artifact.committee], artifact.product, data)

    def facts(self, artifact: Artifact) -> Data:
        """What a printed sheet says."""
        if artifact.output == "report":
            return self.report(artifact.committee)
        pages = self.plan.committees[artifact.committee]
        if artifact.output == "guide" and artifact.page:
            return guide.guide(self.handbook, pages, self.values[artifact.committee], artifact.page.id)
        if make := SHEETS.get(f"{artifact.output}/{artifact.template}") or SHEETS.get(artifact.output):
            return make(self.handbook, pages, self.values[artifact.committee])
        page = (artifact.page.kind, artifact.page.id) if artifact.page else None
        return book.variant(self.handbook, pages, self.values[artifact.committee], artifact.variant, page)

    def standings(self, slug: str) -> Mapping[tuple[str, str | None], Standing]:
        """How each sheet that was ever issued stands, by product and part."""
        if slug not in self.issued:
            pages = self.plan.committees[slug]
            wanted = dict.fromkeys((one.sheet, one.part) for one in pages.ledger.editions)
            facts = {product: self.says(pages, product) for product in dict.fromkeys(product for product, _ in wanted)}
            self.issued[slug] = {
                (product, part): standing.standing(self.handbook, pages, product, part, facts[product].get(part))
                for product, part in wanted
            }
        return self.issued[slug]

    def says(self, pages: CommitteePages, product: str) -> dict[str | None, compare.Facts]:
        """What each sheet of a product says today; nothing where the product is no more."""
        made = PRODUCTS[product](self.handbook, pages) if product in PRODUCTS else ()
        found: dict[str | None, compare.Facts] = {}
        for artifact in made:
            found |= standing.parts(artifact.product, self.facts(artifact))
        return found

    def pdf(self, pages: CommitteePages, product: str, part: str = "") -> dict[str, str] | None:
        """Where the website carries a print, and how large it is; None where it does not."""
        for artifact in downloads(self.handbook, pages):
            if artifact.product == product and part == (artifact.page.id if artifact.page else ""):
                size = self.sizes.get(artifact.path)
                return {"href": ROOT + download(artifact), "size": f"，{host_files.file_size(size)}" if size else ""}
        return None

    def held(self, pages: CommitteePages, serial: int) -> list[dict[str, Any]]:
        """What is said of a sheet in the reader's hand; the same behind all its codes."""
        key = pages.committee.slug, serial
        if key not in self.in_hand:
            self.in_hand[key] = editions.behind(pages, serial, self.standings(key[0]))
        return self.in_hand[key]

    def imprint(self, artifact: Artifact) -> str:
        """What a page says of the sheet whose code led there; nothing at a readable address."""
        if not artifact.imprint or not artifact.committee:
            return ""
        slug, serial = artifact.committee, int(artifact.imprint)
        pages = self.plan.committees.get(slug)
        held = self.held(pages, serial) if pages and serial else []
        code, page = artifact.codes[0], artifact.page
        others = editions.others(pages, code, (page.kind, page.id)) if pages and page else []
        context = {**self.shared(slug), "held": held, "code": code, "others": others}
        with self.mistakes():
            return self.environment.get_template("imprint.html").render(context)

    def report(self, slug: str) -> Data:
        """The data of a committee's report, or of the overview of all where no slug is given."""
        if not slug:
            return overview(self.handbook, self.judged)
        return committee_report(self.handbook, self.judged, self.plan.committees[slug].committee)

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
            return search.directory_script(self.handbook)
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

    def shared(self, slug: str) -> dict[str, Any]:
        """What a committee's pages share; those of one that is no more have the frame of the one that took over."""
        if slug not in self.contexts:
            self.contexts[slug] = self._shared(self.heirs.get(slug, slug))
        return self.contexts[slug]

    def _shared(self, slug: str) -> dict[str, Any]:
        if pages := self.plan.committees.get(slug):
            return self.committee_context(pages, self.values[slug])
        context = self.site_context(placeholder.values(self.handbook, None))
        return {**context, "look": self.look, "committees": self.plan.committees}

    def context(self, artifact: Artifact) -> dict[str, Any]:
        """What a page's template may use: what its committee's pages share, and what is its own."""
        slug = artifact.committee
        shared = self.shared(slug)
        page = artifact.page
        if page is None:
            return shared
        if page.kind == "report":
            return {**shared, "page": page, "report": self.report(page.id)}
        pages = shared["pages"]
        if page.kind == "gone":
            return {**shared, "page": page, "subject": page.subject, **self.instead(slug, pages, page.subject)}
        own = {
            "page": page,
            "subject": page.subject,
            "code": pages.code(page.kind, page.id).code,
            "structured": structured.structured(self.handbook, pages, page, self.values[slug]),
        }
        if product := editions.sheet_of_page(page.kind, page.id):
            carried = self.pdf(pages, product, page.id if product == "guide" else "")
            own["sheet"] = carried and {**carried, "name": standing.sheet_name(self.handbook, product)}
        if page.kind == "rule":
            own["earlier"] = editions.earlier_text(pages, page.id, self.standings(slug).get(("rulebook", None)))
        if (page.kind, page.id) == ("page", "print"):
            own["on_paper"] = editions.on_paper(self.handbook, pages, self.standings(slug))
        if (page.kind, page.id) == ("page", "changes"):
            own |= {
                "notes": changes.told(self.handbook, pages),
                "notes_editions": len(ledger.of_sheet(pages.ledger, "rulebook")),
            }
        if (page.kind, page.id) == ("page", "codes"):
            own["all_codes"] = editions.all_codes(pages, self.standings(slug))
        if (page.kind, page.id) == ("page", "find"):
            found = search.entries(self.handbook, pages)
            own |= search.to_be_found(self.handbook, found)
        return {**shared, **own}

    def instead(self, slug: str, pages: CommitteePages, code: Code) -> dict[str, Any]:
        """Where to go instead of something that is gone, and with which committee it went, if with one."""
        closing = next((one.closing for one in self.handbook.closed if one.slug == slug), None)
        now = pages.pages.get((code.kind, code.id)) if closing else successor(pages, code)
        return {"code": code.code, "now": now, "closing": closing}

    def site_context(self, values: Values) -> dict[str, Any]:
        """What every page's template may use."""
        return {
            "handbook": self.handbook,
            "site": self.handbook.site,
            "policy": self.handbook.policy,
            "certificates": self.handbook.certificates.items,
            "root": ROOT,
            "imprint": IMPRINT,
            "plain": lambda text: placeholder.fill(text, values),
            "fill": lambda text: _words(placeholder.fill(text, values)),
            "safety": self.handbook.words.safety,
        }

    def committee_context(self, pages: CommitteePages, values: Values) -> dict[str, Any]:
        """What all pages of one committee share, the frame around them set already."""
        roster = sheet_.roster(self.handbook, pages.committee)
        context = {
            **self.site_context(values),
            "committee": pages.committee,
            "pages": pages,
            "named": {name.partition(".")[2]: value for name, value in values.items()},
            "link": lambda kind, id: ROOT + pages.address(kind, id),
            "pdf": lambda product, part="": self.pdf(pages, product, part),
            "to": lambda kind, id: leading(pages, kind, id),
            "body": lambda text: self.body(text, pages, values),
            "hours": hours(self.handbook, pages),
            "staff_of": partial(staff_of, self.handbook),
            "current": current_notices(self.handbook, pages.committee),
            "roster": roster,
            "open_days": open_days(roster),
            "gatherings": gatherings(self.handbook, pages.committee),
            "seats": lambda id: seats(pages, id),
            "space_name": lambda id: space_name(self.handbook, pages, id),
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
        return Markup(markup.LINK.sub(lambda found: leading(pages, found[1], found[2]), acted_on))


_acted_on = lru_cache(maxsize=4096)(markup.acted_on)


@lru_cache(maxsize=16384)
def _words(text: str) -> Markup:
    """A plain text as XHTML; most texts are the same for every committee."""
    return Markup(markup.acted_on(str(escape(text))))


def leading(pages: CommitteePages, kind: str, id: str) -> Markup:
    """The attributes of a link to a page: its address, and its code, which is the target that paper can show."""
    code = pages.code("page", "forms") if kind == "form" else pages.code(kind, id)
    return Markup(f'href="{ROOT}{pages.address(kind, id)}" data-code="{code.code}"')


class Compiled(jinja2.BytecodeCache):
    """Compiled templates by name and source: in a preview only those that were edited are compiled again."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put into the bucket what is known of it."""
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        self.known[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


def website_environment(folder: Path) -> jinja2.Environment:
    """The environment of the website's templates: escaping on, and an undefined name an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder / "website"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=COMPILED,
    )
    environment.filters |= {
        "clock": chinese.clock,
        "date": chinese.date,
        "opening_hours": placeholder.opening_hours,
        "known": known,
        "quantity": chinese.quantity,
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
