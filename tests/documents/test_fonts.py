import pytest

from app.core.paths import resources
from app.documents.fonts import MISSING, Face, font, glyph, runs, text_width

RARE = "㭎坉塆磏𬬻𬭚鿍犇喆堃珺"
MARKS = "“”‘’〔〕《》（），。、；：？！—…·％①×÷＝□ABCabc0123456789"


@pytest.mark.parametrize("face", list(Face))
def test_no_character_of_a_name_vanishes_in_any_face(face: Face) -> None:
    for character in RARE + MARKS:
        found, printed, width = glyph(character, face)
        assert printed == character
        assert ord(character) in font(found).face.charToGlyph
        assert width > 0


def test_a_rare_character_is_a_run_of_its_own_and_the_text_stays_whole() -> None:
    split = runs("例㭎明", Face.BODY)
    assert split == [(Face.BODY, "例"), (Face.PLAIN, "㭎"), (Face.BODY, "明")]


def test_what_no_face_has_is_shown_as_missing_not_dropped() -> None:
    assert runs("例😀", Face.BODY) == [(Face.BODY, "例" + MISSING)]


def test_width_counts_fallbacks() -> None:
    assert text_width("例㭎", Face.BODY, 10) == pytest.approx(20)


def test_every_font_has_its_licence_beside_it() -> None:
    folder = resources() / "fonts"
    for path in folder.glob("*.ttf"):
        assert (folder / f"{path.stem.split('-')[0]}-LICENSE.txt").is_file()
