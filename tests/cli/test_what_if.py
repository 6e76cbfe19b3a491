#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trials of other figures: against exact fractions of their own, against evaluate with the same settings, and
without a trace in the ledger."""

import hashlib
import json
import sqlite3
import unittest
from fractions import Fraction

import openpyxl

import test_reference_fuzhou_2024_5 as judge
from command import AS_OF, POLICY, SAMPLES, TABLES, Case, decide
from reference import all_of, among, boolean, money, number, outcome, settle

CHANGES = {
    # --figure …: what the measure would be by hand
    'production': [
        (['cap=30万元'], lambda facts, lines: outcome(judge.production_gate(facts), lambda: settle(
            number(facts, 'province_award') / 2, 300000, 10000))),
        (['award=60%', 'floor=1.2万元'], lambda facts, lines: outcome(judge.production_gate(facts), lambda: settle(
            number(facts, 'province_award') * 3 / 5, 400000, 12000))),
        (['award=33.3', 'cap=123456.78元'], lambda facts, lines: outcome(
            judge.production_gate(facts),
            lambda: settle(number(facts, 'province_award') * 333 / 1000, Fraction(12345678, 100), 10000))),
    ],
    'festival-power': [
        (['require.enough=40万千瓦时'], lambda facts, lines: festival(facts, lines, 400000, Fraction(2, 100), 300000)),
        (['award=0.03元/千瓦时', 'cap=500000'],
         lambda facts, lines: festival(facts, lines, 500000, Fraction(3, 100), 5000000000)),
        (['award=0.015', 'cap=20', 'require.enough=60.5'],
         lambda facts, lines: festival(facts, lines, 605000, Fraction(15, 1000), 200000)),
    ],
}


def festival(facts, lines, enough, rate, cap):
    """The total of the official judgement, seen through its own outcome: paid by total, refused below."""
    stopped = judge.festival_power(dict(facts, above_scale=True, industry='17'), lines, {})
    total, seen = Fraction(0), set()
    for line in lines:
        if line.get('meter') is None or line['meter'] not in seen:
            total += Fraction(line['power'] or 0)
            seen.add(line.get('meter'))
    open_ = stopped[0] == 'review' and stopped[2]
    return outcome(all_of(('above-scale', boolean(facts, 'above_scale')), ('industrial', among(facts, 'industry', 6, 46)),
                          ('enough', open_ or total >= enough)), lambda: settle(total * rate, cap))


def line_facts(claim):
    return [{name: line.get(name) for name in ('meter', 'power', 'measured_from', 'measured_to')}
            for line in claim['lines']]


class WhatIf(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()
        self.bring_samples()
        self.ok('compute', self.ledger, '--as-of', AS_OF)

    def digest(self):
        return hashlib.sha256(self.ledger.read_bytes()).hexdigest()

    def tried(self, measure, *options):
        return json.loads(self.ok('what-if', self.ledger, POLICY, measure, *options, '--json').out)

    def fen(self, text):
        return int(Fraction(text) * 100)

    def check(self, measure, trial, after):
        """@after: (outcome, fen) by claimant."""
        before = {c['claimant']: (c['outcome'], self.fen(c['amount']) if c['amount'] is not None else None)
                  for c in self.listed(measure)}
        total = sum(fen for what, fen in after.values() if what == 'award')
        self.assertEqual(trial['after'], {'award': sum(what == 'award' for what, _ in after.values()),
                                          'total': money(total)})
        self.assertEqual(trial['before']['total'], money(sum(f for w, f in before.values() if w == 'award')))
        changed = {who for who in before if before[who][0] != after[who][0] or
                   (after[who][0] == 'award' and before[who][1] != after[who][1])}
        self.assertEqual({c['claimant'] for c in trial['affected']}, changed)
        for claim in trial['affected']:
            who = claim['claimant']
            self.assertEqual((claim['outcome'], claim['outcome_before']), (after[who][0], before[who][0]))
            if claim['outcome'] == 'award':
                self.assertEqual(self.fen(claim['after']), after[who][1])
        effects = trial['effects']
        self.assertEqual(sum(e['claims'] for e in effects.values()), len(before))
        self.assertEqual(sum(self.fen(e['difference']) for e in effects.values()), self.fen(trial['difference']))
        for side in ('before', 'after'):
            self.assertEqual(sum(self.fen(c[side]['total']) for c in trial['counties']),
                             self.fen(trial[side]['total']))

    def test_figures(self):
        before = self.digest()
        for measure, cases in CHANGES.items():
            claims = self.listed(measure)
            for figures, by_hand in cases:
                with self.subTest(measure=measure, figures=figures):
                    trial = self.tried(measure, *(x for f in figures for x in ('--figure', f)))
                    self.assertGreater(len(trial['affected']), 0)
                    self.check(measure, trial, {c['claimant']: by_hand(c['facts'], line_facts(c))[:2] for c in claims})
        self.assertEqual(self.digest(), before)
        self.assertFalse(self.ledger.with_name(self.ledger.name + '-wal').exists())
        self.ok('verify', self.ledger)

    def test_settings(self):
        """As evaluate decides the same claims with the same settings."""
        before = self.digest()
        for measure, options in (('production', ['--choose', 'floor-boundary=refuse']),
                                 ('recruitment', ['--choose', 'tenure=30-days']),
                                 ('recruitment', ['--set', 'window_from=2024-02-10'])):
            claims = self.listed(measure)
            decided = decide(measure, [{'id': c['claimant'], 'facts': c['facts'], 'lines': c['lines']} for c in claims],
                             '--as-of', AS_OF, *options).lines
            self.check(measure, self.tried(measure, *options),
                       {d['id']: (d['outcome'], self.fen(d['amount']) if d['amount'] is not None else None)
                        for d in decided})
        self.assertEqual(self.digest(), before)

    def test_nothing_changed(self):
        for measure in TABLES:
            trial = self.tried(measure)
            self.assertEqual((trial['before'], trial['affected']), (trial['after'], []))
            self.assertEqual(trial['effects']['none']['claims'], trial['claims'])

    def test_list(self):
        listed = json.loads(self.ok('what-if', self.ledger, POLICY, 'production', '--list', '--json').out)
        self.assertEqual([c['name'] for c in listed['choices']], ['floor-boundary'])
        figures = {f['name']: f for f in listed['figures']}
        self.assertEqual((figures['cap']['value'], figures['cap']['unit'], figures['cap']['part']),
                         ('40万元', '万元', 'cap'))
        # The place names the same figure.
        self.assertEqual(self.tried('production', '--figure', f"{figures['cap']['place']}=60万元"),
                         self.tried('production', '--figure', 'cap=60'))
        self.assertIn('require.new-output', self.ok('what-if', self.ledger, POLICY, 'production', '--list').out)

    def test_faults(self):
        command = ('what-if', self.ledger, POLICY, 'production')
        before = self.digest()
        for options, words in ((['--figure', 'cap=60千瓦时'], '[kind]'), (['--figure', 'cap=lots'], '[number]'),
                               (['--figure', 'cap'], 'cap'), (['--figure', 'cop=1'], 'cap'),
                               (['--figure', 'cap=1万元 floor 2万元'], '[number]'), (['--set', 'cap=1'], 'cap'),
                               (['--choose', 'floor-boundary=perhaps'], 'perhaps'), (['--batch', 'none'], 'none'),
                               (['--output', self.ledger], '')):
            self.assertIn(words, self.refused(*command, *options).err)
        self.refused('what-if', self.ledger, POLICY, 'job-stability')
        self.assertEqual(self.digest(), before)

    def test_not_computed(self):
        self.bring('production', SAMPLES / TABLES['production'], options=('--batch', '二'))
        self.refused('what-if', self.ledger, POLICY, 'production', '--batch', '二')

    def test_workbook(self):
        path = self.folder / 'trial.xlsx'
        out = self.ok('what-if', self.ledger, POLICY, 'production', '--figure', 'cap=60', '--figure', 'award=60',
                      '--output', path, LANGUAGE='zh_CN').out
        trial = self.tried('production', '--figure', 'cap=60', '--figure', 'award=60')
        self.assertIn('台账', out)
        book = openpyxl.load_workbook(path)
        claims = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
        self.assertEqual(len(claims), len(trial['affected']))
        self.assertEqual([round(c[6] * 100) for c in claims],
                         [self.fen(c['after'] or '0') - self.fen(c['before'] or '0') for c in trial['affected']])
        cells = {v for row in book.worksheets[0].iter_rows(values_only=True) for v in row if v is not None}
        self.assertTrue({'60万元', '60%', float(trial['after']['total'])} <= cells, cells)

    def test_other_run(self):
        """A setting that was changed but not computed with is no part of the official result."""
        self.ok('set', self.ledger, POLICY, 'production', 'floor-boundary=refuse')
        self.assertEqual(self.tried('production')['affected'], [])
        with sqlite3.connect(f'file:{self.ledger}?mode=ro', uri=True) as db:
            self.assertEqual(db.execute('SELECT count(*) FROM run').fetchone()[0], len(TABLES))


if __name__ == '__main__':
    unittest.main()
