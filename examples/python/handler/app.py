import json
from collections.abc import Iterable
from html import escape
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIEnvironment

import pages

HTML = "text/html; charset=utf-8"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"

# What a route answers: the status line, the content type and the body.
Answer = tuple[str, str, str]


def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    method = environ.get("REQUEST_METHOD", "GET")
    path = environ.get("PATH_INFO", "/")
    print(method, path, file=environ["wsgi.errors"])  # the log

    status, content_type, body = answer(environ, method, path)
    start_response(status, [("Content-Type", content_type)])
    return [body.encode()]


def answer(environ: WSGIEnvironment, method: str, path: str) -> Answer:
    content_type, _, _ = environ.get("CONTENT_TYPE", "").partition(";")
    match path, method, content_type:
        case "/", "GET" | "HEAD", _:
            return greet(environ.get("QUERY_STRING", ""))
        case "/", "POST", "application/x-www-form-urlencoded":
            return show_fields(read_body(environ))
        case "/echo", "POST", "application/json":
            return echo(read_body(environ))
        case "/" | "/echo", "POST", _:
            return "415 Unsupported Media Type", TEXT, "Send a form to / or JSON to /echo.\n"
        case "/" | "/echo", _, _:
            return "405 Method Not Allowed", TEXT, "This address does not answer that method.\n"
        case _:
            return "404 Not Found", TEXT, "There is nothing at this address.\n"


def read_body(environ: WSGIEnvironment) -> bytes:
    return environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))


def greet(query: str) -> Answer:
    guest = dict(parse_qsl(query)).get("name", "stranger")
    # Never send back what a visitor sent without escaping it.
    return "200 OK", HTML, f"{pages.HEAD}<h1>Hello, {escape(guest)}!</h1>\n{pages.FORMS}"


def show_fields(body: bytes) -> Answer:
    fields = parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>\n" for name, value in fields)
    return "200 OK", HTML, f'{pages.HEAD}<h1>Your form</h1>\n<dl>\n{rows}</dl>\n<p><a href="/">Back</a></p>\n'


def echo(body: bytes) -> Answer:
    try:
        text = json.dumps(json.loads(body), indent=2, allow_nan=False)
    except (ValueError, RecursionError):
        return "400 Bad Request", JSON, '{"error": "The body is not valid JSON."}\n'
    return "200 OK", JSON, text + "\n"
