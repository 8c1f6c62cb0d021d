"""Terms out of suspects: what several unrelated sites write alike is a term, or everybody's slip.

Which of both a person must say; the strings are proposals.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from xuncha.engine.proofread.statistics.reasons import quoted
from xuncha.engine.proofread.statistics.suspects import Statistics


def harvest(statistics: Statistics, documents: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The strings suspected on as many sites as the limits ask for.

    ``documents`` holds the texts of each site; sites that copy from each other should come under
    one name. Empty where nothing is suspected so widely.
    """
    sites: dict[str, set[str]] = defaultdict(set)
    for site, texts in documents.items():
        for text, suspects in zip(texts, statistics.suspects(texts), strict=True):
            for one in suspects:
                begin, end, _ = quoted(text, one)
                sites[text[begin:end]].add(site)
    least = statistics.limits.unrelated
    return frozenset(term for term, found in sites.items() if len(found) >= least)
