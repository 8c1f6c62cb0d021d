"""Marks and forms that a rule of writing settles: document numbers, marks of two widths."""

import re
from collections.abc import Iterator
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.figures.catalogue import finding
from xuncha.engine.proofread.findings import TextFinding

FIRST_UNIFORM_YEAR = 2000
"""Before it document numbers were printed in brackets of many kinds, and are quoted so."""

_YEAR_IN_BRACKETS = re.compile(r"[\[［【〔（(][12１２][09０９]")
_NARROW = re.compile("[,;:?!]")
_BETWEEN = re.compile(r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]")
_OPEN, _CLOSE = r"[\[［【〔（(]", r"[\]］】〕）)]"
_CODE = re.compile(
    rf"(?P<code>[\u4e00-\u9fff]{{1,10}})(?P<open>{_OPEN})(?P<year>(?:19|20)\d{{2}})(?P<close>{_CLOSE})"
    r"(?P<ordinal>第?)(?P<zeros>0*)(?P<number>[1-9]\d{0,4})号"
)
HALF_WIDTH = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[,;:?!](?=[\u4e00-\u9fff])|\.(?=[\u4e00-\u9fff]{2}))"
)
"""A half-width mark between two Chinese characters."""
_FULL_WIDTH = dict(zip(",;:?!.", "，；：？！。", strict=True))
_TITLE_MARKS = re.compile("[《》]")
_SENTENCE_ENDS = "。！？；"
FULL_MARKS = "，。、；：？！"
_BESIDE = re.compile(r"》、《|”、“")
_BESIDE_BARE = {"》、《": "》《", "”、“": "”“"}


def maybe_marked(batch: Batch) -> set[int]:
    """The texts whose marks need a look."""
    uneven = (
        number
        for number, text in enumerate(batch.texts)
        if "《" in text and text.count("《") != text.count("》")
    )
    narrow = {at for at in batch.having(_NARROW) if _BETWEEN.search(batch.texts[at])}
    return batch.having(_YEAR_IN_BRACKETS) | batch.having(_BESIDE) | narrow.union(uneven)


def mark_findings(text: str) -> Iterator[TextFinding]:
    """Document numbers not written as 〔2024〕5号, and marks that change within a paragraph."""
    if "《" in text:
        yield from _unclosed(text)
    if not any(shape.search(text) for shape in (_YEAR_IN_BRACKETS, _BETWEEN, _BESIDE)):
        return
    yield from _codes(text)
    yield from _half_width(text)
    yield from _beside(text)


def _codes(text: str) -> Iterator[TextFinding]:
    for match in _CODE.finditer(text):
        code = match["code"]
        sure = bool(_issuing_codes().search(code)) and int(match["year"]) >= FIRST_UNIFORM_YEAR
        square = match["open"] in "[［【"
        if not (sure or square or code.endswith(words("figures_words", "code_end"))):
            continue
        right = f"〔{match['year']}〕{match['number']}号"
        written = match["open"] + match["close"]
        if written != "〔〕":
            span = match.start("open"), match.end()
            yield finding(
                "code-brackets", text, span, suggestion=right, doubtful=not sure, marks=written
            )
        elif match["zeros"]:
            span = match.start("ordinal"), match.end()
            number = f"{match['number']}号"
            yield finding("code-zeros", text, span, suggestion=number, doubtful=not sure)
        elif match["ordinal"] and sure:
            span = match.start("ordinal"), match.end()
            number = f"{match['number']}号"
            yield finding("code-ordinal", text, span, suggestion=number, doubtful=not sure)


@cache
def _issuing_codes() -> re.Pattern[str]:
    """The end of a code that only a document number has: 国办发, 青政办函."""
    organs = "|".join(map(re.escape, words("figures_words", "code_organ")))
    ends = "|".join(map(re.escape, words("figures_words", "code_sure_end")))
    return re.compile(rf"(?:{organs})(?:{ends})$")


def _unclosed(text: str) -> Iterator[TextFinding]:
    """The one 《 of a whole sentence that never closes; what is cut in the middle is left alone."""
    cut = text.rstrip()[-1:] not in tuple(_SENTENCE_ENDS)
    if cut or text.count("《") != text.count("》") + 1 or "《《" in text:
        return
    waiting: list[int] = []
    for mark in _TITLE_MARKS.finditer(text):
        if mark[0] == "《":
            waiting.append(mark.start())
        elif not waiting:
            return
        else:
            waiting.pop()
    (at,) = waiting
    yield finding("title-unclosed", text, (at, at + 1))


def _half_width(text: str) -> Iterator[TextFinding]:
    """One finding for a paragraph that has both ， and ,; none where all marks are half-width."""
    places = list(HALF_WIDTH.finditer(text))
    if not places or not any(mark in text for mark in FULL_MARKS):
        return
    first = places[0]
    yield finding(
        "mark-half-width",
        text,
        first.span(),
        suggestion=_FULL_WIDTH[first[0]],
        mark=first[0],
        count=len(places),
    )


def _beside(text: str) -> Iterator[TextFinding]:
    """《甲》、《乙》 where the same paragraph elsewhere writes 《甲》《乙》."""
    places = list(_BESIDE.finditer(text))
    if places and any(bare in text for bare in _BESIDE_BARE.values()):
        span = places[0].start() + 1, places[0].start() + 2
        yield finding("mark-between-titles", text, span, count=len(places))
