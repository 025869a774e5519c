"""The plan: every file that will be produced, before anything is made, and the promises that only it can break."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.codes.pages import CommitteePages, Page, committee_pages
from generator.model.handbook import Handbook
from generator.model.ledger import Code, Ledger
from generator.problem import Location, Problem, did_you_mean
from generator.products import website
from generator.products.catalogue import FORMS, carried_by, carried_words, downloads, own_downloads
from generator.products.names import SITE, WEBSITE
from generator.products.product import Artifact, Form, SubdistrictBrief, Unit
from generator.read.listing import Own, Shared, chief_file

EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Plan:
    """All that will be produced, the pages and codes of each committee by its slug, and the address of each asset."""

    units: tuple[Unit, ...]
    committees: Mapping[str, CommitteePages]
    assets: Mapping[str, str]

    @property
    def artifacts(self) -> Iterator[Artifact]:
        """Every file of every unit."""
        return (artifact for unit in self.units for artifact in unit.artifacts)


def plan(
    handbook: Handbook, words: Collection[str], committees: Collection[str] = (), assets: Mapping[str, str] = EMPTY
) -> Plan:
    """Return what the forms named by these words will be, for all committees or those named. Nothing is made yet.

    `assets` are the addresses of the website's assets. The website is always whole, since its first page names every
    committee; so are the prints it carries.
    """
    carried = carried_by(handbook) if WEBSITE in words else ()
    pages = {committee.slug: committee_pages(handbook, committee) for committee in handbook.committees}
    brief = SubdistrictBrief(handbook, pages, assets=assets)
    units: list[Unit] = []
    for form in (FORMS[word] for word in dict.fromkeys((*words, *carried)) if word in FORMS):
        if form.subdistrict:
            units.append(unit(handbook, form, SITE, own_files(form, brief)))
        for slug, own in pages.items() if form.each else ():
            if form.word in (WEBSITE, *carried) or not committees or slug in committees:
                units.append(unit(handbook, form, slug, files(handbook, form, own)))
        if form.word == WEBSITE:
            units += [
                Unit(form.word, WEBSITE, closed.slug, tuple(website.closed_pages(closed))) for closed in handbook.closed
            ]
    return Plan(tuple(units), pages, assets)


def files(handbook: Handbook, form: Form, pages: CommitteePages) -> Iterator[Artifact]:
    """Yield the files of a committee in one form; the website's with the prints it carries."""
    yield from form.files(handbook, pages)
    if form.word == WEBSITE:
        yield from website.carried(downloads(handbook, pages))


def own_files(form: Form, brief: SubdistrictBrief) -> Iterator[Artifact]:
    """Yield the sub-district's own files in one form; the website's with the prints it carries."""
    yield from form.subdistrict_files(brief)
    if form.word == WEBSITE:
        yield from website.carried(own_downloads(brief))


def unit(handbook: Handbook, form: Form, slug: str, artifacts: Iterable[Artifact]) -> Unit:
    """Return a unit of work with these files and their packed twins."""
    listed = tuple(artifacts)
    return Unit(form.word, form.product.name, slug, (*listed, *website.twins(handbook, listed)))


def check_plan(handbook: Handbook, plan: Plan) -> Iterator[Problem]:
    """Yield a problem for each promise only the whole plan can break: a code that leads nowhere, or that two have."""
    owners: dict[str, str] = {}
    for slug, ledger in (*((slug, pages.ledger) for slug, pages in plan.committees.items()), *closed_ledgers(handbook)):
        for index, code in enumerate(ledger.codes):
            if owners.setdefault(code.code, slug) != slug:
                hint = "把 `number` 改成没有别的居委会用过的号码"
                message = f"编码 {code.code} 和 {owners[code.code]} 的重复"
                yield Problem(ledger.source.at("codes", index), "X2", message, hint, committee=slug)
    for pages in plan.committees.values():
        yield from lost(pages)
        yield from mistaken(handbook, pages)
    yield from not_carried(handbook)
    yield from twice(handbook, plan)
    yield from long_paths(plan)
    answered = set(owners)
    for artifact in plan.artifacts:
        for printed in artifact.codes:
            if printed not in answered:
                place = handbook.site.source.at()
                yield Problem(place, "X1", f"{artifact.path} 上的编码 {printed} 没有页面", "这是程序的错，请报告")


LONGEST_PATH = 100
"""Characters of a file's path below the build; with the folders above it Windows takes no more than 260."""


