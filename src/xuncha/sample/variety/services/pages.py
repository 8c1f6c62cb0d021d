"""All pages of interaction and services."""

from collections.abc import Iterator

from xuncha.sample.variety.pen import Pen
from xuncha.sample.variety.services.guides import guides
from xuncha.sample.variety.services.marks import marks
from xuncha.sample.variety.services.messages import columns, single
from xuncha.sample.variety.services.readings import readings
from xuncha.sample.variety.services.sheets import Page
from xuncha.sample.variety.services.surveys import surveys


def service_pages(pen: Pen) -> Iterator[Page]:
    """Messages, letters, guides, surveys, marks, documents with interpretations."""
    for group in (columns, single, guides, surveys, marks, readings):
        yield from group(pen)
