"""What an answer means for a look: its failure class and where it sends the reader."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import urljoin

from w3lib.html import get_meta_refresh
from w3lib.url import safe_url_string

from xuncha.engine.domain.words import LABELS, UnableClass

HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """The rules of data/visit/answers.toml."""

    by_status: dict[int, UnableClass]
    readable: frozenset[int]
    other_4xx: UnableClass
    other_5xx: UnableClass
    follow_within_s: float


@cache
def load_answer_rules() -> AnswerRules:
    """The dated rules that ship with the product."""
    text = resources.files("xuncha.data").joinpath("visit/answers.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return AnswerRules(
        by_status={int(code): UnableClass(name) for code, name in table["status"].items()},
        readable=frozenset(table["classes"]["readable"]),
        other_4xx=UnableClass(table["classes"]["other_4xx"]),
        other_5xx=UnableClass(table["classes"]["other_5xx"]),
        follow_within_s=float(table["meta_refresh"]["follow_within_s"]),
    )


def failure_of_status(status: int) -> tuple[UnableClass | None, str]:
    """The failure class of a status with one Chinese reason; None for what reads as a page."""
    rules = load_answer_rules()
    unable = rules.by_status.get(status)
    if unable is None and 400 <= status < 500 and status not in rules.readable:
        unable = rules.other_4xx
    if unable is None and 500 <= status < 600:
        unable = rules.other_5xx
    if unable is None and not 200 <= status < 600:
        unable = UnableClass.UNREADABLE
    if unable is None:
        return None, ""
    return unable, f"服务器回答 {status}（{LABELS[unable]}）"


def is_redirect(status: int) -> bool:
    """Whether a status sends the reader elsewhere."""
    return status in (301, 302, 303, 307, 308)


def redirect_of(status: int, location: str, body: bytes, url: str) -> str:
    """The absolute address an answer sends the reader to; empty when it stays.

    ``location`` is the header in latin-1. An immediate meta refresh of a 200 page counts as a
    redirect, a page that only reloads itself does not. An unusable address gives empty.
    """
    if is_redirect(status):
        return _absolute(url, location) if location else ""
    if status != 200 or b"http-equiv" not in body[:HEAD_BYTES].lower():
        return ""
    seconds, target = get_meta_refresh(body[:HEAD_BYTES].decode("latin-1"), url)
    if target is None or seconds is None or seconds > load_answer_rules().follow_within_s:
        return ""
    return "" if target == url else _absolute(url, target)


def _absolute(url: str, location: str) -> str:
    raw = location.strip().encode("latin-1", "replace")
    for charset in ("utf-8", "gb18030", "latin-1"):
        try:
            text = raw.decode(charset)
            return safe_url_string(urljoin(url, text))
        except ValueError:
            continue
    return ""
