"""What a process that serves the office does so that no page waits for the garbage collector."""

import gc
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

DOCUMENTS = (".docx", ".xlsx")
"""How the routes end whose answers are built from very many small objects."""


def settle() -> None:
    """Load every page and take what stays for good out of the garbage collector's sight: looking
    through all of it would otherwise hold up a page now and then by a tenth of a second."""
    assert get_resolver().url_patterns
    gc.collect()
    gc.freeze()


class CollectedOnce:
    """A document is built without the collector, which would go through its growing parts again
    and again, and what it leaves is collected once, before another page has to."""

    _lock = Lock()
    _building = 0

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response of the next handler."""
        try:
            return self.get_response(request)
        finally:
            if getattr(request, "is_document", False):
                self._step(-1)
                gc.collect()

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """Stop the collector for a document, once its address is known."""
        match = request.resolver_match
        if match is not None and match.route.endswith(DOCUMENTS):
            request.is_document = True  # type: ignore[attr-defined]
            self._step(1)

    @classmethod
    def _step(cls, by: int) -> None:
        with cls._lock:
            cls._building += by
            if cls._building:
                gc.disable()
            else:
                gc.enable()
