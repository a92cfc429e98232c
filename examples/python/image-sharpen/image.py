from dataclasses import dataclass

# How much each pixel of a 3×3 square counts for the one in its middle. The sum is 1, so an even
# area stays as it is; where the middle differs from its neighbours, it comes to differ more.
KERNEL = (
    (0, -1, 0),
    (-1, 5, -1),
    (0, -1, 0),
)


@dataclass(frozen=True)
class Image:
    """Rows from the top; each holds red, green and blue of its pixels, one byte each."""

    rows: list[bytes]

    @property
    def width(self) -> int:
        return len(self.rows[0]) // 3

    @property
    def height(self) -> int:
        return len(self.rows)


def sharpen(image: Image) -> Image:
    # One more pixel on every side, a copy of the nearest, so that the edges have neighbours too.
    sides = [row[:3] + row + row[-3:] for row in image.rows]
    padded = [sides[0], *sides, sides[-1]]
    return Image([sharp_row(padded[y : y + 3]) for y in range(image.height)])


def sharp_row(square: list[bytes]) -> bytes:
    """The middle one of three padded rows, sharpened."""
    size = len(square[0]) - 6
    sums = [0] * size
    for row, weights in zip(square, KERNEL):
        for right, weight in enumerate(weights):
            if weight:
                # The whole row, moved by a pixel: faster than going from pixel to pixel.
                moved = row[3 * right : 3 * right + size]
                sums = [total + weight * sample for total, sample in zip(sums, moved)]
    # A sum can leave the range of a byte.
    return bytes([min(max(total, 0), 255) for total in sums])
