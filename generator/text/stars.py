"""Stars that stress words, and those that do not: of masked names (`王**、李*`), sums (`60*90`), notes (`带*号`)."""

from __future__ import annotations

import re

WIDE = "\u4e00-\u9fff"
SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕"
    "丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙陶黎贺顾毛郝龚邵钱严覃武戴莫孔向汤"
    "樊兰殷施洪翟颜倪温芦季俞章鲁葛伍韦申毕聂焦柳邢岳齐庄涂祁耿牟卜詹凌费靳童欧甄项曲裴鲍霍翁隋植甘景薄"
    "柏宁柯阮桂闵车冉饶刁瞿戚滕晋苑邬臧畅苟褚娄盖奚穆燕郎邸冀姬屠郜晏栾蒙喻窦郁敖糜鄢冷仇艾蓝巩嵇仲虞卞竺"
    "缪阚郇宗佟栗匡荆谌岑胥蔺尉粘]"
)
"""Surnames that most people have and that are no word one begins a stressed passage after."""

TWO = "(?:欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|尉迟|单于|令狐|慕容|东方|公孙|宇文|钟离|闻人|端木|南宫)"
BEFORE_NAME = f"(?:[^{WIDE}]|[和与及跟给由])"
"""What a name may stand behind: `李**` at the head of a word is a name of which the rest is masked."""

MASKED = rf"(?<!{BEFORE_NAME}{SURNAME})(?<!^{SURNAME})(?<!{BEFORE_NAME}{TWO})(?<!^{TWO})"
NO_OPENER = rf"(?<![\\*]){MASKED}"
AFTER_OPENER = r"(?![\s*、，。；：！？）】》”])"
WITHIN = r"((?:[^*]|\*(?!\*))+?)"
NO_CLOSER = r"(?<![\s和与及])"
STRESSED = (
    (
        rf"{NO_OPENER}(?:(?<![0-9A-Za-z])|(?!\*+[0-9A-Za-z]))(\*\*\*?){AFTER_OPENER}{WITHIN}{NO_CLOSER}\1(?![*号])",
        "strong",
    ),
    (
        rf"{NO_OPENER}(?<![0-9A-Za-z{WIDE}])(\*){AFTER_OPENER}([^*\n]+?){NO_CLOSER}(?<![、，；])\1(?![*0-9A-Za-z号])",
        "em",
    ),
)
"""Stars that stress: never those of `60*90`, nor of masked names such as `王**、李**` and `赵*`; `_` never does."""

LONE = re.compile(rf"(?<![\\*]){MASKED}\*(?!\*)")
FACTOR = re.compile(r"[0-9A-Za-z]\*[0-9A-Za-z]")
ITEM = re.compile(r"[\s>]*\*[ \t]")


def kept(line: str) -> str:
    """Return a line in which no star is taken for a mark that has no other: `*姓名*电话*地址` marks three fields."""
    if "`" in line or line.count("*") < LEAST:
        return line
    item = ITEM.match(line)
    begins = item.end() if item else 0
    places = [star.start() for star in LONE.finditer(line, begins) if not FACTOR.match(line, max(star.start() - 1, 0))]
    if len(places) < LEAST or len(places) % 2 == 0:
        return line
    return "".join("\\*" if at in places else sign for at, sign in enumerate(line))


LEAST = 3
"""Stars of a line of which two could be marks and another be lost beside them."""
