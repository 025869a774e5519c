"""What hangs on walls and what is bound instead: the board of the hall, other boards, the rulebook (二（三）3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.done import done, not_yet
from generator.check.policy.door import at_the_door
from generator.check.policy.merit import merit_in_name, merit_in_text
from generator.check.policy.reasons import stale
from generator.duty.months import months_later
from generator.model.board_panels import not_printed
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.naming_keys import keys
from generator.model.register import Board, Inventory
from generator.problem import Location, did_you_mean
from generator.text.chinese import date

LONGEST_TITLE = 16
LONGEST_NOTICE = 40
"""How many characters of a line can be read in passing."""


def walls_cleared(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B1: the rules on walls never grow in number, and in the end no more are left than the policy allows.

    What the register of boards shows on walls is in the count.
    """
    walls, place = committee.register.walls, at(committee, "register", "walls")
    faults = [
        fault
        for index, entry in enumerate(walls)
        for fault in not_yet(handbook, at(committee, "register", "walls", index, "date"), entry.date, "清点墙上制度")
    ]
    counted = _counted(handbook, committee)
    if not counted:
        hint = "数一遍，在 register.yml 的 `walls` 里写 `date`（哪天数的）、`rules`（几件）"
        yield from faults or [unkept(place, "墙上规章制度的清点", hint)]
        return
    faults += [*_grown(committee, counted), *_left(handbook, committee, counted[-1])]
    last = counted[-1][1]
    numbers = f"从{counted[0][1].rules}件减到{last.rules}件" if len(counted) > 1 else f"{last.rules}件"
    yield from faults or [met(place, f"清点{len(counted)}次，{numbers}")]


def _counted(handbook: Handbook, committee: Committee) -> list[tuple[int, Inventory]]:
    """Return every count of the rules on walls that was made, the earliest first, and where it stands."""
    made = [(index, entry) for index, entry in enumerate(committee.register.walls) if done(handbook, entry.date)]
    return sorted(made, key=lambda entry: entry[1].date)


def _grown(committee: Committee, counted: Sequence[tuple[int, Inventory]]) -> Iterator[Finding]:
    for (_, before), (index, after) in pairwise(counted):
        if after.rules > before.rules:
            message = f"墙上的规章制度从{before.rules}件变成了{after.rules}件（{date(after.date)}）"
            hint = "新挂的取下来，编进汇编；数错的改 `rules`"
            yield breach(at(committee, "register", "walls", index, "rules"), message, hint)


def _left(handbook: Handbook, committee: Committee, counted: tuple[int, Inventory]) -> Iterator[Finding]:
    """Yield a breach where more rules are left on walls than may be, or more than were counted stand on boards."""
    left, (index, last) = handbook.policy.boards.rules_left, counted
    place = at(committee, "register", "walls", index, "rules")
    if last.rules > left:
        message = f"{date(last.date)}墙上还有{last.rules}件规章制度，最多{left}件"
        yield breach(place, message, "取下来编进汇编，在 `removed` 里写一条，再数一遍写进 `walls`")
    kind = handbook.policy.boards.kind
    boards = [board for board in committee.register.boards if board.kind != kind and rules_on(handbook, board)]
    if len(boards) > last.rules:
        message = f"{date(last.date)}数的是{last.rules}件，登记的版面里有{len(boards)}块是{_rules_word(handbook)}"
        hint = f"{boards[0].place}的取下来，编进汇编；再数一遍写进 `walls`"
        yield breach(place, message, hint, "warning")


def rules_on(handbook: Handbook, board: Board, in_room: bool = False) -> str:
    """Return what on a board is a rule, by the words that the policy's file has for rules; nothing where nothing is."""
    policy = handbook.policy.boards
    words = (policy.rules_word, *policy.rules_words, *(policy.rules_in_rooms if in_room else ()))
    for said in (board.kind, *board.holds):
        bare = said
        for word in policy.no_rules:
            bare = bare.replace(word, "")
        if any(word in bare for word in words):
            return said
    return ""


def _rules_word(handbook: Handbook) -> str:
    return handbook.policy.boards.rules_word


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
    if not _registered(committee):
        yield _unregistered(committee)
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
    """Tell whether a board holds what one of these words names; 不含办事 does not."""
    return any(not NOT_HELD.search(said[: said.index(word)]) for word in words for said in board.holds if word in said)


NOT_HELD = re.compile("(?:不含|没有|无|除|取消|原)$")


