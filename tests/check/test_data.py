"""The rules: each trips over the mistake it is there for, at its place, and over nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tools import edit, line_of, templates_to_edit

from generator.check import tables
from generator.check.data import (
    allowed,
    clashes,
    contradictions,
    counts,
    days,
    file_names,
    gaps,
    holidays,
    ledger,
    pasted,
    people,
    references,
    shifts,
    site,
    texts,
)
from generator.check.data.floor_plans import floor_plans
from generator.check.judge import check_handbook
from generator.check.tables import RULES
from generator.codes import ledger as codes
from generator.journey import check
from generator.model.handbook import Handbook
from generator.model.ledger import Edition
from generator.problem import Location, errors, in_order
from generator.read.files import RESERVED_SLUGS, load

DAY = datetime.date(2026, 11, 22)

CONTENTS = "content/contents.yml"
POLICY = "content/policy.yml"
CALENDAR = "content/calendar/2026.yml"
LUNCH = "content/services/lunch.md"
GARDEN = "committees/sunny-garden"
STREET = "committees/old-street"


class Told(NamedTuple):
    """What a rule must say: its id, words of its message or hint, and a passage of the line it must point at."""

    id: str
    words: str
    passage: str = ""


class Slip(NamedTuple):
    """An edit of the example and what the rule must say of it, of the edited line where nothing else is named."""

    rule: tables.Rule
    file: str
    old: str
    new: str
    told: tuple[Told, ...]
    severity: str
    at: str


def slip(rule: tables.Rule, file: str, old: str, new: str, *told: Told, severity: str = "error", at: str = "") -> Slip:
    """An edit of a file, and what must be said of that file or of the file `at`."""
    return Slip(rule, file, old, new, told, severity, at or file)


MEETING = "  - {kind: 议事会, topic: 活动室换桌椅, date: 2026-12-05, opens: 14:00, closes: 15:30, room: council}"
"""The example's one meeting that is still to be held."""

