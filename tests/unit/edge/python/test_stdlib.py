"""The standard library that a Python program finds on the edge."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from wardian.edge.outcome import Outcome

Run = Callable[..., Outcome]

MODULES = """
    abc argparse array ast asyncio base64 bisect calendar cmath codecs collections colorsys concurrent.futures
    configparser contextlib contextvars copy csv dataclasses datetime decimal difflib doctest email.message enum
    fractions functools glob graphlib gzip hashlib heapq hmac html.parser http.client http.cookies http.server imaplib
    importlib.metadata inspect io ipaddress itertools json keyword linecache locale logging.config mimetypes numbers
    operator optparse os pathlib pdb pickle pkgutil platform plistlib pprint queue quopri random re sched secrets
    shelve shlex shutil smtplib socket socketserver sqlite3 statistics string string.templatelib struct subprocess
    symtable sysconfig tarfile tempfile textwrap threading timeit tokenize tomllib trace traceback tracemalloc types
    typing unicodedata unittest.mock urllib.parse urllib.request uuid warnings wave weakref webbrowser
    wsgiref.simple_server xml.dom.minidom xml.etree.ElementTree xmlrpc.client zipapp zipfile zipimport zlib zoneinfo
"""

IMPORTS = """
import array, base64, bisect, cmath, copy, csv, datetime, decimal, fractions, hashlib, heapq, hmac, io, json, math
import pickle, random, re, sqlite3, statistics, struct, textwrap, tomllib, unicodedata, zlib
from xml.etree import ElementTree as etree
"""


def test_every_module_that_does_without_a_system_can_be_imported(run: Run) -> None:
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    try: importlib.import_module(name)\n"
        "    except Exception as error: print(name, repr(error))\n"
    )
    outcome = run(program, args=tuple(MODULES.split()))
    assert (outcome.exit_code, outcome.stdout, outcome.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    "expression",
    [
        "hashlib.sha256(b'').hexdigest(), hashlib.blake2b(b'a').hexdigest()",
        "hmac.new(b'k', b'm', 'sha1').hexdigest()",
        "zlib.decompress(zlib.compress(b'a' * 99, 9)), zlib.crc32(b'a')",
        "decimal.Decimal(1) / 7, fractions.Fraction(3, 9)",
        "sqlite3.connect(':memory:').execute('select 6 * 7, \"é\"').fetchone()",
        "unicodedata.normalize('NFD', 'é'), unicodedata.name('ß')",
        "etree.fromstring('<a b=\"c\">d</a>').attrib",
        "re.sub('(?i)B', 'x', 'abcB'), re.findall(r'\\w+', 'é à')",
        "f'{3.14159:.2f} {10**20:,} {255:#x}'",
        "'ß'.encode('latin-1'), 'ß'.encode('utf-16-le'), '語'.encode('shift_jis')",
        "datetime.date(2024, 2, 29).isoformat(), datetime.timedelta(1) / 3",
        "struct.pack('<If', 1, 0.5), array.array('d', [1.5]).tobytes()",
        "random.Random(1).random(), random.Random('a').sample(range(100), 5)",
        "math.sin(1), math.gamma(5.5), cmath.sqrt(-1), 2**0.5",
        "json.loads(json.dumps({'é': [1.0, None, True]}))",
        "statistics.stdev([1, 2, 4]), heapq.nsmallest(2, [3, 1, 2]), bisect.bisect([1, 2], 1)",
        "copy.deepcopy({1: [2]}), pickle.loads(pickle.dumps({1: {2}}))",
        "csv.DictReader(io.StringIO('a,b\\n1,2')).__next__()",
        "tomllib.loads('a = [1, 2]'), base64.b64encode(b'abc'), textwrap.fill('a b c', 3)",
    ],
)
def test_it_computes_what_it_computes_elsewhere(run: Run, expression: str) -> None:
    program = f"{IMPORTS}\nprint(repr(({expression})))\n"
    here = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run(program).stdout == here.stdout


def test_it_is_cpython_3_14(run: Run) -> None:
    program = "import sys; print(sys.implementation.name, sys.version_info[:2], sys.platform)"
    assert run(program).stdout == b"cpython (3, 14) wasi\n"


def test_an_error_inside_a_library_names_the_library_s_file(run: Run) -> None:
    assert b'File "/python/json/decoder.py", line' in run("import json; json.loads('{')").stderr


def test_help_is_there(run: Run) -> None:
    assert b"Return the number of items in a container." in run("help(len)").stdout
