"""Who may do what: the one table every door asks."""

from collections.abc import Mapping
from enum import StrEnum

from xuncha.office.people.roles import ROLE_LABELS, Role


class Right(StrEnum):
    """One thing a user may do. The rows it holds for are ``visible_to`` the user."""

    SEE_WORK = "see_work"
    SEE_PAPERS = "see_papers"
    KEEP_REGISTER = "keep_register"
    RUN_ROUNDS = "run_rounds"
    PROPOSE = "propose"
    WRITE_PAPERS = "write_papers"
    DECIDE = "decide"
    CHECK_PAPERS = "check_papers"
    APPROVE = "approve"
    ANSWER = "answer"
    KEEP_USERS = "keep_users"
    RUN_SYSTEM = "run_system"
    SEE_AUDIT = "see_audit"


RIGHT_LABELS = {
    Right.SEE_WORK: "查看检查、线索和证据",
    Right.SEE_PAPERS: "查看整改单、通报和考核",
    Right.KEEP_REGISTER: "维护台账",
    Right.RUN_ROUNDS: "组织检查",
    Right.PROPOSE: "提出认定建议",
    Right.WRITE_PAPERS: "起草整改单和通报",
    Right.DECIDE: "认定线索、维护词库",
    Right.CHECK_PAPERS: "核稿",
    Right.APPROVE: "签发、定稿",
    Right.ANSWER: "答复本单位的整改单",
    Right.KEEP_USERS: "管理人员和权限",
    Right.RUN_SYSTEM: "管理系统运行",
    Right.SEE_AUDIT: "查看操作记录",
}

_READS = frozenset({Right.SEE_WORK, Right.SEE_PAPERS})
_INSPECTS = _READS | {Right.KEEP_REGISTER, Right.RUN_ROUNDS, Right.PROPOSE, Right.WRITE_PAPERS}
_REVIEWS = _INSPECTS | {Right.DECIDE, Right.CHECK_PAPERS}

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.INSPECTOR: _INSPECTS,
    Role.REVIEWER: _REVIEWS,
    Role.APPROVER: _REVIEWS | {Right.APPROVE},
    Role.READER: _READS,
    Role.CHECKER: frozenset({Right.SEE_WORK, Right.PROPOSE}),
    Role.UNIT: frozenset({Right.ANSWER}),
    Role.SYSTEM_ADMIN: frozenset({Right.RUN_SYSTEM}),
    Role.SECURITY_ADMIN: frozenset({Right.KEEP_USERS}),
    Role.AUDIT_ADMIN: frozenset({Right.SEE_AUDIT}),
    Role.SYSTEM: frozenset(),
}
"""The machine has no right at all: it proposes by what it writes, and nothing else."""

BODY_ROLES = frozenset({Role.INSPECTOR, Role.REVIEWER, Role.APPROVER, Role.UNIT})
"""Roles whose holders may answer for a body, once one is named: the clerks of a city's own office
answer the province for their city."""


def rights_of(role: str, *, has_body: bool) -> frozenset[Right]:
    """The rights of a role; ANSWER only where the person answers for a body."""
    known = Role(role)
    held = RIGHTS[known] - {Right.ANSWER}
    return held | {Right.ANSWER} if has_body and known in BODY_ROLES else held


def roles_with(right: Right) -> str:
    """The names of the roles that have a right, for the line a refused user reads."""
    return "、".join(ROLE_LABELS[role] for role, held in RIGHTS.items() if right in held)
