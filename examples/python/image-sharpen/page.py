import png
from image import Image

PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sharpen</title>
<style>
  body {{ font: 1rem/1.5 system-ui; max-width: 56rem; margin: 2rem auto; padding: 0 1rem }}
  div {{ display: flex; flex-wrap: wrap; gap: 1rem }}
  figure {{ margin: 0; flex: 1 1 20rem }}
  img {{ width: 100%; image-rendering: pixelated }}
  figcaption::first-letter {{ text-transform: uppercase }}
</style>
<h1>A fern, sharpened in Python</h1>
<p>Each new pixel is five times the old one, less its four neighbours.</p>
<div>
{before}
{after}
</div>
<p>POST a PPM image here, and its sharpened copy is the answer.</p>
"""

SHADES = "@%#*+=-:. "


def page(before: Image, after: Image) -> str:
    return PAGE.format(before=figure("before", before), after=figure("after", after))


def figure(when: str, image: Image) -> str:
    return (
        f'<figure><img alt="A fern under glass, {when} sharpening" src="{png.data_uri(image)}">'
        f"<figcaption>{when} sharpening</figcaption></figure>"
    )


def shades(image: Image) -> str:
    """A picture of characters, from dark to light. They are twice as high as wide, so every other row is enough."""
    return "".join(shade_row(row) + "\n" for row in image.rows[::2])


def shade_row(row: bytes) -> str:
    lights = [sum(row[at : at + 3]) for at in range(0, len(row), 3)]
    return "".join(SHADES[light * len(SHADES) // (3 * 255 + 1)] for light in lights)
