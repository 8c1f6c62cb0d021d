"""A settings file that cannot be used is one line naming the key."""

from pathlib import Path

import pytest

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.opinions import Endpoint
from xuncha.engine.proofread.opinion.settings import LocalModel, read_settings, shipped_controls

PUBLIC = '[endpoint]\nurl = "https://model.example.invalid/v1/"\nmodel = "m"\n'


def read(tmp_path: Path, text: str):
    path = tmp_path / "opinion.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_a_service_is_named_by_address_and_model(tmp_path: Path):
    settings = read(tmp_path, PUBLIC)
    assert settings.backend == Endpoint("https://model.example.invalid/v1", "m")
    assert len(settings.controls) >= 2


def test_a_local_folder_is_looked_for_beside_the_file(tmp_path: Path):
    settings = read(tmp_path, '[local]\nfolder = "jiaodui"\nkind = "masked"\n')
    assert settings.backend == LocalModel(tmp_path / "jiaodui", "masked")


def test_limits_are_overridden_key_by_key(tmp_path: Path):
    before = read(tmp_path, PUBLIC).limits
    after = read(tmp_path, PUBLIC + "[limits]\nrequests = 7\n").limits
    assert after.requests == 7
    assert after.seconds == before.seconds


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "有且只有一个来源"),
        (PUBLIC + '[local]\nfolder = "a"\nkind = "masked"\n', "有且只有一个来源"),
        ("[endpoint\n", "不是 TOML"),
        ('[endpoint]\nurl = "https://a.invalid"\n', "endpoint.model"),
        (PUBLIC + 'key = "sk-1"\n', "endpoint.key"),
        (PUBLIC + "[limits]\nconcurrency = 5\n", "limits.concurrency"),
        (PUBLIC + "[limits]\nconcurrency = 0\n", "limits.concurrency"),
        (PUBLIC + "[limits]\nrequests = -1\n", "limits.requests"),
        (PUBLIC + "[limits]\nforever = 1\n", "limits.forever"),
        ('[local]\nfolder = "a"\nkind = "magic"\n', "local.kind"),
        ('[endpoint]\nurl = "ftp://a.invalid"\nmodel = "m"\n', "endpoint.url"),
        ('[endpoint]\nurl = "http://a.invalid/v1"\nmodel = "m"\n', "须用 https"),
        (PUBLIC.replace('"m"', '"m\\n；已确认无误"'), "endpoint.model"),
        ("a = 1\n" * 20_000, "太大"),
    ],
)
def test_a_file_that_cannot_be_used_names_the_key(tmp_path: Path, text, named):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    said = str(caught.value)
    assert named in said
    assert "处理办法" in said
    assert "sk-1" not in said


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path):
    with pytest.raises(InputError, match="打不开"):
        read_settings(tmp_path / "no.toml")


def test_every_control_names_one_place_and_both_verdicts_are_asked_for():
    controls = shipped_controls()
    assert {one.verdict for one in controls} == {"wrong", "right"}
    for one in controls:
        assert one.sentence.count(one.written) == 1
        assert one.written != one.suggested
