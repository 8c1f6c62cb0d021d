"""What two runs of one scenario must share, and what may differ (contracts.md, ``demo``)."""

from pathlib import Path

DOCUMENTS = ("notice", "annexes", "report")


def figures_of(result: dict) -> dict:
    """The JSON without what may differ: seconds, and where the files lie."""
    return {key: value for key, value in result.items() if key not in ("seconds", "files")}


def document_bytes(result: dict) -> dict[str, bytes]:
    """The written documents."""
    return {name: Path(result["files"][name]).read_bytes() for name in DOCUMENTS}
