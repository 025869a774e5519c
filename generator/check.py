"""Rules a handbook must keep, each a generator of problems; RULES lists them all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from generator import glyphs, markup, placeholder
from generator.model import Committee, Handbook, Loaded, Record
from generator.problem import Location, Problem
from generator.reader import did_you_mean

Rule = Callable[[Handbook], Iterator[Problem]]


def check_handbook(handbook: Handbook) -> Iterator[Problem]:
    """The problems of a handbook by every rule, rule by rule."""
    for rule in RULES:
        yield from rule(handbook)


def check_texts(loaded: Loaded) -> Iterator[Problem]:
    """The problems that can be seen in the texts of some files, while others could not be loaded."""
    for rule in TEXT_RULES:
        yield from rule(loaded)


# --- texts -----------------------------------------------------------------------------------------------------------


class Passage(NamedTuple):
    """A piece of an author's text: where it stands, and the committee whose it is."""

    text: str
    location: Location
    committee: str


def passages(handbook: Handbook | Loaded, suspect: Callable[[str], object]) -> Iterator[Passage]:
    """Every text that `suspect` is true of, be it a value or a line of Markdown; a file is asked as a whole first."""
    for record in handbook.files:
        if suspect(record.text):
            committee = committee_of(record)
            yield from (Passage(text, place, committee) for text, place in record.passages if suspect(text))


def committee_of(record: Record) -> str:
    """The slug of the committee whose file it is, or nothing."""
    parts = record.source.file.split("/")
    return parts[1] if parts[0] == "committees" else ""


def placeholders_known(handbook: Handbook | Loaded) -> Iterator[Problem]:
    """D023: what stands in double braces in shared texts can be filled in; committees' own texts have none."""
    for text, place, committee in passages(handbook, lambda text: "{{" in text or "}}" in text):
        if committee:
            braces, end, _ = text[max(text.find("{{"), 0) :].partition("}}")
            message = f"这里不能用占位词“{braces}{end}”"
            yield Problem(place, "D023", message, "直接写内容", committee=committee)
            continue
        for name in placeholder.PATTERN.findall(text):
            if name not in placeholder.NAMES:
                yield Problem(place, "D023", f"不认识占位词“{name}”", did_you_mean(name, placeholder.NAMES))
        for found in BRACES.finditer(placeholder.PATTERN.sub("", text)):
            if name := (found[1] or "").strip():
                yield Problem(place, "D023", f"不认识占位词“{name}”", did_you_mean(name, placeholder.NAMES))
            else:
                hint = "写成 {{ committee.phone }} 这样，前后各两个括号"
                yield Problem(place, "D023", "占位词没有写完整", hint)


BRACES = re.compile(r"\{\{([^{}]*)\}\}|\{\{|\}\}")


def links_resolve(handbook: Handbook) -> Iterator[Problem]:
    """X10: a link within the handbook leads to something the handbook has."""
    from generator.pages import SINGLE_PAGES

    known = {
        "service": handbook.services,
        "room": handbook.rooms,
        "rule": handbook.rules,
        "working-committee": handbook.working_committees,
        "page": SINGLE_PAGES,
    }
    for text in handbook.texts:
        for place, kind, id in markup.authored_links(text.markdown, text.source.file, text.source.body_line):
            if kind not in known:
                hint = f"写成 {'、'.join(f'{kind}:名称' for kind in known)}，或 https:// 开头的网址"
                yield Problem(place, "X10", f"不认识的链接“{kind}:{id}”", hint)
            elif id not in known[kind]:
                yield Problem(place, "X10", f"链接“{kind}:{id}”没有页面", did_you_mean(id, list(known[kind])))


def glyphs_present(handbook: Handbook | Loaded) -> Iterator[Problem]:
    """X6: the fonts have every character."""
    more = handbook.more_fonts
    known = glyphs.printable(handbook.root / "templates" / "fonts", handbook.root / more if more else None)
    for text, place, committee in passages(handbook, lambda text: not known.issuperset(text)):
        for character in sorted(set(text) - known):
            shown = f"“{character}”" if character.isprintable() else "这个看不见的字符"
            message = f"字库里没有{shown}（U+{ord(character):04X}）"
            hint = "换一个字；一定要用时，在 site_config.yml 的 fonts 里写上有这个字的字体所在的文件夹"
            yield Problem(place, "X6", message, hint, committee=committee)


LONG_NUMBER = re.compile(r"\d{11}")
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
BANK_CARD = re.compile(r"(?<!\d)\d{16,19}(?!\d)")


