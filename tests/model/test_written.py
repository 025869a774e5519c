"""Values as people write them: what has one meaning comes in the one form, all else is refused with what to do."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model import committee, facts, written
from generator.model.written import Known, is_nothing
from generator.model.written_phones import area_of, dialled, with_pause
from generator.model.written_times import END_OF_DAY

HERE = Known("021", None)
DAY = datetime.date(2026, 3, 5)


def value(kind: Any, text: str, known: Known = HERE) -> Any:
    """The value of a text where these things are known."""
    return TypeAdapter(kind).validate_python(text, context=known)


def repair(kind: Any, text: str, known: Known = HERE) -> str:
    """What is said to be done about a text that is refused."""
    with pytest.raises(ValidationError) as refused:
        value(kind, text, known)
    (error,) = refused.value.errors()
    return str(error["ctx"]["repair"])


@pytest.mark.parametrize(
    "text",
    [
        *("2026/3/5", "2026.3.5", "2026-3-5", "2026年3月5日", "2026年3月5号", "20260305", "2026 年 3 月 5 日"),
        *(
            "２０２６年３月５日",
            "2026．3．5",
            "2026—3—5",
            "二〇二六年三月五日",
            "2026-03-05（周四）",
            "2026/3/5 0:00:00",
        ),
    ],
)
def test_a_day(text: str) -> None:
    assert value(facts.Date, text) == DAY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3/4/5", "2003-04-05 或 2005-03-04 或 2005-04-03"),
        ("5/6/2026", "2026-05-06 或 2026-06-05"),
        ("26.3.5", "2026-03-05 或 2005-03-26"),
        ("26年3月5日", "年份写四位；如果是这一天，写成 2026-03-05"),
        ("3月5日", "缺是哪一年"),
        ("3/5", "缺年份"),
        ("2026年3月", "缺是哪一天"),
        ("2026-02-30", "2026年2月只有28天"),
        ("2026年13月1日", "没有13月"),
        ("2026年3月5日星期三", "是周四，不是周三"),
        ("2026-03-05 14:00", "只写日子"),
        ("46086", "是 2026-03-05 的话"),
        ("2026-9-20至2026-9-25", "一项只写一天"),
        ("下周", ""),
    ],
)
def test_no_day(text: str, words: str) -> None:
    assert words in repair(facts.Date, text)


def test_a_day_whose_year_the_file_knows() -> None:
    assert value(facts.Date, "3月5日", Known("", 2026)) == DAY
    assert value(facts.Date, "13/6/2026") == datetime.date(2026, 6, 13), "there is no other reading"
    assert value(facts.Until, "长期") == facts.FOREVER


@settings(max_examples=200, derandomize=True, database=None)
@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from(("/", ".", "-", "年月")))
def test_no_day_becomes_another(day: datetime.date, mark: str) -> None:
    parts = (str(day.year), str(day.month), str(day.day))
    text = "{}年{}月{}日".format(*parts) if mark == "年月" else mark.join(parts)
    assert value(facts.Date, text) == day


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        *(
            (text, 8, 30)
            for text in ("8：30", "8点半", "8时30分", "08:30", "０８：３０", "8∶30", "0830", "上午8:30", "八点半")
        ),
        *((text, 8, 0) for text in ("8点", "8点钟", "8:00:00", "八点整", "8 AM")),
        *((text, 17, 0) for text in ("下午5点", "17时", "5:00 PM", "下午17:00", "傍晚5点")),
        *((text, 8, 5) for text in ("8点5分", "8点零5分")),
        *((text, 9, 0) for text in ("9:0", "9点0")),
        *(("8点一刻", 8, 15), ("8点三刻", 8, 45), ("晚上7点半", 19, 30), ("中午12点", 12, 0), ("0点", 0, 0)),
    ],
)
def test_a_time(text: str, hour: int, minute: int) -> None:
    assert value(facts.Time, text) == datetime.time(hour, minute)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12：5", "12:05 或 12:50"),
        ("8点5", "8:05 或 8:50"),
        ("8.30", "写成 8:30"),
        ("830", "写成 8:30"),
        ("8；30", "写成 8:30"),
        ("8", "写成 8:00"),
        ("晚上12点", "0:00 或 24:00"),
        ("上午12点", "12:00 或 0:00"),
        ("上午14:00", "对不上"),
        ("次日8:30", "分成两段"),
        ("24:30", "一天到 24:00 为止"),
        ("8:60", "没有60分"),
        ("0.375", "是 9:00 的话"),
        ("9:7", "可以是 9:07；"),
        ("8:30-11:30", "只写一个钟点"),
    ],
)
def test_no_time(text: str, words: str) -> None:
    assert words in repair(facts.Time, text)


def test_the_end_of_a_day_is_later_than_any_time_and_always_24() -> None:
    for text in ("24:00", "24：00", "２４点"):
        end = value(facts.Time, text)
        assert end is END_OF_DAY
    assert datetime.time(23, 59) < END_OF_DAY
    assert (f"{END_OF_DAY:%H:%M}", END_OF_DAY.hour, END_OF_DAY.minute) == ("24:00", 24, 0)
    assert str(END_OF_DAY) == "24:00:00"


OFFICE = "021-5782-1234"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            (text, OFFICE)
            for text in ("(021)5782-1234", "（021）57821234", "021 57821234", "02157821234", "021/57821234")
        ),
        *((text, OFFICE) for text in ("+86 21 5782 1234", "+86-21-57821234", "0086 21 57821234", "+86(021)57821234")),
        *((text, OFFICE) for text in ("57821234", "5782-1234", "５７８２１２３４", "021—5782—1234", "021.5782.1234")),
        *(
            (f"021-5782-1234{behind}", f"{OFFICE}转801")
            for behind in ("转801", ",转801", " 转 801", "-801", "（转801）", " ext 801")
        ),
        ("57821234转801", f"{OFFICE}转801"),
        ("0577 3651920", "0577-3651920"),
        ("0577-88881234", "0577-8888-1234"),
        ("4008001234", "400-800-1234"),
        *((text, text) for text in ("10086", "12345", "95588", "962200", "110", "95105105")),
    ],
)
def test_a_telephone(text: str, number: str) -> None:
    assert value(facts.Phone, text) == number
    assert value(facts.Phone, number) == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3651920", "前面加 021-"),
        ("021-12345", "后面应当有8位，这里有5位"),
        ("13800138000", "这是手机号"),
        ("139/0013/8000", "这是手机号"),
        ("021-5782-1234、5782-1235", "一处只写一个号码"),
        ("021-5782-1234 5782-1235", "一处只写一个号码"),
        ("021-5782-1234（办公室）", "去掉“办公室”"),
        *((text, "一处只写一个号码") for text in ("021-5782-1234/1235", "5782-1234、1235", "5782-1234 或 1235")),
        ("021-5782-12O4", "“O”是字母，改成数字 0"),
        ("021-5782-l234", "“l”是字母，改成数字 1"),
        ("12", "这里有2个数字"),
    ],
)
def test_no_telephone(text: str, words: str) -> None:
    assert words in repair(facts.Phone, text)


def test_an_area_code_is_asked_for_where_nobody_knows_it() -> None:
    assert "前面加 021-" in repair(facts.Phone, "57821234", Known())
    assert value(facts.Phone, "3651920", Known("0577")) == "0577-3651920"
    assert (area_of("0577-3651920"), area_of("12345")) == ("0577", "")


def test_an_extension_is_dialled_after_a_pause() -> None:
    assert dialled(f"{OFFICE}转801") == "02157821234,801"
    assert with_pause(f"{OFFICE}转801") == f"{OFFICE},801"


@pytest.mark.parametrize("mark", ["-", "－", "~", "～", "—", "——", "–", "至", "到", " - "])
def test_spans_of_buildings(mark: str) -> None:
    assert value(committee.Buildings, f"1{mark}12") == "1–12"
    assert value(committee.Buildings, f"1{mark}12，15；17{mark}20号楼") == "1–12、15、17–20"
    assert value(committee.Buildings, f"第1{mark}12 号楼") == "1–12"


def test_buildings_one_by_one() -> None:
    assert [value(committee.Buildings, text) for text in ("1/2/3", "1号 3号", "1 号、3 号")] == [
        "1、2、3",
        "1、3",
        "1、3",
    ]


def test_no_spans_of_buildings() -> None:
    assert "1–12" in repair(committee.Buildings, "12-1")
    assert repair(committee.Buildings, "甲1") == ""


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        *((facts.Whole, text, 1860) for text in ("1860", "1,860", "1，860", "１８６０", "1860户", "1860.0")),
        (facts.Whole, "三十", 30),
        (facts.NumberOfMinutes, "30分钟", 30),
        (facts.NumberOfYears, "5年", 5),
        (facts.Percent, "30％", 30),
    ],
)
def test_a_number(kind: Any, text: str, number: int) -> None:
    assert value(kind, text) == number


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (facts.Whole, "约1860户", "去掉“约…户”"),
        (facts.NumberOfMinutes, "1小时", "去掉“小时”，单位不对的先换算"),
        (facts.NumberOfMonths, "2年", "去掉“年”"),
        (facts.Whole, "1,86", ""),
        (facts.Whole, "3.10", ""),
    ],
)
def test_no_number(kind: Any, text: str, words: str) -> None:
    assert words in repair(kind, text)


def test_flags() -> None:
    for text in ("是", "有", "yes", "true", "√", "Y", "对"):
        assert value(facts.Flag, text) is True
    for text in ("否", "无", "没有", "No", "FALSE", "×", "n", "不是"):
        assert value(facts.Flag, text) is False


@pytest.mark.parametrize(
    ("kind", "text", "form"),
    [
        (facts.Days, "星期一至星期五", "周一至周五"),
        (facts.Days, "周一-周五", "周一至周五"),
        (facts.Days, "周1～周5", "周一至周五"),
        (facts.Days, "周一，周三", "周一、周三"),
        (facts.Days, "周一、三、五", "周一、周三、周五"),
        (facts.Days, "周末", "周六、周日"),
        (facts.Days, "每月第三个星期二", "每月第3个周二"),
        (facts.Days, "每月20号", "每月20日"),
        *(
            (facts.Days, f"周一至周五{words}", "周一至周五")
            for words in ("（节假日除外）", "，法定节假日休息", "（逢国定假日不开）")
        ),
        *((facts.Days, text, "每天") for text in ("全年无休", "每天（含节假日）", "全年（包括法定节假日）", "365天")),
        (facts.Season, "5-9月", "5月1日至9月30日"),
        (facts.Season, "5月份至9月份", "5月1日至9月30日"),
        (facts.Season, "11月1日至次年3月31日", "11月1日至3月31日"),
        *((facts.Someone, text, "王样例") for text in ("王样例", "王 样 例", "王　样例")),
        (facts.Someone, "Wang Yangli", "Wang Yangli"),
        (facts.Season, "7月1日-8月31日", "7月1日至8月31日"),
        (facts.Season, "7月至8月", "7月1日至8月31日"),
        (facts.Month, "2020年6月", "2020-06"),
        (facts.Month, "2020/6", "2020-06"),
        (facts.Moment, "2026年8月2日14时20分", datetime.datetime(2026, 8, 2, 14, 20)),
        (facts.Moment, "2026/8/2 下午2点20分", datetime.datetime(2026, 8, 2, 14, 20)),
        (facts.Slug, "ｌｕｎｃｈ", "lunch"),
        *((facts.Digits, text, "016") for text in ("０１６", "016号", "’016")),
        *((facts.StatisticalCode, text, "310117004016") for text in ("310117 004016", "'310117004016")),
        *((facts.Floor, text, "1楼") for text in ("1", "１", "1F", "F1", "1楼")),
        *((facts.Floor, text, text) for text in ("1层", "地下1层", "1-2楼")),
    ],
)
def test_other_values(kind: Any, text: str, form: object) -> None:
    assert value(kind, text) == form


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (facts.Days, "节假日", "写“法定节假日”"),
        (facts.Days, "周六上午", "钟点写在 `opens` 和 `closes`"),
        (facts.Days, "每月1、15日", "一天写一段"),
        (facts.Days, "隔周周六", "隔周的写成两段"),
        (facts.Days, "每月最后一个周六", "写成第几个"),
        (facts.Days, "除夕", "写成那一天的日期"),
        (facts.Days, "12月5日", "前面写上年份"),
        (facts.Days, "暑假", "写在 `season` 里"),
        (facts.Days, "7月、8月周六", "写在 `season` 里"),
        (facts.Days, "每天（节假日除外）", "写出是哪几天"),
        (facts.Season, "2026年5月1日至9月30日", "去掉年份"),
        (facts.Season, "12月-2月", "2月的最后一天"),
        (facts.StatisticalCode, "3.10117E+11", "Excel 把长的数字截短了"),
        (facts.Month, "6月", "缺是哪一年"),
        (facts.Moment, "2026-08-02 24:00", "第二天的 0:00"),
        (facts.Moment, "8月2日 14:20", "缺是哪一年"),
    ],
)
def test_other_values_refused(kind: Any, text: str, words: str) -> None:
    assert words in repair(kind, text)


@pytest.mark.parametrize(
    ("law", "article", "said"),
    [
        ("人民调解法", "第十条", ("人民调解法", "第十条")),
        ("《人民调解法》", "第十条", ("人民调解法", "第十条")),
        ("《人民调解法》第十条", None, ("人民调解法", "第十条")),
        ("人民调解法第十条第二款", None, ("人民调解法", "第十条第二款")),
        ("人民调解法", "10", ("人民调解法", "第10条")),
        ("《关于实施〈人民调解法〉的意见》", None, ("关于实施〈人民调解法〉的意见", None)),
        ("《甲法》《乙法》", None, ("《甲法》《乙法》", None)),
        ("《人民调解法》第十条", "第九条", ("《人民调解法》第十条", "第九条")),
    ],
)
def test_a_law_and_its_article(law: str, article: str | None, said: tuple[str, str | None]) -> None:
    basis = facts.Basis.model_validate({"law": law, **({"article": article} if article else {})})
    assert (basis.law, basis.article) == said


@pytest.mark.parametrize(
    "heads",
    [("1、", "2、"), ("1. ", "2. "), ("一、", "二、"), ("（1）", "（2）"), ("①", "②"), ("第一步：", "第二步：")],
)
def test_numbers_are_not_counted_twice(heads: tuple[str, str]) -> None:
    first, second = heads
    assert written.unnumbered((f"{first}带证", f"{second}填表")) == ("带证", "填表")
    for items in ((f"{second}带证", f"{first}填表"), (f"{first}带证", "填表"), (f"{first}带证",), ("1.5元", "2.5元")):
        assert written.unnumbered(items) == items


def test_what_says_that_there_is_none() -> None:
    for text in (
        "/",
        "／",
        "——",
        "—",
        "－",
        "-",
        "--",
        "？",
        "?",
        "无",
        "没有",
        "暂无",
        "无。",
        "N/A",
        "null",
        "……",
        "（无）",
        "“”",
        "、",
        "待补充",
        "空",
        "×",
    ):
        assert is_nothing(text), text
    for text in ("", "无障碍", "没有电梯", "1-2", "待定", "无 ，", "不用预约"):
        assert not is_nothing(text), text


KINDS = [
    *(facts.Date, facts.Time, facts.Phone, facts.Month, facts.Moment, facts.Season, facts.Days, facts.Whole),
    *(facts.Flag, committee.Buildings),
]


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(
    st.sampled_from([*KINDS, committee.Buildings, facts.Flag]),
    st.text("0123456789-/.:年月日点半转至、，一十周 （）", max_size=14),
)
def test_whatever_is_written_is_taken_or_refused(kind: Any, text: str) -> None:
    """Nothing else is raised; and what was taken is taken again in its one form."""
    try:
        taken = value(kind, text)
    except ValidationError:
        return
    if isinstance(taken, str):
        assert value(kind, taken) == taken
