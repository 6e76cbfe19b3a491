#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports taken back: the ledger is as it was, and the same file can come in again."""

import shutil
import sqlite3
import unittest

import openpyxl

from command import POLICY, SAMPLES, TABLES, Case, run

TABLE = SAMPLES / TABLES['production']


class Undo(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()

    def bring(self, path):
        return run('import', self.ledger, POLICY, 'production', path, '--json').lines[0]

    def claims(self):
        return self.ok('list', self.ledger, POLICY, 'production', '--json').lines

    def corrected(self):
        """The sample with one figure corrected."""
        path = self.folder / 'corrected.xlsx'
        shutil.copy(TABLE, path)
        book = openpyxl.load_workbook(path)
        sheet = book.active
        for row in sheet.iter_rows(min_row=5):
            cell = next((c for c in row if isinstance(c.value, float)), None)
            if cell is not None:
                cell.value = round(cell.value + 1, 2)
                break
        book.save(path)
        return path

    def test_twice(self):
        self.assertEqual(self.bring(TABLE)['added'], 80)
        self.ok('compute', self.ledger, '--as-of', '2024-06-30')
        before = self.claims()
        report = self.bring(self.corrected())
        self.assertEqual((report['added'], report['changed']), (0, 1))
        self.assertNotEqual(self.claims(), before)

        # What was changed is as it was, its decision too.
        self.assertIn('corrected.xlsx', self.ok('undo', self.ledger).out)
        self.assertEqual(self.claims(), before)
        self.ok('verify', self.ledger)
        # What was added is gone, and comes in again.
        self.ok('undo', self.ledger)
        self.assertEqual(self.claims(), [])
        self.ok('verify', self.ledger)
        self.refused('undo', self.ledger)
        self.assertEqual(self.bring(TABLE)['added'], 80)
        self.ok('verify', self.ledger)

    def test_computed_since(self):
        self.bring(TABLE)
        self.bring(self.corrected())
        self.ok('compute', self.ledger, '--as-of', '2024-06-30')
        self.ok('undo', self.ledger)
        self.ok('verify', self.ledger)
        with sqlite3.connect(f'file:{self.ledger}?mode=ro', uri=True) as db:
            actions = [action for action, in db.execute('SELECT action FROM audit ORDER BY id')]
        self.assertEqual(actions[-4:], ['import', 'import', 'compute', 'undo'])
        self.ok('compute', self.ledger, '--as-of', '2024-06-30')
        self.ok('verify', self.ledger)

    def test_register(self):
        accounts = SAMPLES / 'payee-accounts.xlsx'
        self.assertEqual(run('register', self.ledger, 'accounts', accounts, '--json').lines[0]['added'], 120)
        self.ok('undo', self.ledger)
        self.assertEqual(run('register', self.ledger, 'accounts', accounts, '--json').lines[0]['added'], 120)


if __name__ == '__main__':
    unittest.main()
