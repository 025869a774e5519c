"""What may be asked of committees: the lists, what was admitted besides, and what nobody may ask (二（四）3)."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from generator.check.finding import Finding, at, breach, met
from generator.check.policy.certificates import refused_name
from generator.check.policy.done import not_yet
from generator.check.policy.names import addressees
from generator.check.policy.own_affairs import OWN, deeds_sound, unfounded
from generator.check.policy.shared import found_once
from generator.check.policy.texts import texts_there
from generator.duty.months import months_later
from generator.model.committee import Committee
from generator.model.content import Entry, Service
from generator.model.facts import Basis
from generator.model.handbook import Handbook
from generator.model.naming_keys import keys
from generator.model.register import Admitted
from generator.problem import Location, did_you_mean
from generator.text.articles import ARTICLE
from generator.text.chinese import date
from generator.text.likeness import plain, share_said

DONE_HERE = ("办理", "代理代办")
"""The parts of a committee in a service that are work of its own; pointing the way needs no list."""

LAW = re.compile(
    "(?:(?<![做方看说想])法|法典|条例|规定|办法|决定|解释|规则|细则|规程|通知|意见|章程)(?:（[^（）]*）)?$"
)
"""How the name of a law, a regulation or a document that binds ends."""

PAPERS = ("台账", "报表")
"""The kinds of forms that are ledgers or reports, and so need an entry."""


def nothing_unlisted(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """A1: what a committee does, writes and seals is on a list under its kind, or was admitted."""
    faults = [
        *services_listed(handbook, committee),
        *forms_listed(handbook, committee),
        *items_listed(handbook, committee),
        *deeds_sound(handbook, committee),
    ]
    services = sum(service.part in DONE_HERE for service in handbook.services.values())
    papers = sum(form.kind in PAPERS for form in handbook.forms.values()) + len(committee.register.items)
    evidence = f"{services}项办理和代办的事、{papers}样台账、报表和用章，都有出处"
    yield from faults or [met(at(committee, "register", "items"), evidence)]


def services_listed(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield what is wrong with the entries that services rest on."""
    entries, admitted = handbook.lists.entries, running(handbook, committee)
    records = kinds_of_records(handbook)
    for service in handbook.services.values():
        if service.part in DONE_HERE and not service.listed:
            hint = f"在 `listed` 里写清单里的 `id`，或居委会准入登记的 `Admitted.id`；居民自己的事写“{OWN}”"
            message = f"“{service.title}”由居委会{service.part}，没有写清单里的哪一条"
            yield breach(service.source.at("listed"), message, hint)
        for index, id in enumerate(service.listed):
            place = service.source.at("listed", index)
            if id in entries and entries[id].kind in records:
                message = f"“{service.title}”依据的“{entries[id].title}”是{entries[id].kind}，不是事务"
                yield breach(place, message, "写清单里一件事的 `id`，不是一本台账的")
            elif id == OWN:
                yield from unfounded(committee, service, place) if service.part in DONE_HERE else ()
            elif id in admitted:
                yield from begun(handbook, admitted[id], place, service.title)
            elif id in entries:
                yield from another_affair(handbook, service, entries[id], place)
            else:
                hint = unlisted_hint(id, (OWN, *entries, *admitted))
                yield breach(place, f"“{service.title}”依据的“{id}”，清单里没有，也没有准入", hint)


def another_affair(handbook: Handbook, service: Service, entry: Entry, place: Location) -> Iterator[Finding]:
    """Yield a warning where nothing in a guide, neither its words nor its law, is what the entry is about."""
    words = (service.name, service.title, *service.also_called, service.answer, service.committee_part)
    same_law = any(basis.law == entry.basis.law for basis in service.basis)
    if not same_law and not any(alike(handbook, entry.title, said) for said in words):
        message = f"“{service.title}”和依据的“{entry.title}”看不出是一件事"
        yield breach(place, message, "写对应那一条的 `id`；清单里没有的先准入，没有准入的不要再做", "warning")


