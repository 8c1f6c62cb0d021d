"""Pages that carry their HTML inside something else: a script's template literal."""

import re

_LITERAL = re.compile(r"`\s*(<!DOCTYPE|<html)", re.IGNORECASE)
_MARKUP = re.compile(r"\s*(?:<|\ufeff)")


def unwrap(text: str) -> str:
    """The HTML of a page; text that starts with markup comes back unchanged.

    A script that holds a whole page in a template literal gives what lies between the first and
    the last backtick.
    """
    if _MARKUP.match(text):
        return text
    start = _LITERAL.search(text[:20_000])
    if start is None:
        return text
    last = text.rfind("`")
    return text[start.start() + 1 : last if last > start.start() else len(text)]
