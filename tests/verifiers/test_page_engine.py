"""The parts of the verifier page that stand for a library: hashes, orders, inflating."""

import base64
import json
import zlib
from hashlib import sha256
from random import Random

import pytest

from tests.verifiers.page import Page

CHANCE = Random(7)  # noqa: S311 -- bytes to try, nothing secret


def test_sha256_of_every_length_around_a_block(page: Page) -> None:
    page.open()
    found = page.browser.evaluate(
        "Array.from({length: 200}, (_, length) => sha256(Uint8Array.from({length}, (_, i) => i * 7)))"
    )
    assert found == [sha256(bytes(i * 7 % 256 for i in range(length))).hexdigest() for length in range(200)]


def test_hashes_that_begin_alike(page: Page) -> None:
    page.open()
    heads = ["a", "二", "x" * 61, "x" * 62, "x" * 63, "x" * 64, "x" * 130]
    rests = [
        "",
        "WL-0001",
        "单位甲",
        "𠀀x",
        "y" * 54,
        "y" * 55,
        "y" * 56,
        "y" * 64,
        "𠀀" * 64 + "|" + "𠀀" * 64,
    ]
    found = page.browser.evaluate(
        f"{json.dumps(heads)}.flatMap((head) => {{"
        "  const hashes = new Hashes('SSJ1', head);"
        f" return {json.dumps(rests)}.map((rest) => hex(hashes.of(rest)));"
        "})"
    )
    assert found == [sha256(f"SSJ1|{head}|{rest}".encode()).hexdigest() for head in heads for rest in rests]


def test_order_is_that_of_the_bytes(page: Page) -> None:
    page.open()
    texts = [
        "",
        "A",
        "A-1",
        "A|",
        "a",
        "é",
        "\ud7ff",
        "\ue000",
        "\uffee",
        "𠀀",
        "𠀀x",
        "𝒜",
        "12",
        "__proto__",
        "单位",
    ]
    CHANCE.shuffle(texts)
    found = page.browser.evaluate(f"{json.dumps(texts)}.sort(byUtf8)")
    assert found == sorted(texts, key=str.encode)


def test_white_space_is_unicode_s_own(page: Page) -> None:
    page.open()
    spaces = "\x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000 "
    others = "\u180e\u200b\u2060\ufeff"  # JavaScript's trim takes the last for white space
    wrong = [f"{space}x" for space in spaces] + [f"x{space}" for space in spaces]
    right = [f"{other}x" for other in others] + [f"x{space}x" for space in spaces] + ["x" * 64, "𠀀" * 64]
    wrong += ["", "*", "-", "a,b", "a|b", "x" * 65, "𠀀" * 65]
    assert page.browser.evaluate(f"{json.dumps(right)}.map(isIdentifier)") == [True] * len(right)
    assert page.browser.evaluate(f"{json.dumps(wrong)}.map(isIdentifier)") == [False] * len(wrong)


@pytest.mark.parametrize("strategy", [zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED])
@pytest.mark.parametrize("level", [0, 1, 9])
def test_what_was_deflated_is_inflated(page: Page, level: int, strategy: int) -> None:
    page.open()
    for data in (b"", b"a" * 70_000, CHANCE.randbytes(3000), b"frame|2024-15|WL-0001|2|E\n" * 99):
        packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
        half = len(data) // 2
        # The flush puts an empty stored block between two others.
        packed = packer.compress(data[:half]) + packer.flush(zlib.Z_FULL_FLUSH)
        packed += packer.compress(data[half:]) + packer.flush()
        found = page.browser.evaluate(
            f"sha256(new Inflate(Uint8Array.from(atob('{base64.b64encode(packed).decode()}'),"
            f" (each) => each.charCodeAt(0)), {len(data)}, 'x').run())"
        )
        assert found == sha256(data).hexdigest()
