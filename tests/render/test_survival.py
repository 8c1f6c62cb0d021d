"""Nothing of a browser outlives whoever asked for it, however the processes are killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, list_page, site
from tests.acquire.test_shard import children_of, command_of, is_alive
from tests.acquire.zoo import Zoo, answer, slow
from tests.render import pages
from tests.render.conftest import LIMITS
from xuncha.engine.acquire.errors import AcquireError
from xuncha.engine.acquire.render.orders import RENDER_ORDER_JSON, RenderOrder
from xuncha.engine.acquire.render.process import render_bundles
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.supplement import Part, SupplementWriter, has_part
from xuncha.engine.bundle.verify import verify

HOST = "slow.example"
PARENT = (
    "import sys; from pathlib import Path\n"
    "from xuncha.engine.acquire.render.orders import RENDER_ORDER_JSON\n"
    "from xuncha.engine.acquire.render.process import render_bundles\n"
    "render_bundles(RENDER_ORDER_JSON.validate_json(Path(sys.argv[1]).read_bytes()))\n"
)


@pytest.fixture
def order(browser: Path, tmp_path: Path) -> Iterator[RenderOrder]:
    """A bundle with a page whose data never come."""
    with Zoo() as zoo:
        zoo.show(HOST, "/", answer(list_page("/a/1.html")))
        zoo.show(HOST, "/list/", answer(pages.fetched("/api/never.json")))
        zoo.show(HOST, "/api/never.json", slow(60))
        plan = site(HOST, "/list/")
        visit_shard(ShardOrder((plan,), SETTINGS, zoo.host_map, AS_OF, tmp_path / "out"))
        yield RenderOrder((tmp_path / "out" / HOST,), browser, LIMITS, zoo.host_map)


def below(pid: int) -> list[int]:
    """All living processes below one, itself left out."""
    try:
        children = children_of(pid)
    except OSError:
        return []
    return children + [one for child in children for one in below(child)]


def waited(reached) -> bool:
    """Whether something comes true within half a minute."""
    pause = threading.Event()
    for _ in range(600):
        if reached():
            return True
        pause.wait(0.05)
    return False


@pytest.mark.parametrize("how", ["parent", "all but the browser"])
def test_no_browser_outlives_the_kill_of(order, tmp_path, how):
    order_file = tmp_path / "order.json"
    order_file.write_bytes(RENDER_ORDER_JSON.dump_json(order))
    command = [sys.executable, "-c", PARENT, str(order_file)]
    with subprocess.Popen(command) as parent:
        renders = lambda: any(b"--type=renderer" in command_of(p) for p in below(parent.pid))  # noqa: E731
        assert waited(renders)
        family = below(parent.pid)
        parent.kill()
        if how != "parent":
            for pid in family:
                if order.browser.name.encode() not in command_of(pid).split(b"\0")[0]:
                    with suppress(ProcessLookupError):  # gone with its parent already
                        os.kill(pid, signal.SIGKILL)
    assert len(family) > 3
    assert waited(lambda: not any(map(is_alive, family)))
    bundle = order.bundles[0]
    assert not has_part(bundle, Part.RENDER)
    assert verify(bundle).broken == ()


def test_a_second_run_on_the_same_bundle_is_told_that_another_writes_it(order):
    bundle = order.bundles[0]
    with SupplementWriter(bundle, Part.RENDER, {}, started_at=AS_OF) as first:
        with pytest.raises(AcquireError, match="另一个进程正在写这个取证包") as caught:
            render_bundles(order)
        assert "\n" not in str(caught.value)
        first.finish(AS_OF)
    assert verify(bundle).broken == ()
