"""One operation that lasts for minutes, and of which no line of Python is the end."""

print(len(str(7 ** (10**7))))
