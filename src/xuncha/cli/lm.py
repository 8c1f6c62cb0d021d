"""``xuncha lm``: train a language model for the proofreader on clean text."""

from pathlib import Path
from typing import Annotated

import typer

from xuncha.engine.domain.errors import InputError

app = typer.Typer(
    name="lm", help="语言模型：用干净的文本训练校对所用的字词统计。", no_args_is_help=True
)


@app.command("train")
def train_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="文本目录，.txt 或 .gz，一行一句")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件")],
) -> None:
    """清点目录中文本的字词，写成模型文件；同样的文本得到同样的文件。"""
    from xuncha.engine.proofread.statistics.model import write_model
    from xuncha.engine.proofread.statistics.training import text_files, train
    from xuncha.engine.proofread.statistics.words import shipped_words

    def tell(name: str, characters: int) -> None:
        typer.echo(f"{name}：累计 {characters} 字", err=True)

    if not folder.is_dir():
        raise InputError("训练文本的目录不存在", str(folder), "核对路径")
    model = train(text_files(folder), shipped_words(), tell)
    try:
        digest = write_model(model, out)
    except OSError as error:
        raise InputError("模型写不出", f"{out}（{error.strerror}）", "核对路径和权限") from None
    sizes = "、".join(str(number) for number in model.recipe.sequences)
    typer.echo(f"{out}：{model.recipe.characters} 字，一至五字组合 {sizes} 个，摘要 {digest}")
