"""The command line: every command of contracts.md, each in its own module."""

import io
import sys

import typer

from xuncha.cli.assess import assess
from xuncha.cli.demo import demo
from xuncha.cli.errors import run_guarded
from xuncha.cli.examine import examine
from xuncha.cli.extract import extract
from xuncha.cli.judge import judge
from xuncha.cli.lm import app as lm
from xuncha.cli.notice import app as notice
from xuncha.cli.proofread import proofread
from xuncha.cli.register import app as register
from xuncha.cli.remind import remind
from xuncha.cli.rulebook import app as rulebook
from xuncha.cli.verify import verify_command
from xuncha.cli.wordlist import app as wordlist
from xuncha.cli.work import work
from xuncha.engine.log_lines import log_to_stderr

app = typer.Typer(
    name="xuncha",
    help="巡查：检查政府网站和政务新媒体，从台账到通报。",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo)
app.command("examine")(examine)
app.command("extract")(extract)
app.command("proofread")(proofread)
app.command("verify")(verify_command)
app.command("judge")(judge)
app.command("assess")(assess)
app.command("work")(work)
app.command("remind")(remind)
app.add_typer(rulebook, name="rulebook")
app.add_typer(notice, name="notice")
app.add_typer(register, name="register")
app.add_typer(lm, name="lm")
app.add_typer(wordlist, name="wordlist")


def run() -> None:
    """The console script ``xuncha``: UTF-8 out whatever the terminal, results alone on stdout."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    log_to_stderr()
    sys.exit(run_guarded(app))