SLIPS = (
    slip(
        gaps.numbers_filled_in,
        f"{GARDEN}/committee.yml",
        "phone: 021-5555-0101\n",
        "phone:\n",
        Told("D103", "电话"),
        severity="warning",
    ),
    # what would be printed as it stands
    slip(
        pasted.values_for_paper,
        LUNCH,
        "result: 一张助餐卡，",
        "result: 一张助餐卡，见[大厅](room:hall)，",
        Told("D101", "“[大厅](room:hall)”会照样印出来"),
    ),
    slip(
        pasted.values_for_paper,
        f"{GARDEN}/committee.yml",
        "directions: 从阳光路大门进来，左手第一幢。",
        "directions: 从阳光路大门进来，<b>左手</b>第一幢。",
        Told("D101", "“<b>”会照样印出来"),
    ),
    slip(pasted.values_for_paper, LUNCH, "result: 一张助餐卡，", "result: 一张助餐卡&emsp;", Told("D101", "换成空格")),
    slip(
        people.posts_named,
        f"{GARDEN}/committee.yml",
        "    posts: [书记, 主任]",
        "    posts: [书记, 居委会主任]",
        Told("D102", "“居委会主任”不算“主任”"),
        severity="warning",
    ),
    # what contradicts itself
    slip(
        clashes.hours_usual,
        f"{GARDEN}/hours.yml",
        "opens: 17:30, closes: 19:00",
        "opens: 5:30, closes: 7:00",
        Told("D085", "下午的写成 17:30"),
        severity="warning",
    ),
    slip(
        clashes.hours_apart,
        f"{GARDEN}/hours.yml",
        "opens: 17:30, closes: 19:00",
        "opens: 17:00, closes: 19:00",
        Told("D086", "和“周一至周五 13:00–17:30”重叠"),
        severity="warning",
    ),
    slip(
        clashes.hours_apart,
        f"{GARDEN}/rooms.yml",
        "      - {days: 周六, opens: 09:00, closes: 11:00, note: 1人值班}",
        "      - {days: 周五、周六, opens: 09:00, closes: 11:00, note: 1人值班}",
        Told("D086", "和“周一至周五 8:30–11:30”重叠"),
        severity="warning",
    ),
    slip(
        clashes.gatherings_possible,
        f"{GARDEN}/records.yml",
        "opens: 14:00, closes: 15:30",
        "opens: 14:00, closes: 3:30",
        Told("D047", "3:30 就结束了"),
    ),
    slip(
        clashes.gatherings_possible,
        f"{GARDEN}/records.yml",
        MEETING,
        MEETING + "\n" + MEETING.replace("活动室换桌椅", "楼道停车").replace("14:00", "15:00"),
        Told("D087", "14:00–15:30 已经给了“活动室换桌椅”", "楼道停车"),
    ),
    slip(
        clashes.gatherings_possible,
        f"{GARDEN}/records.yml",
        "date: 2026-12-05, opens",
        "date: 2025-12-05, opens",
        Told("D088", "已经过了"),
        severity="info",
    ),
    slip(
        clashes.replacements_single,
        f"{GARDEN}/hours.yml",
        "staff: [王样例], note: 春节换班}",
        "staff: [王样例], note: 春节换班}\n  - {date: 2026年2月17日, place: duty, staff: [李范例]}",
        Told("D089", "已经换成王样例，又换成李范例", "2026年2月17日"),
    ),
    slip(
        clashes.retirements_read,
        f"{GARDEN}/register.yml",
        "walls:",
        "retired:\n  - {kind: space, id: kiln, date: 2026-10-01, reason: 拆了}\nwalls:",
        Told("D036", "没有叫“space”的种类", "kind: space"),
    ),
    # contents.yml
    slip(references.contents_consistent, CONTENTS, "[lunch, lib", "[lunhc, lib", Told("D036", "是不是想写“lunch”？")),
    slip(
        references.plate_known,
        POLICY,
        "committee_plate: committee",
        "committee_plate: comittee",
        Told("D036", "是不是想写“committee”？"),
    ),
    slip(references.contents_consistent, CONTENTS, "hall: hall", "hall: hal", Told("D036", "没有叫“hal”的空间")),
    slip(references.contents_consistent, CONTENTS, "- room:hall", "- room:hal", Told("D036", "没有叫“hal”的章节")),
    slip(references.contents_consistent, CONTENTS, "- room:hall", "- form:hall", Told("D036", "没有叫“hall”的章节")),
    slip(references.contents_consistent, CONTENTS, "- room:hall", "- page:hall", Told("D036", "不认识“page:hall”")),
    slip(
        references.contents_consistent,
        CONTENTS,
        "- rule:reception",
        "- rule:meeting  # again",
        Told("D036", "“rule:meeting”在汇编里出现了两次"),
        Told("D036", "制度“reception”没有编进汇编", "  - reception"),
    ),
    slip(
        references.contents_consistent,
        CONTENTS,
        "  - lunch\n",
        "  - lunch\n" * 2,
        Told("D036", "“lunch”在 `services` 里写了 2 次", "  - library-card"),
    ),
    slip(
        references.contents_consistent,
        CONTENTS,
        "board: [library-card, lunch",
        "board: [library-card, lunhc",
        Told("D036", "没有叫“lunhc”的服务"),
    ),
    slip(
        references.contents_consistent,
        CONTENTS,
        "board: [library-card, lunch",
        "board: [library-card, lunch, lunch",
        Told("D036", "“lunch”在 `board` 里写了 2 次"),
    ),
    slip(
        references.contents_consistent,
        CONTENTS,
        "forms: [meeting-record",
        "forms: [diary, meeting-record",
        Told("D036", "“diary”在 `forms` 里写了 2 次"),
    ),
    slip(
        references.contents_consistent,
        LUNCH,
        "basis:\n",
        "forms: [diary, dairy]\nbasis:\n",
        Told("D036", "没有叫“dairy”的表单"),
    ),
    slip(
        references.pages_known,
        "content/pages.yml",
        "  rooms:",
        "  room:",
        Told("D036", "是不是想写“rooms”？"),
    ),
    slip(
        references.phrases_spelt,
        "templates/shared/pinyin.yml",
        "调委会: tiao wei hui",
        "调委会: tiao wei",
        Told("D077", "“调委会”有3个字，读音写了2个音节", "调委会: "),
    ),
    slip(
        references.phrases_spelt,
        "templates/shared/pinyin.yml",
        "万俟: mo qi",
        "万俟: moqi",
        Told("D077", "“万俟”有2个字，读音写了1个音节", "   万俟: "),
    ),
    slip(
        references.phrases_spelt,
        "templates/shared/pinyin.yml",
        "{弄: long,",
        "{弄: lo ng,",
        Told("D077", "“弄”有1个字，读音写了2个音节", "after_number: "),
    ),
    # texts
    slip(
        texts.comments_told,
        LUNCH,
        "戴工作牌",
        "戴工作<!-- 红的 -->牌",
        Told("D027", "“<!-- 红的 -->”", "<!-- 红的 -->"),
        severity="warning",
    ),
    slip(
        texts.comments_told,
        LUNCH,
        "戴工作牌",
        "戴工作牌。\n\n<!-- 问过\n了 -->\n\n",
        Told("D027", "算备注", "<!-- 问过"),
        severity="info",
    ),
    slip(
        texts.placeholders_known, LUNCH, "committee.hall", "committee.hal", Told("D023", "是不是想写“committee.hall”？")
    ),
    slip(
        texts.placeholders_known,
        CONTENTS,
        "{{ subdistrict.office }}",
        "{{ office }}",
        Told("D023", "不认识占位词“office”"),
    ),
    slip(
        texts.placeholders_known,
        f"{STREET}/committee.yml",
        "一条老街，",
        "打{{ committee.phone }}，",
        Told("D023", "这里不能用占位词“{{ committee.phone }}”"),
    ),
    slip(references.links_resolve, LUNCH, "(room:hall)", "(room:hal)", Told("X10", "是不是想写“hall”？")),
    slip(references.links_resolve, LUNCH, "(page:duty)", "(page:dutys)", Told("X10", "链接“page:dutys”没有页面")),
    slip(references.links_resolve, LUNCH, "(page:duty)", "(form:dairy)", Told("X10", "链接“form:dairy”没有页面")),
    slip(references.links_resolve, LUNCH, "(room:hall)", "(/rooms/hall)", Told("X10", "不认识的链接")),
    slip(texts.glyphs_present, LUNCH, "忌口", "忌口😀", Told("X6", "字库里没有“😀”（U+1F600）")),
    slip(
        texts.glyphs_present,
        f"{GARDEN}/committee.yml",
        "主持全面工作",
        "主持😀👍",
        Told("X6", "“👍”（U+1F44D）"),
        Told("X6", "“😀”（U+1F600）"),
    ),
    slip(texts.no_personal_data, LUNCH, "戴工作牌", "电话13800138000", Told("X11", "这里像是有手机号")),
    slip(
        texts.no_personal_data,
        f"{GARDEN}/records.yml",
        "工作经费收支",
        "补助：11010519491231002X",
        Told("X11", "这里像是有身份证号"),
    ),
    slip(
        texts.no_personal_data,
        f"{GARDEN}/committee.yml",
        "负责自治议题",
        "账号4111111111111111",
        Told("X11", "这里像是有银行卡号"),
    ),
    slip(
        texts.no_personal_data,
        "content/subdistrict.yml",
        "task: 管麻雀。",
        "task: 管麻雀，打13800138000。",
        Told("X11", "这里像是有手机号"),
    ),
    slip(
        texts.no_personal_data,
        f"{GARDEN}/records.yml",
        "工作经费收支",
        "王虚构低保公示",
        Told("X11", "这里像是有姓名和个人情况“王…”"),
    ),
    slip(
        allowed.allowed_texts_needed,
        f"{STREET}/committee.yml",
        "households: 310\n",
        "allow: [{text: 王虚构低保公示, reason: 本人同意, by: 社区自治办, date: 2026-11-01, until: 2026-12-01}]\n",
        Told("X12", "没有哪里写着这句话"),
        severity="warning",
    ),
    # what all share
    slip(
        references.requirements_known,
        POLICY,
        "{id: L13,",
        "{id: L14,",
        Told("D046", "程序里没有规则“L14”"),
    ),
    slip(
        references.requirements_known,
        POLICY,
        "{id: G2,",
        "{id: G1,",
        Told("D046", "规则“G1”写了 2 次", '{id: G1, clause: 第一条, quote: "全街道'),
        Told("D046", "规则“G1”写了 2 次", '{id: G1, clause: 第一条, quote: "2026年10月底'),
    ),
    slip(
        days.calendars_whole,
        CALENDAR,
        "begins: 2026-10-01, ends: 2026-10-07",
        "begins: 2026-10-07, ends: 2026-10-01",
        Told("D044", "国庆节还没有开始就结束了"),
    ),
    slip(
        days.calendars_whole,
        CALENDAR,
        "begins: 2026-10-01, ends: 2026-10-07",
        "begins: 2027-10-01, ends: 2027-10-07",
        Told("D044", "国庆节不在2026年"),
    ),
    slip(
        holidays.workdays_worked, CALENDAR, "2026-10-10]", "2026-10-12]", Told("D044", "2026-10-12 是周一，本来就上班")
    ),
    slip(holidays.workdays_worked, CALENDAR, "2026-10-10]", "2027-10-10]", Told("D044", "2027-10-10 不是2026年的日子")),
    slip(holidays.workdays_worked, CALENDAR, "2026-10-10]", "2026-10-03]", Told("D044", "又在国庆节的假期里")),
    slip(
        holidays.holidays_within_reason,
        CALENDAR,
        "begins: 2026-10-01, ends: 2026-10-07",
        "begins: 2026-10-01, ends: 2026-11-07",
        Told("D044", "国庆节放了38天"),
    ),
    slip(
        holidays.holidays_agree,
        "content/calendar/2027.yml",
        "{name: 元旦, begins: 2027-01-01, ends: 2027-01-03}",
        "{name: 国庆节, begins: 2026-10-01, ends: 2026-10-08}",
        Told("D044", "国庆节在 2026.yml 里是2026-10-01至2026-10-07"),
    ),
    slip(
        holidays.holidays_named,
        CALENDAR,
        "holidays:\n  - {name: 元旦,",
        "holidays:\n  - {name: 示例节,",
        Told("D093", "2026年的放假安排里没有元旦", "示例节"),
        severity="warning",
    ),
    slip(
        shifts.shifts_take_place,
        f"{GARDEN}/hours.yml",
        "{days: 每月第3个周六,",
        "{days: 每月第3个周六, season: 1月1日至1月2日,",
        Told("D095", "“每月第3个周六”这一班一天也轮不到"),
        severity="warning",
    ),
    slip(
        shifts.extra_shifts_at_hours,
        f"{GARDEN}/hours.yml",
        "{days: 每月第3个周六,",
        "{days: 2026-12-06,",
        Told("D094", "2026年12月6日排了人"),
        severity="warning",
    ),
    slip(days.nothing_expired, LUNCH, "valid_until: 2027-12-31", "valid_until: 2026-11-21", Told("X5", "已经到期")),
    slip(
        days.nothing_expired,
        LUNCH,
        "valid_until: 2027-12-31",
        "valid_until: 2026-12-22",
        Told("X5", "还有30天到期"),
        severity="warning",
    ),
    slip(
        days.nothing_expired,
        LUNCH,
        "valid_until: 2027-12-31",
        "valid_until: 2026-11-22",
        Told("X5", "还有0天到期"),
        severity="warning",
    ),
    *(
        slip(days.changes_dated, "content/rules/meeting.md", "[{date: 2026-03-09", new, Told("D049", words))
        for new, words in (
            ("[{date: 2026-02-01", "2026-02-02 才通过，2026-02-01 还没有它"),
            ("[{date: 2026-11-23", "2026-11-23 还没有到"),
            ("[{date: 2026-03-16, text: 改了。}, {date: 2026-03-09", "2026-03-09 写在了 2026-03-16 的后面"),
            ("[{date: 2026-03-10", "最后一次改是 2026-03-10，`revised` 写的是 2026-03-09"),
        )
    ),
    slip(
        days.changes_dated,
        "content/rooms/reading.md",
        "revised: 2026-02-02",
        "revised: 2026-03-09",
        Told("D049", "修订过，没有写改过什么"),
        severity="warning",
    ),
    slip(
        ledger.numbers_unique,
        f"{STREET}/committee.yml",
        'number: "002"',
        'number: "001"',
        Told("X2", "编号 001 已经是 old-street 的"),
        at=f"{GARDEN}/committee.yml",
    ),
    slip(
        ledger.numbers_unique,
        f"{GARDEN}/committee.yml",
        'number: "001"',
        'number: "1"',
        Told("X2", "编号“1”应当和别的居委会一样长，3 位"),
    ),
    slip(
        ledger.ledger_whole,
        f"{GARDEN}/codes.yml",
        'id: rooms, title: "活动空间"',
        'id: rooms, title: "房间"',
        Told("X2", "编码 0010035 这一行被手工改过"),
    ),
    slip(
        site.host_lasting,
        "site_config.yml",
        "site_url: https://handbook.example/",
        "site_url: https://zhongshan.github.io/",
        Told("D071", "别人白送的网址"),
        severity="warning",
    ),
    slip(
        site.host_lasting,
        "site_config.yml",
        "site_url: https://handbook.example/",
        "site_url: https://residents-handbook.zhongshan.songjiang.gov.cn/",
        Told("D074", "二维码每边要37格"),
        severity="warning",
    ),
    slip(
        ledger.former_slugs_free,
        f"{GARDEN}/committee.yml",
        "former_slugs: [sunshine]",
        "former_slugs: [old-street]",
        Told("D076", "旧网址“old-street”现在是 old-street 的"),
    ),
    *(
        slip(
            ledger.former_slugs_free,
            f"{GARDEN}/committee.yml",
            "former_slugs: [sunshine]",
            f"former_slugs: [sunshine, {slug}]",
            Told("D076", f"旧网址“{slug}”现在是{owner}"),
        )
        for slug, owner in (
            ("sunny-garden", " sunny-garden 的"),
            ("sunshine", " sunny-garden 的"),
            *((slug, "网站自己要用的网址") for slug in RESERVED_SLUGS),
        )
    ),
    # one committee
    *(
        slip(people.people_known, f"{GARDEN}/{file}", old, new, Told("D037", "是不是想写“"))
        for file, old, new in (
            ("committee.yml", "director: 李范例", "director: 李范列"),
            ("committee.yml", "cadres: [王样例]", "cadres: [王例样]"),
            ("committee.yml", "assistants: [赵拟名]", "assistants: [赵名]"),
            ("committee.yml", "环境卫生: 赵拟名", "环境卫生: 赵名"),
            ("committee.yml", "妇联: 王样例", "妇联: 王例样"),
            ("committee.yml", "buildings: 1–12, cadre: 李范例", "buildings: 1–12, cadre: 李范列"),
            ("rooms.yml", "contact: 王样例", "contact: 王例"),
            ("rooms.yml", "contact: 赵拟名", "contact: 赵名"),
            ("hours.yml", "staff: [李范例, 王样例]", "staff: [李范例, 王例]"),
            ("hours.yml", "staff: [陈示例]", "staff: [陈例]"),
            ("hours.yml", "teams: [[李范例, 赵拟名]", "teams: [[李范例, 赵名]"),
            ("hours.yml", "2026-02-17, place: duty, staff: [王样例]", "2026-11-24, place: duty, staff: [王例]"),
            ("hours.yml", "callout: [陈示例", "callout: [陈例"),
        )
    ),
    slip(
        references.rooms_known,
        f"{STREET}/rooms.yml",
        "  - id: exercise\n",
        "  - id: council  # again\n",
        Told("D038", "“council”写了两次", "- id: council"),
        Told("D038", "“council”写了两次", "# again"),
    ),
    slip(
        references.rooms_known,
        f"{STREET}/rooms.yml",
        "  - id: exercise\n",
        "  - id: exercises\n",
        Told("D038", "是不是想写“exercise”？"),
    ),
    slip(references.rooms_known, f"{GARDEN}/rooms.yml", "id: tool-corner", "id:  hall", Told("D038", "“hall”已经有了")),
    slip(
        references.rooms_known,
        f"{GARDEN}/rooms.yml",
        "id: tool-corner",
        "id:  after-school",
        Told("D038", "“after-school”已经有了"),
    ),
    slip(
        references.rooms_known,
        f"{GARDEN}/rooms.yml",
        "shares_with: [reading]",
        "shares_with: [readings, after-school]",
        Told("D038", "没有叫“readings”的空间"),
        Told("D038", "没有叫“after-school”的空间"),
    ),
    slip(
        references.rooms_known,
        f"{STREET}/records.yml",
        "meetings:\n",
        "gatherings:\n  - {kind: 会, topic: 灯, date: 2026-12-01, opens: 9:00, closes: 10:00, room: hal}\nmeetings:\n",
        Told("D038", "没有叫“hal”的空间", "room: hal}"),
    ),
    slip(
        references.working_committees_known,
        f"{STREET}/committee.yml",
        "- id: harmony",
        "- id: harmoni",
        Told("D048", "没有叫“harmoni”的工作委员会"),
    ),
    slip(
        references.working_committees_known,
        f"{GARDEN}/committee.yml",
        "生活服务: 王样例",
        "生活服物: 王样例",
        Told("D048", "是不是想写“生活服务”？"),
    ),
    slip(
        references.estates_known,
        f"{GARDEN}/committee.yml",
        "estate: 阳光苑",
        "estate: 阳光院",
        Told("D042", "没有叫“阳光院”的小区"),
    ),
    slip(
        references.estates_known,
        f"{GARDEN}/committee.yml",
        "  妇联: 王样例",
        "  妇女: 王样例",
        Told("D042", "没有叫“妇女”的专人岗位"),
    ),
    slip(
        references.estates_known,
        f"{GARDEN}/records.yml",
        "block: 阳光苑",
        "block: 阳光院",
        Told("D042", "没有叫“阳光院”的走访片区"),
    ),
    slip(
        days.hours_whole,
        f"{GARDEN}/hours.yml",
        "kind: 早到",
        "kind: 早道",
        Told("D047", "没有叫“早道”的上班或值班"),
    ),
    *(
        slip(people.people_once, f"{GARDEN}/{file}", old, new, Told("D037", "写了两次"))
        for file, old, new in (
            ("committee.yml", "cadres: [王样例]", "cadres: [王样例, 王样例]"),
            ("hours.yml", "每月第3个周六, staff: [陈示例]", "每月第3个周六, staff: [陈示例, 陈示例]"),
            ("hours.yml", "[[李范例, 赵拟名]", "[[李范例, 李范例]"),
            ("hours.yml", "callout: [陈示例, 李范例, 赵拟名]", "callout: [陈示例, 李范例, 陈示例]"),
        )
    ),
    slip(
        days.hours_whole,
        f"{GARDEN}/hours.yml",
        "[library-card, lunch]",
        "[library-card, lunhc]",
        Told("D047", "没有叫“lunhc”的服务"),
    ),
    slip(
        days.hours_whole,
        f"{GARDEN}/hours.yml",
        "opens: 17:30, closes: 19:00",
        "opens: 17:30, closes: 7:00",
        Told("D047", "07:00 下班，比 17:30 上班还早"),
    ),
    slip(
        days.hours_whole,
        f"{GARDEN}/hours.yml",
        "     closes: 17:30",
        "     closes: 13:00",
        Told("D047", "上班和下班都写了 13:00"),
    ),
    slip(
        days.hours_whole,
        f"{GARDEN}/rooms.yml",
        "opens: 16:00, closes: 18:00",
        "opens: 18:00, closes: 16:00",
        Told("D047", "16:00 下班，比 18:00 上班还早"),
    ),
    slip(
        days.hours_whole,
        f"{GARDEN}/hours.yml",
        "{days: 每月第3个周六, staff: [陈示例]}",
        "{days: 每月第3个周六}",
        Told("D047", "要写 `staff`"),
    ),
    slip(
        days.hours_whole,
        f"{GARDEN}/hours.yml",
        "{days: 每月第3个周六, staff: [陈示例]}",
        "{days: 每月第3个周六, staff: [陈示例], teams: [[陈示例]]}",
        Told("D047", "两样里写一样"),
    ),
    *(
        slip(days.days_covered, f"{GARDEN}/hours.yml", old, new, Told("D045", f"{day} 这一年的放假安排还没有"))
        for old, new, day in (
            ("date: 2026-02-17", "date: 2028-02-17", "2028-02-17"),
            ("begins: 2026-01-10", "begins: 2025-12-27", "2025-12-27"),
            ("{days: 每月第3个周六,", "{days: 每月第3个周六, closed: [2028-01-15],", "2028-01-15"),
            ("opens: 17:30, closes: 19:00,", "opens: 17:30, closes: 19:00, closed: [2025-12-31],", "2025-12-31"),
        )
    ),
    slip(
        references.notices_filed,
        f"{GARDEN}/records.yml",
        "item: funds",
        "item: fund",
        Told("D039", "是不是想写“funds”？"),
    ),
    slip(
        references.notices_filed,
        f"{GARDEN}/records.yml",
        "expires: 2027-01-15",
        "expires: 2026-10-15",
        Told("D039", "到期日在公开日之前"),
    ),
    slip(
        references.internal_kept_apart,
        "content/rules/reception.md",
        "working_committee: services",
        "working_committee: services\npublic: 否",
        Told("D063", "链接到内部制度“接待群众制度”", "rule:reception"),
        at=LUNCH,
    ),
    slip(
        floor_plans,
        f"{GARDEN}/rooms.yml",
        "    floor: 1楼\n    position: 进门左手第一间\n",
        "    grid: {column: 1, row: 1, width: 2, height: 2}\n",
        Told("D066", "在平面图上，没有写几楼"),
    ),
    slip(
        site.release_reviewed,
        "site_config.yml",
        "      demonstration: 是\n      publishing:\n        review: {by: 王示例, date: 2026-11-22}\n",
        "      twins: 否\n",
        Told("D065", "没有写明上网以前谁审查过", "site_name"),
        severity="warning",
    ),
    # what several places say of one thing
    *(
        slip(rule, file, old, new, told, severity="warning")
        for rule, file, old, new, told in (
            (
                contradictions.contacts_agree,
                f"{GARDEN}/hours.yml",
                "number: 021-5555-0110",
                "number: 021-5555-0111",
                Told("D028", "别处写的是021-5555-0110"),
            ),
            (
                contradictions.usual_phone_rung,
                f"{GARDEN}/hours.yml",
                "closes: 11:30, phone: 021-5555-0101",
                "closes: 11:30, phone: 021-5555-0777",
                Told("D028", "改成021-5555-0101"),
            ),
            (
                contradictions.own_texts_agree,
                f"{GARDEN}/committee.yml",
                "introduction: 办事",
                "introduction: 居委会电话021-5555-0777，办事",
                Told("D028", "里没有这个号码"),
            ),
            (
                contradictions.nobodys_phone_shared,
                "content/rooms/hall.md",
                "也不用手机。",
                "也不用手机，打021-5555-0151。",
                Told("D028", "写成 {{ committee.duty_phone }}"),
            ),
            (
                counts.counts_right,
                "content/rooms/hall.md",
                "也不用手机。",
                "也不用手机。共有9项制度。",
                Told("D029", "写成 {{ counts.rules }}"),
            ),
            (
                counts.committees_counted,
                "site_config.yml",
                "示例街道两个居委会",
                "示例街道三个居委会",
                Told("D029", "手册里有2"),
            ),
        )
    ),
)


