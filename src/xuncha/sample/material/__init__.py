"""Word material of the sample web: hand-written, invented."""

from importlib.resources import files


def read_table(name: str) -> list[tuple[str, ...]]:
    """The rows of a tab-separated material file; lines starting with ``#`` are left out."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [
        tuple(line.split("\t")) for line in text.splitlines() if line.strip() and line[0] != "#"
    ]


def read_lists(name: str) -> dict[str, list[str]]:
    """The ``[name]`` lists of a material file: one choice a line, or words parted by blanks."""
    lists: dict[str, list[str]] = {}
    current: list[str] = []
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), [])
        else:
            current.extend(line.split(" "))
    return lists
