"""Accounts that are read through a feed the office, or the platform for its owner, runs."""

from xuncha.engine.acquire.lookout import Lookout
from xuncha.engine.domain.targets import AccountPlan
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.feed import UnableReason, read_feed

__all__ = ["UnableReason", "read_feed", "visit_feed"]


async def visit_feed(plan: AccountPlan, lookout: Lookout) -> None:
    """Fetch the account's feed into its bundle; an account nobody told us how to look at gets a
    bundle that says so."""
    if plan.feed_url:
        await lookout.look_group([plan.feed_url])
        return
    lookout.skip("", UnableClass.NOT_VISITED, "名录中没有订阅地址，也没有上传导出文件")
