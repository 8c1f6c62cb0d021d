"""One account's bundle read into posts: from its feed, or from its rows of an uploaded export."""

from datetime import datetime

from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.facts import AccountFacts, Post
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.targets import AccountPlan
from xuncha.engine.domain.words import LABELS, UnableClass
from xuncha.engine.extract.export import read_export_rows
from xuncha.engine.extract.feed import UnableReason, read_feed
from xuncha.engine.extract.visited import VisitedPages

NO_WAY = "台账没有登记采集方式；请登记订阅地址，或上传后台导出文件"
NOT_IN_EXPORT = "导出文件中没有该账号；请核对账号编码后重新导出"


def read_account(bundle: Bundle, as_of: datetime) -> AccountFacts:
    """Everything one visit to an account told us. What could not be read has ``unable`` set."""
    plan = bundle.plan
    assert isinstance(plan, AccountPlan)
    answer = _answer(bundle, plan)
    unable, reason = _trouble(answer, plan)
    posts: tuple[Post, ...] = ()
    record = answer.record if answer else ""
    if answer is not None and unable is None:
        read = _read(answer)
        if isinstance(read, UnableReason):
            unable, reason = read.unable, read.reason
        else:
            posts = read
    return AccountFacts(plan, as_of, unable, reason, posts, record)


def _answer(bundle: Bundle, plan: AccountPlan) -> Fetch | None:
    fetches = list(bundle.fetches())
    if not plan.feed_url:
        return next((fetch for fetch in fetches if fetch.record or fetch.failure), None)
    return VisitedPages(fetches).fetch_of(plan.feed_url)


def _trouble(answer: Fetch | None, plan: AccountPlan) -> tuple[UnableClass | None, str]:
    if answer is None:
        if plan.feed_url:
            return UnableClass.NOT_VISITED, LABELS[UnableClass.NOT_VISITED]
        return UnableClass.NOT_VISITED, NOT_IN_EXPORT if plan.export_name else NO_WAY
    if answer.failure is not None:
        return answer.failure, answer.failure_reason or LABELS[answer.failure]
    if answer.status is not None and answer.status >= 400:
        return UnableClass.NOT_FOUND, f"服务器回答 {answer.status}"
    return None, ""


def _read(answer: Fetch) -> tuple[Post, ...] | UnableReason:
    if answer.status is None:
        return read_export_rows(answer.body, answer.record)
    return read_feed(
        answer.body, answer.url, content_type=answer.header("content-type"), record=answer.record
    )
