"""Compares pictures of one map by several programs, and makes a Word document with a map (see pictures.sh)."""

import sys
import zipfile
from pathlib import Path

import numpy
from PIL import Image, ImageFilter

PROGRAMS = ["librsvg", "inkscape", "chromium", "libreoffice"]
# Of 255. Two drawings by one program that differ in a class of colour differ by more than either somewhere.
MEAN_LIMIT = 2.5
CELL_LIMIT = 48.0


def reduced(path, size=None):
    picture = Image.open(path).convert("RGB")
    if size:
        picture = picture.resize(size, Image.Resampling.BOX)
    return picture


def cells(picture):
    """Means of 10 x 10 pixels after a blur of 5: letters become grey bands, areas stay areas."""
    blurred = numpy.asarray(picture.filter(ImageFilter.GaussianBlur(5)), dtype=float)
    height, width = (blurred.shape[0] // 10) * 10, (blurred.shape[1] // 10) * 10
    return blurred[:height, :width].reshape(height // 10, 10, width // 10, 10, 3).mean(axis=(1, 3))


def compare(folder, names):
    failed = False
    for name in names:
        first = reduced(folder / f"{name}-{PROGRAMS[0]}.png")
        drawn = cells(first)
        for program in PROGRAMS[1:]:
            other = cells(reduced(folder / f"{name}-{program}.png", first.size))
            difference = numpy.abs(drawn - other).max(axis=2)
            mean, most = difference.mean(), difference.max()
            bad = mean > MEAN_LIMIT or most > CELL_LIMIT
            row, column = numpy.unravel_index(difference.argmax(), difference.shape)
            print(f"{'FAIL' if bad else 'ok  '} {name}: {program} beside librsvg: mean {mean:.2f}, most {most:.1f} at {column * 10},{row * 10}")
            failed |= bad
    page = numpy.asarray(Image.open(folder / "document.png").convert("L"), dtype=float)
    ink = (page < 200).mean()
    colours = len(set(map(tuple, numpy.asarray(Image.open(folder / "document.png").convert("RGB").resize((80, 110))).reshape(-1, 3) // 32)))
    bad = not 0.02 < ink < 0.6 or colours < 6
    print(f"{'FAIL' if bad else 'ok  '} map in a Word document: {ink:.1%} ink, {colours} colours")
    return failed or bad


def document(svg, png, target):
    """A .docx whose picture is the PNG with the SVG beside it, as Word saves an SVG that was inserted."""
    import docx
    from docx.shared import Mm

    report = docx.Document()
    report.add_paragraph("Fiche territoriale : une carte de l'échantillon fictif.")
    report.add_picture(str(png), width=Mm(150))
    report.save(target)
    with zipfile.ZipFile(target) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    relations = parts["word/_rels/document.xml.rels"].decode()
    relation = (
        '<Relationship Id="rIdSVG" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/map.svg"/>'
    )
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", relation + "</Relationships>").encode()
    extension = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rIdSVG"/></a:ext></a:extLst>'
    )
    body = parts["word/document.xml"].decode()
    start = body.index("<a:blip ")
    end = body.index("/>", start)
    parts["word/document.xml"] = (body[:end] + ">" + extension + "</a:blip>" + body[end + 2 :]).encode()
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace("<Default ", '<Default Extension="svg" ContentType="image/svg+xml"/><Default ', 1).encode()
    parts["word/media/map.svg"] = Path(svg).read_bytes()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for name, content in parts.items():
            result.writestr(name, content)


if sys.argv[1] == "document":
    document(*map(Path, sys.argv[2:5]))
else:
    sys.exit(compare(Path(sys.argv[2]), sys.argv[3:]))
