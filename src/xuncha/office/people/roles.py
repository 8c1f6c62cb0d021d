"""The roles of an office. A person has one; the three administrators decide nothing."""

from enum import StrEnum


class Role(StrEnum):
    """What a user of an office is there for."""

    INSPECTOR = "inspector"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    READER = "reader"
    CHECKER = "checker"
    UNIT = "unit"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    SYSTEM = "system"


ROLE_LABELS = {
    Role.INSPECTOR: "检查员",
    Role.REVIEWER: "审核人",
    Role.APPROVER: "签发人",
    Role.READER: "查阅领导",
    Role.CHECKER: "外部核查员",
    Role.UNIT: "单位人员",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
    Role.SYSTEM: "系统",
}

ADMIN_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""The three administrators 三员: separate logins, never changed into one another nor into a role
that works on rounds."""
