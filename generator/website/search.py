"""Everything a resident may look for at a committee, and the committees themselves, for the search box."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Any

from generator.codes.pages import CommitteePages, Page
from generator.model.committee import Committee, Person
from generator.model.content import Room, Rule, Service, WorkingCommittee
from generator.model.handbook import Handbook
from generator.products.index import Entry
from generator.text import placeholder
from generator.text.pinyin import RUN
from generator.text.placeholder import COMMITTEE, Values

ENTRIES = "handbookEntries"
"""The name under which a committee's script leaves its entries."""

DIRECTORY = "handbookDirectory"
"""The name under which the sub-district's script leaves the committees."""

FIRST = (("page", "duty"), ("page", "certificates"))
"""Pages that are asked for as often as the most used services."""

PAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "services": ("能办、能问的事都在这里，点开看带什么、去哪里。", "办事指南 办什么 带什么材料"),
        "rooms": ("每一间是做什么的，什么时候开，怎么约。", "五室一厅 活动室 借房间 借场地"),
        "rules": ("全部制度都能看，也有一本装订好的书。", "制度 规定 规矩"),
        "working-committees": ("居委会的事分给谁管，谁是主任。", "下属委员会 专委会 哪个部门管"),
        "duty": (
            "几点有人，夜里和双休日找谁，急事打哪个电话。",
            "上班时间 几点开门 值班电话 周末开门吗 工作人员 夜里找谁",
        ),
        "disclosure": ("公布了什么，贴在哪里，贴到哪天。", "公示 账目 公开栏 钱怎么用"),
        "certificates": ("20种证明居委会不开，每一种该去哪里。", "开证明 打证明 盖章 敲章 证明"),
        "lists": ("居委会该协助哪些事、填哪些表、盖哪些章。", "居委会管什么 该不该办 参考清单"),
        "forms": ("空白的表长什么样，怎么填，到哪里要。", "表格 空白表 填表 申请表"),
        "board": ("怎么认宣传栏的真假，板上写了什么。", "二维码真假 扫码 宣传板 公告栏"),
        "print": ("书放在哪里，有没有大字本，怎么要一份。", "大字本 打印 看书 制度汇编"),
        "changes": ("规章制度汇编这一版和上一版有什么不同。", "新版 改了哪些 制度变动"),
        "codes": ("印出去的每一个二维码，是什么，印在哪里。", "二维码清单 编号"),
    }
)
"""What a page that every committee has tells, and other words for it."""

HOME_WORDS = "居委会在哪里 居委会电话 居委会地址 怎么走"
"""What people say who look for the committee itself."""

OTHER_WORDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("working-committee", "party"): "党委 党建 党群工作",
        ("working-committee", "self-governance"): "自治委 小区管理 环境卫生",
        ("working-committee", "services"): "服务委 便民服务 民政",
        ("working-committee", "safety"): "平安委 治安 综治 调委会",
        ("certificate", "亲属关系证明"): "关系证明 父子关系 证明我妈是我妈",
        ("certificate", "居民身份信息证明"): "身份证明 同一个人证明",
        ("certificate", "户口登记项目内容变更申请证明"): "改户口 改名字 户口本写错",
        ("certificate", "居民养犬证明"): "养狗证明",
        ("certificate", "无犯罪记录证明"): "无犯罪证明 没犯过罪",
        ("certificate", "社区戒毒社区康复人员情况证明（表现证明）"): "戒毒证明",
        ("certificate", "人员失踪证明"): "人不见了 失踪",
        ("certificate", "婚姻状况证明"): "单身证明 未婚证明 结婚证明 离婚证明",
        ("certificate", "出生证明"): "出生医学证明",
        ("certificate", "健在证明"): "活着证明 生存证明",
        ("certificate", "死亡证明"): "去世证明 人走了",
        ("certificate", "疾病状况证明"): "生病证明 病情证明",
        ("certificate", "残疾状况证明"): "残疾证明",
        ("certificate", "婚育状况证明"): "生育证明 没生过孩子",
        ("certificate", "居民就业状况证明"): "失业证明 没有工作证明",
        ("certificate", "居民个人档案证明"): "档案证明 人事档案",
        ("certificate", "居民财产证明"): "房产证明 无房证明 收入证明",
        ("certificate", "遗产继承权证明"): "继承证明 遗产 继承公证",
        ("certificate", "市场主体住所证明"): "营业执照地址 开店证明 经营场所证明",
        ("certificate", "证件遗失证明"): "身份证丢了 遗失证明 证件丢了",
        ("form", "hazard-report"): "报隐患",
        ("form", "three-meetings-notice"): "开会通知",
    }
)
"""Other words for things whose files have no place for them, by kind and id."""

