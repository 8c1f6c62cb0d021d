"""The text of a target piece by piece, each with the place a reader finds it at."""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from xuncha.engine.domain.attachments import AttachmentFacts
from xuncha.engine.domain.facts import AccountFacts, ArticleFacts, TargetFacts
from xuncha.engine.domain.windows import local_day
from xuncha.engine.proofread.findings import Passage

_LONGEST_ROW, _LONGEST_CELL = 2000, 200
"""Characters: what is longer is no table of data but a page laid out in cells."""
_CELL_MARK = "\t"
_NUMBER = re.compile(r"\d\D{0,8}\d\D{0,8}\d")
_LANGUAGES = frozenset({"zh", "en", ""})


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A title, a paragraph, a row of a table or a piece of an attachment; ``published`` None:
    nobody knows when. ``cells``: where each cell of a row begins in the text, and its own place."""

    text: str
    where: str
    url: str
    record: str
    published: date | None
    cells: tuple[tuple[int, str], ...] = ()

    def passage(self) -> Passage:
        """What the proofreader takes; the page or file is its document."""
        return Passage(self.text, self.published, self.url)

    def where_at(self, start: int) -> str:
        """The place of that character."""
        return next((where for at, where in reversed(self.cells) if at <= start), self.where)


def places_of(facts: TargetFacts) -> Iterator[TextPlace]:
    """Titles, Chinese paragraphs, rows of tables and Chinese attachments of a site; the posts of an
    account. The cells of a row are one text, so that one says what its neighbour means."""
    if isinstance(facts, AccountFacts):
        for post in facts.posts:
            day = local_day(post.published_at) if post.published_at else None
            for where, text in (("标题", post.title), ("正文", post.text)):
                if text:
                    yield TextPlace(text, where, post.url, post.record, day)
        return
    for article in facts.articles:
        source = article.url, article.record, article.publish_date
        yield TextPlace(article.title, "文章标题", *source)
        yield from _places(_pieces_of_article(article), *source)
    published = {article.url: article.publish_date for article in facts.articles}
    for file in facts.attachments:
        day = published.get(file.linked_from)
        yield from _places(_pieces_of_file(file), file.url, file.record, day)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block as every source has it; ``row`` is None outside tables."""

    text: str
    language: str
    where: str
    row: Hashable
    cell: int


def _pieces_of_article(article: ArticleFacts) -> Iterator[_Piece]:
    for number, block in enumerate(article.blocks, start=1):
        where = f"《{article.title}》正文第 {number} 段"
        row = block.row if block.cell else None
        yield _Piece(block.text, block.language, where, row, block.cell)


def _pieces_of_file(file: AttachmentFacts) -> Iterator[_Piece]:
    for block in file.blocks:
        where = f"附件《{file.name}》{block.place}"
        yield _Piece(block.text, block.language, where, where if block.cell else None, block.cell)


def _places(
    pieces: Iterable[_Piece], url: str, record: str, published: date | None
) -> Iterator[TextPlace]:
    """A place for every row of a table of data and for every other Chinese piece."""
    for row, group in groupby(pieces, key=lambda piece: piece.row):
        of_row = list(group)
        if row is not None and _is_data(of_row):
            text, cells = _joined(of_row)
            yield TextPlace(text, of_row[0].where, url, record, published, cells)
            continue
        for piece in of_row:
            if _is_checked(piece):
                yield TextPlace(piece.text, piece.where, url, record, published)


def _is_checked(piece: _Piece) -> bool:
    """Whether a piece is Chinese, or a number in no language that may be a person's."""
    return piece.language == "zh" or (not piece.language and bool(_NUMBER.search(piece.text)))


def _is_data(of_row: list[_Piece]) -> bool:
    return (
        len({piece.cell for piece in of_row}) > 1
        and all(
            piece.language in _LANGUAGES and len(piece.text) <= _LONGEST_CELL for piece in of_row
        )
        and sum(len(piece.text) for piece in of_row) <= _LONGEST_ROW
        and any(map(_is_checked, of_row))
    )


def _joined(of_row: list[_Piece]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The cells of a row parted by tabs, one for each column passed, and where each begins."""
    text, cells, column = "", [], 1
    for piece in of_row:
        if piece.cell > column:
            text += _CELL_MARK * (piece.cell - column)
        elif text:
            text += " "
        column = max(column, piece.cell)
        cells.append((len(text), piece.where))
        text += piece.text
    return text, tuple(cells)
