"""A form that arrives twice is worked on once.

Every form is rendered with a token of its own against forged requests; the same token with the
same content is the same form again: a double click, or a browser that got no answer.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from xuncha.office.people import sent_forms

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
TWICE = (
    "这一次提交收到了两遍，没有重复办理；下面还没有变化的，请稍候刷新本页。"
    "只显示一次的内容（如初始密码）没有看到的，请重新生成。"
)
REFUSED = 400
"""The first status that says: not done."""


class SentOnce:
    """Turns away the second of two equal forms of one person, back to the page it came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response; a form that was refused may be sent again."""
        response = self.get_response(request)
        claimed = getattr(request, "claimed_form", None)
        if claimed is not None and response.status_code >= REFUSED:
            sent_forms.release(claimed)
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """None for a form that came the first time; after the check of its token."""
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        if not request.POST.get(TOKEN):
            return None
        digest = _digest(request)
        if sent_forms.claim(digest, request.user, timezone.now()):
            request.claimed_form = digest  # type: ignore[attr-defined]
            return None
        messages.info(request, TWICE)
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(
            came_from, {request.get_host()}, request.is_secure()
        )
        return redirect(came_from if is_ours else "home")


def _digest(request: HttpRequest) -> str:
    told = [request.get_full_path(), str(request.user.pk)]
    told += [f"{name}={value}" for name, values in request.POST.lists() for value in values]
    told += [
        f"{name}={one.name} {_bytes_of(one)}"
        for name, files in request.FILES.lists()
        for one in files
        if not isinstance(one, str)
    ]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def _bytes_of(one: UploadedFile) -> str:
    """A digest of the bytes of a file: a corrected file of the same name and size is another."""
    one.seek(0)
    found = hashlib.file_digest(one, "sha256").hexdigest()  # type: ignore[arg-type]
    one.seek(0)
    return found
