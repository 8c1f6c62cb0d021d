"""Figures a person typed in paragraphs of one's own, held against the rest of the notice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xuncha.engine.noticecheck.document import check_notice, notice_of_text
from xuncha.engine.noticecheck.figures import CheckedFigure, FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.sentences import sentences
from xuncha.office.notices.script import Script

WRONG = frozenset({FigureVerdict.DIFFERS, FigureVerdict.IMPOSSIBLE, FigureVerdict.LIST_MISMATCH})
PROVEN = frozenset({FigureVerdict.AGREES, FigureVerdict.TRUNCATED})
UNPROVEN = "本通报中没有可以核对的数，请自行核对出处"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A typed figure to look at again: the paragraph, the figure, and in Chinese why."""

    paragraph: str
    stated: str
    why: str


def doubts_of(script: Script) -> tuple[Doubt, ...]:
    """The figures of paragraphs nobody computed that contradict the notice, or that nothing in it
    proves; empty where there are none. What a placeholder filled in is computed."""
    lines = [part.lead + part.text for part in script.body]
    mentions = [one for sentence in sentences(lines) for one in sentence.mentions]
    computed = [one for one in mentions if not _is_typed(script, one)]
    checked = {(one.line, one.start): one for one in check_notice(notice_of_text("\n".join(lines)))}
    found = []
    for one in mentions:
        if not _is_typed(script, one):
            continue
        why = _why(one, computed, checked.get((one.line, one.start)))
        if why:
            line = lines[one.line - 1]
            found.append(Doubt(line, line[one.start : one.end], why))
    return tuple(found)


def _is_typed(script: Script, one: Mention) -> bool:
    part = script.body[one.line - 1]
    if part.is_computed:
        return False
    at = one.start - len(part.lead)
    return not any(figure.start <= at < figure.end for figure in part.figures)


def _why(one: Mention, computed: Iterable[Mention], checked: CheckedFigure | None) -> str:
    """Why a typed figure is in doubt; empty where the notice proves it. Of what it counts nothing
    the notice speaks of it is proven by no sum."""
    if checked is not None and checked.verdict in WRONG:
        return f"与本通报不符：应为{checked.computed}" if checked.computed else "与本通报不符"
    same = {f"{other.figure.value}{other.unit}" for other in _of_one_kind(one, computed)}
    if same:
        is_said = f"{one.figure.value}{one.unit}" in same
        return "" if is_said else f"与本通报不符：本通报为{'、'.join(sorted(same))}"
    is_proven = checked is not None and checked.verdict in PROVEN and bool(one.subjects)
    return "" if is_proven else UNPROVEN


def _of_one_kind(one: Mention, computed: Iterable[Mention]) -> Iterator[Mention]:
    """The computed figures that say the same of the same targets of the whole round."""
    if not (one.role and one.subjects) or _is_special(one):
        return
    for other in computed:
        said = (other.role, other.subjects, other.unit)
        if said == (one.role, one.subjects, one.unit) and not _is_special(other):
            yield other


def _is_special(one: Mention) -> bool:
    """Of a part of the targets, of another round, or no exact figure."""
    return bool(one.group) or one.is_local or one.is_past or one.is_after or one.is_vague
