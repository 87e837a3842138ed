"""Advance widths of Liberation Sans (the metrics of Arial), written as the Swift table of the layout.

Usage: python3 liberation_sans_widths.py > Sources/TileRenderer/Layout/LiberationSansWidths.swift
Reads the fonts of Debian's fonts-liberation2 with the standard library alone. Widths are facts; the font's licence (OFL) is not touched by them.
"""
import struct
from pathlib import Path

FONTS = Path("/usr/share/fonts/truetype/liberation2")
LATIN = range(0x20, 0x180)
OTHERS = [0x2009, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x202F, 0x20AC, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265]


def widths(name):
    data = (FONTS / name).read_bytes()
    tables = {}
    for i in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, offset, length = struct.unpack(">4sLLL", data[12 + 16 * i : 28 + 16 * i])
        tables[tag.decode()] = data[offset : offset + length]
    assert struct.unpack(">H", tables["head"][18:20])[0] == 2048
    metrics = struct.unpack(">H", tables["hhea"][34:36])[0]
    cmap = tables["cmap"]
    sub = None
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, encoding, offset = struct.unpack(">HHL", cmap[4 + 8 * i : 12 + 8 * i])
        if (platform, encoding) == (3, 1):
            sub = cmap[offset:]
    count = struct.unpack(">H", sub[6:8])[0] // 2
    read = lambda at, n=count, t="H": struct.unpack(f">{n}{t}", sub[at : at + 2 * n])
    ends, starts = read(14), read(16 + 2 * count)
    deltas, offsets = read(16 + 4 * count, t="h"), read(16 + 6 * count)

    def glyph(code):
        for i in range(count):
            if starts[i] <= code <= ends[i]:
                if not offsets[i]:
                    return (code + deltas[i]) & 0xFFFF
                at = 16 + 6 * count + 2 * i + offsets[i] + 2 * (code - starts[i])
                g = struct.unpack(">H", sub[at : at + 2])[0]
                return (g + deltas[i]) & 0xFFFF if g else 0
        return 0

    def advance(code):
        g = glyph(code)
        if not g:
            return None
        g = min(g, metrics - 1)
        return struct.unpack(">H", tables["hmtx"][4 * g : 4 * g + 2])[0]

    return advance


def table(name, advance):
    lines = [f"    static let {name}Latin: [UInt16] = ["]
    row = [str(advance(c) or 0) for c in LATIN]
    for i in range(0, len(row), 16):
        lines.append("        " + ", ".join(row[i : i + 16]) + ",")
    lines.append("    ]")
    lines.append(f"    static let {name}Others: [UInt32: UInt16] = [")
    known = [f"0x{c:04X}: {advance(c)}" for c in OTHERS if advance(c)]
    for i in range(0, len(known), 8):
        lines.append("        " + ", ".join(known[i : i + 8]) + ",")
    lines.append("    ]")
    return "\n".join(lines)


print("/// Advance widths of Liberation Sans 2, equal to Arial's, in 2048ths of the font size.")
print("///")
print("/// Facts read from the fonts of Debian's fonts-liberation2 by Tests/References/liberation_sans_widths.py. `Latin` counts from U+0020; 0: no glyph.")
print("enum LiberationSansWidths {")
print(table("regular", widths("LiberationSans-Regular.ttf")))
print()
print(table("bold", widths("LiberationSans-Bold.ttf")))
print("}")
