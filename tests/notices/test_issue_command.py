"""``xuncha notice issue``, ``list`` and ``repeat``."""

import json

import pytest
from typer.testing import CliRunner

from tests.notices.test_issuing import closed
from xuncha.cli import issuing as command
from xuncha.cli.notice import app
from xuncha.engine.domain.errors import InputError
from xuncha.office.casework.models import RoundTarget

pytestmark = pytest.mark.django_db
DATES = ("--signed-on", "2026-10-26", "--deadline", "2026-11-09")


@pytest.fixture(autouse=True)
def _open(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(command, "open_office", lambda: None)
    settings.XUNCHA_HOME = tmp_path


def run(*words):
    return CliRunner().invoke(app, [*words, "--office", "tuochuan"], catch_exceptions=False)


def issued(*words):
    order = ("issue", "--user", "li", "--template", "month", *DATES, *words, "--json")
    return json.loads(run(*order).output)


def test_a_notice_is_issued_listed_and_repeated(province):
    closed(province)
    said = issued("--round", province.inspection.title)
    assert said["number"] == 1
    assert set(said["editions"]) == {"internal", "public"}
    assert "第1号 沱川省人民政府办公厅" in run("list").output
    again = run("repeat", "1")
    assert again.exit_code == 0
    assert again.output.count("相同：") == 4
    RoundTarget.objects.filter(round=province.inspection, code="A07").update(name="改了")
    assert run("repeat", "1").exit_code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--signed-on", "昨天"), "不是日期"),
        (("--round", "没有的一轮"), "没有名为“没有的一轮”的检查"),
        (("--corrects", "7"), "没有第7号通报"),
        (("--user", "nobody"), "没有用户“nobody”"),
    ],
)
def test_what_cannot_be_ordered_says_what_to_do(province, words, said):
    closed(province)
    with pytest.raises(InputError, match=said):
        issued(*words)
