"""Make the fonts of the pictures anew, from packages with Noto's own files.

    pip download --no-deps manimgx-fonts==2026.9.26.post1 mplfonts==0.0.11
    python -m tests.pictures.make_fonts FOLDER-WITH-THE-WHEELS

It takes a minute or two. Weights that are not used and what names do not hold are left out, so
that the package stays small: of Chinese, Japanese and Korean it keeps what the national standards
have.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from quizbot.pictures.lettering import FONTS

WHEELS = {
    "manimgx_fonts-2026.9.26.post1-py3-none-any.whl": (
        "e5e21178263ddec3eef9414d2b52a1c90ac01062d3e9067460f3359f854c3e17"
    ),
    "mplfonts-0.0.11-py3-none-any.whl": (
        "b5e05ba7fd9a59cae48d1db41f657f50e6765e6f04b8d78504438b93a66b6e13"
    ),
}
SCRIPTS = (
    *(
        "Arabic",
        "Armenian",
        "Bengali",
        "Devanagari",
        "Ethiopic",
        "Georgian",
        "Gujarati",
        "Gurmukhi",
    ),
    *("Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Symbols"),
    *("Tamil", "Telugu", "Thai"),
)
STANDARDS = ("gb2312", "big5", "shift_jis", "euc_kr")


def main(folder: Path) -> None:
    scripts, chinese = (_opened(folder / name, digest) for name, digest in WHEELS.items())
    for weight, name in ((400, "Regular"), (600, "SemiBold")):
        _keep(_instance(scripts, "NotoSans", weight), f"NotoSans-{name}.ttf")
    for script in SCRIPTS:
        _keep(_instance(scripts, f"NotoSans{script}", 400), f"NotoSans{script}.ttf")
    _keep(_instance(scripts, "NotoEmoji", 400), "NotoEmoji.ttf")
    data = chinese.read("mplfonts/fonts/NotoSansCJKsc-Regular.otf")
    _keep(TTFont(io.BytesIO(data)), "NotoSansCJK.otf", _national(), features=[])


def _opened(file: Path, digest: str) -> zipfile.ZipFile:
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        sys.exit(f"{file} is not the file that is named here.")
    return zipfile.ZipFile(io.BytesIO(data))


def _instance(wheel: zipfile.ZipFile, name: str, weight: int) -> TTFont:
    font = TTFont(io.BytesIO(wheel.read(f"manimgx_fonts/{name}[wght].ttf")))
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    return instantiateVariableFont(font, {**axes, "wght": weight}, updateFontNames=False)


def _national() -> set[int]:
    """Return the signs of the standards, all syllables of Korean, and both kinds of kana."""
    found = {*range(0xAC00, 0xD7A4), *range(0x3000, 0x3100), *range(0xFF00, 0xFFF0)}
    for sign in range(0x2E80, 0xFA30):
        if any(_holds(standard, chr(sign)) for standard in STANDARDS):
            found.add(sign)
    return found


def _holds(standard: str, sign: str) -> bool:
    try:
        sign.encode(standard)
    except UnicodeEncodeError:
        return False
    return True


def _keep(
    font: TTFont, name: str, signs: set[int] | None = None, features: list[str] | None = None
) -> None:
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.layout_features = ["*"] if features is None else features
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs or set(font.getBestCmap()))
    subsetter.subset(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    family = name.partition(".")[0]
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = family
    font.save(FONTS / name)
    print(f"{name}: {(FONTS / name).stat().st_size:,}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
