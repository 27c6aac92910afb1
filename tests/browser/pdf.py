"""What a PDF that Chromium printed says: its pages and, through each font's own table, its text."""

import re
import unicodedata
import zlib

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n?(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
# Choosing a font, glyphs, and a move: sideways within a line, or to another one.
DRAWN = re.compile(rb"/(F\d+) \S+ Tf|<([0-9A-Fa-f]+)> Tj|\S+ (\S+) Td|(Tm|ET)\b")
MM_PER_POINT = 25.4 / 72


class Pdf:
    """One PDF."""

    def __init__(self, raw: bytes):
        self.objects = {int(number): body for number, body in OBJECT.findall(raw)}
        self.pages = [body for body in self.objects.values() if re.search(rb"/Type /Page\b(?!s)", body)]

    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of each page in whole millimetres."""
        boxes = [re.search(rb"/MediaBox \[0 0 (\S+) ([^\]]+)\]", page).groups() for page in self.pages]
        return [(round(float(wide) * MM_PER_POINT), round(float(high) * MM_PER_POINT)) for wide, high in boxes]

    def texts(self) -> list[str]:
        """The text of each page in the order in which it was drawn, spaces folded, joined letters (ﬁ) taken apart."""
        return [" ".join(unicodedata.normalize("NFKC", self._text(page)).split()) for page in self.pages]

    def _text(self, page: bytes) -> str:
        fonts = {name: self._letters(int(number)) for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", page)}
        drawn, letters = [], {}
        for font, glyphs, down, line in DRAWN.findall(self._stream(_number(rb"Contents", page))):
            if font:
                letters = fonts[font]
            elif glyphs:
                drawn += [letters[int(glyphs[at : at + 4], 16)] for at in range(0, len(glyphs), 4)]
            elif line or float(down):
                drawn.append("\n")
        return "".join(drawn)

    def _letters(self, font: int) -> dict[int, str]:
        """What each glyph of a font says."""
        table = self._stream(_number(rb"ToUnicode", self.objects[font])).decode()
        found = {}
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
            for glyph, text in re.findall(r"<(\w+)> <(\w+)>", block):
                found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
        for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
            for first, last, text in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", block):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    found[int(first, 16) + step] = chr(int(text, 16) + step)
        return found

    def _stream(self, number: int) -> bytes:
        return zlib.decompress(STREAM.search(self.objects[number])[1])


def _number(name: bytes, body: bytes) -> int:
    """The object that a name points to."""
    return int(re.search(rb"/" + name + rb" (\d+) 0 R", body)[1])
