#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every file of the tree must keep: length, licence line, clean text, nothing left open.

usage: check-tree.py SOURCE_DIR
"""

import re
import sys
from pathlib import Path

MAX_LINES = 600
MAX_WIDTH = 110
SKIP = {'.git', 'build', 'out', '__pycache__'}
TEXT = {'.c', '.h', '.py', '.sh', '.ui', '.xml', '.in', '.sql', '.css', '.build', '.policy', '.md', '.po', '.txt', ''}
CODE = {'.c', '.h'}
SCRIPT = {'.py', '.sh'}
# Written apart so that this file passes its own check.
OPEN = re.compile(r'\b(TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b')
MACHINE = re.compile(r'(?<![\w.])/(wo' r'rk|ho' r'me/\w+|ro' r'ot/\w+|tmp/bui' r'ld-)\b')


def files(top):
    for path in sorted(top.rglob('*')):
        parts = path.relative_to(top).parts
        if path.is_file() and not SKIP & set(parts) and parts[0] != 'tests' or \
           path.is_file() and parts[0] == 'tests' and 'data' not in parts and not SKIP & set(parts):
            yield path


def is_script(path, text):
    return path.suffix in SCRIPT or text.startswith('#!')



def check(path, name, text):
    lines = text.split('\n')
    code = path.suffix in CODE
    if code or is_script(path, text):
        if not any('SPDX-License-Identifier: GPL-3.0-or-later' in line for line in lines[:3]):
            yield 1, 'no SPDX line at the top'
        if len(lines) - 1 > MAX_LINES:
            yield len(lines), f'more than {MAX_LINES} lines: two nouns in one file?'
    if path.suffix == '.h' and '#pragma once' not in text and not name.endswith('.def'):
        yield 1, 'no #pragma once'
    if text and not text.endswith('\n'):
        yield len(lines), 'no newline at the end'
    for number, line in enumerate(lines, 1):
        if path.suffix not in ('.md', '.policy', '.po') and line != line.rstrip():
            yield number, 'space at the end of the line'
        if '\t' in line and path.suffix in CODE | SCRIPT | {'.ui', '.build', '.sql', '.css', '.policy'}:
            yield number, 'tab'
        if '\r' in line:
            yield number, 'carriage return'
        # The lines of a macro are aligned by the tool, which counts a Chinese character as two.
        if code and len(line) > MAX_WIDTH and not line.endswith('\\'):
            yield number, f'longer than {MAX_WIDTH} characters'
        if OPEN.search(line):
            yield number, 'something left open'
        if MACHINE.search(line):
            yield number, 'a path of one machine'


def main(top):
    top = Path(top)
    faults = []
    seen = 0
    for path in files(top):
        if path.suffix not in TEXT or path.name == 'COPYING':
            continue
        name = str(path.relative_to(top))
        try:
            text = path.read_bytes().decode('utf-8')
        except UnicodeDecodeError:
            faults.append(f'{name}: not UTF-8')
            continue
        seen += 1
        faults += [f'{name}:{number}: {what}' for number, what in check(path, name, text)]
    print('\n'.join(faults) if faults else f'{seen} files are in order')
    return 1 if faults or not seen else 0


sys.exit(main(sys.argv[1]))
