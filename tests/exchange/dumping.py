# SPDX-License-Identifier: GPL-3.0-or-later
"""Files as dump-sheet reads them. Tests are called with DUMP-SHEET DATA-FOLDER."""

import os
import re
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM, DATA = sys.argv[1], Path(sys.argv[2])
FOLDER = tempfile.TemporaryDirectory(prefix='duixian-tables-')

# Nothing a file says may take longer than this.
SECONDS = 20


class Table:
    """What dump-sheet printed."""

    def __init__(self, words, status):
        self.cells, self.hidden, self.merged, self.error, self.name = {}, [], [], None, None
        self.status = status
        for line in words.split('\n'):
            parts = line.split('\t')
            if parts[0] == 'error':
                self.error, self.message = parts[1], parts[2]
            elif parts[0] == 'sheet':
                self.name, self.rows, self.columns = parts[1], int(parts[2]), int(parts[3])
            elif parts[0] == 'hidden':
                self.hidden.append(int(parts[1]))
            elif parts[0] == 'merged':
                self.merged.append(tuple(map(int, parts[1:])))
            elif len(parts) == 4:
                self.cells[int(parts[0]), int(parts[1])] = (parts[2], parts[3])


class Reading(unittest.TestCase):
    maxDiff = None

    def dump(self, path, which=None):
        began = time.monotonic()
        result = subprocess.run([PROGRAM, str(path)] + ([which] if which else []), capture_output=True, timeout=120,
                                env={**os.environ, 'LC_ALL': 'C.UTF-8', 'G_DEBUG': 'fatal-criticals'})
        self.assertIn(result.returncode, (0, 1), result.stderr)
        # The leak check says so of a thread that ends while it looks.
        said = re.sub(rb'==\d+==Unable to get registers from thread \d+\.\n', b'', result.stderr)
        self.assertEqual(said, b'')
        self.assertLess(time.monotonic() - began, SECONDS)
        return Table(result.stdout.decode(), result.returncode)

    def read(self, content, name='表.xlsx', which=None):
        path = Path(FOLDER.name) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.dump(path, which)

    def fails(self, content, code, name='表.xlsx', which=None):
        table = self.read(content, name, which)
        self.assertEqual(table.error, code)
        self.assertIn(name, table.message)
        return table


def main():
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
