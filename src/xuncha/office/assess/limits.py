"""The dated numbers and words of the yearly ledger, from data/assess/supervision.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class LedgerLimits:
    """``quarter_ratio`` in per cent of the registered sites."""

    quarter_ratio: float
    domain_suffixes: tuple[str, ...]
    unreachable_rows: tuple[str, ...]
    wording_rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaultReportWords:
    """Where the records on 找错 keep what the ledger counts."""

    kind: str
    body: str
    valid: str
    valid_word: str
    state: str
    open_words: tuple[str, ...]
    late_words: tuple[str, ...]


@cache
def _file() -> dict[str, object]:
    path = files("xuncha.data") / "assess" / "supervision.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def ledger_limits() -> LedgerLimits:
    """The numbers."""
    return TypeAdapter(LedgerLimits).validate_python(_file()["limits"])


@cache
def fault_report_words() -> FaultReportWords:
    """The words."""
    return TypeAdapter(FaultReportWords).validate_python(_file()["fault_reports"])
