"""A visit that meets a marked page or file keeps a tombstone and nothing of the content."""

import gzip
from dataclasses import replace
from pathlib import Path

from tests.acquire.conftest import (  # noqa: F401
    AS_OF,
    SETTINGS,
    Visit,
    list_page,
    site,
    visit,
    zoo,
)
from tests.acquire.zoo import Zoo, answer
from tests.attachments.conftest import bounds, docx, pdf
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.records import digest_of
from xuncha.engine.bundle.verify import verify
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.words import SecrecyLevel, UnableClass
from xuncha.engine.examine import look_into
from xuncha.engine.extract.site import read_site
from xuncha.engine.rulebook.load import load_rulebook

HOST = "a.example"
ROOM = replace(SETTINGS, max_links=0, attachments=bounds())
WORDS = "边境管控部署情况"
MARKED = (
    f"<html><head><title>{WORDS}</title></head><body><h1>{WORDS}</h1><div>发布时间：2026-09-15</div>"
    "<div class='content'><p><span>机密★</span>10年</p><p>青石市公安局文件</p>"
    f"<p>关于{WORDS}的报告</p><p>{'具体内容。' * 30}</p></div></body></html>"
)
ABOUT = (
    "<html><head><title>保密宣传</title></head><body><h1>保密宣传</h1><div>发布时间：2026-09-15</div>"
    "<div class='content'><p>国家秘密标志写作“机密★10年”，例如：</p><p>机密★10年</p>"
    f"<p>各级机关要加强宣传。{'普通内容。' * 30}</p></div></body></html>"
)


def stock(zoo: Zoo, page: str) -> None:  # noqa: F811
    """A site of one column with one article."""
    zoo.show(HOST, "/", answer(list_page("/c/1.html", "/c/2.html")))
    zoo.show(HOST, "/c/", answer(list_page("/c/1.html", "/c/2.html")))
    zoo.show(HOST, "/c/1.html", answer(page))
    zoo.show(HOST, "/c/2.html", answer(ABOUT))


def everything_kept(bundle: Bundle) -> bytes:
    """Every byte of a bundle, unpacked."""
    kept = b""
    for path in bundle.folder.iterdir():
        data = path.read_bytes()
        kept += gzip.decompress(data) if path.suffix == ".gz" else data
    return kept


def test_a_marked_page_leaves_a_tombstone_and_no_word(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, MARKED)
    bundle = visit(site(HOST, "/c/"), settings=ROOM)[HOST]
    (withheld,) = bundle.withheld()
    assert withheld.url == f"http://{HOST}/c/1.html"
    assert withheld.level is SecrecyLevel.SECRET
    assert (withheld.digest, withheld.size) == (digest_of(MARKED.encode()), len(MARKED.encode()))
    assert WORDS.encode() not in everything_kept(bundle)
    assert "机密★".encode() not in everything_kept(bundle).replace(ABOUT.encode(), b"")
    assert verify(bundle.folder).broken == ()


def test_a_marked_page_is_read_as_not_looked_at(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, MARKED)
    bundle = visit(site(HOST, "/c/"), settings=ROOM)[HOST]
    fetch = next(one for one in bundle.fetches() if one.url.endswith("/c/1.html"))
    assert (fetch.failure, fetch.failure_reason) == (UnableClass.WITHHELD, "按规定未留存内容")
    articles = [article.url for article in read_site(bundle, AS_OF).articles]
    assert articles == [f"http://{HOST}/c/2.html"]


def test_an_article_about_secrecy_is_kept(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, ABOUT)
    bundle = visit(site(HOST, "/c/"), settings=ROOM)[HOST]
    assert list(bundle.withheld()) == []
    assert len(read_site(bundle, AS_OF).articles) == 2


def test_a_marked_column_is_unable_and_no_fault_of_the_site(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, ABOUT)
    zoo.show(HOST, "/c/", answer(MARKED))
    bundle = visit(site(HOST, "/c/"), settings=ROOM)[HOST]
    (column,) = read_site(bundle, AS_OF).columns
    assert (column.unable, column.blank) == (UnableClass.WITHHELD, False)


def test_a_marked_attachment_leaves_a_tombstone(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    link = "<a href='/f/a.docx'>附件1</a><a href='/f/b.pdf'>附件2</a><a href='/f/c.docx'>附件3</a>"
    stock(zoo, ABOUT.replace("</div></body>", f"{link}</div></body>"))
    secret = docx(f"关于{WORDS}的报告", "正文。", title="秘密★5年")
    zoo.show(HOST, "/f/a.docx", answer(secret))
    scroll = f"000012\n绝密★30年\n特急\n关于{WORDS}的报告\n正文。"
    zoo.show(HOST, "/f/b.pdf", answer(pdf(scroll)))
    zoo.show(HOST, "/f/c.docx", answer(docx()))
    bundle = visit(site(HOST, "/c/"), settings=ROOM)[HOST]
    assert [one.level for one in bundle.withheld()] == [
        SecrecyLevel.CONFIDENTIAL,
        SecrecyLevel.TOP_SECRET,
    ]
    assert secret not in everything_kept(bundle)
    told = {one.url[-6:]: (one.unable, one.record) for one in read_site(bundle, AS_OF).attachments}
    assert told["a.docx"] == told["/b.pdf"] == (UnableClass.WITHHELD, "")
    assert told["c.docx"][0] is None


def test_a_marked_file_a_list_links_straight_to_is_not_kept(zoo: Zoo, visit: Visit) -> None:  # noqa: F811
    stock(zoo, ABOUT)
    secret = docx(f"关于{WORDS}的报告", title="机密★20年")
    zoo.show(HOST, "/c/1.html", answer(secret))
    bundle = visit(site(HOST, "/c/"), settings=ROOM)[HOST]
    assert len(list(bundle.withheld())) == 1
    assert secret not in everything_kept(bundle)


def test_what_was_withheld_reaches_the_alarm_and_no_outcome(
    zoo: Zoo,  # noqa: F811
    visit: Visit,  # noqa: F811
) -> None:
    stock(zoo, MARKED)
    bundle = visit(site(HOST, "/c/"), settings=ROOM)[HOST]
    looked = look_into(Path(bundle.folder), load_rulebook("qinghai"), None, History())
    assert [one.url for one in looked.withheld] == [f"http://{HOST}/c/1.html"]
    assert WORDS not in str(looked.outcomes)
    assert "机密" not in str(looked.outcomes)
