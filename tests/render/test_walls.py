# ruff: noqa: E501 (scripts stand as a page has them)
"""What a page tries in a real Chromium to get out, in, or to last, and what comes of it."""

import contextlib
import os
import pwd
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, list_page, site
from tests.acquire.zoo import Zoo, answer
from tests.render import pages
from tests.render.conftest import LIMITS
from xuncha.engine.acquire.render.orders import RENDER_ORDER_JSON, RenderOrder
from xuncha.engine.acquire.render.process import NO_START, render_bundles
from xuncha.engine.acquire.render.sitting import MAPPED_AT_ONCE
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.facts import ColumnFacts
from xuncha.engine.domain.fetches import HostMap
from xuncha.engine.extract.site import read_site

HOST = "w.example"
LATE = "late.example"
TRIED = {
    "webrtc": "try{var p=new (window.RTCPeerConnection||window.webkitRTCPeerConnection)({iceServers:[{urls:'stun:127.0.0.1:UDP'}]});p.createDataChannel('x');p.createOffer().then(function(o){p.setLocalDescription(o)});say('有')}catch(e){say('无')}",
    "place": "navigator.permissions.query({name:'geolocation'}).then(function(r){say(r.state)},function(){say('无')})",
    "notice": "try{Notification.requestPermission().then(say,function(){say('无')})}catch(e){say('无')}",
    "worker": "try{navigator.serviceWorker.register('/sw.js').then(function(){say('有')},function(){say('无')})}catch(e){say('无')}",
    "file": "var f=document.createElement('iframe');f.src='file:///etc/passwd';document.body.appendChild(f);fetch('file:///etc/passwd').then(function(r){return r.text()}).then(say,function(){say('无')})",
    "down": "var a=document.createElement('a');a.href=URL.createObjectURL(new Blob(['x']));a.download='out.bin';document.body.appendChild(a);a.click();say('点过')",
    "storm": "var n=0;for(var i=0;i<200;i++){if(window.open('/popped.html?'+i))n++}var a=document.createElement('a');a.href='/popped.html?a';a.target='_blank';document.body.appendChild(a);a.click();say(String(n))",
}


def trying(code: str) -> str:
    """A list built by script, and one item more that says how a try ended."""
    add = "function say(t){var l=document.createElement('p');l.id='said';l.textContent='结果：'+t;document.body.appendChild(l)}"
    return pages.fetched("/api/list.json", after=f"{add};{code};")


@dataclass(frozen=True)
class Tried:
    """The rendered columns by name, and what knocked anywhere."""

    bundle: Bundle
    columns: dict[str, ColumnFacts]
    asked: list[tuple[str, str]]
    knocks: list[bytes]

    def said(self, name: str) -> str:
        """How a try ended, as the page told it."""
        dom = next(r.body.decode() for r in self.bundle.renderings() if f"/{name}/" in r.url)
        return dom.partition("结果：")[2].partition("<")[0]


def build(zoo: Zoo, udp: int) -> None:
    zoo.show(HOST, "/", answer(list_page("/a/1.html")))
    for name, code in TRIED.items():
        zoo.show(HOST, f"/{name}/", answer(trying(code.replace("UDP", str(udp)))))
    listed = answer(pages.ALL["/api/list.json"], content_type="application/json")
    zoo.show(HOST, "/api/list.json", listed)
    zoo.show(HOST, "/sw.js", answer("self.x=1", content_type="text/javascript"))
    zoo.show(HOST, "/popped.html", answer("<p>popped</p>"))


