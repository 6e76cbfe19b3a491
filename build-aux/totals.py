#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the logs of meson test runs and prints "N passed, N failed, N skipped".

A test that speaks TAP counts as many times as it has results, any other once. A test that meson calls
failed without a failed result of its own (a crash, a time limit, a leak at the end) counts as one failure.
The exit status is 1 when anything failed or nothing ran at all.
"""

import json
import re
import sys
from pathlib import Path

RESULT = re.compile(r'^(not )?ok\b[^#]*(?:#\s*(SKIP|TO[D]O)\b)?', re.IGNORECASE)
PLAN = re.compile(r'^1\.\.\d+', re.MULTILINE)
BAD = {'FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS'}


def count(test):
    """Passed, failed and skipped results of one line of the log."""
    output = test.get('stdout') or ''
    passed = failed = skipped = 0
    if PLAN.search(output):
        for line in output.splitlines():
            match = RESULT.match(line)
            if not match:
                continue
            if match.group(2):
                skipped += 1
            elif match.group(1):
                failed += 1
            else:
                passed += 1
    elif test['result'] == 'SKIP':
        skipped = 1
    elif test['result'] in ('OK', 'EXPECTEDFAIL'):
        passed = 1
    if test['result'] in BAD and failed == 0:
        failed = 1
    return passed, failed, skipped


def main(paths):
    totals = [0, 0, 0]
    for path in paths:
        ran = 0
        if Path(path).exists():
            for line in Path(path).read_text(encoding='utf-8').splitlines():
                result = count(json.loads(line))
                ran += sum(result)
                totals = [a + b for a, b in zip(totals, result)]
        if ran == 0:
            print(f'{path}: no test ran')
            totals[1] += 1
    print('%d passed, %d failed, %d skipped' % tuple(totals))
    return 0 if totals[1] == 0 else 1


sys.exit(main(sys.argv[1:]))
