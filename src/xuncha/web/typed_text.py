"""What comes in from a browser, freed of characters nobody sees before any page reads it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from xuncha.office.typed_text import has_unseen, without_unseen


class TypedText:
    """Takes unseen characters out of fields and filters, as pasting from other programs brings them
    along; an address with one names nothing. What people see of their text is never touched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response to what was meant."""
        if has_unseen(request.path_info):
            raise Http404
        request.GET = _seen(request.GET)
        if request.method == "POST":
            request.POST = _seen(request.POST)
        return self.get_response(request)


def _seen(fields: QueryDict) -> QueryDict:
    lists = list(fields.lists())
    if not any(has_unseen(one) for name, values in lists for one in (name, *values)):
        return fields
    clean = QueryDict(mutable=True, encoding=fields.encoding)
    for name, values in lists:
        clean.setlist(without_unseen(name), [without_unseen(one) for one in values])
    clean._mutable = False
    return clean
