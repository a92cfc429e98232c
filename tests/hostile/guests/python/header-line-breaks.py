"""Puts line breaks into a header's value, as WSGI servers have let through before."""

print("Content-Type: text/plain")
print("X-Sent: home\r\nSet-Cookie: session=stolen\r\n\r\n<script>alert(1)</script>")
print("X-Late: 1\n\nthe body")
