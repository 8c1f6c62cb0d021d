"""What was seen and not kept: an answer that carries a mark of a state secret."""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.domain.words import SecrecyLevel


@dataclass(frozen=True, slots=True)
class Withheld:
    """One answer whose content was not kept. ``digest`` is the reference its payload would have,
    ``size`` its bytes as transferred; of the content itself nothing is here but its level."""

    url: str
    at: datetime
    digest: str
    size: int
    level: SecrecyLevel
