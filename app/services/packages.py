"""The public package of a draw (draw-spec.md §7, paper C): what an outsider needs, and nothing with names."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DamagedError, UserError
from app.core.paths import resources
from app.core.periods import DrawKind, RevealMode
from app.core.states import VisitState
from app.models.database import Store
from app.models.draw import Draw
from app.models.visit import Visit
from app.sampling import REQUIRED, Fault, Verification, verify_package, write_log
from app.services import draw_log
from app.services.draw import NO_SALT
from app.services.package_readme import readme
from app.services.replayed import performed

__all__ = ["Verification", "draw_package", "package_files", "read_package", "verify", "zipped"]
PAGE: Final = "verify.html"
_EPOCH: Final = (2024, 1, 1, 0, 0, 0)
_NO_PARTS: Final = ("", ".", "..")
_MOST_BYTES: Final = 512 * 1024 * 1024
_PAYLOAD: Final = re.compile(r"log/[^/]*\.txt")


def package_files(session: Session, draw: Draw) -> dict[str, bytes]:
    """Give the files of a draw's public package by name; UserError before the salt is revealed.

    A draw of withheld objects has none: only D, N and n of it become public (draw-spec.md §2, State).
    """
    if draw.kind == DrawKind.WITHHELD:
        raise UserError("涉密对象的抽取没有公开包；它的名单校验码、家数随同一时段的公开包公布。")
    if not draw.result_digest:
        raise UserError("本次抽取还没有结果，不能生成公开包。")
    if draw.salt != NO_SALT and not draw.revealed_at:
        raise UserError("检查还没有全部完成、保密码还没有公开，不能生成公开包。")
    if draw.reveal_mode == RevealMode.CLOSED and not _all_over(session, draw):
        raise UserError("保密摇号的公开包要等检查全部结束才能生成，以免名单提前泄露。")
    own = draw_log.own(session, draw.digest)
    last = own[-1][0].n
    lines = draw_log.lines(session)[:last]
    files = {
        "README.txt": readme(session, draw).encode(),
        "input.txt": draw.frozen,
        "log.txt": write_log(lines),
        "result.json": (draw.result + "\n").encode(),
        "reveal.txt": ("\n".join([draw.salt, *draw.digits]) + "\n").encode(),
        PAGE: (resources() / PAGE).read_bytes(),
    }
    files |= {f"log/{entry.n}.txt": entry.payload.encode() for entry, _ in own}
    return files


def _all_over(session: Session, draw: Draw) -> bool:
    """Tell whether nobody is still to be visited: all visits are over, or the attempt is void."""
    if draw.voided_at:
        return True
    main = select(Draw.id).where(Draw.period == draw.period.partition("-")[0], Draw.voided_at == "")
    by = main if draw.kind == DrawKind.COMPANIONS else select(Draw.id).where(Draw.id == draw.id)
    states = session.scalars(select(Visit.state).where(Visit.draw_id.in_(by))).all()
    opened = bool(states) or not performed(draw)[1].visits
    return opened and all(state in (VisitState.DONE, VisitState.CANCELLED) for state in states)


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
    if not (path.is_dir() or path.is_file()):  # a pipe or a device may never end
        raise UserError(f"“{path}”不是公开包：应为文件夹或 .zip 文件。")
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
        _require_plain_names(path, archive.namelist())
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
            files[name] = _unpacked(archive, member)
        return files


def _require_plain_names(path: Path, names: Iterable[str]) -> None:
    """Refuse names that another program would unpack over the files checked here, or out of their folder."""
    seen: set[str] = set()
    for name in names:
        parts = name.removesuffix("/").split("/")
        if "\\" in name or any(part in _NO_PARTS for part in parts):
            raise DamagedError(f"“{path.name}”里的 {name} 不是普通的文件名，解压后可能换掉别的文件。")
        if name.casefold() in seen:
            raise DamagedError(f"“{path.name}”里有两个 {name}，不能确定哪一个是公布的。")
        seen.add(name.casefold())


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
