"""The tables and the models agree, and names fit databases that cut at thirty characters."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from xuncha.office.people import audit
from xuncha.office.people.errors import AppendOnlyError
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.tenancy import TenantQuerySet

ROOMS = ("people", "registry", "wordlists", "casework", "rectification", "notices")


def test_no_migration_is_missing(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_table_and_column_names_fit_thirty_characters():
    long = [
        name
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for name in [model._meta.db_table, *(f.column for f in model._meta.local_fields)]
        if len(name) > 30
    ]
    assert long == []


def test_every_table_says_who_sees_its_rows(db, neighbour):
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            if model.__name__ == "Office":
                continue
            rows = model.objects.visible_to(neighbour)
            assert rows.model is model
            if model is not User:
                assert isinstance(rows, TenantQuerySet)


def test_migrations_hold_plain_words_only():
    for room in ROOMS:
        app = apps.get_app_config(room)
        text = (Path(app.path) / "migrations" / "0001_initial.py").read_text(encoding="utf-8")
        assert not re.search(r"import xuncha\.engine", text)


def test_the_audit_chain_names_the_first_broken_row(office, reviewer):
    for number in range(5):
        audit.append(reviewer, "test.act", reviewer, {"n": number})
    assert audit.verify(office) is None
    forged = AuditRecord.objects.get(seq=3)
    forged.detail = {"n": 99}
    with pytest.raises(AppendOnlyError):
        forged.save()
    models.Model.save(forged)  # somebody with the database in hand
    assert audit.verify(office) == 3
