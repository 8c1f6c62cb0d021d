"""Trying a site's own search with titles drawn from its lists: a few requests, in the host's turn.

Only a form that sends its words in the address is tried; what a script or a POST would send is for
a person. The gate and robots are asked as for every address.
"""

from collections.abc import Sequence
from datetime import date

from xuncha.engine.acquire.links import in_turn
from xuncha.engine.acquire.lookout import Lookout, Seen
from xuncha.engine.bundle.answers import failure_of_status
from xuncha.engine.bundle.exchange import Exchange, Purpose
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.words import PageKind, UnableClass
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.services.searching import drawn_titles, search_form
from xuncha.engine.extract.services.sheet import open_sheet


async def search_for_titles(
    lookout: Lookout, home: Seen, lists: Sequence[PageFacts], today: date
) -> None:
    """Search for the drawn titles where the settings ask for it. Each is told in the log, with its
    answer in the bundle or the reason why there was none."""
    number = lookout.settings.search_titles
    if not number or home.status is None:
        return
    headers = (("content-type", home.content_type),)
    page = Fetch(home.url, home.status, headers, home.body, "", lookout.traffic.now())
    facts = read_page(
        home.body, home.url, content_type=home.content_type, as_of=today, kind=PageKind.HOME
    )
    form = search_form(open_sheet(page, facts))
    for item in drawn_titles(lists, number, home.url, today) if form is not None else ():
        url = form.address_for(item.title) if form is not None else ""
        if not url or lookout.overspent():
            return
        lookout.note(url, Decision.SEARCHED, item.title)
        refusal = await lookout.refusal(url)
        answer = refusal or await in_turn(lookout.traffic, "GET", url, Purpose.SEARCH)
        if not isinstance(answer, Exchange):
            lookout.note(url, Decision.SEARCH_FAILED, answer.reason, answer.unable)
            continue
        await lookout.keep(answer)
        if failure_of_status(answer.status)[0] is UnableClass.THROTTLED:
            return
