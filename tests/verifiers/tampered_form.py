"""A frozen input that is not canonical: log, seed and result agree with its bytes, and it means the same."""

from collections.abc import Callable

from app.sampling import parse
from tests.verifiers.forger import INPUT, Forger
from tests.verifiers.kind import Tampering
from tests.verifiers.lines import Lines, add, fields_of, first, set_field, text_of


def loose(change: Callable[[Lines], bytes | None]) -> Callable[[Forger], None]:
    """Freeze bytes that are not canonical but mean the same; log, seed and result agree with them."""

    def changed(forger: Forger) -> None:
        frozen = parse(forger.read(INPUT))
        lines = forger.lines(INPUT)
        data = change(lines) or text_of(lines)
        assert data != forger.read(INPUT)
        forger.refreeze(data, frozen)

    return changed


def swap_lines(word: str) -> Callable[[Lines], None]:
    def change(lines: Lines) -> None:
        at = first(lines, word)
        assert lines[at + 1].startswith(f"{word}|")
        lines[at], lines[at + 1] = lines[at + 1], lines[at]

    return change


def repeat_line(word: str) -> Callable[[Lines], None]:
    return lambda lines: lines.insert(first(lines, word), lines[first(lines, word)])


def put_again(word: str, place: int, value: str) -> Callable[[Lines], None]:
    """Let a key stand twice, the second time with another value that sorts behind."""

    def change(lines: Lines) -> None:
        fields = fields_of(lines, word)
        add(lines, "|".join((*fields[:place], value, *fields[place + 1 :])))

    return change


def move_section(lines: Lines) -> None:
    people = [line for line in lines if line.startswith("inspector|")]
    others = [line for line in lines if line not in people]
    at = first(others, "frame")
    lines[:] = [*others[:at], *people, *others[at:]]


def dangle_frame(lines: Lines) -> None:
    lines.pop(first(lines, "unit"))


def add_line(line: str) -> Callable[[Lines], None]:
    return lambda lines: add(lines, line)


def add_area_twice(lines: Lines) -> None:
    fields = fields_of(lines, "inspector", "")
    at = first(lines, "inspector")
    lines[at] = "|".join((*fields[:5], f"{fields[5]},{fields[5]}"))


def zero_ahead(word: str, place: int, prefix: str = "0") -> Callable[[Lines], None]:
    def change(lines: Lines) -> None:
        fields = fields_of(lines, word)
        set_field(word, place, prefix + fields[place])(lines)

    return change


