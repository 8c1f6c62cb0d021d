"""Which pages are still free to be planted on."""

from random import Random

from xuncha.sample.errors import SampleError
from xuncha.sample.model import Article, Site
from xuncha.sample.tamper.bodies import Place
from xuncha.sample.tamper.desk import Desk

Spot = tuple[Site, str]
HOME_SHARE, LIST_SHARE = 0.25, 0.2


def home_of(site: Site) -> str:
    """The path of the home page itself, behind a redirect on some sites."""
    return site.redirect or "/"


class Ground:
    """The free pages of some sites: homes, lists, articles; nothing is handed out twice."""

    def __init__(self, sites: list[Site], desk: Desk, taken: set[str], rng: Random) -> None:
        """Lay out the pages of ``desk`` in a drawn order, without those taken."""
        self.rng = rng
        self.homes: list[Spot] = [(s, home_of(s)) for s in sites]
        self.lists: list[Spot] = []
        self.articles: list[Spot] = []
        for site in sites:
            for column in site.columns:
                if column.language != "zh" or column.script_only:
                    continue
                self.lists.append((site, column.path))
                self.articles += [
                    (site, a.path)
                    for a in column.articles
                    if desk.has(site.host, a.path) and not a.sort.startswith("subject-")
                ]
        for spots in (self.homes, self.lists, self.articles):
            spots[:] = [s for s in spots if f"http://{s[0].host}{s[1]}" not in taken]
            rng.shuffle(spots)

    def take(self) -> Spot:
        """A page: now and then a home or a list, mostly an article."""
        draw = self.rng.random()
        if draw < HOME_SHARE and self.homes:
            return self.homes.pop()
        if draw < HOME_SHARE + LIST_SHARE and self.lists:
            return self.lists.pop()
        return self.articles.pop()

    def home(self) -> Spot:
        """A home page while there are any, then a list."""
        return (self.homes or self.lists).pop()

    def article(self, desk: Desk | None = None) -> Spot:
        """An article; one that ``desk`` has too, where one is given."""
        for index in range(len(self.articles) - 1, -1, -1):
            site, path = self.articles[index]
            if desk is None or desk.has(site.host, path):
                return self.articles.pop(index)
        raise SampleError("样例中可用的文章页不够；处理办法：增加场景中的网站数量")


def old_articles(sites: list[Site], desk: Desk, rng: Random) -> list[Place]:
    """Articles that stood there at the earlier visit already, in a drawn order."""
    found = [
        Place(site, article)
        for site in sites
        for column in site.columns
        if column.language == "zh" and not column.script_only
        for article in column.articles
        if is_old(site, article, desk)
    ]
    rng.shuffle(found)
    return found


def is_old(site: Site, article: Article, desk: Desk) -> bool:
    """Whether the article can be seen at both visits and tells more than a line."""
    fits = not article.sort.startswith("subject-") and len(article.paragraphs) > 2
    return fits and desk.has(site.host, article.path)
