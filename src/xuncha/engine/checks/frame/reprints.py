"""What a site shows by title and day, and how far back its lists were seen."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from xuncha.engine.checks.frame.column_state import kind_of_column
from xuncha.engine.checks.frame.faults import unread_places
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ColumnFacts, SiteFacts
from xuncha.engine.domain.offers import OfferKind
from xuncha.engine.domain.words import ColumnKind, UnableClass
from xuncha.engine.extract.services.relations import is_reading

_KINDS = frozenset({ColumnKind.NEWS, ColumnKind.NOTICE, ColumnKind.POLICY})
_LEAST_HEAD = 12
"""Characters of a title cut short that still tell it from others."""
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry a visit saw: what it is called, when it is dated, where it stands."""

    title: str
    day: date | None
    url: str
    where: str
    record: str


def shown_on(facts: SiteFacts, today: date) -> list[Shown]:
    """The entries of home page, columns and articles. What an article says of its day outranks the
    list; a day after ``today`` is none."""
    said = {page_key(article.url): article.publish_date for article in facts.articles}
    listed = [("首页", facts.home_record, facts.home_items)]
    listed += [(f"栏目“{one.plan.name}”", one.record, one.items) for one in facts.columns]
    found = []
    for where, record, items in listed:
        for item in items:
            day = said.get(page_key(item.url)) or item.date
            known = day if day is not None and day <= today else None
            found.append(Shown(item.title, known, item.url, where, record))
    for article in facts.articles:
        day = article.publish_date
        known = day if day is not None and day <= today else None
        found.append(Shown(article.title, known, article.url, "文章", article.record))
    return found


def is_reprint(shown: str, title: str) -> bool:
    """Whether an entry bears a title, blanks and marks aside; one cut short bears its head. What
    interprets the thing is not the thing."""
    if is_reading(shown) and not is_reading(title):
        return False
    seen, wanted = _plain(shown), _plain(title)
    if wanted in seen:
        return True
    return len(seen) >= _LEAST_HEAD and wanted.startswith(seen)


@lru_cache(maxsize=8192)
def _plain(title: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", title))


def reached_back(facts: SiteFacts, day: date) -> tuple[bool, UnableClass, str]:
    """Whether the columns that would hold a reprint were seen back to a day, why not, and what was
    seen, in Chinese: the site's column of such news, else those of news, notices and policies."""
    named = {page_key(o.url) for o in facts.offers if o.kind is OfferKind.STATE_COUNCIL}
    own = [column for column in facts.columns if page_key(column.plan.url) in named]
    columns = own or [one for one in facts.columns if kind_of_column(one) in _KINDS]
    if named and not own:
        return False, UnableClass.NOT_VISITED, "国务院信息专栏没有作为栏目访问"
    unread = None if own else unread_places(facts)
    if unread is not None:
        return False, unread[0], unread[1]
    if not columns:
        return False, UnableClass.NOT_VISITED, "没有看到应登载这类信息的栏目"
    for column in columns:
        why = _why_short(column, day)
        if why is not None:
            return False, why[0], f"栏目“{column.plan.name}”{why[1]}"
    names = "、".join(f"“{one.plan.name}”" for one in columns)
    return True, UnableClass.NEEDS_PERSON, f"{names}看到 {day} 以前"


def _why_short(column: ColumnFacts, day: date) -> tuple[UnableClass, str] | None:
    """Why a column does not show everything since a day; None where it does."""
    if column.unable is not None:
        return column.unable, "没有看到"
    if column.loads_more:
        return UnableClass.NEEDS_RENDERING, "另有由脚本加载的内容"
    if any(item.date is None for item in column.items):
        return UnableClass.UNDATED, "有的条目没有日期"
    if column.blank or any(item.date and item.date < day for item in column.items):
        return None
    return UnableClass.NOT_VISITED, f"没有看到 {day} 以前"