def no_personal_data(handbook: Handbook | Loaded) -> Iterator[Problem]:
    """X11: no identity numbers, private mobiles or bank cards (个人信息保护法 art. 25 and 28)."""
    for text, place, committee in passages(handbook, LONG_NUMBER.search):
        for pattern, test, word in (
            (ID_NUMBER, is_id_number, "身份证号"),
            (MOBILE, lambda digits: True, "手机号"),
            (BANK_CARD, is_bank_card, "银行卡号"),
        ):
            if any(test(found) for found in pattern.findall(text)):
                message = f"这里像是有{word}"
                yield Problem(
                    place, "X11", message, "删掉；公开的内容里只写办公电话", "error", "个人信息保护法", committee
                )


def is_id_number(digits: str) -> bool:
    """Whether the last character is the check character of the 17 before it (GB 11643-1999)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], weights, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """Whether the digits pass Luhn's test (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


# --- what all share --------------------------------------------------------------------------------------------------


def contents_consistent(handbook: Handbook) -> Iterator[Problem]:
    """D036: what contents.yml names is there, and every rule is in the rulebook once."""
    contents = handbook.contents
    at = contents.source.at
    for index, id in enumerate(contents.popular):
        if id not in contents.services:
            yield unknown(at("popular", index), "服务", id, contents.services)
    if contents.hall not in contents.rooms:
        yield unknown(at("hall"), "空间", contents.hall, contents.rooms)
    known = {"rule": contents.rules, "room": contents.rooms, "working-committee": contents.working_committees}
    seen: Counter[str] = Counter()
    for part_index, part in enumerate(contents.rulebook):
        for index, chapter in enumerate(part.chapters):
            place = at("rulebook", part_index, "chapters", index)
            kind, _, id = chapter.partition(":")
            seen[chapter] += 1
            if kind not in known:
                yield Problem(
                    place, "D036", f"不认识“{chapter}”", f"写成 {'、'.join(f'{kind}:名称' for kind in known)}"
                )
            elif id not in known[kind]:
                yield unknown(place, "章节", id, known[kind])
            elif seen[chapter] == 2:
                yield Problem(place, "D036", f"“{chapter}”在汇编里出现了两次", "留下一处")
    for index, id in enumerate(contents.rules):
        if not seen[f"rule:{id}"]:
            hint = f"在 rulebook 里加一行“- rule:{id}”"
            yield Problem(at("rules", index), "D036", f"制度“{id}”没有编进汇编", hint)
    for key in ("services", "rooms", "working_committees", "rules"):
        for id, count in Counter(getattr(contents, key)).items():
            if count > 1:
                yield Problem(at(key), "D036", f"“{id}”在 {key} 里写了 {count} 次", "留下一行")


def fields_assigned(handbook: Handbook) -> Iterator[Problem]:
    """M2: every service, room and rule belongs to one working committee, a service to one of its duty groups."""
    known = handbook.working_committees
    for text in handbook.assigned:
        if text.working_committee not in known:
            place = text.source.at("working_committee")
            yield unknown(place, "工作委员会", text.working_committee, known, "M2")
    for service in handbook.services.values():
        groups = (
            [group.name for group in known[service.working_committee].groups]
            if service.working_committee in known
            else []
        )
        if groups and service.field not in groups:
            yield unknown(service.source.at("field"), "职责", service.field, groups, "M2")


def number_of_committees(handbook: Handbook) -> Iterator[Problem]:
    """G1: as many committees as the policy counts were established by its date; a committee without `since` was."""
    policy = handbook.policy
    limit = policy.date.strftime("%Y-%m")
    count = sum((committee.profile.since or limit) <= limit for committee in handbook.committees)
    if count != policy.committees:
        message = f"文件说 {policy.committees} 个居委会，数据里在文件日期之前成立的有 {count} 个"
        place = policy.source.at("committees")
        yield Problem(place, "G1", message, "看看有没有少了文件夹，或后来成立的没写 since", "warning", "一（三）")


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
    """X2: the ledger's codes are the committee's own, each number once, each check digit right."""
    from generator.codes import code_of

    for committee in handbook.committees:
        seen: set[str] = set()
        meant: set[tuple[str, str]] = set()
        for index, code in enumerate(committee.ledger.codes):
            place = committee.ledger.source.at("codes", index)
            if code.code != code_of(committee.profile.number, code.number):
                hint = "台账由程序写，请用 git 恢复这一行"
                message = f"编码 {code.code} 和居委会编号、序号对不上"
                yield Problem(place, "X2", message, hint, committee=committee.slug)
            if code.number in seen or (code.kind, code.id) in meant:
                hint = "合并时两边都加了编码：把后面一行删掉，再做一次"
                yield Problem(
                    place, "X2", f"“{code.title}”或序号 {code.number} 出现了两次", hint, committee=committee.slug
                )
            seen.add(code.number)
            meant.add((code.kind, code.id))


