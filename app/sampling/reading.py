"""A cursor over the text of a frozen input: where it stands is always the line to name in a refusal."""

import unicodedata
from itertools import islice
from operator import lt

from app.sampling.grammar import Line
from app.sampling.refused import Refused


def decode(data: bytes) -> str:
    """Give the text of the bytes: UTF-8, NFC, no BOM, LF only, with a final LF; refuse anything else."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise Refused(1, "文件开头有字节顺序标记（BOM），应去掉")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Refused(data.count(b"\n", 0, fault.start) + 1, "不是 UTF-8 编码") from fault
    if "\r" in text:
        raise Refused(text.count("\n", 0, text.index("\r")) + 1, "有回车符，换行只能是 LF")
    if not text.endswith("\n"):
        raise Refused(text.count("\n") + 1, "末行没有换行")
    if not unicodedata.is_normalized("NFC", text):
        raise Refused(_denormal_line(text), "不是 Unicode NFC 规范形式")
    return text


def _denormal_line(text: str) -> int:
    """Find the first line, from 1, that is not NFC; an LF never joins what stands on its two sides."""
    lines = text.split("\n")
    return next(n for n, line in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", line))


class Cursor:
    """Reads a text line by line or section by section; `line` is the number, from 1, of the next line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.line = 1

    def stands_at(self, word: str) -> bool:
        """Tell whether the next line is of this sort."""
        return self._text.startswith(f"{word}|", self._at)

    def rest_of_line(self) -> str | None:
        """Give the next line without LF, or None at the end."""
        end = self._text.find("\n", self._at)
        return None if end < 0 else self._text[self._at : end]

    def skip(self, expected: str) -> None:
        """Pass over a line that must be this text."""
        if self.rest_of_line() != expected:
            raise Refused(self.line, f"此处应为“{expected}”")
        self._advance(self._at + len(expected) + 1, 1)

    def take(self, sort: Line) -> list[str]:
        """Read one line and give its fields."""
        match = sort.one.match(self._text, self._at)
        if match is None:
            rest = self.rest_of_line()
            raise Refused(self.line, f"缺少 {sort.word} 行" if rest is None else sort.fault(rest))
        self._advance(match.end(), 1)
        return match[0][:-1].split("|")[1:]

    def section(self, sort: Line) -> list[str]:
        """Read all lines of a sort and give what follows their first word, in strictly ascending order.

        Code points compare as UTF-8 bytes do, and a common first word changes no order.
        """
        match = sort.run.match(self._text, self._at)
        end = self._at if match is None else match.end()
        if end == self._at:
            return []
        head = len(sort.word) + 1
        tails = self._text[self._at + head : end - 1].split(f"\n{sort.word}|")
        if not all(map(lt, tails, islice(tails, 1, None))):
            raise self._order_fault(tails)
        self._advance(end, len(tails))
        return tails

    def _advance(self, at: int, lines: int) -> None:
        self._at = at
        self.line += lines

    def _order_fault(self, tails: list[str]) -> Refused:
        place = next(n for n in range(1, len(tails)) if tails[n - 1] >= tails[n])
        twice = tails[place - 1] == tails[place]
        reason = "与上一行重复" if twice else "行序不对：每段各行应按字节升序排列"
        return Refused(self.line + place, reason)
