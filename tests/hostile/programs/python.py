"""Python that wants more than its share while it is compiled."""

from __future__ import annotations

from tests.hostile.programs.program import COMPILES, CPU, ERROR, LOG, python

LIGATURES = "\ufb03" * 1000
"""Each is three letters to Python (NFKC)."""

PYTHON = (
    python("deep-parentheses", "(" * 100_000 + ")" * 100_000, ERROR),
    python("deep-blocks", "".join(" " * n + "if 1:\n" for n in range(1000)) + " " * 1000 + "pass\n", ERROR),
    python("deep-operators", "x = " + "-" * 500_000 + "1\n", ERROR),
    python("deep-attributes", "x = y" + ".z" * 300_000 + "\n", ERROR, CPU),
    python("deep-functions", "x = " + "lambda: " * 100_000 + "1\n", ERROR),
    python("deep-format-strings", 'x = f"' + "{f'" * 200 + "1" + "'}" * 200 + '"\n', ERROR),
    python("constant-power", "x = 9 ** 9 ** 9 ** 9\n", COMPILES),
    python("constant-repetition", 'x = (("x" * 4096) * 4096) * 4096, 1 << (1 << 40)\n', COMPILES),
    python("constant-memory", "x = " + "(" * 50 + "(0,) * 250" + ") * 250" * 50 + "\n", COMPILES),
    python("endless-number", "x = " + "9" * 900_000 + "\n", ERROR),
    python("names-that-grow", "".join(f"{LIGATURES}{n} = 1\n" for n in range(1_000)), COMPILES),
    python("warnings-flood", "".join(f"x{n} = '\\d' is 1\n" for n in range(30_000)), COMPILES, LOG, CPU),
    python("long-chain", "x = a" + " < a" * 200_000 + "\n", COMPILES, CPU),
    python("many-branches", "if 0: pass\n" + "elif 0: pass\n" * 60_000, ERROR, CPU),
    python("null-characters", "x = 1\n\0\n", ERROR),
    python("errors-in-sixty-files", "x = 1\n", ERROR, beside={f"a{n}.py": "(" * 10_000 for n in range(60)}),
    python(
        "forks-and-sockets",
        "import os, socket\nwhile True: os.fork(), socket.socket().connect(('127.0.0.1', 1))\n",
        COMPILES,
    ),
)
