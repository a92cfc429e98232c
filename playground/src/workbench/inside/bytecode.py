"""Lists the bytecode of a source file, one JSON object a line: {function, line, offset, text}; a head has offset -1."""

import dis
import json
import sys
from pathlib import Path
from types import CodeType


def tell(code):
    arguments = code.co_varnames[: code.co_argcount]
    head = f"{code.co_qualname}({', '.join(arguments)})"
    print(json.dumps({"function": code.co_qualname, "line": code.co_firstlineno or None, "offset": -1, "text": head}))
    for step in dis.get_instructions(code):
        line = step.positions.lineno if step.positions else None
        nested = f"<code {step.argval.co_qualname}>" if isinstance(step.argval, CodeType) else step.argrepr
        text = f"{step.opname} {nested}".rstrip()
        print(json.dumps({"function": code.co_qualname, "line": line or None, "offset": step.offset, "text": text}))
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            tell(constant)


try:
    code = compile(Path("source.txt").read_text(encoding="utf-8"), sys.argv[1], "exec", dont_inherit=True)
except (SyntaxError, ValueError) as error:
    print(json.dumps({"error": str(error)}))
else:
    print(json.dumps({"version": sys.version}))
    tell(code)
