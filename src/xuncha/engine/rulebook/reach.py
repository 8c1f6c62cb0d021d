"""Which targets something of a book is for, and the bands its scores fall into."""

from dataclasses import dataclass

from xuncha.engine.domain.words import Level, TargetKind


@dataclass(frozen=True, slots=True)
class Applies:
    """Which targets a row is for. Empty ``levels`` means every level; empty ``kinds`` means the
    bodies of a book that assesses bodies."""

    kinds: tuple[TargetKind, ...]
    levels: tuple[Level, ...] = ()
    portal_only: bool = False
    services_only: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A word for a verdict: 优秀, 基本合格, 接近单否.

    ``at_least`` ≤ score < ``below``, either open. ``near_veto`` True: for targets without a veto
    of which a row reached its ``near``. ``veto`` True: for targets a veto failed.
    """

    id: str
    name: str
    source: str
    at_least: float | None = None
    below: float | None = None
    near_veto: bool = False
    veto: bool = False
