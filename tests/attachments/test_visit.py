"""Files linked from articles: fetched within bounds, kept in the bundle, read into facts."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from tests.acquire.conftest import (  # noqa: F401
    AS_OF,
    SETTINGS,
    Visit,
    list_page,
    site,
    visit,
    zoo,
)
from tests.acquire.zoo import Zoo, answer, redirect
from tests.attachments.conftest import PARAGRAPHS, ROWS, bounds, docx, pdf, xlsx
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.bundle.verify import verify
from xuncha.engine.checks.wording import Params, run
from xuncha.engine.domain.attachments import AttachmentFacts
from xuncha.engine.domain.fetches import History, VisitSettings
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.links import linked_files
from xuncha.engine.extract.site import read_site

HOST = "a.example"
ROOM = replace(SETTINGS, max_links=0, attachments=bounds())
BINARY = "application/octet-stream"


def article(*links: str, words: tuple[str, ...] = ()) -> str:
    """An article with links to files below its text."""
    named = [*words, *(f"附件{n}" for n in range(len(words), len(links)))]
    files = "".join(f'<p><a href="{a}">{b}</a></p>' for a, b in zip(links, named, strict=True))
    return (
        "<html><head><title>关于印发工作方案的通知</title></head><body><div class='nav'>"
        "<a href='/help.pdf'>使用帮助</a></div><h1>关于印发工作方案的通知</h1>"
        "<div>发布时间：2026-09-15</div><div class='content'>"
        f"<p>各单位：现将工作方案印发给你们，请认真组织实施，确保落实到位。</p>{files}</div></body></html>"
    )


def stock(zoo: Zoo, *links: str, words: tuple[str, ...] = ()) -> None:  # noqa: F811
    """A site of one column and one article that links to files."""
    zoo.show(HOST, "/", answer(list_page("/c/1.html")))
    zoo.show(HOST, "/c/", answer(list_page("/c/1.html")))
    zoo.show(HOST, "/c/1.html", answer(article(*links, words=words)))


def looked(visit: Visit, settings: VisitSettings = ROOM):  # noqa: F811
    """The bundle of the site and its attachments by the last part of their address."""
    bundle = visit(site(HOST, "/c/"), settings=settings)[HOST]
    found = read_site(bundle, AS_OF).attachments
    return bundle, {one.url.rpartition("/")[2]: one for one in found}


def words_of(file: AttachmentFacts) -> list[str]:
    return [block.text for block in file.blocks]


def test_files_of_an_article_are_fetched_kept_and_read(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/a.docx", "/f/b.xlsx", "/f/c.pdf", words=("方案.docx", "名单", "全文"))
    zoo.show(HOST, "/f/a.docx", answer(docx(), content_type=BINARY))
    zoo.show(HOST, "/f/b.xlsx", answer(xlsx(), content_type=BINARY))
    zoo.show(HOST, "/f/c.pdf", answer(pdf("全文如下。"), content_type=BINARY))
    bundle, files = looked(visit)
    assert zoo.asked_of(HOST)[-3:] == ["/f/a.docx", "/f/b.xlsx", "/f/c.pdf"]
    assert words_of(files["a.docx"])[1] == PARAGRAPHS[0]
    assert words_of(files["b.xlsx"])[0] == "\t".join(map(str, ROWS[0]))
    assert words_of(files["c.pdf"]) == ["全文如下。"]
    assert files["a.docx"].name == "方案.docx"
    assert files["a.docx"].linked_from == f"http://{HOST}/c/1.html"
    assert bundle.body_of(files["c.pdf"].record).startswith(b"%PDF")
    assert verify(bundle.folder).broken == ()


def test_files_are_no_pages_of_the_visit(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/a.docx")
    zoo.show(HOST, "/f/a.docx", answer(docx(), content_type=BINARY))
    bundle, _ = looked(visit)
    assert read_site(bundle, AS_OF).pages == 3
    assert not [fetch for fetch in bundle.fetches() if fetch.url.endswith(".docx")]


def test_reading_a_bundle_twice_gives_the_same(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/a.docx", "/f/gone.pdf")
    zoo.show(HOST, "/f/a.docx", answer(docx(), content_type=BINARY))
    bundle, _ = looked(visit)
    assert read_site(bundle, AS_OF) == read_site(bundle, AS_OF)


def test_a_file_that_is_gone_or_only_named_says_so(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/gone.pdf", "/f/all.zip", "http://other.example/x.pdf", "/f/page.doc")
    zoo.show(HOST, "/f/page.doc", answer("<html><body>请登录</body></html>"))
    _, files = looked(visit)
    told = {name: (file.unable, file.reason) for name, file in files.items()}
    assert told == {
        "gone.pdf": (UnableClass.NOT_FOUND, "服务器回答 404"),
        "all.zip": (UnableClass.UNREADABLE, "压缩包只登记名称，没有打开"),
        "x.pdf": (UnableClass.NOT_VISITED, "附件没有访问"),
        "page.doc": (UnableClass.UNREADABLE, "打开的是网页，不是文件"),
    }
    assert "/f/all.zip" not in zoo.asked_of(HOST)


def test_a_redirect_to_the_file_is_followed(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/down?filename=a.docx")
    zoo.show(HOST, "/down?filename=a.docx", redirect("/real/a.docx"))
    zoo.show(HOST, "/real/a.docx", answer(docx(), content_type=BINARY))
    _, files = looked(visit)
    assert words_of(files["down?filename=a.docx"])[1] == PARAGRAPHS[0]


def test_files_beyond_a_bound_are_named_and_not_fetched(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/1.docx", "/f/2.docx", "/f/3.docx")
    for number in range(1, 4):
        zoo.show(HOST, f"/f/{number}.docx", answer(docx(), content_type=BINARY))
    small = replace(ROOM, attachments=bounds(per_article=2))
    _, files = looked(visit, small)
    assert (files["2.docx"].unable, files["3.docx"].unable) == (None, UnableClass.BUDGET)
    assert "每篇文章只看 2 个附件" in files["3.docx"].reason
    assert "/f/3.docx" not in zoo.asked_of(HOST)


def test_a_file_too_large_is_cut_off_and_none_of_it_kept(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/a.docx")
    zoo.show(HOST, "/f/a.docx", answer(docx(), content_type=BINARY))
    bundle, files = looked(visit, replace(ROOM, attachments=bounds(max_bytes=2000)))
    assert files["a.docx"].unable is UnableClass.TOO_LARGE
    assert [len(fetch.body) for fetch in bundle.attachments()] == [0]


def test_attachments_larger_than_a_page_may_be_are_read(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/a.docx")
    zoo.show(HOST, "/f/a.docx", answer(docx(), content_type=BINARY))
    _, files = looked(visit, replace(ROOM, page_max_bytes=20_000))
    assert len(docx()) > 20_000
    assert files["a.docx"].unable is None


def test_a_list_that_links_straight_to_a_file_gives_an_attachment_and_no_article(
    zoo: Zoo,  # noqa: F811
    visit: Visit,  # noqa: F811
) -> None:
    zoo.show(HOST, "/", answer(list_page("/c/1.pdf")))
    zoo.show(HOST, "/c/", answer(list_page("/c/1.pdf")))
    zoo.show(HOST, "/c/1.pdf", answer(pdf("全文如下。"), content_type=BINARY))
    bundle, files = looked(visit)
    assert words_of(files["1.pdf"]) == ["全文如下。"]
    assert files["1.pdf"].name == "我市召开第0次专题工作会议部署重点任务"
    assert read_site(bundle, AS_OF).articles == ()


def test_wrong_words_in_an_attachment_are_found_with_file_and_place(
    zoo: Zoo,  # noqa: F811
    visit: Visit,  # noqa: F811
) -> None:
    stock(zoo, "/f/a.docx", words=("工作方案.docx",))
    text = "各单位要密切配和，确保任务落到实处。"
    zoo.show(HOST, "/f/a.docx", answer(docx("第一段。", text), content_type=BINARY))
    bundle, _ = looked(visit)
    outcome = run(read_site(bundle, AS_OF), History(), Params("W-N1", "A", 1), AS_OF)
    (finding,) = outcome.findings
    (evidence,) = finding.evidence
    assert finding.observed == "密切配和"
    assert evidence.where == "附件《工作方案.docx》第 3 段"
    assert evidence.url == f"http://{HOST}/f/a.docx"
    assert evidence.record.startswith("sha256:")


def test_a_round_that_looks_at_no_attachments_leaves_them_alone(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/a.docx")
    _, files = looked(visit, replace(ROOM, attachments=None))
    assert files == {}
    assert "/f/a.docx" not in zoo.asked_of(HOST)


def test_what_was_refused_is_in_the_log(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "http://other.example/x.pdf", "/f/1.docx", "/f/2.docx")
    zoo.show(HOST, "/f/1.docx", answer(docx(), content_type=BINARY))
    bundle, _ = looked(visit, replace(ROOM, attachments=bounds(per_site=1)))
    said = [e.reason for e in bundle.journal() if e.decision is Decision.ATTACHMENT_FAILED]
    assert said == ["访问额度用完：已看满 1 个附件"]
    noted = [e.url for e in bundle.journal() if e.decision is Decision.NOTED]
    assert "http://other.example/x.pdf" in noted


@pytest.mark.parametrize(
    ("link", "words", "kind"),
    [
        ("/a/P020260915.PDF", "", "pdf"),
        ("/module/download/downfile.jsp?classid=0&filename=a.xls", "下载", "xls"),
        ("/system/_content/download.jsp?wbfileid=88", "附件【工作方案.wps】已下载3次", "doc"),
        (f"/f/{quote('实施方案.docx')}", "实施方案", "docx"),
        ("/f/b.et", "名单", "xls"),
    ],
)
def test_a_file_is_told_by_address_query_or_words(link, words, kind) -> None:
    page = article(link, words=(words,)).encode()
    (found,) = linked_files(page, f"http://{HOST}/c/1.html", "text/html; charset=utf-8")
    assert found.kind == kind


@pytest.mark.parametrize("link", ["/c/2.html", "javascript:void(0)", "/f/a.pdfx", "#a.pdf"])
def test_other_links_are_no_files(link) -> None:
    page = article(link, words=("说明",)).encode()
    assert linked_files(page, f"http://{HOST}/c/1.html", "text/html; charset=utf-8") == ()


def test_a_link_whose_address_nobody_can_read_names_no_file() -> None:
    page = '<p>见<a href="http://[附件/a.pdf">附件1</a>、<a href="/b.pdf">附件2</a></p>'.encode()
    (found,) = linked_files(page, f"http://{HOST}/c/1.html", "text/html; charset=utf-8")
    assert found.name == "附件2"


def test_files_come_after_all_pages(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/a.docx")
    zoo.show(HOST, "/d/", answer(list_page("/d/1.html")))
    zoo.show(HOST, "/d/1.html", answer(article()))
    zoo.show(HOST, "/f/a.docx", answer(docx(), content_type=BINARY))
    visit(site(HOST, "/c/", "/d/"), settings=ROOM)
    assert zoo.asked_of(HOST)[-2:] == ["/d/1.html", "/f/a.docx"]


def test_a_site_that_asks_to_be_spared_is_asked_for_no_more_files(
    zoo: Zoo,  # noqa: F811
    visit: Visit,  # noqa: F811
) -> None:
    stock(zoo, "/f/1.docx", "/f/2.docx")
    zoo.show(HOST, "/f/1.docx", answer("", 429))
    _, files = looked(visit)
    assert "/f/2.docx" not in zoo.asked_of(HOST)
    assert {file.unable for file in files.values()} == {UnableClass.THROTTLED}


def test_a_file_passed_over_takes_no_place_of_another(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, "/f/1.docx", "/f/2.docx")
    zoo.show(HOST, "/d/", answer(list_page("/d/1.html")))
    zoo.show(HOST, "/d/1.html", answer(article("/f/3.docx")))
    for number in (1, 2, 3):
        zoo.show(HOST, f"/f/{number}.docx", answer(docx(), content_type=BINARY))
    small = replace(ROOM, attachments=bounds(per_article=1, per_site=2))
    visit(site(HOST, "/c/", "/d/"), settings=small)
    assert zoo.asked_of(HOST)[-2:] == ["/f/1.docx", "/f/3.docx"]
