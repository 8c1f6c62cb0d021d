"""The named settings of a visit: politeness and budgets from data/visit/*.toml."""

import tomllib
from importlib import resources

from pydantic import TypeAdapter, ValidationError

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.fetches import VisitSettings

SETTINGS = TypeAdapter(VisitSettings)


def load_settings(name: str) -> VisitSettings:
    """The settings called ``name`` (``default``, ``sample``); InputError for an unknown name."""
    shelf = resources.files("xuncha.data").joinpath("visit")
    path = shelf.joinpath(f"{name}.toml")
    if not name.isidentifier() or not path.is_file():
        raise InputError(f"没有名为“{name}”的访问设置", "data/visit", "请使用 default 或 sample")
    table = tomllib.loads(path.read_text("utf-8"))
    fields = {key: value for key, value in table.items() if key in VisitSettings.__slots__}
    try:
        return SETTINGS.validate_python(fields)
    except ValidationError as error:
        keys = "、".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        raise InputError(
            f"访问设置缺少或写错了 {keys}", f"data/visit/{name}.toml", "请改正"
        ) from error
