"""Whatever happens to a bundle after it was written is found and named."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from xuncha.cli.verify import verify_command
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.manifest import MANIFEST_JSON, member_of, read_manifest, seal_of
from xuncha.engine.bundle.verify import verify

MEMBERS = ("plan.json", "visit.warc.gz", "log.jsonl")


def broken_names(folder: Path) -> list[str]:
    """The names of the members found broken."""
    return [item.name for item in verify(folder).broken]


def test_a_bundle_as_written_is_whole(bundle_folder: Path) -> None:
    result = verify(bundle_folder)
    assert (result.members, result.broken) == (3, ())


@pytest.mark.parametrize("name", [*MEMBERS, "manifest.json"])
@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.99])
def test_one_changed_byte_anywhere_is_found(bundle_folder: Path, name: str, place: float) -> None:
    path = bundle_folder / name
    data = bytearray(path.read_bytes())
    data[int(len(data) * place)] ^= 0x01
    path.write_bytes(bytes(data))
    assert name in broken_names(bundle_folder)


@pytest.mark.parametrize("name", [*MEMBERS, "manifest.json"])
def test_a_member_cut_short_is_named(bundle_folder: Path, name: str) -> None:
    path = bundle_folder / name
    path.write_bytes(path.read_bytes()[:-30])
    assert broken_names(bundle_folder) == [name]


@pytest.mark.parametrize("name", [*MEMBERS, "manifest.json"])
def test_a_missing_member_is_named(bundle_folder: Path, name: str) -> None:
    (bundle_folder / name).unlink()
    assert broken_names(bundle_folder) == [name]


def test_a_file_that_was_added_is_named(bundle_folder: Path) -> None:
    (bundle_folder / "notes.txt").write_text("x")
    assert broken_names(bundle_folder) == ["notes.txt"]


def test_a_record_swapped_together_with_the_manifest_digest_is_found(
    bundle_folder: Path, tmp_path: Path
) -> None:
    """Whoever rewrites the file and the manifest must still match each record's own digest."""
    path = bundle_folder / "visit.warc.gz"
    text = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(text.replace(b"<title>home", b"<title>hoax")))
    manifest = read_manifest(bundle_folder)
    members = tuple(member_of(bundle_folder / name) for name in MEMBERS)
    forged = replace(manifest, members=members)
    forged = replace(forged, seal=seal_of(forged))
    (bundle_folder / "manifest.json").write_bytes(MANIFEST_JSON.dump_json(forged))
    (broken,) = verify(bundle_folder).broken
    assert broken.name == "visit.warc.gz"
    assert "http://a.example/" in broken.reason


def test_a_folder_that_is_no_bundle_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="不是取证包"):
        verify(tmp_path)


@pytest.fixture
def app() -> typer.Typer:
    """The command alone."""
    made = typer.Typer()
    made.command()(verify_command)
    return made


def test_the_command_says_whole_with_exit_0(app: typer.Typer, bundle_folder: Path) -> None:
    result = CliRunner().invoke(app, [str(bundle_folder), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"members": 3, "broken": []}


def test_the_command_names_the_broken_member_with_exit_1(
    app: typer.Typer, bundle_folder: Path
) -> None:
    (bundle_folder / "log.jsonl").unlink()
    result = CliRunner().invoke(app, [str(bundle_folder), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["broken"] == [{"name": "log.jsonl", "reason": "文件缺失"}]
    assert "log.jsonl" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_command_says_unreadable_with_exit_2(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "处理办法" in result.stderr
    assert result.stderr.count("\n") == 1
