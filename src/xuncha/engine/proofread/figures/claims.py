"""Every statement of a text whose arithmetic can be done again."""

import re
from collections.abc import Iterator

from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.figures.arithmetic import Agreement
from xuncha.engine.proofread.figures.catalogue import finding
from xuncha.engine.proofread.figures.changes import change_claims
from xuncha.engine.proofread.figures.claim import Claim
from xuncha.engine.proofread.figures.quantities import FIGURE
from xuncha.engine.proofread.figures.rates import economy_claims, rate_claims
from xuncha.engine.proofread.figures.statements import statements
from xuncha.engine.proofread.figures.sums import sum_claims
from xuncha.engine.proofread.findings import TextFinding

_TWO_FIGURES = re.compile(r"(?<![0-9０-９.,])[0-9０-９][0-9０-９.,]*+.*[0-9０-９]")
"""A linear look: every number is begun once, and what follows the first is enough."""
_ONE_COUNT = "[一二两三四五六七八九十百千万][个家人名户件项处所票条次]"
_TWO_COUNTS = re.compile(f"{_ONE_COUNT}.*{_ONE_COUNT}")
WRONG = frozenset({Agreement.DIFFERS, Agreement.IMPOSSIBLE})


def claims(text: str) -> Iterator[Claim]:
    """The sums, rates, shares and changes a text states, right and wrong ones, in no order.

    A statement that cannot be computed again from its own sentence is no claim.
    """
    for one in statements(text):
        yield from sum_claims(one)
        yield from rate_claims(one)
        yield from change_claims(one)
    yield from economy_claims(text)


def maybe_claiming(batch: Batch) -> set[int]:
    """The texts in which two figures may belong together."""
    figures = {at for at in batch.having(FIGURE) if _TWO_FIGURES.search(batch.texts[at])}
    return figures | batch.having(_TWO_COUNTS)


def claim_findings(text: str) -> Iterator[TextFinding]:
    """The claims of a text that do not agree, with the computation."""
    if not _TWO_FIGURES.search(text) and not _TWO_COUNTS.search(text):
        return
    for one in claims(text):
        if one.agreement in WRONG:
            yield finding(one.rule, text, (one.start, one.end), doubtful=one.doubtful, **one.shown)
