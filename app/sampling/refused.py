"""The one exception of the draw."""


class Refused(Exception):  # noqa: N818 - what is not canonical is "refused" (draw-spec.md §1), the word of the specification
    """Something is not as draw-spec.md wants it, and is never repaired in silence.

    `line` counts from 1, or is None where there is no file; `reason` is a Chinese sentence.
    """

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return self.reason if self.line is None else f"第 {self.line} 行：{self.reason}"
