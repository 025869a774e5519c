"""Whatever one file says of another is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.check.policy.clauses import COMMITTEE_RULES, SUBDISTRICT_RULES, SUMMARY_RULES
from generator.model.facts import SharedText
from generator.model.handbook import Handbook
from generator.model.words import PAGE_IDS
from generator.problem import Location, Problem, did_you_mean
from generator.text import markup


def authored_links(text: SharedText) -> Iterator[tuple[Location, str, str]]:
    """Yield the links of a shared text within the handbook: place, kind, id."""
    return markup.authored_links(text.markdown, text.body, text.source.file, text.source.body_line)


def links_resolve(handbook: Handbook) -> Iterator[Problem]:
    """X10: a link within the handbook leads to something the handbook has, and the mark of a note to a note."""
    known = {**handbook.texts_by_kind, "page": PAGE_IDS}
    for text in handbook.texts:
        for place, kind, id in authored_links(text):
            if kind not in known:
                hint = f"写成 {'、'.join(f'{kind}:名称' for kind in known)}，或 https:// 开头的网址"
                yield Problem(place, "X10", f"不认识的链接“{f'{kind}:{id}' if id else kind}”", hint)
            elif id not in known[kind]:
                yield Problem(place, "X10", f"链接“{kind}:{id}”没有页面", did_you_mean(id, list(known[kind])))
        for place, written, meant in markup.links_in_chinese_brackets(
            text.markdown, text.source.file, text.source.body_line
        ):
            yield Problem(place, "X10", f"“{written}”不成链接，会照样印出来", f"括号用英文的：{meant}")
        for place, name in markup.marks_of_no_note(text.markdown, text.source.file, text.source.body_line):
            hint = f"另起一行写 [^{name}]: 说明；不要脚注的，去掉 [^{name}]"
            yield Problem(place, "X10", f"脚注“{name}”没有说明", hint, "warning")


def internal_kept_apart(handbook: Handbook) -> Iterator[Problem]:
    """D063: no text that residents read leads to a rule that is for the staff only."""
    inner = {text.source.file for text in (*handbook.internal_rules.values(), *handbook.internal_rooms.values())}
    inner |= {form.source.file for form in handbook.forms.values() if not form.public}
    for text in handbook.texts:
        if text.source.file in inner:
            continue
        for place, kind, id in authored_links(text):
            if kind == "rule" and id in handbook.internal_rules:
                title = handbook.internal_rules[id].title
                hint = "改成不带链接的话；能给居民看的，把那项制度的 `public` 改成“是”"
                yield Problem(place, "D063", f"居民看得到的文字链接到内部制度“{title}”", hint)


def contents_consistent(handbook: Handbook) -> Iterator[Problem]:
    """D036: what contents.yml names is there, and every rule is in the rulebook once."""
    contents = handbook.contents
    at = contents.source.at
    for index, id in enumerate(contents.popular):
        if id not in contents.services:
            yield unknown(at("popular", index), "服务", id, contents.services)
    if contents.hall not in contents.rooms:
        yield unknown(at("hall"), "空间", contents.hall, contents.rooms)
    for index, id in enumerate(contents.board):
        if id not in contents.services:
            yield unknown(at("board", index), "服务", id, contents.services)
    known = {
        "rule": contents.rules,
        "room": contents.rooms,
        "working-committee": contents.working_committees,
        "form": contents.forms,
    }
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
            hint = f"在 `rulebook` 里加一行“- rule:{id}”"
            yield Problem(at("rules", index), "D036", f"制度“{id}”没有编进汇编", hint)
    for service in handbook.services.values():
        for index, id in enumerate(service.forms):
            if id not in contents.forms:
                yield unknown(service.source.at("forms", index), "表单", id, contents.forms)
    for key in ("services", "rooms", "working_committees", "rules", "forms", "board"):
        for id, count in Counter(getattr(contents, key)).items():
            if count > 1:
                yield Problem(at(key), "D036", f"“{id}”在 `{key}` 里写了 {count} 次", "留下一行")


def plate_known(handbook: Handbook) -> Iterator[Problem]:
    """D036: the plate that says what a committee is called in full is one of those at the door."""
    kinds = [plate.kind for plate in handbook.policy.plates]
    if (kind := handbook.policy.committee_plate) not in kinds:
        yield unknown(handbook.policy.source.at("committee_plate"), "牌子", kind, kinds)


def pages_known(handbook: Handbook) -> Iterator[Problem]:
    """D036: what content/pages.yml has own words for is a page that every committee has."""
    own = handbook.language.own
    for id in own.pages:
        if id not in PAGE_IDS:
            yield unknown(own.source.key("pages", id), "页面", id, PAGE_IDS)


def phrases_spelt(handbook: Handbook) -> Iterator[Problem]:
    """D077: what is read otherwise than usual has a syllable for each character."""
    pinyin = handbook.language.pinyin
    for key, spelt in (
        ("surnames", pinyin.surnames),
        ("phrases", pinyin.phrases),
        ("after_number", pinyin.after_number),
    ):
        for words, read in spelt.items():
            if len(read.split()) != len(words):
                message = f"“{words}”有{len(words)}个字，读音写了{len(read.split())}个音节"
                yield Problem(pinyin.source.at(key, words), "D077", message, "一个字一个音节，用空格隔开")


def rooms_known(handbook: Handbook) -> Iterator[Problem]:
    """D038: a committee's rooms are rooms the handbook has, each once; what it shares space with is there too."""
    for committee in handbook.committees:
        at = committee.premises.source.at
        listed = Counter(space.id for space in committee.premises.rooms)
        for index, space in enumerate(committee.premises.rooms):
            place = at("rooms", index, "id")
            if space.id not in handbook.rooms:
                yield unknown(place, "空间", space.id, handbook.rooms, "D038", committee.slug)
            elif listed[space.id] > 1:
                yield Problem(place, "D038", f"“{space.id}”写了两次", "留下一处", committee=committee.slug)
        for index, own in enumerate(committee.premises.spaces):
            if own.id in handbook.rooms or own.id in [other.id for other in committee.premises.spaces[:index]]:
                message = f"“{own.id}”已经有了"
                yield Problem(at("spaces", index, "id"), "D038", message, "换一个 `id`", committee=committee.slug)
        for index, meeting in enumerate(committee.records.gatherings):
            if meeting.room and meeting.room not in committee.places:
                place = committee.records.source.at("gatherings", index, "room")
                yield unknown(place, "空间", meeting.room, committee.places, "D038", committee.slug)
        for key in ("rooms", "spaces"):
            for index, space in enumerate(getattr(committee.premises, key)):
                for number, id in enumerate(space.shares_with):
                    if id not in committee.places or id == space.id:
                        place = at(key, index, "shares_with", number)
                        yield unknown(place, "空间", id, committee.places, "D038", committee.slug)


