"""What is told of something personal: a part of it, and the smallest change after which it may go out."""

from __future__ import annotations

from types import MappingProxyType

from generator.privacy.births import BORN
from generator.privacy.contacts import CHATTED, MAILED
from generator.privacy.homes import HOME
from generator.privacy.matters import AFFAIR
from generator.privacy.papers import CARD, IDENTITY, PAPER, PLATE

REPAIRS = MappingProxyType(
    {
        AFFAIR: "删掉姓名，只写事情、数量和金额；居民自己同意公开、又必须公开的，写进 `allow`",
        HOME: "删掉门牌号和室号，写到小区或楼号为止；是办公的地方，写进 `address` 或 `rooms` 的 `position`",
        BORN: "删掉出生日期；要说年龄，写“80岁以上”这样的一段",
        IDENTITY: "整个删掉，用星号遮住几位也不行",
        PAPER: "整个删掉，用星号遮住几位也不行",
        CARD: "整个删掉；收款的账户到办公室当面问",
        PLATE: "删掉车牌；写车停在哪里、什么颜色",
        MAILED: "删掉，换成办公室电话；是公用的，写进 `official_contacts`",
        CHATTED: "删掉，换成办公室电话；是公用的，写进 `official_contacts`",
    }
)
USUAL = "删掉，换成办公室电话；是公用的值班手机，写进 `official_contacts`"


def repair(kind: str) -> str:
    """Return the smallest repair for a kind of personal data."""
    return REPAIRS.get(kind, USUAL)


def hidden(text: str) -> str:
    """Return the beginning of a text, so that a message does not spread what it warns of."""
    return text[: min(3, len(text) // 2)] + "…"
