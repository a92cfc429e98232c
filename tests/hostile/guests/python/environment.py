"""Shows every variable that it finds, in the hope of one that is the host's."""

import os

CGI = ("GATEWAY_INTERFACE", "HTTP_", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "REQUEST_", "SCRIPT_NAME", "SERVER_")
print("Content-Type: text/plain\n")
strange = [name for name in os.environ if not name.startswith(CGI)]
print(len(strange), "that are not of the request", *strange)
