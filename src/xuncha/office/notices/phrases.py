"""Small Chinese phrases every document shares: dates, titles, lists of names, counts of targets."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.backing import Backing, backed
from xuncha.office.notices.content import SUBJECTS


def chinese_date(day: date) -> str:
    """A date in full without leading zeros (2024年10月16日)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(moment: datetime) -> str:
    """A moment to the minute by its own wall clock (2024年10月16日12时, 2024年10月16日9时5分)."""
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{chinese_date(moment.date())}{moment.hour}时{minutes}"


def quoted(title: str) -> str:
    """A title in book marks; left alone when it already has them."""
    return title if title.startswith("《") else f"《{title}》"


def naming(
    names: Sequence[str], limit: int, kind: TargetKind, behind: Backing | None = None
) -> str:
    """A list of names; three and more carry their count, those over ``limit`` are cut behind 等.

    Whoever may cut a list names in the same paragraph the annex that carries the whole.
    """
    if len(names) == 1:
        return (
            names[0]
            if kind is TargetKind.SITE
            else f"{names[0]}{backed(1, behind)}个{SUBJECTS[kind]}"
        )
    if len(names) == 2 and limit > 1:
        return "和".join(names)
    return f"{'、'.join(names[:limit])}等{backed(len(names), behind)}个{SUBJECTS[kind]}"


def touched(targets: Iterable[tuple[TargetKind, str]], behind: Backing | None = None) -> str:
    """How many distinct sites and accounts are meant (10个政府网站和1个政务新媒体)."""
    kinds = Counter(kind for kind, _ in set(targets))
    return "和".join(
        f"{backed(kinds[kind], behind and behind.narrowed(kind=kind))}个{SUBJECTS[kind]}"
        for kind in TargetKind
        if kinds[kind]
    )


def printable(text: str) -> str:
    """Text from outside, fit for a document: one line, no control or surrogate characters."""
    spaced = " ".join(text.split())
    return "".join(c if _is_allowed(c) else "\ufffd" for c in spaced)


def _is_allowed(char: str) -> bool:
    """What XML 1.0 can carry, less the C1 controls."""
    point = ord(char)
    if point < 0x20 or 0x7F <= point <= 0x9F or 0xD800 <= point <= 0xDFFF:
        return False
    return point not in (0xFFFE, 0xFFFF)


def counted(
    parts: Iterable[tuple[str, int]],
    unit: str = "个",
    behind: Callable[[str], Backing] | None = None,
) -> str:
    """Names with their counts (省级3个、市级5个); those of none are left out. ``behind`` gives the
    list a name counts."""
    return "、".join(
        f"{name}{backed(count, behind and behind(name))}{unit}" for name, count in parts if count
    )
