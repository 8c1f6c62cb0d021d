"""Supplements of a sealed bundle: verified with it, bound to it, read back."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundle.conftest import AS_OF, exchange
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.manifest import PARTIAL, can_name_bundle
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import Part, SupplementWriter
from xuncha.engine.bundle.verify import verify
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.words import UnableClass

HOME = "http://a.example/"
DOM = "<p>渲染后的页面</p>".encode()
NOTES = (("content-type", "text/html; charset=utf-8"), ("final-url", f"{HOME}#/"))


def supplement(bundle: Path) -> Path:
    home = next(Bundle.open(bundle).fetches())
    with SupplementWriter(bundle, Part.RENDER, {"tool": "chromium"}, started_at=AS_OF) as writer:
        writer.record(exchange("/api", b"[]"))
        name = Bundle.open(bundle).record_id_of(home.record)
        writer.conversion(HOME, (*NOTES, ("lost-requests", "2")), DOM, AS_OF, name)
        writer.resource(HOME, (("content-type", "image/jpeg"), ("subject", "home")), b"JPG", AS_OF)
        url = "http://a.example/hung"
        writer.note(LogEntry(url, Decision.FAILED, "超时", AS_OF, UnableClass.TIMEOUT))
        return writer.finish(AS_OF)


def test_a_bundle_with_a_supplement_verifies_with_all_its_members(bundle_folder):
    before = verify(bundle_folder).members
    supplement(bundle_folder)
    found = verify(bundle_folder)
    assert found.broken == ()
    assert found.members == before + 3


def test_what_a_browser_built_is_read_back_with_what_it_missed(bundle_folder):
    supplement(bundle_folder)
    bundle = Bundle.open(bundle_folder)
    whole, hung = bundle.renderings()
    assert (whole.url, whole.final_url, whole.body) == (HOME, f"{HOME}#/", DOM)
    assert whole.lost_requests == 2
    assert not whole.is_whole
    assert bundle.body_of(whole.record) == DOM
    assert (hung.failure, hung.body) == (UnableClass.TIMEOUT, b"")
    (picture,) = bundle.pictures()
    assert (picture.subject, picture.content_type, picture.body) == ("home", "image/jpeg", b"JPG")


def test_a_part_being_written_takes_no_name_another_target_may_have(bundle_folder):
    with SupplementWriter(bundle_folder, Part.RENDER, {}, started_at=AS_OF):
        beside = {path.name for path in bundle_folder.parent.iterdir()}
    (unfinished,) = beside - {bundle_folder.name}
    assert not can_name_bundle(unfinished.removesuffix(PARTIAL))


def test_the_visit_itself_reads_as_before(bundle_folder):
    before = list(Bundle.open(bundle_folder).fetches())
    supplement(bundle_folder)
    assert list(Bundle.open(bundle_folder).fetches()) == before


def test_a_rendered_record_names_the_record_it_was_made_of(bundle_folder):
    folder = supplement(bundle_folder)
    home = next(Bundle.open(bundle_folder).fetches())
    name = Bundle.open(bundle_folder).record_id_of(home.record)
    text = gzip.decompress((folder / "render.warc.gz").read_bytes()).decode("utf-8", "replace")
    assert name
    assert f"WARC-Refers-To: {name}" in text


@pytest.mark.parametrize("name", ["plan.json", "render.warc.gz", "log.jsonl", "manifest.json"])
def test_one_changed_byte_in_a_supplement_is_found(bundle_folder, name):
    path = supplement(bundle_folder) / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert f"render/{name}" in {one.name for one in verify(bundle_folder).broken}


def test_a_supplement_of_another_bundle_is_found(
    bundle_folder: Path, open_writer: Callable[[], BundleWriter]
):
    folder = supplement(bundle_folder)
    kept = bundle_folder.with_name("kept")
    folder.rename(kept)
    shutil.rmtree(bundle_folder)
    writer = open_writer()
    writer.record(exchange("/", b"<title>another visit</title>"))
    other = writer.finish(AS_OF)
    kept.rename(other / "render")
    (fault,) = verify(other).broken
    assert fault.name == "render/manifest.json"
    assert "不属于" in fault.reason


def test_an_unfinished_supplement_leaves_the_bundle_whole_and_is_written_anew(bundle_folder):
    with SupplementWriter(bundle_folder, Part.RENDER, {}, started_at=AS_OF) as writer:
        writer.note(LogEntry(HOME, Decision.NOTED, "中断", AS_OF))
    assert verify(bundle_folder).broken == ()
    supplement(bundle_folder)
    assert verify(bundle_folder).broken == ()


def test_a_supplement_is_never_overwritten(bundle_folder):
    supplement(bundle_folder)
    with pytest.raises(BundleError, match="另一个进程已经补好"):
        supplement(bundle_folder)
