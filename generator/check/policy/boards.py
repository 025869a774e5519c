"""The board of the hall, other boards, the bound rulebook, and what the assessment says of them (二（三）3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.done import not_yet
from generator.check.policy.door import at_the_door
from generator.check.policy.merit import merit_in_name, merit_in_text
from generator.check.policy.texts import texts_there
from generator.check.policy.walls import registered, unregistered
from generator.duty.months import months_later
from generator.model.board_panels import not_printed
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.naming_keys import keys
from generator.model.register import Board
from generator.problem import Location, did_you_mean
from generator.text.chinese import date

LONGEST_TITLE = 16
LONGEST_NOTICE = 40
"""How many characters of a line can be read in passing."""


def no_merit_for_walls(handbook: Handbook) -> Iterator[Finding]:
    """B2: nothing that hangs on a wall counts in the assessment: in no indicator, and in no text that gives points."""
    indicators, words = handbook.subdistrict.indicators, handbook.policy.boards.merit
    place = handbook.subdistrict.source.at("indicators")
    faults = []
    for index, indicator in enumerate(indicators):
        if word := merit_in_name(words, indicator.name):
            message = f"考核指标“{indicator.name}”把“{word}”算成绩"
            hint = "删掉，或改成居民办事方便不方便"
            faults.append(breach(handbook.subdistrict.source.at("indicators", index, "name"), message, hint))
    for text in (*handbook.assigned, *handbook.working_committees.values()):
        for word, sentence, where in merit_in_text(
            words, text, getattr(text, "title", "") == handbook.policy.assessment
        ):
            hint = "删掉，或改成居民办事方便不方便；不算成绩的，写明“不作为考核依据”"
            faults.append(breach(where, f"“{shortened(sentence)}”把“{word}”算成绩", hint))
    if not indicators and not faults:
        yield unkept(place, "考核指标", "在 content/subdistrict.yml 的 `indicators` 里写名称和权重")
    else:
        yield from faults or [met(place, f"{len(indicators)}项指标和制度条文，没有一项看{'、'.join(words.walls[:4])}")]


def shortened(sentence: str) -> str:
    """Return a sentence, cut where it is long, as a message quotes it."""
    return sentence if len(sentence) <= LONGEST_NOTICE else f"{sentence[:LONGEST_NOTICE]}……"


def one_board(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B3: there is one board that introduces services and rooms, it is of the policy's kind, and hangs in the hall."""
    if not registered(committee):
        yield unregistered(committee)
        return
    kind, hall = handbook.policy.boards.kind, handbook.policy.rooms.hall
    boards = _of_kind(committee, kind)
    place = at(committee, "register", "boards")
    faults = [*_disguised(handbook, committee)]
    if not boards:
        faults.append(breach(place, f"没有{kind}", f"在 `boards` 里写一块 `kind`: {kind}，`room`: {hall.id}"))
    for index, _ in boards[1:]:
        message = f"{kind}有{len(boards)}块，应当只有1块"
        faults.append(breach(at(committee, "register", "boards", index, "kind"), message, "留下大厅里的一块"))
    for index, board in boards[:1]:
        if board.room != hall.id:
            hint = f"挪到大厅，写 `room`: {hall.id}"
            faults.append(breach(at(committee, "register", "boards", index, "room"), f"{kind}不在{hall.name}", hint))
        elif elsewhere := _outside_hall(handbook, committee, board):
            message = f"{kind}写的地方是“{board.place}”，{elsewhere}"
            hint = f"挪到{hall.name}里面，改 `place`"
            faults.append(breach(at(committee, "register", "boards", index, "place"), message, hint))
    yield from faults or [met(place, f"{kind}1块，在{boards[0][1].place}")]