@pytest.fixture(scope="module")
def tried(browser: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    out = tmp_path_factory.mktemp("walls")
    with Zoo() as zoo, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", 0))
        ear.setblocking(False)
        build(zoo, ear.getsockname()[1])
        plan = site(HOST, *(f"/{name}/" for name in TRIED))
        visit_shard(ShardOrder((plan,), SETTINGS, zoo.host_map, AS_OF, out))
        zoo.asked.clear()
        render_bundles(RenderOrder((out / HOST,), browser, LIMITS, zoo.host_map))
        knocks = []
        with contextlib.suppress(BlockingIOError):
            knocks.append(ear.recv(2048))
        facts = read_site(Bundle.open(out / HOST), AS_OF)
        columns = {c.plan.url.split("/")[-2]: c for c in facts.columns}
        yield Tried(Bundle.open(out / HOST), columns, list(zoo.asked), knocks)


@pytest.mark.parametrize("name", TRIED)
def test_the_list_is_read_whatever_else_a_page_tries(tried: Tried, name: str):
    assert [item.title for item in tried.columns[name].items] == [r["t"] for r in pages.ROWS]


def test_no_packet_leaves_by_webrtc(tried: Tried):
    assert tried.said("webrtc") == "无"
    assert tried.knocks == []


def test_no_permission_is_granted(tried: Tried):
    assert tried.said("place") != "granted"
    assert tried.said("notice") in ("denied", "default", "无")


def test_no_service_worker_is_installed(tried: Tried):
    assert ("w.example", "/sw.js") not in tried.asked


def test_no_file_of_the_machine_is_shown(tried: Tried):
    kept = [*tried.bundle.renderings(), *tried.bundle.loaded()]
    assert not any(b"root:" in one.body for one in kept)
    assert tried.said("file") == "无"


def test_a_storm_of_windows_opens_none(tried: Tried):
    assert tried.said("storm") == "0"
    assert not any(path.startswith("/popped") for _, path in tried.asked)


def test_a_file_a_script_hands_out_is_not_kept(tried: Tried):
    assert tried.said("down") == "点过"
    assert not any(one.body == b"x" for one in tried.bundle.loaded())


def test_a_host_only_a_running_script_names_is_vetted_pinned_and_asked(browser, tmp_path):
    with Zoo() as zoo:
        zoo.show(HOST, "/", answer(list_page("/a/1.html")))
        zoo.show(HOST, "/late/", answer(pages.fetched("http://la'+'te.example/list.json")))
        crossing = {"content_type": "application/json", "Access_Control_Allow_Origin": "*"}
        zoo.show(LATE, "/list.json", answer(pages.ALL["/api/list.json"], **crossing))
        # More names than one command line takes: then they are pinned as pages name them.
        others = tuple((f"h{n}.example", "127.0.0.1", zoo.port) for n in range(MAPPED_AT_ONCE))
        many = HostMap((*zoo.host_map.entries, *others))
        visit_shard(ShardOrder((site(HOST, "/late/"),), SETTINGS, many, AS_OF, tmp_path))
        render_bundles(RenderOrder((tmp_path / HOST,), browser, LIMITS, many))
    (column,) = read_site(Bundle.open(tmp_path / HOST), AS_OF).columns
    assert [item.title for item in column.items] == [r["t"] for r in pages.ROWS]
    assert (LATE, "/list.json") in zoo.asked


SANDBOXED = """
import os, sys
from xuncha.engine.acquire.render import process
assert process.main([sys.argv[1]]) == 0
os.setgroups([]); os.setgid(int(sys.argv[3])); os.setuid(int(sys.argv[3]))
sys.exit(process.main([sys.argv[2]]))
"""
"""The interpreter may lie where only root may look: one bundle is rendered as root, so that all is
loaded, and the second as the other user."""


def test_a_user_without_privileges_renders_inside_the_browsers_own_sandbox(browser):
    if os.geteuid() != 0:
        pytest.skip("本测试要换成无特权用户，须以 root 运行；非 root 时其他渲染测试已在沙箱内")
    nobody = pwd.getpwnam("nobody")
    with tempfile.TemporaryDirectory() as name, Zoo() as zoo:
        place = Path(name)
        build(zoo, 1)
        codes = ("first", "second")
        plans = tuple(site(HOST, "/place/", code=code) for code in codes)
        visit_shard(ShardOrder(plans, SETTINGS, zoo.host_map, AS_OF, place / "out"))
        files = [place / f"{code}.json" for code in codes]
        for code, file in zip(codes, files, strict=True):
            order = RenderOrder((place / "out" / code,), browser, LIMITS, zoo.host_map)
            file.write_bytes(RENDER_ORDER_JSON.dump_json(order))
        for path in (place, *place.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        home = {"HOME": name, "TMPDIR": name, "PATH": os.environ["PATH"]}
        given = [sys.executable, "-c", SANDBOXED, *map(str, files), str(nobody.pw_uid)]
        done = subprocess.run(given, env=home, cwd=name, capture_output=True, text=True)
        if done.returncode == NO_START:
            pytest.skip(f"本机不许无特权用户起浏览器沙箱：{done.stderr.strip().splitlines()[-1]}")
        assert done.returncode == 0, done.stderr
        (column,) = read_site(Bundle.open(place / "out" / "second"), AS_OF).columns
        assert [item.title for item in column.items] == [r["t"] for r in pages.ROWS]
