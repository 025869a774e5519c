"""What hangs on walls and what is bound instead: the board of the hall, other boards, the rulebook (二（三）3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.check.finding import Finding, at, breach, met, unkept
from generator.model.committee import Committee
from generator.model.field_names import keys
from generator.model.handbook import Handbook
from generator.model.register import Board
from generator.problem import did_you_mean
from generator.text.chinese import date

LONGEST_TITLE = 16
LONGEST_NOTICE = 40
"""How many characters of a line can be read in passing."""


def walls_cleared(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B1: the rules on walls never grow in number, and in the end no more are left than the policy allows."""
    left = handbook.policy.boards.rules_left
    counted = sorted(enumerate(committee.register.walls), key=lambda entry: entry[1].date)
    if not counted:
        hint = "数一遍，在 register.yml 的 `walls` 里写 `date`（哪天数的）、`rules`（几件）"
        yield unkept(at(committee, "register", "walls"), "墙上规章制度的清点", hint)
        return
    faults = []
    for (_, before), (index, after) in pairwise(counted):
        if after.rules > before.rules:
            message = f"墙上的规章制度从{before.rules}件变成了{after.rules}件（{date(after.date)}）"
            hint = "新挂的取下来，编进汇编；数错的改 `rules`"
            faults.append(breach(at(committee, "register", "walls", index, "rules"), message, hint))
    index, last = counted[-1]
    if last.rules > left:
        message = f"{date(last.date)}墙上还有{last.rules}件规章制度，最多{left}件"
        hint = "取下来编进汇编，在 `removed` 里写一条，再数一遍写进 `walls`"
        faults.append(breach(at(committee, "register", "walls", index, "rules"), message, hint))
    numbers = f"从{counted[0][1].rules}件减到{last.rules}件" if len(counted) > 1 else f"{last.rules}件"
    yield from faults or [met(at(committee, "register", "walls"), f"清点{len(counted)}次，{numbers}")]


def no_merit_for_walls(handbook: Handbook) -> Iterator[Finding]:
    """B2: nothing that hangs on a wall counts in the assessment."""
    indicators = handbook.subdistrict.indicators
    words = handbook.policy.boards.merit_words
    place = handbook.subdistrict.source.at("indicators")
    if not indicators:
        yield unkept(place, "考核指标", "在 content/subdistrict.yml 的 `indicators` 里写名称和权重")
        return
    faults = []
    for index, indicator in enumerate(indicators):
        if word := next((word for word in words if word in indicator.name), ""):
            message = f"考核指标“{indicator.name}”把“{word}”算成绩"
            hint = "删掉，或改成居民办事方便不方便"
            faults.append(breach(handbook.subdistrict.source.at("indicators", index, "name"), message, hint))
    yield from faults or [met(place, f"{len(indicators)}项指标，没有一项看{'、'.join(words)}")]


