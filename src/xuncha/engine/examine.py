"""One target, start to end: a bundle is read into facts, the rows in force are measured.

``look_into`` serves a round (bundle there, nothing goes out); ``examine`` is the whole way of
``xuncha examine URL`` and needs no database.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog

from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.checks.columns_still import Params as StillParams
from xuncha.engine.checks.columns_still import since_of
from xuncha.engine.checks.frame.column_state import ColumnView, view_column
from xuncha.engine.checks.frame.declaration import load_checks
from xuncha.engine.domain.facts import AccountFacts, SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.looked import ColumnSeen, Looked
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.services import NO_SERVICES
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import Result, UnableClass
from xuncha.engine.domain.working_days import UnknownYearError
from xuncha.engine.exempt_columns import beside, has_exempt, without_exemptions
from xuncha.engine.extract.account import read_account
from xuncha.engine.extract.attachments.gathering import characters_of
from xuncha.engine.extract.identity import fingerprints
from xuncha.engine.extract.site import read_site
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.engine.rulebook.scope import frame_of, rows_for
from xuncha.engine.rulebook.spans import measured

log = structlog.get_logger()


def rows_in_force(book: Rulebook, names: Iterable[str] | None) -> tuple[Row, ...]:
    """The rows of a book that a machine measures; all of them when ``names`` is None."""
    wanted = None if names is None else set(names)
    return tuple(row for row in book.rows if row.check and (wanted is None or row.id in wanted))


def look_into(
    bundle: Path, book: Rulebook, in_force: Iterable[str] | None, history: History
) -> Looked:
    """Read one bundle and measure the rows in force at its own ``as_of``."""
    opened = Bundle.open(bundle)
    as_of = opened.as_of
    facts: TargetFacts
    if isinstance(opened.plan, SitePlan):
        facts = read_site(opened, as_of)
    else:
        facts = read_account(opened, as_of)
    looked = measure(facts, book, in_force, history, as_of)
    return replace(looked, withheld=tuple(opened.withheld()))


def measure(
    facts: TargetFacts,
    book: Rulebook,
    in_force: Iterable[str] | None,
    history: History,
    as_of: datetime,
) -> Looked:
    """An outcome per row in force; a check of ours that breaks is ``unable(crash)``. Exempt columns
    count under a national book; under a local one the outcome tells the national count beside."""
    is_exempt = has_exempt(facts, local_day(as_of))
    owing = without_exemptions(facts) if is_exempt else facts
    if book.national is None:
        facts, is_exempt = owing, False
    named = {row.id for row in rows_in_force(book, in_force)}
    rows = [r for r in rows_for(book, frame_of(facts.plan), local_day(as_of)) if r.id in named]
    return Looked(
        target=facts.plan.code,
        pages=facts.pages if isinstance(facts, SiteFacts) else len(facts.posts),
        characters=_characters(facts),
        unable=facts.unable,
        reason=facts.reason,
        columns=columns_seen(facts, book, as_of) if isinstance(facts, SiteFacts) else (),
        outcomes=tuple(
            beside(_run(row, facts, history, as_of), _run(row, owing, history, as_of))
            if is_exempt and _is_told_twice(row, book)
            else _run(row, facts, history, as_of)
            for row in rows
        ),
        services=facts.services if isinstance(facts, SiteFacts) else NO_SERVICES,
        bodies=facts.bodies if isinstance(facts, SiteFacts) else (),
    )


def _is_told_twice(row: Row, book: Rulebook) -> bool:
    """Whether the exemption of a column can make the national outcome another than the local."""
    is_national = book.national is not None and book.national.row(row.id) is not None
    return is_national and load_checks()[row.check or ""].check.knows_exemptions


def _run(row: Row, facts: TargetFacts, history: History, as_of: datetime) -> Outcome:
    loaded = load_checks()[row.check or ""]
    limit = row.condition.value if row.condition else 0
    try:
        given, moment = measured(row.params, row.windows, as_of)
    except UnknownYearError as fault:
        return _unable(row, str(fault), UnableClass.NO_HISTORY)
    params = loaded.params_from(row.id, given, limit)
    try:
        return loaded.run(facts, history, params, moment)
    except Exception as fault:  # noqa: BLE001 - the run loop of checks: our crash is not the site's
        log.error("check.crashed", check=row.check, target=facts.plan.code, fault=repr(fault))
        said = f"检测程序异常：{type(fault).__name__}，请联系系统管理员"
        return _unable(row, said, UnableClass.CRASH)


def _unable(row: Row, reason: str, unable_class: UnableClass) -> Outcome:
    return Outcome(
        indicator=row.id,
        check=row.check or "",
        result=Result.UNABLE,
        count=0,
        count_with_open=0,
        reason=reason,
        unable_class=unable_class,
    )


def columns_seen(facts: SiteFacts, book: Rulebook, as_of: datetime) -> tuple[ColumnSeen, ...]:
    """The state of every column, by the windows of the book's row on still columns."""
    today = local_day(as_of)
    params = _still_params(book, as_of)
    return tuple(
        _seen(view_column(column, since_of(column, params, today) if params else None, today))
        for column in facts.columns
    )


def _still_params(book: Rulebook, as_of: datetime) -> StillParams | None:
    """The windows of the book's row on still columns; None when it has none."""
    row = next((row for row in book.rows if row.check == "columns-still"), None)
    if row is None or row.condition is None:
        return None
    try:
        given, _ = measured(row.params, row.windows, as_of)
    except UnknownYearError:
        return None
    params = load_checks()["columns-still"].params_from(row.id, given, row.condition.value)
    assert isinstance(params, StillParams)
    return params


def _seen(view: ColumnView) -> ColumnSeen:
    column = view.column
    return ColumnSeen(
        name=column.plan.name,
        url=column.plan.url,
        kind=column.plan.kind,
        level=column.plan.level,
        state=view.state,
        newest=column.newest,
        items=len(column.items),
        quote=column.newest_quote,
        newest_url=column.newest_url,
        reason=view.reason,
        record=column.record,
        code=column.plan.code,
        reading=column.reading,
        fingerprints=fingerprints(column.items),
    )


def _characters(facts: TargetFacts) -> int:
    if isinstance(facts, AccountFacts):
        return sum(len(post.title) + len(post.text) for post in facts.posts)
    written = sum(len(block.text) for article in facts.articles for block in article.blocks)
    return written + characters_of(facts.attachments)
