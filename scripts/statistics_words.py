"""Make data/models/words.txt.gz out of the dictionary in jieba's source package (MIT).

``python -m scripts.statistics_words jieba-0.42.1.tar.gz``
"""

import gzip
import hashlib
import sys
import tarfile
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

MEMBER = "jieba/dict.txt"
LONGEST = 5
CHINESE = ("\u4e00", "\u9fff")


def main() -> int:
    """Write the file; 0."""
    source = Path(sys.argv[1])
    with tarfile.open(source) as package:
        member = next(one for one in package.getnames() if one.endswith(MEMBER))
        stream = package.extractfile(member)
        assert stream is not None
        rows = [line.split(" ")[:2] for line in stream.read().decode("utf-8").splitlines()]
    by_size: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for word, count in rows:
        if len(word) <= LONGEST and all(CHINESE[0] <= one <= CHINESE[1] for one in word):
            by_size[len(word)].append((word, max(1, int(count))))
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    lines = [f"# {source.name} (MIT) sha256 {digest}"]
    for size in sorted(by_size):
        words = sorted(set(by_size[size]))
        lines += ["".join(word for word, _ in words), " ".join(str(count) for _, count in words)]
    path = Path(str(files("xuncha.data") / "models" / "words.txt.gz"))
    text = "\n".join(lines) + "\n"
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{path}: {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
