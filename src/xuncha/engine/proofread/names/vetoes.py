"""What speaks for a place that is almost a name being something else, and right."""

from dataclasses import replace

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.names.edits import Edit, Slip
from xuncha.engine.proofread.names.entries import GENERIC, NameKind
from xuncha.engine.proofread.names.familiar import (
    WINDOW,
    are_alike,
    belongs_first,
    belongs_last,
    is_known_word,
    limit,
    times,
)
from xuncha.engine.proofread.names.frames import shipped_frames
from xuncha.engine.proofread.names.near import Near, is_chinese

REACH = 14
"""Characters beside a slip in which another name may cover it."""

PAIR = 2
SHORT = 4
"""Characters up to which a name with one left out may be a word of its own."""


class Vetoes:
    """Asked once for each suspect; all names are names, whichever was meant."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._endings = words("names_marks", "ending")
        self._any_head = frozenset(words("names_marks", "any_head"))
        self._binding = words("names_marks", "binding")
        self._numerals = frozenset(words("names_marks", "numeral"))
        self._linking = frozenset(words("names_marks", "linking"))
        self._optional = frozenset(words("names_marks", "optional"))
        self._legitimate = frozenset(words("names_marks", "legitimate"))
        self._joints = frozenset(words("names_marks", "joint"))

    def is_another(self, found: str, slip: Slip | None) -> bool:
        """Whether what stands there is right as it is, or only counts otherwise (第三, 第二)."""
        counts = slip is not None and self._numerals.issuperset(slip.written + slip.meant)
        return counts or found in self._legitimate

    def speak(self, text: str, near: Near) -> bool:
        """Whether the place is left alone."""
        if _is_parted(near) or self.is_another(text[near.start : near.end], near.slip):
            return True
        extra = near.start + near.slip.at
        if near.slip.edit is Edit.EXTRA and text[extra : extra + PAIR] in self._joints:
            return True
        whole = near.anchored and near.closed and near.name.kind is NameKind.LAW
        if not whole and self._is_grammar(near) and not _is_twice(text, near):
            return True
        return self._may_stand(text, near)

    def is_known(self, text: str, near: Near) -> bool:
        """Whether clean text has what stands there, or a whole name stands over it."""
        at, found = near.start + near.slip.at, text[near.start : near.end]
        if found in self._legitimate or _is_usual(text, near):
            return True
        if self._is_covered(text, at, at + len(near.slip.written), near):
            return True
        if near.slip.edit is Edit.OTHER and (
            self._is_abbreviation(found) or self._is_in_another(text, at)
        ):
            return True
        after_all = near.slip.at >= len(near.name.text) or not near.slip.written
        starts = range(max(0, at - WINDOW + 1), at + (not after_all))
        return any(times(text[one : one + WINDOW]) >= limit("seam") for one in starts)

    def _is_abbreviation(self, found: str) -> bool:
        """Whether the characters are those of a much longer name, in its order (国家林草局)."""
        return any(
            len(one) > len(found) + 1
            and (one[0], one[-1]) == (found[0], found[-1])
            and _is_within(found, one)
            for one in self._names
        )

    def _is_in_another(self, text: str, at: int) -> bool:
        """Whether a whole name stands over the place, or to its end."""
        return any(
            text[start:stop] in self._names
            for start in range(max(0, at - REACH), at)
            for stop in range(max(at + 1, start + SHORT), at + REACH)
        )

    def _is_grammar(self, near: Near) -> bool:
        """Whether the slip only puts in or leaves out a character between two words."""
        slip, name = near.slip, near.name
        if slip.edit is Edit.EXTRA:
            loose = name.kind is NameKind.FORMULATION or slip.at == 0
            return (loose and slip.written in self._linking) or slip.written in self._optional
        if slip.edit is Edit.MISSING and slip.meant in self._optional:
            around = (
                name.text[max(0, slip.at - 1) : slip.at + 1],
                name.text[slip.at : slip.at + 2],
            )
            inside = any(len(pair) == PAIR and is_known_word(pair) for pair in around)
            return not inside and name.kind is not NameKind.REGION
        return False

    def _may_stand(self, text: str, near: Near) -> bool:
        slip = near.slip
        if slip.edit is Edit.OTHER and (
            _is_at_an_open_edge(text, near)
            or slip.written in self._optional
            or not are_alike(slip.written, slip.meant)
        ):
            return True
        if slip.edit is Edit.EXTRA and (
            self._begins_after(text, near) or self._ends_before(text, near)
        ):
            return True
        if _is_a_word(text, near) and not self._is_bound_title(text, near):
            return True
        if near.anchored and near.closed:
            return False
        at = near.start + slip.at
        return (
            _is_cut_out(text, near)
            or self._begins_before(text, near)
            or _ends_in_a_word(text, near)
            or _is_at_an_open_edge(text, near)
            or _is_usual(text, near)
            or self._is_covered(text, at, at + len(slip.written), near)
        )

    def _begins_after(self, text: str, near: Near) -> bool:
        """Whether the last character is the first one of another name (西宁市|市监局)."""
        at = near.end - 1
        return near.slip.at == at - near.start and any(
            text[at : at + size] in self._names for size in range(2, REACH)
        )

    def _ends_before(self, text: str, near: Near) -> bool:
        """Whether another name ends before the last character, which begins a word (厅|部署)."""
        last = near.end - 1
        is_next = near.slip.at + 1 == last - near.start
        return (
            is_next
            and text[near.start : last] in self._names
            and is_known_word(text[last : last + PAIR])
        )

    def _is_bound_title(self, text: str, near: Near) -> bool:
        """Whether a title in 《》 cannot do without its last character."""
        return (
            near.closed
            and near.name.kind is NameKind.LAW
            and near.slip.at == near.end - near.start
            and (
                text.startswith(self._binding, near.start) or near.name.text.endswith(self._endings)
            )
        )

    def _begins_before(self, text: str, near: Near) -> bool:
        """Whether the first characters belong to what stands before, and the rest is complete."""
        slip, start = near.slip, near.start
        if near.anchored or slip.edit is not Edit.MISSING:
            return False
        if near.name.kind is NameKind.REGION and near.end - start <= SHORT:
            before = text[max(0, start - 2) : start]
            bare = near.end - start == PAIR and text[near.end - 1] != "省"
            return bare or text[start] in self._optional or joins(before, text[start])
        rest = text[start + 1 : near.end]
        if slip.at == 1:
            if rest in self._any_head or (rest in self._names and text[start] in self._optional):
                return True
            if joins(text[max(0, start - 2) : start], text[start]):
                return True
        place = start + slip.at
        return any(
            text[begin:place] in self._names for begin in range(max(0, start - REACH), start)
        )

    def _is_covered(self, text: str, begin: int, end: int, near: Near) -> bool:
        """Whether a whole name, or a writing known to be right, stands over the slip."""
        bound = text.startswith(self._binding, near.start)
        for start in range(max(0, begin - REACH), begin + 1):
            for stop in range(max(end, start + 2), min(len(text), end + REACH) + 1):
                piece = text[start:stop]
                within = bound and near.start < start and stop <= near.end
                if start < begin and end < stop and piece in self._names and not within:
                    return True
                if piece in self._legitimate:
                    return True
        return False


def _is_within(found: str, name: str) -> bool:
    """Whether the characters stand in the name in the same order."""
    rest = iter(name)
    return all(character in rest for character in found)


def _is_parted(near: Near) -> bool:
    """Whether the character too many is a mark or a blank: then it is cut, or two things."""
    return near.slip.edit is Edit.EXTRA and not is_chinese(near.slip.written)


def _is_a_word(text: str, near: Near) -> bool:
    """Whether the slip makes words of its own, or somebody's name before 长 (林局长)."""
    slip, found = near.slip, text[near.start : near.end]
    if slip.edit is not Edit.MISSING:
        return False
    if near.anchored and near.closed and near.name.kind is NameKind.REGION:
        return False
    if len(found) < SHORT:
        usual = is_known_word(found) and times(found) >= limit("seam")
        return usual or text[near.end : near.end + 1] == "长"
    if slip.at == len(found) and near.closed and not belongs_last(near.name.text):
        return True
    if len(found) != SHORT or near.closed:
        return False
    halves = found[:PAIR], found[PAIR:]
    return all(is_known_word(one) and times(one) >= limit("usual") for one in halves)