def wide(word: str, place: int) -> Callable[[Lines], None]:
    def change(lines: Lines) -> None:
        value = fields_of(lines, word)[place]
        set_field(word, place, "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in value))(lines)

    return change


def upper(word: str) -> Callable[[Lines], None]:
    return lambda lines: set_field(word, 1, fields_of(lines, word)[1].upper())(lines)


def line(name: str, meaning: str, change: Callable[[Lines], bytes | None]) -> Tampering:
    return Tampering(f"refrozen_{name}", f"{meaning}，其余都跟着改到一致", "input.txt 第 ", loose(change))


NOT_CANONICAL = (
    line("with_crlf", "名单用回车换行", lambda lines: text_of(lines).replace(b"\n", b"\r\n")),
    line("with_one_cr", "名单里有一个回车", lambda lines: text_of(lines).replace(b"\n", b"\r\n", 1)),
    line("with_bom", "名单带字节顺序标记", lambda lines: b"\xef\xbb\xbf" + text_of(lines)),
    line("without_final_lf", "名单末行没有换行", lambda lines: text_of(lines)[:-1]),
    line("with_blank_end", "名单末尾多一个空行", lambda lines: text_of(lines) + b"\n"),
    line("with_blank_between", "名单中间有空行", lambda lines: lines.insert(first(lines, "unit"), "")),
    line("with_spaces_at_the_end", "行尾有空格", lambda lines: text_of(lines)[:-1] + b" \n"),
    line("as_not_utf8", "名单里有不是 UTF-8 的字节", lambda lines: text_of(lines)[:-1] + b"\xff\n"),
    line("with_units_out_of_order", "名单的行序不对", swap_lines("unit")),
    line("with_frames_out_of_order", "待抽单位的行序不对", swap_lines("frame")),
    line("with_a_unit_line_twice", "一家的行重复", repeat_line("unit")),
    line("with_a_frame_line_twice", "一家的待抽行重复", repeat_line("frame")),
    line("with_a_unit_in_two_areas", "一家有两个所在地", put_again("unit", 2, "鿿")),
    line("with_a_unit_of_two_weights", "一家在同一类别里有两个权重", put_again("frame", 4, "9")),
    line("with_a_stratum_twice", "同一类别有两个抽签范围", put_again("stratum", 5, "鿿")),
    line("with_sections_moved", "各段次序不对", move_section),
    line("with_an_unlisted_unit", "待抽单位没有列出", dangle_frame),
    line("with_an_unlisted_inspector", "回避的人员没有列出", add_line("recusal|Z99|WL-0001")),
    line("with_an_unlisted_item", "类别所属的事项没有列出", add_line("stratum|Z99|Z99|1|1|联合|prefer")),
    line("with_an_unlisted_stratum", "待抽单位的类别没有列出", add_line("frame|Z99|Z99|WL-0001|1|E")),
    line("with_a_zero_ahead", "权重带前导零", zero_ahead("frame", 4)),
    line("with_a_plus_sign", "人数带加号", zero_ahead("team", 1, "+")),
    line("with_a_space_ahead", "人数前有空格", zero_ahead("team", 1, " ")),
    line("with_wide_digits", "权重是全角数字", wide("frame", 4)),
    line("with_an_underscore", "次数里有下划线", zero_ahead("inspector", 2, "0_")),
    line("with_upper_case_prev", "存证码用大写", upper("prev")),
    line("with_upper_case_commitment", "承诺值用大写", upper("salt")),
    line(
        "with_an_extra_field", "一行多一栏", lambda lines: lines.insert(first(lines, "unit"), "unit|!|区外|")
    ),
    line("with_a_field_too_few", "一行少一栏", lambda lines: lines.insert(first(lines, "unit"), "unit|!")),
    line("with_an_unknown_line", "有不认识的行", lambda lines: lines.append("note|备注")),
    line("with_period_twice", "任务号出现两次", repeat_line("period")),
    line("with_roles_misnumbered", "角色编号跳号", set_field("role", 1, "7")),
    line("with_a_code_not_nfc", "编号不是规范形式", add_line("unit|e\u0301|区外")),
    line("with_a_code_of_65", "编号超过 64 个字符", add_line(f"unit|{'长' * 65}|区外")),
    line("with_a_code_of_65_astral", "编号是 65 个扩展区汉字", add_line(f"unit|{'𠀀' * 65}|区外")),
    line("with_a_blank_ahead", "编号前有空白", add_line("unit|\u3000Z|区外")),
    line("with_a_next_line_mark", "编号以换行符号 U+0085 结尾", add_line("unit|Z\u0085|区外")),
    line("with_a_line_separator", "编号以行分隔符 U+2028 结尾", add_line("unit|Z\u2028|区外")),
    line("with_a_control_character", "编号里有控制字符", add_line("unit|Z\x1fZ|区外")),
    line("with_a_delete_character", "编号里有删除字符", add_line("unit|Z\x7fZ|区外")),
    line("with_a_comma", "编号里有逗号", add_line("unit|Z,Z|区外")),
    line("with_a_star_for_a_code", "编号只是星号", add_line("unit|*|区外")),
    line("with_no_code", "编号空着", add_line("unit||区外")),
    line("with_a_skill_twice", "业务专长重复", add_area_twice),
)
