"""Make the fonts in resources/fonts from their published sources.

Needs fontTools, which the program itself does not, so it is no dependency of ours:
    python -m venv fonts-venv && fonts-venv/bin/pip install fonttools
    fonts-venv/bin/python tools/make_fonts.py --sans DIR --serif DIR --fang FILE.otf --kai FILE.ttf --out DIR

--sans   the unpacked npm package @expo-google-fonts/noto-sans-sc (window, 黑体, last fallback)
--serif  the unpacked npm package @expo-google-fonts/noto-serif-sc (titles)
--fang   FandolFang-Regular.otf of Debian's texlive-lang-chinese (仿宋)
--kai    LXGWWenKai-Regular.ttf of Debian's fonts-lxgw-wenkai (楷体)

The same sources give the same bytes: no time of day is written into a font.
"""

import argparse
import shutil
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

_SERIF_FAMILY = "SSJ Title Serif"
_KAI_FAMILY = "SSJ Kai"  # the licence reserves the original's name to the unmodified font
_FANG_FAMILY = "SSJ Fang"
_NAME_FAMILY, _NAME_STYLE, _NAME_UNIQUE, _NAME_FULL, _NAME_POSTSCRIPT = 1, 2, 3, 4, 6
_CURVE_ERROR = 1.0  # units of 1/1000 em
_IDEOGRAPHS = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x33480))
_MAXP_RECOUNTED = (  # fontTools counts these anew when it saves
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
)
_MAXP_TRUETYPE = 0x00010000
_POST_WITHOUT_NAMES = 3.0


def gb2312() -> set[int]:
    """Give the code points of GB 2312, ASCII, Latin-1 and the marks office papers use."""
    points = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | set(range(0x2010, 0x2040)) | {0x2212, 0x25A1}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            points |= {ord(character) for character in bytes((high, low)).decode("gb2312", "ignore")}
    return points


def without_rare_characters(source: Path) -> set[int]:
    """Give all the font's signs and letters, but of the Chinese characters only those of GB 2312."""
    encoded = TTFont(source).getBestCmap()
    return {point for point in encoded if not _is_ideograph(point)} | gb2312()


def _is_ideograph(point: int) -> bool:
    return any(point in block for block in _IDEOGRAPHS)


def subset(source: Path, points: set[int]) -> TTFont:
    """Keep the glyphs of `points`, without hints and vertical forms."""
    options = Options()
    options.layout_features = ["kern", "tnum", "lnum"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG", "BASE"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    return font


def rename(font: TTFont, family: str) -> None:
    """Call the font `family` in every language and drop the translated names of the original."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in {0, 13, 14}]
    names = {
        _NAME_FAMILY: family,
        _NAME_STYLE: "Regular",
        _NAME_UNIQUE: f"{family};1.0",
        _NAME_FULL: family,
        5: "Version 1.000",
        _NAME_POSTSCRIPT: family.replace(" ", ""),
    }
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
        table.setName(text, number, 1, 0, 0)


def to_truetype(source: Path) -> TTFont:
    """Turn cubic CFF outlines into quadratic glyf outlines: reportlab embeds nothing else."""
    font = TTFont(source, recalcTimestamp=False)
    glyph_set, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, _CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    for tag in ("CFF ", "VORG", "GSUB", "GPOS", "vhea", "vmtx", "BASE", "DSIG"):
        if tag in font:
            del font[tag]
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    maxp = font["maxp"]
    maxp.tableVersion = _MAXP_TRUETYPE
    maxp.maxZones = 1
    for field in _MAXP_RECOUNTED:
        setattr(maxp, field, 0)
    font["post"].formatType = _POST_WITHOUT_NAMES
    font["post"].extraNames, font["post"].mapping = [], {}
    font.sfntVersion = "\x00\x01\x00\x00"
    return font


def save(font: TTFont, target: Path) -> None:
    """Write the font and say how large it is."""
    font.save(target)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, {len(font.getGlyphOrder())} glyphs")


def main() -> None:
    """Make all fonts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("sans", "serif", "fang", "kai", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    out: Path = given.out
    out.mkdir(parents=True, exist_ok=True)

    shutil.copyfile(given.sans / "400Regular" / "NotoSansSC_400Regular.ttf", out / "NotoSansSC-Regular.ttf")
    medium = given.sans / "500Medium" / "NotoSansSC_500Medium.ttf"  # names of people and firms: whole
    save(subset(medium, set(TTFont(medium).getBestCmap())), out / "NotoSansSC-Medium.ttf")
    bold = given.sans / "700Bold" / "NotoSansSC_700Bold.ttf"  # headings and totals
    save(subset(bold, without_rare_characters(bold)), out / "NotoSansSC-Bold-GB2312.ttf")

    serif = subset(given.serif / "700Bold" / "NotoSerifSC_700Bold.ttf", gb2312())
    rename(serif, _SERIF_FAMILY)
    save(serif, out / "SSJTitleSerif-Bold-GB2312.ttf")

    kai = subset(given.kai, gb2312())
    rename(kai, _KAI_FAMILY)
    save(kai, out / "SSJKai-Regular-GB2312.ttf")

    fang = to_truetype(given.fang)
    rename(fang, _FANG_FAMILY)
    save(fang, out / "SSJFang-Regular.ttf")


if __name__ == "__main__":
    main()
