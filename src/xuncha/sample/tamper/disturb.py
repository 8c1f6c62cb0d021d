"""Writes the tampered web: as it was a quarter ago, as it is now, and the truth about both."""

import json
from copy import deepcopy
from html import escape
from pathlib import Path

from xuncha.sample.chance import stream
from xuncha.sample.cms import FAMILIES
from xuncha.sample.judged import settle_newest
from xuncha.sample.model import Account, Site
from xuncha.sample.pack import PackWriter, Page
from xuncha.sample.pages import write_feeds, write_site
from xuncha.sample.prose import Writer
from xuncha.sample.scenario import Scenario
from xuncha.sample.tamper import bodies, truth
from xuncha.sample.tamper.answers import plant_answers
from xuncha.sample.tamper.desk import Desk
from xuncha.sample.tamper.ground import Ground, old_articles
from xuncha.sample.tamper.harmless import add_harmless
from xuncha.sample.tamper.plants import Field, forms, plant_markup
from xuncha.sample.tamper.spam import Hand
from xuncha.sample.tamper.subjects import PREFIX
from xuncha.sample.tamper.truth import CleanPage, TamperTruth

Web = dict[str, dict[str, Page]]
CLEAN_SITES = 9
MIGRATED = 2
"""How many of the clean sites changed their content management system between the visits."""
BEFORE = "before"
REMOTE_SCRIPT = "/js/tj.js"
"""The path from which the form ``remote`` loads its script."""