# --- one committee ---------------------------------------------------------------------------------------------------


def people_known(handbook: Handbook) -> Iterator[Problem]:
    """D037: whoever is named somewhere is in the list of staff."""
    for committee in handbook.committees:
        names = set(committee.people)
        for place, name in named_people(committee):
            if name not in names:
                hint = did_you_mean(name, sorted(names))
                yield Problem(place, "D037", f"工作人员名单里没有“{name}”", hint, committee=committee.slug)


def named_people(committee: Committee) -> Iterator[tuple[Location, str]]:
    """Every mention of a member of staff outside the list of staff."""
    at = committee.profile.source.at
    for index, seats in enumerate(committee.profile.working_committees):
        yield at("working_committees", index, "director"), seats.director
        for key in ("cadres", "assistants"):
            for number, name in enumerate(getattr(seats, key)):
                yield at("working_committees", index, key, number), name
        for group, name in seats.responsible.items():
            yield at("working_committees", index, "responsible", group), name
    for key in ("rooms", "spaces"):
        for index, space in enumerate(getattr(committee.premises, key)):
            if space.contact:
                yield committee.premises.source.at(key, index, "contact"), space.contact
    for key in ("window", "duty"):
        for index, shift in enumerate(getattr(committee.timetable, key)):
            for number, name in enumerate(shift.staff):
                yield committee.timetable.source.at(key, index, "staff", number), name


def rooms_known(handbook: Handbook) -> Iterator[Problem]:
    """R4: a committee has each of the rooms all have, once; what it shares space with is there too."""
    for committee in handbook.committees:
        at = committee.premises.source.at
        listed = Counter(space.id for space in committee.premises.rooms)
        for index, space in enumerate(committee.premises.rooms):
            if space.id not in handbook.rooms:
                yield unknown(at("rooms", index, "id"), "空间", space.id, handbook.rooms, "R4", committee.slug)
            elif listed[space.id] > 1:
                yield Problem(
                    at("rooms", index, "id"), "R4", f"“{space.id}”写了两次", "留下一处", committee=committee.slug
                )
        for id, room in handbook.rooms.items():
            if not listed[id]:
                hint = f"加上 - id: {id}；和别的室合用时写 shares_with"
                yield Problem(at("rooms"), "R4", f"没有{room.name}", hint, "error", "二（三）1", committee.slug)
        for index, own in enumerate(committee.premises.spaces):
            if own.id in handbook.rooms or own.id in [other.id for other in committee.premises.spaces[:index]]:
                message = f"“{own.id}”已经有了"
                yield Problem(at("spaces", index, "id"), "D038", message, "换一个 id", committee=committee.slug)
        for key in ("rooms", "spaces"):
            for index, space in enumerate(getattr(committee.premises, key)):
                for number, id in enumerate(space.shares_with):
                    if id not in committee.places or id == space.id:
                        place = at(key, index, "shares_with", number)
                        yield unknown(place, "空间", id, committee.places, "D038", committee.slug)


def working_committees_known(handbook: Handbook) -> Iterator[Problem]:
    """M1: a committee's working committees are the policy's, and their people answer for duties they have."""
    for committee in handbook.committees:
        at = committee.profile.source.at
        listed = {seats.id for seats in committee.profile.working_committees}
        for index, seats in enumerate(committee.profile.working_committees):
            if seats.id not in handbook.working_committees:
                place = at("working_committees", index, "id")
                yield unknown(place, "工作委员会", seats.id, handbook.working_committees, "M1", committee.slug)
                continue
            groups = [group.name for group in handbook.working_committees[seats.id].groups]
            for group in seats.responsible:
                if group not in groups:
                    place = committee.profile.source.key("working_committees", index, "responsible", group)
                    yield unknown(place, "职责", group, groups, "M1", committee.slug)
        for id, subject in handbook.working_committees.items():
            if id not in listed:
                hint = f"在 working_committees 里加上 - id: {id}"
                yield Problem(
                    at("working_committees"), "M1", f"没有{subject.name}", hint, "error", "二（二）", committee.slug
                )


def directors_post(handbook: Handbook) -> Iterator[Problem]:
    """M3: the director of a working committee is in principle at least deputy chair; else a reason is written."""
    for committee in handbook.committees:
        for index, seats in enumerate(committee.profile.working_committees):
            person = committee.people.get(seats.director)
            if person and not seats.director_reason and not set(person.posts) & set(handbook.policy.director_posts):
                place = committee.profile.source.at("working_committees", index, "director")
                message = f"{seats.director}是{'、'.join(person.posts)}，不是副主任以上"
                hint = "换人，或在 director_reason 里写明原因"
                yield Problem(place, "M3", message, hint, "warning", "二（二）", committee.slug)


