"""An item goes to who wrote the page, where the page says so and the register knows the body."""

import pytest

from tests.rectification.conftest import PORTAL, previewed
from xuncha.engine.bundle.exchange import Exchange
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.flow.progress import SilentReporter
from xuncha.flow.publishers import read_publishers
from xuncha.office.casework.frozen import plan_of, settings_of
from xuncha.office.rectification.models import SeenPublisher
from xuncha.office.rectification.publishing import BodyNames

PAGE = "http://qs.example/a.html"


def bundle_of(target, folder, label):
    """A bundle of the target with one page that carries the label."""
    meta = f'<meta name="ContentSource" content="{label}">' if label else ""
    body = f"<html><head><title>文</title>{meta}</head><body><p>错字甲</p></body></html>".encode()
    at = target.round.as_of
    with BundleWriter(
        folder, plan_of(target), settings_of(target.round), at, started_at=at
    ) as writer:
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        writer.record(Exchange(PAGE, (), 200, headers, body, at))
        path = writer.finish(at)
    target.visit.bundle_path = str(path)
    target.visit.save()


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("白溪县", "白溪县人民政府"),
        (" 白溪县人民政府 ", "白溪县人民政府"),
        ("新华社", "青石市人民政府"),
        ("呼兰省财政厅", "青石市人民政府"),  # a reprint: not below the sponsor
        ("", "青石市人民政府"),
    ],
)
def test_the_page_says_who_wrote_it(judged, county, home, label, name):
    portal = judged.targets.get(code=PORTAL)
    bundle_of(portal, home / "bundles", label)
    read_publishers(judged, SilentReporter())
    finding = portal.findings.get(title="“错字甲”")
    shares = {one.name: one for one in previewed(judged).shares}
    assert shares[name].items >= 1
    assert shares[name].by_publisher == int(name == "白溪县人民政府")
    assert finding.seen_publisher.name == label.strip()


def test_a_page_is_read_once_and_one_we_do_not_have_is_left_open(judged, home):
    assert read_publishers(judged, SilentReporter()) == 0
    assert not SeenPublisher.objects.exists()
    bundle_of(judged.targets.get(code=PORTAL), home / "bundles", "新华社")
    read_publishers(judged, SilentReporter())
    read_publishers(judged, SilentReporter())
    assert SeenPublisher.objects.count() == 1


def test_a_portal_run_by_an_office_of_the_government_has_that_government_behind_it(judged, county):
    portal = judged.targets.get(code=PORTAL)
    province = portal.sponsor.territory_parent
    names = BodyNames(judged.office_id)
    bureau = names.publisher("呼兰省财政厅", portal)
    assert bureau is None
    portal.sponsor = type(province).objects.get(code="D")
    assert names.publisher("白溪县人民政府", portal).name == "白溪县人民政府"
    portal.is_portal = False
    assert names.publisher("白溪县人民政府", portal) is None


def test_a_name_two_bodies_have_means_neither(judged, county, city):
    county.short_name = city.short_name
    county.save()
    names = BodyNames(judged.office_id)
    assert names.publisher(city.short_name, judged.targets.get(code=PORTAL)) is None
