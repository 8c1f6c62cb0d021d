"""A neighbour's numbers in the fields of our forms: whatever is sent, nothing of his changes and
nothing of ours comes to point to it."""

from collections import defaultdict
from itertools import count
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from tests.office.conftest import register_of
from tests.register.test_exempting import PART
from tests.web.conftest import CODE, seen_of
from tests.web.test_who_sees_what import NAMES, OPEN, address, as_, opens
from xuncha.office.casework import rounds
from xuncha.office.casework.models import Round
from xuncha.office.casework.states import RoundState
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.registry import exempting
from xuncha.office.registry.models import Site

APART = 1_000_000
"""Between the first numbers of two tables: a number tells whose it is."""
ROLES = (Role.APPROVER, Role.UNIT, Role.SECURITY_ADMIN)
EXPECTED = {
    "alarms:keeper", "order:body", "order:items", "queue:case", "queue:to", "queue:upto",
    "register-row:row",
}  # fmt: skip
"""Fields that hold a number on these pages: the walk must have come by them."""
TYPED = {"date": "2024-10-10", "number": "1", "email": "a@b.example", "url": "http://a.example/"}
WRITES = ("UPDATE", "INSERT", "DELETE")


def tables():
    found = [one for one in apps.get_models() if one.__module__.startswith("xuncha.")]
    return sorted(found, key=lambda one: one._meta.db_table)


@pytest.fixture
def numbered(db):
    """Every table counts from a number of its own."""
    with connection.cursor() as cursor:
        for start, model in zip(count(APART, APART), tables(), strict=False):
            name = model._meta.db_table
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [name, start])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [name, start])


@pytest.fixture
def theirs(numbered, other_office, neighbour, order, home):
    """All that another office has, made before anything of ours: rows by table."""
    inspection = rounds.open_round(register_of(other_office), order, neighbour)
    seen_of(inspection, neighbour, home / "theirs")
    under_review(inspection, neighbour)
    return {model: dict(rows_of(model)) for model in tables()}


def under_review(inspection, by):
    """The round as people decide on it, and an exemption somebody asked for."""
    Round.objects.filter(pk=inspection.pk).update(state=RoundState.REVIEWING)
    site = Site.objects.get(office=inspection.office, code=CODE)
    exempting.propose(site, PART, by)


def rows_of(model):
    return [(row[0], row) for row in model.objects.order_by("pk").values_list("pk", *names(model))]


def names(model):
    return [field.attname for field in model._meta.concrete_fields]


def forms_of(text, at):
    """Where each form of a page goes, what it would send, and its buttons."""
    for form in LexborHTMLParser(text).css('form[method="post"]'):
        sent, buttons = defaultdict(list), []
        for field in form.css("input, select, textarea, button"):
            name, kind = field.attributes.get("name"), field.attributes.get("type") or ""
            value = field.attributes.get("value") or ""
            if field.tag == "button" or kind == "submit":
                buttons.append((name, value))
            elif not name or kind == "file":
                continue
            elif field.tag == "select":
                told = [one.attributes.get("value") or "" for one in field.css("option")]
                sent[name].append(next(filter(None, told), ""))
            else:
                sent[name].append(value or TYPED.get(kind, "试一试"))
        yield urljoin(at, form.attributes.get("action") or ""), sent, buttons or [(None, "")]


def of_a_neighbour(value, theirs):
    """The neighbour's number for one of ours; None for what is no number of a table."""
    place = int(value) // APART - 1 if value.isdecimal() else -1
    known = tables()
    return next(iter(theirs[known[place]]), None) if 0 <= place < len(known) else None


def foul(theirs):
    """What was changed of the neighbour's, and what of ours points to it."""
    found = []
    for model in tables():
        now = dict(rows_of(model))
        found += [(model.__name__, pk) for pk, row in theirs[model].items() if now.get(pk) != row]
        for field in model._meta.concrete_fields:
            if field.related_model in theirs:
                known, place = theirs[field.related_model], names(model).index(field.attname) + 1
                found += [
                    (model.__name__, field.name, pk)
                    for pk, row in now.items()
                    if pk not in theirs[model] and row[place] in known
                ]
    return found


def wrote(queries):
    texts = [one["sql"] for one in queries if "session" not in one["sql"]]
    return any(text.lstrip().upper().startswith(WRITES) for text in texts)


def posts_of(client, page, at, theirs):
    """Each form of a page once with each of its numbers and buttons, the number a neighbour's."""
    answer = client.get(at)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return
    tried = set()
    for to, sent, buttons in forms_of(answer.content.decode(), at):
        for name, value in [*((name, told[0]) for name, told in sent.items()), *buttons]:
            number = of_a_neighbour(value, theirs) if name else None
            for button in buttons if number is not None else ():
                if (name, button[0]) not in tried:
                    tried.add((name, button[0]))
                    more = {button[0]: button[1]} if button[0] else {}
                    yield f"{page}: {name} {button}", to, {**sent, **more, name: str(number)}


def test_a_number_of_another_office_in_a_field_does_nothing(theirs, seen, client, office):
    under_review(seen, User.objects.get(username="li"))
    fields = set()
    for role in ROLES:
        as_(client, office, role, f"walker-{role.value}")
        for page in NAMES:
            if page in OPEN or not opens(page, role):
                continue
            for what, to, sent in posts_of(client, page, address(page, seen), theirs):
                fields.add(what.partition(" ")[0] + what.split()[1])
                with transaction.atomic(), CaptureQueriesContext(connection) as done:
                    assert client.post(to, sent).status_code < 500, what
                    if wrote(done.captured_queries):
                        assert foul(theirs) == [], what
                    transaction.set_rollback(True)
    assert fields >= EXPECTED
