"""SSJ1 on files: what `draw` of the command line does, without a database."""

from collections.abc import Sequence
from pathlib import Path

from app.core.errors import UserError, reason_of
from app.sampling import Refused, parse, perform, result_json


def draw_file(path: Path, digits: Sequence[str], salt: str, struck: Sequence[str]) -> dict[str, object]:
    """Draw a frozen input and give the JSON of the worked example; UserError names file, line and reason."""
    if path.exists() and not path.is_file():  # a pipe or a device may never end
        raise UserError(f"“{path}”不是文件，请选冻结的名单（input.txt）。")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"“{path}”打不开：{reason_of(error)}。") from error
    try:
        return result_json(perform(parse(data), digits, salt, struck))
    except Refused as refused:
        raise UserError(f"“{path.name}”{'' if refused.line is None else ' '}{refused}。") from refused
