"""Where the next page of a list lies."""

import re
import tomllib
from functools import cache
from importlib import resources
from urllib.parse import urljoin

from xuncha.engine.acquire.lookout import Seen
from xuncha.engine.domain.facts import PageFacts

ARROWS = " \u3000>›»→[]"


@cache
def _signs() -> tuple[frozenset[str], re.Pattern[str]]:
    text = resources.files("xuncha.data").joinpath("visit/pager.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return frozenset(table["words"]["next"]), re.compile(table["script"]["call"])


def next_page(page: Seen, facts: PageFacts) -> str:
    """The absolute address of the page after this one; empty when the list names none."""
    words, script_call = _signs()
    for link in facts.links:
        if link.text.strip(ARROWS).lower() in words and link.url != page.url:
            return link.url
    call = script_call.search(page.body.decode("ascii", "ignore"))
    if call is None or int(call["current"]) + 1 >= int(call["pages"]):
        return ""
    return urljoin(page.url, f"{call['name']}_{int(call['current']) + 1}.{call['ending']}")