def _ends_in_a_word(text: str, near: Near) -> bool:
    """Whether the character too many belongs to the last one (依法, 布局) or a post (局长), or the
    last one of a shorter name to what follows (政法委|会同)."""
    slip, size = near.slip, near.end - near.start
    if slip.edit is Edit.MISSING and slip.at == size - 1:
        return is_known_word(text[near.end - 1 : near.end + 1]) and near.end < len(text)
    if slip.edit is not Edit.EXTRA or slip.at != size - PAIR or _is_twice(text, near):
        return False
    post = text[near.end : near.end + 1] == "长"
    return post or is_known_word(text[near.end - PAIR : near.end])


def _is_cut_out(text: str, near: Near) -> bool:
    """Whether a short name changed over is rather pieces of words (外部交通)."""
    short = near.name.by_itself and len(near.name.text) <= SHORT
    if near.slip.edit is not Edit.SWAPPED or not short:
        return False
    before, after = text[max(0, near.start - 2) : near.start], text[near.end : near.end + 2]
    whole = is_known_word(text[near.start : near.start + PAIR])
    return whole or joins(before, text[near.start]) or joins_on(text[near.end - 1], after)


def _is_twice(text: str, near: Near) -> bool:
    """Whether the character too many repeats its neighbour."""
    at = near.start + near.slip.at
    one = near.slip.written
    return bool(one) and one in (text[at - 1 : at], text[at + 1 : at + 2])


