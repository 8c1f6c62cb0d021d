"""Every word has its own Chinese term, also where two enums store the same name."""

from enum import StrEnum

from xuncha.engine.domain import words
from xuncha.engine.domain.words import LABELS, ColumnKind, PageKind, TextErrorKind, UnableClass


def test_words_stored_under_one_name_keep_their_own_terms():
    assert (LABELS[ColumnKind.OTHER], LABELS[PageKind.OTHER]) == ("其他", "其他页面")
    assert (LABELS[UnableClass.NAME], LABELS[TextErrorKind.NAME]) == ("域名无法解析", "名称错误")


def test_every_word_but_the_bands_has_a_term():
    enums = [e for e in vars(words).values() if isinstance(e, type) and issubclass(e, StrEnum)]
    lacking = [w for e in enums if e not in (StrEnum, words.Band) for w in e if w not in LABELS]
    assert lacking == []