TRIED_BELOW = {
    ledger.closings_followed,
    ledger.codes_keep_their_places,
    site.printed_addresses_kept,
    file_names.files_read,
}
"""Rules whose mistakes are more than an edit of one file."""


def name(slip: Slip) -> str:
    """The rule and what was written."""
    return f"{getattr(slip.rule, '__name__', '')}: {slip.new.strip()[:24]}"


@pytest.fixture(scope="module")
def root(copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the example for all slips, with templates of its own."""
    copied = copy_example(tmp_path_factory.mktemp("check"))
    templates_to_edit(copied)
    return copied


@pytest.mark.parametrize("slip", [pytest.param(slip, id=name(slip)) for slip in SLIPS])
def test_a_rule_trips_over_its_mistake(slip: Slip, root: Path) -> None:
    """It says so at the line, with its id, and a warning stays a warning."""
    path = root / slip.file
    good = path.read_bytes()
    edit(path, slip.old, slip.new)
    try:
        found = in_order(slip.rule(load(root)))
        lines = [line_of(root / slip.at, told.passage or slip.new.split("\n")[0]) for told in slip.told]
    finally:
        path.write_bytes(good)
    assert [(problem.location.file, problem.location.line, problem.rule) for problem in found] == sorted(
        (slip.at, line, told.id) for line, told in zip(lines, slip.told, strict=True)
    )
    for told in slip.told:
        assert any(told.id == it.rule and (told.words in it.message or told.words in it.hint) for it in found), told
    for problem in found:
        assert problem.severity == slip.severity
        assert problem.committee == (slip.at.split("/")[1] if slip.at.startswith("committees/") else "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_is_silent_about_the_example(rule: tables.Rule, root: Path) -> None:
    """There is nothing to say."""
    assert list(rule(load(root))) == []


def test_every_rule_is_tried() -> None:
    """A rule without a mistake here is a rule nobody has seen at work."""
    assert {slip.rule for slip in SLIPS} | TRIED_BELOW == set(RULES)


def test_every_rule_names_its_id() -> None:
    """The docstring is what the documents are made from."""
    for rule in set(RULES) - TRIED_BELOW:
        ids = {told.id for slip in SLIPS if slip.rule is rule for told in slip.told}
        assert rule.__doc__
        assert rule.__doc__.startswith(tuple(ids))


def test_a_committee_that_is_no_more_was_taken_over_by_one_that_is_there(example: Path) -> None:
    """D075, at the line that names the successor."""
    gone = example / "committees/willow-lane"
    gone.mkdir()
    (gone / "codes.yml").write_text("codes: []\n")
    said = 'name: 柳巷\nnumber: "003"\ndate: 2026-06-30\nmerged_into: sunny-gardn\n'
    (gone / "dissolved.yml").write_text(said)
    (problem,) = ledger.closings_followed(load(example))
    assert (problem.rule, problem.location.file, problem.location.line) == (
        "D075",
        "committees/willow-lane/dissolved.yml",
        4,
    )
    assert problem.hint == "是不是想写“sunny-garden”？"
    (gone / "dissolved.yml").write_text(said.replace("gardn", "garden"))
    assert list(ledger.closings_followed(load(example))) == []
    (gone / "dissolved.yml").write_text(said.replace("gardn", "garden").replace("2026-06-30", "2026-11-23"))
    (early,) = ledger.closings_followed(load(example))
    assert (early.rule, early.severity, early.location.line) == ("D075", "warning", 3)
    assert early.message == "柳巷的撤并日期 2026-11-23 还没有到，可是现在做出来的已经没有它了"


def test_the_shipped_handbook_has_no_errors(repository: Path) -> None:
    """What this project ships can be built."""
    assert errors(check_handbook(load(repository))) == []


@pytest.mark.parametrize(("day", "said"), [("2026-11-01", 0), ("2026-11-02", 1), ("2027-01-15", 1)])
def test_next_years_holidays_are_asked_for_in_time(example: Path, day: str, said: int) -> None:
    """Sixty days before the last calendar ends; the State Council publishes the next about then."""
    (example / "content/calendar/2027.yml").unlink()
    found = list(days.calendars_whole(load(example, datetime.date.fromisoformat(day))))
    assert [(problem.rule, problem.severity, problem.message) for problem in found] == [
        ("D044", "warning", "放假安排只到2026年底")
    ] * said
    for problem in found:
        assert problem.location == Location(CALENDAR, line_of(example / CALENDAR, "year:"), 7)
        assert "content/calendar/2027.yml" in problem.hint


def test_a_holiday_over_the_new_year_belongs_to_both_years(example: Path) -> None:
    """The holiday of 1 January may begin in December."""
    edit(example / CALENDAR, "begins: 2026-01-01", "begins: 2025-12-30")
    assert list(days.calendars_whole(load(example))) == []


def test_a_service_that_runs_out_long_after_the_warning_is_silent(example: Path) -> None:
    """The policy says how many days before to warn."""
    edit(example / LUNCH, "valid_until: 2027-12-31", "valid_until: 2026-12-23")
    assert list(days.nothing_expired(load(example))) == []
    edit(example / POLICY, "warn_days: 30", "warn_days: 31")
    assert [found.severity for found in days.nothing_expired(load(example))] == ["warning"]


def test_a_further_font_makes_a_character_printable(example: Path) -> None:
    """What site_config.yml names is looked through as well; an empty folder helps nobody."""
    edit(example / LUNCH, "忌口", "忌口😀")
    edit(example / "site_config.yml", "demonstration: 是", "demonstration: 是\n      fonts: fonts")
    (example / "fonts").mkdir()
    assert [found.rule for found in texts.glyphs_present(load(example))] == ["X6"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [("ﬁle", "改成“fi”"), ("CO₂", "改成“2”"), ("ʾ\ufffd路", "转换编码时丢了"), ("😀", "换一个字"), ("範", "换一个字")],
)
def test_a_character_without_glyph_is_told_with_what_it_is_for(example: Path, text: str, hint: str) -> None:
    """A ligature out of a PDF looks like its letters: nobody would know what to change."""
    edit(example / LUNCH, "戴工作牌", f"见{text}")
    assert any(hint in found.hint for found in texts.glyphs_present(load(example)))


@pytest.mark.parametrize(
    "text", ["021-5555-0116", "12345", "310117004016", "2026-11-22", "9138001380001", "11010519491231002"]
)
def test_numbers_that_are_nobodys_own(example: Path, text: str) -> None:
    """Office telephones, hotlines, codes and dates are no personal data."""
    edit(example / LUNCH, "戴工作牌", f"见{text}")
    assert list(texts.no_personal_data(load(example))) == []


@pytest.mark.parametrize("text", ["{{ committee.phone }", "{{ committee.phone", "{{ committee.\nphone }}"])
def test_a_placeholder_that_is_never_filled(example: Path, text: str) -> None:
    """Braces are not published."""
    edit(example / LUNCH, "戴工作牌", f"见{text}")
    assert {found.rule for found in texts.placeholders_known(load(example))} == {"D023"}


@pytest.mark.parametrize(
    "text",
    [
        "｛｛ committee.phone ｝｝",
        "｛committee.phone｝",
        "{committee.phone}",
        "【committee.phone】",
        "[[committee.phone]]",
    ],
)
def test_a_placeholder_in_other_brackets(example: Path, text: str) -> None:
    """What would be printed as it stands is told, with how it is written."""
    edit(example / LUNCH, "戴工作牌", f"见{text}")
    (found,) = texts.placeholders_known(load(example))
    assert (found.rule, found.message) == ("D023", f"“{text}”会照样印出来")
    assert "{{ committee.phone }}" in found.hint
    edit(example / GARDEN / "committee.yml", "左手第一幢", f"左手{text}")
    (found,) = (each for each in texts.placeholders_known(load(example)) if each.committee)
    assert found.message == f"这里不能用占位词“{text}”"


@pytest.mark.parametrize(
    "text", ["[大厅]（room:hall）", "【大厅】(room:hall)", "［大厅］（ room:hall ）", "[大厅]（https://a.example/b）"]
)
def test_a_link_in_chinese_brackets(example: Path, text: str) -> None:
    """A link that is none is told: its target would be printed."""
    edit(example / LUNCH, "戴工作牌", f"见{text}，好")
    (found,) = references.links_resolve(load(example))
    assert found.rule == "X10"
    assert found.message == f"“{text}”不成链接，会照样印出来"
    assert found.hint.startswith("括号用英文的：[大厅](")


@pytest.mark.parametrize(("written", "near"), [("唐样例", ""), ("赵样名", "是不是想写“赵拟名”？"), ("赵样", "")])
def test_only_a_name_of_the_same_surname_is_offered(example: Path, written: str, near: str) -> None:
    """Who has left is nobody else; what to do then is said as well."""
    edit(example / GARDEN / "committee.yml", "assistants: [赵拟名]", f"assistants: [{written}]")
    (problem, *_) = people.people_known(load(example))
    assert problem.hint == f"{near}人走了的，换成接替的人；新来的，先加进 `staff`"


def test_a_mark_of_no_note(example: Path) -> None:
    """A mark with nothing below is told once, at its place; a note is found wherever it stands."""
    edit(example / LUNCH, "戴工作牌。", "戴工作牌[^1]，见[^2]、[^2]，`[^3]`。\n\n[^1]: 红的。")
    (found,) = references.links_resolve(load(example))
    assert (found.rule, found.severity, found.message) == ("X10", "warning", "脚注“2”没有说明")


@pytest.mark.parametrize("text", ["【通知】（见2楼）", "[2026]（第5号）", "[附件1]（略）", "`[大厅]（room:hall）`"])
def test_brackets_that_are_no_link(example: Path, text: str) -> None:
    """What leads nowhere are words."""
    edit(example / LUNCH, "戴工作牌", f"见{text}，好")
    assert list(references.links_resolve(load(example))) == []


def test_handbook_is_not_changed_by_being_checked(handbook: Handbook) -> None:
    """Checking twice says the same twice."""
    assert list(check_handbook(handbook)) == list(check_handbook(handbook)) == []


OLD = "https://old.example/a/"


# --- what printed codes mean -----------------------------------------------------------------------------------------

SERVICES = "011-012 024"
"""The numbers of the services' codes."""


def put_around(root: Path, *names: str) -> None:
    """Give each of these services' files what the one before it says."""
    files = [root / f"content/services/{name}.md" for name in names]
    contents = [file.read_bytes() for file in files]
    for file, content in zip(files, (contents[-1], *contents), strict=False):
        file.write_bytes(content)


@pytest.mark.parametrize("names", [("lunch", "library-card"), ("lunch", "library-card", "mediation")])
def test_printed_codes_that_change_places_are_refused(example: Path, names: tuple[str, ...]) -> None:
    """X2, once for each file, however many have changed places; what is not printed may be put where one likes."""
    put_around(example, *names)
    assert list(ledger.codes_keep_their_places(load(example))) == []
    issued_with(example, OLD, carried=SERVICES)
    found = list(ledger.codes_keep_their_places(load(example)))
    assert {problem.location.file for problem in found} == {f"content/services/{name}.md" for name in names}
    assert len(found) == len(names)
    assert {(it.rule, it.severity, it.committee, it.hint) for it in found} == {("X2", "error", "", SWAP_BACK)}
    lunch = next(problem for problem in found if "service:lunch" in problem.message)
    assert lunch.location.line == line_of(example / LUNCH, "title:")
    assert "“老人吃午饭、送餐”" in lunch.message
    assert errors(check(example))


SWAP_BACK = "把两个文件的名字换回来"


def test_a_printed_code_may_be_called_otherwise(example: Path) -> None:
    """A new title is no other thing, even where it is what another one was called before."""
    issued_with(example, OLD, carried=SERVICES)
    edit(example / LUNCH, "title: 老人吃午饭、送餐", "title: 办借书证")
    assert list(ledger.codes_keep_their_places(load(example))) == []


def test_rooms_of_ones_own_that_change_places_are_told_at_their_names(example: Path) -> None:
    """X2, of the committee whose rooms they are."""
    issued_with(example, OLD, carried="020-021")
    rooms = example / GARDEN / "rooms.yml"
    edit(rooms, "name: 四点半课堂", "name: 甲")
    edit(rooms, "name: 工具借用角", "name: 四点半课堂")
    edit(rooms, "name: 甲", "name: 工具借用角")
    found = list(ledger.codes_keep_their_places(load(example)))
    lines = {line_of(rooms, "name: 工具借用角"), line_of(rooms, "name: 四点半课堂")}
    assert {problem.location.line for problem in found} == lines
    assert {(problem.committee, "`id`" in problem.hint) for problem in found} == {("sunny-garden", True)}


# --- addresses on paper ----------------------------------------------------------------------------------------------


def issued_with(root: Path, address: str, copies: int = 3, carried: str = "") -> None:
    """Write an edition into the ledger of the fuller committee whose codes have this address."""
    bare = Edition(
        serial=1, sheet="board", edition=1, date=DAY, digest="0" * 16, place="大厅", copies=copies, address=address
    ).model_copy(update={"codes": carried})
    own = next(committee for committee in load(root).committees if committee.slug == "sunny-garden").ledger
    (root / GARDEN / "codes.yml").write_text(codes.text(codes.issue(own, [bare])), "utf-8")


def test_an_address_on_paper_that_is_no_more_is_told_with_the_walls(example: Path) -> None:
    """X4, at the line of the address that took its place."""
    issued_with(example, OLD)
    (problem,) = site.printed_addresses_kept(load(example))
    assert (problem.rule, problem.location.file) == ("X4", "site_config.yml")
    assert problem.location.line == line_of(example / "site_config.yml", "site_url")
    assert problem.message == f"付印过的3张上，码的网址是 {OLD}，现在的网址打不开它们：阳光花园大厅1种"
    assert f"（former_urls）: [{OLD}]" in problem.hint


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("https://www.handbook.example/", "X4"),
        ("https://handbook.example/sub/", "X4"),
        ("https://handbook.example./", "X4"),
        ("https://handbook.example/Sub/", "D014"),
        ("http://handbook.example/", "D014"),
        ("HTTPS://handbook.example/", "D014"),
        ("https://HANDBOOK.example/", "D014"),
        ("https://handbook.example:8443/", "D014"),
    ],
)
def test_any_change_of_an_address_on_paper_is_refused(example: Path, url: str, rule: str) -> None:
    """Be it only the path, the scheme, a capital or a port: what cannot be an address is, before it is compared."""
    issued_with(example, load(example).site.code_url)
    assert errors(check(example)) == []
    edit(example / "site_config.yml", "https://handbook.example/", url)
    assert {(problem.rule, problem.location.file) for problem in errors(check(example))} == {(rule, "site_config.yml")}