class Tampering:
    """One tampered web in the making."""

    def __init__(self, plan: Scenario, sites: list[Site], writer: Writer) -> None:
        """Choose the sites that stay clean; the province's portal is not among them."""
        assert plan.previous_as_of is not None
        self.plan, self.sites, self.writer = plan, sites, writer
        self.today, self.earlier = plan.as_of.date(), plan.previous_as_of.date()
        self.clean_sites = stream(plan.name, "clean sites").sample(sites[1:], CLEAN_SITES)
        self.migrated = self.clean_sites[:MIGRATED]
        self.tampered = [s for s in sites if s not in self.clean_sites]
        self.hand = Hand(sites)
        self.clean: list[CleanPage] = []
        self.spam_hosts: list[str] = []
        self.plants: list[truth.TamperPlant] = []

    def write(self, out: Path, accounts: list[Account]) -> list[str]:
        """Write both webs and the truth; gives the hosts of the web now."""
        (out / BEFORE).mkdir()
        with PackWriter(out / BEFORE) as pack:
            for site in self.sites:
                write_site(pack, self.as_it_was(site), self.earlier)
        before = Desk(out / BEFORE, self.sites)
        places = old_articles(self.tampered, before, stream("tamper", "places"))
        plants = bodies.change_secretly(places, self.writer, self.hand)
        plants += bodies.replace_by_spam(places, self.hand)
        self.plants = plants
        honest = old_articles(self.clean_sites, before, stream("tamper", "honest"))
        self.clean += bodies.change_openly(honest, self.writer, self.today)
        for site in self.sites:
            settle_newest(site, self.today)
        with PackWriter(out) as pack:
            for site in self.sites:
                write_site(pack, site, self.today)
            write_feeds(pack, accounts)
        return self.plant(Desk(out, self.sites), before, plants, out)

    def as_it_was(self, site: Site) -> Site:
        """A copy of the site with what was published by the earlier visit."""
        then = deepcopy(site)
        for column in then.columns:
            column.articles = [a for a in column.articles if a.published <= self.earlier]
        if site in self.migrated:
            names = sorted(FAMILIES)
            then.family = names[(names.index(site.family) + 1) % len(names)]
        return then

    def plant(
        self, now: Desk, before: Desk, plants: list[truth.TamperPlant], out: Path
    ) -> list[str]:
        """Plant in the pages and answers, add what is innocent, write everything."""
        taken = {p.url for p in plants} | {c.url for c in self.clean}
        ground = Ground(self.tampered, now, taken, stream("tamper", "ground"))
        work = Field(now, before, ground, self.hand, plants)
        original = {host: dict(pages) for host, pages in now.web.items()}
        plant_answers(work)
        plant_markup(work)
        touched = self.touched(original, now) | {p.url for p in plants} | self.echoes(plants, now)
        free = Ground(self.sites, now, taken | touched, stream("tamper", "free"))
        self.clean += add_harmless(work, free, self.clean_sites)
        self.serve_outside(work)
        self.list_clean(work, touched)
        (out / BEFORE / "hosts.json").write_text(hosts_json(before.write()), encoding="utf-8")
        truth.dump(self.truth(plants), out / "tamper.json")
        return now.write()

    def touched(self, original: Web, now: Desk) -> set[str]:
        """The addresses of all pages that are no longer what they were, or are new."""
        return {
            f"http://{host}{path}"
            for host, pages in now.web.items()
            for path, page in pages.items()
            if original.get(host, {}).get(path) != page
        }

    def echoes(self, plants: list[truth.TamperPlant], now: Desk) -> set[str]:
        """The addresses of lists and homes that repeat words of a changed article."""
        urls = {p.url for p in plants if p.kind.startswith("body-")}
        found: set[str] = set()
        for site in self.sites:
            for column in site.columns:
                for article in column.articles:
                    if f"http://{site.host}{article.path}" in urls:
                        found |= now.repeating(site.host, escape(article.title))
                        found |= now.repeating(site.host, escape(article.paragraphs[0][:40]))
        return found

    def serve_outside(self, work: Field) -> None:
        """Outside hosts answer: spam where it stands, the steady ones at both visits."""
        self.spam_hosts = sorted({*self.hand.spam, *self.lapsed_hosts(work)})
        for host, sort in sorted(self.hand.spam.items()):
            self.hand.turn(stream("tamper", "host", host), self.sites[0], sort)
            self.hand.hosts = [host] * 4
            body = self.hand.page(forms("spam"), "trade" if sort == "trade" else "casino")
            for desk in (work.now, work.before):
                desk.add(host, "*", body)
        self.serve_remote_scripts(work)
        for host, name in sorted(self.hand.steady.items()):
            text = next(f for f in forms("spam") if f.name == "steady").markup
            for desk in (work.now, work.before):
                desk.add(host, "*", text.replace("[[steadyname]]", name).encode())

    def serve_remote_scripts(self, work: Field) -> None:
        """The scripts that pages load from outside write links to their own hosts."""
        for plant in (p for p in work.plants if p.form == "remote"):
            for target in plant.targets:
                link = f"<a href='{target}' style='display:none'>{target}</a>"
                body = f'document.write("{link}");'.encode()
                for desk in (work.now, work.before):
                    desk.add(target.split("/")[2], REMOTE_SCRIPT, body, "application/javascript")

    def lapsed_hosts(self, work: Field) -> list[str]:
        """The hosts of names that lapsed."""
        lapsed = [p for p in work.plants if p.kind.startswith("lapsed")]
        return [p.targets[0].split("/")[2] for p in lapsed]

    def list_clean(self, work: Field, planted: set[str]) -> None:
        """Every page of the sites that nobody touched is clean, whatever it is about."""
        sorts = self.sorts_of_articles(work) | {c.url: c.sort for c in self.clean}
        self.clean = []
        for site in self.sites:
            for path, page in work.now.web[site.host].items():
                url = f"http://{site.host}{path}"
                kind = dict(page.headers).get("Content-Type", "")
                if path == "*" or page.status != 200 or "html" not in kind or url in planted:
                    continue
                self.clean.append(CleanPage(site.code, url, sorts.get(url, "ordinary")))

    def sorts_of_articles(self, work: Field) -> dict[str, str]:
        """What makes pages look bad that were written so from the start, by their addresses."""
        sorts = {}
        for site in self.sites:
            for column in site.columns:
                for article in column.articles:
                    url = f"http://{site.host}{article.path}"
                    if article.sort.startswith(PREFIX):
                        sorts[url] = article.sort.replace("-", ":", 1)
                    elif column.language != "zh":
                        sorts[url] = "language:bo"
                    elif site in self.migrated and work.before.has(site.host, article.path):
                        sorts[url] = "change:migrated"
        return sorts

    def truth(self, plants: list[truth.TamperPlant]) -> TamperTruth:
        """The truth about both webs."""
        return TamperTruth(
            scenario=self.plan.name,
            as_of=self.plan.as_of.isoformat(),
            previous_as_of=self.plan.previous_as_of.isoformat() if self.plan.previous_as_of else "",
            plants=plants,
            clean=self.clean,
            clean_sites=sorted(s.code for s in self.clean_sites),
            spam_hosts=self.spam_hosts,
            steady_hosts=sorted(self.hand.steady),
        )


def hosts_json(hosts: list[str]) -> str:
    """``hosts.json``."""
    return json.dumps(hosts, indent=1) + "\n"
