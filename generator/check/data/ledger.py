"""Numbers, addresses and ledgers keep their promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator.codes import ledger
from generator.codes.pages import Page, pages_today
from generator.disk.repository import restoring
from generator.model.committee import Committee
from generator.model.facts import Record
from generator.model.handbook import Handbook
from generator.problem import Location, Problem, Source, did_you_mean
from generator.read.files import RESERVED_SLUGS
from generator.read.listing import Own, own_file, snapshot_file


class Numbered(NamedTuple):
    """The number of a committee, and where the file stands that says it."""

    number: str
    source: Source


def numbers_unique(handbook: Handbook) -> Iterator[Problem]:
    """X2: committees' numbers are of one length and unique, or two codes could be the same digits."""
    owners: dict[str, str] = {}
    length = Counter(len(committee.profile.number) for committee in handbook.committees).most_common(1)[0][0]
    for committee in handbook.committees:
        number = committee.profile.number
        place = committee.profile.source.at("number")
        if number in owners:
            message = f"编号 {number} 已经是 {owners[number]} 的"
            yield Problem(place, "X2", message, "每个居委会一个编号，例如统计代码的末三位", committee=committee.slug)
        elif len(number) != length:
            message = f"编号“{number}”应当和别的居委会一样长，{length} 位"
            yield Problem(place, "X2", message, "前面补 0", committee=committee.slug)
        owners[number] = committee.slug


def ledger_whole(handbook: Handbook) -> Iterator[Problem]:
    """X2: no hand has changed a line of a ledger or removed one."""
    kept = [
        *(
            (each.slug, each.ledger, Numbered(each.profile.number, each.profile.source), each.snapshots)
            for each in handbook.committees
        ),
        *(
            (closed.slug, closed.ledger, Numbered(closed.closing.number, closed.closing.source), {})
            for closed in handbook.closed
        ),
    ]
    restore = restoring(handbook.root)
    for slug, own, named, snapshots in kept:
        number = ledger.number_of(own) or named.number
        if number != named.number:
            message = f"编号“{named.number}”和二维码台账对不上：codes.yml 里都是照编号 {number} 编的"
            hint = f"改回 {number}；codes.yml 是别处拷来的，就{restore}"
            yield Problem(named.source.at("number"), "X2", message, hint, committee=slug)
        for fault in ledger.faults(own, number):
            place = own.source.at(fault.key, fault.line)
            yield Problem(place, "X2", fault.message, fault.hint.format(restore=restore), committee=slug)
        lacking = sorted(ledger.snapshot_faults(own, snapshots), key=lambda name: int(name.partition("-")[0]))
        if len(lacking) > 1 and not own.editions:
            place = Location(own_file(slug, Own.LEDGER))
            message = f"台账 codes.yml 不在了，或被清空了：付印过{len(lacking)}次，一次也没有记着"
            yield Problem(place, "X2", message, f"请{restore}最新的 codes.yml，连同 editions 文件夹", committee=slug)
            continue
        for name in lacking:
            place = Location(snapshot_file(slug, name))
            message = f"付印 {name.partition('-')[0]} 号的内容还在，台账里却没有这一号了"
            yield Problem(place, "X2", message, f"台账只增不减；请{restore}较新的 codes.yml", committee=slug)


def codes_keep_their_places(handbook: Handbook) -> Iterator[Problem]:
    """X2: printed codes have not changed places: the title of one is what another was called when it got its code.

    Somebody swapped the contents of files, two of them or several in a circle. What all share is told once.
    """
    told = set[Location]()
    for committee in handbook.committees:
        for page, called in _swapped(handbook, committee):
            place, hint = _written(committee, page), "把两个文件的名字换回来"
            if own := not isinstance(page.subject, Record):
                hint = "把两处的 `id` 换回来"
            if place not in told:
                told.add(place)
                message = f"{page.kind}:{page.id} 的编码印出去时叫“{called}”，现在是“{page.title}”，和别的编码换了位"
                yield Problem(place, "X2", message, hint, committee=committee.slug if own else "")


def _swapped(handbook: Handbook, committee: Committee) -> Iterator[tuple[Page, str]]:
    """Yield each page behind a printed code that changed places with others, and what it was called in the ledger."""
    called = {(code.kind, code.id): code.title for code in committee.ledger.codes if code.issued and not code.retired}
    if not called:
        return
    owners = {(kind, title): (kind, id) for (kind, id), title in called.items()}
    # the program's own pages have no subject: they show the same whatever they are called
    pages = {(page.kind, page.id): page for page in pages_today(handbook, committee) if page.subject is not None}
    follows = {key: owners.get((page.kind, page.title)) for key, page in pages.items() if key in called}
    for key in follows:
        seen = [key]
        while (after := follows.get(seen[-1])) and after not in seen:
            seen.append(after)
        if after == key and len(seen) > 1:
            yield pages[key], called[key]


def _written(committee: Committee, page: Page) -> Location:
    """Return where the title of a page is written: in a shared file, or among the committee's own rooms."""
    subject = page.subject
    if isinstance(subject, Record):
        return subject.source.at("title" if getattr(subject, "title", "") == page.title else "name")
    return committee.premises.source.at("spaces", committee.premises.spaces.index(subject), "name")


def closings_followed(handbook: Handbook) -> Iterator[Problem]:
    """D075: a committee that is no more was taken over by one that is there, and not only some day."""
    known = [committee.slug for committee in handbook.committees]
    for closed in handbook.closed:
        if closed.closing.merged_into not in known:
            message = f"接替的居委会“{closed.closing.merged_into}”不在了，或没有这个文件夹"
            hint = did_you_mean(closed.closing.merged_into, known) or "写现在管这一片的居委会的文件夹名"
            yield Problem(closed.closing.source.at("merged_into"), "D075", message, hint, committee=closed.slug)
        if closed.closing.date > handbook.today:
            message = f"{closed.closing.name}的撤并日期 {closed.closing.date} 还没有到，可是现在做出来的已经没有它了"
            hint = "到了那天再写 dissolved.yml；或改日期"
            yield Problem(closed.closing.source.at("date"), "D075", message, hint, "warning", committee=closed.slug)


def former_slugs_free(handbook: Handbook) -> Iterator[Problem]:
    """D076: an address that a committee once had is nobody else's, and none of the website's own."""
    slugs = (*(committee.slug for committee in handbook.committees), *(closed.slug for closed in handbook.closed))
    owners = {slug: f"是 {slug} 的" for slug in slugs} | dict.fromkeys(RESERVED_SLUGS, "是网站自己要用的网址")
    for committee in handbook.committees:
        for index, slug in enumerate(committee.profile.former_slugs):
            if slug in owners:
                place = committee.profile.source.at("former_slugs", index)
                hint = "删掉这一行" if slug in RESERVED_SLUGS else "删掉这一行，或给那个文件夹换个名字"
                yield Problem(place, "D076", f"旧网址“{slug}”现在{owners[slug]}", hint, committee=committee.slug)
            owners.setdefault(slug, f"是 {committee.slug} 的")
