/// Leaves room under the 200 ms of CPU that the edge allows, in a debug build too.
pub const PIXELS_MAX: usize = 20_000;

/// How much each pixel of a 3×3 square counts for the one in its middle. The sum is 1, so an even
/// area stays as it is; where the middle differs from its neighbours, it comes to differ more.
const KERNEL: [[i32; 3]; 3] = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]];

/// Red, green and blue, each from 0 to 255.
pub type Pixel = [u8; 3];

pub struct Image {
    width: usize,
    pixels: Vec<Pixel>, // row by row from the top
}

impl Image {
    /// None when the pixels do not fill rows of that width.
    pub fn new(width: usize, pixels: Vec<Pixel>) -> Option<Image> {
        let fits = width > 0 && !pixels.is_empty() && pixels.len().is_multiple_of(width);
        fits.then_some(Image { width, pixels })
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[Pixel]> {
        self.pixels.chunks(self.width)
    }

    pub fn sharpen(&self) -> Image {
        let positions = (0..self.height()).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        Image {
            width: self.width,
            pixels: positions.map(|(x, y)| self.sharp_pixel(x, y)).collect(),
        }
    }

    fn sharp_pixel(&self, x: usize, y: usize) -> Pixel {
        let mut sums = [0; 3];
        for (down, weights) in KERNEL.iter().enumerate() {
            for (right, weight) in weights.iter().enumerate() {
                // down and right count from 0 to 2, so the square starts one up and one left.
                let near = self.nearest(x + right, y + down);
                for (sum, sample) in sums.iter_mut().zip(near) {
                    *sum += weight * i32::from(sample);
                }
            }
        }
        // A sum can leave the range of a byte; `as u8` alone would turn 256 into 0.
        sums.map(|sum| sum.clamp(0, 255) as u8)
    }

    /// The pixel one left of x and one above y or, where that is beside the image, the nearest in it.
    fn nearest(&self, x: usize, y: usize) -> Pixel {
        let column = x.saturating_sub(1).min(self.width - 1);
        let row = y.saturating_sub(1).min(self.height() - 1);
        self.pixels[row * self.width + column]
    }
}
