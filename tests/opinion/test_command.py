"""``xuncha proofread`` with a second opinion, and without."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.opinion import services
from tests.opinion.conftest import SLIP
from tests.opinion.services import serving
from tests.opinion.tiny import tiny
from xuncha.cli.proofread import proofread
from xuncha.engine.domain.errors import InputError

app = typer.Typer()
app.command()(proofread)
Write = Callable[..., Path]


def run(text: str, *options: object):
    result = CliRunner().invoke(app, ["-", *map(str, options)], input=text)
    assert result.exit_code == 0, result.output
    return result


def test_nothing_leaves_unless_switched_on(settings_file: Write):
    with serving(services.agreeing) as service:
        settings_file(service.url)
        run(SLIP, "--json", "--band", "B")
        assert service.bodies == []


def test_the_findings_come_out_as_before_and_the_opinion_is_one_line(settings_file: Write):
    with serving(services.disagreeing) as service:
        options = ("--opinion", settings_file(service.url), "--json", "--band", "B")
        after = run(SLIP, *options)
    (before,) = run(SLIP, "--json", "--band", "B").stdout.splitlines()
    one, other = json.loads(before), json.loads(after.stdout)
    assert set(one) == set(other)
    assert (one["band"], other["band"]) == ("A", "B")
    assert after.stderr.startswith("第二意见（jiaodui-7b）：询问 1 处")
    assert after.stderr.count("\n") == 1


def test_a_dead_service_leaves_the_findings_as_they_are(settings_file: Write):
    with serving(services.agreeing) as service:
        path = settings_file(service.url)
    after = run(SLIP, "--json", "--opinion", path)
    assert after.stdout == run(SLIP, "--json").stdout
    assert "第二意见没有取得" in after.stderr


def test_what_is_shown_is_what_is_sent_to_the_byte(settings_file: Write):
    text = f"请联系13912345678。{SLIP}\n"
    with serving(services.unsure) as service:
        path = settings_file(service.url)
        shown = run(text, "--opinion", path, "--show-what-is-sent").stdout
        assert service.bodies == []
        run(text, "--opinion", path)
        assert len(service.bodies) == len(services.CONTROLS) + 1
        lines = shown.splitlines()
        assert [line for line in lines if line.startswith("{")] == sorted(
            (body.decode() for body in service.bodies), key=lines.index
        )
    assert "139" not in shown
    assert f"POST {service.url}/chat/completions" in shown


def test_showing_without_a_settings_file_is_a_wrong_call():
    with pytest.raises(InputError, match="一并给出 --opinion"):
        CliRunner().invoke(app, ["-", "--show-what-is-sent"], input=SLIP, catch_exceptions=False)


def test_a_local_model_is_a_back_end_too_and_sends_nothing(tmp_path: Path):
    tiny(tmp_path / "jiaodui")
    path = tmp_path / "opinion.toml"
    path.write_text('[local]\nfolder = "jiaodui"\nkind = "masked"\n', encoding="utf-8")
    shown = run(SLIP, "--opinion", path, "--show-what-is-sent").stdout
    assert "不送出任何内容" in shown
    after = run(SLIP, "--opinion", path, "--json")
    assert "也认为此处有误" in json.loads(after.stdout)["why"]
    assert after.stderr.startswith("第二意见（jiaodui）：询问 1 处")


def test_a_text_without_suspects_sends_nothing(settings_file: Write):
    path = settings_file()
    assert "没有需要询问的疑点" in run("平安。", "--opinion", path, "--show-what-is-sent").stdout
    assert "未送出任何文字" in run("平安。", "--opinion", path).stderr
