"""A gate that lets nothing through, and every string that stands in frozen data."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

CODE = "code-"
NOT_FREE = {
    "indicator", "category", "level", "class_label", "seen", "digest", "rulebook.name", "hits.key",
}  # fmt: skip
"""Words of closed lists, of the rulebook's own keys and of our own data."""


class Nothing:
    """A gate that lets nothing through; codes keep things apart and stay apart."""

    def __init__(self):
        self.codes = {}

    def code(self, text):
        return self.codes.setdefault(text, f"{CODE}{len(self.codes)}")

    def told(self):
        return ()

    def slip(self, *_):
        return "", ""

    def __getattr__(self, _):
        return lambda *_, **__: ""


def strings(value, path=""):
    """Every string below a value with the fields that lead to it."""
    if isinstance(value, Enum) or value is None:
        return
    if isinstance(value, str):
        if value:
            yield path, value
    elif is_dataclass(value):
        for one in fields(value):
            yield from strings(getattr(value, one.name), f"{path}.{one.name}")
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from strings(key, f"{path}.key")
            yield from strings(one, path)
    elif isinstance(value, tuple | frozenset | list):
        for one in value:
            yield from strings(one, path)
