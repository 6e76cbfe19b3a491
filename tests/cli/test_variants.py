#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sample table in twenty other forms comes to the same claims, and a second time to none."""

import json
import unittest

import variants
from command import EXPECTED, POLICY, SAMPLES, TABLES, Case


class Variants(Case):
    def setUp(self):
        super().setUp()
        self.n = 0

    def rows(self, kind):
        table = TABLES.get(kind, f'{kind}.xlsx')
        return [json.loads(line) for line in self.ok('sheet', SAMPLES / table, '--json').out.splitlines()]

    def fresh(self):
        self.n += 1
        self.ledger = self.folder / f'{self.n}.duixian'
        self.new_ledger()
        return self.folder / f'table-{self.n}'

    def claims(self, kind):
        """What can be compared: facts and lines by claimant, whatever order the rows had."""
        key = json.dumps
        return {d['claimant']: (d['facts'], sorted(key(x, sort_keys=True) for x in d['lines'] or []))
                for d in self.listed(kind)}

    def bring_all(self, kind, files, *options):
        reports = []
        for path, sheet in files:
            chosen = options if sheet is None else (*options, '--sheet', sheet)
            reports += self.bring(kind, path, options=chosen)
        return reports

    def check(self, kind):
        rows = self.rows(kind)
        self.fresh()
        self.bring(kind, SAMPLES / TABLES[kind])
        wanted = self.claims(kind)
        self.assertEqual(len(wanted), len(EXPECTED[kind]['claims']))
        self.assertGreaterEqual(len(variants.VARIANTS), 20)
        for name in variants.VARIANTS:
            with self.subTest(name):
                files = variants.make(kind, rows, name, self.fresh())
                reports = self.bring_all(kind, files)
                self.assertEqual([p for r in reports for p in r['problems'] if p['severity'] == 'error'], [])
                self.assertEqual(self.claims(kind), wanted)
                again = self.bring_all(kind, files)
                self.assertEqual(sum(r['added'] + r['changed'] for r in again), 0)
                self.assertEqual(self.claims(kind), wanted)

    def test_production(self):
        self.check('production')

    def test_festival_power(self):
        self.check('festival-power')

    def test_new_above_scale(self):
        self.check('new-above-scale')

    def test_recruitment(self):
        self.check('recruitment')

    def test_matchmaking_event(self):
        self.check('matchmaking-event')

    def test_promotion_event(self):
        self.check('promotion-event')

    def test_payee_accounts(self):
        """Of a register: what is brought in again is what is there."""
        rows = self.rows('payee-accounts')
        self.fresh()
        read = self.ok('register', self.ledger, 'accounts', SAMPLES / 'payee-accounts.xlsx', '--json').lines[0]
        self.assertEqual(read['added'], 120)
        for name in variants.VARIANTS:
            with self.subTest(name):
                self.n += 1
                files = variants.make('payee-accounts', rows, name, self.folder / f'table-{self.n}')
                counts = []
                for path, sheet in files:
                    chosen = () if sheet is None else ('--sheet', sheet)
                    counts += self.ok('register', self.ledger, 'accounts', path, *chosen, '--json').lines
                self.assertEqual(sum(c['added'] + c['changed'] for c in counts), 0)
                self.assertEqual(sum(c['unchanged'] for c in counts), 120)

    def test_learnt_headings(self):
        """Words no one can guess are said once; a later table of the kind, and the next ledger, need no answer."""
        for kind in TABLES:
            with self.subTest(kind):
                rows = self.rows(kind)
                self.fresh()
                self.bring(kind, SAMPLES / TABLES[kind])
                wanted = self.claims(kind)
                folder = self.fresh()
                folder.mkdir()
                first = variants.unguessable(kind, rows, folder, later=False)
                later = variants.unguessable(kind, rows, folder, later=True)
                self.bring(kind, first[0][0], status=2)
                options = [o for answer in variants.answers(kind) for o in ('--column', answer)]
                self.bring_all(kind, first, *options)
                self.assertEqual(self.claims(kind), wanted)
                reports = self.bring_all(kind, later)
                self.assertEqual(sum(r['added'] + r['changed'] for r in reports), 0)
                told = self.ledger
                self.fresh()
                self.ok('headings', self.ledger, POLICY, kind, '--from', told)
                self.bring_all(kind, later)
                self.assertEqual(self.claims(kind), wanted)


if __name__ == '__main__':
    unittest.main()
