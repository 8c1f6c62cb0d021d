"""The official names as dated data: what is called so, from when to when, and so called since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from xuncha.engine.extract.lexicon import rows

LISTED = 5
"""Characters from which a name can be told from its neighbours by itself."""

GENERIC = frozenset("省市县区州旗盟")
"""Last characters of regions."""


class NameKind(StrEnum):
    """What bears the name."""

    ORGAN = "organ"
    REGION = "region"
    LAW = "law"
    FORMULATION = "formulation"


KIND_TITLES: Mapping[NameKind, str] = {
    NameKind.ORGAN: "机构名称",
    NameKind.REGION: "行政区划名称",
    NameKind.LAW: "法规文件名称",
    NameKind.FORMULATION: "固定提法",
}


@dataclass(frozen=True, slots=True)
class Name:
    """One official name. ``valid_to``: its last day; ``renamed_to`` empty: nothing took its place.

    ``head`` may stand before the text and belongs to the full name (中华人民共和国 of a law).
    ``by_itself``: the name of one single body (财政部), which is told even where it is short.
    """

    text: str
    kind: NameKind
    valid_from: date | None = None
    valid_to: date | None = None
    renamed_to: str = ""
    source: str = ""
    head: str = ""
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A region down to the county; ``above`` are the units it has belonged to."""

    name: Name
    level: str
    above: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names. ``tails`` are what follows a region in the name of a local organ."""

    names: tuple[Name, ...]
    tails: tuple[Name, ...]
    regions: tuple[Region, ...]

    def texts(self) -> frozenset[str]:
        """Every text that is a name."""
        regions = (one.name for one in self.regions)
        return frozenset(one.text for one in (*self.names, *self.tails, *regions))


@lru_cache(maxsize=1)
def shipped_gazetteer() -> Gazetteer:
    """The names that come with the program. Raises WordDataError naming a line that is wrong."""
    organs = [
        Name(text, NameKind.ORGAN, _day(began), _day(ended), after, source, by_itself=True)
        for text, began, ended, after, source in rows("names_organs", 5)
    ]
    laws = [
        Name(text, NameKind.LAW, _day(began), _day(ended), after, source, head)
        for text, head, began, ended, after, source in rows("names_laws", 6)
    ]
    sayings = [
        Name(text, NameKind.FORMULATION, source=source)
        for text, source in rows("names_formulations", 2)
    ]
    tails = tuple(
        Name(text, NameKind.ORGAN, _day(began), _day(ended), after, source)
        for text, _, began, ended, after, source in rows("names_tails", 6)
    )
    regions = tuple(
        Region(
            Name(text, NameKind.REGION, _day(began), _day(ended), after, _REGIONS),
            level,
            frozenset(above.split("|")) - {""},
        )
        for text, level, above, began, ended, after in rows("names_regions", 6)
    )
    return Gazetteer((*organs, *laws, *sayings), tails, regions)


_REGIONS = "民政部行政区划代码"


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
