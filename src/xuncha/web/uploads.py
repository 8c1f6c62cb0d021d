"""How much one request may carry: refused before any of it is written down."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 48 * 1024 * 1024
"""The pictures of one form and its texts stay well below this."""


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that keep files; keeps none itself."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - the name Django calls it by
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig for a request that announces more than it may carry; what it
        does not announce is never read."""
        del input_data, META, boundary, encoding
        if content_length > MOST_BYTES:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the piece on."""
        del start
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Leave the file to the next handler."""
        del file_size
        return None
