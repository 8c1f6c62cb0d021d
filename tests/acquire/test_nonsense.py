"""No answer, however broken, ends a visit: the site's bundle is whole and the next one is done."""

from dataclasses import replace
from pathlib import Path

from tests.acquire.conftest import AS_OF, SETTINGS, article_page, site
from tests.acquire.zoo import Zoo, answer, nonsense, redirect
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.verify import verify
from xuncha.engine.domain.words import UnableClass

OK = b"HTTP/1.1 200 OK\r\n"
SPOKEN: list[tuple[bytes, UnableClass | None]] = [
    (b"", UnableClass.RESET),
    (b"\r\n\r\n", UnableClass.UNREADABLE),
    (b"\x00\x01\x02\x03" * 100, UnableClass.RESET),
    (b"HTTP/1.1\r\n\r\n", UnableClass.UNREADABLE),
    (b"HTTP/1.1 abc OK\r\n\r\n", UnableClass.UNREADABLE),
    (b"HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\nhi", UnableClass.UNREADABLE),
    (b"HTTP/1.1 000 Zero\r\nContent-Length: 2\r\n\r\nhi", UnableClass.UNREADABLE),
    (b"HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\nhi", None),
    (b"HTTP/0.9 200 OK\r\n\r\nhi", None),
    (OK + b"no colon here\r\nContent-Length: 2\r\n\r\nhi", None),
    (OK + b": empty name\r\nContent-Length: 2\r\n\r\nhi", UnableClass.UNREADABLE),
    (OK + b"Content-Length: -5\r\n\r\nhi", UnableClass.UNREADABLE),
    (OK + b"Content-Length: many\r\n\r\nhi", UnableClass.UNREADABLE),
    (OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi", UnableClass.UNREADABLE),
    (OK + b"Content-Length: 5000\r\n\r\nhi", UnableClass.RESET),
    (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhi", UnableClass.RESET),
    (OK + b"Transfer-Encoding: chunked\r\n\r\n-4\r\nhi", UnableClass.RESET),
    (OK + b"Transfer-Encoding: bogus\r\n\r\nhi", UnableClass.UNREADABLE),
    (OK + b"X: " + b"a" * 100_000 + b"\r\nContent-Length: 2\r\n\r\nhi", UnableClass.RESET),
    (OK + b"X: \xff\xfe\xd6\xd0\r\nContent-Length: 2\r\n\r\nhi", None),
    (OK + b"Content-Type: text/html; charset=nonsense-9\r\nContent-Length: 2\r\n\r\nhi", None),
    (OK + b"Content-Type: \r\nContent-Length: 2\r\n\r\n\xff\xfe", None),
    (OK + b"Content-Encoding: rot13\r\nContent-Length: 2\r\n\r\nhi", UnableClass.UNREADABLE),
    (OK + b"Content-Encoding: br\r\nContent-Length: 2\r\n\r\nhi", UnableClass.UNREADABLE),
    (OK + b"Content-Encoding: zstd\r\nContent-Length: 2\r\n\r\nhi", UnableClass.UNREADABLE),
    (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", None),
    (b"HTTP/1.1 302 Found\r\nLocation: \r\nContent-Length: 0\r\n\r\n", None),
    (b"HTTP/1.1 302 Found\r\nLocation: http://[bad/\r\nContent-Length: 0\r\n\r\n", None),
    (
        b"HTTP/1.1 302 Found\r\nLocation: http://\xd6\xd0.example/\r\nContent-Length: 0\r\n\r\n",
        UnableClass.GUARD,
    ),
    (b"HTTP/1.1 302 Found\r\nLocation: //\r\nContent-Length: 0\r\n\r\n", UnableClass.UNREADABLE),
    (
        b"HTTP/1.1 302 Found\r\nLocation: http://a.example:999999/\r\nContent-Length: 0\r\n\r\n",
        None,
    ),
    (b"HTTP/1.1 204 No Content\r\n\r\n", None),
    (b"HTTP/1.1 304 Not Modified\r\n\r\n", None),
    (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", UnableClass.RESET),
    (b"HTTP/1.1 100 Continue\r\n\r\n", UnableClass.RESET),
]


def test_no_answer_however_broken_ends_a_visit(tmp_path: Path) -> None:
    with Zoo() as zoo:
        for number, spoken in enumerate(words for words, _ in SPOKEN):
            zoo.show(f"n{number}.example", "/", nonsense(spoken))
            zoo.show(f"r{number}.example", "/robots.txt", nonsense(spoken))
            zoo.show(f"r{number}.example", "/", answer(article_page("正常")))
        zoo.show("巡查.example", "/", answer("mapped by its Chinese name"))
        zoo.show("xn--9rtw6t.example", "/", redirect("http://巡查.example/首 页?q=中文"))
        asked = "/%E9%A6%96%20%E9%A1%B5?q=%E4%B8%AD%E6%96%87"
        zoo.show("xn--9rtw6t.example", asked, answer(article_page("中文网址")))
        hosts = [host for host in zoo.pages if host[0] in "nr"]
        plans = (*(site(host) for host in hosts), site("巡查.example", code="cn"))
        settings = replace(SETTINGS, timeout_s=1.0)
        visit_shard(ShardOrder(plans, settings, zoo.host_map, AS_OF, tmp_path))
    for number, (spoken, unable) in enumerate(SPOKEN):
        *_, last = Bundle.open(tmp_path / f"n{number}.example").fetches()
        assert last.failure is unable, spoken[:80]
    for plan in plans:
        assert verify(tmp_path / plan.code).broken == ()
        fetches = list(Bundle.open(tmp_path / plan.code).fetches())
        assert fetches
        if plan.code.startswith("r") or plan.code == "cn":
            assert fetches[-1].status == 200, "a broken robots.txt asks nothing"
