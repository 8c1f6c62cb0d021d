"""``xuncha register`` from a shell: counts on stdout, a line per fault on stderr."""

import json

import pytest
from typer.testing import CliRunner

from tests.office.uploads import SOUND, register_xlsx, sound_with
from xuncha.cli.register import app
from xuncha.engine.domain.errors import InputError
from xuncha.office import deployment
from xuncha.office.people.models import Office, User
from xuncha.office.registry.models import Site


@pytest.fixture
def run(db, tmp_path, monkeypatch):
    settings = deployment.Deployment(home=tmp_path)
    monkeypatch.setattr("xuncha.office.opening.deployment", lambda: settings)

    def run(*words):
        return CliRunner().invoke(app, list(words))

    return run


def test_an_office_is_opened_and_its_register_comes_in(run, tmp_path):
    opened = run("office", "hulan", "呼兰省政务公开办公室")
    assert "一次性口令：" in opened.stdout
    file = str(register_xlsx(tmp_path / "register.xlsx", SOUND))
    assert json.loads(run("import", file, "--json").stdout)["created"] == 10
    assert run("import", file).stdout == "新增 0，更新 0，未变 10，有误未导入 0 处\n"
    assert Site.objects.count() == 2


def test_faulty_rows_are_named_on_stderr_with_exit_code_one(run, tmp_path):
    run("office", "hulan", "呼兰省政务公开办公室")
    sheets = sound_with(网站=[("63", "短码网", "http://a.example/", "C", "门户", "市级", "是", "")])
    done = run("import", str(register_xlsx(tmp_path / "register.xlsx", sheets)))
    assert done.exit_code == 1
    assert "“网站”第 2 行“网站标识码”：“63”不合规则" in done.stderr


def test_without_an_office_one_line_says_what_to_run(run, tmp_path):
    file = str(register_xlsx(tmp_path / "register.xlsx", SOUND))
    done = run("import", file)
    assert isinstance(done.exception, InputError)
    assert "xuncha register office" in str(done.exception)


def test_opening_twice_changes_only_the_password(run):
    run("office", "hulan", "呼兰省政务公开办公室")
    before = User.objects.get(username="admin").password
    run("office", "hulan", "别名")
    assert Office.objects.get().name == "呼兰省政务公开办公室"
    assert User.objects.get(username="admin").password != before
