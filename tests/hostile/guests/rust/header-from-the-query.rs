//! Puts a query that nobody checked into a header.

fn main() {
    let query = "a%0d%0aX".replace("%0d", "\r").replace("%0a", "\n") + "-Injected: 1\r\n\r\n<script>";
    println!("Content-Type: text/plain\r\nX-Query: {query}\r\n\r\nthe body");
}
