//! States a length of 4 GiB and sends what the limit allows, at once.

use std::io::Write;

fn main() {
    let body = vec![b'x'; 2 << 20];
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(b"Content-Type: text/plain\nContent-Length: 4294967296\n\n");
    let _ = stdout.write_all(&body);
}
