//! Reads PPM images, plain (P3, decimal numbers) and binary (P6), and writes binary ones.

use crate::image::{Image, PIXELS_MAX, Pixel};

pub fn read(data: &[u8]) -> Result<Image, &'static str> {
    let binary = match data.get(..2) {
        Some(b"P3") => false,
        Some(b"P6") => true,
        _ => return Err("The image must be a PPM: it starts with P3 or P6."),
    };
    let mut rest = &data[2..];
    let mut number = || read_number(&mut rest).ok_or("The image's header is not complete.");
    let (width, height, largest) = (number()?, number()?, number()?);
    if largest != 255 {
        return Err("The image must have 255 as its largest value.");
    }
    let count = match width.checked_mul(height) {
        Some(count @ 1..=PIXELS_MAX) => count,
        _ => return Err("The image must have between 1 and 20,000 pixels."),
    };

    let samples = if binary {
        rest.get(1..).unwrap_or_default().to_vec() // one space ends the header
    } else {
        plain_samples(rest, 3 * count)
    };
    let pixels: Vec<Pixel> = samples.as_chunks().0.iter().copied().take(count).collect();
    if pixels.len() < count {
        return Err("The image must have three values from 0 to 255 for every pixel.");
    }
    Image::new(width, pixels).ok_or("The image has no pixels.")
}

/// As many samples as there are, up to `count` or the first that is wrong.
fn plain_samples(mut text: &[u8], count: usize) -> Vec<u8> {
    (0..count)
        .map_while(|_| read_number(&mut text))
        .map_while(|number| u8::try_from(number).ok())
        .collect()
}

/// Take the next decimal number off the text, after spaces and comments.
fn read_number(text: &mut &[u8]) -> Option<usize> {
    *text = text.trim_ascii_start();
    while text.starts_with(b"#") {
        let end = text.iter().position(|&byte| byte == b'\n')?;
        *text = text[end..].trim_ascii_start();
    }
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    *text = rest;
    str::from_utf8(digits).ok()?.parse().ok()
}

pub fn write(image: &Image) -> Vec<u8> {
    let header = format!("P6\n{} {}\n255\n", image.width(), image.height());
    let mut file = header.into_bytes();
    for row in image.rows() {
        file.extend(row.as_flattened());
    }
    file
}
