mod http;
mod json;

use http::{Request, Response, escape, fields};
use std::io;

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Wardian handler</title>
<style>body { font: 1rem/1.5 system-ui; max-width: 36rem; margin: 3rem auto; padding: 0 1rem }</style>
"#;

const FORMS: &str = r#"<p>A Rust program made this page in an instance of its own, which is already gone.</p>
<h2>Ask with a query string</h2>
<form>
  <label>Your name <input name="name"></label> <button>Greet</button>
</form>
<h2>Send a form</h2>
<form method="post">
  <label>Plant <input name="plant" value="Fern"></label>
  <label>Height <input name="height" value="30 cm"></label> <button>Send</button>
</form>
<h2>Send JSON</h2>
<p>POST it to <code>/echo</code>; it comes back when it is valid.</p>
"#;

fn page(query: &str) -> Response {
    let guest = fields(query)
        .into_iter()
        .find(|(name, value)| name == "name" && !value.is_empty())
        .map_or("stranger".to_string(), |(_, value)| value);
    // Never send back what a visitor sent without escaping it.
    Response::html(format!(
        "{HEAD}<h1>Hello, {}!</h1>\n{FORMS}",
        escape(&guest)
    ))
}

fn form(body: &[u8]) -> Response {
    let rows: String = fields(&String::from_utf8_lossy(body))
        .iter()
        .map(|(name, value)| format!("<dt>{}</dt><dd>{}</dd>\n", escape(name), escape(value)))
        .collect();
    Response::html(format!(
        "{HEAD}<h1>Your form</h1>\n<dl>\n{rows}</dl>\n<p><a href=\"/\">Back</a></p>\n"
    ))
}

fn echo(body: Vec<u8>) -> Response {
    match str::from_utf8(&body) {
        Ok(text) if json::is_valid(text) => Response::json("200 OK", body),
        _ => Response::json(
            "400 Bad Request",
            b"{\"error\": \"The body is not valid JSON.\"}\n".to_vec(),
        ),
    }
}

fn respond(request: Request) -> Response {
    let route = (
        request.path.as_str(),
        request.method.as_str(),
        request.media_type(),
    );
    match route {
        ("/", "GET" | "HEAD", _) => page(&request.query),
        ("/", "POST", "application/x-www-form-urlencoded") => form(&request.body),
        ("/echo", "POST", "application/json") => echo(request.body),
        ("/" | "/echo", "POST", _) => Response::text(
            "415 Unsupported Media Type",
            "Send a form to / or JSON to /echo.",
        ),
        ("/" | "/echo", _, _) => Response::text(
            "405 Method Not Allowed",
            "This address does not answer that method.",
        ),
        _ => Response::text("404 Not Found", "There is nothing at this address."),
    }
}

fn main() -> io::Result<()> {
    let request = Request::read()?;
    eprintln!("{} {}", request.method, request.path); // stderr is the log
    respond(request).send()
}
