"""What the command line is given, read: pinned hosts, moments, history files."""

import re
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.fetches import History, HostMap, ProbeRow
from xuncha.engine.domain.windows import SHANGHAI

BROWSER_HELP = (
    "浏览器取本机的 Chromium，可用环境变量 XUNCHA_BROWSER 指定路径，设为 none 时不用浏览器"
)
FIRST_YEAR, LAST_YEAR = 1970, 2999
LONGEST_NAME = 253
_LABEL = re.compile(r"[\w-]+")
_BLANK = re.compile(r"[\x00-\x20\x7f]")
_HISTORY = TypeAdapter(History)


def host_map_of(pins: list[str]) -> HostMap:
    """``HOST=ADDR:PORT`` entries as a closed host map; empty when none is given."""
    entries = []
    for pin in pins:
        host, _, place = pin.partition("=")
        address, _, port = place.rpartition(":")
        sound = is_host(host) and _is_address(address.strip("[]")) and _is_port(port)
        if not sound:
            raise InputError(
                "--map 写法不对", pin, "写成 主机名=地址:端口，如 www.a.example=127.0.0.1:8080"
            )
        entries.append((host, address.strip("[]"), int(port)))
    return HostMap(tuple(entries))


def is_host(text: str) -> bool:
    """Whether a text is a host: an address, or a name whose every label has a letter or digit."""
    if _is_address(text):
        return True
    name = text.removesuffix(".")
    return len(name) <= LONGEST_NAME and all(
        _LABEL.fullmatch(label) and any(map(str.isalnum, label)) for label in name.split(".")
    )


def host_of_url(url: str) -> str:
    """The host of a whole http(s) address in lower case; empty for anything else."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    is_whole = parts.scheme in ("http", "https") and has_port and is_host(host)
    return host if is_whole and not _BLANK.search(url) else ""


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65536


def moment_of(text: str, name: str) -> datetime:
    """An ISO 8601 moment; without an offset it is Chinese time, a bare day is its last second."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{name} 不是时间", text, "写成 2026-10-12T09:00:00+08:00") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise InputError(f"{name} 不合常理", text, f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间")
    if len(text) == len("2026-10-12"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def history_of(path: Path | None) -> History:
    """The probe rows and the known bodies of a history file (JSON as ``{"probes": [...], "bodies":
    [...]}``); empty without a file.

    A time without an offset is Chinese time.
    """
    if path is None:
        return History()
    try:
        found = _HISTORY.validate_json(path.read_bytes())
        return History(tuple(_placed(row) for row in found.probes), bodies=found.bodies)
    except OSError as fault:
        raise InputError(
            "历史文件打不开", f"{path}（{fault.strerror}）", "核对路径和权限"
        ) from None
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "文件开头"
        raise InputError(
            "历史文件内容不对", f"{path} 的 {key}", "按手册中 --history 的格式修改"
        ) from None


def _placed(row: ProbeRow) -> ProbeRow:
    return row if row.at.tzinfo else replace(row, at=row.at.replace(tzinfo=SHANGHAI))
