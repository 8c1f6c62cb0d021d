"""What is doubted although a veto speaks for it: where the sentence shows where the name ends."""

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.names.edits import Edit
from xuncha.engine.proofread.names.entries import GENERIC, LISTED, NameKind
from xuncha.engine.proofread.names.familiar import are_alike, is_known_word
from xuncha.engine.proofread.names.frames import shipped_frames
from xuncha.engine.proofread.names.near import Near, is_chinese
from xuncha.engine.proofread.names.vetoes import joins, joins_on

PAIR = 2


class Doubts:
    """Asked for what the vetoes leave alone, in band B only."""

    def __init__(self) -> None:
        self._frames = shipped_frames()
        self._numerals = frozenset(words("names_marks", "numeral"))
        self._optional = frozenset(words("names_marks", "optional"))
        self._joining = frozenset(words("names_marks", "joining"))

    def speak(self, text: str, near: Near) -> bool:
        """Whether the place is worth a look."""
        slip = near.slip
        if not all(map(is_chinese, slip.written + slip.meant)):
            return False
        if near.name.kind is NameKind.REGION or slip.written + slip.meant in self._numerals:
            return False
        if (slip.written or slip.meant) in self._joining:
            return False
        if slip.edit is Edit.OTHER:
            return self._is_another(text, near)
        if near.name.kind is NameKind.LAW:
            return False
        if slip.edit is Edit.EXTRA:
            return self._is_too_many(text, near)
        if slip.edit is Edit.MISSING:
            return self._is_left_out(text, near)
        return self._is_framed(text, near)

    def _is_framed(self, text: str, near: Near) -> bool:
        return self._opens(text, near) and self._closes(text, near)

    def _opens(self, text: str, near: Near) -> bool:
        return near.anchored or self._frames.opens(text, near.start)

    def _closes(self, text: str, near: Near) -> bool:
        return near.closed or self._frames.closes(text, near.end)

    def _is_another(self, text: str, near: Near) -> bool:
        """Whether the other character makes no word where it stands, or is alike at an edge."""
        slip, found = near.slip, text[near.start : near.end]
        if slip.written in GENERIC:
            return False
        if slip.at == 0:
            return self._opens(text, near) and are_alike(slip.written, slip.meant)
        if slip.at == len(found) - 1:
            return self._closes(text, near) and are_alike(slip.written, slip.meant)
        return len(found) >= LISTED and not _makes_a_word(found, slip.at)

    def _is_too_many(self, text: str, near: Near) -> bool:
        """Whether the character too many parts a word, or repeats the last one before a mark."""
        slip, name = near.slip, near.name.text
        found = text[near.start : near.end]
        if slip.at >= len(name):
            return self._closes(text, near)
        if slip.at == 0:
            return self._opens(text, near) and not _makes_a_word(found, 0)
        if is_known_word(name[slip.at - 1 : slip.at + 1]) and not _makes_a_word(found, slip.at):
            return True
        return slip.written not in self._optional and self._is_framed(text, near)

    def _is_left_out(self, text: str, near: Near) -> bool:
        """Whether nothing else can have been meant between what shows the edges."""
        slip, name = near.slip, near.name
        found = text[near.start : near.end]
        if slip.at == len(found):
            if name.kind is NameKind.ORGAN and self._frames.acts(text, near.end):
                return self._opens(text, near)
            joined = joins_on(found[-1], text[near.end : near.end + PAIR])
            return self._is_framed(text, near) and not joined and not is_known_word(found[-PAIR:])
        return self._is_framed(text, near) and not (slip.at == 0 and self._is_whole(text, near))

    def _is_whole(self, text: str, near: Near) -> bool:
        """Whether nothing need be missing before the first character."""
        found, name = text[near.start : near.end], near.name
        if found[0] in self._optional or joins(text[max(0, near.start - 2) : near.start], found[0]):
            return True
        if name.kind is NameKind.FORMULATION:
            return is_known_word(found[:PAIR])
        return not name.by_itself and not near.anchored


def _makes_a_word(found: str, at: int) -> bool:
    """Whether a character makes a word with one of its neighbours."""
    pairs = found[max(0, at - 1) : at + 1], found[at : at + PAIR]
    return any(len(pair) == PAIR and is_known_word(pair) for pair in pairs)
