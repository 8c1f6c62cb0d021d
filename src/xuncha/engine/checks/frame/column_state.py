"""What one column's dates say about its updates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from xuncha.engine.domain.facts import ColumnFacts, SiteFacts
from xuncha.engine.domain.outcomes import Evidence, Finding
from xuncha.engine.domain.words import LABELS, ColumnKind, ColumnState, UnableClass


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column's state with the reason a clerk reads and, when unable, the class."""

    column: ColumnFacts
    state: ColumnState
    reason: str
    unable: UnableClass | None = None


def view_column(column: ColumnFacts, since: date | None, today: date) -> ColumnView:
    """The state of a column whose last update must not lie before ``since``.

    ``since`` None asks only for blank or not. An exemption comes first, then what we could not
    see, then blank; an item whose date nobody proved is never an update, and as long as one is
    unresolved, or the page loads more than was read, an old column is ``unable``, not still.
    """
    if column.plan.is_exempt(today):
        return ColumnView(column, ColumnState.EXEMPT, f"已批准豁免：{column.plan.exempt_reason}")
    if column.unable is not None:
        return ColumnView(column, ColumnState.UNABLE, column.reason, column.unable)
    if column.blank:
        return ColumnView(column, ColumnState.BLANK, "栏目没有任何内容")
    if since is None:
        return ColumnView(column, ColumnState.FRESH, "栏目有内容")
    if column.newest is not None and column.newest >= since:
        return ColumnView(column, ColumnState.FRESH, f"最新发布日期 {column.newest.isoformat()}")
    if column.newest_listed is not None and column.newest_listed >= since:
        return ColumnView(
            column,
            ColumnState.UNABLE,
            f"列表日期 {column.newest_listed.isoformat()} 与文章页日期相互矛盾，需人工核对",
            UnableClass.DISPUTED_DATE,
        )
    if column.loads_more:
        return ColumnView(
            column,
            ColumnState.UNABLE,
            "页面另有由脚本或内嵌框架加载的内容，需用浏览器渲染后再看",
            UnableClass.NEEDS_RENDERING,
        )
    if column.undated_items:
        return ColumnView(
            column,
            ColumnState.UNABLE,
            f"有 {column.undated_items} 条内容读不到发布日期，需人工核对",
            UnableClass.UNDATED,
        )
    if column.newest is None:
        return ColumnView(
            column, ColumnState.UNABLE, LABELS[UnableClass.UNDATED], UnableClass.UNDATED
        )
    return ColumnView(
        column,
        ColumnState.STILL,
        f"最新发布日期 {column.newest.isoformat()}，早于 {since.isoformat()}",
    )


def kind_of_column(column: ColumnFacts) -> ColumnKind:
    """What the register says a column is, else what the site's pages say; OTHER without either."""
    if column.plan.kind is not None:
        return column.plan.kind
    return column.reading.kind if column.reading is not None else ColumnKind.OTHER


def column_key(name: str, url: str, names: Sequence[str]) -> str:
    """The locator of a column's findings; ``names`` are those of all columns of the site.

    A name alone while it is the only one of its kind, else the address beside it.
    """
    if names.count(name) < 2:
        return f"column|{name}"
    parts = urlsplit(url)
    return (
        f"column|{name}|{parts.path}?{parts.query}"
        if parts.query
        else (f"column|{name}|{parts.path}")
    )


def column_finding(slug: str, facts: SiteFacts, view: ColumnView, limit: str) -> Finding:
    """A finding about one column; its identity is the column's name, which survives a new URL.

    Columns of one site that share a name are told apart by their addresses as well.
    """
    column = view.column
    name = column.plan.name
    key = column_key(name, column.plan.url, [other.plan.name for other in facts.columns])
    place = key.partition("|")[2].partition("|")[2]
    quote = column.newest_quote or column.reason or "（列表中没有条目）"
    return Finding(
        check=slug,
        target=facts.plan.code,
        key=key,
        title=f"栏目“{name}”{f'（{place}）' if place else ''}{LABELS[view.state]}",
        observed=view.reason,
        limit=limit,
        confidence=1.0 if view.state in (ColumnState.STILL, ColumnState.BLANK) else 0.5,
        evidence=(
            Evidence(
                url=column.newest_url or column.plan.url,
                quote=quote,
                where="栏目列表",
                record=column.record,
            ),
            Evidence(url=column.plan.url, quote=view.reason, where="栏目页", record=column.record),
        ),
    )
