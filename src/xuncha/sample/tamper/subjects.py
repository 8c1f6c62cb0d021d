"""Articles about gambling, drugs, pornography, secrecy, lotteries: subjects, not offences."""

from datetime import date, timedelta
from random import Random

from xuncha.sample.layout import NEWS, NOTICE, SPECIAL
from xuncha.sample.model import Article, Site
from xuncha.sample.prose import Scene, Writer, load_book

PREFIX = "subject-"
PER_SITE = 13
DEPARTMENTS = {
    "gambling-police": "justice",
    "gambling-court": "justice",
    "gambling-law": "justice",
    "cross-border": "justice",
    "fraud": "finance",
    "drugs": "safety",
    "porn-crackdown": "tour",
    "secrecy": "digital",
    "welfare-lottery": "civil",
    "sports-lottery": "tour",
    "sports": "tour",
    "films": "tour",
    "sexual-health": "health",
    "minors": "market",
    "web-security": "digital",
}
"""Each subject with the theme of the department that writes about it."""


def load_subjects(writer: Writer) -> None:
    """Teach the writer the subjects."""
    writer.themes = writer.themes | load_book("tamper_subjects.tsv")


def add_subjects(site: Site, scene: Scene, writer: Writer, as_of: date, rng: Random) -> None:
    """Put articles about the subjects behind the newest items of the site's news and notices."""
    columns = [
        c for c in site.columns if c.kind in {NEWS, NOTICE, SPECIAL} and c.articles and not c.exempt
    ]
    columns = [c for c in columns if c.language == "zh"]
    subjects = rng.sample(sorted(DEPARTMENTS), PER_SITE)
    number = max(a.number for c in site.columns for a in c.articles)
    for subject in subjects:
        column = rng.choice(columns)
        newest = max(a.published for a in column.articles)
        day = min(newest, as_of) - timedelta(days=rng.randrange(3, 400))
        scene.at(DEPARTMENTS[subject], day)
        title, paragraphs = writer.news(scene, PREFIX + subject)
        number += rng.randint(1, 90)
        column.articles.append(
            Article(
                title=title,
                paragraphs=paragraphs,
                published=day,
                clock=f"{8 + rng.randrange(10):02d}:{rng.randrange(60):02d}",
                source=rng.choice([site.body.name, scene.unit]),
                sort=PREFIX + subject,
                number=number,
            )
        )
