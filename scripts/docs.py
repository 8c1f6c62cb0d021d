"""Writes the generated pages under docs/: one per check, the forms, the command line, the
glossary.

Run ``make docs``. A test writes them again and compares.
"""

import os
import sys
from enum import EnumMeta
from pathlib import Path
from typing import Any

import typer

from scripts.form_pages import form_pages
from scripts.rulebook_pages import rulebook_pages
from xuncha.cli.main import app
from xuncha.engine.checks.frame.declaration import LoadedCheck, load_checks
from xuncha.engine.domain import words
from xuncha.engine.domain.words import LABELS

HEADER = "<!-- 由 make docs 生成，请勿手改 -->\n\n"
DOCS = Path(__file__).parents[1] / "docs"


def pages() -> dict[str, str]:
    """Every generated page: path under docs/ → content."""
    found = {f"checks/{slug}.md": _check(loaded) for slug, loaded in load_checks().items()}
    found["checks/README.md"] = _check_index()
    found |= form_pages()
    found |= _notices()
    found["glossary.md"] = _glossary()
    found["cli.md"] = _cli()
    found |= rulebook_pages()
    return {name: HEADER + text.rstrip() + "\n" for name, text in found.items()}


def _notices() -> dict[str, str]:
    """The sections of notices know tables of the office, so Django has to be ready first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.office.settings")
    import django

    django.setup()
    from scripts.notice_pages import notice_pages

    return notice_pages()


def _check(loaded: LoadedCheck) -> str:
    lines = []
    for line in loaded.page.strip().splitlines():
        stripped = line.strip()
        if stripped and not line.startswith(" ") and lines:
            lines.append(f"## {stripped}\n")
        else:
            lines.append(stripped if lines else f"# {stripped}（{loaded.check.slug}）\n")
    return "\n".join(lines)


def _check_index() -> str:
    rows = [
        f"| [{c.check.title}]({slug}.md) | `{slug}` | {c.check.topic} | `{c.check.metric}` | "
        f"{c.check.needs} | {c.check.since} |"
        for slug, c in load_checks().items()
    ]
    head = "| 检测 | 代号 | 主题 | 度量 | 需要 | 始于 |\n| --- | --- | --- | --- | --- | --- |\n"
    return "# 检测目录\n\n" + head + "\n".join(rows)


def _glossary() -> str:
    parts = ["# 用词表\n\n代码里的每个词只有一个中文说法。"]
    for name, value in vars(words).items():
        members = list(value) if isinstance(value, EnumMeta) else []
        named = [member for member in members if member in LABELS]
        if not named or value.__module__ != words.__name__:
            continue
        parts.append(f"## {name}\n\n| 词 | 中文 |\n| --- | --- |")
        parts[-1] += "".join(f"\n| `{member.value}` | {LABELS[member]} |" for member in named)
    return "\n\n".join(parts)


def _cli() -> str:
    command: Any = typer.main.get_command(app)
    return "# 命令行\n\n" + "\n\n".join(_commands(command, "xuncha"))


def _commands(command: Any, path: str) -> list[str]:
    if hasattr(command, "commands"):
        return [
            text
            for name, inner in sorted(command.commands.items())
            for text in _commands(inner, f"{path} {name}")
        ]
    rows = []
    for param in command.params:
        if param.name == "help":
            continue
        spelled = "、".join((*param.opts, *param.secondary_opts))
        shown = spelled if param.param_type_name == "option" else param.name.upper()
        rows.append(f"| `{shown}` | {getattr(param, 'help', '') or ''} |")
    table = "\n\n| 参数 | 说明 |\n| --- | --- |\n" + "\n".join(rows) if rows else ""
    return [f"## {path}\n\n{(command.help or '').strip()}{table}"]


def main() -> int:
    """Write the pages; 0 when done."""
    for name, text in pages().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
