"""Places that belong to a name: there the model's surprise proves little."""

import re

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.statistics.codes import Codes

REACH = 8
"""Characters of a transliterated name looked at on either side of its dot."""
BEFORE = 4
"""Characters before a township's or village's generic word that may be its name."""
_GROUP = "name_marks"


def name_places(codes: Codes) -> NDArray[np.bool_]:
    """Which places lie beside a dot of a transliterated name or before the word for a place."""
    text = codes.astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")
    found = np.zeros(len(codes), dtype=bool)
    for match in _dotted().finditer(text):
        found[match.start() : match.end()] = True
    for match in _place_words().finditer(text):
        found[max(0, match.start() - BEFORE) : match.end()] = True
    return found


def _dotted() -> re.Pattern[str]:
    dots = "".join(map(re.escape, words(_GROUP, "dot")))
    return re.compile(rf"[\u3400-\u9fff]{{0,{REACH}}}[{dots}][\u3400-\u9fff]{{0,{REACH}}}")


def _place_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words(_GROUP, "place"))))
