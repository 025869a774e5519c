"""Rules on walls: that they come off, are bound instead, and do not hang in rooms (二（三）3, 二（四）3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.check.finding import Finding, at, breach, met, unkept
from generator.check.policy.done import done, not_yet
from generator.check.policy.reasons import stale
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.register import Board, Inventory
from generator.problem import did_you_mean
from generator.text.chinese import date


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


def no_rules_in_rooms(handbook: Handbook, committee: Committee) -> Iterator[Finding]:
    """B8: no board outside the hall holds rules, under whatever word, or it is written why."""
    if not registered(committee):
        yield unregistered(committee)
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
        elif said and done(handbook, board.filed):
            place = at(committee, "register", "boards", index, "filed")
            faults += stale(handbook, place, board.filed, f"{board.place}挂{said}", "filed")
    word = _rules_word(handbook)
    evidence = f"大厅以外有{reasons}块挂了{word}，都写了原因" if reasons else f"大厅以外没有挂{word}"
    yield from faults or [met(at(committee, "register", "boards"), evidence)]


def registered(committee: Committee) -> bool:
    """Tell whether a committee keeps a register at all."""
    register = committee.register
    return bool(register.source.file or register.boards or register.rulebook)


def unregistered(committee: Committee) -> Finding:
    """Return the finding that a committee keeps no register of its boards."""
    hint = "在 register.yml 的 `boards` 里，每块写 `kind`、`room`、`place`、`holds`、`owner` 和备案的号、日期、到期日"
    return unkept(at(committee, "register", "boards"), "宣传版面的登记", hint)
