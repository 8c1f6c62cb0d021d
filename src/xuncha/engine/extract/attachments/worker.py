"""The reading process: one child per file, under hard limits, killed when it takes too long.

Run as ``python -m xuncha.engine.extract.attachments.worker``. It answers on standard output, one
file after another, and ends when standard input closes. The child reads one file and is gone, so
nothing a file does to its reader outlives it.
"""

import os
import resource
import select
import signal
import struct
import sys
import time
from typing import IO

from pydantic import TypeAdapter

from xuncha.engine.domain.attachments import AttachmentKind, AttachmentLimits, AttachmentText
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.kinds import kind_by_name
from xuncha.engine.extract.attachments.reading import read_file

LENGTH = struct.Struct(">Q")
LIMITS_JSON = TypeAdapter(AttachmentLimits)
TEXT_JSON = TypeAdapter(AttachmentText)
NO_MEMORY = 77
_SLICE = 1 << 16
_PATIENCE = 3
"""How many times its processor time a file may take by the clock: a busy machine shall not decide
whether a file can be read."""


def send(stream: IO[bytes], *parts: bytes) -> None:
    """Write parts, each behind its length."""
    for part in parts:
        stream.write(LENGTH.pack(len(part)))
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """The next part; EOFError when the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    size = LENGTH.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def main() -> None:
    """Read files until nobody asks any more."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            name, limits, data = (receive(source) for _ in range(3))
        except EOFError:
            return
        bounds = LIMITS_JSON.validate_json(limits)
        send(sink, _in_a_child(data, name.decode(), bounds))


def _in_a_child(data: bytes, name: str, limits: AttachmentLimits) -> bytes:
    """The answer of a child as JSON; what became of it where it gave none."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _read_and_end(into, data, name, limits)
    os.close(into)
    try:
        answer, is_late = _await(out, limits.seconds * _PATIENCE)
        if is_late:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(out)
    status = os.waitpid(child, 0)[1]
    if status == 0 and answer:
        return answer
    kind = kind_by_name(name) or AttachmentKind.OTHER
    unable, reason = _end_of(status, limits, is_late=is_late)
    return TEXT_JSON.dump_json(AttachmentText(kind, unable=unable, reason=reason))


def _read_and_end(into: int, data: bytes, name: str, limits: AttachmentLimits) -> None:
    """In the child: read under limits, answer, end without a clean-up that could hang."""
    code = 1
    try:
        _confine(limits)
        answer = TEXT_JSON.dump_json(read_file(data, name, limits))
        with os.fdopen(into, "wb") as stream:
            stream.write(answer)
        code = 0
    except MemoryError:
        code = NO_MEMORY
    finally:
        os._exit(code)


def _confine(limits: AttachmentLimits) -> None:
    seconds = max(1, int(limits.seconds))
    bounds = (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for which, most in bounds:
        resource.setrlimit(which, (most, most))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(null, standard)


def _await(out: int, seconds: float) -> tuple[bytes, bool]:
    """Everything the child writes, and whether it took too long."""
    deadline = time.monotonic() + seconds
    pieces: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([out], [], [], left)[0]:
            return b"", True
        piece = os.read(out, _SLICE)
        if not piece:
            return b"".join(pieces), False
        pieces.append(piece)


def _end_of(status: int, limits: AttachmentLimits, *, is_late: bool) -> tuple[UnableClass, str]:
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if is_late or killed in (signal.SIGXCPU, signal.SIGKILL):
        return UnableClass.TIMEOUT, f"文件在 {limits.seconds:g} 秒内没有读完"
    if killed == signal.SIGABRT or (os.WIFEXITED(status) and os.WEXITSTATUS(status) == NO_MEMORY):
        return UnableClass.TOO_LARGE, "读取文件所需内存超过上限，没有读"
    return UnableClass.UNREADABLE, "文件结构异常，读取程序中止"


if __name__ == "__main__":
    main()
