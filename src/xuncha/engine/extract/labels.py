"""Government page labels (indicators Y-1): meta names and values as given, cleaned."""

import re

_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--.*?-->", re.DOTALL)
_COMMENTED = re.compile(r"<!--\s*<meta\b[^>]*>.{0,20}?-->", re.IGNORECASE | re.DOTALL)


def read_labels(metas: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(name, value) of every named meta tag in page order; tags inside values are stripped.

    A name that stands twice keeps its first value that is not empty.
    """
    found: dict[str, tuple[str, str]] = {}
    for name, value in metas:
        key = name.lower()
        clean = clean_value(value)
        if key not in found or (clean and not found[key][1]):
            found[key] = (name, clean)
    return tuple(found.values())


def clean_value(value: str) -> str:
    """A value without markup and doubled blanks."""
    return " ".join(_TAGS.sub("", value).replace("&nbsp;", " ").split())
