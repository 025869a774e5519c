"""What is different between two things a sheet said, told in words."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from generator.text.articles import XHTML, plain, words_by_article
from generator.text.difference import common_ends, passages, shortened

Facts = Any
"""What a sheet says, as JSON has it: mappings, lists, texts, numbers."""


def snapshot(facts: Facts) -> bytes:
    """Return what a sheet says as a file, to be kept beside the ledger."""
    return (json.dumps(facts, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def digest(facts: Facts) -> str:
    """Return sixteen hexadecimal digits that change when what a sheet says does."""
    return hashlib.sha256(snapshot(facts)).hexdigest()[:16]


@dataclass(frozen=True)
class Change:
    """One thing that is different: where, what it was (None: nothing), and what it is (None: nothing).

    `also` are the other places where the same is different.
    """

    where: tuple[str, ...]
    old: str | None
    new: str | None
    also: tuple[tuple[str, ...], ...] = ()

    @property
    def place(self) -> str:
        """Return where, in words: `办什么事 › 申请低保 › 要多久`; of many places the first, and how many there are."""
        places = list(dict.fromkeys(" › ".join(where) for where in (self.where, *self.also)))
        return "；".join(places) if len(places) <= PLACES else f"{places[0]}等{len(places)}处"

    @property
    def words(self) -> str:
        """Return the change as a sentence; of long texts only what is different, with a few words around it."""
        if self.old is None and self.new is None:
            return f"{self.place}：文字没有变，编排有变"
        if self.old is None:
            return f"{self.place}：增加“{shortened(self.new or '')}”"
        if self.new is None:
            return f"{self.place}：删去“{shortened(self.old)}”"
        old, new = passages(self.old, self.new)
        return f"{self.place}：“{old}”改为“{new}”"


PLACES = 3
"""How many places of one change are told one by one."""

SAME = 6
"""Characters that a changed passage must have, for its changes in different sentences to be told as one."""


def told(old: Facts, new: Facts) -> Iterator[Change]:
    """Yield every difference between what a sheet said and what it says, each told once with all its places.

    A telephone number that stands in forty chapters is one change, not forty. Where no words are different, though
    something is, one change says so.
    """
    groups: dict[tuple[str | None, str | None], list[Change]] = {}
    for change in changes(old, new):
        groups.setdefault(_same(change), []).append(change)
    for (before, after), same in groups.items():
        places = tuple(change.where for change in same)
        alike = len({(change.old, change.new) for change in same}) == 1
        pair = (same[0].old, same[0].new) if alike else (before, after)
        yield Change(places[0], *pair, also=tuple(place for place in dict.fromkeys(places) if place != places[0]))
    if not groups and digest(old) != digest(new):
        yield Change(("版面",), None, None)


def _same(change: Change) -> tuple[str | None, str | None]:
    """Return what makes changes one: the passages that are different, where these are long, or else both texts."""
    if change.old is None or change.new is None:
        return change.old, change.new
    same, tail = common_ends(change.old, change.new)
    old, new = change.old[same : len(change.old) - tail], change.new[same : len(change.new) - tail]
    return (old, new) if min(len(old), len(new)) >= SAME else (change.old, change.new)


def changes(old: Facts, new: Facts, where: tuple[str, ...] = ()) -> Iterator[Change]:
    """Yield every difference between what a sheet said and what it says, in the sheet's order."""
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*new, *old)):
            if key not in SILENT:
                yield from changes(old.get(key), new.get(key), _below(where, LABELS.get(key, "")))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _list_changes(old, new, where)
    elif XHTML.match(str(old)) or XHTML.match(str(new)):
        yield from _text_changes(str(old or ""), str(new or ""), where)
    else:
        yield from _value_changes(old, new, where)


def _below(where: tuple[str, ...], label: str) -> tuple[str, ...]:
    """Return the place one label further in; the same word is not said twice."""
    return (*where, label) if label and label not in where else where


def _value_changes(old: Facts, new: Facts, where: tuple[str, ...]) -> Iterator[Change]:
    before, after = _words(old), _words(new)
    if before != after:
        yield Change(where or NOWHERE, before or None, after or None)


