"""The one exception whose text a user sees, and the system's errors in words."""

import errno
from collections.abc import Mapping
from typing import Final

_REASONS: Final[Mapping[int, str]] = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "找不到这个位置",
    errno.ENOTDIR: "它的上级不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "那里已有同名的文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "所在的盘是只读的",
    errno.EBUSY: "正被别的程序占用",
    errno.EIO: "磁盘出错",
}


class UserError(Exception):
    """A fault the user can mend: a plain Chinese sentence saying what, where, and what to do."""


class DamagedError(UserError):
    """A database or record that is there but wrong; the command line leaves with 1 instead of 2."""


def reason_of(error: OSError) -> str:
    """Say in Chinese why the system refused; its own words are English or none."""
    return _REASONS.get(error.errno or 0, f"系统没有允许（错误号 {error.errno}）")
