"""Zips that are not what they seem."""

import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.verifiers.forger import INPUT, Forger
from tests.verifiers.kind import Tampering
from tests.verifiers.tampered_files import flipped

Members = list[tuple[str, bytes]]
LOCAL_HEADER = 30
"""Bytes of an entry before its name (APPNOTE.TXT 4.3.7)."""


def members(forger: Forger) -> Members:
    paths = sorted(path for path in forger.folder.rglob("*") if path.is_file())
    return [(path.relative_to(forger.folder).as_posix(), path.read_bytes()) for path in paths]


def forged(those: Members) -> bytes:
    """Give the input with another weight, which is canonical."""
    return dict(those)[INPUT].replace(b"|2|E\n", b"|9|E\n", 1)


def zipped(change: Callable[[Members], Members]) -> Callable[[Forger], None]:
    """Pack the package with other members."""

    def changed(forger: Forger) -> None:
        forger.package = forger.folder.with_name("公开包.zip")
        with zipfile.ZipFile(forger.package, "w") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a name twice, which is what a forger wants
            for name, data in change(members(forger)):
                archive.writestr(zipfile.ZipInfo(name), data)

    return changed


def renamed(new: str) -> Callable[[Members], Members]:
    return lambda those: [(new if name == INPUT else name, data) for name, data in those]


def replaced(those: Members) -> Members:
    return [(name, forged(those) if name == INPUT else data) for name, data in those]


def beside(name: str) -> Callable[[Members], Members]:
    """Put a forged input beside the true one."""
    return lambda those: [*those, (name, forged(those))]


def forged_first(those: Members) -> Members:
    return [(INPUT, forged(those)), *those]


def twice(those: Members) -> Members:
    return [*those, (INPUT, dict(those)[INPUT])]


def rewritten(change: Callable[[Path], object]) -> Callable[[Forger], None]:
    """Pack the package as it is and change the bytes of the zip."""

    def changed(forger: Forger) -> None:
        zipped(list)(forger)
        change(forger.package)

    return changed


def entry_of(path: Path) -> int:
    """Tell where the name of the input stands in its entry, which comes before the content."""
    with zipfile.ZipFile(path) as archive:
        return archive.getinfo(INPUT).header_offset + LOCAL_HEADER


def content_changed(path: Path) -> None:
    """Change a stored byte; its checksum no longer fits."""
    path.write_bytes(flipped(path.read_bytes(), entry_of(path) + len(INPUT) + 100))


def other_name(path: Path) -> None:
    """Let the entry itself bear another name than the directory says."""
    data, place = path.read_bytes(), entry_of(path)
    path.write_bytes(data[:place] + b"INPUT" + data[place + len("input") :])


ZIPS = (
    Tampering("zip_with_a_forged_input", "压缩包里的名单是伪造的", "input.txt", zipped(replaced)),
    Tampering("zip_with_two_inputs", "压缩包里有两份名单，后一份伪造", "", zipped(beside(INPUT))),
    Tampering("zip_with_two_inputs_forged_first", "压缩包里有两份名单，前一份伪造", "", zipped(forged_first)),
    Tampering("zip_with_two_equal_inputs", "压缩包里有两份相同的名单", "", zipped(twice)),
    Tampering("zip_input_outside", "名单放在压缩包之外（../）", "", zipped(renamed(f"../{INPUT}"))),
    Tampering("zip_input_at_the_root", "名单放在根目录", "", zipped(renamed(f"/{INPUT}"))),
    Tampering("zip_input_upper_case", "名单的文件名是大写", "input.txt", zipped(renamed("INPUT.TXT"))),
    Tampering("zip_with_bytes_changed", "压缩包里有一位不同", "", rewritten(content_changed)),
    Tampering("zip_with_another_name_inside", "名单在压缩包内外名称不同", "", rewritten(other_name)),
)

PATHS = (
    Tampering("zip_path_back", "压缩包里另有解压后盖掉名单的路径", "", zipped(beside(f"log/../{INPUT}"))),
    Tampering("zip_path_dot", "压缩包里另有 ./ 开头的名单", "", zipped(beside(f"./{INPUT}"))),
    Tampering("zip_path_outside", "压缩包里另有 ../ 开头的名单", "", zipped(beside(f"../{INPUT}"))),
    Tampering("zip_path_root", "压缩包里另有 / 开头的名单", "", zipped(beside(f"/{INPUT}"))),
    Tampering("zip_path_backslash", "压缩包里另有反斜杠路径的名单", "", zipped(beside(f".\\{INPUT}"))),
    Tampering("zip_path_other_case", "压缩包里另有大写的名单", "", zipped(beside("Input.txt"))),
)
"""A true input and a forged one that unpacking puts in its place, or where it is taken for it."""
