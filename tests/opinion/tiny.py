"""Tiny ONNX models, really run: what stands before a place decides what is expected there."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from xuncha.engine.proofread.opinion.settings import shipped_controls

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
CHARACTERS = "主管部门全" + "".join(one.sentence + one.suggested for one in shipped_controls())
PAIRS = {
    "责令": 9.0,
    "责另": -9.0,
    "行监": 9.0,
    "行尖": -9.0,
    "任监": 9.0,
    "任检": -9.0,
    "检材": 9.0,
    "检查": -9.0,
    "通达": 9.0,
    "通过": -9.0,
}
"""How well a character is expected after another."""


def tiny(
    folder: Path,
    *,
    pairs: dict[str, float] | None = None,
    also_wants: tuple[str, ...] = ("attention_mask", "token_type_ids"),
    ids: str = "input_ids",
    width: int = 0,
) -> Path:
    """Writes ``model.onnx`` and ``vocab.txt``: scores by the character before. ``width`` other than
    0 makes scores of another vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    tokens = [*SPECIAL, *sorted(set(CHARACTERS))]
    (folder / "vocab.txt").write_text("\n".join(tokens) + "\n", encoding="utf-8")
    table = np.zeros((len(tokens), width or len(tokens)), dtype=np.float32)
    for pair, score in (PAIRS if pairs is None else pairs).items():
        if not width:
            table[tokens.index(pair[0]), tokens.index(pair[1])] = score
    made = {
        "table": table,
        "first": np.array([0], np.int64),
        "last": np.array([-1], np.int64),
        "along": np.array([1], np.int64),
    }
    nodes = [
        helper.make_node("Slice", [ids, "first", "last", "along"], ["left"]),
        helper.make_node("Slice", [ids, "first", "one", "along"], ["begin"]),
        helper.make_node("Concat", ["begin", "left"], ["before"], axis=1),
        helper.make_node("Gather", ["table", "before"], ["scores"], axis=0),
    ]
    made["one"] = np.array([1], np.int64)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in (ids, *also_wants)
    ]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, None)
    initial = [numpy_helper.from_array(value, name) for name, value in made.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, [output], initial)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(folder / "model.onnx"))
    return folder
