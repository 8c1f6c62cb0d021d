"""Whether a raw page lacks its content because scripts bring it."""

import re

from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.outline import Outline

_CALL_REACH = 400
_FEW_CHARS = 200
_NO_CHARS = 60


def lacks_its_content(outline: Outline, html: str, kind: PageKind, running_text: int) -> bool:
    """True when a page without items shows next to no text because scripts bring its content: an
    application root with nothing in it, template marks left in the text, or code that fetches
    rows. Counters, weather and search boxes that fetch something do not count."""
    if running_text >= _FEW_CHARS:
        return False
    if pattern("loader_marks", "root").search(html):
        return True
    if kind is not PageKind.ARTICLE or running_text < _NO_CHARS:
        if any(
            _fetches_rows(code) for form, _, code in outline.scripts if "json" not in form.lower()
        ):
            return True
        shown = sum(len(line.text) for line in outline.lines if not line.zone)
        sources = [src for _, src, _ in outline.scripts if src]
        if shown < _NO_CHARS and any(pattern("loader_marks", "src").search(src) for src in sources):
            return True
        return shown < _NO_CHARS and kind is PageKind.ARTICLE and bool(outline.scripts)
    return False


def _fetches_rows(code: str) -> bool:
    if not code:
        return False
    for match in pattern("loader_marks", "list").finditer(code[:300_000]):
        around = code[match.start() : match.start() + _CALL_REACH]
        called = re.findall(r"[\"'`]([^\"'`\s]{2,200})[\"'`]", around[:250])
        addresses = [one for one in called if "/" in one or "." in one or "?" in one]
        if any(pattern("loader_marks", "other").search(one) for one in addresses[:1]):
            continue
        if not addresses or any(pattern("loader_marks", "url").search(one) for one in addresses):
            return True
    return False