def one_board(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B3: there is one board of the policy's kind, and it hangs in the hall."""
    if not _registered(committee):
        yield _unregistered(committee)
        return
    kind, hall = handbook.policy.boards.kind, handbook.policy.rooms.hall
    boards = _of_kind(committee, kind)
    place = at(committee, "register", "boards")
    faults = []
    if not boards:
        faults.append(breach(place, f"没有{kind}", f"在 `boards` 里写一块 `kind`: {kind}，`room`: {hall.id}"))
    for index, _ in boards[1:]:
        message = f"{kind}有{len(boards)}块，应当只有1块"
        faults.append(breach(at(committee, "register", "boards", index, "kind"), message, "留下大厅里的一块"))
    for index, board in boards[:1]:
        if board.room != hall.id:
            message = f"{kind}不在{hall.name}"
            hint = f"挪到大厅，写 `room`: {hall.id}"
            faults.append(breach(at(committee, "register", "boards", index, "room"), message, hint))
    yield from faults or [met(place, f"{kind}1块，在{boards[0][1].place}")]


def board_introduces(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B4: the board of the hall tells of services from each group of duties, and of the rooms."""
    if not _registered(committee):
        yield _unregistered(committee)
        return
    services = _by_group(handbook)
    faults = [*_groups_on_board(handbook, services)]
    boards = _of_kind(committee, handbook.policy.boards.kind)
    for index, board in boards:
        if not board.holds:
            message = f"{board.kind}没有写上面有哪些内容"
            hint = "加一行，例如 `holds`: [办理事务, 功能空间]"
            faults.append(breach(at(committee, "register", "boards", index), message, hint))
    place = at(committee, "register", "boards")
    if not boards:
        faults.append(
            breach(place, f"没有{handbook.policy.boards.kind}，事务和房间没有地方介绍", "在 `boards` 里写一块")
        )
    without = "、".join(group for (_, group), ids in services.items() if not ids)
    groups = f"（{without}没有办事指南）" if without else "，每样职责都有"
    evidence = f"事务{len(handbook.contents.board)}项{groups}；房间{len(committee.places)}间"
    yield from faults or [met(place, evidence)]


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
    """B6: every rule that came off a wall is a chapter of the rulebook."""
    removed, place = committee.register.removed, at(committee, "register", "removed")
    if not removed:
        hint = "在 register.yml 的 `removed` 里写：`title`、`removed`（哪天取下）、`now`（编在汇编哪一章）"
        counted = [entry.rules for entry in sorted(committee.register.walls, key=lambda entry: entry.date)]
        none = bool(counted) and counted[0] <= counted[-1]
        yield met(place, "没有取下过规章制度") if none else unkept(place, "取下哪些规章制度的记录", hint)
        return
    chapters = {chapter for part in handbook.contents.rulebook for chapter in part.chapters}
    faults = []
    for index, rule in enumerate(removed):
        if rule.now not in chapters:
            message = f"墙上取下的《{rule.title}》，汇编里没有“{rule.now}”这一章"
            hint = did_you_mean(rule.now, sorted(chapters))
            faults.append(breach(at(committee, "register", "removed", index, "now"), message, hint))
    yield from faults or [met(place, f"取下{len(removed)}件，都在汇编里")]


def texts_readable(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B7: what stands on the board and at the doors can be read in passing."""
    faults = [*_long_titles(handbook), *_long_notices(handbook, committee)]
    evidence = f"事项名称不超过{LONGEST_TITLE}个字，提示不超过{LONGEST_NOTICE}个字"
    yield from faults or [met(handbook.contents.source.at("board"), evidence)]


def no_rules_in_rooms(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B8: no board outside the hall holds rules, or it is written why."""
    if not _registered(committee):
        yield _unregistered(committee)
        return
    word, hall = handbook.policy.boards.rules_word, handbook.policy.rooms.hall
    faults, reasons = [], 0
    for index, board in enumerate(committee.register.boards):
        if board.room == hall.id or not any(word in text for text in board.holds):
            continue
        reasons += bool(board.reason)
        if not board.reason:
            message = f"{board.place}的{board.kind}上有{word}"
            hint = f"取下来编进汇编；一定要挂的，写 `reason`；{hall.name}里的写 `room`: {hall.id}"
            faults.append(breach(at(committee, "register", "boards", index, "holds"), message, hint))
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


def _long_notices(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    rooms = (handbook.rooms[space.id] for space in committee.premises.rooms if space.id in handbook.rooms)
    notices = [(room.source.at("notices", index), text) for room in rooms for index, text in enumerate(room.notices)]
    for number, space in enumerate(committee.premises.spaces):
        for index, text in enumerate(space.notices):
            notices.append((at(committee, "premises", "spaces", number, "notices", index), text))
    for place, text in notices:
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
    if board.filed and board.filed > handbook.today:
        message = f"{name}的备案日期{date(board.filed)}还没有到"
        yield breach(at(committee, "register", "boards", index, "filed"), message, "没有备案的先取下来，或改日期")
    if board.valid_until:
        left = (board.valid_until - handbook.today).days
        place = at(committee, "register", "boards", index, "valid_until")
        if left < 0:
            hint = f"取下来，或向{office}重新报备，改 `filing_number`、`filed`、`valid_until`"
            yield breach(place, f"{name}{date(board.valid_until)}已经到期", hint)
        elif left <= handbook.policy.admission.warn_days:
            hint = f"还要挂的，到期前向{office}重新报备"
            yield breach(place, f"{name}还有{left}天到期（{date(board.valid_until)}）", hint, "warning")