def _is_at_an_open_edge(text: str, near: Near) -> bool:
    """Whether a slip at the edge may just be how the sentence goes on."""
    slip = near.slip
    last = near.end - near.start - (slip.edit is not Edit.MISSING)
    if slip.at == 0 and not near.anchored:
        return _may_begin_otherwise(text, near)
    if slip.at == last and not near.closed:
        return _may_end_otherwise(text, near)
    return False


def _may_begin_otherwise(text: str, near: Near) -> bool:
    slip, name = near.slip, near.name.text
    before = text[max(0, near.start - 2) : near.start]
    if (text[near.start] if slip.edit is Edit.MISSING else slip.written) in GENERIC:
        return True
    if slip.edit is Edit.MISSING:
        return not belongs_first(name) or joins(before, text[near.start])
    return slip.edit is Edit.OTHER or joins(before, slip.written)


def _may_end_otherwise(text: str, near: Near) -> bool:
    slip, name = near.slip, near.name
    after = text[near.end : near.end + 2]
    if slip.edit is Edit.MISSING:
        loose = not belongs_last(name.text)
        cut = is_known_word(name.text[-2:]) and not is_known_word(name.text[-3:-1])
        law = name.kind is NameKind.LAW or after[:1] in ("（", "(")
        law = law or (name.kind is NameKind.FORMULATION and not cut)
        after_all = text[near.end - 1] == "中"
        return law or loose or after_all or joins_on(text[near.end - 1], after)
    return slip.edit is Edit.OTHER or joins_on(slip.written, after)


def joins(before: str, character: str) -> bool:
    """Whether the character belongs to what stands before it."""
    return is_chinese(before[-1:]) and (
        is_known_word(before[-1:] + character)
        or (len(before) == 2 and is_known_word(before + character))
        or times(before[-1:] + character) >= limit("usual")
    )


def joins_on(character: str, after: str) -> bool:
    """Whether the character belongs to what stands after it."""
    return is_chinese(after[:1]) and (
        is_known_word(character + after[:1])
        or (len(after) == 2 and is_known_word(character + after))
        or times(character + after[:1]) >= limit("usual")
    )


def _is_usual(text: str, near: Near) -> bool:
    """Whether clean text has the characters about the slip together, too."""
    at = near.start + near.slip.at
    over = len(near.slip.written)
    starts = range(at - 3 + over // 2, at - 1) if over != 1 else (at - 2,)
    before_last = over == 0 and near.start + 1 < at < near.end <= at + 1
    if before_last and times(text[at - 2 : near.end]) >= limit("start"):
        return True
    windows = [text[max(0, one) : one + WINDOW] for one in starts]
    return any(len(one) == WINDOW and times(one) >= limit("seam") for one in windows)


def is_sure(near: Near) -> bool:
    """Whether it can be nothing else. A short region that stands alone may be another, unlisted."""
    alone = not near.anchored and near.name.kind is NameKind.REGION
    return not alone or len(near.name.text) > SHORT or near.name.text.endswith("省")


def replaced(text: str, near: Near) -> Near:
    """The same slip, or another character at the edge where it seems to be one left out.

    In 径济社会发展 nothing is missing: what stands before is alike, or belongs to nothing else.
    """
    slip, name = near.slip, near.name.text
    if slip.edit is not Edit.MISSING or len(name) == 1:
        return near
    free = not near.anchored or (near.closed and near.name.kind is NameKind.REGION)
    if slip.at == 0 and free and _stands_before(text, near.start - 1, name[0]):
        other = Slip(Edit.OTHER, 0, text[near.start - 1], name[0])
        return replace(near, start=near.start - 1, slip=other)
    if slip.at == len(name) - 1 and not near.closed:
        if text[near.end + 1 : near.end + 2] == name[-1] and is_chinese(text[near.end]):
            extra = Slip(Edit.EXTRA, slip.at, text[near.end], "")
            return replace(near, end=near.end + 2, slip=extra)
        if _stands_after(text, near.end, name[-1]):
            other = Slip(Edit.OTHER, slip.at, text[near.end], name[-1])
            return replace(near, end=near.end + 1, slip=other)
    return near


def _stands_before(text: str, at: int, meant: str) -> bool:
    """Whether the character there stands for the first one of the name that follows."""
    if at < 0 or not is_chinese(text[at]):
        return False
    if are_alike(text[at], meant, "alike_edge"):
        return True
    frames = shipped_frames()
    if frames.leads(text, at + 1):
        return False
    return frames.opens(text, at) or _belongs_to_nothing(text[at - 1 : at + 1])


def _stands_after(text: str, at: int, meant: str) -> bool:
    """Whether the character there stands for the last one of the name that ends."""
    if at >= len(text) or not is_chinese(text[at]):
        return False
    if are_alike(text[at], meant, "alike_edge"):
        return True
    if shipped_frames().closes(text, at):
        return False
    return not is_chinese(text[at + 1 : at + 2]) or _belongs_to_nothing(text[at : at + 2])


def _belongs_to_nothing(pair: str) -> bool:
    """Whether a character and its neighbour outside the name hardly stand together."""
    return not is_known_word(pair) and times(pair) < limit("seam")
