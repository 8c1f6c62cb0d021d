"""Pages outside a site that its pages lead to: what they offer now."""

import re

from selectolax.lexbor import LexborHTMLParser

from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.tampering import OutsideTrace, TracePlace, WordingTrace
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.tampering.hosts import says_lapsed
from xuncha.engine.extract.tampering.limits import limits
from xuncha.engine.extract.tampering.page import Traces, read_traces
from xuncha.engine.extract.tampering.wording import asks_for_a_look, shown, speaks_of, weigh
from xuncha.engine.extract.unwrap import unwrap

_TAG = re.compile(r"<script.*?</script>|<style.*?</style>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_LONGEST_PARKED = 20_000


def outside_trace(url: str, fetch: Fetch, on: str) -> OutsideTrace | None:
    """What speaks against the page a link leads to; None for a page like others.

    A page with a public body's site code is inspected itself and is no link gone bad.
    """
    if fetch.failure is not None or not fetch.body or (fetch.status or 0) >= 400:
        return None
    html = unwrap(decode(fetch.body, fetch.header("content-type"))[0])
    wording: tuple[WordingTrace, ...] = ()
    if asks_for_a_look(fetch.body):
        wording = _offers(read_traces(html, fetch.url)) or _in_all(html)
    lapsed = says_lapsed(_bare(html))
    if not (wording or lapsed) or _has_code(html):
        return None
    reason = "目标页面提示域名出售、到期或停放" if lapsed else "目标页面出现不良用语"
    return OutsideTrace(url, on, fetch.record, lapsed, reason, wording)


def is_inspected(fetch: Fetch) -> bool:
    """Whether a page bears a public body's site code."""
    return _has_code(unwrap(decode(fetch.body, fetch.header("content-type"))[0]))


def _has_code(html: str) -> bool:
    return pattern("tamper_hosts", "inspected").search(html) is not None


def _offers(traces: Traces) -> tuple[WordingTrace, ...]:
    return tuple(one for one in traces.wording if one.place is not TracePlace.HIDDEN)


def _in_all(html: str) -> tuple[WordingTrace, ...]:
    """The bad words of a page that offers little else, taken together."""
    parser = LexborHTMLParser(html)
    labels = [node.attributes.get("content") or "" for node in parser.css("meta[name]")]
    text = "\n".join([parser.root.text(separator="\n") if parser.root else "", *labels])
    weighed = weigh(text[:_LONGEST_PARKED])
    if weighed.weight < limits().outside_words or speaks_of(text[:_LONGEST_PARKED]):
        return ()
    return (WordingTrace(TracePlace.BODY, shown(text), weighed.words, weighed.weight),)


def _bare(html: str) -> str:
    """The words of a short page; a page for sale says little else."""
    return _TAG.sub(" ", html) if len(html) <= _LONGEST_PARKED else ""
