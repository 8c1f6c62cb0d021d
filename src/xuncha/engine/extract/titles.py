"""The title of a page: the government label, the heading and the title tag held against each other."""

import re

from xuncha.engine.extract.outline import FOOT, MAIN, Outline

_BREAKS = re.compile(r"\s*(?:_{1,3}|--+|-|—+|–|\||｜|丨|»|>|·|::)\s*")
_HEADING_MARK = re.compile(
    r"(?:^|[\s_-])(?:article|art|news|content|con|detail|info|page|main|wz|xx|text)?[-_]?(?:title|tit|bt|biaoti|headline)\d?(?:$|[\s_-])"
)
_SPACES = re.compile(r"\s+")


def read_title(outline: Outline, labels: dict[str, str], site_name: str) -> tuple[str, int]:
    """(title, number of the line it stands in); the line is -1 when the page does not show it.

    ArticleTitle when the page shows the same words or the title tag starts with them; else the
    first heading the title tag confirms; else the title tag without the site's name.
    """
    tag = outline.title
    label = labels.get("articletitle", "")
    headings = _headings(outline)
    for candidate in (label, *[text for text, _ in headings]):
        if len(candidate) > 1 and _same_start(candidate, tag):
            return candidate, _line_with(outline, candidate)
    if len(label) > 1:
        return label, _line_with(outline, label)
    bare = without_site_name(tag, site_name)
    for text, at in headings:
        if _squeeze(text) and (_squeeze(text) in _squeeze(tag) or _squeeze(bare) in _squeeze(text)):
            return text, at
    shown = _line_with(outline, bare)
    if shown >= 0 or not headings:
        return bare, shown
    h1 = [(text, at) for text, at in headings if len(text) >= 6]
    return (h1 or headings)[0] if not bare else (bare, -1)


def _headings(outline: Outline) -> list[tuple[str, int]]:
    found = []
    for name in ("h1", "mark", "h2", "h3"):
        for node, tag in enumerate(outline.tags):
            if outline.zones[node] == FOOT or not tag:
                continue
            if (
                (tag == name)
                if name != "mark"
                else (tag not in {"a", "body"} and bool(_HEADING_MARK.search(outline.mark(node))))
            ):
                text = outline.text_in(node)
                if 3 < len(text) < 200:
                    found.append((text, _line_with(outline, text)))
            if len(found) > 20:
                break
    return found


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\u3000“”\"'‘’·…]", "", text).lower()


def _same_start(candidate: str, tag: str) -> bool:
    one, other = _squeeze(candidate), _squeeze(tag)
    return bool(one) and (other.startswith(one) and len(one) >= min(len(other), 5))


def without_site_name(tag: str, site_name: str) -> str:
    """The title tag without what follows its last separator, when that reads like a site's name."""
    if site_name and tag.endswith(site_name) and len(tag) > len(site_name):
        tag = tag[: -len(site_name)]
        return _BREAKS.sub("", tag[::-1], count=1)[::-1] if _BREAKS.match(tag[::-1]) else tag
    breaks = list(_BREAKS.finditer(tag))
    if not breaks:
        return tag
    first = tag[: breaks[0].start()]
    if len(first) >= 8 or len(breaks) == 1 and len(first) * 2 >= len(tag):
        return first
    for one in breaks:
        if one.start() >= 8:
            return tag[: one.start()]
    return max(_BREAKS.split(tag), key=len)


def _line_with(outline: Outline, title: str) -> int:
    """The line that shows a title, headings before other places; -1 when none does."""
    wanted = _squeeze(title)
    if len(wanted) < 2:
        return -1
    fallback = -1
    for number, line in enumerate(outline.lines):
        if abs(len(line.text) - len(title)) > 40 and len(line.text) < len(title):
            continue
        text = _squeeze(line.text[: len(title) + 60])
        if (
            text == wanted
            or (text.startswith(wanted) and len(text) < len(wanted) + 40)
            or (len(text) >= 8 and wanted.startswith(text))
        ):
            if line.zone == MAIN and line.linked * 2 < len(line.text):
                return number
            fallback = number if fallback < 0 else fallback
    return fallback
