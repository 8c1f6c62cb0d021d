"""A second look at pages with other eyes: a search engine's, a phone's, those of who comes from a
search engine.

A page that was broken into may show its other face only to them. Only where the settings of the
visit name them; each page once, in its host's turn, within the budget of the visit.
"""

from collections.abc import Sequence

from xuncha.engine.acquire.links import in_turn
from xuncha.engine.acquire.lookout import Lookout
from xuncha.engine.bundle.answers import failure_of_status
from xuncha.engine.bundle.exchange import Exchange, Purpose
from xuncha.engine.domain.words import UnableClass


class OtherEyes:
    """The second looks at one site. What they bring lies in its bundle, apart from the pages."""

    def __init__(self, lookout: Lookout) -> None:
        """Look for the target of ``lookout``."""
        self._lookout = lookout
        settings = lookout.settings
        self._agents = (
            (Purpose.AS_SEARCH_ENGINE, settings.search_engine_agent),
            (Purpose.AS_PHONE, settings.phone_agent),
            (Purpose.FROM_SEARCH, settings.search_referrer),
        )

    async def look(self, urls: Sequence[str]) -> None:
        """Look at the first pages the settings allow, with each agent they name; a host that asks
        to be spared is not asked again."""
        wanted = list(dict.fromkeys(urls))[: self._lookout.settings.other_eyes_pages]
        for purpose, agent in self._agents:
            for url in wanted if agent else ():
                if self._lookout.overspent():
                    return
                if await self._lookout.refusal(url) is not None:
                    continue
                answer = await in_turn(self._lookout.traffic, "GET", url, purpose)
                if not isinstance(answer, Exchange):
                    continue
                await self._lookout.keep(answer)
                if failure_of_status(answer.status)[0] is UnableClass.THROTTLED:
                    return
