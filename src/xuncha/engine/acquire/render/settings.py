"""What a browser may spend: the ``[rendering]`` table of data/visit/*.toml."""

import tomllib
from dataclasses import dataclass
from importlib import resources

from pydantic import TypeAdapter, ValidationError

from xuncha.engine.domain.errors import InputError


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """Limits of a page (``page_``), a site (``site_``) and a browser (``browser_``), pictures."""

    page_max_s: float
    settle_s: float
    quiet_s: float
    second_look_quiet_s: float
    page_max_requests: int
    page_max_bytes: int
    page_max_elements: int
    dom_max_bytes: int
    kept_max_bytes: int
    site_max_pages: int
    site_max_s: float
    site_max_names: int
    site_max_pictures: int
    attempts: int
    browser_max_pages: int
    browser_max_bytes: int
    browser_max_memory: int
    picture_of_home: bool
    picture_width: int
    picture_height: int
    picture_quality: int
    picture_max_bytes: int


RENDER_SETTINGS = TypeAdapter(RenderSettings)


def load_render_settings(name: str) -> RenderSettings:
    """The rendering limits of the visit settings ``name``; InputError where they cannot be used."""
    path = resources.files("xuncha.data").joinpath("visit").joinpath(f"{name}.toml")
    if not name.isidentifier() or not path.is_file():
        raise InputError(f"没有名为“{name}”的访问设置", "data/visit", "请使用 default 或 sample")
    table = tomllib.loads(path.read_text("utf-8")).get("rendering", {})
    try:
        return RENDER_SETTINGS.validate_python(table)
    except ValidationError as error:
        keys = "、".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        raise InputError(
            f"渲染设置缺少或写错了 {keys}", f"data/visit/{name}.toml [rendering]", "请改正"
        ) from error
