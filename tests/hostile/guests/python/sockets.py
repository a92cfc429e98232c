"""Goes out to the network: by TCP, by UDP, by name, and by listening."""

import socket
import urllib.request

print("Content-Type: text/plain\n")
opened = []


def attempt(name, call):
    try:
        call()
    except BaseException:
        return
    opened.append(name)


attempt("connect", lambda: socket.create_connection(("127.0.0.1", 80), timeout=1))
attempt("listen", lambda: socket.create_server(("0.0.0.0", 0)))
attempt("udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53)))
attempt("name", lambda: socket.getaddrinfo("localhost", 80))
attempt("urllib", lambda: urllib.request.urlopen("http://127.0.0.1/", timeout=1))
print(len(opened), "reached", *opened)
