"""The documents of a round: drafts, what was issued, files to download."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from xuncha.office.notices.models import IssuedNotice, NoticeDraft
from xuncha.office.people.rights import Right
from xuncha.web import files
from xuncha.web.doors import needs
from xuncha.web.pages import own_round


@needs(Right.SEE_PAPERS)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What is drafted, what was issued, and what there is to download."""
    inspection = own_round(request, pk)
    documents = files.documents_of(inspection)
    drafts = NoticeDraft.objects.visible_to(request.user).filter(round=inspection)
    drafts = drafts.select_related("copy")
    issued = IssuedNotice.objects.visible_to(request.user).filter(round=inspection)
    context = {
        "round": inspection,
        "tab": "documents",
        "documents": documents,
        "issued": issued.defer("order").select_related("corrects"),
        "drafts": drafts.defer("template_text", "arrangement", "copy__content"),
    }
    return render(request, "web/documents.html", context)


@needs(Right.SEE_PAPERS)
def download(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """One document, as an attachment."""
    path = files.document_path(own_round(request, pk), name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
