"""政务微信: a message of the installation's own application to one person's account."""

import re
from datetime import datetime
from urllib.parse import quote

from xuncha.office.reminders.channels.channel import (
    Address,
    Channel,
    Sent,
    ask,
    host_named,
    of_code,
)
from xuncha.office.reminders.installation import Installation

LOGIN_PATH = "/cgi-bin/gettoken"
SEND_PATH = "/cgi-bin/message/send"
RETRIED = frozenset({-1, 40014, 42001, 45009, 45033})
"""The service is busy, too many messages, or the token ran out on the way."""
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")


def read(typed: str, _secret: str, _known: Installation) -> Address | str:
    """A person's account in the messenger."""
    if not _ACCOUNT.fullmatch(typed):
        return "政务微信账号由字母、数字和 _ - . @ 组成，最长 64 个字符；请核对通讯录中的“账号”"
    return Address(typed)


def send(text: str, address: Address, _at: datetime, known: Installation) -> Sent:
    """A token first, then one text message to the account."""
    base = known.gov_wechat.rstrip("/")
    secret = known.gov_wechat_secret.get_secret_value()
    asked = {"corpid": known.gov_wechat_corp, "corpsecret": secret}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items())
    answer = ask(f"{base}{LOGIN_PATH}?{query}", asked, known)
    if answer.failure is not None:
        # Nothing was sent to anybody yet, whatever became of this request.
        return Sent(answer.failure.failure, may_retry=True)
    refused = of_code(answer.said, RETRIED)
    token = answer.said.get("access_token")
    if refused.failure or not isinstance(token, str):
        return Sent(refused.failure or "服务没有给出令牌", may_retry=refused.may_retry)
    message = {
        "touser": address.value,
        "msgtype": "text",
        "agentid": known.gov_wechat_agent,
        "text": {"content": text},
    }
    answer = ask(f"{base}{SEND_PATH}?access_token={quote(token, safe='')}", message, known)
    if answer.failure is None and answer.said.get("invaliduser"):
        return Sent("通讯录中没有这个账号，或者不在应用的可见范围内")
    return answer.failure or of_code(answer.said, RETRIED)


CHANNELS = (
    Channel(
        name="gov_wechat",
        label="政务微信",
        hint="填写您在政务微信通讯录中的账号。",
        is_set_up=lambda known: bool(known.gov_wechat and known.gov_wechat_corp),
        read=read,
        shown=lambda address: f"{address.value[:2]}…",
        send=send,
        host=lambda known: host_named(known.gov_wechat),
    ),
)
