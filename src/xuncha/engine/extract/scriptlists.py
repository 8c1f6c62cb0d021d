"""Items that stand in a page's scripts: CDATA records and plain JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any

from xuncha.engine.domain.facts import ListItem
from xuncha.engine.extract.anchors import absolute, clean_title
from xuncha.engine.extract.lexicon import words
from xuncha.engine.extract.numerals import compact_dates, url_date, written_dates

MAX_SCRIPT = 1_500_000
_CDATA = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
_JSON_START = re.compile(r"\[\s*\{\s*\"")
_NO_RECORDS = re.compile(r"<totalrecord>\s*0\s*</totalrecord>", re.IGNORECASE)
_NO_ROWS = re.compile(
    r"[\"'](?:list|rows|records?|items|data|results?|articles)[\"']\s*:\s*\[\s*\]"
)
_NO_TOTAL = re.compile(
    r"[\"'](?:total|count|totalcount|totalrecords?|recordcount)[\"']\s*:\s*[\"']?0\b", re.IGNORECASE
)
_EMPTY_ARRAY = re.compile(r"\b(?:var|let|const)\s+(\w+)\s*=\s*\[\s*\]\s*;")
_SHORT_CODE = 300
_TAG = re.compile(r"<[^>]{0,300}>")


def records_html(scripts: list[tuple[str, str, str]], html: str) -> str:
    """The CDATA records of a page (Hanweb keeps a list's rows in an XML script) as one HTML list.

    Empty when the page has none.
    """
    if "<![CDATA[" not in html:
        return ""
    pieces: list[str] = []
    for _, _, code in scripts:
        if "<record" in code:
            pieces += _CDATA.findall(code[:MAX_SCRIPT])
    if not pieces and "<record" in html:
        pieces = _CDATA.findall(html[:MAX_SCRIPT])
    return f"<ul>{''.join(pieces)}</ul>" if pieces else ""


def holds_no_rows(code: str) -> bool:
    """Whether the data in a script says that its list has no rows: a store of records that counts
    none, an object with a total of 0 beside an empty array of rows, or an empty array the same
    script hands on to be shown."""
    code = code[:MAX_SCRIPT]
    if "<record" in code:
        return bool(_NO_RECORDS.search(code)) and not _CDATA.search(code)
    if "[]" not in code or _JSON_START.search(code):
        return False
    if _NO_ROWS.search(code) and _NO_TOTAL.search(code):
        return True
    named = _EMPTY_ARRAY.search(code) if len(code) < _SHORT_CODE else None
    return named is not None and bool(re.search(rf"\w\(\s*{re.escape(named[1])}\s*\)", code))


def json_items(scripts: list[tuple[str, str, str]], base: str) -> tuple[ListItem, ...]:
    """The longest array of objects with a title and an address or a date; empty without one."""
    best: tuple[ListItem, ...] = ()
    for kind, _, code in scripts:
        if "{" not in code or ("json" in kind.lower() and "ld+json" in kind.lower()):
            continue
        for rows in _arrays(code[:MAX_SCRIPT]):
            items = tuple(item for row in rows if (item := _item(row, base)) is not None)
            if len(items) > len(best):
                best = items
    return best


def _arrays(code: str) -> Iterator[list[Any]]:
    decoder = json.JSONDecoder()
    at = tried = 0
    while (match := _JSON_START.search(code, at)) and tried < 20:
        tried += 1
        try:
            value, at = decoder.raw_decode(code, match.start())
        except (ValueError, RecursionError):
            at = match.end()
            continue
        if isinstance(value, list):
            yield value


def _item(row: Any, base: str) -> ListItem | None:
    if not isinstance(row, dict):
        return None
    fields = {
        str(key).lower(): str(value) for key, value in row.items() if isinstance(value, (str, int))
    }
    title = clean_title(_TAG.sub("", _first(fields, "title")))
    url, when = absolute(base, _first(fields, "url")), _first(fields, "date")
    if len(title) < 4 or not (url or when):
        return None
    written = written_dates(when) or compact_dates(when)
    if written:
        return ListItem(title, url, written[0].value, when[:40])
    named = url_date(url.partition("://")[2])
    return ListItem(title, url, named.value if named else None, url if named else "")


def _first(fields: dict[str, str], group: str) -> str:
    return next((fields[key] for key in words("json_keys", group) if fields.get(key)), "")
