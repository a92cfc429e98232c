//! CGI/1.1 (RFC 3875): a request arrives as environment variables, with its body on standard input,
//! and the response leaves on standard output.

use std::env;
use std::io::{self, Read, Write};

pub struct Request {
    pub method: String,
    pub path: String,
    pub query: String,
    pub content_type: String,
    pub body: Vec<u8>,
}

impl Request {
    pub fn read() -> io::Result<Request> {
        // No more than what was announced: when people type the input, it has no end.
        let length = variable("CONTENT_LENGTH", "0").parse().unwrap_or(0);
        let mut body = Vec::new();
        io::stdin().take(length).read_to_end(&mut body)?;
        Ok(Request {
            method: variable("REQUEST_METHOD", "GET"),
            path: variable("PATH_INFO", "/"),
            query: variable("QUERY_STRING", ""),
            content_type: variable("CONTENT_TYPE", ""),
            body,
        })
    }

    /// The media type without its parameters: "text/html" of "text/html; charset=utf-8".
    pub fn media_type(&self) -> &str {
        self.content_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
    }
}

fn variable(name: &str, otherwise: &str) -> String {
    env::var(name).unwrap_or_else(|_| otherwise.to_string())
}

pub struct Response {
    pub status: &'static str,
    pub content_type: &'static str,
    pub body: Vec<u8>,
}

impl Response {
    pub fn html(body: String) -> Response {
        Response {
            status: "200 OK",
            content_type: "text/html; charset=utf-8",
            body: body.into_bytes(),
        }
    }

    pub fn text(status: &'static str, message: &str) -> Response {
        Response {
            status,
            content_type: "text/plain; charset=utf-8",
            body: format!("{message}\n").into_bytes(),
        }
    }

    pub fn json(status: &'static str, body: Vec<u8>) -> Response {
        Response {
            status,
            content_type: "application/json",
            body,
        }
    }

    pub fn send(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        write!(
            out,
            "Status: {}\nContent-Type: {}\n\n",
            self.status, self.content_type
        )?;
        out.write_all(&self.body)
    }
}

/// The text as HTML that shows it, whatever it holds.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The decoded names and values of a form or query string, in order.
pub fn fields(form: &str) -> Vec<(String, String)> {
    form.split('&')
        .filter(|field| !field.is_empty())
        .map(|field| field.split_once('=').unwrap_or((field, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// "caf%C3%A9+au+lait" is "café au lait".
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, hexadecimal(after)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = after;
            }
        }
    }
    // Nothing makes a visitor send UTF-8; what is not becomes "�".
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(text: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*text.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}