def long_paths(plan: Plan) -> Iterator[Problem]:
    """Yield a problem for each committee with a file whose path is too long, told of the longest."""
    longest: dict[str, str] = {}
    for artifact in plan.artifacts:
        longest[artifact.committee] = max(longest.get(artifact.committee, ""), artifact.path, key=len)
    for slug, path in longest.items():
        if (over := len(path) - LONGEST_PATH) > 0:
            hint = f"把居委会的文件夹名，或“{path}”里的名称，改短{over}个字母"
            message = f"成品的路径太长，有{len(path)}个字母，最多{LONGEST_PATH}个"
            yield Problem(Location(chief_file(slug)), "D068", message, hint, committee=slug)


def not_carried(handbook: Handbook) -> Iterator[Problem]:
    """Yield a problem for each download in the settings that is no print which a website may carry."""
    for index, word in enumerate(handbook.site.handbook.downloads):
        place = handbook.site.setting("downloads", index)
        if word not in FORMS:
            yield Problem(place, "D073", f"没有叫“{word}”的成品", did_you_mean(word, carried_words()))
        elif not FORMS[word].carried:
            yield Problem(place, "D073", f"“{word}”不能放到网站上下载", f"把 `downloads` 里的“{word}”去掉")


def twice(handbook: Handbook, plan: Plan) -> Iterator[Problem]:
    """Yield a problem for each file whose path another has, too; of the pages behind codes, the codes are told."""
    owners: dict[str, Artifact] = {}
    for artifact in (artifact for artifact in plan.artifacts if not artifact.imprint):
        if owners.setdefault(artifact.path, artifact) is not artifact:
            names = " 和 ".join(sorted({owners[artifact.path].committee or SITE, artifact.committee or SITE}))
            message = f"{artifact.path} 要放两样东西（{names}）"
            place = Location(chief_file(artifact.committee))
            yield Problem(place, "X1", message, "给其中一个居委会的文件夹换个名字，或删掉一个旧网址")


def closed_ledgers(handbook: Handbook) -> Iterator[tuple[str, Ledger]]:
    """Yield the slug and the ledger of each committee that is no more."""
    return ((closed.slug, closed.ledger) for closed in handbook.closed)


def lost(pages: CommitteePages) -> Iterator[Problem]:
    """X1: whatever is on paper and is gone from the data needs a word about where to go now."""
    for index, code in enumerate(pages.ledger.codes):
        if code.issued and not code.retired and (code.kind, code.id) not in pages.pages:
            message = f"“{code.title}”（{code.kind}:{code.id}）不见了，可是编码 {code.code} 已经印出去"
            hint = (
                f"把它加回来；真的没有了，就在 {Shared.RETIRED} 或 {pages.committee.slug}/{Own.REGISTER} 的 `retired` "
                f"里写明 {{`kind`: {code.kind}, `id`: {code.id}, `date`, `successor`, `reason`}}"
            )
            place = pages.ledger.source.at("codes", index)
            yield Problem(place, "X1", message, hint, committee=pages.committee.slug)


def mistaken(handbook: Handbook, pages: CommitteePages) -> Iterator[Problem]:
    """X1: what is said to be gone is gone, was there once, and its successor exists."""
    known = {f"{code.kind}:{code.id}" for code in pages.ledger.codes}
    for record in (handbook.retirements, pages.committee.register):
        for index, retirement in enumerate(record.retired):
            name = f"{retirement.kind}:{retirement.id}"
            place = record.source.at("retired", index)
            if (retirement.kind, retirement.id) in pages.pages:
                yield Problem(place, "X1", f"“{name}”还在，不能又写成没有了", "删掉这一行，或删掉那一项")
            if retirement.successor and _follow(pages, retirement.successor) is None:
                hint = (
                    did_you_mean(retirement.successor, sorted(known))
                    or "`successor` 写现在该去的那一项，例如 service:elder-meals"
                )
                yield Problem(place, "X1", f"接替“{name}”的“{retirement.successor}”没有页面", hint)


def _follow(pages: CommitteePages, target: str) -> Page | None:
    """Return the page at the end of a chain of successors, which begins with `kind:id`; None where it leads nowhere."""
    after = {f"{code.kind}:{code.id}": code.successor for code in pages.ledger.codes if code.retired}
    for _ in range(len(after) + 1):
        kind, _, id = target.partition(":")
        if page := pages.pages.get((kind, id)):
            return page
        target = after.get(target) or ""
    return None


def successor(pages: CommitteePages, code: Code) -> Page | None:
    """Return the page that now stands for what a retired code led to; None where nothing does."""
    return _follow(pages, code.successor) if code.successor else None