def test_an_address_that_is_kept_is_not_told(example: Path) -> None:
    issued_with(example, OLD)
    edit(example / "site_config.yml", "demonstration: 是", f"demonstration: 是\n      former_urls: [{OLD}]")
    assert list(site.printed_addresses_kept(load(example))) == []


def test_an_address_that_is_said_to_be_lost_is_not_told(example: Path) -> None:
    """What is to be printed again for it, `handbook status` says."""
    issued_with(example, OLD)
    edit(example / "site_config.yml", "demonstration: 是", f"demonstration: 是\n      lost_urls: [{OLD}]")
    assert list(site.printed_addresses_kept(load(example))) == []


def test_a_sheet_that_was_replaced_may_hang_all_the_same(example: Path) -> None:
    issued_with(example, OLD)
    own = next(committee for committee in load(example).committees if committee.slug == "sunny-garden").ledger
    newer = own.editions[0].model_copy(
        update={"serial": 2, "edition": 2, "address": load(example).site.code_url, "seal": None}
    )
    (example / GARDEN / "codes.yml").write_text(codes.text(codes.issue(own, [newer])), "utf-8")
    (problem,) = site.printed_addresses_kept(load(example))
    assert problem.message == f"付印过的3张上，码的网址是 {OLD}，现在的网址打不开它们：阳光花园大厅1种"
    assert f"（lost_urls）: [{OLD}]" in problem.hint


