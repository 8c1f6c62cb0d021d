"""A cited attachment opens as the text that was read out of it."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.acquire.conftest import SETTINGS, site
from tests.attachments.conftest import PARAGRAPHS, bounds, docx, pdf
from xuncha.engine.bundle.exchange import Exchange, Purpose
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.office.casework.models import VisitRecord
from xuncha.web.files import record_text

AT = datetime(2026, 9, 20, 16, 0, tzinfo=UTC)


def opened(tmp_path, data: bytes) -> str | None:
    settings = replace(SETTINGS, attachments=bounds())
    url = "http://a.example/f/a.docx"
    with BundleWriter(tmp_path, site("a.example"), settings, AT, started_at=AT) as writer:
        kept = Exchange(url, (), 200, (), data, AT, purpose=Purpose.ATTACHMENT)
        record = writer.record(kept)
        folder = writer.finish(AT)
    return record_text(VisitRecord(bundle_path=str(folder)), record)


def test_the_text_of_a_document_stands_with_its_places(tmp_path) -> None:
    text = opened(tmp_path, docx())
    assert text is not None
    assert f"第 2 段\t{PARAGRAPHS[0]}" in text


def test_a_scan_says_that_it_has_no_text(tmp_path) -> None:
    assert "扫描件，没有文字层" in (opened(tmp_path, pdf("")) or "")
