"""The text of a target piece by piece, each with the place a reader finds it at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.facts import AccountFacts, TargetFacts
from xuncha.engine.domain.windows import local_day
from xuncha.engine.proofread.findings import Passage


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A title, a paragraph or a piece of an attachment; ``published`` None: nobody knows when."""

    text: str
    where: str
    url: str
    record: str
    published: date | None

    def passage(self) -> Passage:
        """What the proofreader takes; the page or file is its document."""
        return Passage(self.text, self.published, self.url)


def places_of(facts: TargetFacts) -> Iterator[TextPlace]:
    """Titles, Chinese paragraphs and Chinese attachments of a site; the posts of an account."""
    if isinstance(facts, AccountFacts):
        for post in facts.posts:
            day = local_day(post.published_at) if post.published_at else None
            for where, text in (("标题", post.title), ("正文", post.text)):
                if text:
                    yield TextPlace(text, where, post.url, post.record, day)
        return
    for article in facts.articles:
        source = article.url, article.record, article.publish_date
        yield TextPlace(article.title, "文章标题", *source)
        for number, block in enumerate(article.blocks, start=1):
            if block.language == "zh":
                yield TextPlace(block.text, f"《{article.title}》正文第 {number} 段", *source)
    published = {article.url: article.publish_date for article in facts.articles}
    for file in facts.attachments:
        for place in file.blocks:
            if place.language == "zh":
                where = f"附件《{file.name}》{place.place}"
                day = published.get(file.linked_from)
                yield TextPlace(place.text, where, file.url, file.record, day)
