"""Writes PNG images."""

import struct
import zlib
from base64 import b64encode

from image import Image

RGB = 2  # PNG's number for a colour type without transparency


def data_uri(image: Image) -> str:
    """The image as a data: URI, a whole PNG file inside a link, so that a page needs no second request."""
    return "data:image/png;base64," + b64encode(encode(image)).decode()


def encode(image: Image) -> bytes:
    header = struct.pack(">IIBBBBB", image.width, image.height, 8, RGB, 0, 0, 0)
    # Every row starts with the number of its filter; 0 is none.
    samples = b"".join(b"\0" + row for row in image.rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(samples)) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
