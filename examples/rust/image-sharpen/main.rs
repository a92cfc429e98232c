mod bmp;
mod image;
mod ppm;

use image::Image;
use std::env;
use std::io::{self, Read, Write};

// The compiler puts the photo, a text file of this project, into the program.
const PHOTO: &[u8] = include_bytes!("photo.ppm");

fn page(before: &Image, after: &Image) -> String {
    let figure = |when: &str, image: &Image| {
        let source = bmp::data_uri(image);
        format!(
            r#"<figure><img alt="A fern under glass, {when} sharpening" src="{source}"><figcaption>{when} sharpening</figcaption></figure>"#
        )
    };
    let (before, after) = (figure("before", before), figure("after", after));
    format!(
        r#"<!doctype html>
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
<h1>A fern, sharpened in Rust</h1>
<p>Each new pixel is five times the old one, less its four neighbours.</p>
<div>
{before}
{after}
</div>
<p>POST a PPM image here, and its sharpened copy is the answer.</p>
"#
    )
}

/// A picture of characters, from dark to light. They are twice as high as wide, so every other row is enough.
fn shades(image: &Image) -> String {
    const SHADES: &[u8; 10] = b"@%#*+=-:. ";

    let mut text = String::new();
    for row in image.rows().step_by(2) {
        for pixel in row {
            let light: usize = pixel.iter().map(|&sample| usize::from(sample)).sum();
            text.push(SHADES[light * SHADES.len() / (3 * 255 + 1)].into());
        }
        text.push('\n');
    }
    text
}

fn send(status: &str, content_type: &str, body: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write!(out, "Status: {status}\nContent-Type: {content_type}\n\n")?;
    out.write_all(body)
}

fn answer_post() -> io::Result<()> {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    match ppm::read(&body) {
        Ok(image) => send(
            "200 OK",
            "image/x-portable-pixmap",
            &ppm::write(&image.sharpen()),
        ),
        Err(complaint) => send(
            "400 Bad Request",
            "text/plain; charset=utf-8",
            complaint.as_bytes(),
        ),
    }
}

fn main() -> io::Result<()> {
    let method = env::var("REQUEST_METHOD");
    if method.as_deref() == Ok("POST") {
        return answer_post();
    }

    let before = ppm::read(PHOTO).map_err(io::Error::other)?;
    let after = before.sharpen();
    if method.is_ok() {
        return send(
            "200 OK",
            "text/html; charset=utf-8",
            page(&before, &after).as_bytes(),
        );
    }
    // Not a request: this is the browser's output pane, or a terminal.
    print!("Before:\n{}\nAfter:\n{}", shades(&before), shades(&after));
    Ok(())
}
