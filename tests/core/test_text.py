import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import (
    as_identifier,
    check_character,
    file_name,
    natural_key,
    repair_code,
    repair_name,
    same_person,
    uscc_fault,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_a_real_form_of_code_is_accepted() -> None:
    body = "91000000MA4JURQ28"
    assert uscc_fault(body + check_character(body)) is None


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("91000000MA4JURQ2", "16 位"),
        ("9100000OMA4JURQ28N", "字母 O"),
        ("9100000IMA4JURQ28N", "字母 I"),
        ("91000000MA4JURQ280", "校验位"),
    ],
)
def test_a_wrong_code_is_told_why(code: str, word: str) -> None:
    fault = uscc_fault(code)
    assert fault is not None
    assert word in fault


@given(st.text(alphabet=ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_changed_character_is_noticed(body: str, place: int, other: str) -> None:
    code = body + check_character(body)
    changed = code[:place] + other + code[place + 1 :]
    assert (uscc_fault(changed) is None) == (changed == code)


def test_full_width_and_small_letters_are_repaired() -> None:
    assert repair_code(" ９１00 0000ma4jurq28n") == "91000000MA4JURQ28N"


def test_names_keep_their_marks_and_rare_characters() -> None:
    assert repair_name(" 示例㭎 坉\n有限公司（𬬻） ") == "示例㭎坉有限公司（𬬻）"
    assert repair_name("示例 ABC  公司") == "示例 ABC 公司"
    assert repair_name("示\u00ad例\u2060甲\u2066厂\u2069") == "示例甲厂"


@given(st.text())
def test_an_identifier_fits_a_frozen_input(text: str) -> None:
    word = as_identifier(text)
    assert len(word) <= 64
    assert not set(word) & {"|", ",", "\n", "\x7f"}
    assert word == word.strip()


def test_numbers_sort_as_printed() -> None:
    assert sorted(["10", "2", "15b", "1.3", "15a", "1.1"], key=natural_key) == [
        "1.1",
        "1.3",
        "2",
        "10",
        "15a",
        "15b",
    ]


@pytest.mark.parametrize("spelt", ["周 例远", "周　例远", "周例远、", "周例远\u200b", " 周例远 "])
def test_a_person_is_himself_however_spelt(spelt: str) -> None:
    assert same_person(spelt, "周例远")
    assert not same_person(spelt, "郑例衡")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("公告 示环公/2024-2号.docx", "公告 示环公-2024-2号.docx"),
        ('a\\b:c*d?"e<f>g|h\x00\n.pdf', "a-b-c-d--e-f-g-h--.pdf"),
        ("公告", "公告"),
        ("长" * 300 + ".docx", "长" * 80 + ".docx"),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(words: str, name: str) -> None:
    assert file_name(words) == name
