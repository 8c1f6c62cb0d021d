"""The zoo, and short ways to visit it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.acquire.zoo import Zoo
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.targets import AccountPlan, ColumnPlan, SitePlan, TargetPlan
from xuncha.engine.domain.words import AccountFunction, ColumnKind, Level

AS_OF = datetime(2026, 9, 20, 16, 0, tzinfo=UTC)
SETTINGS = replace(
    load_settings("sample"),
    timeout_s=2.0,
    retries=0,
    page_max_bytes=300_000,
    max_links=0,
    max_leads=0,
)
Visit = Callable[..., dict[str, Bundle]]


@pytest.fixture
def zoo() -> Iterator[Zoo]:
    """A running zoo without animals."""
    with Zoo() as running:
        yield running


@pytest.fixture
def visit(zoo: Zoo, tmp_path: Path) -> Visit:
    """Visits targets in one shard and opens their bundles by code."""

    def go(
        *plans: TargetPlan, settings: VisitSettings = SETTINGS, exports: Path | None = None
    ) -> dict[str, Bundle]:
        out = tmp_path / "bundles"
        visit_shard(ShardOrder(plans, settings, zoo.host_map, AS_OF, out, exports))
        return {plan.code: Bundle.open(out / plan.code) for plan in plans}

    return go


def site(host: str, *columns: str, code: str = "") -> SitePlan:
    """A site whose columns are the given paths (or absolute addresses)."""
    plans = tuple(
        ColumnPlan(
            f"栏目{number}",
            path if path.startswith("http") else f"http://{host}{path}",
            ColumnKind.NEWS,
            1,
        )
        for number, path in enumerate(columns)
    )
    return SitePlan(
        code or host,
        host,
        f"http://{host}/",
        Level.CITY,
        is_portal=True,
        has_services=False,
        columns=plans,
    )


def account(code: str, feed_url: str = "", export_name: str = "") -> AccountPlan:
    """An account read by feed or by export."""
    return AccountPlan(
        code,
        f"账号{code}",
        "微博",
        AccountFunction.PUBLISH,
        Level.CITY,
        feed_url=feed_url,
        export_name=export_name,
    )


def list_page(*links: str, title: str = "动态要闻", more: str = "") -> str:
    """A plain government list: dated items in one ul, navigation and footer around it."""
    items = "".join(
        f'<li><a href="{link}">我市召开第{number}次专题工作会议部署重点任务</a>'
        f"<span>2026-09-{18 - number:02d}</span></li>"
        for number, link in enumerate(links)
    )
    return (
        f"<html><head><title>{title}</title></head><body>"
        '<div class="nav"><a href="/">首页</a></div>'
        f'<div class="list"><h2>{title}</h2><ul>{items}</ul>{more}</div>'
        '<div class="footer">版权所有</div></body></html>'
    )


def article_page(text: str) -> str:
    """A plain article."""
    return (
        f"<html><head><title>{text}</title></head><body><h1>{text}</h1>"
        f"<div>发布时间：2026-09-15</div><div class='content'><p>{text}，" + "正文内容。" * 20
    ) + "</p></div></body></html>"
