"""Where each table and key of a TOML text stands."""

import re
import tomllib

_HEADER = re.compile(r"^\s*\[{1,2}[^\[\]].*\]{1,2}\s*(#.*)?$")
_KEY = re.compile(r"^\s*[\w\"'][^=#]*=")
_LONGEST_VALUE = 400


def line_index(text: str) -> dict[tuple[str, ...], int]:
    """Line (from 1) of every table path and key path of a readable TOML text.

    A key inside an inline table has no line of its own: ask ``line_of``, which falls back to the
    nearest path above it.
    """
    index: dict[tuple[str, ...], int] = {(): 1}
    lines = text.splitlines()
    table: tuple[str, ...] = ()
    at = 0
    while at < len(lines):
        if _HEADER.match(lines[at]):
            table = _path_of(lines[at].strip()) or table
            index.setdefault(table, at + 1)
        elif _KEY.match(lines[at]):
            length = _statement_length(lines, at)
            key = _path_of("\n".join(lines[at : at + length]))
            index.setdefault(table + key, at + 1)
            at += length - 1
        at += 1
    return index


def line_of(index: dict[tuple[str, ...], int], path: tuple[str, ...]) -> int:
    """The line of a path, or of the nearest path above it."""
    while path and path not in index:
        path = path[:-1]
    return index.get(path, 1)


def dotted(path: tuple[str, ...]) -> str:
    """A path as it is written in TOML: ``indicator."W-V4.2".judge``."""
    return ".".join(part if re.fullmatch(r"[a-z_]+", part) else f'"{part}"' for part in path)


def _path_of(statement: str) -> tuple[str, ...]:
    """The key path a header or a ``key = value`` statement names; inline tables are not entered.

    Empty for what only looks like one (a line of a long text).
    """
    found: list[str] = []
    depth = _depth(statement)
    try:
        node: object = tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return ()
    while len(found) < depth:
        if isinstance(node, list):
            node = node[0]
        elif isinstance(node, dict):
            name = next(iter(node))
            found.append(name)
            node = node[name]
        else:
            break
    return tuple(found)


def _depth(statement: str) -> int:
    """How many names the key of a statement has."""
    if _HEADER.match(statement):
        inner = statement.split("#", maxsplit=1)[0].strip().strip("[]")
    else:
        inner = statement.split("=", 1)[0]
    return len(re.findall(r'"[^"]*"|\'[^\']*\'|[\w-]+', inner))


def _statement_length(lines: list[str], start: int) -> int:
    """How many lines the statement beginning at ``start`` takes."""
    for length in range(1, min(_LONGEST_VALUE, len(lines) - start) + 1):
        try:
            tomllib.loads("\n".join(lines[start : start + length]))
        except tomllib.TOMLDecodeError:
            continue
        return length
    return 1
