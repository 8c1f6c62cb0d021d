"""The scenario tamper: its truth really stands on its pages, and its clean pages are clean."""

import base64
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.sample.reading import Web, decode, plain
from xuncha.sample import build
from xuncha.sample.material import read_table
from xuncha.sample.pack import Page, Visitor, read_pack
from xuncha.sample.tamper import truth as truths
from xuncha.sample.tamper.plants import forms
from xuncha.sample.tamper.truth import Seen, TamperPlant, TamperTruth

BAIDU = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
PHONE = "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 Chrome/124.0 Mobile Safari"
READER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0 Safari/537.36"
SEARCH = "https://www.baidu.com/link?url=abc"
AS_SEEN: dict[Seen, dict[str, str]] = {
    Seen.SPIDER: {"user-agent": BAIDU},
    Seen.PHONE: {"user-agent": PHONE},
    Seen.FROM_SEARCH: {"user-agent": READER, "referer": SEARCH},
}
LABELLED_DAY = re.compile(
    r"(?:发布|时间|日期|Article-time)[^<\d]{0,8}(?:<[^>]+>)?\s*(\d{4}-\d{1,2}-\d{1,2})"
)


@pytest.fixture(scope="module")
def truth(tamper: Path) -> TamperTruth:
    return truths.load(tamper / "tamper.json")


@pytest.fixture(scope="module")
def now(tamper: Path) -> Web:
    return read_pack(tamper)


@pytest.fixture(scope="module")
def before(tamper: Path) -> Web:
    return read_pack(tamper / "before")


def place(url: str) -> tuple[str, str]:
    host, _, path = url.removeprefix("http://").partition("/")
    return host, "/" + path


def found(web: Web, url: str) -> Page:
    host, path = place(url)
    return web[host].get(path) or web[host]["*"]


def seen(web: Web, plant: TamperPlant) -> str:
    """What the visitor for whom the plant is meant gets: headers, page and its own scripts."""
    page = found(web, plant.url).shown_to(AS_SEEN.get(plant.seen, {}))
    text = decode(page.body)
    host = place(plant.url)[0]
    for src in re.findall(r'(?:src|href)="(/(?:js|css)/[^"]+)"', text):
        if src in web[host]:
            text += decode(web[host][src].body)
    return str(page.headers) + text


