"""What a rendering process is told to do."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from xuncha.engine.acquire.render.pictures import Album
from xuncha.engine.acquire.render.settings import RenderSettings
from xuncha.engine.domain.fetches import HostMap


@dataclass(frozen=True, slots=True)
class RenderOrder:
    """Complete bundles whose pages are to be rendered with one browser program, and places in
    stored pages to be pictured with it."""

    bundles: tuple[Path, ...]
    browser: Path
    settings: RenderSettings
    host_map: HostMap
    albums: tuple[Album, ...] = ()


RENDER_ORDER_JSON = TypeAdapter(RenderOrder)
