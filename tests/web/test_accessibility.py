"""Every page passes axe-core's rules for WCAG 2.1 A and AA in a real Chromium."""

from importlib.resources import files
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import sync_playwright

from tests.web.test_who_sees_what import NAMES, OPEN, address, as_, opens
from xuncha.engine.acquire.render.browser import find_browser
from xuncha.office.people.roles import Role

HOST = "http://office.example"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
ROLES = (Role.APPROVER, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN)


@pytest.fixture
def written(client, seen, office):
    """Every page as text, by name: opened by the first role that may."""
    client.raise_request_exception = False
    found = {"login": client.get(address("login", seen)).content}
    left = [name for name in NAMES if name not in OPEN]
    for role in ROLES:
        as_(client, office, role, f"axe-{role}")
        for name in list(left):
            if not opens(name, role):
                continue
            response = client.get(address(name, seen))
            left.remove(name)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                found[name] = response.content
    return found


@pytest.fixture
def chromium():
    browser = find_browser()
    if browser is None:
        pytest.skip("本机没有 Chromium，页面没有用 axe 检查")
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.one_database
def test_every_page_passes_axe(written, chromium):
    page = chromium.new_page()

    def answer(route):
        path = route.request.url.removeprefix(HOST).lstrip("/")
        if path.startswith("static/"):
            route.fulfill(path=Path(finders.find(path.removeprefix("static/"))))
        elif path in written:
            route.fulfill(body=written[path], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404, body="")

    page.route("**/*", answer)
    faults = []
    for name in written:
        page.goto(f"{HOST}/{name}")
        page.evaluate(AXE)
        said = page.evaluate("rules => axe.run(document, rules)", RULES)
        faults += [
            f"{name}: {one['id']} {node['html'][:160]}"
            for one in said["violations"]
            for node in one["nodes"][:3]
        ]
    assert faults == []
    assert len(written) > 20