def _list_changes(old: list[Facts], new: list[Facts], where: tuple[str, ...]) -> Iterator[Change]:
    named = _named(old, new)
    if named is None:
        yield from _sequence_changes(old, new, where)
        return
    before, after = named
    for name in dict.fromkeys((*after, *before)):
        title = _title(after[name] if name in after else before[name])
        if name not in after:
            yield Change(where or NOWHERE, title, None)
        elif name not in before:
            yield Change(where or NOWHERE, None, title)
        elif _labelled(after[name]):
            yield from changes(before[name][1], after[name][1], _below(where, title))
        else:
            yield from changes(before[name], after[name], _below(where, title))
    yield from _order_changes(before, after, where)


def _order_changes(before: Mapping[str, Facts], after: Mapping[str, Facts], where: tuple[str, ...]) -> Iterator[Change]:
    """Yield that things stand in another order; those around them, which stand as they did, are not told."""
    old = [name for name in before if name in after]
    new = [name for name in after if name in before]
    if old == new:
        return
    moved = [number for number, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    span = slice(moved[0], moved[-1] + 1)
    first, then = ("；".join(_title(after[name]) for name in names[span]) for names in (old, new))
    yield Change((*where, "次序"), first, then)


def _sequence_changes(old: list[Facts], new: list[Facts], where: tuple[str, ...]) -> Iterator[Change]:
    before, after = [_words(item) for item in old], [_words(item) for item in new]
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace" and b - a == d - c:
            for one, other in zip(old[a:b], new[c:d], strict=True):
                inner = isinstance(other, Mapping) and _title(one) == _title(other)
                yield from changes(one, other, _below(where, _title(other)) if inner else where)
        elif kind != "equal":
            yield Change(where or NOWHERE, "；".join(before[a:b]) or None, "；".join(after[c:d]) or None)


NOWHERE = ("内容",)
"""Where something is that stands under no heading."""

IDENTITIES = ("id", "title", "name", "label", "question", "kind", "days", "text", "weekday")


def _named(old: list[Facts], new: list[Facts]) -> tuple[dict[str, Facts], dict[str, Facts]] | None:
    """Return things by what tells them apart, before and after, or None where nothing does."""
    for tell in (_identity, _kind_and_identity):
        before, after = ({tell(item): item for item in items} for items in (old, new))
        if len(before) == len(old) and len(after) == len(new) and "" not in (*before, *after):
            return before, after
    return None


def _identity(item: Facts) -> str:
    """Return what tells a thing apart from its like; empty where nothing does."""
    if _labelled(item):
        return str(item[0])
    if not isinstance(item, Mapping):
        return ""
    if "year" in item or "day" in item:
        return json.dumps([item.get(key) for key in ("year", "month", "day")])
    return next((_words(item[key]) for key in IDENTITIES if item.get(key) and not XHTML.match(str(item[key]))), "")


def _kind_and_identity(item: Facts) -> str:
    own = _identity(item)
    return f"{item.get('kind')} {own}" if own and isinstance(item, Mapping) else own


def _labelled(item: Facts) -> bool:
    """Tell whether a thing is a label and its value: `["开放时间", "周一"]`."""
    if not isinstance(item, list) or len(item) != 2 or isinstance(item[1], list):
        return False
    return isinstance(item[0], str) and not XHTML.match(item[0])


def _title(item: Facts) -> str:
    if _labelled(item):
        return str(item[0])
    if not isinstance(item, Mapping):
        return _words(item)
    if "year" in item or "day" in item:
        units = (("year", "年"), ("month", "月"), ("day", "日"))
        return "".join(f"{item[key]}{unit}" for key, unit in units if item.get(key))
    return next((_words(item[key]) for key in IDENTITIES[1:] if item.get(key)), _words(item))


def _words(value: Facts) -> str:
    """Return a value as one would say it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "，".join(word for word in (_words(item) for item in value.values()) if word)
    if isinstance(value, list):
        return "、".join(word for word in map(_words, value) if word)
    return plain(str(value)) if XHTML.match(str(value)) else str(value)


def _text_changes(old: str, new: str, where: tuple[str, ...]) -> Iterator[Change]:
    before, after = words_by_article(old), words_by_article(new)
    for name in dict.fromkeys((*after, *before)):
        if before.get(name) != after.get(name):
            yield Change((*where, name), before.get(name), after.get(name))
    if before == after:
        yield from _value_changes(plain(old), plain(new), where)


SILENT = frozenset(
    (
        *("column", "row", "columns", "height", "side", "here", "entrance", "size", "characters"),
        *("index", "letter", "places", "id", "month", "year", "day", "elsewhere", "recorded"),
    )
)
"""Keys whose differences are not told in words: where things stand on a plan, what follows from what is told."""

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "address": "地址",
        "admission": "准入",
        "admitted": "登记的牌子",
        "adopted": "通过日期",
        "also_called": "也叫",
        "alt": "平面图",
        "answer": "回答",
        "answer_days": "几天答复",
        "applicant": "申请部门",
        "applied": "申请日期",
        "applied_to": "申请给谁",
        "approved": "批准日期",
        "approved_by": "谁批准",
        "arranged_by": "谁安排",
        "assistants": "协管员",
        "at_the_door": "门口的牌子",
        "audience": "谁可以办",
        "bands": "",
        "basis": "依据",
        "body": "",
        "booking": "预约",
        "boundary": "范围",
        "branch": "支部",
        "by": "谁写的",
        "cadres": "委员",
        "capacity": "可容纳",
        "caption": "码下的字",
        "certificates": "不开的证明",
        "chapters": "",
        "checked": "核对",
        "clause": "政策条款",
        "code": "二维码",
        "committee_part": "居委会做什么",
        "conditions": "条件",
        "contact": "联系人",
        "copies": "本数",
        "counts": "天数",
        "date": "日期",
        "demonstration": "示例",
        "department": "部门",
        "directions": "怎么走",
        "director": "主任",
        "district": "区",
        "document": "文件",
        "domain": "网址",
        "door": "门牌",
        "duties": "职责",
        "duty": "值班",
        "duty_phone": "值班电话",
        "entries": "条目",
        "estates": "小区",
        "expires": "到期",
        "fee": "收费",
        "field": "分类",
        "fields": "要填的",
        "filing": "备案号",
        "floor": "楼层",
        "forms": "表单",
        "frequency": "多久公开一次",
        "full_name": "全称",
        "gaps": "没有排班",
        "groups": "",
        "holidays": "节假日",
        "hours": "时间",
        "households": "户数",
        "hung": "挂牌日期",
        "instead": "该去哪里",
        "introduction": "居委会介绍",
        "items": "",
        "keep": "保存",
        "kinds": "值班种类",
        "label": "栏目",
        "large_print": "大字版本数",
        "lists": "清单",
        "materials": "带什么",
        "matters": "办理事务",
        "mentioned": "另见",
        "months": "",
        "name": "名称",
        "names": "不开的证明",
        "note": "说明",
        "notes": "说明",
        "notices": "告示",
        "number": "号码",
        "office": "主管部门",
        "overview": "全年",
        "owner": "归谁管",
        "part": "居委会的角色",
        "parts": "",
        "phone": "电话",
        "phones": "电话",
        "place": "地点",
        "plan": "平面图",
        "plates": "牌子",
        "policy": "政策文件",
        "popular": "常办的事",
        "position": "位置",
        "posts": "职务",
        "public": "居民可看",
        "published": "公布日期",
        "purpose": "是做什么的",
        "question": "问题",
        "questions": "常见问题",
        "reading": "汇编放在哪里",
        "removed": "拆下日期",
        "representatives": "居民代表",
        "responsible": "谁负责",
        "result": "办好以后",
        "revised": "修订日期",
        "rooms": "功能站室",
        "rows": "行数",
        "rulebook": "规章制度汇编",
        "rules": "制度",
        "safety": "提醒",
        "season": "季节",
        "services": "办理事务",
        "shared": "合用",
        "shares": "合用",
        "sheet": "",
        "shifts": "",
        "short_name": "简称",
        "signatures": "签字",
        "staff": "人员",
        "starts": "从什么时候算",
        "state": "状态",
        "steps": "怎么办",
        "subdistrict": "街道",
        "summary": "一句话介绍",
        "table": "表格",
        "text": "",
        "time": "要多久",
        "times": "时间",
        "title": "标题",
        "urgent": "急事电话",
        "valid_until": "有效期至",
        "validity": "有效期",
        "when": "日期",
        "window": "窗口",
        "word": "词",
        "words": "别名",
        "workdays": "调休上班日",
        "working-committees": "工作委员会",
        "years": "全年",
    }
)
"""What the keys of a sheet's data are called; a key without a word says nothing about where."""