def plates_worded(handbook: Handbook) -> Iterator[Problem]:
    """N1–N6: the plates at the door are those of the policy, word for word."""
    patterns = {plate.kind: plate for plate in handbook.policy.plates}
    for committee in handbook.committees:
        at = committee.profile.source.at
        for index, plate in enumerate(committee.profile.plates):
            if plate.kind not in patterns:
                yield unknown(at("plates", index, "kind"), "牌子", plate.kind, patterns, "N1", committee.slug)
                continue
            pattern = patterns[plate.kind]
            right = pattern.pattern.replace("{name}", committee.profile.name).replace(
                "{branch}", committee.profile.branch
            )
            if plate.text != right:
                rule = f"N{2 + list(patterns).index(plate.kind)}"
                place = at("plates", index, "text")
                hint = f"应为“{right}”"
                yield Problem(place, rule, f"“{plate.text}”不是规范名称", hint, "error", pattern.clause, committee.slug)
        kinds = Counter(plate.kind for plate in committee.profile.plates)
        for kind, pattern in patterns.items():
            if kinds[kind] != 1:
                message = f"门口的牌子里，“{kind}”有 {kinds[kind]} 块，应当有 1 块"
                hint = f"文字是“{pattern.pattern}”"
                yield Problem(at("plates"), "N1", message, hint, "error", pattern.clause, committee.slug)


def branch_known(handbook: Handbook) -> Iterator[Problem]:
    """N2: the branch is of a type the policy foresees."""
    for committee in handbook.committees:
        if committee.profile.branch not in handbook.policy.branches:
            place = committee.profile.source.at("branch")
            yield unknown(place, "支部类型", committee.profile.branch, handbook.policy.branches, "N2", committee.slug)


def one_board(handbook: Handbook) -> Iterator[Problem]:
    """B3: exactly one comprehensive board, and in the hall."""
    for committee in handbook.committees:
        kind = handbook.policy.board_kind
        places = [board.room for board in committee.register.boards if board.kind == kind]
        if places != [handbook.contents.hall]:
            message = f"{kind}应当有一个，在服务大厅；这里写了 {len(places)} 个"
            place = committee.register.source.at("boards")
            if not committee.register.source.file:
                place = Location(f"committees/{committee.slug}/register.yml")
            yield Problem(place, "B3", message, "在 boards 里改", "error", "二（三）3", committee.slug)


def notices_filed(handbook: Handbook) -> Iterator[Problem]:
    """D039: a public notice belongs to a group of the catalogue and expires after it was published."""
    groups = [item.id for item in handbook.disclosure.items]
    for committee in handbook.committees:
        at = committee.records.source.at
        for index, notice in enumerate(committee.records.notices):
            if notice.item not in groups:
                yield unknown(at("notices", index, "item"), "公开类别", notice.item, groups, "D039", committee.slug)
            if notice.expires <= notice.published:
                place = at("notices", index, "expires")
                yield Problem(place, "D039", "到期日在公开日之前", "改 expires", committee=committee.slug)


def generalists_at_the_window(handbook: Handbook) -> Iterator[Problem]:
    """R2: whoever sits at the generalist window is a generalist."""
    for committee in handbook.committees:
        for index, shift in enumerate(committee.timetable.window):
            for number, name in enumerate(shift.staff):
                if name in committee.people and not committee.people[name].generalist:
                    place = committee.timetable.source.at("window", index, "staff", number)
                    hint = "换人；受过培训的，在 committee.yml 里写 generalist: 是"
                    yield Problem(place, "R2", f"{name}不是全科社工", hint, "error", "二（三）1", committee.slug)


def unknown(
    place: Location, what: str, word: str, choices: Iterable[str], rule: str = "D036", committee: str = ""
) -> Problem:
    """A word that names nothing, with the nearest that does."""
    return Problem(place, rule, f"没有叫“{word}”的{what}", did_you_mean(word, list(choices)), committee=committee)


TEXT_RULES = (placeholders_known, glyphs_present, no_personal_data)

RULES: tuple[Rule, ...] = (
    *TEXT_RULES,
    contents_consistent,
    links_resolve,
    fields_assigned,
    number_of_committees,
    numbers_unique,
    ledger_whole,
    people_known,
    rooms_known,
    working_committees_known,
    directors_post,
    branch_known,
    plates_worded,
    one_board,
    notices_filed,
    generalists_at_the_window,
)
