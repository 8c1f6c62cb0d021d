"""钉钉 and 专有钉钉: the robot of a group, every message signed (HMAC-SHA256)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
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

PATH = "/robot/send"
RETRIED = frozenset({-1, 130101, 130102, 410100})
"""The service is busy, or too many messages in one minute."""
_TOKEN = re.compile(r"[A-Za-z0-9]{16,128}")
_SECRET = re.compile(r"SEC[A-Za-z0-9]{16,128}")

Base = Callable[[Installation], str]


def signature(secret: str, at: datetime) -> tuple[str, str]:
    """The timestamp in milliseconds and the signature a robot asks for."""
    stamp = str(round(at.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return stamp, base64.b64encode(digest).decode()


def _channel(name: str, label: str, base: Base) -> Channel:
    def read(typed: str, secret: str, known: Installation) -> Address | str:
        token = typed
        if "://" in typed:
            parts = urlsplit(typed)
            if parts.netloc != host_named(base(known)):
                return f"机器人地址的主机不是“{host_named(base(known))}”；请核对"
            token = next(iter(parse_qs(parts.query).get("access_token", [])), "")
        if not _TOKEN.fullmatch(token):
            return "没有读到机器人的 access_token；请粘贴机器人页面上的 Webhook 地址"
        if not _SECRET.fullmatch(secret):
            return "机器人的安全设置要选“加签”，并填写以 SEC 开头的密钥"
        return Address(token, secret)

    def send(text: str, address: Address, at: datetime, known: Installation) -> Sent:
        stamp, signed = signature(address.secret, at)
        url = (
            f"{base(known).rstrip('/')}{PATH}?access_token={quote(address.value, safe='')}"
            f"&timestamp={stamp}&sign={quote(signed, safe='')}"
        )
        answer = ask(url, {"msgtype": "text", "text": {"content": text}}, known)
        return answer.failure or of_code(answer.said, RETRIED)

    return Channel(
        name=name,
        label=label,
        hint="粘贴群机器人的 Webhook 地址。群里的人都会看到件数和链接，请用自己的群。",
        is_set_up=lambda known: bool(base(known)),
        read=read,
        shown=lambda address: f"机器人 {address.value[:4]}…",
        send=send,
        host=lambda known: host_named(base(known)),
        signing_hint="“加签”密钥，以 SEC 开头",
    )


CHANNELS = (
    _channel("dingtalk", "钉钉群机器人", lambda known: known.dingtalk),
    _channel("gov_dingtalk", "专有钉钉群机器人", lambda known: known.gov_dingtalk),
)
