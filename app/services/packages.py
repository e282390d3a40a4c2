"""The public package of a draw (draw-spec.md §7, paper C): what an outsider needs, and nothing with names."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from app.core.errors import DamagedError, UserError
from app.models.database import Store
from app.models.draw import Draw
from app.sampling import REQUIRED, Fault, Verification, verify_package, write_log
from app.services import draw_log
from app.services.draw import NO_SALT
from app.services.preview import period_title

__all__ = ["Verification", "draw_package", "package_files", "read_package", "verify", "zipped"]
_EPOCH: Final = (2024, 1, 1, 0, 0, 0)
_MOST_BYTES: Final = 512 * 1024 * 1024
_PAYLOAD: Final = re.compile(r"log/[^/]*\.txt")
_PUBLIC_WORDS: Final = ("关闭", "停产", "注销", "迁出", "本年已查", "该事项已查过")


def _readme(draw: Draw) -> str:
    words = Counter(row[2] if row[2] in _PUBLIC_WORDS else "不参加" for row in draw.excluded)
    left_out = "\n".join(
        f"  {row[1]}　{row[0]}　{row[2] if row[2] in _PUBLIC_WORDS else '不参加'}" for row in draw.excluded
    )
    summary = "、".join(f"{word} {count}" for word, count in sorted(words.items())) or "无"
    return f"""{period_title(draw.year, draw.quarter)}随机抽取　公开包（第 {draw.attempt} 次）

名单校验码　{draw.digest}
抽取种子　　{draw.seed}
结果校验码　{draw.result_digest}

文件
  input.txt　　摇号前冻结的待抽名单。它的 SHA-256 就是名单校验码。
  reveal.txt　 第一行是保密码（没有则为 -），以下每行是一方的现场数字。
  result.json　公布的抽取结果。
  log.txt　　　存证记录，每行的存证码由上一行算出。
  log/　　　　 本次抽取各条记录的内容。

怎样核对（只需要 SHA-256）
  1. 算 input.txt 的 SHA-256，应与名单校验码、与冻结单上各方签字的一致。
  2. 抽取种子 = SHA-256 of "SSJ1|SEED|名单校验码|保密码|各方数字…"（以竖线相连）。
  3. 一个单位的抽签号 = SHA-256 of "SSJ1|UNIT|抽取种子|联合|单位编号"。
     printf 'SSJ1|UNIT|%s|联合|%s' {draw.seed} 单位编号 | sha256sum
  4. 抽签号除以权重，小的中签。

名单中用编号代替单位名称，用代号代替检查人员。
不参加或排在最后的单位（{summary}）：
{left_out or "  无"}
"""


def package_files(session: Session, draw: Draw) -> dict[str, bytes]:
    """Give the files of a draw's public package by name; UserError before the salt is revealed."""
    if not draw.result_digest:
        raise UserError("本次抽取还没有结果，不能生成公开包。")
    if draw.salt != NO_SALT and not draw.revealed_at:
        raise UserError("检查还没有全部完成、保密码还没有公开，不能生成公开包。")
    own = draw_log.own(session, draw.digest)
    last = own[-1][0].n
    lines = draw_log.lines(session)[:last]
    files = {
        "README.txt": _readme(draw).encode(),
        "input.txt": draw.frozen,
        "log.txt": write_log(lines),
        "result.json": (draw.result + "\n").encode(),
        "reveal.txt": ("\n".join([draw.salt, *draw.digits]) + "\n").encode(),
    }
    files |= {f"log/{entry.n}.txt": entry.payload.encode() for entry, _ in own}
    return files


def draw_package(store: Store, draw_id: int) -> dict[str, bytes]:
    """Give the files of a draw's public package by name."""
    with store.reading() as session:
        return package_files(session, session.get_one(Draw, draw_id))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack files so that the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def read_package(path: Path) -> dict[str, bytes]:
    """Read what is checked of a package, a folder or a .zip.

    UserError where it is none, DamagedError where it is one that cannot be read whole.
    """
    if not path.exists():
        raise UserError(f"找不到公开包“{path}”，请检查它的位置和名称。")
    try:
        files = _from_folder(path) if path.is_dir() else _from_zip(path)
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError) as error:
        raise UserError(f"“{path}”打不开，不是公开包：应为文件夹或 .zip 文件。") from error
    if files.keys().isdisjoint(REQUIRED):
        raise UserError(f"“{path}”里没有 {'、'.join(REQUIRED)}，不是公开包。")
    return files


def _is_checked(name: str) -> bool:
    return name in REQUIRED or _PAYLOAD.fullmatch(name) is not None


def _from_folder(path: Path) -> dict[str, bytes]:
    found = [path / name for name in REQUIRED] + sorted(path.glob("log/*.txt"))
    files = {file.relative_to(path).as_posix(): file for file in found if file.is_file()}
    _require_size(path, (file.stat().st_size for file in files.values()))
    return {name: file.read_bytes() for name, file in files.items()}


def _require_size(path: Path, sizes: Iterable[int]) -> None:
    if sum(sizes) > _MOST_BYTES:
        raise UserError(f"“{path.name}”里的文件超过 512 MB，不像公开包。")


def _from_zip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        folder = _folder_in(archive.namelist())
        files: dict[str, bytes] = {}
        members = [
            (member.filename.removeprefix(folder), member)
            for member in archive.infolist()
            if member.filename.startswith(folder)
        ]
        checked = [(name, member) for name, member in members if _is_checked(name)]
        _require_size(path, (member.file_size for _, member in checked))
        for name, member in checked:
            if name in files:
                raise DamagedError(f"“{path.name}”里有两个 {name}，不能确定哪一个是公布的。")
            files[name] = _unpacked(archive, member)
        return files


def _folder_in(names: Sequence[str]) -> str:
    """Give the one folder that holds the package, for those who zip the folder and not what is in it."""
    places = {name[: name.rfind("/") + 1] for name in names if name[name.rfind("/") + 1 :] in REQUIRED}
    return places.pop() if len(places) == 1 else ""


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise DamagedError(f"公开包里的 {member.filename} 已损坏或加了密，读不出来。") from error


def verify(path: Path) -> Verification:
    """Draw a package again and check its log, digests, salt and result; UserError where it is no package."""
    try:
        files = read_package(path)
    except DamagedError as error:
        return Verification(fault=Fault(path.name, str(error)))
    return verify_package(files)
