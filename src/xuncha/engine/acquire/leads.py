"""Looks at what may tell of a break-in: site maps, and the leads of the visited pages.

One look each, within the budget of the visit; the answers lie in the bundle apart from the pages.
"""

from urllib.parse import urlsplit

from xuncha.engine.acquire.links import LinkLooks, in_turn
from xuncha.engine.acquire.lookout import Lookout, Seen
from xuncha.engine.bundle.decoding import decode_body
from xuncha.engine.bundle.exchange import Exchange, Purpose
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.extract.anchors import absolute
from xuncha.engine.extract.tampering.leads import SITE_MAP, Lead, Leads
from xuncha.engine.extract.tampering.site import CHOSEN_ON

MAX_MAPS = 3
"""Site maps of one site that are read; those that only list further maps lead nowhere here."""


class LeadLooks:
    """The leads of one site, collected while it is visited, looked at in the end."""

    def __init__(self, lookout: Lookout, home_url: str) -> None:
        """Look for the target of ``lookout``, at most ``max_leads`` times."""
        self._lookout = lookout
        self._home = home_url
        self._most = lookout.settings.max_leads
        self._leads = Leads(home_url)

    def add(self, page: Seen, *, is_usual: bool) -> None:
        """Take the leads of a page that could be read."""
        if self._most and page.failure is None and page.status is not None and page.body:
            self._leads.add(page.body, page.url, is_usual=is_usual)

    async def look(self) -> None:
        """Look at the site maps, then at the leads."""
        if not self._most:
            return
        robots = absolute(self._home, "/robots.txt")
        named = await self._lookout.site_maps(self._home)
        for url in dict.fromkeys([*named, absolute(self._home, SITE_MAP)][:MAX_MAPS]):
            if urlsplit(url).hostname == urlsplit(self._home).hostname:
                await self._read_map(Lead(url, robots))
            else:
                self._leads.add_file(url.encode(), robots)
        visited = self._lookout.visited() | self._lookout.known.links
        in_maps = self._leads.in_maps(visited)
        seen = visited | {page_key(lead.url) for lead in in_maps}
        chosen = self._leads.chosen(seen, max(0, self._most - len(in_maps)))
        await LinkLooks(self._lookout).follow([*in_maps, *chosen], {})

    async def _read_map(self, lead: Lead) -> None:
        """Keep a site map and take its leads; one that is not there is nothing."""
        if self._lookout.overspent() or await self._lookout.refusal(lead.url) is not None:
            return
        answer = await in_turn(self._lookout.traffic, "GET", lead.url, Purpose.LEAD)
        if not isinstance(answer, Exchange) or answer.status != 200:
            return
        self._lookout.note(lead.url, Decision.LEAD_CHOSEN, f"{CHOSEN_ON}{lead.on}")
        await self._lookout.keep(answer)
        headers = {name.lower(): value for name, value in answer.response_headers}
        limit = self._lookout.settings.page_max_bytes
        body = decode_body(answer.payload, headers.get("content-encoding", ""), limit).body
        self._leads.add_file(body, answer.url)
