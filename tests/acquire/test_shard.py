"""A shard may be stopped at any moment and run again; its bundles are whole or absent."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, account, article_page, list_page, site
from tests.acquire.zoo import Zoo, answer, slow
from xuncha.engine.acquire.errors import AcquireError
from xuncha.engine.acquire.orders import ORDER_JSON
from xuncha.engine.acquire.shard import ShardOrder, split_by_host, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.verify import verify

RSS = '<rss version="2.0"><channel><title>t</title></channel></rss>'


def order_for(zoo: Zoo, out: Path) -> ShardOrder:
    """One quick site and one whose column never answers in time."""
    for host in ("quick.example", "stuck.example"):
        zoo.show(host, "/", answer(list_page("/1.html")))
        zoo.show(host, "/1.html", answer(article_page("文章")))
    zoo.show("stuck.example", "/c/", slow(60))
    plans = (site("quick.example"), site("stuck.example", "/c/"))
    settings = replace(SETTINGS, timeout_s=30.0)
    return ShardOrder(plans, settings, zoo.host_map, AS_OF, out)


def wait_for(process: subprocess.Popen[str], line: str) -> None:
    """Read a process's output up to a line."""
    assert process.stdout is not None
    for found in process.stdout:
        if found.strip() == line:
            return
    raise AssertionError(f"{line} never came")


def is_alive(pid: int) -> bool:
    """Whether a process still runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def command_of(pid: int) -> bytes:
    """The command line of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def children_of(pid: int) -> list[int]:
    """The living children of a process."""
    return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


PARENT = (
    "import sys; from pathlib import Path\n"
    "from xuncha.engine.acquire.orders import ORDER_JSON\n"
    "from xuncha.engine.acquire.shard import visit_shard\n"
    "order = ORDER_JSON.validate_json(Path(sys.argv[1]).read_bytes())\n"
    "visit_shard(order, lambda code: print(code, flush=True))\n"
)


