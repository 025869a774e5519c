"""What the keys of an author's files are called in Chinese: so they may be written, and so messages say them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from pydantic import BaseModel

from generator.problem import Problem

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "accessibility": "无障碍说明",
        "actions": "自选动作",
        "address": "地址",
        "admission": "准入",
        "admitted": "准入事项",
        "adopted": "通过日期",
        "all_services": "全部事项",
        "allow": "允许公开",
        "also_called": "也叫 别名",
        "annexes": "附件",
        "announced": "公布日期",
        "answer": "回答 一句话",
        "answers": "答复",
        "apart": "单独挂",
        "applicant": "申请部门 申请单位",
        "applicants": "申请部门 申请单位",
        "applied": "申请日期",
        "applied_to": "向谁申报",
        "appointments": "专人岗位",
        "approved": "批准日期",
        "approved_by": "谁批准 批准单位",
        "arranged_by": "谁安排",
        "article": "条款 第几条",
        "assemblies": "居民会议",
        "assessment": "考核",
        "assessments": "考核",
        "assistants": "协管员",
        "audience": "对象 谁可以办",
        "basis": "依据",
        "begins": "开始 开始日期",
        "block": "片区",
        "blocks": "片区 走访片区",
        "board": "宣传栏",
        "board_kind": "公开栏种类",
        "boards": "宣传栏",
        "booking": "预约",
        "boundary": "范围",
        "branch": "支部",
        "branches": "支部",
        "buildings": "楼号",
        "Estate.buildings": "幢数 楼栋数",
        "by": "谁 核对人",
        "by_residents": "居民评议",
        "cadre": "干部",
        "cadres": "干部 委员",
        "callout": "叫谁",
        "capacity": "可容纳 能坐几人",
        "certificates": "证明",
        "chair": "主任",
        "changes": "修改 改过什么",
        "chapters": "章",
        "charter": "自治章程",
        "checked": "核对",
        "clause": "政策条款",
        "closed": "不开 不开的日子",
        "closes": "关门 结束时间",
        "code": "统计代码 代码",
        "code_url": "二维码网址",
        "colour": "颜色",
        "column": "第几列",
        "columns": "列",
        "committee_part": "居委会做什么",
        "committee_plate": "居委会牌子",
        "committees": "居委会",
        "committees_note": "居委会说明",
        "compensation": "调休",
        "compilers_note": "编者说明",
        "conditions": "条件",
        "contact": "联系人",
        "convener": "召集人",
        "convention": "居民公约",
        "copies": "份数 本数",
        "covers": "公开内容",
        "date": "日期",
        "dates": "日期",
        "day": "日子 今天",
        "days": "日子",
        "DutyKind.days": "天数",
        "AnswersPolicy.days": "天数",
        "days_off": "调休天数",
        "demonstration": "示例",
        "department": "部门",
        "departments": "部门",
        "diary": "民情日记",
        "directions": "怎么走 路线",
        "director": "主任",
        "Posts.director": "工作委员会主任",
        "director_posts": "主任职务",
        "director_reason": "主任原因",
        "district": "区",
        "document": "文件",
        "domain": "网址归属",
        "door": "门口",
        "downloads": "下载",
        "duties": "职责",
        "duty": "值班",
        "duty_phone": "值班电话",
        "elected": "选举 选举日期",
        "emergency": "应急",
        "ended": "停办日期",
        "ends": "结束 结束日期",
        "entrance": "入口",
        "entries": "条目",
        "Diary.entries": "篇数",
        "equipment": "设备",
        "error_days": "报错天数",
        "estate": "小区",
        "estates": "小区",
        "event": "哪件事",
        "events": "大事",
        "examples": "例子",
        "expires": "到期 到期日",
        "fee": "收费",
        "field": "分类 领域",
        "fields": "要填的",
        "filed": "备案日期",
        "filing_number": "备案号",
        "floor": "楼层",
        "fonts": "字体",
        "former_names": "曾用名",
        "former_slugs": "旧网址",
        "former_urls": "旧网址",
        "forms": "表单",
        "free_host": "免费网址",
        "frequency": "多久一次",
        "funding": "经费",
        "gatherings": "活动",
        "generalist": "全科社工",
        "goals": "目标",
        "goals_by": "目标期限",
        "grid": "平面图位置",
        "groups": "组",
        "hall": "服务大厅",
        "happened": "发生时间",
        "height": "高",
        "holds": "内容",
        "holidays": "放假",
        "hours": "时间 开放时间",
        "households": "户数",
        "hung": "挂牌日期",
        "icp": "备案号",
        "id": "编号",
        "Admitted.id": "代号",
        "indicators": "指标",
        "instead": "怎么办",
        "introduction": "介绍",
        "issuer": "发文单位",
        "item": "事项",
        "items": "事项",
        "jurisdiction": "管辖",
        "keep": "保存",
        "kind": "种类",
        "kinds": "种类",
        "label": "栏名",
        "large_print": "大字版",
        "late": "晚了",
        "law": "法律",
        "level": "层级",
        "lines": "行数",
        "listed": "清单",
        "lists": "清单",
        "lost_urls": "没有了的网址",
        "low_counter": "低位服务台",
        "maintainer": "维护单位",
        "mark_url": "标识网址",
        "materials": "材料",
        "mediation_committee": "调解委员会",
        "meetings": "例会",
        "member_kinds": "成员",
        "members": "人数 委员人数",
        "merged_into": "并入",
        "merit_words": "荣誉用词",
        "missed": "没开",
        "mistakes_url": "纠错网址",
        "month": "月份",
        "months": "月数",
        "name": "名称 姓名 名字",
        "needs": "要有",
        "normal": "正常",
        "note": "备注 说明",
        "notices": "公开",
        "Room.notices": "提示",
        "OwnSpace.notices": "提示",
        "now": "现在",
        "number": "编号 文号",
        "Contact.number": "电话 号码",
        "OfficialContact.number": "号码 电话",
        "office": "办公室",
        "official_contacts": "公用联系方式",
        "oldest_years": "几年算旧",
        "on_call": "电话值班",
        "opens": "开门 开始时间",
        "operator": "主办单位",
        "orientation": "方向",
        "original": "原件",
        "others": "其他",
        "owner": "谁的 归谁",
        "owners_committee": "业委会",
        "pages": "页面",
        "part": "部分",
        "passed": "通过日期",
        "pattern": "样式",
        "people": "人数",
        "periods": "时段 上班时间",
        "phases": "阶段",
        "phone": "电话",
        "phones": "电话",
        "place": "地点 地方",
        "plates": "牌子",
        "police": "公安备案号",
        "popular": "常用",
        "portal": "门户",
        "portal_url": "门户网址",
        "position": "位置",
        "posts": "职务",
        "procedures": "三会",
        "procedures_months": "三会月数",
        "progress": "进度",
        "property_company": "物业公司",
        "public": "公开",
        "published": "公开日期",
        "publishing": "上网",
        "purpose": "用途",
        "qualified": "持证人数",
        "question": "问题",
        "questions": "问答",
        "quote": "原话",
        "reason": "原因",
        "received": "收到件数 收到几件",
        "regular": "例行",
        "regular_days": "例会天数",
        "removed": "取下 取下日期",
        "renewal": "续费日期",
        "replacements": "换班",
        "report": "报告",
        "report_minutes": "几分钟内报告",
        "report_to": "报告给谁",
        "reported": "报告时间",
        "reported_to": "报给谁",
        "representatives": "居民代表",
        "responsible": "谁负责",
        "result": "结果",
        "retired": "停用",
        "review": "审查",
        "Assembly.review": "评议",
        "revised": "修订日期",
        "room": "房间",
        "rooms": "房间",
        "row": "第几行",
        "rows": "行数",
        "rule": "规则",
        "rulebook": "汇编",
        "rules": "制度",
        "rules_left": "留下的制度",
        "rules_word": "制度用词",
        "says": "说明",
        "scheme": "总称",
        "season": "季节 哪段时间",
        "secretary": "书记",
        "security": "安全",
        "sentence": "一句话",
        "serves": "分工",
        "services": "事项",
        "severity": "轻重",
        "shares_with": "合用",
        "sharing_note": "合用说明",
        "short_name": "简称",
        "side": "哪一边",
        "signatures": "签名",
        "since": "从哪天起 成立",
        "since_note": "成立说明",
        "site_code": "网站标识码",
        "size": "大小 尺寸",
        "source": "来源",
        "spaces": "个性空间",
        "spelt": "读音",
        "staff": "工作人员 人员",
        "started": "开始日期",
        "starts": "启动",
        "status": "状态",
        "steps": "步骤",
        "studies": "学习",
        "study": "学习",
        "study_months": "学习月数",
        "subdistrict": "街道",
        "successor": "接替",
        "summary": "概要",
        "superiors": "上级",
        "table": "表格",
        "task": "任务",
        "teams": "轮班组",
        "text": "文字",
        "time": "办理时间",
        "title": "标题",
        "topic": "主题",
        "trained": "培训日期",
        "training": "培训",
        "training_plan": "培训计划",
        "triggers": "什么时候",
        "turns": "值班次数",
        "twins": "同名",
        "unmet": "没达标",
        "until": "到什么时候",
        "updated": "更新日期",
        "valid_from": "生效日期",
        "valid_until": "有效期至 到期日",
        "version": "版本",
        "visits": "走访",
        "walls": "上墙",
        "warn_days": "提前几天说",
        "warning_days": "警告天数",
        "week": "哪一周",
        "weight": "权重",
        "width": "宽",
        "window": "窗口",
        "window_place": "窗口地点",
        "window_staff": "窗口人员",
        "women": "女委员",
        "workdays": "调休上班",
        "working_committee": "工作委员会",
        "working_committees": "工作委员会",
        "year": "年份",
        "years": "年数 几年一届",
    }
)
"""By the key, or by the model and the key where it means something else there: the usual word first, then others."""


ENGLISH_ONLY = ("Words", "Labels", "Pages", "Pinyin", "Ledger")
"""Files whose keys are the program's own, and no author's."""


def words_for(model: str, field: str) -> list[str]:
    """Return what a field of a model is called in Chinese, the usual word first; nothing for what no author writes."""
    return NAMES.get(f"{model}.{field}", NAMES.get(field, "")).split()


@lru_cache(maxsize=512)
def fields_by_word(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the fields of a model by each Chinese word for one; a word that two fields would share is none's.

    Among them is how messages name a field, `电话（phone）`, which people copy from there.
    """
    words = [(word, field) for field in model.model_fields for word in words_for(model.__name__, field)]
    often = Counter(word for word, _ in words)
    told = {bilingual(model.__name__, field): field for field in model.model_fields if words_for(model.__name__, field)}
    return {**{word: field for word, field in words if often[word] == 1}, **told}


