"""All counts of a notice, from near a figure to far from it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from xuncha.engine.extract.lexicon import words
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.wording import WORDS, either
from xuncha.engine.proofread.figures.quantities import Sort

MOST_MENTIONS = 1000
"""More figures than this in one notice, or more pairs of them, are not held against one another."""
LONGEST_LINE = 20_000
"""Characters; what a longer paragraph says is not looked through for every rate of it."""


class Counts:
    """All counts of a notice, looked up from near to far."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._of_sentence = {one.number: list(one.mentions) for one in sentences}
        self._text = {one.number: one.text for one in sentences}
        self._begin = {one.number: one.start for one in sentences}
        self._lines: dict[int, str] = {}
        for line, told in groupby(sentences, key=lambda one: one.line):
            self._lines[line] = "".join(one.text for one in told)
        self._of_line: dict[int, list[Mention]] = {}
        for one in sentences:
            self._of_line.setdefault(one.line, []).extend(one.mentions)
        self._all = [one for sentence in sentences for one in sentence.mentions]

    def of_sentence(self, rate: Mention) -> list[Mention]:
        """All mentions of a rate's sentence."""
        return self._of_sentence[rate.sentence]

    def of_line(self, one: Mention) -> list[Mention]:
        """All mentions of a figure's paragraph."""
        return self._of_line[one.line]

    def text_of_line(self, one: Mention) -> str:
        """The text of a figure's paragraph, with every place where it was; nothing of one longer
        than a notice has."""
        text = self._lines[one.line]
        return text if len(text) <= LONGEST_LINE else ""

    def beside(self, rate: Mention) -> Iterator[list[Mention]]:
        """The counts of a rate's clauses, of its sentence, with the one before, of its line."""
        near = self.around(rate)
        yield next(near)
        yield next(near)
        yield self.with_the_one_before(rate)
        line = self._of_line[rate.line]
        yield line if len(line) <= MOST_MENTIONS else []

    def opens(self, one: Mention) -> bool:
        """Whether a figure's sentence begins by telling the parts of what stands before it."""
        return self._text[one.sentence].lstrip().startswith(words(WORDS, "divides"))

    def only_divide(self, one: Mention, other: Mention) -> bool:
        """Whether every sentence between those of two figures but tells the parts of what stands
        before it, and there is one."""
        between = range(one.sentence + 1, other.sentence)
        divides = words(WORDS, "divides")
        return bool(between) and all(self._text[at].lstrip().startswith(divides) for at in between)

    def tells_of_a_look(self, one: Mention) -> bool:
        """Whether a figure's sentence says that something was inspected."""
        return either("inspected").search(self._text[one.sentence]) is not None

    def text_before(self, one: Mention) -> str:
        """A figure's sentence up to it."""
        return self._text[one.sentence][: one.start - self._begin[one.sentence]]

    def text_from(self, one: Mention) -> str:
        """A figure's sentence and the one after it."""
        return self._text[one.sentence] + self._text.get(one.sentence + 1, "")

    def of_line_before(self, one: Mention) -> list[Mention]:
        """All mentions of the paragraph before a figure's that has any."""
        return next(self.lines_before(one), [])

    def lines_before(self, one: Mention) -> Iterator[list[Mention]]:
        """The mentions of the paragraphs before a figure's, the nearest first."""
        return filter(None, (self._of_line.get(at) for at in range(one.line - 1, 0, -1)))

    def lines_about(self, one: Mention, most: int) -> Iterator[list[Mention]]:
        """The mentions of so many paragraphs before a figure's and after it, the nearest first,
        those before sooner."""
        for far in range(1, most + 1):
            yield self._of_line.get(one.line - far, [])
            yield self._of_line.get(one.line + far, [])

    def around(self, rate: Mention) -> Iterator[list[Mention]]:
        """The mentions near a rate, then those of its sentence, of the one before too, of its
        paragraph, of the notice.

        Nothing beyond its sentence for a rate of one region or of an earlier round; nothing of a
        notice with more figures than a notice has.
        """
        sentence = self.of_sentence(rate)
        earlier = [
            one.start
            for one in sentence
            if one.sort is Sort.PERCENT
            and one.role == rate.role
            and one.start < rate.start
            and one.segment != rate.segment
        ]
        begin = max(earlier, default=-1)
        if rate.group:
            sentence = [one for one in sentence if one.group == rate.group]
        yield [one for one in sentence if begin < one.start < rate.start]
        yield sentence
        if rate.is_local or rate.is_past:
            return
        yield [one for one in self.with_the_one_before(rate) if one.group == rate.group]
        for wider in (self._of_line[rate.line], self._all):
            is_readable = len(wider) <= MOST_MENTIONS
            yield [one for one in wider if one.group == rate.group] if is_readable else []

    def with_the_one_before(self, rate: Mention) -> list[Mention]:
        """All mentions of a figure's sentence and of the one before it in its paragraph."""
        before = self._of_sentence.get(rate.sentence - 1, [])
        if before and before[0].line != rate.line:
            before = []
        return [*before, *self.of_sentence(rate)]