def test_killed_with_its_parent_and_run_again_it_finishes(zoo: Zoo, tmp_path: Path) -> None:
    order = order_for(zoo, tmp_path / "out")
    order_file = tmp_path / "order.json"
    order_file.write_bytes(ORDER_JSON.dump_json(order))
    command = [sys.executable, "-c", PARENT, str(order_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        wait_for(parent, "quick.example")
        (child,) = children_of(parent.pid)
        parent.kill()
    gone = threading.Event()
    for _ in range(100):
        if not is_alive(child):
            break
        gone.wait(0.05)
    assert not is_alive(child), "the visiting process must not outlive the one that started it"
    assert (order.out / "stuck.example.partial").is_dir()
    assert not (order.out / "stuck.example").exists()
    zoo.show("stuck.example", "/c/", answer(list_page("/1.html")))
    zoo.asked.clear()
    finished: list[str] = []
    visit_shard(order, finished.append)
    assert finished == ["stuck.example"]
    assert zoo.asked_of("quick.example") == [], "a complete bundle is not visited again"
    assert sorted(path.name for path in order.out.iterdir()) == ["quick.example", "stuck.example"]
    assert verify(order.out / "stuck.example").broken == ()


def test_a_process_that_dies_is_one_clear_line_and_loses_nothing_else(
    zoo: Zoo, tmp_path: Path
) -> None:
    order = order_for(zoo, tmp_path / "out")

    def kill_it(code: str) -> None:
        assert code == "quick.example"
        visiting = [pid for pid in children_of(os.getpid()) if b".acquire.shard" in command_of(pid)]
        (child,) = visiting
        os.kill(child, signal.SIGKILL)

    with pytest.raises(AcquireError, match="访问进程异常结束") as caught:
        visit_shard(order, kill_it)
    assert "\n" not in str(caught.value)
    assert "stuck.example" in str(caught.value)
    assert verify(order.out / "quick.example").broken == ()
    assert not (order.out / "stuck.example").exists()


CRASHING = (
    "import sys\n"
    "from xuncha.engine.acquire import visiting\n"
    "class Crashing(visiting.SiteVisit):\n"
    "    async def run(self):\n"
    "        if self._plan.code == 'stuck.example':\n"
    "            raise RuntimeError('a fault of ours')\n"
    "        await super().run()\n"
    "visiting.SiteVisit = Crashing\n"
    "sys.exit(visiting.main(sys.argv[1:]))\n"
)


def test_a_fault_of_ours_in_one_target_leaves_the_others_whole(zoo: Zoo, tmp_path: Path) -> None:
    order = order_for(zoo, tmp_path / "out")
    order_file = tmp_path / "order.json"
    order_file.write_bytes(ORDER_JSON.dump_json(order))
    command = [sys.executable, "-c", CRASHING, str(order_file)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 1
    assert "a fault of ours" in result.stderr
    assert verify(order.out / "quick.example").broken == ()
    assert not (order.out / "stuck.example").exists()


def test_an_output_folder_that_is_a_file_is_one_clear_line(zoo: Zoo, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(AcquireError, match="取证包文件夹无法建立") as caught:
        visit_shard(order_for(zoo, tmp_path / "out"))
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_named_and_the_others_are_done(
    zoo: Zoo, tmp_path: Path
) -> None:
    order = replace(order_for(zoo, tmp_path / "out"), plans=(site("quick.example"),))
    blocked = tmp_path / "out" / "n1.partial"
    blocked.parent.mkdir()
    blocked.write_text("a file where the folder should be")
    zoo.show("quick.example", "/n1.xml", answer(RSS))
    plans = (*order.plans, account("n1", "http://quick.example/n1.xml"))
    with pytest.raises(AcquireError, match=r"取证包无法写入.*n1\.partial"):
        visit_shard(replace(order, plans=plans))
    assert verify(order.out / "quick.example").broken == ()


@pytest.mark.parametrize("code", [".a2", "..", "a2.partial"])
def test_a_code_that_cannot_name_a_bundle_costs_only_its_own_target(
    zoo: Zoo, tmp_path: Path, code: str
) -> None:
    order = replace(order_for(zoo, tmp_path / "out"), plans=(site("quick.example"),))
    zoo.show("quick.example", "/n.xml", answer(RSS))
    feed = "http://quick.example/n.xml"
    plans = (account("a1", feed), account(code, feed), *order.plans)
    with pytest.raises(AcquireError, match="对象编码不能用作文件夹名") as caught:
        visit_shard(replace(order, plans=plans))
    assert repr(code) in str(caught.value)
    assert sorted(path.name for path in order.out.iterdir()) == ["a1", "quick.example"]


def test_a_broken_order_file_exits_2_with_one_line(tmp_path: Path) -> None:
    order_file = tmp_path / "order.json"
    order_file.write_text("{")
    command = [sys.executable, "-m", "xuncha.engine.acquire.shard", str(order_file)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 2
    assert "访问任务文件无法读取" in result.stderr
    assert result.stderr.count("\n") == 1


def test_two_visits_of_the_same_pages_give_the_same_references(zoo: Zoo, tmp_path: Path) -> None:
    order = replace(order_for(zoo, tmp_path / "1"), plans=(site("quick.example"),))
    seen = []
    for name in ("1", "2"):
        visit_shard(replace(order, out=tmp_path / name))
        bundle = Bundle.open(tmp_path / name / "quick.example")
        seen.append([(fetch.url, fetch.record, fetch.body) for fetch in bundle.fetches()])
    assert seen[0] == seen[1]
    assert len(seen[0]) == 3


def test_no_host_lies_in_two_shards_and_the_split_is_even() -> None:
    sites = [site(f"s{n}.example", "/a/", "/b/") for n in range(6)]
    shared = site("s6.example", "http://s0.example/x/")
    accounts = [account(f"n{n}", f"http://p{n % 2}.example/{n}.xml") for n in range(20)]
    uploads = [account(f"u{n}", export_name="x.csv") for n in range(4)]
    plans = [*sites, shared, *accounts, *uploads]
    shards = split_by_host(plans, 2)
    assert sorted(plan.code for shard in shards for plan in shard) == sorted(
        plan.code for plan in plans
    )
    where = {plan.code: number for number, shard in enumerate(shards) for plan in shard}
    assert where["s0.example"] == where["s6.example"]
    assert len({where[f"n{n}"] for n in range(0, 20, 2)}) == 1
    assert all(len(shard) > 4 for shard in shards)
    assert split_by_host(plans, 2) == shards
    assert split_by_host([], 2) == ()