def test_a_committee_that_is_no_more_has_sheets_on_walls_as_well(example: Path) -> None:
    issued_with(example, OLD)
    for path in (example / GARDEN).iterdir():
        if path.name != "codes.yml":
            path.unlink()
    said = 'name: 阳光花园\nnumber: "001"\ndate: 2026-11-20\nmerged_into: old-street\n'
    (example / GARDEN / "dissolved.yml").write_text(said, "utf-8")
    (problem,) = site.printed_addresses_kept(load(example))
    assert "阳光花园大厅1种" in problem.message


def test_an_edition_of_early_days_does_not_know_its_address(example: Path) -> None:
    issued_with(example, load(example).site.code_url)
    assert list(site.printed_addresses_kept(load(example))) == []


def test_a_copy_is_told_to_the_committee_whose_it_is(example: Path) -> None:
    """D091, as a warning; tests/read/test_strays.py has the rest."""
    for name in (f"{STREET}/hours - 副本.yml", "content/policy (1).yml"):
        (example / name).write_text("x", "utf-8")
    problems = [(it.rule, it.severity, it.committee, it.location.file) for it in file_names.files_read(load(example))]
    assert problems == [
        ("D091", "warning", "", "content/policy (1).yml"),
        ("D091", "warning", "old-street", f"{STREET}/hours - 副本.yml"),
    ]
