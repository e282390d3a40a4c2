"""Two kinds of errors: a sentence for the user, or a bug that takes the crash path."""

import errno

from PySide6.QtWidgets import QWidget

from app.core.errors import UserError, reason_of
from app.ui.banner import BannerPlace
from app.ui.crash import crash
from app.ui.tokens import Tone

_DISK = {
    errno.ENOSPC: "磁盘空间不足，没有写入。请清理磁盘或换一个位置再试。",
    errno.EDQUOT: "磁盘配额已用完，没有写入。请清理磁盘或换一个位置再试。",
    errno.EROFS: "这个位置只读，没有写入。请换一个位置再试。",
}


def sentence(error: BaseException) -> str | None:
    """Give what the user can be told and can mend; None for a bug."""
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return f"找不到文件“{error.filename}”。请看它是否被移走或改名。"
    if isinstance(error, PermissionError):
        return f"打不开“{error.filename}”：它正被其他程序使用，或没有权限。请关闭后再试，或换一个位置。"
    if isinstance(error, OSError):
        return _DISK.get(error.errno or 0) or f"没有写成：{reason_of(error)}。请换一个位置或文件名再试。"
    return None


def show_error(parent: QWidget, error: Exception) -> None:
    """Tell the user in a banner of the page around `parent`, or in a dialog where there is none."""
    words = sentence(error)
    if words is None:
        crash(error)
        return
    place = _banner_place(parent)
    if place is None:
        from app.ui import choosers  # noqa: PLC0415 - the window stands before anything fails

        choosers.tell(parent, "没有做成", words)
    else:
        place.show_banner(Tone.RED, words)


def _banner_place(widget: QWidget) -> BannerPlace | None:
    around: QWidget | None = widget
    while around is not None:
        place = getattr(around, "banners", None)
        if isinstance(place, BannerPlace):
            return place
        around = around.parentWidget()
    return None
