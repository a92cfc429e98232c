# CGI/1.1 (RFC 3875): a request arrives as environment variables, with its body on standard input,
# and the response leaves on standard output. The standard library knows how to run any WSGI app
# (PEP 3333) that way.
from wsgiref.handlers import CGIHandler

from app import app

CGIHandler().run(app)