def bilingual(model: str, field: str) -> str:
    """Return how a field is told: `电话（phone）`, or as it is where it has no Chinese word."""
    words = words_for(model, field)
    return f"{words[0]}（{field}）" if words else field


KEY = re.compile(
    r"(?P<before>(?<=[\u4e00-\u9fff]) |(?<=[{,-]) |(?<={)|)`(?:(?P<model>\w+)\.)?(?P<field>[a-z_]+)`"
    r"(?P<after>(?=:)| (?=[\u4e00-\u9fff])|)"
)
"""How a message of ours is written where it names a key: `phone`, or `Diary.entries` where the model decides.

A blank before or after it counts where a line of YAML is shown, and is left out between Chinese words.
"""


def keys(fields: Iterable[str]) -> str:
    """Return a list of keys as a message names them."""
    return "、".join(f"`{field}`" for field in fields)


def naming_keys(message: str) -> str:
    """Return a message of ours, in which keys stand between grave accents, as it is told: each key by both its names.

    What an author wrote, which stands between “ and ”, is told as it was written.
    """

    def named(key: re.Match[str]) -> str:
        name, before = bilingual(key["model"] or "", key["field"]), key.string[: key.end("before")]
        shown_as_yaml = key.string[key.end() :].startswith(":") or before.endswith(("{", ", ", "- "))
        return f"{key['before']}{name}{key['after']}" if shown_as_yaml else f"“{name}”"

    if "`" not in message:
        return message
    parts = QUOTED.split(message)
    return "".join(part if part.startswith("“") else KEY.sub(named, part) for part in parts)


QUOTED = re.compile("(“[^“”]*”)")


def naming_keys_in(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems as they are told: with both names of each key that their messages and hints mention."""
    for problem in problems:
        named = "`" in problem.message or "`" in problem.hint
        yield (
            replace(problem, message=naming_keys(problem.message), hint=naming_keys(problem.hint)) if named else problem
        )
