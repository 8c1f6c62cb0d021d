"""The documents of a round, to download."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from xuncha.office.notices.models import IssuedNotice
from xuncha.office.people.rights import Right
from xuncha.web import files
from xuncha.web.doors import needs
from xuncha.web.pages import own_round


@needs(Right.SEE_PAPERS)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What was issued, with what a correction changed, and what there is to download."""
    inspection = own_round(request, pk)
    documents = files.documents_of(inspection)
    issued = IssuedNotice.objects.visible_to(request.user).filter(round=inspection)
    context = {
        "round": inspection,
        "tab": "documents",
        "documents": documents,
        "issued": issued.select_related("corrects").prefetch_related("editions"),
        "here": {document.name for document in documents},
    }
    return render(request, "web/documents.html", context)


@needs(Right.SEE_PAPERS)
def download(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """One document, as an attachment."""
    path = files.document_path(own_round(request, pk), name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
