"""What a sentence shows of where a name begins and ends."""

from functools import lru_cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.names.near import is_chinese

REACH = 4
"""Characters of the longest mark beside a name."""


class Frames:
    """The marks of ``names_marks.tsv`` that stand right before or right after names."""

    def __init__(self) -> None:
        self._before = frozenset(words("names_marks", "before"))
        self._actor = frozenset(words("names_marks", "actor"))
        self._after = self._actor | frozenset(words("names_marks", "after"))

    def opens(self, text: str, at: int) -> bool:
        """Whether a name may begin here: after 由、听取了, a mark, or nothing."""
        return at == 0 or not is_chinese(text[at - 1]) or self.leads(text, at)

    def leads(self, text: str, at: int) -> bool:
        """Whether a word that leads to a name ends here: 由、听取了."""
        return any(text[max(0, at - size) : at] in self._before for size in range(1, REACH + 1))

    def closes(self, text: str, at: int) -> bool:
        """Whether a name may end here: before 负责、要求, a mark, or nothing."""
        return not is_chinese(text[at : at + 1]) or self._has(text, at, self._after)

    def acts(self, text: str, at: int) -> bool:
        """Whether what ends here acts as only organs do: 印发、召开、联合."""
        return self._has(text, at, self._actor)

    @staticmethod
    def _has(text: str, at: int, marks: frozenset[str]) -> bool:
        return any(text[at : at + size] in marks for size in range(1, REACH + 1))


@lru_cache(maxsize=1)
def shipped_frames() -> Frames:
    """The marks that come with the program."""
    return Frames()
