# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs duixian-cli for the tests of this suite."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ['DUIXIAN_SOURCE_DIR'])
BUILD = Path(os.environ['DUIXIAN_BUILD_DIR'])
PROGRAM = BUILD / 'app' / 'cli' / 'duixian-cli'
SAMPLES = SOURCE / 'tests' / 'data' / 'samples'
EXPECTED = json.loads((SAMPLES / 'expected.json').read_text(encoding='utf-8'))
POLICY = 'fuzhou-2024-5'
AS_OF = EXPECTED['recruitment']['as_of']
TABLES = {
    'production': 'production.xlsx',
    'festival-power': 'festival-power.xls',
    'new-above-scale': 'new-above-scale.ods',
    'recruitment': 'recruitment.csv',
    'matchmaking-event': 'matchmaking-event.xlsx',
    'promotion-event': 'promotion-event.xlsx',
}
TIMEOUT = 120


def environment(**more):
    env = {k: v for k, v in os.environ.items() if k not in ('DISPLAY', 'WAYLAND_DISPLAY', 'LANGUAGE')}
    env.update({"LC_ALL": "C.UTF-8", **more})
    return env


class Result:
    """What a run came to."""

    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode('utf-8')
        self.err = done.stderr.decode('utf-8')

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments, stdin=b'', **more):
    if isinstance(stdin, str):
        stdin = stdin.encode('utf-8')
    return Result(subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True,
                                 timeout=TIMEOUT, env=environment(**more), check=False))


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    maxDiff = None

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix='duixian-cli-'))
        self.addCleanup(shutil.rmtree, self.folder)
        self.ledger = self.folder / '台账.duixian'

    def ok(self, *arguments, status=0, **more):
        """Runs a command that must end with @status, and without a word on standard error when that is 0 and
        nothing is imported."""
        result = run(*arguments, **more)
        self.assertEqual(result.status, status, result.err + result.out)
        return result

    def refused(self, *arguments, **more):
        """Runs a command that must fail with a sentence and print nothing."""
        result = self.ok(*arguments, status=2, **more)
        self.assertEqual(result.out, '')
        self.assertTrue(result.err.startswith('duixian-cli: '), result.err)
        self.assertNotIn('CRITICAL', result.err)
        return result

    def new_ledger(self):
        self.ok('new', self.ledger)
        return self.ledger

    def bring(self, measure, *files, status=None, options=()):
        """Imports tables; returns the reports."""
        result = run('import', self.ledger, POLICY, measure, *files, *options, '--json')
        if status is None:
            self.assertIn(result.status, (0, 1), result.err)
        else:
            self.assertEqual(result.status, status, result.err)
        return result.lines

    def bring_samples(self):
        for measure, table in TABLES.items():
            self.bring(measure, SAMPLES / table)

    def listed(self, measure, *options):
        return self.ok('list', self.ledger, POLICY, measure, *options, '--json').lines

    def content(self):
        """Everything a user can see of the ledger."""
        return {measure: self.listed(measure) for measure in TABLES}


def decide(measure, claims, *options, policy=POLICY):
    """Evaluates @claims; returns the decisions."""
    text = '\n'.join(json.dumps(claim, ensure_ascii=False) for claim in claims)
    return run('evaluate', policy, measure, *options, stdin=text)
