"""robots.txt: read once per host and shard, recorded in every bundle it ruled."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from xuncha.engine.bundle.exchange import Exchange

READ_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What a host asks of robots. ``rules`` None means it asks nothing.

    ``exchanges`` are the answers the rules were read from, redirects included; ``reason`` is the
    one Chinese line the decision log keeps.
    """

    url: str
    rules: Protego | None
    reason: str
    exchanges: tuple[Exchange, ...] = ()

    def may_visit(self, url: str, user_agent: str) -> bool:
        """Whether the host lets this agent read an address."""
        return self.rules is None or bool(self.rules.can_fetch(url, user_agent))


def robots_url(url: str) -> str:
    """Where the robots.txt for an address lies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def read_rules(
    url: str, status: int, body: bytes, exchanges: tuple[Exchange, ...], user_agent: str
) -> RobotsRules:
    """The rules in an answer. Any status but 200 asks nothing, as crawlers commonly read it: a
    site that is down shows that on its own pages."""
    if status != 200:
        return RobotsRules(url, None, f"没有 robots 规则（服务器回答 {status}）", exchanges)
    rules = Protego.parse(body[:READ_BYTES].decode("utf-8", "replace"))
    delay = rules.crawl_delay(user_agent)
    reason = "已读取 robots 规则"
    if delay is not None:
        reason += f"，其中建议间隔 {delay:g} 秒"
    return RobotsRules(url, rules, reason, exchanges)
