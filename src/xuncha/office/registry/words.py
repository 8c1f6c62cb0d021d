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


class LifecycleKind(StrEnum):
    """What happens to a target on a day, with its document."""

    OPENED = "opened"
    CHANGED = "changed"
    OFFLINE = "offline"
    MIGRATING = "migrating"
    CLOSED = "closed"
    MERGED = "merged"


class DayStatus(StrEnum):
    """Where a target stands on one day: its registered status, and what its events say of it."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    MIGRATING = "migrating"
    NOT_YET = "not_yet"
    CLOSED = "closed"


class UploadPurpose(StrEnum):
    """What an uploaded file waits to be taken in as."""

    REGISTER = "register"
    NATIONAL = "national"


class UploadState(StrEnum):
    """What became of an uploaded file."""

    WAITING = "waiting"
    TAKEN = "taken"
    DROPPED = "dropped"


class ProposalSubject(StrEnum):
    """What of a column the machine proposes to correct."""

    ADDRESS = "address"
    KIND = "kind"


class ExemptionState(StrEnum):
    """What became of an exemption somebody asked for."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


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
LIFECYCLE_LABELS = {
    LifecycleKind.OPENED: "开通",
    LifecycleKind.CHANGED: "变更",
    LifecycleKind.OFFLINE: "临时下线",
    LifecycleKind.MIGRATING: "迁移期",
    LifecycleKind.CLOSED: "永久下线",
    LifecycleKind.MERGED: "并入其他对象",
}
DAY_STATUS_LABELS = {
    DayStatus.RUNNING: "正常运行",
    DayStatus.SUSPENDED: "临时下线",
    DayStatus.MIGRATING: "迁移期",
    DayStatus.NOT_YET: "尚未开通",
    DayStatus.CLOSED: "永久下线",
}
UPLOAD_PURPOSE_LABELS = {
    UploadPurpose.REGISTER: "台账",
    UploadPurpose.NATIONAL: "报送系统导出表",
}
UPLOAD_STATE_LABELS = {
    UploadState.WAITING: "待确认",
    UploadState.TAKEN: "已导入",
    UploadState.DROPPED: "已放弃",
}
CHANNEL_LABELS = {Channel.FEED: "订阅", Channel.EXPORT: "上传"}
PROPOSAL_SUBJECT_LABELS = {
    ProposalSubject.ADDRESS: "名称或网址",
    ProposalSubject.KIND: "类别",
}
PROPOSAL_STATE_LABELS = {
    ProposalState.OPEN: "待处理",
    ProposalState.ACCEPTED: "已接受",
    ProposalState.DECLINED: "不接受",
}

EXEMPTION_LABELS = {
    ExemptionState.PROPOSED: "待批准",
    ExemptionState.CONFIRMED: "已批准",
    ExemptionState.REFUSED: "未批准",
    ExemptionState.ENDED: "已提前结束",
}

EXEMPTION = TransitionTable(
    act="registry.exemption",
    field="state",
    moves={
        ExemptionState.PROPOSED: frozenset(
            {ExemptionState.CONFIRMED, ExemptionState.REFUSED, ExemptionState.ENDED}
        ),
        ExemptionState.CONFIRMED: frozenset({ExemptionState.ENDED}),
        ExemptionState.REFUSED: frozenset(),
        ExemptionState.ENDED: frozenset(),
    },
    labels=EXEMPTION_LABELS,
)
PROPOSAL = TransitionTable(
    act="registry.proposal",
    field="state",
    moves={
        ProposalState.OPEN: frozenset({ProposalState.ACCEPTED, ProposalState.DECLINED}),
        ProposalState.ACCEPTED: frozenset(),
        ProposalState.DECLINED: frozenset(),
    },
    labels=PROPOSAL_STATE_LABELS,
)
UPLOAD = TransitionTable(
    act="registry.upload",
    field="state",
    moves={
        UploadState.WAITING: frozenset({UploadState.TAKEN, UploadState.DROPPED}),
        UploadState.TAKEN: frozenset(),
        UploadState.DROPPED: frozenset(),
    },
    labels=UPLOAD_STATE_LABELS,
)
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
