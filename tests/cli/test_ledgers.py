#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are no ledger, and ledgers in use."""

import json
import resource
import sqlite3
import subprocess
import threading
import time
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


class Disasters(Case):
    """After a full disk or a kill the ledger is as before the job, or as after it."""

    def setUp(self):
        super().setUp()
        self.new_ledger()
        self.bring('promotion-event', SAMPLES / TABLES['promotion-event'])
        self.ok('compute', self.ledger, '--as-of', '2024-06-30')
        self.big = self.folder / 'big.csv'
        with self.big.open('w', encoding='utf-8') as out:
            out.write('举办单位,统一社会信用代码,县（市）区,活动名称,主体类型,核定金额（元）\n')
            out.writelines(f'某局,9135{i:014},连江县,活动{i},工信部门,{i}.00\n' for i in range(8000))

        self.job = [PROGRAM, 'import', self.ledger, POLICY, 'promotion-event', self.big]

    def state(self):
        return self.ok('list', self.ledger, POLICY, 'promotion-event', '--json').out

    def finish(self):
        """The same job, left alone, does its work."""
        self.bring('promotion-event', self.big)
        self.assertEqual(len(self.listed('promotion-event')), 8009)
        self.ok('verify', self.ledger)

    def test_full_disk(self):
        before = self.state()
        size = self.ledger.stat().st_size
        for restore in (True, False):  # ended by the signal of the limit, or told of it as of a full disk
            for room in (1, 64 * 1024, 512 * 1024):
                done = subprocess.run(
                    self.job, capture_output=True, timeout=TIMEOUT, env=environment(),
                    restore_signals=restore, check=False,
                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, size + room)))
                self.assertNotIn(done.returncode, (0, 1), done.stderr)
                if not restore:
                    self.assertEqual(done.returncode, 2)
                    self.assertTrue(done.stderr.startswith(b'duixian-cli: '), done.stderr)
                self.assertEqual(self.state(), before)
        self.finish()

    def test_killed_import(self):
        before = self.state()
        killed = 0
        for delay in (0.01, 0.03, 0.06, 0.1, 0.15, 0.2):
            with subprocess.Popen(self.job, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  env=environment()) as process:
                time.sleep(delay)
                process.kill()
            if process.returncode in (0, 1) or self.state() != before:
                break
            killed += 1
        self.assertGreater(killed, 0)
        self.finish()

    def test_killed_compute(self):
        self.bring('promotion-event', self.big)
        undecided = self.state()
        self.ok('compute', self.ledger, '--as-of', '2024-06-30')
        decided = self.state()
        for delay in (0.01, 0.03, 0.06, 0.1):
            with subprocess.Popen([PROGRAM, 'compute', self.ledger, '--as-of', '2024-03-01'],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  env=environment()) as process:
                time.sleep(delay)
                process.kill()
            self.assertTrue(self.state() == decided)
            self.ok('verify', self.ledger)
        self.assertFalse(undecided == decided)


if __name__ == '__main__':
    unittest.main()
