"""What every channel of messages gives: who can be reached, and one function that sends."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from xuncha.engine.acquire.gate import host_of
from xuncha.engine.acquire.post import PostLimits, gate_to, post
from xuncha.office.reminders.installation import Installation
from xuncha.office.reminders.terms import terms

JSON_HEADERS = ("Content-Type: application/json; charset=utf-8", "User-Agent: Xuncha")
LONGEST_ADDRESS = 300


@dataclass(frozen=True, slots=True)
class Address:
    """Where one person is reached over a channel; ``secret`` signs, where the channel signs."""

    value: str
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one message. ``failure`` says in Chinese why it did not go out, empty where it
    did; ``may_retry``: another try may help; ``is_unsure``: it may have arrived all the same."""

    failure: str = ""
    may_retry: bool = False
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. ``is_set_up`` tells whether the installation has it. ``read`` makes an address
    of what a person typed, or says in Chinese what is wrong with it. ``shown`` is what may be read
    of an address again. ``send`` sends a text at a moment and never raises."""

    name: str
    label: str
    hint: str
    is_set_up: Callable[[Installation], bool]
    read: Callable[[str, str, Installation], Address | str]
    shown: Callable[[Address], str]
    send: Callable[[str, Address, datetime, Installation], Sent]
    host: Callable[[Installation], str]
    signing_hint: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON object a service answered with, or the failure that came instead of one."""

    said: Mapping[str, Any]
    failure: Sent | None = None


def ask(
    url: str, content: Mapping[str, Any], known: Installation, headers: Sequence[str] = ()
) -> Answer:
    """Send JSON to a service through the gate and read the object it answers with."""
    limits = PostLimits(terms().timeout_s, terms().reply_max_bytes, known.ca)
    pinned = known.inside_address(host_of(url))
    if not url.startswith("https://") and not pinned:
        return Answer({}, Sent("服务的地址不是 https，没有发送"))
    body = json.dumps(content, ensure_ascii=False).encode()
    posted = post(url, body, [*JSON_HEADERS, *headers], gate_to(url, pinned), limits)
    if posted.failure:
        return Answer({}, Sent(posted.failure, posted.may_retry, posted.was_sent))
    if posted.status != HTTPStatus.OK:
        return Answer({}, refused_with(posted.status))
    try:
        said = json.loads(posted.body or b"{}")
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return Answer({}, Sent("服务的回答看不懂，不能确定是否送达", is_unsure=True))
    return Answer(said)


def refused_with(status: int) -> Sent:
    """What an answer that is not 200 means."""
    if 300 <= status < 400:
        return Sent(f"服务要求转到别处（{status}），没有跟随")
    busy = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
    return Sent(f"服务答复 {status}", may_retry=busy)


def of_code(said: Mapping[str, Any], retried: frozenset[int]) -> Sent:
    """What ``errcode`` of a robot or an application interface means."""
    code = said.get("errcode")
    if code == 0:
        return Sent()
    if not isinstance(code, int):
        return Sent("服务的回答看不懂，不能确定是否送达", is_unsure=True)
    return Sent(f"服务没有接受（代码 {code}）", may_retry=code in retried)


def host_named(url: str) -> str:
    """The host of an address as the administrator reads it; empty for none."""
    return urlsplit(url).netloc