SET_BACK = 150
"""What a minor entry loses against others, in the points of find.js: one kind of match."""

STREET = re.compile(r"[^，。；\s]+?(?:大道|[路街弄])")
FOLDER = re.compile(r"[^/]*/#?|")


def entries(handbook: Handbook, committee_pages: CommitteePages) -> list[Entry]:
    """Everything a resident may look for at one committee, what is asked for most often first."""
    found = [
        *_pages(handbook, committee_pages),
        *_estates(handbook, committee_pages),
        *_certificates(handbook, committee_pages),
        *_forms(handbook, committee_pages),
        *_people(committee_pages),
    ]
    kinds = ("service", "page", "room", "working-committee", "rule")
    return sorted(found, key=lambda entry: kinds.index(entry.kind) if entry.kind in kinds else len(kinds))


def popular(handbook: Handbook, found: Iterable[Entry]) -> tuple[Entry, ...]:
    """What is asked for most: the services that contents.yml names, who is on duty, the certificates."""
    by_id = {(entry.kind, entry.id): entry for entry in found}
    wanted = (*(("service", id) for id in handbook.contents.popular), *FIRST)
    return tuple(by_id[key] for key in wanted if key in by_id)


def _pages(handbook: Handbook, found: CommitteePages) -> Iterator[Entry]:
    values = placeholder.values(handbook, found.committee)
    for (kind, id), page in found.pages.items():
        if (kind, id) == ("page", "find"):
            continue
        sentence, words = _told(handbook, found.committee, page)
        yield _entry(found, kind, id, page.title, words, placeholder.fill(sentence, values), asked=_asked(page.subject))


def _told(handbook: Handbook, committee: Committee, page: Page) -> tuple[str, tuple[str, ...]]:
    """What a page tells in one sentence, and other words for it."""
    subject = page.subject
    if isinstance(subject, Service):
        return subject.answer, (*subject.also_called, *_unless(subject.name, page.title))
    if isinstance(subject, WorkingCommittee):
        return subject.answer, ()
    if isinstance(subject, Room | Rule):
        return subject.purpose, subject.also_called
    if subject:
        return subject.purpose, ()
    if page.id == "home":
        values = placeholder.values(handbook, committee)
        return f"{values['committee.address']}，{values['committee.hours']}。", tuple(HOME_WORDS.split())
    sentence, words = PAGES.get(page.id, ("", ""))
    return sentence, tuple(words.split())


def _asked(subject: object) -> str:
    """The questions people ask about a service."""
    return "".join(one.question for one in subject.questions) if isinstance(subject, Service) else ""


def _unless(name: str, title: str) -> tuple[str, ...]:
    """The official name of a service, unless its title says it already."""
    return () if name in title else (name,)


def _certificates(handbook: Handbook, found: CommitteePages) -> Iterator[Entry]:
    values = placeholder.values(handbook, found.committee)
    for certificate in handbook.certificates.items:
        instead = placeholder.fill(certificate.instead, values)
        sentence = instead if instead.startswith("居委会不开") else f"居委会不开。{instead}"
        address = _below(found, found.address("page", "certificates"))
        words = tuple(OTHER_WORDS.get(("certificate", certificate.name), "").split())
        yield Entry("certificate", certificate.name, certificate.name, address, words, sentence, minor=True)


def _forms(handbook: Handbook, found: CommitteePages) -> Iterator[Entry]:
    values: Values = placeholder.values(handbook, found.committee)
    for form in handbook.forms.values():
        yield _entry(found, "form", form.id, form.title, (), placeholder.fill(form.purpose, values), minor=True)


def _estates(handbook: Handbook, found: CommitteePages) -> Iterator[Entry]:
    short_name = COMMITTEE["committee.short_name"](handbook, found.committee)
    for estate in found.committee.profile.estates:
        company = (estate.property_company,) if estate.property_company else ()
        told = f"这个小区归{short_name}{f'，物业是{estate.property_company}' if company else ''}。"
        yield Entry("estate", estate.name, estate.name, "", company, told)


def _people(found: CommitteePages) -> Iterator[Entry]:
    address = _below(found, found.address("page", "duty"))
    for person in found.committee.profile.staff:
        title = f"{person.name}，{'、'.join(person.posts)}"
        words = tuple(_duties(found.committee, person))
        yield Entry("person", person.name, title, address, words, person.serves or "", minor=True)


