#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are no ledger, and ledgers in use."""

import json
import sqlite3
import subprocess
import threading
import unittest

from command import EXPECTED, POLICY, PROGRAM, SAMPLES, TABLES, TIMEOUT, Case, environment


class Ledgers(Case):
    COMMANDS = (('status',), ('compute',), ('verify',), ('list', POLICY, 'production'),
                ('set', POLICY, 'production', 'floor-boundary=refuse'),
                ('import', POLICY, 'production', SAMPLES / TABLES['production']),
                ('export', 'approval', '--output', 'out.xlsx'), ('print', 'report', '--output', 'out.pdf'))

    def refuse_all(self):
        before = self.ledger.read_bytes() if self.ledger.is_file() else None
        for command, *rest in self.COMMANDS:
            rest = [self.folder / r if str(r).startswith('out.') else r for r in rest]
            self.refused(command, self.ledger, *rest)
            if before is not None:
                self.assertEqual(self.ledger.read_bytes(), before, command)
        self.refused('backup', self.ledger, self.folder / 'copy.duixian')

    def test_none(self):
        self.refuse_all()
        self.assertFalse(self.ledger.exists())

    def test_not_a_ledger(self):
        for content in (b'', b'hello', b'SQLite format 3\0' + b'\0' * 5000):
            self.ledger.write_bytes(content)
            self.refuse_all()

    def test_other_database(self):
        with sqlite3.connect(self.ledger) as db:
            db.execute('CREATE TABLE t (x)')
        self.refuse_all()

    def test_newer(self):
        self.new_ledger()
        with sqlite3.connect(self.ledger) as db:
            db.execute('PRAGMA user_version = 9999')
            db.execute('PRAGMA journal_mode = DELETE')
        self.refuse_all()

    def test_folder(self):
        self.ledger.mkdir()
        self.refuse_all()

    def test_never_overwritten(self):
        self.new_ledger()
        before = self.ledger.read_bytes()
        self.refused('new', self.ledger)
        self.assertEqual(self.ledger.read_bytes(), before)
        self.refused('new', self.folder / 'none' / 'a.duixian')

    def test_empty_ledger(self):
        self.new_ledger()
        self.assertEqual(json.loads(self.ok('status', self.ledger, '--json').out),
                         {'measures': [], 'total': '0.00'})
        self.ok('status', self.ledger)
        self.ok('compute', self.ledger)
        self.ok('verify', self.ledger)
        self.assertEqual(self.ok('list', self.ledger, POLICY, 'production', '--json').out, '')
        self.ok('export', self.ledger, 'approval', '--output', self.folder / 'a.xlsx')
        self.ok('print', self.ledger, 'report', '--output', self.folder / 'a.pdf')

    def test_not_computed(self):
        self.new_ledger()
        self.bring('promotion-event', SAMPLES / TABLES['promotion-event'])
        listed = self.listed('promotion-event')
        self.assertEqual({(d['outcome'], d['amount'], d['code']) for d in listed}, {(None, None, None)})
        status = json.loads(self.ok('status', self.ledger, '--json').out)['measures'][0]
        self.assertEqual((status['claims'], status['award']), (9, 0))

    def test_busy(self):
        """While another program writes, a command waits; it fails only if that takes too long."""
        self.new_ledger()
        db = sqlite3.connect(self.ledger, isolation_level=None, check_same_thread=False)
        db.execute('BEGIN IMMEDIATE')
        release = threading.Timer(1, db.rollback)
        release.start()
        report = self.bring('promotion-event', SAMPLES / TABLES['promotion-event'])[0]
        self.assertEqual(report['added'], 9)
        release.join()
        db.close()

    def test_two_writers(self):
        self.new_ledger()
        runs = [subprocess.Popen([PROGRAM, 'import', self.ledger, POLICY, measure, SAMPLES / table, '--json'],
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment())
                for measure, table in TABLES.items()]
        for process in runs:
            process.communicate(timeout=TIMEOUT)
            self.assertIn(process.returncode, (0, 1))
        for measure, expected in EXPECTED.items():
            self.assertEqual(len(self.listed(measure)), len(expected['claims']))
        self.ok('verify', self.ledger)


if __name__ == '__main__':
    unittest.main()
