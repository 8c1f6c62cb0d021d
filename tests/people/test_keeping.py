"""Opening, changing and closing logins."""

import pytest

from tests.office.conftest import office, other_office  # noqa: F401
from xuncha.office.people import audit, keeping
from xuncha.office.people.errors import KeepingError
from xuncha.office.people.keeping import Post
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.rights import RIGHTS, Right
from xuncha.office.people.roles import ADMIN_ROLES, Role
from xuncha.office.registry import trees
from xuncha.office.registry.models import Body


@pytest.fixture
def guard(office):  # noqa: F811
    return User.objects.create_user("an", office, name="安管", role=Role.SECURITY_ADMIN)


@pytest.fixture
def bodies(office):  # noqa: F811
    made = [
        Body.objects.create(
            office=office, code=code, name=name, level="city", category="government"
        )
        for code, name in (("A", "甲市"), ("B", "乙市"))
    ]
    trees.rebuild(office)
    for body in made:
        body.refresh_from_db()
    return made


def test_the_rights_of_the_administrators_and_of_the_work_never_meet():
    work = set().union(*(RIGHTS[role] for role in Role if role not in ADMIN_ROLES))
    for role in ADMIN_ROLES:
        assert not RIGHTS[role] & work
        assert not any(RIGHTS[role] & RIGHTS[other] for other in ADMIN_ROLES - {role})
    assert RIGHTS[Role.SYSTEM] == frozenset()


def test_an_outside_checker_proposes_and_never_decides():
    assert Right.PROPOSE in RIGHTS[Role.CHECKER]
    assert not RIGHTS[Role.CHECKER] & {Right.DECIDE, Right.APPROVE, Right.SEE_PAPERS}


def test_a_person_is_opened_with_a_one_time_password_and_an_audit_row(guard):
    user, password = keeping.open_login(guard, "sun", "孙检", Post(Role.INSPECTOR))
    assert user.check_password(password)
    assert user.password_once
    acts = dict(AuditRecord.objects.values_list("act", "actor__username"))
    assert acts["people.opened"] == guard.username
    assert acts["login.one_time_password_issued"] == guard.username
    assert audit.verify(guard.office) is None


@pytest.mark.parametrize(
    ("username", "name", "role", "said"),
    [
        ("孙", "孙检", Role.INSPECTOR, "登录名由字母"),
        ("sun", " ", Role.INSPECTOR, "没有填写姓名"),
        ("an", "孙检", Role.INSPECTOR, "已被使用"),
        ("sun", "孙检", Role.UNIT, "须选定所在单位"),
        ("sun", "孙检", Role.SYSTEM, "不能由人担任"),
    ],
)
def test_what_cannot_be_opened_says_why(guard, username, name, role, said):
    with pytest.raises(KeepingError, match=said):
        keeping.open_login(guard, username, name, Post(role))
    assert User.objects.filter(role=role, username=username).count() == 0 or username == "an"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECURITY_ADMIN])
def test_only_the_security_administrator_keeps_people(office, role):  # noqa: F811
    other = User.objects.create_user("other", office, role=role)
    with pytest.raises(KeepingError, match="没有管理人员的权限"):
        keeping.open_login(other, "sun", "孙检", Post(Role.APPROVER))


@pytest.mark.parametrize("admin", sorted(ADMIN_ROLES))
def test_nobody_becomes_an_administrator_nor_stops_being_one(office, guard, admin):  # noqa: F811
    worker = User.objects.create_user("w", office, role=Role.REVIEWER)
    keeper = User.objects.create_user("k", office, role=admin)
    with pytest.raises(KeepingError, match="另开登录名"):
        keeping.change_post(guard, worker, Post(admin))
    with pytest.raises(KeepingError, match="另开登录名"):
        keeping.change_post(guard, keeper, Post(Role.APPROVER))


def test_a_neighbours_people_are_out_of_reach(guard, other_office):  # noqa: F811
    stranger = User.objects.create_user("w", other_office, role=Role.REVIEWER)
    with pytest.raises(KeepingError, match="没有这名人员"):
        keeping.close_login(guard, stranger)
    assert list(User.objects.visible_to(guard)) == [guard]


def test_nobody_closes_the_own_login(guard):
    with pytest.raises(KeepingError, match="不能停用自己"):
        keeping.close_login(guard, guard)


def test_a_changed_post_ends_every_session(guard, office, client):  # noqa: F811
    worker = User.objects.create_user("w", office, role=Role.REVIEWER)
    client.force_login(worker)
    assert client.get("/rounds/").status_code == 200
    assert keeping.change_post(guard, worker, Post(Role.READER))
    assert client.get("/rounds/").status_code == 302
    assert not keeping.change_post(guard, worker, Post(Role.READER))


def test_a_clerk_of_another_office_answers_only_where_this_office_lets_him(
    guard,
    bodies,
    other_office,  # noqa: F811
):
    clerk = User.objects.create_user("city", other_office, name="市检", role=Role.INSPECTOR)
    own_guard = User.objects.create_user("an2", other_office, role=Role.SECURITY_ADMIN)
    with pytest.raises(KeepingError, match="没有这个单位"):
        keeping.change_post(own_guard, clerk, Post(Role.INSPECTOR, bodies[0].pk))
    assert not clerk.may(Right.ANSWER)
    keeping.seat(guard, "city", bodies[0].pk)
    clerk.refresh_from_db()
    assert clerk.may(Right.ANSWER)
    assert clerk.body_subtree == bodies[0].territory_path
    keeping.unseat(guard, clerk.pk)
    clerk.refresh_from_db()
    assert clerk.body_subtree == "-"


@pytest.mark.parametrize("role", [Role.READER, Role.SECURITY_ADMIN, Role.UNIT])
def test_whoever_is_no_working_clerk_elsewhere_is_given_no_seat(guard, bodies, other_office, role):  # noqa: F811
    User.objects.create_user("city", other_office, role=role)
    with pytest.raises(KeepingError, match="没有其他单位的工作人员"):
        keeping.seat(guard, "city", bodies[0].pk)
