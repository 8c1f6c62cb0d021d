"""What clean text knows: how often a few characters stand together, and which look or sound alike.

The vetoes of near matches ask here; only suspects reach it, so that the tables load when needed.
"""

from functools import cache, lru_cache

from xuncha.engine.extract.lexicon import rows

LONGEST = WINDOW = 5
"""Characters the model counts in a row, and that are looked at about a slip."""
_PAIR = 2


@cache
def limit(name: str) -> float:
    """A limit of ``data/lexicon/names_limits.tsv``."""
    return next(float(value) for key, value, _ in rows("names_limits", 3) if key == name)


@lru_cache(maxsize=50_000)
def times(string: str) -> float:
    """How often the model has counted a string of up to five characters; 0: hardly ever."""
    from xuncha.engine.proofread.statistics.codes import codes_of
    from xuncha.engine.proofread.statistics.model import shipped_model

    size = min(len(string), LONGEST)
    return float(shipped_model().sequences(codes_of(string[:size]))[size][0])


@lru_cache(maxsize=50_000)
def is_known_word(string: str) -> bool:
    """Whether the model's dictionary has the string as a word."""
    from xuncha.engine.proofread.statistics.codes import codes_of
    from xuncha.engine.proofread.statistics.model import shipped_model

    found = shipped_model().words(codes_of(string), len(string))
    return bool(found[len(string)][0] > 0)


@lru_cache(maxsize=20_000)
def belongs_first(name: str) -> bool:
    """Whether the name hardly goes without its first character in clean text."""
    if is_known_word(name[:_PAIR]) and not is_known_word(name[1 : _PAIR + 1]):
        return True
    for size in range(WINDOW, _PAIR, -1):
        part = times(name[1:size])
        if part >= limit("seam"):
            return times(name[:size]) >= part * limit("belongs")
    return False


@lru_cache(maxsize=20_000)
def belongs_last(name: str) -> bool:
    """Whether the name hardly goes without its last character in clean text."""
    for size in range(WINDOW, _PAIR, -1):
        part = times(name[-size:-1])
        if part >= limit("seam"):
            return times(name[-size:]) >= part * limit("belongs")
    return False


@cache
def _sounds() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for base, _, characters in rows("confusion_sound", 3):
        for one in characters:
            found.setdefault(one, set()).add(_folded(base))
    return found


@cache
def _shapes() -> dict[str, tuple[str, str]]:
    return {one: (alike, tenths) for one, alike, tenths in rows("confusion_shape", 3)}


@lru_cache(maxsize=50_000)
def are_alike(one: str, other: str, least: str = "alike") -> bool:
    """Whether two characters are easily taken for each other, by sound or by shape.

    ``least`` names the limit of likeness in shape.
    """
    if _sounds().get(one, set()) & _sounds().get(other, set()):
        return True
    for first, second in ((one, other), (other, one)):
        alike, tenths = _shapes().get(first, ("", ""))
        at = alike.find(second)
        if at != -1 and int(tenths[at]) >= limit(least):
            return True
    return False


def _folded(base: str) -> str:
    """A syllable without the distinctions that dialects and input methods leave out."""
    if base[:2] in ("zh", "ch", "sh"):
        base = base[0] + base[2:]
    elif base[0] in "lr":
        base = "n" + base[1:]
    return base.removesuffix("g") if base.endswith("ng") else base
