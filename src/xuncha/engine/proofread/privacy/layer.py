"""Personal data as a layer of the proofreader."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.normal import narrowed
from xuncha.engine.proofread.privacy.documents import Document, documents_in, may_show
from xuncha.engine.proofread.privacy.judging import verdict
from xuncha.engine.proofread.privacy.numbers import Number, What, numbers_in
from xuncha.engine.proofread.privacy.rules import PrivacyRule, privacy_rules
from xuncha.engine.proofread.privacy.surroundings import Surroundings

_WORTH = re.compile("[0-9０-９](?:[^0-9０-９一-鿿]{0,8}[0-9０-９]){10}")
"""Eleven digits with no Chinese character between them: all else is left at once."""


class PersonalData:
    """Numbers, addresses and documents of persons; what an office publishes of itself is not
    meant. ``text`` of a finding holds what was found, ``suggestion`` what may be printed of it."""

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """What a text that came out that day tells of persons, in no order."""
        has_numbers, has_documents = has_long_number(text), band is Band.B and may_show(text)
        if not has_numbers and not has_documents:
            return
        narrow = narrowed(text)
        numbers = numbers_in(narrow, published) if has_numbers else []
        for number, rule in _judged(narrow, numbers):
            if rule.band is Band.A or band is Band.B:
                yield _finding(text, number.start, number.end, rule, rule.mask(number.digits))
        for document in documents_in(narrow) if has_documents else ():
            yield _of_document(text, document)


def _judged(narrow: str, numbers: list[Number]) -> Iterator[tuple[Number, PrivacyRule]]:
    rules = privacy_rules()
    around = [Surroundings(narrow, one.start, one.end) for one in numbers]
    persons = Counter(
        near.sentence for one, near in zip(numbers, around, strict=True) if one.what is What.ID
    )
    for one, near in zip(numbers, around, strict=True):
        others = persons[near.sentence] - (one.what is What.ID)
        name = verdict(one, near, others > 0)
        if name is not None:
            yield one, rules[name]


def _of_document(text: str, found: Document) -> TextFinding:
    rule = privacy_rules()[found.rule]
    return _finding(
        text, found.start, found.end, rule, found.shown or rule.mask_in_place(found.text)
    )


def _finding(text: str, start: int, end: int, rule: PrivacyRule, shown: str) -> TextFinding:
    return TextFinding(
        start,
        end,
        text[start:end],
        shown,
        TextErrorKind.PRIVACY,
        rule.id,
        rule.band,
        rule.confidence,
        rule.why,
    )


def has_long_number(text: str) -> bool:
    """Whether a text has digits enough in a row; most have not, and are left at once."""
    return _WORTH.search(text) is not None
