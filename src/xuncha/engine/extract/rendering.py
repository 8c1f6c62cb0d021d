"""Whether a raw page lacks content because scripts or frames bring it."""

import re
from collections.abc import Iterator

from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.lexicon import lower_pattern, lowered, pattern
from xuncha.engine.extract.outline import MAIN, Embed, Outline
from xuncha.engine.extract.scriptlists import holds_no_rows
from xuncha.engine.extract.standing import foot_of, is_for_rows

_CALL_REACH = 400
_FEW_CHARS = 200
_NO_CHARS = 60
_MUCH_CODE = 300_000
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->|(?m:^\s*//.*$)", re.DOTALL)
_STATEMENT = re.compile(r"[;\n]")
_ASSIGNED = re.compile(r"\s*(?:(?:var|let|const)\s+)?[\w$.]+\s*=[\w\s\"'.,:{}\[\]/-]*")
_BOXES = frozenset({"ul", "ol", "table", "tbody", "div", "section", "dl"})


def lacks_its_content(outline: Outline, html: str, kind: PageKind, running_text: int) -> bool:
    """True when a page without items shows next to no text because scripts bring its content: an
    application root with nothing in it, template marks left in the text, code that fetches rows,
    or, in the content of a list, a frame or a script nobody knows to bring nothing. Counters,
    weather and search boxes that fetch something do not count."""
    if running_text >= _FEW_CHARS:
        return False
    if says_empty(outline):
        return False
    if _is_filled_by_a_program(lowered(html)):
        return True
    if kind is not PageKind.ARTICLE and (
        any(_may_bring_rows(one) for one in _in_content(outline)) or _fills_a_box(outline)
    ):
        return True
    if kind is PageKind.ARTICLE and running_text >= _NO_CHARS:
        return False
    codes = [code for form, _, code in outline.scripts if "json" not in form.lower()]
    if any(_fetches_rows(code) for code in codes):
        return True
    if _shown(outline) >= _NO_CHARS:
        return False
    sources = [src for _, src, _ in outline.scripts if src]
    return (
        any(pattern("loader_marks", "src").search(src) for src in sources)
        or any(pattern("loader_marks", "away").search(code) for code in codes)
        or (kind is PageKind.ARTICLE and bool(outline.scripts))
    )


def _is_filled_by_a_program(html: str) -> bool:
    """Whether a page in lower case has the box of a script program, or its template marks."""
    if lower_pattern("loader_marks", "root").search(html):
        return True
    return all(
        lower_pattern("loader_marks", group).search(html) for group in ("template_word", "template")
    )


def loads_more(outline: Outline, *, boxes: bool) -> bool:
    """True when a page with items brings others by a frame or by code in its content: code there
    that fetches rows, or (``boxes``) a box for rows left empty for a script to fill."""
    return any(
        _is_frame(one) if one.tag != "script" else _fetches_rows(one.code, addressed=True)
        for one in _in_content(outline)
    ) or (boxes and _fills_a_box(outline))


def _shown(outline: Outline) -> int:
    return sum(len(line.text) for line in outline.lines if not line.zone)


def _in_content(outline: Outline) -> Iterator[Embed]:
    """Scripts and frames in the page's content: in no menu, with something of the page before
    them and nothing of a footer. The frames of a frameset are its content."""
    foot = foot_of(outline)
    for one in outline.embeds:
        if one.tag == "frame" or (1 < one.at <= foot and outline.zones[one.parent] == MAIN):
            yield one


def _may_bring_rows(one: Embed) -> bool:
    """A frame with an address, or a script that is not known to bring nothing."""
    if one.tag != "script":
        return _is_frame(one)
    if one.src:
        return not pattern("loader_marks", "inert_src").search(one.src)
    code = _COMMENT.sub("", one.code[:_MUCH_CODE]).strip()
    if pattern("loader_marks", "data").search(one.form):
        return "dataproxy" in code
    if not code or _is_assigned(code):
        return False
    if _fetches_rows(code) or pattern("loader_marks", "caller").search(code):
        return True
    fetches_other = pattern("loader_marks", "list").search(code)
    return not (fetches_other or pattern("loader_marks", "inert").search(code))


def _is_assigned(code: str) -> bool:
    """Whether code gives names their values and nothing else."""
    if len(code) > _CALL_REACH:
        return False
    statements = [piece for piece in _STATEMENT.split(code) if piece.strip()]
    return all(_ASSIGNED.fullmatch(piece) for piece in statements)


def says_empty(outline: Outline) -> bool:
    """Whether the data a page carries says that its list has no rows, and neither a frame nor code
    that fetches rows could bring others."""
    if not any(
        holds_no_rows(code) and not pattern("loader_marks", "request").search(code)
        for _, _, code in outline.scripts
    ):
        return False
    fetched = any(_fetches_rows(code, addressed=True) for _, _, code in outline.scripts)
    return not fetched and not any(map(_is_frame, _frames(outline)))


def _frames(outline: Outline) -> Iterator[Embed]:
    return (one for one in _in_content(outline) if one.tag != "script")


def _is_frame(one: Embed) -> bool:
    return bool(one.src) and not pattern("loader_marks", "inert_src").search(one.src)


def _fills_a_box(outline: Outline) -> bool:
    """Whether an empty box with a name for rows waits in the content, and a script that could fill
    it: one beside it, or one anywhere that calls the box by its name."""
    boxes = [node for node in outline.marks if _is_empty_holder(outline, node)]
    if not boxes:
        return False
    if any(_may_bring_rows(one) for one in _in_content(outline) if one.tag == "script"):
        return True
    names = [name for node in boxes if (name := outline.attrs[node].get("id") or "")]
    codes = [one for one in outline.embeds if one.tag == "script" and _may_bring_rows(one)]
    return any(re.search(rf"\b{re.escape(name)}\b", one.code) for name in names for one in codes)


def _is_empty_holder(outline: Outline, node: int) -> bool:
    if outline.tags[node] not in _BOXES or outline.zones[node] != MAIN:
        return False
    if outline.ends[node] != node + 1:
        return False
    return is_for_rows(outline.mark(node))


def _fetches_rows(code: str, *, addressed: bool = False) -> bool:
    """Whether code fetches rows of a list; ``addressed`` asks for an address that says so."""
    if not code:
        return False
    for match in lower_pattern("loader_marks", "list").finditer(lowered(code[:_MUCH_CODE])):
        around = code[match.start() : match.start() + _CALL_REACH]
        called = re.findall(r"[\"'`]([^\"'`\s]{2,200})[\"'`]", around[:250])
        addresses = [one for one in called if "/" in one or "." in one or "?" in one]
        if any(pattern("loader_marks", "other").search(one) for one in addresses[:1]):
            continue
        if not addresses and not addressed:
            return True
        if any(pattern("loader_marks", "url").search(one) for one in addresses):
            return True
    return False
