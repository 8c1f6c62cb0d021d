"""pycorrector's offline path (its KenLM corrector), run by the interpreter it is installed in.

Its package asks for PyTorch when imported, its KenLM corrector does not, so only the modules of
that corrector are loaded. Its own model has to be downloaded; another one is put in its place.
Reads a JSON list of sentences from standard input; writes ``{"seconds": …, "found": [[[begin, end,
suggestion], …], …]}``. Arguments: the package's folder, the model file.
"""

import json
import sys
import time
import types
from pathlib import Path


def main() -> int:
    """Check the sentences; 0."""
    folder, model = Path(sys.argv[1]), sys.argv[2]
    package = types.ModuleType("pycorrector")
    package.__path__ = [str(folder)]
    sys.modules["pycorrector"] = package
    from pycorrector.corrector import Corrector

    corrector = Corrector(language_model_path=model)
    sentences = json.load(sys.stdin)
    corrector.correct(sentences[0])
    begin = time.process_time()
    answers = [corrector.correct(sentence) for sentence in sentences]
    seconds = time.process_time() - begin
    found = [
        [[at, at + len(right), right] for _, right, at in answer["errors"]] for answer in answers
    ]
    json.dump({"seconds": seconds, "found": found}, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
