"""Reads attachments through a process of its own, so that no file can take the visit down."""

import subprocess
import sys
import threading
from types import TracebackType

from xuncha.engine.domain.attachments import AttachmentKind, AttachmentLimits, AttachmentText
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.kinds import kind_by_name
from xuncha.engine.extract.attachments.worker import (
    LIMITS_JSON,
    TEXT_JSON,
    receive,
    send,
)

_MODULE = "xuncha.engine.extract.attachments.worker"


class AttachmentReader:
    """Starts its process with the first file; may be used from several threads, one file at a time.

    A context manager: the process ends with it.
    """

    def __init__(self, limits: AttachmentLimits) -> None:
        """Read every file within ``limits``."""
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, data: bytes, name: str) -> AttachmentText:
        """What a file says; ``unable`` where it cannot be read. Never raises for a file."""
        kind = kind_by_name(name) or AttachmentKind.OTHER
        if len(data) > self.limits.max_bytes:
            reason = f"文件超过 {self.limits.max_bytes} 字节，没有读"
            return AttachmentText(kind, unable=UnableClass.TOO_LARGE, reason=reason)
        with self._lock:
            try:
                return self._ask(data, name)
            except (EOFError, OSError, ValueError):
                self._end()
                return AttachmentText(
                    kind, unable=UnableClass.CRASH, reason="读取附件的程序中止，没有读"
                )

    def _ask(self, data: bytes, name: str) -> AttachmentText:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter on our own module
                [sys.executable, "-m", _MODULE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        source, sink = self._process.stdout, self._process.stdin
        assert source is not None
        assert sink is not None
        send(sink, name.encode("utf-8", "replace"), LIMITS_JSON.dump_json(self.limits), data)
        return TEXT_JSON.validate_json(receive(source))

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def __enter__(self) -> "AttachmentReader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
