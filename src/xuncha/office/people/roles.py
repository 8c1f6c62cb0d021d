"""The roles of an office."""

from enum import StrEnum


class Role(StrEnum):
    """What a user of an office may do."""

    ADMIN = "admin"
    REVIEWER = "reviewer"
    READER = "reader"
    SYSTEM = "system"


ROLE_LABELS = {
    Role.ADMIN: "管理员",
    Role.REVIEWER: "审核人",
    Role.READER: "查阅人",
    Role.SYSTEM: "系统",
}

DECIDING_ROLES = frozenset({Role.ADMIN, Role.REVIEWER})
"""Who may confirm or dismiss what the machine found. The system itself never may."""

LIST_ROLES = DECIDING_ROLES
"""Who may change the office's own lists, its allowances and the bands of its rules."""
