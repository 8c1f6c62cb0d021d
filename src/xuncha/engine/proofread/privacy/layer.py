"""Personal data as a layer of the proofreader."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.normal import narrowed
from xuncha.engine.proofread.privacy.documents import documents_in, may_show
from xuncha.engine.proofread.privacy.judging import verdict
from xuncha.engine.proofread.privacy.numbers import Number, What, numbers_in
from xuncha.engine.proofread.privacy.rules import PrivacyRule, privacy_rules
from xuncha.engine.proofread.privacy.surroundings import Surroundings
from xuncha.engine.proofread.privacy.tables import Tables

_WORTH = re.compile("[0-9０-９](?:[^0-9０-９一-鿿]{0,8}[0-9０-９]){10}")
"""Eleven digits with no Chinese character between them: all else is left at once."""
_BREAK = "\n"


class PersonalData:
    """Numbers, addresses and documents of persons; what an office publishes of itself is not
    meant. ``text`` of a finding holds what was found, ``suggestion`` what may be printed of it."""

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """What a text that came out that day tells of persons, in no order."""
        return self.document_findings((text,), published, band)[0]

    def document_findings(
        self, texts: Sequence[str], published: date | None, band: Band
    ) -> list[list[TextFinding]]:
        """The same for every text of a document that came out that day.

        A number broken over texts is told of the one it begins in: ``start`` and ``end`` are its
        first piece, ``text`` is all of them, a line each.
        """
        found: list[list[TextFinding]] = [[] for _ in texts]
        whole = _BREAK.join(texts)
        starts = list(accumulate((len(text) + len(_BREAK) for text in texts), initial=0))
        for start, end, rule, shown in _told(whole, published, band):
            number = bisect_right(starts, start) - 1
            begin = starts[number]
            found[number].append(
                TextFinding(
                    start - begin,
                    min(end - begin, len(texts[number])),
                    whole[start:end],
                    shown,
                    TextErrorKind.PRIVACY,
                    rule.id,
                    rule.band,
                    rule.confidence,
                    rule.why,
                )
            )
        return found


def _told(
    text: str, published: date | None, band: Band
) -> Iterator[tuple[int, int, PrivacyRule, str]]:
    """From where to where, by which rule, and what may be shown of it."""
    has_numbers, has_documents = has_long_number(text), band is Band.B and may_show(text)
    if not has_numbers and not has_documents:
        return
    narrow = narrowed(text)
    numbers = numbers_in(narrow, published) if has_numbers else []
    for number, rule in _judged(narrow, numbers):
        if rule.band is Band.A or band is Band.B:
            yield number.start, number.end, rule, rule.mask(number.digits)
    for one in documents_in(narrow) if has_documents else ():
        rule = privacy_rules()[one.rule]
        yield one.start, one.end, rule, one.shown or rule.mask_in_place(one.text)


def _judged(narrow: str, numbers: list[Number]) -> Iterator[tuple[Number, PrivacyRule]]:
    if not numbers:
        return
    rules, tables = privacy_rules(), Tables(narrow)
    around = [
        Surroundings(narrow, one.start, one.end, tables.heading(one.start)) for one in numbers
    ]
    persons = Counter(
        near.sentence for one, near in zip(numbers, around, strict=True) if one.what is What.ID
    )
    for one, near in zip(numbers, around, strict=True):
        others = persons[near.sentence] - (one.what is What.ID)
        name = verdict(one, near, others > 0)
        if name is not None:
            yield one, rules[name]


def has_long_number(text: str) -> bool:
    """Whether a text has digits enough in a row; most have not, and are left at once."""
    return _WORTH.search(text) is not None
