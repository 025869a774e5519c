"""Where somebody is reached in the network: e-mail, WeChat and QQ, but those that are the office's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.characters import Span
from generator.privacy.office import Office

MAILED, CHATTED = "电子邮箱", "微信、QQ 等号码"

EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}(?: ?@ ?| ?[(\[（【] ?(?:at|AT|艾特|@) ?[)\]）】] ?|艾特)"
    r"[A-Za-z0-9-]{1,40}(?: ?(?:\.|[(\[（【] ?(?:dot|点) ?[)\]）】]|点) ?[A-Za-z]{2,12}){1,3}(?![A-Za-z0-9])"
)
CHAT = re.compile(
    r"(?:微信|[薇威Vv]信|[Ww]ei[Xx]in|(?<![A-Za-z])(?:WeChat|wechat|Wechat|VX|vx|Vx|WX|wx)(?![A-Za-z_]))(?!公众|小程序|视频号|群|支付)[号名ID同是为:：加+\s（(/]{0,8}"
    r"(?:(?<=[号D同是为:：加+])\s?(?=([A-Za-z][-_A-Za-z0-9]{4,24}|[0-9]{6,12}))|(?=([A-Za-z](?=[A-Za-z_-]{0,23}[0-9_-])[-_A-Za-z0-9]{4,24}|[0-9]{6,12})))"
    r"|(?=(?<![A-Za-z0-9])(wxid_[a-z0-9]{6,24}))"
    r"|(?<![A-Za-z])(?:Q ?Q|qq|Qq|扣扣|企鹅)(?!群|空间|浏览)(?:号码?|账号)?"
    r"[\s:：是为（(加+]{0,6}(?=([1-9][0-9]{4,11})(?![0-9]))"
    r"|(?:抖音|微博|小红书|快手|陌陌|支付宝)(?:号|ID|账号)[\s:：是为]{0,4}(?=([A-Za-z0-9_.-]{5,24}))"
)
"""A word for a way to talk, and the name one has there; public accounts and groups are nobody's own."""

OFFICIAL = re.compile("公众号|服务号|订阅号|政务号|视频号|官方$")


def contacts(plain: str, office: Office) -> Iterator[Span]:
    """Yield e-mail addresses and names in WeChat, QQ and the like that are not the office's own."""
    for email in EMAIL.finditer(plain):
        if not office.has_contact(email[0]):
            yield *email.span(), MAILED
    for chat in CHAT.finditer(plain):
        number = next(index for index in range(1, 6) if chat[index])
        before = plain[max(chat.start() - 4, 0) : chat.start(number)]
        if not office.has_contact(chat[number]) and not OFFICIAL.search(before):
            yield *chat.span(number), CHATTED