def undisguised(text: str) -> str:
    """The text with everything a browser would decode decoded once."""
    parts = [unescape(text), unquote(re.sub(r"%u([0-9A-F]{4})", r"&#x\1;", text))]
    parts.append(re.sub(r"\\x([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), text))
    written = re.findall(r"fromCharCode\(([\d,]+)\)", text)
    parts.extend("".join(chr(int(c)) for c in codes.split(",")) for codes in written)
    parts.extend(base64.b64decode(p).decode() for p in re.findall(r'atob\("([^"]+)"\)', text))
    parts.extend(turned[::-1] for turned in re.findall(r'write\("([^"]+)"\.split', text))
    pieces = re.findall(r"var \w+=(\[.*?\]);document", text)
    parts.extend("".join(json.loads(p)) for p in pieces)
    return "\n".join(parts)


def test_there_are_plants_enough_of_every_kind(truth: TamperTruth) -> None:
    kinds = Counter(p.kind for p in truth.plants)
    assert len(truth.plants) >= 60
    assert len(kinds) >= 12
    assert min(kinds.values()) >= 5


def test_plants_stand_in_several_families_and_charsets(truth: TamperTruth, now: Web) -> None:
    families: dict[str, set[str]] = defaultdict(set)
    for plant in truth.plants:
        try:
            found(now, plant.url).body.decode("utf-8")
        except UnicodeDecodeError:
            families[plant.kind].add("gbk")
        families[plant.kind].add(plant.site)
    assert sum("gbk" in sites for sites in families.values()) >= 8
    assert min(len(sites) for sites in families.values()) >= 4


def test_no_page_carries_two_plants(truth: TamperTruth) -> None:
    assert Counter(p.url for p in truth.plants).most_common(1)[0][1] == 1


def test_every_target_can_be_found_where_the_truth_says(truth: TamperTruth, now: Web) -> None:
    lost = []
    for plant in truth.plants:
        if plant.words and plant.targets and not plant.kind.startswith("lapsed"):
            text = undisguised(seen(now, plant))
            hosts = {place(t)[0] for t in plant.targets}
            own = plant.kind.startswith(("parasite", "stuffed-map"))
            if not own and not any(host in text for host in hosts):
                lost.append((plant.kind, plant.form, plant.url))
    assert lost == []


def test_the_words_of_a_plant_are_shown_to_no_other_visitor(truth: TamperTruth, now: Web) -> None:
    for plant in truth.plants:
        if plant.kind in {"cloak-agent", "cloak-referrer"}:
            page = found(now, plant.url)
            usual = page.shown_to({"user-agent": READER})
            assert usual is page
            assert all(place(t)[0] not in decode(usual.body) for t in plant.targets)
            assert page.shown_to(AS_SEEN[plant.seen]).body != usual.body


def test_a_changed_body_keeps_its_date(truth: TamperTruth, now: Web, before: Web) -> None:
    changed = [p for p in truth.plants if p.kind == "body-changed"]
    for plant in changed:
        new, old = (decode(found(web, plant.url).body) for web in (now, before))
        days = [LABELLED_DAY.findall(t)[:1] for t in (new, old)]
        assert days[0] == days[1] != [], plant.url
        assert paragraphs(new) != paragraphs(old), plant.url


def paragraphs(html: str) -> set[str]:
    """The long lines of a page."""
    return {line.strip() for line in plain(html.replace("<", "\n<")).splitlines() if len(line) > 24}


def test_an_open_change_says_so(truth: TamperTruth, now: Web, before: Web) -> None:
    for page in truth.clean:
        if page.sort.startswith("change:") and page.sort not in {
            "change:counter",
            "change:migrated",
        }:
            new, old = (decode(found(web, page.url).body) for web in (now, before))
            fresh = "\n".join(paragraphs(new) - paragraphs(old))
            days = [LABELLED_DAY.findall(t)[:1] for t in (new, old)]
            assert re.search("更正|更新", fresh) or days[0] != days[1], page.url


def test_what_is_said_to_be_old_stood_there_a_quarter_ago(truth: TamperTruth, before: Web) -> None:
    old = [p for p in truth.plants if p.since == "before"]
    assert len(old) >= 20
    for plant in old:
        text = undisguised(seen(before, plant))
        assert any(place(t)[0] in text for t in plant.targets) or plant.kind == "stuffed-head"


def test_a_lapsed_name_was_harmless_and_is_not_any_more(
    truth: TamperTruth, now: Web, before: Web
) -> None:
    lapsed = [p for p in truth.plants if p.kind.startswith("lapsed")]
    assert len(lapsed) >= 10
    spam = [row for name in ("gambling", "adult") for row in words(name)]
    for plant in lapsed:
        assert plant.targets[0] in decode(found(now, plant.url).body)
        then = decode(found(before, plant.targets[0]).body)
        page = found(now, plant.targets[0])
        today = decode(page.body) + str(page.headers)
        assert not any(w in then for w in spam)
        assert any(w in today for w in spam) or page.status == 302


def words(name: str) -> list[str]:
    from xuncha.sample.tamper.spam import words as lists

    return lists()[name]


def test_pages_about_a_subject_are_many_and_about_it(truth: TamperTruth, now: Web) -> None:
    subjects = [c for c in truth.clean if c.sort.startswith("subject:")]
    assert len(subjects) >= 500
    sorts = {s.sort.removeprefix("subject:") for s in subjects}
    assert sorts == {r[0].removeprefix("subject-") for r in read_table("tamper_subjects.tsv")}
    named = [s for s in subjects if s.sort in {"subject:gambling-police", "subject:secrecy"}]
    for page in named:
        assert re.search("赌|博彩|彩|涉密|保密|国家秘密", plain(decode(found(now, page.url).body)))


def test_every_innocent_element_stands_on_pages_of_its_own(truth: TamperTruth) -> None:
    counts = Counter(c.sort for c in truth.clean if c.sort.startswith("element:"))
    assert {f"element:{f.name}" for f in forms("harmless")} == set(counts)
    assert min(counts.values()) >= 5


def test_no_clean_page_leads_to_an_advertisement(truth: TamperTruth, now: Web) -> None:
    spam = [host.encode() for host in truth.spam_hosts]
    pattern = re.compile(b"|".join(map(re.escape, spam)))
    planted = {p.url for p in truth.plants}
    for page in truth.clean:
        answer = found(now, page.url)
        bodies = [answer.body, *(other.body for _, other in answer.others)]
        heads = [str(answer.headers), *(str(other.headers) for _, other in answer.others)]
        assert not any(pattern.search(b) for b in bodies), page
        assert not any(pattern.search(h.encode()) for h in heads), page
        assert page.url not in planted


def test_a_clean_site_serves_nothing_that_was_planted(truth: TamperTruth, now: Web) -> None:
    assert len(truth.clean_sites) >= 8
    assert {p.site for p in truth.plants}.isdisjoint(truth.clean_sites)
    hosts = {place(c.url)[0] for c in truth.clean if c.site in truth.clean_sites}
    pattern = re.compile(b"|".join(re.escape(h.encode()) for h in truth.spam_hosts))
    for host in hosts:
        assert not any(pattern.search(page.body) for page in now[host].values())


def test_every_host_is_invented(truth: TamperTruth, now: Web) -> None:
    assert all(host.endswith(".example") for host in now)
    assert set(truth.spam_hosts) | set(truth.steady_hosts) <= set(now)


def test_the_same_bytes_are_written_again(tamper: Path, tmp_path: Path) -> None:
    again = build("tamper", tmp_path)
    for name in ("tamper.json", "truth.json", "hosts.json", "web/bodies.bin", "web/index.tsv"):
        assert (again / name).read_bytes() == (tamper / name).read_bytes(), name
    for name in ("before/web/bodies.bin", "before/web/index.tsv"):
        assert (again / name).read_bytes() == (tamper / name).read_bytes(), name


@pytest.fixture(scope="module")
def port(tamper: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "xuncha.sample.serve", str(tamper), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["port"]
        process.terminate()


def ask(port: int, url: str, headers: dict[str, str]) -> tuple[int, str, bytes]:
    host, path = place(url)
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host, **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.getheader("Location") or "", body


def test_the_server_answers_by_visitor(port: int, truth: TamperTruth, now: Web) -> None:
    asked = 0
    for plant in truth.plants:
        if plant.kind in {"cloak-agent", "cloak-referrer"} or plant.form.startswith("server-"):
            usual = ask(port, plant.url, {"User-Agent": READER})
            meant = ask(port, plant.url, AS_SEEN[plant.seen])
            assert usual[2] == found(now, plant.url).body
            assert meant != usual
            asked += 1
    assert asked >= 14


def test_a_phone_is_sent_to_the_sites_own_pages_on_clean_sites(
    port: int, truth: TamperTruth
) -> None:
    own = [c for c in truth.clean if c.sort == "answer:own-mobile"]
    assert len(own) >= 3
    for page in own:
        status, where, _ = ask(port, page.url, {"User-Agent": PHONE})
        assert status == 302
        assert place(where)[0] == place(page.url)[0]
        assert ask(port, where, {"User-Agent": PHONE})[0] == 200


def test_the_first_visitor_who_is_meant_counts() -> None:
    bodies = [Page(200, (), frozenset(), b) for b in (b"a", b"b")]
    others = (
        (Visitor("user-agent", "spider"), bodies[0]),
        (Visitor("referer", "baidu"), bodies[1]),
    )
    page = Page(200, (), frozenset(), b"usual", others)
    assert page.shown_to({}).body == b"usual"
    assert page.shown_to({"referer": "http://www.BAIDU.com/"}).body == b"b"
    assert page.shown_to({"user-agent": "Spider", "referer": "baidu"}).body == b"a"
