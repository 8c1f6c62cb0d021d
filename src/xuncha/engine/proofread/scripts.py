"""Which language a line is in: the Chinese layers look at Chinese only."""

import re

from xuncha.engine.extract.languages import language_of
from xuncha.engine.proofread.batch import Batch

_CHINESE = frozenset({"zh", ""})
"""A line without letters, a number or a mark, belongs to the Chinese text around it."""
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_KANA_IN_CHINESE = 0.2
"""Japanese has more kana than this for each of its characters."""
_FOREIGN_LETTER = re.compile("[A-Za-z\u0400-\u18af\u3041-\u30fa\uac00-\ud7a3\ufb50-\ufeff]")


def with_foreign_letters(lines: Batch) -> set[int]:
    """The lines that need asking for their language at all, by number."""
    return lines.having(_FOREIGN_LETTER)


def is_chinese(line: str) -> bool:
    """Whether the Chinese layers may judge a line: no Tibetan, Mongolian, Uyghur, English one."""
    if not _FOREIGN_LETTER.search(line):
        return True
    kana = len(_KANA.findall(line))
    if kana and kana > _KANA_IN_CHINESE * len(line):
        return False
    return language_of(line) in _CHINESE
