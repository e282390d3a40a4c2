"""The outer edge: whatever happens inside, a plain sentence and an exit code come out, never a traceback."""

import tempfile
import traceback
from collections.abc import Callable
from typing import Final

from app.cli.streams import complain
from app.core.errors import DamagedError, UserError, reason_of
from app.core.text import readable

DONE: Final = 0
WRONG: Final = 1
REFUSED: Final = 2
"""Exit codes of interfaces.md; an error of our own is REFUSED, for nothing was found to be wrong."""


def guarded(work: Callable[[], int]) -> int:
    """Do a piece of work and give its exit code; what it raises becomes a sentence on standard error."""
    try:
        return work()
    except DamagedError as error:
        complain(str(error))
        return WRONG
    except UserError as error:
        complain(str(error))
    except UnicodeEncodeError as error:
        complain(f"系统的语言设置不能表示名称“{error.object}”。请设置环境变量 PYTHONUTF8=1 后再试。")
    except OSError as error:
        complain(f"“{error.filename or '文件'}”不能读写：{reason_of(error)}。")
    except ImportError as error:
        missing = error.name or error.msg.partition(":")[0]
        complain(f"缺少程序组件“{missing}”，不能继续。请重新安装；从源代码运行请先执行 make run。")
    except MemoryError:
        complain("内存不够，没有完成。请关闭其他程序，或换一台内存大些的电脑。")
    except KeyboardInterrupt:
        complain("已中断，没有完成。")
    except Exception:  # noqa: BLE001 - the one place that catches all: it is written down and told below
        complain(f"程序出错，没有完成。{_kept(traceback.format_exc())}")
    return REFUSED


def _kept(details: str) -> str:
    """Write the details of an error to a file of its own and say where it is."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="出错-", suffix=".txt", delete=False
        ) as file:
            file.write(readable(details))
    except OSError as error:
        return f"详细情况也写不下来：{reason_of(error)}。"
    return f"详细情况已写入“{file.name}”，请把这个文件发给维护人员。"
