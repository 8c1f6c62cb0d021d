"""The cells of a table row are read as one text, whatever page or file they come from."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from docx import Document

from tests.attachments.conftest import bounds, office_file
from tests.privacy.finding import ID, ID_X, MOBILE
from xuncha.engine.checks import wording
from xuncha.engine.checks.frame.text_places import places_of
from xuncha.engine.domain.attachments import AttachmentFacts
from xuncha.engine.domain.facts import ArticleFacts, SiteFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Finding
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.words import Level, PageKind, TextErrorKind
from xuncha.engine.extract.attachments.reading import read_file
from xuncha.engine.extract.page import read_page

__all__ = ["office_file"]

PERSONS = (("申请人", "身份证号", "手机号"), ("扎西", ID, MOBILE), ("", ID_X, ""))
OFFICES = (("科室", "办公电话"), ("教务科", MOBILE))
NOW = datetime(2026, 11, 1, tzinfo=UTC)
URL, FILE = "http://a.example/t1.html", "http://a.example/a.docx"


def site_of(
    articles: tuple[ArticleFacts, ...] = (), files: tuple[AttachmentFacts, ...] = ()
) -> SiteFacts:
    plan = SitePlan("S1", "某网", URL, Level.COUNTY, is_portal=False, has_services=False)
    return SiteFacts(
        plan, NOW, None, "", (), None, "", URL, "r", (), articles, 1, attachments=files
    )


def found_in(
    articles: tuple[ArticleFacts, ...] = (), files: tuple[AttachmentFacts, ...] = ()
) -> list[Finding]:
    params = wording.Params("X", "B", 1)
    outcome = wording.run(site_of(articles, files), History(()), params, NOW)
    return [one for one in outcome.findings if one.kind is TextErrorKind.PRIVACY]


def page_of(*tables: tuple[tuple[str, ...], ...]) -> ArticleFacts:
    shown = "".join(
        "<table>"
        + "".join(
            "<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows
        )
        + "</table>"
        for rows in tables
    )
    text = "<p>根据有关规定，现将本批次名单予以公示，公示期为五个工作日，如有异议请书面反映。</p>"
    html = f"<h1>公示</h1><div class='TRS_Editor'>{text}{shown}{text}</div>"
    page = read_page(
        html.encode(), URL, content_type="text/html; charset=utf-8", as_of=date(2026, 11, 1),
        kind=PageKind.ARTICLE,
    )  # fmt: skip
    return ArticleFacts(URL, page.title, page.blocks, None, (), None, "r")


def file_of(data: bytes, name: str) -> AttachmentFacts:
    read = read_file(data, name, bounds())
    return AttachmentFacts(FILE, name, URL, "r", read.kind, read.pages, read.blocks, None, "")


def document_of(*tables: tuple[tuple[str, ...], ...]) -> bytes:
    document = Document()
    document.add_paragraph("名单公示")
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.cell(line, column).text = cell
        document.add_paragraph("以上名单予以公示。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_numbers_in_the_cells_of_a_page_are_found_at_their_cells() -> None:
    found = found_in((page_of(PERSONS),))
    assert {one.observed for one in found} == {
        "630102********1235",
        "110105********002X",
        "138****5678",
    }
    mobile = next(one for one in found if one.observed.startswith("138"))
    assert [place.where for place in mobile.evidence] == ["《公示》正文第 7 段"]
    assert mobile.title == "疑似泄露个人信息：138****5678"
    assert ID not in repr(found)
    assert MOBILE not in repr(found)


def test_the_column_of_an_office_on_a_page_is_left_alone() -> None:
    assert found_in((page_of(OFFICES),)) == []


@pytest.mark.parametrize("ending", ["docx", "doc"])
def test_numbers_in_the_tables_of_a_file_are_found_at_their_rows(
    ending: str, office_file: Callable[[bytes, str, str], bytes]
) -> None:
    data = document_of(PERSONS, OFFICES)
    if ending != "docx":
        data = office_file(data, "docx", ending)
    found = found_in((), (file_of(data, f"名单.{ending}"),))
    places = {one.observed: [place.where for place in one.evidence] for one in found}
    name = f"附件《名单.{ending}》表 1 第"
    assert places == {
        "630102********1235": [f"{name} 2 行"],
        "110105********002X": [f"{name} 3 行"],
        "138****5678": [f"{name} 2 行"],
    }


@pytest.mark.parametrize("ending", ["docx", "doc"])
def test_empty_cells_keep_the_columns_of_a_table(
    ending: str, office_file: Callable[[bytes, str, str], bytes]
) -> None:
    data = document_of((("甲", "乙", "丙"), ("", "二", ""), ("一", "", "三")))
    if ending != "docx":
        data = office_file(data, "docx", ending)
    blocks = read_file(data, f"表.{ending}", bounds()).blocks
    assert [(one.text, one.place[-3], one.cell) for one in blocks if one.cell] == [
        *(("甲", "1", 1), ("乙", "1", 2), ("丙", "1", 3)),
        *(("二", "2", 2), ("一", "3", 1), ("三", "3", 3)),
    ]


def test_a_page_laid_out_in_cells_stays_paragraphs() -> None:
    long = "各县区人民政府要高度重视，切实加强组织领导，压实工作责任，确保按期完成各项任务。" * 6
    article = page_of(((long, long),))
    places = list(places_of(site_of((article,))))
    assert all("\t" not in place.text for place in places)
