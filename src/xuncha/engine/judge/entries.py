"""What persons entered for whole groups, checked against the book."""

from collections.abc import Sequence
from fractions import Fraction

from xuncha.engine.judge.errors import WrongPointsError
from xuncha.engine.judge.ruling import GroupEntry
from xuncha.engine.judge.weights import plain
from xuncha.engine.rulebook.book import Rulebook


def points_of_groups(groups: Sequence[GroupEntry], book: Rulebook) -> dict[str, Fraction]:
    """The points entered, by group id.

    Raises WrongPointsError for a group the book does not have, one entered twice, and points
    outside of what the group is worth.
    """
    entries: dict[str, Fraction] = {}
    for entry in groups:
        group = book.group(entry.group)
        if group is None:
            known = "、".join(f"{one.id} {one.name}" for one in book.groups) or "（无分组）"
            raise WrongPointsError("groups", f"没有分组“{entry.group}”，可用：{known}")
        if group.id in entries:
            raise WrongPointsError(f"groups {group.name}", f"分组 {group.id} {group.name} 写了两次")
        points, most = Fraction(str(entry.points)), Fraction(str(group.points))
        if not 0 <= points <= most:
            raise WrongPointsError(
                f"groups {group.name}", f"得分 {plain(points)} 不在 0 至 {plain(most)} 之间"
            )
        entries[group.id] = points
    return entries
