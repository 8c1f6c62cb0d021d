"""How the command line ends: one Chinese line on stderr, exit code 2, never a traceback."""

from typing import Any

import typer
from typer.exceptions import TyperException

from xuncha.engine.domain.errors import XunchaError

USAGE_EXIT = 2

USAGE = {
    "MissingParameter": "缺少参数",
    "NoSuchOption": "没有这个选项",
    "BadParameter": "参数值不对",
    "BadOptionUsage": "选项用法不对",
    "BadArgumentUsage": "参数用法不对",
    "FileError": "文件打不开",
    "UsageError": "用法不对",
}


def run_guarded(app: typer.Typer) -> int:
    """Run the application and turn every foreseen fault into one line; the exit code."""
    command: Any = typer.main.get_command(app)
    try:
        code = command.main(standalone_mode=False, prog_name="xuncha")
    except XunchaError as fault:
        typer.echo(str(fault), err=True)
        return USAGE_EXIT
    except TyperException as fault:
        what = USAGE.get(type(fault).__name__, "用法不对")
        typer.echo(f"{what}：{fault.format_message()}；用 xuncha --help 查看用法", err=True)
        return USAGE_EXIT
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        typer.echo("已中断；再次运行同一命令可以接着做", err=True)
        return 130
    return code if isinstance(code, int) else 0
