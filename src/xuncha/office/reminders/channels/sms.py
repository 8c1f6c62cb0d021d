"""Short messages over the HTTP interface of a gateway; what it takes is said in the settings."""

import json
import re
from datetime import datetime
from typing import Any

from xuncha.office.reminders.channels.channel import Address, Channel, Sent, ask, host_named
from xuncha.office.reminders.installation import Installation

_PHONE = re.compile(r"1[3-9]\d{9}")


def read(typed: str, _secret: str, _known: Installation) -> Address | str:
    """A mobile number of the mainland."""
    number = re.sub(r"[\s-]", "", typed).removeprefix("+86")
    if not _PHONE.fullmatch(number):
        return "手机号应为 11 位数字；请核对"
    return Address(number)


def send(text: str, address: Address, _at: datetime, known: Installation) -> Sent:
    """One short message; the number stands in the request because it is where it goes."""
    key = known.sms_key.get_secret_value()
    try:
        shape = json.loads(known.sms_body)
    except ValueError:
        shape = None
    if not isinstance(shape, dict):
        return Sent("短信网关的请求格式不是 JSON 对象（XUNCHA_REMIND_SMS_BODY）")
    in_body = "{key}" in known.sms_body
    values = {"{phone}": address.value, "{text}": text, "{key}": key}
    headers = [f"Authorization: Bearer {key}"] if key and not in_body else []
    answer = ask(known.sms, _filled(shape, values), known, headers)
    if answer.failure is not None:
        return answer.failure
    name, _, wanted = known.sms_done.partition("=")
    if name and str(answer.said.get(name)) != wanted:
        return Sent(f"短信网关没有接受（{name} 不是 {wanted}）")
    return Sent()


def _filled(shape: Any, values: dict[str, str]) -> Any:
    """The shape with its placeholders replaced, in texts alone: a value never becomes structure."""
    if isinstance(shape, dict):
        return {name: _filled(one, values) for name, one in shape.items()}
    if isinstance(shape, list):
        return [_filled(one, values) for one in shape]
    if not isinstance(shape, str):
        return shape
    return re.sub(r"\{(?:phone|text|key)\}", lambda found: values[found[0]], shape)


CHANNELS = (
    Channel(
        name="sms",
        label="短信",
        hint="填写手机号。",
        is_set_up=lambda known: bool(known.sms),
        read=read,
        shown=lambda address: f"{address.value[:3]}****{address.value[-4:]}",
        send=send,
        host=lambda known: host_named(known.sms),
    ),
)
