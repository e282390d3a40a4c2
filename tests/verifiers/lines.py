"""The lines of a frozen input, to be changed by one who knows where each must stand."""

from collections.abc import Callable, Sequence

SECTIONS = ("item", "stratum", "unit", "frame", "inspector", "recusal")
Lines = list[str]


def first(lines: Sequence[str], word: str, ending: str = "") -> int:
    """Give the place of the first line of a sort, from 0."""
    return next(n for n, line in enumerate(lines) if line.startswith(f"{word}|") and line.endswith(ending))


def add(lines: Lines, line: str) -> None:
    """Put a line where the order of sections and bytes wants it."""

    def rank(each: str) -> tuple[int, bytes]:
        word = each.split("|", maxsplit=1)[0]
        return (SECTIONS.index(word) if word in SECTIONS else -1, each.encode())

    lines.insert(next((n for n, each in enumerate(lines) if rank(each) > rank(line)), len(lines)), line)


def fields_of(lines: Sequence[str], word: str, ending: str = "") -> list[str]:
    return lines[first(lines, word, ending)].split("|")


def set_field(word: str, place: int, value: str, ending: str = "") -> Callable[[Lines], None]:
    def change(lines: Lines) -> None:
        fields = fields_of(lines, word, ending)
        assert fields[place] != value
        lines[first(lines, word, ending)] = "|".join((*fields[:place], value, *fields[place + 1 :]))

    return change


def text_of(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
