"""Smuggles a request into a request, through the URL, the method and the headers of a fetch."""

import edge

URL = "http://neighbour.localhost:EDGE_PORT/"
TRICKS = [
    {"url": URL + " HTTP/1.1\r\nX: y"},
    {"url": URL + "\r\nHost: evil"},
    {"url": "http://neighbour.localhost:EDGE_PORT\r\n/"},
    {"url": "http://evil@neighbour.localhost:EDGE_PORT/"},
    {"url": URL, "method": "GET / HTTP/1.1\r\nX: y\r\n\r\nGET"},
    {"url": URL, "headers": {"X": "y\r\nTransfer-Encoding: chunked"}},
    {"url": URL, "headers": {"X\r\nY": "z"}},
    {"url": URL, "headers": {"Host": "other"}},
    {"url": URL, "headers": {"Content-Length": "5"}},
    {"url": URL, "headers": {"Transfer-Encoding": "chunked"}},
    {"url": URL, "headers": {"CDN-Loop": "wardian;hops=0"}},
    {"url": URL, "headers": {"X-Forwarded-For": "127.0.0.1"}},
]
print("Content-Type: text/plain\n")
sent = 0
for trick in TRICKS:
    try:
        edge.fetch(**trick)
        sent += 1
        print(trick)
    except (edge.Error, ValueError, TypeError):
        continue
print(sent, "sent")
