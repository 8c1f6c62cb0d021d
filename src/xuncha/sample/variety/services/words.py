"""The word material of services and messages."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def service_words() -> dict[str, Any]:
    """Guide elements, extra labels and message words."""
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
