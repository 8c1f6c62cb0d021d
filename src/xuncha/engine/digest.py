"""The identity of the engine: a digest over its code and its data, stored beside what it read."""

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

CODE = ("engine", "data")
SUFFIXES = (".py", ".toml", ".tsv")


@cache
def engine_digest() -> str:
    """``sha256:<hex>`` over every source and data file of the engine, in order of path."""
    total = hashlib.sha256()
    for folder in CODE:
        _add(resources.files("xuncha").joinpath(folder), folder, total)
    return f"sha256:{total.hexdigest()}"


def _add(folder: Traversable, path: str, total: "hashlib._Hash") -> None:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            _add(entry, name, total)
        elif entry.name.endswith(SUFFIXES):
            total.update(name.encode() + b"\0" + entry.read_bytes())
