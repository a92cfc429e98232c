import base64
import random
import re
import runpy
import zlib
from dataclasses import dataclass

import pytest
from tests.contract.examples.conftest import LANGUAGES, Workshop, content_type, example

from wardian.docs import examples
from wardian.edge import cgi
from wardian.model import Language


@dataclass(frozen=True)
class Picture:
    """Samples are red, green and blue of each pixel, row by row from the top."""

    width: int
    height: int
    samples: bytes

    def sample(self, x: int, y: int, channel: int) -> int:
        x, y = min(max(x, 0), self.width - 1), min(max(y, 0), self.height - 1)
        return self.samples[3 * (y * self.width + x) + channel]

    def sharpened(self) -> "Picture":
        samples = bytearray()
        for index in range(len(self.samples)):
            (y, x), channel = divmod(index // 3, self.width), index % 3
            around = sum(self.sample(x + dx, y + dy, channel) for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)))
            samples.append(min(max(5 * self.sample(x, y, channel) - around, 0), 255))
        return Picture(self.width, self.height, bytes(samples))

    def ppm(self) -> bytes:
        return b"P6\n%d %d\n255\n" % (self.width, self.height) + self.samples


def photo() -> Picture:
    _, width, height, _, *samples = example(Language.C, "image-sharpen").files["photo.ppm"].split()
    return Picture(int(width), int(height), bytes(map(int, samples)))


def from_bmp(data: bytes) -> Picture:
    start, width, height, bits = (int.from_bytes(data[at : at + 4], "little") for at in (10, 18, 22, 28))
    assert (data[:2], int.from_bytes(data[2:6], "little"), bits) == (b"BM", len(data), 24)
    stride = (3 * width + 3) // 4 * 4
    rows = [data[start + stride * y : start + stride * y + 3 * width] for y in reversed(range(height))]
    bgr = b"".join(rows)
    return Picture(width, height, bytes(bgr[at + 2 - at % 3 * 2] for at in range(len(bgr))))


def from_png(data: bytes) -> Picture:
    """Of PNG, what the examples write: 8-bit RGB with no filter."""
    chunks, at = {}, 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert int.from_bytes(data[at + 8 + size : at + 12 + size]) == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + size
    width, height = int.from_bytes(chunks[b"IHDR"][:4]), int.from_bytes(chunks[b"IHDR"][4:8])
    assert chunks[b"IHDR"][8:] == bytes([8, 2, 0, 0, 0])
    stride, raw = 3 * width + 1, zlib.decompress(chunks[b"IDAT"])
    rows = [raw[stride * y : stride * (y + 1)] for y in range(height)]
    assert all(row[0] == 0 for row in rows)
    return Picture(width, height, b"".join(row[1:] for row in rows))


DECODERS = {"image/bmp": from_bmp, "image/png": from_png}


@pytest.mark.parametrize("language", LANGUAGES)
def test_image_sharpen_serves_a_page_with_both_pictures(workshop: Workshop, language: Language) -> None:
    page = workshop.request(language, "image-sharpen")

    assert content_type(page) == "text/html; charset=utf-8"
    sources = re.findall(r'<img alt="[^"]+" src="data:([a-z/]+);base64,([^"]+)">', page.body.decode())
    before, after = (DECODERS[kind](base64.b64decode(text, validate=True)) for kind, text in sources)
    assert before == photo()
    assert after == photo().sharpened()


@pytest.mark.parametrize("language", LANGUAGES)
def test_image_sharpen_shows_both_pictures_as_text(workshop: Workshop, language: Language) -> None:
    before, after = workshop.run(language, "image-sharpen").stdout.decode().split("\n\n")

    for title, picture, shades in (("Before:", photo(), before), ("After:", photo().sharpened(), after)):
        lights = [sum(picture.samples[at : at + 3]) for at in range(0, len(picture.samples), 3)]
        rows = [lights[picture.width * y : picture.width * (y + 1)] for y in range(0, picture.height, 2)]
        expected = ["".join("@%#*+=-:. "[light * 10 // 766] for light in row) for row in rows]
        assert shades.splitlines() == [title, *expected]


@pytest.mark.parametrize("language", LANGUAGES)
def test_image_sharpen_answers_a_posted_picture(workshop: Workshop, language: Language) -> None:
    plain = b"P3\n# two by two\n2 2\n255\n10 20 30  40 50 60\n70 80 90  255 0 128\n"
    small = Picture(2, 2, bytes([10, 20, 30, 40, 50, 60, 70, 80, 90, 255, 0, 128]))

    for body, expected in ((photo().ppm(), photo().sharpened()), (plain, small.sharpened())):
        answer = workshop.request(language, "image-sharpen", "POST", body=body)
        assert (answer.status, content_type(answer)) == (200, "image/x-portable-pixmap")
        assert answer.body == expected.ppm()


@pytest.mark.parametrize(
    ("language", "width", "height"),
    [(Language.C, 250, 200), (Language.RUST, 160, 125), (Language.PYTHON, 160, 125)],
)
def test_the_largest_picture_that_image_sharpen_takes_is_within_the_limits(
    workshop: Workshop, language: Language, width: int, height: int
) -> None:
    def post(height: int) -> cgi.Response:
        picture = Picture(width, height, random.Random(7).randbytes(3 * width * height))
        return workshop.request(language, "image-sharpen", "POST", body=picture.ppm())

    assert post(height).body.startswith(b"P6\n%d %d\n255\n" % (width, height))
    assert post(height + 1).body.strip() == f"The image must have between 1 and {width * height:,} pixels.".encode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"GIF89a",
        b"P6\n2 2\n255\n" + bytes(11),
        b"P6\n0 5\n255\n",
        b"P6\n99999 99999\n255\n",
        b"P6\n2 2\n65535\n" + bytes(24),
        b"P6\n2 2\n255",
        b"P3\n1 1\n255\n256 0 0\n",
        b"P3\n1 1\n255\n-1 0 0\n",
        b"P3\n1 1\n255\n1 2\n",
    ],
)
def test_image_sharpen_refuses_what_is_not_a_picture(workshop: Workshop, language: Language, body: bytes) -> None:
    answer = workshop.request(language, "image-sharpen", "POST", body=body)

    assert answer.status == 400
    assert answer.body.startswith(b"The image")


def test_every_image_sharpen_has_the_photo_that_the_script_draws() -> None:
    ppm = runpy.run_path(str(examples.folder() / "draw_photo.py"))["as_ppm"]()

    assert example(Language.C, "image-sharpen").files["photo.ppm"] == ppm
    assert example(Language.RUST, "image-sharpen").files["photo.ppm"] == ppm
    assert ppm in example(Language.PYTHON, "image-sharpen").files["photo.py"]
