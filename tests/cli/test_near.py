#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Near misses of a ledger: the value named decides otherwise and one unit less does not, by evaluate; none that
trying every claim finds is left out."""

import json
import sqlite3
import unittest
from decimal import Decimal

import openpyxl

from command import AS_OF, POLICY, TABLES, Case, decide

# The smallest step of a figure as written.
STEPS = {'money': Decimal('0.01'), 'energy': Decimal('0.01'), 'percent': Decimal('0.000001'), 'count': Decimal(1)}
FACTS = {'production': {'output': 'money', 'output_prior': 'money', 'power': 'energy', 'power_prior': 'energy',
                        'province_award': 'money'},
         'festival-power': {'power': 'energy'}}


class Near(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()
        self.bring_samples()
        self.ok('compute', self.ledger, '--as-of', AS_OF)

    def near(self, measure, *options):
        return json.loads(self.ok('near', self.ledger, POLICY, measure, *options, '--json').out)

    def changed(self, claim, miss, value):
        """@claim as evaluate reads it, with the figure of @miss as @value."""
        facts, lines = dict(claim['facts']), [dict(line) for line in claim['lines']]
        place = lines[miss['line'] - 1] if 'line' in miss else facts
        self.assertEqual(Decimal(place[miss['fact']]), Decimal(miss['from']))
        place[miss['fact']] = str(value)
        return {'id': claim['claimant'], 'facts': facts, 'lines': lines}

    def better(self, claim, decision):
        """Whether @decision is what a near miss of @claim is to reach."""
        if claim['outcome'] == 'refuse':
            return decision['outcome'] == 'award'
        return decision['outcome'] == 'award' and decision['code'] != 'capped'

    def test_flips(self):
        seen = set()
        for measure, facts in FACTS.items():
            claims = {c['claimant']: c for c in self.listed(measure)}
            found = self.near(measure, '--within', '60')
            self.assertEqual((found['found'], found['open']), (len(found['claims']), 0))
            at, before = [], []
            for entry in found['claims']:
                miss, claim = entry['near'], claims[entry['claimant']]
                self.assertEqual((entry['outcome'], entry['code']), (claim['outcome'], claim['code']))
                value, step = Decimal(miss['to']), STEPS[facts[miss['fact']]]
                step = step if value > Decimal(miss['from']) else -step
                at.append(self.changed(claim, miss, value))
                before.append(self.changed(claim, miss, value - step))
            for entry, here, there in zip(found['claims'], decide(measure, at).lines, decide(measure, before).lines):
                seen.add((measure, entry['outcome'], entry['code']))
                self.assertTrue(self.better(entry, here), (entry, here))
                self.assertFalse(self.better(entry, there), (entry, there))
                self.assertEqual((entry['near']['outcome'], entry['near']['amount']), (here['outcome'], here['amount']))
        self.assertTrue({m for m, _, _ in seen} == set(FACTS) and any(code == 'capped' for _, _, code in seen), seen)

    def test_tolerance_and_order(self):
        """A smaller tolerance is the beginning of a larger one."""
        def share(entry):
            miss = entry['near']
            return abs(Decimal(miss['to']) - Decimal(miss['from'])) / abs(Decimal(miss['from']))

        most = self.near('production', '--within', '50')['claims']
        self.assertEqual([share(e) for e in most], sorted(share(e) for e in most))
        for within in ('0', '0.5', '5', '20'):
            self.assertEqual(self.near('production', '--within', within)['claims'],
                             [e for e in most if share(e) * 100 <= Decimal(within)])
        self.assertEqual(self.near('production'), self.near('production', '--within', '5'))

    def test_as_evaluate(self):
        """What evaluate names for each claim, the nearest of it."""
        for measure in FACTS:
            listed = self.listed(measure)
            claims = [{'id': c['claimant'], 'facts': c['facts'], 'lines': c['lines']} for c in listed]
            found = {e['claimant']: e for e in self.near(measure, '--within', '30')['claims']}
            for claim, line in zip(listed, decide(measure, claims, '--explain').lines):
                misses = [m for m in line['near'] if m['kind'] in ('award', 'uncapped')
                          and abs(Decimal(m['to']) - Decimal(m['from'])) * 100 <= abs(Decimal(m['from'])) * 30]
                entry = found.get(claim['claimant'])
                self.assertEqual(entry is None, not misses, claim)
                if misses:
                    self.assertEqual([entry['near'][k] for k in ('fact', 'from', 'to')],
                                     [misses[0][k] for k in ('fact', 'from', 'to')])

    def test_words(self):
        out = self.ok('near', self.ledger, POLICY, 'production', '--within', '60', LANGUAGE='zh_CN').out
        self.assertIn('即可获奖', out)
        out = self.ok('near', self.ledger, POLICY, 'festival-power', '--within', '90', LANGUAGE='zh_CN').out
        self.assertIn('触及上限', out)

    def test_workbook(self):
        path = self.folder / 'near.xlsx'
        found = self.near('festival-power', '--within', '60', '--output', path)['claims']
        sheet, = openpyxl.load_workbook(path).worksheets
        rows = list(sheet.iter_rows(min_row=4, values_only=True))
        self.assertEqual([row[0] for row in rows], [entry['name'] for entry in found])
        for row, entry in zip(rows, found):
            self.assertIn(entry['near']['key'], row[3])
        self.refused('near', self.ledger, POLICY, 'production', '--output', self.ledger)

    def test_untouched(self):
        with sqlite3.connect(f'file:{self.ledger}?mode=ro', uri=True) as db:
            before = list(db.iterdump())
        for measure in TABLES:
            self.near(measure)
        with sqlite3.connect(f'file:{self.ledger}?mode=ro', uri=True) as db:
            self.assertEqual(list(db.iterdump()), before)

    def test_faults(self):
        for options in (['--within', 'much'], ['--within', '-1'], ['--batch', 'none']):
            self.refused('near', self.ledger, POLICY, 'production', *options)
        self.refused('near', self.ledger, POLICY, 'job-stability')
        self.refused('near', self.ledger, POLICY, 'nothing')


if __name__ == '__main__':
    unittest.main()