def _duties(committee: Committee, person: Person) -> Iterator[str]:
    """What else a member of staff is looked for by."""
    if person.generalist:
        yield "全科社工"
    yield from (duty for duty, name in committee.profile.appointments.items() if name == person.name)


def _entry(
    found: CommitteePages,
    kind: str,
    id: str,
    title: str,
    words: tuple[str, ...],
    sentence: str,
    *,
    minor: bool = False,
    asked: str = "",
) -> Entry:
    more = tuple(OTHER_WORDS.get((kind, id), "").split())
    return Entry(kind, id, title, _below(found, found.address(kind, id)), (*words, *more), sentence, minor, asked)


def _below(found: CommitteePages, address: str) -> str:
    """An address below the website's root as one below the committee's folder."""
    return address.removeprefix(f"{found.committee.slug}/")


def index_script(found: Iterable[Entry]) -> str:
    """A script that leaves a committee's entries for find.js."""
    return script(ENTRIES, found)


def directory_script(handbook: Handbook) -> str:
    """A script that leaves the committees, by all their names, estates and streets, for find.js."""
    return script(DIRECTORY, directory(handbook))


def directory(handbook: Handbook) -> list[Entry]:
    """The committees of the sub-district; addresses lie below the website's root."""
    return [_committee(handbook, committee) for committee in handbook.committees]


def _committee(handbook: Handbook, committee: Committee) -> Entry:
    profile = committee.profile
    short_name = COMMITTEE["committee.short_name"](handbook, committee) or profile.name
    address = (profile.address or "").removeprefix(handbook.policy.district).removeprefix(handbook.policy.subdistrict)
    street = STREET.match(address)
    words = (
        *(former.name for former in profile.former_names),
        *(estate.name for estate in profile.estates),
        *((street[0],) if street else ()),
    )
    sentence = "。".join(part.rstrip("。") for part in (address, profile.boundary) if part)
    other = tuple(dict.fromkeys(word for word in words if word != short_name))
    return Entry("committee", committee.slug, short_name, f"{committee.slug}/", other, sentence)


def script(name: str, found: Iterable[Entry]) -> str:
    """Entries as a script that sets one name; what many share is written once.

    `[readings, exceptions, folders, entries]`: the characters of each syllable, the names that are read otherwise,
    the beginnings of addresses, and of each entry its title, folder, rest of the address, other words, sentence, by
    how much it is set back, and what is asked about it.
    """
    shown = list(found)
    pinyin = _usual(shown)
    usual = frozenset(pinyin.items())
    by_syllable: dict[str, str] = defaultdict(str)
    for character, syllable in sorted(pinyin.items()):
        by_syllable[syllable] += character
    exceptions = {
        name: " ".join(entry.syllables(name))
        for entry in shown
        for name in entry.names
        if not usual.issuperset(_read(name, entry.syllables(name)))
    }
    folders = list(dict.fromkeys(_folder(entry.address) for entry in shown))
    rows = [_row(entry, folders) for entry in shown]
    readings = "|".join(syllable + characters for syllable, characters in sorted(by_syllable.items()))
    content = json.dumps([readings, exceptions, folders, rows], ensure_ascii=False, separators=(",", ":"))
    return f"var {name}={content};\n"


def _usual(found: Iterable[Entry]) -> dict[str, str]:
    """How each character is read most often in the names."""
    names = ((name, entry.syllables(name)) for entry in found for name in entry.names)
    counted = Counter(chain.from_iterable(_read(name, read) for name, read in names))
    pinyin: dict[str, str] = {}
    for character, syllable in sorted(counted, key=lambda read: (-counted[read], read)):
        pinyin.setdefault(character, syllable)
    return pinyin


@lru_cache(maxsize=16384)
def _read(name: str, found: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The Chinese characters of a name, each with its syllable."""
    pairs = zip("".join(RUN.findall(name)), found, strict=True)
    return tuple((character, syllable) for character, syllable in pairs if not character.isascii())


def _folder(address: str) -> str:
    """The beginning that an address shares with its neighbours."""
    match = FOLDER.match(address)
    return match[0] if match else ""


def _row(entry: Entry, folders: list[str]) -> list[Any]:
    folder = _folder(entry.address)
    rest = entry.address.removeprefix(folder)
    back = SET_BACK if entry.minor else 0
    return [entry.title, folders.index(folder), rest, entry.words, entry.sentence, back, entry.asked]
