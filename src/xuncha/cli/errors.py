"""How the command line ends: one Chinese line on stderr, exit code 2, never a traceback."""

import re
from typing import Any

import typer
from typer.exceptions import TyperException

from xuncha.engine.domain.errors import XunchaError

USAGE_EXIT = 2

HELP = "用 xuncha --help 查看用法"


def _usage(fault: TyperException) -> str:
    """What is wrong with the call, in Chinese; empty when the help was shown instead."""
    name = type(fault).__name__
    param = getattr(fault, "param", None)
    called = getattr(param, "human_readable_name", "") or getattr(fault, "param_hint", "") or ""
    if name == "NoArgsIsHelpError":
        return ""
    if name == "NoSuchOption":
        return f"没有选项 {getattr(fault, 'option_name', '')}；{HELP}"
    if name == "MissingParameter":
        return f"缺少参数 {called}；{HELP}"
    if name == "BadParameter":
        return f"参数 {called} 的值不对（{fault.format_message()}）；{HELP}"
    quoted = re.search(r"'([^']+)'", fault.format_message())
    if name == "UsageError" and quoted and "command" in fault.format_message():
        return f"没有命令 {quoted[1]}；{HELP}"
    return f"用法不对（{fault.format_message()}）；{HELP}"


def run_guarded(app: typer.Typer) -> int:
    """Run the application and turn every foreseen fault into one line; the exit code."""
    command: Any = typer.main.get_command(app)
    try:
        code = command.main(standalone_mode=False, prog_name="xuncha")
    except XunchaError as fault:
        typer.echo(str(fault), err=True)
        return USAGE_EXIT
    except TyperException as fault:
        line = _usage(fault)
        if line:
            typer.echo(line, err=True)
        return USAGE_EXIT
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        typer.echo("已中断；再次运行同一命令可以接着做", err=True)
        return 130
    return code if isinstance(code, int) else 0
