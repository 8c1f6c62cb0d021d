"""Publication dates proved: by an article's label, by a list that prints them, or not at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ArticleFacts, ListItem
from xuncha.engine.domain.words import DateKind, DatePlace


def proved_dates(
    articles: Iterable[ArticleFacts], lists: list[tuple[ListItem, ...]]
) -> dict[str, date]:
    """Publication dates known of a page from its article or else from any list that prints it."""
    proved: dict[str, date] = {}
    for items in lists:
        for item in items:
            if item.date is not None and item.date_kind is DateKind.PUBLISHED:
                proved.setdefault(page_key(item.url), item.date)
    for article in articles:
        if article.publish_date is not None:
            proved[page_key(article.url)] = article.publish_date
    return proved


def resolved(
    item: ListItem, proved: dict[str, date], articles: dict[str, ArticleFacts]
) -> ListItem:
    """The item with its proved publication date: a visible label on the article outranks the
    list, a list date outranks an article without one, a signing date proves nothing."""
    key = page_key(item.url)
    article = articles.get(key)
    labelled = _labelled_date(article) if article else None
    if labelled is not None:
        return replace(item, date=labelled, date_kind=DateKind.PUBLISHED)
    if item.date is not None and item.date_kind is DateKind.PUBLISHED:
        return item
    day = proved.get(key)
    if day is not None and item.month_day not in (None, (day.month, day.day)):
        day = None
    return replace(item, date=day, date_kind=DateKind.PUBLISHED)


def _labelled_date(article: ArticleFacts) -> date | None:
    shown = [
        fact.value
        for fact in article.dates
        if fact.kind is DateKind.PUBLISHED and fact.place is DatePlace.LABEL
    ]
    return article.publish_date if article.publish_date in shown else None


def unresolved(items: tuple[ListItem, ...]) -> int:
    """How many items without a proved date could be the newest: those at the end of a list whose
    last proved dates fall are older than these."""
    dated = [position for position, item in enumerate(items) if item.date is not None]
    if len(dated) < 2:
        return sum(1 for item in items if item.date is None)
    last, before = items[dated[-1]].date, items[dated[-2]].date
    falls = last is not None and before is not None and last <= before
    end = dated[-1] if falls else len(items)
    return sum(1 for item in items[:end] if item.date is None)
