"""Whatever disguise a marked document comes in, no byte of it is at rest after the visit; pages
that only speak of secrets are kept."""

import csv
import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, account, article_page, list_page, site
from tests.acquire.zoo import Exhibit, Zoo, answer
from tests.attachments.conftest import bounds
from tests.flow.conftest import surroundings
from tests.secrecy.about import pages_about
from tests.secrecy.desk import Plant, spellings
from tests.secrecy.plants import plants
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.export import HEADER

SEED = 2026
ROOM = replace(
    SETTINGS,
    delay_s=0,
    requests_per_host=8,
    articles_per_column=100,
    max_links=0,
    attachments=bounds(per_article=40, per_site=100),
)
SITE = "plants.example"


def as_answer(plant: Plant) -> Exhibit:
    more = {name.replace("-", "_"): value for name, value in plant.headers}
    return answer(plant.body, plant.status, plant.kind, **more)


def stock(zoo: Zoo, some: list[Plant], folder: Path, about: int) -> list:
    """A site whose columns list every plant and pages about secrecy, an account for each feed and
    each exported row."""
    speaking = [f"/about/{number}.html" for number in range(about)]
    for path, text in zip(speaking, pages_about(about), strict=True):
        zoo.show(SITE, path, answer(text))
    zoo.show(SITE, "/about/", answer(list_page(*speaking)))
    pages = [f"/c/{one.name}.{one.ending}" for one in some if one.place in ("article", "straight")]
    files = [one for one in some if one.place == "file"]
    links = "".join(f'<a href="/f/{one.name}.{one.ending}">附件：{one.name}</a>' for one in files)
    holder = article_page("材料汇编").replace("</body>", f"{links}</body>")
    zoo.show(SITE, "/", answer(list_page("/c/holder.html", *pages)))
    zoo.show(SITE, "/c/", answer(list_page("/c/holder.html", *pages)))
    zoo.show(SITE, "/c/holder.html", answer(holder))
    for one in some:
        where = {"file": "/f/", "feed": "/feed/"}.get(one.place, "/c/")
        zoo.show(SITE, f"{where}{one.name}.{one.ending}", as_answer(one))
        if one.place == "robots":
            zoo.show(SITE, "/robots.txt", as_answer(one))
    feeds = [one for one in some if one.place == "feed"]
    plans = [site(SITE, "/c/", "/about/")]
    plans += [account(one.name, f"http://{SITE}/feed/{one.name}.{one.ending}") for one in feeds]
    rows = [one for one in some if one.place == "export"]
    exports = folder / "exports"
    exports.mkdir()
    with (exports / "posts.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for one in rows:
            writer.writerow((one.name, "号", "2026-09-15 08:00", "动态", one.body.decode(), ""))
    plans += [account(one.name, export_name="posts.csv") for one in rows]
    return plans


def at_rest(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every byte below a folder, unpacked as far as it is packed."""
    for path in folder.rglob("*"):
        if path.is_file():
            for data in unpacked(path.read_bytes()):
                yield path, data


def unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    at = data.find(b"\x1f\x8b\x08")
    if data.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(data))
    elif at >= 0 and (packed := _gunzipped(data[at:])):
        yield packed
    start = data.find(b"PK\x03\x04")
    while start >= 0:
        try:
            with zipfile.ZipFile(io.BytesIO(data[start:])) as members:
                for name in members.namelist():
                    yield from unpacked(members.read(name))
            return
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
            start = data.find(b"PK\x03\x04", start + 4)


def secrets_of(some: list[Plant]) -> dict[str, tuple[str, ...]]:
    return {one.name: one.secrets for one in some}


def _gunzipped(data: bytes) -> bytes:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError):
        return b""


def leaked(folder: Path, some: Mapping[str, Sequence[str]]) -> list[str]:
    """The plants, by name, of which any secret is found below a folder, with the file."""
    found = []
    everything = list(at_rest(folder))
    for name, secrets in some.items():
        forms = [form for secret in secrets for form in spellings(secret)]
        found += [
            f"{name} {path.name}"
            for path, data in everything
            if any(form in data for form in forms)
        ]
    return found


@dataclass(frozen=True)
class Visited:
    """A visit to a site full of plants: what was planted, where its bundles lie, what was asked."""

    some: list[Plant]
    folder: Path
    bundles: dict[str, Bundle]
    asked: bytes

    @property
    def site(self) -> Bundle:
        return self.bundles[SITE]


def visit_plants(some: list[Plant], folder: Path, about: int = 0) -> Visited:
    """Visit the plants, and so many pages that only speak of secrets."""
    with Zoo() as zoo:
        plans = stock(zoo, some, folder, about)
        out = folder / "bundles"
        order = ShardOrder(tuple(plans), ROOM, zoo.host_map, AS_OF, out, folder / "exports")
        visit_shard(order)
        bundles = {plan.code: Bundle.open(out / plan.code) for plan in plans}
        return Visited(some, out, bundles, b" ".join(zoo.heads))


@pytest.fixture(scope="module")
def dozen(tmp_path_factory: pytest.TempPathFactory) -> Visited:
    """A dozen and more plants of every place, among sixty pages about secrecy."""
    everything = plants(SEED)
    named = {"pdf_locked", "plain_archive", "every_address_says_it", "data_in_data"}
    some = [one for at, one in enumerate(everything) if at % 4 == 0 or one.name in named]
    return visit_plants(some, tmp_path_factory.mktemp("plants"), about=60)


def check(visited: Visited) -> None:
    asked_for = [one.name for one in visited.some if one.place not in ("export", "robots")]
    assert [name for name in asked_for if name.encode() not in visited.asked] == []
    assert leaked(visited.folder, secrets_of(visited.some)) == []


def test_no_byte_of_a_marked_document_is_at_rest_after_a_visit(dozen: Visited) -> None:
    assert len(dozen.some) >= 12
    check(dozen)


def test_pages_that_speak_of_secrets_are_kept(dozen: Visited) -> None:
    kept = {fetch.url for fetch in dozen.site.fetches() if fetch.body}
    assert len([url for url in kept if "/about/" in url and url.endswith("html")]) == 60


def test_what_cannot_be_looked_into_is_named_with_its_reason_and_not_kept(dozen: Visited) -> None:
    told = {one.url.rpartition("/")[2]: one for one in dozen.site.journal() if one.unable}
    assert told["pdf_locked.pdf"].unable is UnableClass.ENCRYPTED
    assert told["plain_archive.tar"].unable is UnableClass.UNREADABLE
    for name in ("pdf_locked.pdf", "plain_archive.tar"):
        assert told[name].record == ""
        assert "没有留存" in told[name].reason


@pytest.mark.drill
@pytest.mark.parametrize("seed", [7, 77, 777])
def test_no_byte_of_sixty_marked_documents_is_at_rest_after_a_visit(
    tmp_path: Path, seed: int
) -> None:
    everything = plants(seed)
    assert len(everything) >= 60
    check(visit_plants(everything, tmp_path))


@pytest.mark.drill
def test_no_byte_is_at_rest_after_a_whole_round(tmp_path: Path) -> None:
    home, scratch = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    scratch.mkdir()
    command = [sys.executable, "-m", "tests.secrecy.whole_round", str(home), "4711"]
    env = surroundings(home) | {"TMPDIR": str(scratch)}
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["alarms"] >= 60
    (home / "stderr.log").write_bytes(done.stderr)
    for folder in (home, scratch):
        assert leaked(folder, told["secrets"]) == []


def test_the_search_finds_a_document_that_was_kept(tmp_path: Path) -> None:
    some = [one for one in plants(SEED) if one.place != "export"][::4]
    for one in some:
        (tmp_path / f"{one.name}.{one.ending}").write_bytes(one.body)
    unseen = {one.name for one in some} - {
        line.split()[0] for line in leaked(tmp_path, secrets_of(some))
    }
    assert unseen <= {"pdf_body", "pdf_second_page", "pdf_locked", "saved_as_mail_base64", "rtf"}
