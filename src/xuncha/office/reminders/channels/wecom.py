"""企业微信: the robot of a group, by its webhook key."""

import re
from datetime import datetime
from urllib.parse import parse_qs, quote, urlsplit

from xuncha.office.reminders.channels.channel import (
    Address,
    Channel,
    Sent,
    ask,
    host_named,
    of_code,
)
from xuncha.office.reminders.installation import Installation

PATH = "/cgi-bin/webhook/send"
RETRIED = frozenset({-1, 45009, 45033})
"""The service is busy, or too many messages in one minute."""
_KEY = re.compile(r"[A-Za-z0-9-]{16,80}")


def read(typed: str, _secret: str, known: Installation) -> Address | str:
    """The key of a webhook, given alone or as the whole address the robot's page shows."""
    key = typed
    if "://" in typed:
        parts = urlsplit(typed)
        if parts.netloc != host_named(known.wecom):
            return f"机器人地址的主机不是“{host_named(known.wecom)}”；请核对"
        key = next(iter(parse_qs(parts.query).get("key", [])), "")
    if not _KEY.fullmatch(key):
        return "没有读到机器人的 key；请粘贴群机器人页面上的 Webhook 地址"
    return Address(key)


def send(text: str, address: Address, _at: datetime, known: Installation) -> Sent:
    """One text message to the robot's group."""
    url = f"{known.wecom.rstrip('/')}{PATH}?key={quote(address.value, safe='')}"
    answer = ask(url, {"msgtype": "text", "text": {"content": text}}, known)
    return answer.failure or of_code(answer.said, RETRIED)


CHANNELS = (
    Channel(
        name="wecom",
        label="企业微信群机器人",
        hint="粘贴群机器人的 Webhook 地址。群里的人都会看到件数和链接，请用自己的群。",
        is_set_up=lambda known: bool(known.wecom),
        read=read,
        shown=lambda address: f"机器人 {address.value[:4]}…",
        send=send,
        host=lambda known: host_named(known.wecom),
    ),
)
