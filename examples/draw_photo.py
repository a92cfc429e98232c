"""Draw the photo of the image-sharpen examples: a fern in a Wardian case, a little out of focus.

`python examples/draw_photo.py` writes it into each of them again.
"""

import math
from pathlib import Path

WIDTH, HEIGHT = 80, 60
SCALE = 5  # the canvas is drawn this much larger, and made smaller and softer at the end

COMMENT = "# Plain PPM: the width, the height and the largest value, then red, green and blue of each pixel."

Color = tuple[float, float, float]
Point = tuple[float, float]

PAPER_TOP, PAPER_BOTTOM = (214, 205, 186), (176, 160, 138)
TABLE, TABLE_EDGE = (112, 72, 44), (74, 44, 28)
BRASS, BRASS_LIGHT = (122, 88, 40), (214, 178, 104)
GLASS, GLINT = (196, 222, 214), (246, 252, 250)
SOIL = (58, 40, 30)
LEAF_DARK, LEAF, LEAF_LIGHT = (24, 70, 36), (52, 120, 52), (134, 182, 84)


class Canvas:
    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.pixels: list[list[Color]] = [[(0.0, 0.0, 0.0)] * width for _ in range(height)]

    def blend(self, x: int, y: int, color: Color, alpha: float = 1.0) -> None:
        if 0 <= x < self.width and 0 <= y < self.height:
            self.pixels[y][x] = mix(self.pixels[y][x], color, alpha)

    def box(self, left: float, top: float, right: float, bottom: float, color: Color, alpha: float = 1.0) -> None:
        for y in range(round(top), round(bottom)):
            for x in range(round(left), round(right)):
                self.blend(x, y, color, alpha)

    def triangle(self, a: Point, b: Point, c: Point, color: Color, alpha: float = 1.0) -> None:
        for y in range(round(min(a[1], b[1], c[1])), round(max(a[1], b[1], c[1]))):
            for x in range(round(min(a[0], b[0], c[0])), round(max(a[0], b[0], c[0]))):
                sides = [side(a, b, (x, y)), side(b, c, (x, y)), side(c, a, (x, y))]
                if min(sides) >= 0 or max(sides) <= 0:
                    self.blend(x, y, color, alpha)

    def stroke(self, start: Point, end: Point, from_width: float, to_width: float, color: Color) -> None:
        """A line of discs, which may taper."""
        steps = max(1, round(math.dist(start, end)))
        for step in range(steps + 1):
            at = step / steps
            x, y = start[0] + (end[0] - start[0]) * at, start[1] + (end[1] - start[1]) * at
            self.disc(x, y, (from_width + (to_width - from_width) * at) / 2, color)

    def disc(self, x: float, y: float, radius: float, color: Color) -> None:
        reach = math.ceil(radius)
        for row in range(round(y) - reach, round(y) + reach + 1):
            for column in range(round(x) - reach, round(x) + reach + 1):
                if math.dist((x, y), (column, row)) <= radius + 0.3:
                    self.blend(column, row, color)

    def shrink(self, scale: int) -> list[list[tuple[int, int, int]]]:
        """One pixel for every scale × scale, each the mean of an area of 2 scale × 2 scale: that is the soft focus."""
        return [
            [self.mean(x * scale - scale // 2, y * scale - scale // 2, 2 * scale) for x in range(self.width // scale)]
            for y in range(self.height // scale)
        ]

    def mean(self, left: int, top: int, size: int) -> tuple[int, int, int]:
        red = green = blue = 0.0
        for y in range(top, top + size):
            for x in range(left, left + size):
                pixel = self.pixels[min(max(y, 0), self.height - 1)][min(max(x, 0), self.width - 1)]
                red, green, blue = red + pixel[0], green + pixel[1], blue + pixel[2]
        return round(red / size**2), round(green / size**2), round(blue / size**2)


def mix(a: Color, b: Color, share: float) -> Color:
    return tuple(p + (q - p) * share for p, q in zip(a, b, strict=True))  # type: ignore[return-value]


def side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def frond(canvas: Canvas, root: Point, angle: float, length: float, bend: float, color: Color) -> None:
    """A curved stem with leaflets on both sides, longest a third of the way up. Angles are in radians from upright."""
    x, y = root
    steps = 13
    for step in range(steps):
        at = step / steps
        angle += bend / steps * (0.3 + 1.4 * at)
        nx, ny = x + math.sin(angle) * length / steps, y - math.cos(angle) * length / steps
        leaflet = length * 0.24 * math.sin(math.pi * min(1.0, (at + 0.15) ** 0.8)) + 3
        for turn in (-1, 1):
            toward = angle + turn * (1.35 - 0.45 * at)
            tip = (nx + math.sin(toward) * leaflet, ny - math.cos(toward) * leaflet)
            canvas.stroke((nx, ny), tip, 5, 2, mix(color, LEAF_LIGHT, 0.35 + 0.45 * at + 0.2 * turn))
        canvas.stroke((x, y), (nx, ny), 4 * (1 - at) + 1, 3.5 * (1 - at) + 1, mix(color, LEAF_DARK, 0.6))
        x, y = nx, ny


def draw() -> Canvas:
    canvas = Canvas(WIDTH * SCALE, HEIGHT * SCALE)
    for y in range(canvas.height):
        paper = mix(PAPER_TOP, PAPER_BOTTOM, y / canvas.height)
        for x in range(canvas.width):
            stripe = 0.10 if x // 20 % 2 else 0.0
            canvas.blend(x, y, mix(paper, (236, 230, 214), stripe))
    canvas.box(0, 252, 400, 300, TABLE)
    canvas.box(0, 252, 400, 257, TABLE_EDGE)
    for line in (268, 283):
        canvas.box(0, line, 400, line + 2, TABLE_EDGE, 0.5)

    left, right, top, bottom, ridge = 90.0, 310.0, 108.0, 246.0, 42.0
    middle = (left + right) / 2
    canvas.box(left, top, right, bottom, GLASS, 0.6)
    canvas.triangle((left, top), (middle, ridge), (right, top), GLASS, 0.75)

    canvas.box(left, 222, right, bottom, SOIL)
    for pebble in range(40):
        canvas.disc(left + 8 + pebble * 53 % 204, 226 + pebble * 7 % 16, 2.5, mix(SOIL, PAPER_BOTTOM, 0.45))
    for turn, length, bend, color in (
        (-0.1, 150, -0.5, LEAF_DARK),
        (0.32, 138, 0.5, LEAF_DARK),
        (-0.75, 112, -1.3, LEAF),
        (0.8, 112, 1.3, LEAF),
    ):
        frond(canvas, (middle + turn * 8, 224), turn, length, bend, color)

    for offset in (0, 26):
        canvas.triangle((left + 18 + offset, 214), (left + 26 + offset, 214), (left + 62 + offset, 116), GLINT, 0.5)
    for start, end in (
        ((left, bottom), (left, top)),
        ((right, bottom), (right, top)),
        ((left, top), (right, top)),
        ((left, top), (middle, ridge)),
        ((right, top), (middle, ridge)),
        ((middle, bottom), (middle, ridge)),
    ):
        canvas.stroke(start, end, 6, 6, BRASS)
        canvas.stroke((start[0] - 1, start[1] - 1), (end[0] - 1, end[1] - 1), 2, 2, BRASS_LIGHT)
    canvas.disc(middle, ridge - 6, 6, BRASS_LIGHT)
    canvas.box(left - 14, bottom, right + 14, bottom + 14, BRASS)
    canvas.box(left - 14, bottom, right + 14, bottom + 4, BRASS_LIGHT)
    return canvas


def as_ppm() -> str:
    """Plain PPM: a header, then red, green and blue of each pixel as decimal numbers, five pixels a line."""
    samples = [str(sample) for row in draw().shrink(SCALE) for pixel in row for sample in pixel]
    lines = [" ".join(samples[at : at + 15]) for at in range(0, len(samples), 15)]
    return "\n".join(["P3", f"{WIDTH} {HEIGHT}", "255", *lines, ""])


def main() -> None:
    here, ppm = Path(__file__).parent, as_ppm()
    for language in ("c", "rust"):
        (here / language / "image-sharpen" / "photo.ppm").write_text(ppm)
    module = f'{COMMENT}\nPHOTO = """\\\n{ppm}"""\n'
    (here / "python" / "image-sharpen" / "photo.py").write_text(module)


if __name__ == "__main__":
    main()