def forms_listed(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield what is wrong with the entries that ledgers and reports rest on."""
    asked = kinds_of_records(handbook)
    for form in handbook.forms.values():
        if form.kind in asked:
            yield from of_its_kind(handbook, committee, form.source.at("listed"), form.kind, form.title, form.listed)


def items_listed(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield what is wrong with the entries that a committee's own ledgers, reports, apps and seal uses rest on."""
    kinds = kinds_of_lists(handbook)
    for index, item in enumerate(committee.register.items):
        if item.kind not in kinds:
            place = at(committee, "register", "items", index, "kind")
            yield breach(place, f"“{item.title}”的种类“{item.kind}”，清单里没有", did_you_mean(item.kind, kinds))
        else:
            place = at(committee, "register", "items", index, "listed")
            yield from of_its_kind(handbook, committee, place, item.kind, item.title, item.listed)


def of_its_kind(
    handbook: Handbook, committee: Committee, place: Location, kind: str, title: str, listed: str | None
) -> Iterator[Finding]:
    """Yield a breach where something rests on no entry, and no admission, of its kind."""
    admitted = running(handbook, committee)
    entry: Entry | Admitted | None = handbook.lists.entries.get(listed or "") or admitted.get(listed or "")
    if listed is None:
        hint = "在 `listed` 里写清单里的 `id`；清单里没有的先准入，没有准入的不要再填、再用"
        yield breach(place, f"{kind}“{title}”没有写清单里的哪一条", hint)
    elif entry is None:
        same = [entry.id for entry in handbook.lists.entries.values() if entry.kind == kind]
        hint = unlisted_hint(listed, (*same, *admitted))
        yield breach(place, f"{kind}“{title}”依据的“{listed}”，清单里没有，也没有准入", hint)
    elif entry.kind != kind:
        yield breach(place, f"“{title}”是{kind}，依据的“{entry.title}”是{entry.kind}", f"写一条{kind}的 `id`")
    elif isinstance(entry, Admitted):
        yield from begun(handbook, entry, place, title)
    elif not (refused_name(handbook, title, kind) or alike(handbook, title, entry.title)):
        message = f"{kind}“{title}”和依据的“{entry.title}”看不出是一件事"
        yield breach(place, message, "写对应那一条的 `id`；清单里没有的先准入；是一件事的，标题写成一样", "warning")


PAPER_WORDS = re.compile("证明|记录|登记|台账|报表|报告|月报|情况|日志|示例|[表册簿本]")
"""What a ledger, a report or a certificate is called, whatever it is about."""


def alike(handbook: Handbook, title: str, other: str) -> bool:
    """Tell whether two titles have anything in common besides the words of any title."""
    same = handbook.policy.same_words
    first, second = (PAPER_WORDS.sub("", plain(each, same)) for each in (title, other))
    return share_said(first, [second]) > 0


def begun(handbook: Handbook, admitted: Admitted, place: Location, title: str) -> Iterator[Finding]:
    """Yield a breach where something is done already that is admitted only from a later day on."""
    if admitted.begins and admitted.begins > handbook.today:
        message = f"“{title}”的准入{date(admitted.begins)}才开始"
        yield breach(place, message, "到那天再做，再写上")


def unlisted_hint(listed: str, known: Collection[str]) -> str:
    """Return the nearest id there is, and what to do where none is meant."""
    near = "".join(f"是不是想写“{id}”？" for id in difflib.get_close_matches(listed, known, 1))
    return f"{near}写清单里的 `id`；清单里没有的先准入，没有准入的不要再做"


def running(handbook: Handbook, committee: Committee) -> dict[str, Admitted]:
    """Return by id what a committee was asked besides the lists and has not ended; A2 looks at how it was admitted."""
    return {entry.id: entry for entry in committee.register.admitted if not ended(handbook, entry)}


def ended(handbook: Handbook, admitted: Admitted) -> bool:
    """Tell whether an admission is over."""
    return admitted.ended is not None and admitted.ended <= handbook.today


def kinds_of_lists(handbook: Handbook) -> tuple[str, ...]:
    """Return every kind that the policy's lists hold."""
    return tuple(kind for listing in handbook.policy.lists for kind in listing.kinds)


def kinds_of_records(handbook: Handbook) -> frozenset[str]:
    """Return the kinds of those lists that hold ledgers and reports."""
    return frozenset(
        kind for listing in handbook.policy.lists if {*PAPERS} & {*listing.kinds} for kind in listing.kinds
    )


# --- admissions ------------------------------------------------------------------------------------------------------


def admissions_valid(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """A2: whatever was admitted besides the lists was asked for and approved as the policy says, and still holds."""
    faults = list(texts_there(handbook, "A2"))
    for index, admitted in enumerate(committee.register.admitted):
        if not ended(handbook, admitted):
            faults += admission_faults(handbook, committee, index, admitted)
    count = len(running(handbook, committee))
    evidence = f"清单以外准入{count}项，手续齐全，都没有到期" if count else "清单以外没有事项，准入的办法写明了"
    yield from faults or [met(at(committee, "register", "admitted"), evidence)]


def admission_faults(handbook: Handbook, committee: Committee, index: int, admitted: Admitted) -> Iterator[Finding]:
    """Yield what is wrong with one admission; where it is not whole, only that."""

    def wrong(key: str, message: str, hint: str) -> Finding:
        return breach(at(committee, "register", "admitted", index, key), f"“{admitted.title}”{message}", hint)

    office = handbook.policy.admission.applied_to
    if missing := admitted.missing:
        yield wrong(missing[0], f"的准入登记不全，缺 {keys(missing)}", f"向{office}补办，再写全；不办的写上 `ended`")
        return
    if admitted.kind not in kinds_of_lists(handbook):
        yield wrong(
            "kind", f"的种类“{admitted.kind}”，清单里没有", did_you_mean(admitted.kind, kinds_of_lists(handbook))
        )
    for key, message, hint in addressees(handbook, admitted):
        yield wrong(key, message, hint)
    if admitted.basis and (fault := weakness(handbook, admitted.basis, admitted.kind in kinds_of_records(handbook))):
        yield wrong("basis", *fault)
    for key in ("applied", "approved"):
        place = at(committee, "register", "admitted", index, key)
        yield from not_yet(handbook, place, getattr(admitted, key), f"“{admitted.title}”{DAYS[key][:-1]}")
    for before, after in pairwise(("applied", "approved", "begins", "valid_until")):
        first, second = getattr(admitted, before), getattr(admitted, after)
        if second < first:
            message = f"的{DAYS[after]}是{date(second)}，比{DAYS[before]}{date(first)}还早"
            yield wrong(after, message, f"核对 {before} 和 {after}")
    if (years := handbook.policy.admission.years) and admitted.valid_until and admitted.begins:
        longest = months_later(admitted.begins, 12 * years)
        if admitted.valid_until > longest:
            message = f"准入到{date(admitted.valid_until)}，比最长的{years}年还长"
            yield wrong("valid_until", message, f"最晚写 {longest}；还要做的，到期前重新申报")
    yield from expiry(handbook, committee, index, admitted)


DAYS = {"applied": "申报日", "approved": "批准日", "begins": "开始日", "valid_until": "到期日"}
"""The days of an admission in their order, in words."""


def expiry(handbook: Handbook, committee: Committee, index: int, admitted: Admitted) -> Iterator[Finding]:
    """Yield a breach where an admission has run out, or soon will."""
    assert admitted.valid_until  # only what is whole comes here
    rules = handbook.policy.admission
    left = (admitted.valid_until - handbook.today).days
    place = at(committee, "register", "admitted", index, "valid_until")
    if left < 0:
        hint = f"不要再做，写上 `ended`；还要做的，请{admitted.applicant}向{rules.applied_to}重新申报"
        yield breach(place, f"“{admitted.title}”的准入{date(admitted.valid_until)}已经到期", hint)
    elif left <= rules.warn_days:
        hint = f"还要做的，请{admitted.applicant}向{rules.applied_to}重新申报；不做的，到期那天写上 `ended`"
        yield breach(place, f"“{admitted.title}”的准入还有{left}天到期", hint, "warning")


def lists_as_titled(handbook: Handbook) -> Iterator[Finding]:
    """A3: the lists are those of the policy by their exact titles, with entries of their kinds, each id once."""
    faults = [*lists_named(handbook), *entries_of_kind(handbook), *ids_once(handbook), *titles_once(handbook)]
    lists = handbook.lists.lists
    shown = "，都是示例条目" if all(listing.demonstration for listing in lists) else ""
    evidence = f"{len(lists)}份，名称全对，共{sum(len(listing.entries) for listing in lists)}条{shown}"
    yield from faults or [met(handbook.lists.source.at("lists"), evidence)]


def lists_named(handbook: Handbook) -> Iterator[Finding]:
    """Yield what is wrong with which lists there are, and with their titles and kinds."""
    place = handbook.lists.source.at
    required = {listing.id: listing for listing in handbook.policy.lists}
    counts = Counter(listing.id for listing in handbook.lists.lists)
    for id, title in required.items():
        if counts[id] != 1:
            message = f"没有《{title.title}》" if not counts[id] else f"《{title.title}》写了 {counts[id]} 次"
            yield breach(place("lists"), message, f"在 `lists` 里写一份 - `id`: {id}")
    for index, listing in enumerate(handbook.lists.lists):
        if listing.id not in required:
            hint = f"文件只有{len(required)}份：{'、'.join(required)}；别的写进准入登记"
            yield breach(place("lists", index, "id"), f"文件里没有叫“{listing.id}”的清单", hint)
            continue
        if listing.title != required[listing.id].title:
            hint = f"应为“{required[listing.id].title}”"
            yield breach(place("lists", index, "title"), f"“{listing.title}”不是文件里的清单名称", hint)
        if {*listing.kinds} != {*required[listing.id].kinds}:
            hint = f"应为 {'、'.join(required[listing.id].kinds)}"
            yield breach(place("lists", index, "kinds"), f"“{listing.title}”的种类和文件不一样", hint)


def entries_of_kind(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach for each entry of a kind that its list does not hold."""
    kinds_of = {listing.id: listing.kinds for listing in handbook.policy.lists}
    for index, listing in enumerate(handbook.lists.lists):
        kinds = kinds_of.get(listing.id, listing.kinds)
        for number, entry in enumerate(listing.entries):
            if entry.kind not in kinds:
                place = handbook.lists.source.at("lists", index, "entries", number, "kind")
                message = f"“{entry.title}”的种类“{entry.kind}”不属于这份清单"
                yield breach(place, message, did_you_mean(entry.kind, kinds))


def ids_once(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach for each entry whose id another entry, of any list, has already."""
    seen: set[str] = set()
    for index, listing in enumerate(handbook.lists.lists):
        for number, entry in enumerate(listing.entries):
            if entry.id in seen:
                place = handbook.lists.source.at("lists", index, "entries", number, "id")
                yield breach(place, f"“{entry.id}”在清单里写了两次", "给后面一条换一个 `id`")
            seen.add(entry.id)


def titles_once(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach for each entry whose kind and title another entry has already, under another id."""
    seen: dict[tuple[str, str], str] = {}
    for index, listing in enumerate(handbook.lists.lists):
        for number, entry in enumerate(listing.entries):
            if (entry.kind, entry.title) in seen:
                place = handbook.lists.source.at("lists", index, "entries", number, "title")
                other = seen[entry.kind, entry.title]
                yield breach(place, f"{entry.kind}“{entry.title}”在清单里写了两次", f"和“{other}”并成一条")
            seen[entry.kind, entry.title] = entry.id


def affairs_by_law(handbook: Handbook) -> Iterator[Finding]:
    """A4: every entry cites a law and its article; the policy itself is basis enough for records only."""
    faults = []
    records = kinds_of_records(handbook)
    for index, listing in enumerate(handbook.lists.lists):
        for number, entry in enumerate(listing.entries):
            if fault := weakness(handbook, entry.basis, entry.kind in records):
                place = handbook.lists.source.at("lists", index, "entries", number, "basis")
                message, hint = fault
                faults.append(breach(place, f"“{entry.title}”{message}", hint))
    laws = {entry.basis.law for entry in handbook.lists.entries.values()} - {handbook.policy.title}
    evidence = f"{len(handbook.lists.entries)}条都写了依据，出自{len(laws)}部法律法规"
    yield from faults or [met(handbook.lists.source.at("lists"), evidence)]


def weakness(handbook: Handbook, basis: Basis, record: bool) -> tuple[str, str] | None:
    """Return message and hint where a basis will not do, or None."""
    if basis.article is None:
        return "没有写依据的是哪一条", "在 `basis` 里写上 `article`，例如 第二十四条"
    if basis.law == handbook.policy.title:
        return None if record else ("只依据这份文件，没有写法律", "换成法律、法规的名称和条；没有的，删掉这一条")
    if not LAW.search(basis.law):
        return f"的依据“{basis.law}”看不出是哪部法律、法规", "写法律、法规的全称，例如 上海市居民委员会工作条例"
    if not ARTICLE.match(basis.article):
        return f"的依据写的是“{basis.article}”，看不出是哪一条", "写成 第二十四条 或 第六条第二款"
    return None


def certificates_refused(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """A5: every certificate of the national list is refused with the way to go instead, and none is offered."""
    place = handbook.certificates.source.at("items")
    names = tuple(certificate.name for certificate in handbook.certificates.items)
    faults = [*without_way(handbook)]
    if len(set(names)) != handbook.policy.certificates:
        message = f"不开的证明应当有{handbook.policy.certificates}项，这里有{len(set(names))}项"
        faults.append(breach(place, message, "照国家公布的清单补全，一项写一次"))
    read = (handbook.certificates, handbook.lists, *handbook.services.values(), *handbook.forms.values())
    faults += found_once("certificates", read, None, lambda: refused(handbook, offered_by_all(handbook)))
    faults += refused(handbook, offered(handbook, committee))
    evidence = f"{len(names)}项都写明了不开、去哪里办，没有一项在用章"
    yield from faults or [met(place, evidence)]


def without_way(handbook: Handbook) -> Iterator[Finding]:
    """Yield a breach for each certificate of which is not said where to go instead."""
    for index, certificate in enumerate(handbook.certificates.items):
        if not re.search(r"\w{4}", certificate.instead) or handbook.words.missing in certificate.instead:
            place = handbook.certificates.source.at("items", index, "instead")
            yield breach(place, f"“{certificate.name}”没有写去哪里办", "写清去哪里、带什么；不清楚的，写打哪个电话问")


def refused(handbook: Handbook, offers: Iterable[tuple[str, str, Location]]) -> Iterator[Finding]:
    """Yield a breach for each thing on offer that is a certificate nobody may ask for."""
    for title, kind, where in offers:
        if name := refused_name(handbook, title, kind):
            hint = "删掉这一条；有人来要的，告诉他去哪里办"
            yield breach(where, f"“{title}”是国家列明不开的“{name}”", hint)


def offered_by_all(handbook: Handbook) -> Iterator[tuple[str, str, Location]]:
    """Yield what the handbook offers to do, write or seal everywhere: title, kind, and where it stands."""
    for index, listing in enumerate(handbook.lists.lists):
        for number, entry in enumerate(listing.entries):
            yield entry.title, entry.kind, handbook.lists.source.at("lists", index, "entries", number, "title")
    for service in handbook.services.values():
        if service.part in DONE_HERE:
            yield service.title, "", service.source.at("title")
            yield service.name, "", service.source.at("name")
    for form in handbook.forms.values():
        yield form.title, "", form.source.at("title")


def offered(handbook: Handbook, committee: Committee) -> Iterator[tuple[str, str, Location]]:
    """Yield what the committee itself offers to do, write or seal: title, kind, and where it stands."""
    for index, item in enumerate(committee.register.items):
        yield item.title, item.kind, at(committee, "register", "items", index, "title")
    for index, admitted in enumerate(committee.register.admitted):
        if not ended(handbook, admitted):
            yield admitted.title, admitted.kind, at(committee, "register", "admitted", index, "title")
