"""A file of the office -> sheets of grids, or one plain sentence why not (interfaces.md, limits)."""

from pathlib import Path

from app.core.errors import UserError
from app.intake.container import TOO_LARGE, Kind, kind_of
from app.intake.delimited import read_delimited
from app.intake.grid import MAX_UNPACKED, Tables
from app.intake.workbook import read_workbook


def read_tables(path: Path) -> Tables:
    """Read .xlsx, .xlsm, .xlsb, .xls, .et, .ods, .csv or .tsv by what the file is, not by its extension.

    Raises UserError, in at most 10 s for what turns out unreadable. Macros are never run, hidden sheets are
    named and not read.
    """
    name = path.name
    data = _read_bytes(path)
    if not data.strip():
        raise UserError(f"文件“{name}”是空的，没有任何内容。")
    kind = kind_of(data, name)
    tables = read_delimited(data, name) if kind is Kind.TEXT else read_workbook(data, kind, name)
    if any(sheet.rows for sheet in tables.sheets):
        return tables
    if tables.hidden:
        names = "、".join(f"“{sheet}”" for sheet in tables.hidden)
        raise UserError(f"文件“{name}”里有内容的工作表都是隐藏的（{names}）；请取消隐藏后再试。")
    raise UserError(f"文件“{name}”的工作表都是空的。")


def _read_bytes(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_dir():
            raise UserError(f"“{name}”是文件夹，请选其中的一个表格文件。")
        if path.exists() and not path.is_file():  # a pipe or a device may never end
            raise UserError(f"“{name}”不是文件，读不了；请选一个表格文件。")
        if path.stat().st_size > MAX_UNPACKED:
            raise UserError(TOO_LARGE.format(name=name))
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise UserError(f"找不到文件“{name}”，请检查它的位置和名称。") from fault
    except PermissionError as fault:
        raise UserError(f"打不开文件“{name}”：没有权限，或正被别的程序占用；请关闭后再试。") from fault
    except (OSError, ValueError) as fault:
        raise UserError(f"读不了文件“{name}”：请检查磁盘或网络位置是否可用。") from fault
