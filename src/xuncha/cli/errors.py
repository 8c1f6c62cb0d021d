"""How the command line ends: one Chinese line on stderr, exit code 2, never a traceback."""

import contextlib
import os
import re
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from typer.exceptions import TyperException

from xuncha.cli.usage import usage_line
from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.windows import SHANGHAI

USAGE_EXIT = 2
INTERRUPTED = 130
LOG = "xuncha-errors.log"
LONGEST_LINE = 1000
_BREAKING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """A message as one line: control characters become blanks, a flood of text is cut."""
    line = _BREAKING.sub(" ", text).strip()
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"


def complain(text: str) -> None:
    """Say what is wrong, in one line on stderr."""
    typer.echo(one_line(text), err=True)


def run_guarded(app: typer.Typer) -> int:
    """Run the application and turn every fault into one line; the exit code."""
    command: Any = typer.main.get_command(app)
    try:
        code = command.main(standalone_mode=False, prog_name="xuncha")
    except XunchaError as fault:
        complain(str(fault))
        return USAGE_EXIT
    except TyperException as fault:
        line = usage_line(fault)
        if line:
            complain(line)
        return USAGE_EXIT
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        complain("已中断；再次运行同一命令可以接着做")
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the last resort: nobody is shown a traceback
        complain(
            f"程序内部出错（{type(fault).__name__}）；位置：{_kept(fault)}；处理办法：{REMEDY}"
        )
        return USAGE_EXIT
    return code if isinstance(code, int) else 0


REMEDY = "重新运行；仍然出错时把该文件交给系统管理员"


def _kept(fault: Exception) -> str:
    """Where the details were written; in words when they could not be."""
    home = os.environ.get("XUNCHA_HOME", "")
    report = f"{datetime.now(SHANGHAI).isoformat()} {sys.argv!r}\n"
    report += "".join(traceback.format_exception(fault))
    for folder in filter(None, (home, tempfile.gettempdir())):
        path = Path(folder) / LOG
        with contextlib.suppress(OSError):
            with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(f"{report}\n")
            return str(path)
    return "记录无法写入"
