"""What a page really says: one row a page in ``truth.json``."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, TypeAlias

Day: TypeAlias = date


@dataclass(slots=True)
class OtherDate:
    """A date on the page that is not its publication.

    ``kind``: signed, effective, deadline, generated, migrated, today, retold, updated, captured.
    """

    kind: str
    value: date


@dataclass(slots=True)
class Item:
    """One entry of the column's own list; ``date`` is ``None`` where the page does not settle it.

    ``title`` is the whole title where the page carries it (text or title attribute).
    """

    title: str
    url: str
    date: Day | None
    signed: Day | None = None
    month_day: str = ""


@dataclass(slots=True)
class Row:
    """The truth of one page.

    ``publish_date`` is what a careful reader takes for the publication: the visible label first,
    then the address, then the meta tags; ``None`` when nothing of this stands on the page.
    ``date_places`` says where it stands. A visible date after ``as_of`` is given as printed and
    ``lies`` says ``future-date``. ``body`` holds the paragraphs of the content element in order,
    captions, signature and attachment lines inside it included; a table row is one line with tabs
    between cells. ``blank`` is ``None`` where only rendering can tell;
    an article that needs rendering has no title here. ``service`` holds what pages of interaction,
    services and home pages say, by its ``sort``.
    """

    file: str
    url: str
    content_type: str
    family: str
    form: str
    kind: str
    charset: str
    language: str
    as_of: date
    title: str = ""
    publish_date: date | None = None
    date_places: list[str] = field(default_factory=list)
    body: str = ""
    items: list[Item] = field(default_factory=list)
    newest: date | None = None
    blank: bool | None = False
    needs_rendering: bool = False
    lies: list[str] = field(default_factory=list)
    other_dates: list[OtherDate] = field(default_factory=list)
    attachments: list[dict[str, str]] = field(default_factory=list)
    service: dict[str, Any] = field(default_factory=dict)

    def settle_newest(self) -> None:
        """The newest item date that is not in the future."""
        days = [i.date for i in self.items if i.date and i.date <= self.as_of]
        self.newest = max(days, default=None)

    def plain(self) -> dict[str, Any]:
        """The row as JSON values."""
        values: dict[str, Any] = _plain(asdict(self))
        return values


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
