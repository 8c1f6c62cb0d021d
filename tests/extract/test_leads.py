"""What a visit looks at beside the pages, because it may tell of a break-in."""

from xuncha.engine.extract.tampering.hosts import is_under
from xuncha.engine.extract.tampering.leads import Lead, Leads

HOME, ARTICLE = "http://www.a.example/", "http://www.a.example/news/1.html"
MENU = b'<a href="/news/">x</a><a href="/gk/index.html">x</a>'


def leads_of(body: bytes, *, home: bytes = MENU) -> list[Lead]:
    leads = Leads(HOME)
    leads.add(home, HOME, is_usual=True)
    leads.add(body, ARTICLE, is_usual=False)
    return list(leads.chosen(frozenset({HOME}), 20))


def test_a_host_nobody_knows_is_looked_at_once_wherever_it_stands():
    body = b"""<a href="http://b.net/old/">x</a><a href="http://b.net/2">x</a>
    <option value="http://c.net/">y</option><script src="http://d.net/t.js"></script>
    <a href="http://www.moe.gov.cn/">z</a><a href="https://www.baidu.com/">z</a>"""
    wanted = ["http://b.net/old/", "http://c.net/", "http://d.net/", "http://d.net/t.js"]
    assert [lead.url for lead in leads_of(body)] == wanted
    assert {lead.on for lead in leads_of(body)} == {ARTICLE}


def test_a_folder_no_menu_leads_to_is_looked_at_and_one_of_the_menu_is_not():
    body = b"""<a href="/wp-content/9.html">x</a><a href="/news/2.html">x</a>
    <a href="http://bbs.a.example/">x</a><a href="/file/1.pdf">x</a>"""
    wanted = ["http://www.a.example/wp-content/9.html", "http://bbs.a.example/"]
    assert [lead.url for lead in leads_of(body)] == wanted


def test_own_scripts_and_sheets_come_last_the_rarest_first():
    head = b'<link href="/css/app.css"><script src="/js/app.js"></script>'
    body = head + b'<script src="/js/x.js"></script>'
    found = [lead.url for lead in leads_of(body, home=MENU + head)]
    assert found[0] == "http://www.a.example/js/x.js"
    assert set(found[1:]) == {"http://www.a.example/css/app.css", "http://www.a.example/js/app.js"}


def test_a_site_map_leads_to_few_corners_and_to_strange_hosts():
    leads = Leads(HOME)
    leads.add(MENU, HOME, is_usual=True)
    rows = [f"<loc>http://www.a.example/x{n}/1.html</loc>" for n in range(30)]
    text = "".join(
        [*rows, "<loc>http://b.net/</loc>", "<loc>http://www.a.example/news/7.html</loc>"]
    )
    leads.add_file(text.encode(), "http://www.a.example/sitemap.xml")
    assert len(leads.in_maps(frozenset())) == 10
    assert leads.chosen(frozenset(), 4)[0].url == "http://b.net/"


def test_a_sister_site_under_one_domain_is_no_corner_of_this_one():
    leads = Leads("http://jtt.a.example/")
    body = b"""<a href="http://kjt.a.example/">x</a><a href="http://www.a.example/">x</a>
    <a href="http://bbs.jtt.a.example/">x</a>"""
    leads.add(body, "http://jtt.a.example/1.html", is_usual=False)
    found = [lead.url for lead in leads.chosen(frozenset(), 20)]
    assert found == ["http://bbs.jtt.a.example/"]
    assert not is_under("kjt.a.example", "jtt.a.example")
    assert is_under("www.jtt.a.example", "jtt.a.example")
