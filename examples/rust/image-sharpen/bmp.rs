//! Writes BMP, the simplest image format that browsers show.

use crate::image::Image;

const HEADER: usize = 54;

/// The image as a data: URI, a whole BMP file inside a link, so that a page needs no second request.
pub fn data_uri(image: &Image) -> String {
    format!("data:image/bmp;base64,{}", base64(&encode(image)))
}

fn encode(image: &Image) -> Vec<u8> {
    let row_size = (3 * image.width()).next_multiple_of(4);
    let size = HEADER + row_size * image.height();

    let mut file = Vec::with_capacity(size);
    file.extend(b"BM");
    // Every number is as long as its type says, with the lowest byte first.
    file.extend((size as u32).to_le_bytes());
    file.extend([0; 4]);
    file.extend((HEADER as u32).to_le_bytes()); // where the samples start
    file.extend(40_u32.to_le_bytes()); // the size of the header from here on
    file.extend((image.width() as u32).to_le_bytes());
    file.extend((image.height() as u32).to_le_bytes());
    file.extend(1_u16.to_le_bytes()); // one plane
    file.extend(24_u16.to_le_bytes()); // bits a pixel
    file.extend([0; 24]);

    // The bottom row comes first, and blue in every pixel; rows are filled up to four bytes.
    for row in image.rows().rev() {
        let start = file.len();
        for [red, green, blue] in row {
            file.extend([blue, green, red]);
        }
        file.resize(start + row_size, 0);
    }
    file
}

/// Three bytes become four characters of six bits each.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| chunk.get(at).copied().unwrap_or(0);
        let bits = u32::from_be_bytes([0, byte(0), byte(1), byte(2)]);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() {
                digit.into()
            } else {
                '='
            });
        }
    }
    text
}
