"""A figure of a notice with what its words say of it, and the sentence it stands in."""

from dataclasses import dataclass

from xuncha.engine.proofread.figures.arithmetic import Figure
from xuncha.engine.proofread.figures.quantities import Sort


@dataclass(frozen=True, slots=True)
class Mention:
    """A count or a percentage as it stands in the notice.

    ``role`` is one of ``wording.ROLES``, ``moved`` (so many more or fewer) or ``area`` (regions)
    for a count, one of ``wording.RATES`` or ``change`` for a percentage; empty where the words
    around it do not tell. ``group`` is the platform or class it is restricted to;
    ``has_group``: its own words name it, not those before.
    ``segment`` counts the percentages before it in its sentence. ``is_after``: of the second look
    after repairs; ``is_past``: of an earlier round; ``is_local``: of one region or body;
    ``is_vague``: about so many, or a bound. ``words``: those of its clause around it.
    """

    line: int
    sentence: int
    segment: int
    start: int
    end: int
    figure: Figure
    sort: Sort
    unit: str
    subjects: tuple[str, ...] = ()
    role: str = ""
    group: str = ""
    has_group: bool = False
    is_after: bool = False
    is_past: bool = False
    is_local: bool = False
    is_vague: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in its line and the mentions in it, in order.

    ``quote`` is as printed; ``text``, of the same length, has what misleads taken out.
    """

    line: int
    number: int
    start: int
    quote: str
    text: str
    mentions: tuple[Mention, ...]
