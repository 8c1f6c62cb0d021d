"""The circle of an office in a real Chromium, from the first login to the correction edition."""

import subprocess
import sys
from pathlib import Path

import pytest

from xuncha.engine.acquire.render.browser import find_browser

ROOT = Path(__file__).parents[2]
STEPS = (
    "只用键盘认定",
    "两件申诉",
    "销号",
    "定稿",
    "印发",
    "更正版",
    "记录链完整",
    "台账导入",
    "在页面上新建抽查",
    "无法查看的重新访问",
    "一次答复省里",
    "抽查定稿",
    "走完一轮",
)


@pytest.mark.drill
@pytest.mark.one_database
def test_every_role_does_its_part_of_a_round_in_a_real_browser(tmp_path):
    if find_browser() is None:
        pytest.skip("本机没有 Chromium，没有走一轮")
    command = [sys.executable, "-m", "scripts.journey", "--out", str(tmp_path / "office")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    at = [done.stdout.find(step) for step in STEPS]
    assert -1 not in at, done.stdout
    assert at == sorted(at)
    assert list((tmp_path / "office" / "pictures").glob("*.png"))
