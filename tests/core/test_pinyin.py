import pytest

from app.core.pinyin import spell


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("白马镇", ("baimazhen", "bmz")),
        ("示例㭎坉𬬻", ("shiligangtunlu", "slgtl")),
        ("重庆A1（㭎）行", ("chongqinga1gangxing", "cqa1gx")),
        ("示例（B）厂", ("shilibchang", "slbc")),
        ("长坝绿化", ("changbalvhua", "cblh")),
        ("重庆示例（重点）厂", ("chongqingshilizhongdianchang", "cqslzdc")),
        ("重庆示例厂", ("chongqingshilichang", "cqslc")),
        ("", ("", "")),
    ],
)
def test_a_name_is_spelt_as_one_types_it(name: str, expected: tuple[str, str]) -> None:
    assert spell(name) == expected
