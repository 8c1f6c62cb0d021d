"""Layer 0: passages tested for damage, line by line, before any other layer looks at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, repeat

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.damage.inspection import Damage, inspect
from xuncha.engine.proofread.damage.limits import shipped_limits
from xuncha.engine.proofread.damage.script import is_other_script
from xuncha.engine.proofread.damage.signs import has_sign, with_sign
from xuncha.engine.proofread.findings import Passage, TextFinding
from xuncha.engine.proofread.scripts import is_chinese, with_foreign_letters

BLANK = "\n"
"""Stands for a character that no other layer may look at: it ends every word and clause."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A passage after layer 0, its texts as long as the passage.

    ``sound`` is blank where the text is certainly damaged, ``chinese`` also where a line is in
    another language or script.
    """

    findings: tuple[TextFinding, ...]
    sound: str
    chinese: str


def prepare(passages: Sequence[Passage]) -> list[Prepared]:
    """Every passage tested for damage; the lines of one document are looked at together.

    Passages that name no document are each one of their own.
    """
    batch = Batch([one.text for one in passages])
    damaged = with_sign(batch)
    strange = damaged | with_foreign_letters(batch)
    documents: dict[str | int, list[int]] = {}
    for number, one in enumerate(passages):
        documents.setdefault(one.document or number, []).append(number)
    damages: dict[int, list[Damage | None]] = {}
    for members in documents.values():
        if not damaged.isdisjoint(members):
            lines = [passages[number].text.split(BLANK) for number in members]
            found = iter(inspect([line for of_passage in lines for line in of_passage]))
            for number, of_passage in zip(members, lines, strict=True):
                damages[number] = list(islice(found, len(of_passage)))
    return [
        _prepared(one.text.split(BLANK), damages.get(number))
        if number in strange
        else Prepared((), one.text, one.text)
        for number, one in enumerate(passages)
    ]


def _prepared(lines: Sequence[str], damages: Sequence[Damage | None] | None) -> Prepared:
    findings: list[TextFinding] = []
    sound: list[str] = []
    chinese: list[str] = []
    begin = 0
    for line, damage in zip(lines, damages or repeat(None), strict=False):
        left = line
        if damage:
            findings.append(_finding(line, begin, damage))
            left = _without(line, damage)
        sound.append(left)
        chinese.append(left if _is_ours(left) else BLANK * len(left))
        begin += len(line) + 1
    return Prepared(tuple(findings), BLANK.join(sound), BLANK.join(chinese))


def _is_ours(line: str) -> bool:
    """Whether a line is Chinese in simplified script."""
    return is_chinese(line) and not (has_sign(line) and is_other_script(line))


def _without(line: str, damage: Damage) -> str:
    if not damage.certain:
        return line
    start, end = (damage.start, damage.end) if damage.is_local else (0, len(line))
    return line[:start] + BLANK * (end - start) + line[end:]


def _finding(line: str, begin: int, damage: Damage) -> TextFinding:
    limits = shipped_limits()
    return TextFinding(
        begin + damage.start,
        begin + damage.end,
        line[damage.start : damage.end],
        damage.meant,
        TextErrorKind.DAMAGE,
        damage.sort,
        Band.A if damage.certain else Band.B,
        limits.certain_confidence if damage.certain else limits.doubtful_confidence,
        damage.why,
    )
