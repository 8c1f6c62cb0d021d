"""The scripts of the scenario tamper do in a real browser what the truth says of them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from xuncha.engine.acquire.render.browser import find_browser
from xuncha.sample.tamper import truth as truths

SCRIPTED = ("script-written", "script-obfuscated", "comment-script")
LINKS = "[...document.querySelectorAll('a[href]')].map(link => new URL(link.href).hostname)"


@pytest.fixture(scope="module")
def page(tamper: Path) -> Iterator[Page]:
    """A page of a Chromium that knows no web but the sample."""
    browser_path = find_browser()
    if browser_path is None:
        pytest.skip("本机没有 Chromium，样例脚本没有测试")
    command = [sys.executable, "-m", "xuncha.sample.serve", str(tamper), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        rules = f"--host-resolver-rules=MAP * 127.0.0.1:{port}"
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=str(browser_path), args=[rules, "--no-sandbox"]
            )
            yield browser.new_page()
            browser.close()
        process.terminate()


def test_scripts_write_the_links_they_hide(page: Page, tamper: Path) -> None:
    plants = [p for p in truths.load(tamper / "tamper.json").plants if p.kind in SCRIPTED]
    assert len(plants) >= 15
    lost = []
    for plant in plants:
        page.goto(plant.url, wait_until="load")
        hosts = {target.split("/")[2] for target in plant.targets}
        if hosts.isdisjoint(page.evaluate(LINKS)):
            lost.append((plant.kind, plant.form))
    assert lost == []
