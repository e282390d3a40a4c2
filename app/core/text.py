"""Names and codes as the registry keeps them; GB 32100 for 统一社会信用代码."""

import re
import unicodedata
from operator import mul

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_VALUES = bytes.maketrans(_ALPHABET.encode(), bytes(range(len(_ALPHABET))))
_CHARACTERS = frozenset(_ALPHABET)
_LENGTH = 18
_CONTROLS = re.compile(r"[\u0000-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_NO_FILE_NAME = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f]")
_LONGEST_FILE_NAME = 80
LONGEST_NAME = 200
_BLANKS = re.compile(r"\s+")
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


def repair_name(text: str) -> str:
    """Drop control characters, line breaks and blanks between Chinese characters; keep every other mark."""
    spaced = _BLANKS.sub(" ", _CONTROLS.sub("", unicodedata.normalize("NFC", text).replace("\n", ""))).strip()
    return _BETWEEN_CHINESE.sub("", spaced)


def name_fault(name: str) -> str | None:
    """Say what is wrong with a repaired name of an object or a person, or None; forms and files alike."""
    if len(name) <= LONGEST_NAME:
        return None
    return f"名称最多 {LONGEST_NAME} 个字，这里有 {len(name)} 个字，请核对"


def repair_code(text: str) -> str:
    """Narrow full-width characters, drop blanks and write letters large."""
    return _BLANKS.sub("", _CONTROLS.sub("", unicodedata.normalize("NFKC", text))).upper()


def check_character(body: str) -> str:
    """Give the 18th character for the first 17 of a 统一社会信用代码 (GB 32100), all of its alphabet."""
    return _ALPHABET[-sum(map(mul, body.encode().translate(_VALUES), _WEIGHTS)) % 31]


def uscc_fault(code: str) -> str | None:
    """Say what is wrong with a repaired 统一社会信用代码, or None."""
    if len(code) != _LENGTH:
        return f"统一社会信用代码应为 18 位，这里是 {len(code)} 位"
    if not _CHARACTERS.issuperset(code):
        strange = next(character for character in code if character not in _CHARACTERS)
        hint = {"O": "（数字 0 写成了字母 O）", "I": "（数字 1 写成了字母 I）"}.get(strange, "")
        return f"统一社会信用代码不会有“{strange}”{hint}"
    expected = check_character(code[:-1])
    if code[-1] != expected:
        return f"统一社会信用代码校验位不符：末位应为 {expected}，这里是 {code[-1]}"
    return None


def as_identifier(text: str) -> str:
    """Make a word fit for a frozen input (draw-spec.md §1): NFC, no separators, at most 64 characters."""
    clean = re.sub(r"[|,\u0000-\u001f\u007f]", "", unicodedata.normalize("NFC", text)).strip()
    return clean[:64].strip()


def readable(text: str) -> str:
    """Make a text fit to be shown, stored or hashed; bytes of a file name that are no UTF-8 are spelt out."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()


def _letters(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", name) if sign.isalnum())


def same_person(one: str, other: str) -> bool:
    """Tell whether two spellings name one person: blanks, marks and invisible characters do not count."""
    return _letters(one) == _letters(other)


def file_name(words: str) -> str:
    """Make a name that every system takes for a file: no separators or controls, at most 80 characters."""
    stem, dot, suffix = _NO_FILE_NAME.sub("-", words).rpartition(".")
    kept = (stem if dot else suffix).strip(" .")[:_LONGEST_FILE_NAME].strip(" .")
    return f"{kept}{dot}{suffix if dot else ''}"


def natural_key(number: str) -> tuple[tuple[int, str], ...]:
    """Order of printed numbers: 1.3 before 2 before 10, 15a before 15b."""
    return tuple((int(digits or 0), letters) for digits, letters in re.findall(r"(\d*)([^\d.]*)\.?", number))
