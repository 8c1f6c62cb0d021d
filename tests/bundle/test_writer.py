"""Bundles are written whole or not at all."""

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundle.conftest import AS_OF, PLAN, SETTINGS, exchange
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.manifest import read_manifest
from xuncha.engine.bundle.writer import BundleWriter

Opener = Callable[[], BundleWriter]


def test_nothing_stands_under_the_final_name_before_the_bundle_is_complete(
    open_writer: Opener, tmp_path: Path
) -> None:
    writer = open_writer()
    writer.record(exchange("/", b"x"))
    assert [path.name for path in tmp_path.iterdir()] == [f"{PLAN.code}.partial"]
    writer.finish(AS_OF)
    assert [path.name for path in tmp_path.iterdir()] == [PLAN.code]


def test_a_rerun_removes_what_a_dead_process_left(open_writer: Opener, tmp_path: Path) -> None:
    stale = tmp_path / f"{PLAN.code}.partial"
    stale.mkdir()
    (stale / "visit.warc.gz").write_bytes(b"half a record")
    (stale / "rubbish").write_bytes(b"")
    folder = open_writer().finish(AS_OF)
    assert sorted(path.name for path in folder.iterdir()) == [
        "log.jsonl",
        "manifest.json",
        "plan.json",
        "visit.warc.gz",
    ]


def test_a_bundle_a_living_process_writes_is_left_alone(open_writer: Opener) -> None:
    first = open_writer()
    with pytest.raises(BundleError, match="另一个进程正在写"):
        open_writer()
    assert first.finish(AS_OF).is_dir()


def test_every_record_is_a_gzip_member_of_its_own(bundle_folder: Path) -> None:
    data = (bundle_folder / "visit.warc.gz").read_bytes()
    members = []
    while data:
        stream = zlib.decompressobj(31)
        members.append(stream.decompress(data))
        assert stream.eof
        data = stream.unused_data
    kinds = [member.split(b"WARC-Type: ")[1].split(b"\r\n")[0] for member in members]
    assert kinds == [b"warcinfo", *[b"response", b"request"] * 3]
    assert read_manifest(bundle_folder).records == len(members)


def test_request_and_answer_are_kept_as_they_crossed_the_wire(open_writer: Opener) -> None:
    squeezed = gzip.compress(b"<p>page</p>", mtime=0)
    writer = open_writer()
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    reference = writer.record(exchange("/z?q=1", squeezed, response_headers=headers))
    text = gzip.decompress((writer.finish(AS_OF) / "visit.warc.gz").read_bytes())
    assert reference == f"sha256:{hashlib.sha256(squeezed).hexdigest()}"
    assert b"Content-Encoding: gzip\r\n\r\n" + squeezed in text
    assert b"GET /z?q=1 HTTP/1.1\r\nHost: a.example\r\n" in text
    assert b"WARC-IP-Address: 203.0.113.5\r\n" in text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_one_clear_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(BundleError, match="无法写入"):
        BundleWriter(tmp_path, PLAN, SETTINGS, AS_OF, started_at=AS_OF)


def test_a_folder_below_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BundleError, match="取证包无法写入") as caught:
        BundleWriter(tmp_path / "file" / "x", PLAN, SETTINGS, AS_OF, started_at=AS_OF)
    assert "\n" not in str(caught.value)
    assert "处理办法" in str(caught.value)
