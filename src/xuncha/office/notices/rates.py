"""Rates that carry their counts, and the house style they are printed in.

No rate is ever typed: it is computed here, exactly, from two counts and a named base.
"""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.office.notices.errors import NoticeError


class Rounding(StrEnum):
    """What happens to the digits that are not printed."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"


@dataclass(frozen=True, slots=True)
class PercentStyle:
    """The house style of an office for percentages (data/notices/*.toml).

    ``never_full_with_failures`` prints the cut-off figure where rounding up would show 100 % beside
    failures (2943 of 2944).
    """

    decimals: int
    mode: Rounding
    never_full_with_failures: bool

    def __post_init__(self) -> None:
        if not 0 <= self.decimals <= 6:
            raise NoticeError(f"合格率小数位数应在0到6之间，现为{self.decimals}")


@dataclass(frozen=True, slots=True)
class Rate:
    """``numerator`` of ``denominator``; ``base`` says in Chinese what the denominator counts."""

    numerator: int
    denominator: int
    base: str
    style: PercentStyle

    def __post_init__(self) -> None:
        if self.denominator <= 0 or not 0 <= self.numerator <= self.denominator:
            raise NoticeError(f"比率无法计算：{self.numerator}/{self.denominator}（{self.base}）")

    @property
    def percent(self) -> str:
        """The printed rate (``97.04%``); a full rate is ``100%`` whatever the decimals are."""
        if self.numerator == self.denominator:
            return "100%"
        units = self._rounded()
        scale: int = 10**self.style.decimals
        if units >= 100 * scale and self.style.never_full_with_failures:
            units = self._cut()
        whole, rest = divmod(units, scale)
        return f"{whole}.{rest:0{self.style.decimals}d}%" if self.style.decimals else f"{whole}%"

    @property
    def fraction(self) -> str:
        """The two counts (``131/135``)."""
        return f"{self.numerator}/{self.denominator}"

    @property
    def text(self) -> str:
        """The rate with its counts (``97.04%（131/135）``)."""
        return f"{self.percent}（{self.fraction}）"

    def _cut(self) -> int:
        """The rate in units of the last printed decimal, cut off."""
        return int(self.numerator * 100 * 10**self.style.decimals // self.denominator)

    def _rounded(self) -> int:
        """The rate in units of the last printed decimal, in the style's rounding mode."""
        if self.style.mode is Rounding.TRUNCATE:
            return self._cut()
        doubled = 2 * self.numerator * 100 * 10**self.style.decimals
        return int((doubled + self.denominator) // (2 * self.denominator))
