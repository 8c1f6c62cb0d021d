"""What one visit may still spend: pages, bytes, seconds."""

from collections.abc import Callable
from dataclasses import dataclass

from xuncha.engine.domain.fetches import VisitSettings


@dataclass(frozen=True, slots=True)
class Spent:
    """What a visit that goes on had spent before."""

    pages: int = 0
    bytes: int = 0
    seconds: float = 0.0


class Budget:
    """Spends the limits of a visit. ``seconds`` is a monotonic clock, handed in."""

    def __init__(self, settings: VisitSettings, seconds: Callable[[], float], spent: Spent) -> None:
        """Start the visit now, or go on with one that has ``spent`` something."""
        self._settings = settings
        self._seconds = seconds
        self._started = seconds() - spent.seconds
        self.pages = spent.pages
        self.bytes = spent.bytes

    def spend(self, size: int) -> None:
        """Count one answer of ``size`` bytes."""
        self.pages += 1
        self.bytes += size

    def pages_left(self) -> int:
        """How many pages may still be asked for; 0 when any other limit is reached too."""
        if self.exhausted():
            return 0
        return self._settings.site_max_pages - self.pages

    def exhausted(self) -> str:
        """The Chinese reason why nothing more may be asked for; empty while there is room."""
        if self.pages >= self._settings.site_max_pages:
            return f"已看满 {self._settings.site_max_pages} 页"
        return self.overspent()

    def overspent(self) -> str:
        """The Chinese reason why the limits in bytes and seconds are reached; empty otherwise."""
        if self.bytes >= self._settings.site_max_bytes:
            return f"已读满 {self._settings.site_max_bytes} 字节"
        if self.seconds_left() <= 0:
            return f"已用满 {self._settings.site_max_seconds:g} 秒"
        return ""

    def seconds_left(self) -> float:
        """How long the visit may still last."""
        return self._settings.site_max_seconds - (self._seconds() - self._started)
