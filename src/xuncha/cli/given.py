"""What the command line is given, read: pinned hosts, moments, history files."""

from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.fetches import History, HostMap
from xuncha.engine.domain.windows import SHANGHAI

_HISTORY = TypeAdapter(History)


def host_map_of(pins: list[str]) -> HostMap:
    """``HOST=ADDR:PORT`` entries as a closed host map; empty when none is given."""
    entries = []
    for pin in pins:
        host, _, place = pin.partition("=")
        address, _, port = place.rpartition(":")
        if not host or not address or not port.isdigit() or not 0 < int(port) < 65536:
            raise InputError(
                "--map 写法不对", pin, "写成 主机名=地址:端口，如 www.a.example=127.0.0.1:8080"
            )
        entries.append((host, address.strip("[]"), int(port)))
    return HostMap(tuple(entries))


def moment_of(text: str, name: str) -> datetime:
    """An ISO 8601 moment; without an offset it is Chinese time, a bare day is its last second."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{name} 不是时间", text, "写成 2026-10-12T09:00:00+08:00") from None
    if len(text) == len("2026-10-12"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def history_of(path: Path | None) -> History:
    """The probe rows of a history file (JSON as ``{"probes": [...]}``); empty without a file."""
    if path is None:
        return History()
    try:
        return _HISTORY.validate_json(path.read_bytes())
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