def board_introduces(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B4: the board of the hall introduces services from each group of duties, and the rooms, and so does its print."""
    if not _registered(committee):
        yield _unregistered(committee)
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
    if not any(id in handbook.services for id in handbook.contents.board):
        hint = "在 contents.yml 的 `board` 里写要介绍的事"
        faults.append(breach(handbook.contents.source.at("board"), "印出来的宣传栏上没有一件办理的事", hint))
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
    if not _registered(committee):
        yield _unregistered(committee)
    elif copy is None:
        hint = "在 register.yml 写 `rulebook`：`place`、`hours`、`copies`"
        yield breach(place, "没有写规章制度汇编放在哪里、什么时候可以看", hint)
    elif not copy.copies:
        hint = "打印装订好，放到那里，写实际几本"
        yield breach(at(committee, "register", "rulebook", "copies"), f"{copy.place}没有放规章制度汇编", hint)
    else:
        large = f"，其中大字版{copy.large_print}本" if copy.large_print else ""
        yield met(place, f"{copy.copies}本{large}，放在{copy.place}")


def removed_rules_bound(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B6: every rule that came off a wall is a chapter of the rulebook, and as many did as the counts say."""
    removed, place = committee.register.removed, at(committee, "register", "removed")
    chapters = {chapter for part in handbook.contents.rulebook for chapter in part.chapters}
    faults = []
    for index, rule in enumerate(removed):
        where = at(committee, "register", "removed", index, "removed")
        faults += [*not_yet(handbook, where, rule.removed, f"取下《{rule.title}》")]
        if rule.now not in chapters:
            message = f"墙上取下的《{rule.title}》，汇编里没有“{rule.now}”这一章"
            hint = did_you_mean(rule.now, sorted(chapters))
            faults.append(breach(at(committee, "register", "removed", index, "now"), message, hint))
    counted = [entry.rules for _, entry in _counted(handbook, committee)]
    fewer = counted[0] - counted[-1] if counted else 0
    gone = sum(done(handbook, rule.removed) for rule in removed)
    hint = "在 register.yml 的 `removed` 里写：`title`、`removed`（哪天取下）、`now`（编在汇编哪一章）"
    if not removed and fewer <= 0 and counted:
        yield met(place, "没有取下过规章制度")
    elif not removed:
        yield unkept(place, "取下哪些规章制度的记录", hint)
    else:
        if gone < fewer:
            message = f"墙上少了{fewer}件规章制度，取下的只记了{gone}件"
            faults.append(breach(place, message, hint, "warning"))
        yield from faults or [met(place, f"取下{gone}件，都在汇编里")]


def texts_readable(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B7: what stands on the board and at the doors can be read in passing."""
    faults = [*_long_titles(handbook), *_long_notices(handbook, committee)]
    evidence = f"事项名称不超过{LONGEST_TITLE}个字，提示不超过{LONGEST_NOTICE}个字"
    if not handbook.contents.board and not any(True for _ in _notices(handbook, committee)):
        yield unkept(handbook.contents.source.at("board"), "宣传栏和门牌上的内容", "在 contents.yml 写 `board`")
        return
    yield from faults or [met(handbook.contents.source.at("board"), evidence)]


def no_rules_in_rooms(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B8: no board outside the hall holds rules, under whatever word, or it is written why."""
    if not _registered(committee):
        yield _unregistered(committee)
        return
    hall, reasons = handbook.policy.rooms.hall, 0
    faults = []
    for index, board in enumerate(committee.register.boards):
        if board.room == hall.id:
            continue
        said = rules_on(handbook, board, in_room=True)
        if not board.holds:
            message = f"{board.place}的{board.kind}没有写上面有哪些内容，不知道有没有规章制度"
            faults.append(breach(at(committee, "register", "boards", index), message, "加一行 `holds`"))
        reasons += bool(said and board.reason)
        if said and not board.reason:
            message = f"{board.place}的{board.kind}上有{said}"
            hint = f"取下来编进汇编；一定要挂的，写 `reason`；{hall.name}里的写 `room`: {hall.id}"
            where = ["holds"] if said in board.holds else ["kind"]
            faults.append(breach(at(committee, "register", "boards", index, *where), message, hint))
        elif said:
            where, what = ["filed"], f"{board.place}挂{said}"
            faults += stale(handbook, at(committee, "register", "boards", index, *where), board.filed, what, "filed")
    word = _rules_word(handbook)
    evidence = f"大厅以外有{reasons}块挂了{word}，都写了原因" if reasons else f"大厅以外没有挂{word}"
    yield from faults or [met(at(committee, "register", "boards"), evidence)]


def boards_filed(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B9: every board is of a known kind, has an owner, and is filed for a time that has not run out."""
    boards = committee.register.boards
    if not boards:
        yield _unregistered(committee)
        return
    faults = [
        finding
        for index, board in enumerate(boards)
        for finding in (*_kind(handbook, committee, index, board), *_filing(handbook, committee, index, board))
    ]
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


def _registered(committee: Committee) -> bool:
    """Tell whether a committee keeps a register at all."""
    register = committee.register
    return bool(register.source.file or register.boards or register.rulebook)


def _unregistered(committee: Committee) -> Finding:
    hint = "在 register.yml 的 `boards` 里，每块写 `kind`、`room`、`place`、`holds`、`owner` 和备案的号、日期、到期日"
    return unkept(at(committee, "register", "boards"), "宣传版面的登记", hint)


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
