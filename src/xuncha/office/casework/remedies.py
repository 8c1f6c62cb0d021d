"""What a person can do about each class of "could not look"."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _remedies() -> dict[str, str]:
    return tomllib.loads(files("xuncha.data").joinpath("remedies.toml").read_text("utf-8"))


def remedy_for(unable_class: str) -> str:
    """One Chinese sentence; empty for an empty class."""
    return _remedies().get(unable_class, "")
