import os
import sys

import ppm
from image import sharpen
from page import page, shades
from photo import PHOTO


def send(status: str, content_type: str, body: bytes) -> None:
    head = f"Status: {status}\nContent-Type: {content_type}\n\n"
    sys.stdout.buffer.write(head.encode() + body)


def answer_post() -> None:
    body = sys.stdin.buffer.read(int(os.environ.get("CONTENT_LENGTH") or 0))
    try:
        image = ppm.read(body)
    except ValueError as complaint:
        send("400 Bad Request", "text/plain; charset=utf-8", str(complaint).encode())
    else:
        send("200 OK", "image/x-portable-pixmap", ppm.write(sharpen(image)))


def show_photo(is_request: bool) -> None:
    before = ppm.read(PHOTO.encode())
    after = sharpen(before)
    if is_request:
        send("200 OK", "text/html; charset=utf-8", page(before, after).encode())
    else:  # this is the browser's output pane, or a terminal
        print(f"Before:\n{shades(before)}\nAfter:\n{shades(after)}", end="")


method = os.environ.get("REQUEST_METHOD")
if method == "POST":
    answer_post()
else:
    show_photo(is_request=method is not None)
