"""Moments as feeds and exports write them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from xuncha.engine.domain.windows import SHANGHAI

CHINA_TIME = re.compile(r"\b(CST|GMT\+0?8(:?00)?|UTC\+0?8(:?00)?)\b")
CHINESE_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*(.*)")
LOOSE_DAY = re.compile(
    r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}:\d{1,2}(?::\d{1,2})?))?"
)
STAMP = re.compile(r"^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$")
SECONDS, MILLISECONDS = 10, 13
"""Digits of a Unix time in seconds and in milliseconds, from 2001 to 2286."""


def parse_moment(text: str) -> datetime | None:
    """An aware moment; without a zone it is Shanghai time. None when it cannot be read."""
    cleaned = CHINA_TIME.sub("+0800", text.strip())
    readers = (_digits,) if cleaned.isascii() and cleaned.isdigit() else _WRITTEN
    for read in readers:
        try:
            moment = read(cleaned)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    return None


def _digits(text: str) -> datetime:
    if len(text) in (SECONDS, MILLISECONDS):
        return datetime.fromtimestamp(int(text[:SECONDS]), UTC)
    found = STAMP.match(text)
    if found is None:
        return datetime.fromisoformat(text)
    year, month, day, hour, minute, second = (int(part) for part in found.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)


def _chinese(text: str) -> datetime:
    return _assembled(CHINESE_DAY.search(text), text)


def _loose(text: str) -> datetime:
    return _assembled(LOOSE_DAY.match(text), text)


def _assembled(found: "re.Match[str] | None", text: str) -> datetime:
    if found is None:
        raise ValueError(text)
    year, month, day, clock = found.groups()
    hour, minute, second = [*(int(part) for part in re.findall(r"\d+", clock or "")), 0, 0, 0][:3]
    return datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=SHANGHAI)


_WRITTEN = (datetime.fromisoformat, parsedate_to_datetime, _chinese, _loose)
