"""What an article said at a look, kept as digests: enough to see later that it was changed."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ArticleFacts, Block
from xuncha.engine.domain.tampering import KnownBody
from xuncha.engine.extract.lexicon import pattern

_LETTERS = 12
"""Hex characters of a paragraph's digest: enough to tell the paragraphs of one article apart."""
_SHORTEST = 8
"""Characters; shorter paragraphs are counters, buttons and dates as often as text."""
_LONG = 30
"""Characters from which on a paragraph without a stop is text all the same."""
_STOP = re.compile(r"[。；：，！？;:,!?\d]")
MAX_BLOCKS = 400


def bodies_of(articles: Iterable[ArticleFacts], seen_on: date) -> tuple[KnownBody, ...]:
    """The bodies of visited articles by page key; an article whose body was not read has none."""
    found = {
        page_key(article.url): KnownBody(
            key=page_key(article.url),
            title=article.title,
            published=article.publish_date,
            digests=digests_of(article.blocks),
            seen_on=seen_on,
            record=article.record,
            corrections=_corrections(article.blocks),
        )
        for article in articles
        if article.blocks
    }
    return tuple(found[key] for key in sorted(found))


def digests_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """A digest for each paragraph of text, blanks aside; counters and what leads to other articles
    are no text."""
    furniture = pattern("tamper_corrections", "furniture")
    kept = [
        text for text in map(_bare, blocks) if _is_sentence(text) and not furniture.search(text)
    ]
    return tuple(map(_digest, kept[:MAX_BLOCKS]))


def _is_sentence(text: str) -> bool:
    """Whether a paragraph says something: names of links in a row have no stop and no figure."""
    return len(text) >= _SHORTEST and (len(text) >= _LONG or _STOP.search(text) is not None)


def _corrections(blocks: Iterable[Block]) -> tuple[str, ...]:
    notes = pattern("tamper_corrections", "note")
    told = [block for block in blocks if notes.search(block.text)]
    return tuple(_digest(_bare(block)) for block in told[:MAX_BLOCKS])


def _bare(block: Block) -> str:
    return "".join(block.text.split())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]
