"""What stands for a whole series of looks as evidence."""

import hashlib
from collections.abc import Iterable

from xuncha.engine.domain.fetches import ProbeRow


def digest_of(rows: Iterable[ProbeRow]) -> str:
    """``sha256:<hex>`` over time, failure and duration of every look, in the order given."""
    lines = "\n".join(f"{r.at.isoformat()} {r.failure or '-'} {r.total_ms}" for r in rows)
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"
