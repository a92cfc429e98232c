"""Prints without end."""

print("Content-Type: text/plain\n")
while True:
    print("All work and no play makes Jack a dull boy. " * 100)
