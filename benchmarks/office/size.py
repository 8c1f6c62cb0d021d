"""How large the office is that pages are timed on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Targets, rounds and findings; the default is the large province the project designs for."""

    sites: int = 900
    accounts: int = 5400
    rounds: int = 8
    findings: int = 400_000
    columns: int = 17
    bodies: int = 700
    phrases: int = 2500
    decided_pct: int = 96
    confirmed_pct: int = 55

    @property
    def targets(self) -> int:
        """Sites and accounts."""
        return self.sites + self.accounts


FULL = Size()
SMALL = Size(sites=30, accounts=120, rounds=2, findings=1500, bodies=40, phrases=100)
