"""What is wrong with a call, in one Chinese line that names the option or argument."""

import re
from enum import StrEnum
from typing import Any

from typer.exceptions import TyperException

HELP = "用 {command} --help 查看用法"
_NAMED = re.compile(r"'([^']+)'")


def usage_line(fault: TyperException) -> str:
    """The line for a wrong call; empty when the help was shown instead."""
    said = _USAGES.get(type(fault).__name__, _other)(fault)
    if not said:
        return ""
    context = getattr(fault, "ctx", None)
    return f"{said}；{HELP.format(command=getattr(context, 'command_path', '') or 'xuncha')}"


def _missing(fault: Any) -> str:
    return f"缺少{_called(fault.param)}"


def _bad_value(fault: Any) -> str:
    given, wanted = _given(fault), _wanted(fault.param)
    shown, hint = f"“{given}”" * bool(given), f"：{wanted}" * bool(wanted)
    return f"{_called(fault.param)}的值{shown}不对{hint}"


def _no_option(fault: Any) -> str:
    near = "、".join(sorted(fault.possibilities or ()))
    hint = f"（是否应为 {near}？）" * bool(near)
    return f"没有选项 {fault.option_name}{hint}"


def _bad_option(fault: Any) -> str:
    if "does not take" in fault.message:
        return f"选项 {fault.option_name} 后面不能跟值"
    return f"选项 {fault.option_name} 后面缺少值"


def _other(fault: Any) -> str:
    message = str(fault.message)
    if message.startswith("No such command"):
        return f"没有命令 {''.join(_NAMED.findall(message)[:1])}"
    if message.startswith("Missing command"):
        return "缺少命令"
    if message.startswith("Got unexpected extra"):
        return f"多出了参数 {message.partition(') (')[2].removesuffix(')')}"
    return f"用法不对（{message}）"


_USAGES = {
    "NoArgsIsHelpError": lambda _: "",
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "NoSuchOption": _no_option,
    "BadOptionUsage": _bad_option,
}


def _called(param: Any) -> str:
    """``选项 --max-pages（最多访问的页数）`` or ``参数 URL（网站首页地址）``."""
    if param is None:
        return "参数"
    about = f"（{param.help}）" if getattr(param, "help", "") else ""
    if param.param_type_name == "option":
        return f"选项 {max(param.opts, key=len)}{about}"
    return f"参数 {param.opts[0].upper()}{about}"


def _given(fault: Any) -> str:
    """The value that was given, as far as it is known."""
    errors = getattr(fault.__cause__, "errors", None)
    first = errors()[0] if callable(errors) else {}
    value = first.get("input", "")
    return str(value) if isinstance(value, str | int | float) else ""


def _wanted(param: Any) -> str:
    """What a value must be; empty where that cannot be told."""
    kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return f"可选 {'、'.join(word.value for word in kind)}"
    if kind in (int, float):
        bounds = [f"不小于 {param.min}"] if param.min is not None else []
        bounds += [f"不大于 {param.max}"] if param.max is not None else []
        return "，".join(["应为整数" if kind is int else "应为数字", *bounds])
    if getattr(kind, "__name__", "") == "datetime":
        return "应为日期，如 2024-09-30"
    return ""
