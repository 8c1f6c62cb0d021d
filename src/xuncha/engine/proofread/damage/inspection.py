"""Blocks of text tested for damage: what happened to each, and what undoing all of it leaves.

A block is a line. Damages lie over one another; the last that happened is undone first.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.damage import escapes, marks, recoding, rewriting
from xuncha.engine.proofread.damage.characters import HAN
from xuncha.engine.proofread.damage.headings import gaps
from xuncha.engine.proofread.damage.limits import shipped_limits
from xuncha.engine.proofread.damage.recutting import lost_byte
from xuncha.engine.proofread.damage.script import traditional_places
from xuncha.engine.proofread.damage.signs import with_sign
from xuncha.engine.proofread.damage.steps import Outcome, Sort, Step, sentences

_Undo = Callable[[str], Step | None]
_READ_WRONGLY: tuple[_Undo, ...] = (
    escapes.unicode_escapes,
    escapes.entities,
    escapes.percent,
    recoding.western,
    marks.replaced_twice,
    recoding.eastern,
)
_LOST: tuple[_Undo, ...] = (
    lost_byte,
    marks.undecoded,
    marks.private_use,
    marks.invisible,
)
_OF_ANY = (*_READ_WRONGLY, *_LOST, rewriting.pinyin)
_OF_COPIED = (
    *_READ_WRONGLY,
    rewriting.commas,
    *_LOST,
    rewriting.pinyin_of_copy,
    rewriting.traditional,
    rewriting.narrowed,
    rewriting.hidden_address,
)
_LOCAL = frozenset({Sort.ENTITY, Sort.PERCENT, Sort.ESCAPE, Sort.INVISIBLE, Sort.PRIVATE_USE})
"""Damages that leave the rest of their block as it was."""
_COPIED = frozenset({Sort.COMMA, Sort.PINYIN})
"""Traces of a copying site, which treats a whole text alike."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What happened to a block, characters ``start`` to ``end`` of which it touched.

    ``text`` is the whole block with everything undone that can be; ``meant`` the touched characters
    as they were, empty where some of them are lost. ``copied``: a copying site rewrote the block.
    ``notes`` are sentences about the block among the others.
    """

    start: int
    end: int
    text: str
    meant: str
    steps: tuple[Step, ...]
    certain: bool
    copied: bool
    notes: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether the rest of the block is as it was."""
        return all(step.sort in _LOCAL for step in self.steps)

    @property
    def sort(self) -> Sort:
        """The gravest damage, a certain one where there is one."""
        gravity = list(Sort)
        return min(self.steps, key=lambda one: (not one.certain, gravity.index(one.sort))).sort

    @property
    def outcome(self) -> Outcome:
        """How far all of it could be undone."""
        outcomes = {step.outcome for step in self.steps}
        return next(
            one for one in (Outcome.OPEN, Outcome.GUESSED, Outcome.EXACT) if one in outcomes
        )

    @property
    def why(self) -> str:
        """All that happened, in the order it is undone, for a clerk."""
        return "；".join((*(step.why for step in self.steps), *self.notes))


def inspect(blocks: Sequence[str]) -> list[Damage | None]:
    """For every block of one document its damage; None: it is sound.

    Signs that mean little by themselves (other script, a single comma) count where another block
    of the document was certainly rewritten by a copying site.
    """
    signs = with_sign(Batch(blocks))
    found = [_damage(block) if at in signs else None for at, block in enumerate(blocks)]
    if any(one and one.copied for one in found):
        found = [
            one if one and one.copied else _beside_copied(block) or one
            for one, block in zip(found, blocks, strict=True)
        ]
        return _with_gaps(blocks, found)
    return _with_other_script(blocks, _with_gaps(blocks, found), signs)


def _damage(block: str) -> Damage | None:
    """The damage that a block shows by itself."""
    steps = _undone(block, _OF_ANY)
    text = steps[-1].text if steps else block
    comma = rewriting.commas(text)
    signs = [step for step in (*steps, comma) if step and step.sort in _COPIED]
    if any(step.certain for step in signs):
        return _told(block, _undone(block, _OF_COPIED), certain=True, copied=True)
    return _told(block, steps, certain=any(one.certain for one in steps), copied=False)


def _beside_copied(block: str) -> Damage | None:
    """The damage of a block that stands among rewritten ones; None: it was spared."""
    steps = _undone(block, _OF_COPIED)
    if all(step.sort is Sort.NARROWED for step in steps):
        return None
    told = _told(block, steps, certain=True, copied=True)
    return told and replace(told, notes=(sentences()["same-document"],))


def _with_gaps(blocks: Sequence[str], found: Sequence[Damage | None]) -> list[Damage | None]:
    """What a recovered heading number tells about its neighbours, noted where it stands."""
    if not any(one and any(s.sort is Sort.LOST_BYTE for s in one.steps) for one in found):
        return list(found)
    texts = [one.text if one else block for one, block in zip(found, blocks, strict=True)]
    missing = gaps(texts)
    return [
        replace(one, notes=(*one.notes, missing[number])) if one and number in missing else one
        for number, one in enumerate(found)
    ]


def _with_other_script(
    blocks: Sequence[str], found: list[Damage | None], signs: Collection[int]
) -> list[Damage | None]:
    """Also, doubtfully, the traditional blocks of a document that is else in simplified script."""
    limits = shipped_limits()
    strange = {
        number for number in signs if found[number] is None and _is_other_script(blocks[number])
    }
    if not strange:
        return found
    rest = "".join(block for number, block in enumerate(blocks) if number not in strange)
    han = len(HAN.findall(rest))
    stray = len(traditional_places(rest))
    if han < limits.document_least or stray > limits.simplified_share * han:
        return found
    for number in strange:
        step = rewriting.traditional(blocks[number])
        if step:
            found[number] = _told(blocks[number], [step], certain=False, copied=False)
    return found


def _is_other_script(block: str) -> bool:
    """Whether a block is a paragraph, not a name or a title, in traditional script."""
    limits = shipped_limits()
    han = len(HAN.findall(block))
    if han < limits.traditional_least or "。" not in block:
        return False
    return len(traditional_places(block)) >= limits.traditional_share * han


def _undone(block: str, order: Iterable[_Undo]) -> list[Step]:
    """One step after the other, each on what the one before left."""
    steps: list[Step] = []
    for undo in order:
        step = undo(steps[-1].text if steps else block)
        if step:
            steps.append(step)
    return steps


def _told(block: str, steps: Sequence[Step], *, certain: bool, copied: bool) -> Damage | None:
    if not steps:
        return None
    text = steps[-1].text
    whole = all(step.outcome is not Outcome.OPEN for step in steps)
    start, end = _touched(block, text) if whole else _covered(block, steps)
    meant = text[start : len(text) - (len(block) - end)] if whole else ""
    return Damage(start, end, text, meant, tuple(steps), certain, copied)


def _touched(block: str, text: str) -> tuple[int, int]:
    """The characters of a block that undoing changed, with a neighbour where all were taken out."""
    start = _shared(block, text)
    same = _shared(block[start:][::-1], text[start:][::-1])
    end = len(block) - same
    if len(text) - same > start:
        return start, end
    return (start - 1, end) if start else (start, min(len(block), end + 1))


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _covered(block: str, steps: Sequence[Step]) -> tuple[int, int]:
    """From the first to the last damage; all of the block where one changed its length before."""
    if len(steps) == 1:
        return steps[0].start, steps[0].end
    return 0, len(block)
