"""A site whose home page leads away shows nothing of its own, and that it leads away."""

from datetime import UTC, datetime

from xuncha.engine.checks import hidden_links
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.tampering import Hiding, LinkTrace, PageTraces, TamperingFacts
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.words import Level, Result, UnableClass

AS_OF = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
HOME = "http://www.a.example/"


def outcome(*links: LinkTrace):
    plan = SitePlan("6600000001", "某网站", HOME, Level.COUNTY, is_portal=False, has_services=True)
    pages = (PageTraces(HOME, "r", links, ()),) if links else ()
    facts = SiteFacts(
        plan=plan,
        visited_at=AS_OF,
        unable=UnableClass.UNREADABLE,
        reason="首页转到了别的网站",
        home_items=(),
        home_newest=None,
        home_newest_quote="",
        home_url=HOME,
        home_record="r",
        columns=(),
        articles=(),
        pages=0,
        tampering=TamperingFacts(pages),
    )
    return hidden_links.run(facts, History(), hidden_links.Params("W-V1.3.1", 4, 1), AS_OF)


def test_a_home_page_that_leads_to_a_strange_host_is_proposed():
    link = LinkTrace("http://b.net/", "", Hiding.REDIRECT, (), 4, "<meta>")
    assert outcome(link).result is Result.SUSPECT
    assert outcome(link).reason == outcome().reason


def test_without_a_trace_the_site_stays_unseen():
    light = LinkTrace("http://b.net/", "", Hiding.REDIRECT, (), 3, "<meta>")
    assert outcome().result is outcome(light).result is Result.UNABLE
