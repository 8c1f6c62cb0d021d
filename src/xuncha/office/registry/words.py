"""The register's own words, with the Chinese term users read and write."""

from enum import StrEnum

from xuncha.office.people.transitions import TransitionTable


class BodyCategory(StrEnum):
    """What sort of organisation a body is."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    OTHER = "other"


class SiteType(StrEnum):
    """What sort of site the national reporting system knows."""

    PORTAL = "portal"
    DEPARTMENT = "department"
    OTHER = "other"


class OperatingStatus(StrEnum):
    """The status of a target in the national reporting system."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Channel(StrEnum):
    """How an account is looked at."""

    FEED = "feed"
    EXPORT = "export"


BODY_CATEGORY_LABELS = {
    BodyCategory.GOVERNMENT: "政府",
    BodyCategory.DEPARTMENT: "部门",
    BodyCategory.OTHER: "其他",
}
SITE_TYPE_LABELS = {
    SiteType.PORTAL: "门户",
    SiteType.DEPARTMENT: "部门",
    SiteType.OTHER: "其他",
}
OPERATING_STATUS_LABELS = {
    OperatingStatus.RUNNING: "正常运行",
    OperatingStatus.SUSPENDED: "临时下线",
    OperatingStatus.CLOSED: "永久下线",
}
CHANNEL_LABELS = {Channel.FEED: "订阅", Channel.EXPORT: "上传"}

OPERATING = TransitionTable(
    act="registry.status",
    field="status",
    moves={
        OperatingStatus.RUNNING: frozenset({OperatingStatus.SUSPENDED, OperatingStatus.CLOSED}),
        OperatingStatus.SUSPENDED: frozenset({OperatingStatus.RUNNING, OperatingStatus.CLOSED}),
        OperatingStatus.CLOSED: frozenset(),
    },
    labels=OPERATING_STATUS_LABELS,
)
"""A closed site or account never comes back under its old code; it is registered anew."""
