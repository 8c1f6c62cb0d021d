"""Whether a raw page lacks its content because scripts bring it."""

import re

from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.outline import Outline

_CALL_REACH = 400
_FEW_CHARS = 200


def loads_its_content(outline: Outline, html: str) -> bool:
    """True when the page's own content is brought by script: an application root with nothing in
    it, template marks left in the text, or code that fetches rows. Counters, weather and search
    boxes that fetch something do not count."""
    if pattern("loader_marks", "root").search(html):
        return True
    if any(_fetches_rows(code) for kind, _, code in outline.scripts if "json" not in kind.lower()):
        return True
    text = sum(len(line.text) for line in outline.lines)
    sources = [src for _, src, _ in outline.scripts if src]
    return text < _FEW_CHARS and any(pattern("loader_marks", "src").search(src) for src in sources)


def is_empty_shell(outline: Outline) -> bool:
    """A page whose markup shows a reader next to nothing although it has scripts."""
    text = sum(len(line.text) for line in outline.lines if not line.zone)
    return text < 60 and bool(outline.scripts)


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
