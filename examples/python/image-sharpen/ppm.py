"""Reads PPM images, plain (P3, decimal numbers) and binary (P6), and writes binary ones."""

import re

from image import Image

PIXELS_MAX = 20_000  # this many take half of the 200 ms of CPU that the edge allows

# The header's four parts are separated by spaces and comments; one space ends it.
GAP = rb"(?:\s|#[^\n]*\n)+"
HEADER = re.compile(rb"(P3|P6)" + GAP + rb"(\d{1,6})" + GAP + rb"(\d{1,6})" + GAP + rb"255\s")


def read(data: bytes) -> Image:
    """Raises ValueError with a sentence that says what is wrong."""
    header = HEADER.match(data)
    if not header:
        raise ValueError("The image must be a PPM: P3 or P6, its width, its height and 255.")
    width, height = int(header[2]), int(header[3])
    if not 1 <= width * height <= PIXELS_MAX:
        raise ValueError("The image must have between 1 and 20,000 pixels.")

    body = data[header.end() :]
    samples = body if header[1] == b"P6" else plain_samples(body)
    if len(samples) < 3 * width * height:
        raise ValueError("The image must have three values for every pixel.")
    return Image([samples[3 * width * y : 3 * width * (y + 1)] for y in range(height)])


def plain_samples(body: bytes) -> bytes:
    try:
        return bytes(map(int, body.split()))
    except ValueError:
        raise ValueError("The image's values must be numbers from 0 to 255.") from None


def write(image: Image) -> bytes:
    return b"P6\n%d %d\n255\n" % (image.width, image.height) + b"".join(image.rows)
