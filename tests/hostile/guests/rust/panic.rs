//! Panics, with a message that looks like a response.

fn main() {
    panic!("Content-Type: text/html\n\n<script>alert(document.domain)</script>");
}