def working_committees_known(handbook: Handbook) -> Iterator[Problem]:
    """D048: a committee's working committees are those of the handbook, and answer for duties these have."""
    for committee in handbook.committees:
        for index, seats in enumerate(committee.profile.working_committees):
            if seats.id not in handbook.working_committees:
                place = committee.profile.source.at("working_committees", index, "id")
                yield unknown(place, "工作委员会", seats.id, handbook.working_committees, "D048", committee.slug)
                continue
            groups = [group.name for group in handbook.working_committees[seats.id].groups]
            for group in seats.responsible:
                if group not in groups:
                    place = committee.profile.source.key("working_committees", index, "responsible", group)
                    yield unknown(place, "职责", group, groups, "D048", committee.slug)


def estates_known(handbook: Handbook) -> Iterator[Problem]:
    """D042: blocks lie in estates of the committee, visits are of its blocks, appointments are the policy's."""
    posts = [appointment.name for appointment in handbook.policy.appointments]
    called = {name for appointment in handbook.policy.appointments for name in appointment.also_called}
    for committee in handbook.committees:
        at, profile = committee.profile.source.at, committee.profile
        estates = [estate.name for estate in profile.estates]
        for index, block in enumerate(profile.blocks):
            if block.estate not in estates:
                yield unknown(at("blocks", index, "estate"), "小区", block.estate, estates, "D042", committee.slug)
        for post in profile.appointments:
            if post not in posts and post not in called:
                place = profile.source.key("appointments", post)
                yield unknown(place, "专人岗位", post, posts, "D042", committee.slug)
        blocks = [block.name for block in profile.blocks]
        for index, visit in enumerate(committee.records.visits):
            if visit.block not in blocks:
                place = committee.records.source.at("visits", index, "block")
                yield unknown(place, "走访片区", visit.block, blocks, "D042", committee.slug)


def requirements_known(handbook: Handbook) -> Iterator[Problem]:
    """D046: every rule the policy lists is one the program can check, and is listed once."""
    known = [*SUBDISTRICT_RULES, *COMMITTEE_RULES, *SUMMARY_RULES]
    counts = Counter(requirement.id for requirement in handbook.policy.rules)
    for index, requirement in enumerate(handbook.policy.rules):
        place = handbook.policy.source.at("rules", index, "id")
        if requirement.id not in known:
            yield Problem(place, "D046", f"程序里没有规则“{requirement.id}”", did_you_mean(requirement.id, known))
        elif counts[requirement.id] > 1:
            yield Problem(place, "D046", f"规则“{requirement.id}”写了 {counts[requirement.id]} 次", "留下一处")


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
                yield Problem(place, "D039", "到期日在公开日之前", "改 `expires`", committee=committee.slug)


def unknown(
    place: Location, what: str, word: str, choices: Iterable[str], rule: str = "D036", committee: str = ""
) -> Problem:
    """Return the problem that a word names nothing; its hint is the nearest word that does."""
    return Problem(place, rule, f"没有叫“{word}”的{what}", did_you_mean(word, list(choices)), committee=committee)