def _disguised(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """Yield a breach for each board of another kind that is a second one of the policy's, by what it holds."""
    policy = handbook.policy.boards
    for index, board in enumerate(committee.register.boards):
        both = _on_board(board, policy.introduces.affairs) and _on_board(board, policy.introduces.rooms)
        if board.kind != policy.kind and (both or _on_board(board, (policy.kind,))):
            message = f"{board.place}的{board.kind}也介绍事务和房间，是第二块{policy.kind}"
            hint = f"{policy.kind}只设大厅里的1块；这一块取下来，或只留别的内容，改 `holds`"
            yield breach(at(committee, "register", "boards", index, "holds"), message, hint)


def _outside_hall(handbook: Handbook, committee: Committee, board: Board) -> str:
    """Return why the place in which a board is said to hang is not in the hall, or nothing."""
    hall = handbook.policy.rooms.hall.name
    names = [room.name for room in handbook.policy.rooms.others] + [space.name for space in committee.premises.spaces]
    if name := next((name for name in names if board.place.startswith(name)), ""):
        return f"那是{name}"
    return f"不在{hall}里面" if at_the_door(handbook, committee, board.place) else ""


def _on_board(board: Board, words: Iterable[str]) -> bool:
    """Tell whether a board holds what one of these words names; 不含办事 and 办事（已撤） do not."""
    return any(_holds(said, word) for word in words for said in board.holds if word in said)


def _holds(said: str, word: str) -> bool:
    before, _, behind = said.partition(word)
    return not NOT_HELD.search(before) and not TAKEN_OFF.match(behind)


NOT_HELD = re.compile("(?:不含|没有|无|除|取消|原|(?:不再|不|停止)(?:介绍|登|放|贴|写)|撤下|撤掉)$")
TAKEN_OFF = re.compile(r"(?:简介|介绍)?[（(]?(?:已经?|都)?(?:撤|取[下消]|停|拆|没有)")


def board_introduces(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B4: the board of the hall introduces services from each group of duties, and the rooms, and so does its print."""
    if not registered(committee):
        yield unregistered(committee)
        return
    services = _by_group(handbook)
    faults = [*_groups_on_board(handbook, services)]
    boards = _of_kind(committee, handbook.policy.boards.kind)
    for index, board in boards:
        faults += [
            *_not_introduced(handbook, committee, index, board),
            *_not_printed(handbook, committee, index, board),
        ]
    place = at(committee, "register", "boards")
    if not boards:
        kind = handbook.policy.boards.kind
        faults.append(breach(place, f"没有{kind}，事务和房间没有地方介绍", "在 `boards` 里写一块"))
    without = "、".join(group for (_, group), ids in services.items() if not ids)
    groups = f"（{without}没有办事指南）" if without else "，每样职责都有"
    evidence = f"事务{len(handbook.contents.board)}项{groups}；房间{len(committee.places)}间"
    yield from faults or [met(place, evidence)]


def _not_introduced(handbook: Handbook, committee: Committee, index: int, board: Board) -> Iterator[Finding]:
    """Yield a breach where a board is not said to hold what the policy wants introduced on it."""
    asked = handbook.policy.boards.introduces
    place = at(committee, "register", "boards", index, *(["holds"] if board.holds else []))
    examples = [words[0] for words in (asked.affairs, asked.rooms) if words]
    hint = f"贴上去，写进 `holds`，例如 `holds`: [{', '.join(examples)}]" if examples else "加一行 `holds`"
    if not board.holds:
        yield breach(place, f"{board.kind}没有写上面有哪些内容", hint)
        return
    for words in (asked.affairs, asked.rooms):
        if words and not _on_board(board, words):
            yield breach(place, f"{board.kind}上没有{words[0]}的简介", hint)


def _not_printed(handbook: Handbook, committee: Committee, index: int, board: Board) -> Iterator[Finding]:
    """Yield a breach for each thing that the register has on a board and its print has not."""
    size = board.size or handbook.policy.boards.size
    for said, why in not_printed(board.holds, size, handbook.words.board_panels):
        place = at(committee, "register", "boards", index, "holds", board.holds.index(said))
        hint = f"{why or '照印出来的写'}；另外贴的，单独登记一块"
        yield breach(place, f"登记写着{board.kind}上有“{said}”，印出来的上面没有", hint, "warning")


def rulebook_to_read(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B5: the bound rulebook lies where everybody may read it, and it is said where and when."""
    copy, place = committee.register.rulebook, at(committee, "register", "rulebook")
    if not registered(committee):
        yield unregistered(committee)
    elif copy is None:
        hint = "在 register.yml 写 `rulebook`：`place`、`hours`、`copies`"
        yield breach(place, "没有写规章制度汇编放在哪里、什么时候可以看", hint)
    elif not copy.copies:
        hint = "打印装订好，放到那里，写实际几本"
        yield breach(at(committee, "register", "rulebook", "copies"), f"{copy.place}没有放规章制度汇编", hint)
    elif (copy.large_print or 0) > copy.copies:
        message = f"大字版写了{copy.large_print}本，一共只有{copy.copies}本"
        yield breach(at(committee, "register", "rulebook", "large_print"), message, "`copies` 写一共几本，大字版也算")
    else:
        large = f"，其中大字版{copy.large_print}本" if copy.large_print else ""
        yield met(place, f"{copy.copies}本{large}，放在{copy.place}")


def texts_readable(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B7: what stands on the board and at the doors can be read in passing."""
    faults = [*_long_titles(handbook), *_long_notices(handbook, committee)]
    evidence = f"事项名称不超过{LONGEST_TITLE}个字，提示不超过{LONGEST_NOTICE}个字"
    yield from faults or [met(handbook.contents.source.at("board"), evidence)]


def boards_filed(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B9: every board is of a known kind, has an owner, and is filed for a time that has not run out."""
    boards = committee.register.boards
    if not boards:
        yield unregistered(committee)
        return
    faults = [*texts_there(handbook, "B9")]
    for index, board in enumerate(boards):
        faults += [*_kind(handbook, committee, index, board), *_filing(handbook, committee, index, board)]
    until = [board.valid_until for board in boards if board.valid_until]
    evidence = f"{len(boards)}块都备了案，最早{date(min(until))}到期" if until else ""
    yield from faults or [met(at(committee, "register", "boards"), evidence)]


def _filed_for(handbook: Handbook, committee: Committee, index: int, board: Board) -> Iterator[Finding]:
    """Yield a breach where a board is filed for no time, or for longer than may be, or under another's number."""
    policy, name = handbook.policy.boards, f"{board.place}的{board.kind}"
    earlier = committee.register.boards[:index]
    if board.filing_number and board.filing_number in (other.filing_number for other in earlier):
        place = at(committee, "register", "boards", index, "filing_number")
        yield breach(place, f"{name}和另一块是一个备案号", "报一块，贴一块：这一块另外报备")
    if not (board.filed and board.valid_until):
        return
    place = at(committee, "register", "boards", index, "valid_until")
    if board.valid_until < board.filed:
        message = f"{name}{date(board.valid_until)}就到期，{date(board.filed)}才备案"
        yield breach(place, message, "核对两个日期")
    limited = policy.months and board.kind not in policy.lasting
    if limited and policy.months and board.valid_until > months_later(board.filed, policy.months):
        last = date(months_later(board.filed, policy.months))
        message = f"{name}报备到{date(board.valid_until)}，比{policy.months}个月长"
        yield breach(place, message, f"{board.kind}最多{policy.months}个月，写到{last}；还要挂的到期前重新报备")


def _of_kind(committee: Committee, kind: str) -> list[tuple[int, Board]]:
    return [(index, board) for index, board in enumerate(committee.register.boards) if board.kind == kind]


def _by_group(handbook: Handbook) -> dict[tuple[str, str], list[str]]:
    """Return the ids of each duty group's services, by the ids of working committees and the names of groups."""
    services: dict[tuple[str, str], list[str]] = {
        (field.id, group): [] for field in handbook.policy.working_committees for group in field.groups
    }
    for service in handbook.services.values():
        services.setdefault((service.working_committee, service.field), []).append(service.id)
    return services


def _groups_on_board(handbook: Handbook, services: Mapping[tuple[str, str], list[str]]) -> Iterator[Finding]:
    """Yield a breach for each group of duties that has services, none of which is on the board."""
    names = {field.id: field.name for field in handbook.policy.working_committees}
    shown = set(handbook.contents.board)
    for (id, group), ids in services.items():
        if ids and shown.isdisjoint(ids):
            message = f"{handbook.policy.boards.kind}上没有{names.get(id, id)}“{group}”的事"
            hint = f"在 contents.yml 的 `board` 里加一项，例如 {ids[0]}"
            yield breach(handbook.contents.source.at("board"), message, hint)


def _long_titles(handbook: Handbook) -> Iterator[Finding]:
    for id in handbook.contents.board:
        service = handbook.services.get(id)
        if service and len(service.title) > LONGEST_TITLE:
            message = f"“{service.title}”有{len(service.title)}个字，走过看不清"
            yield breach(service.source.at("title"), message, f"缩到{LONGEST_TITLE}个字以内，先说办什么")


def _notices(handbook: Handbook, committee: Committee) -> Iterator[tuple[Location, str]]:
    """Yield every notice at a door, and where it stands."""
    rooms = (handbook.rooms[space.id] for space in committee.premises.rooms if space.id in handbook.rooms)
    yield from ((room.source.at("notices", index), text) for room in rooms for index, text in enumerate(room.notices))
    for number, space in enumerate(committee.premises.spaces):
        for index, text in enumerate(space.notices):
            yield at(committee, "premises", "spaces", number, "notices", index), text


def _long_notices(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    for place, text in _notices(handbook, committee):
        if len(text) > LONGEST_NOTICE:
            message = f"这条提示有{len(text)}个字，走过看不清"
            yield breach(place, message, f"缩到{LONGEST_NOTICE}个字以内，或分成两条")


def _kind(handbook: Handbook, committee: Committee, index: int, board: Board) -> Iterator[Finding]:
    kinds = (handbook.policy.boards.kind, *handbook.policy.boards.apart)
    if board.kind not in kinds:
        place = at(committee, "register", "boards", index, "kind")
        yield breach(place, f"没有叫“{board.kind}”的版面", did_you_mean(board.kind, kinds))


def _filing(handbook: Handbook, committee: Committee, index: int, board: Board) -> Iterator[Finding]:
    """Yield what is missing in a board's filing, or wrong with its dates."""
    words = {"owner": "谁的", "filing_number": "备案号", "filed": "哪天备案", "valid_until": "哪天到期"}
    missing = [key for key in words if getattr(board, key) is None]
    name, office = f"{board.place}的{board.kind}", handbook.policy.admission.applied_to
    if missing:
        message = f"{name}没有写{'、'.join(words[key] for key in missing)}"
        hint = f"向{office}报备，在 register.yml 里写 {keys(missing)}"
        yield breach(at(committee, "register", "boards", index), message, hint)
    yield from not_yet(handbook, at(committee, "register", "boards", index, "filed"), board.filed, f"{name}备案")
    yield from _filed_for(handbook, committee, index, board)
    if board.valid_until:
        left = (board.valid_until - handbook.today).days
        place = at(committee, "register", "boards", index, "valid_until")
        if left < 0:
            hint = f"取下来，或向{office}重新报备，改 `filing_number`、`filed`、`valid_until`"
            yield breach(place, f"{name}{date(board.valid_until)}已经到期", hint)
        elif left <= handbook.policy.admission.warn_days:
            hint = f"还要挂的，到期前向{office}重新报备"
            yield breach(place, f"{name}还有{left}天到期（{date(board.valid_until)}）", hint, "warning")
