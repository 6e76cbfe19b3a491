#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample tables from import to approval, against what they must come to."""

import json
import shutil
import sqlite3
import unittest
from decimal import Decimal

import openpyxl

from command import AS_OF, EXPECTED, POLICY, SAMPLES, TABLES, Case, run


class Samples(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept = {}

    def setUp(self):
        super().setUp()
        if 'ledger' not in self.kept:
            self.new_ledger()
            self.kept['reports'] = {m: self.bring(m, SAMPLES / t)[0] for m, t in TABLES.items()}
            self.kept['computed'] = json.loads(self.ok('compute', self.ledger, '--as-of', AS_OF, '--json').out)
            self.kept['ledger'] = self.ledger.read_bytes()
        self.ledger.write_bytes(self.kept['ledger'])

    def test_every_claim(self):
        for measure, expected in EXPECTED.items():
            listed = self.listed(measure)
            wanted = {c['claimant']: (c['outcome'], c['amount']) for c in expected['claims']}
            self.assertEqual({d['claimant']: (d['outcome'], d['amount']) for d in listed}, wanted, measure)
            self.assertEqual([d['claimant'] for d in listed], sorted(wanted), measure)

    def test_every_fact(self):
        """What was imported is what the table says, to the fen and the hundredth of a kilowatt-hour."""
        for measure, expected in EXPECTED.items():
            listed = {d['claimant']: d for d in self.listed(measure)}
            for claim in expected['claims']:
                decision = listed[claim['claimant']]
                for fact, value in claim['facts'].items():
                    self.assertEqual(decision['facts'][fact], value, (measure, claim['claimant'], fact))
                lines = [{k: v for k, v in line.items() if k in claim['lines'][0]}
                         for line in decision['lines']] if claim.get('lines') else []
                key = json.dumps
                self.assertEqual(sorted(key(x, sort_keys=True) for x in lines),
                                 sorted(key(x, sort_keys=True) for x in claim.get('lines', [])),
                                 (measure, claim['claimant']))

    def test_list_is_evaluate(self):
        """A claim as list prints it, given to evaluate, comes to the same decision."""
        for measure in TABLES:
            listed = self.listed(measure)
            text = '\n'.join(json.dumps({'id': d['claimant'], **d}) for d in listed)
            result = run('evaluate', POLICY, measure, '--as-of', AS_OF, stdin=text)
            self.assertEqual(result.status, 0, result.err)
            for decision, again in zip(listed, result.lines):
                for member in ('outcome', 'amount', 'code', 'flags'):
                    self.assertEqual(decision[member], again[member], (measure, decision['claimant']))

    def test_problems(self):
        for measure, report in self.kept['reports'].items():
            problems = report['problems']
            expected = EXPECTED[measure]
            by_code = {}
            for problem in problems:
                by_code.setdefault(problem['code'], []).append(problem)
                self.assertIn(problem['severity'], ('error', 'warning', 'note'))
                self.assertTrue(problem['message'])
                self.assertTrue(problem['sheet'])
            duplicates = [p['row'] for p in by_code.get('duplicate-row', [])]
            self.assertEqual(len(duplicates), len(expected.get('duplicates', [])), measure)
            found = [p['found'] for p in by_code.get('bad-check-character', [])]
            self.assertEqual(found, expected.get('bad_check_character', []), measure)
            self.assertEqual(report['claims'], len(expected['claims']), measure)
            self.assertEqual(report['added'], report['claims'])

    def test_places_of_problems(self):
        """Rows and columns are those of the file as a spreadsheet program shows it."""
        sheet = openpyxl.load_workbook(SAMPLES / TABLES['production']).worksheets[0]
        for problem in self.kept['reports']['production']['problems']:
            if problem['code'] == 'bad-check-character':
                self.assertEqual(str(sheet[f"{problem['column']}{problem['row']}"].value).strip().upper(),
                                 problem['found'])

    def test_again_adds_nothing(self):
        before = self.content()
        for measure, table in TABLES.items():
            again = self.bring(measure, SAMPLES / table)[0]
            self.assertEqual((again['added'], again['changed']), (0, 0), measure)
            self.assertEqual(again['unchanged'], again['claims'], measure)
        self.assertEqual(self.content(), before)

    def test_again_from_another_file(self):
        """The same rows in a file of another name and form add nothing either."""
        csv = self.folder / 'again.csv'
        csv.write_text(self.ok('sheet', SAMPLES / TABLES['production']).out, encoding='utf-8')
        before = self.listed('production')
        again = self.bring('production', csv)[0]
        self.assertEqual((again['added'], again['changed']), (0, 0))
        self.assertEqual(self.listed('production'), before)

    def test_status(self):
        status = json.loads(self.ok('status', self.ledger, '--json').out)
        self.assertEqual(status, self.kept['computed'])
        fen = 0
        for total in status['measures']:
            claims = EXPECTED[total['measure']]['claims']
            outcomes = [c['outcome'] for c in claims]
            amount = sum(round(float(c['amount']) * 100) for c in claims if c['amount'] is not None)
            fen += amount
            self.assertEqual(list(total), ['policy', 'measure', 'claims', 'award', 'refuse', 'review', 'total'])
            self.assertEqual((total['claims'], total['award'], total['refuse'], total['review'], total['total']),
                             (len(claims), outcomes.count('award'), outcomes.count('refuse'),
                              outcomes.count('review'), f'{amount // 100}.{amount % 100:02}'))
        self.assertEqual({t['measure'] for t in status['measures']}, set(TABLES))
        self.assertEqual(status['total'], f'{fen // 100}.{fen % 100:02}')

    def test_plain_output(self):
        out = self.ok('status', self.ledger, LANGUAGE='zh_CN').out
        self.assertIn('增产增效配套奖励', out)
        self.assertIn('合计', out)
        listed = self.ok('list', self.ledger, POLICY, 'recruitment').out
        people = [c['claimant'] for c in EXPECTED['recruitment']['claims'] if not c['claimant'].startswith('91')]
        self.assertTrue(people)
        for person in people:
            self.assertNotIn(person, listed)

    def test_verify(self):
        self.ok('verify', self.ledger)

    def test_verify_finds_a_changed_amount(self):
        with sqlite3.connect(self.ledger) as db:
            tables = [r[0] for r in db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'decision%'")]
            changed = 0
            for table in tables:
                changed += db.execute(f'UPDATE "{table}" SET amount = amount + 1 WHERE amount > 0').rowcount
        self.assertGreater(changed, 0)
        self.assertTrue(self.ok('verify', self.ledger, status=1).out)

    def test_backup(self):
        copy = self.folder / 'copy.duixian'
        self.ok('backup', self.ledger, copy)
        before = self.content()
        shutil.copy(copy, self.ledger)
        self.assertEqual(self.content(), before)
        self.refused('backup', self.ledger, self.ledger)
        self.assertEqual(self.content(), before)

    def test_export(self):
        book = self.folder / 'approval.xlsx'
        self.ok('export', self.ledger, 'approval', '--output', book)
        self.assertGreater(len(openpyxl.load_workbook(book).worksheets), len(TABLES))

    def test_export_kinds(self):
        """Every kind comes to the total of the batch; what lacks an account is said."""
        total = Decimal(self.ok('status', self.ledger, '--json').lines[0]['total'])
        for kind in ('detail', 'notice'):
            book = self.folder / f'{kind}.xlsx'
            self.assertEqual(self.ok('export', self.ledger, kind, '--output', book).err, '')
            self.assertEqual(self.sum_of(book, 'Payable (yuan)', 'Proposed award (yuan)'), total)
        later = Decimal(sum(Decimal(d['payable']) for d in self.listed('new-above-scale'))) * 2 / 3
        for kind in ('payment', 'provincial'):
            book = self.folder / f'{kind}.xlsx'
            self.assertIn('152', self.ok('export', self.ledger, kind, '--output', book).err)
            self.assertEqual(self.sum_of(book, 'Amount (yuan)', 'payAmt') + later, total)
        self.ok('register', self.ledger, 'accounts', SAMPLES / 'payee-accounts.xlsx')
        said = self.ok('export', self.ledger, 'payment', '--output', book).err
        self.assertIn('20 payments', said)
        self.assertIn('鼓楼区工业和信息化局', said)
        self.assertEqual(self.sum_of(book, 'Amount (yuan)') + later, total)
        payees = openpyxl.load_workbook(book)['Payments'].iter_rows(min_row=4, max_col=3)
        accounts = [account for _, payee, account in payees if payee.value]
        self.assertEqual(len(accounts), 132)
        self.assertTrue(all(a.data_type == 's' and a.value.isdigit() for a in accounts))
        self.refused('export', self.ledger, 'payments', '--output', self.folder / 'none.xlsx')
        self.refused('export', self.ledger, 'detail', '--batch', 'none', '--output', self.folder / 'none.xlsx')
        self.assertFalse((self.folder / 'none.xlsx').exists())

    def test_export_says_why_no_line_counts(self):
        book = self.folder / 'detail.xlsx'
        self.ok('export', self.ledger, 'detail', '--output', book)
        rows = openpyxl.load_workbook(book, data_only=True)['工业产品促销活动补助'].iter_rows(values_only=True)
        refused = [row for row in rows if 'Refused' in row]
        self.assertEqual(len(refused), 1)
        self.assertIn('no 促销活动 meets “工信部门牵头举办（含承办）”', refused[0])

    @staticmethod
    def sum_of(path, *headings):
        """What the columns under one of @headings come to over all sheets, sums left out."""
        total = Decimal(0)
        for sheet in openpyxl.load_workbook(path, data_only=True, read_only=True):
            column = None
            for row in sheet.iter_rows(values_only=True):
                found = [i for i, cell in enumerate(row) if cell in headings]
                if found:
                    column = found[0]
                elif row[0] == 'Total':
                    break
                elif column is not None and isinstance(row[column], (int, float)):
                    total += Decimal(repr(row[column])).quantize(Decimal('0.01'))
        return total

    def test_print(self):
        pages = self.folder / 'report.pdf'
        self.ok('print', self.ledger, 'report', '--output', pages)
        self.assertTrue(pages.read_bytes().startswith(b'%PDF'))

    def test_output_is_not_the_ledger(self):
        before = self.ledger.read_bytes()
        self.refused('export', self.ledger, 'approval', '--output', self.ledger)
        self.refused('print', self.ledger, 'report', '--output', self.ledger)
        self.assertEqual(self.ledger.read_bytes(), before)

    def test_unwritable_output(self):
        for output in (self.folder, self.folder / 'none' / 'a.xlsx'):
            self.refused('export', self.ledger, 'approval', '--output', output)
            self.refused('print', self.ledger, 'report', '--output', output)
        self.refused('backup', self.ledger, self.folder / 'none' / 'a.duixian')

    def test_set(self):
        before = {d['claimant']: d for d in self.listed('production')}
        at_floor = [c for c, d in before.items() if 'at-floor' in d['flags']]
        self.assertTrue(at_floor)
        self.ok('set', self.ledger, POLICY, 'production', 'floor-boundary=refuse')
        self.ok('compute', self.ledger, '--as-of', AS_OF)
        after = {d['claimant']: d for d in self.listed('production')}
        for claimant in at_floor:
            self.assertEqual((after[claimant]['outcome'], after[claimant]['code']), ('refuse', 'below-floor'))
        self.assertEqual({c: d for c, d in before.items() if c not in at_floor},
                         {c: d for c, d in after.items() if c not in at_floor})

    def test_set_is_all_or_nothing(self):
        for settings in (('floor-boundary=refuse', 'nothing=1'), ('floor-boundary=refuse', 'floor-boundary=no'),
                         ('floor-boundary',), ('=refuse',)):
            self.refused('set', self.ledger, POLICY, 'production', *settings)
        self.ok('compute', self.ledger, '--as-of', AS_OF)
        self.assertTrue([d for d in self.listed('production')
                         if 'at-floor' in d['flags'] and d['outcome'] == 'award'])

    def test_compute_again(self):
        before = self.content()
        self.ok('compute', self.ledger, '--as-of', AS_OF)
        self.assertEqual(self.content(), before)

    def test_batches(self):
        before = self.content()
        table = SAMPLES / TABLES['production']
        again = self.bring('production', table, options=('--batch', '第二批'))[0]
        self.assertEqual(again['added'], again['claims'])
        # The new batch is now the current one; the first keeps what it has.
        self.assertEqual([d['outcome'] for d in self.listed('production')], [None] * again['claims'])
        self.assertEqual(self.listed('festival-power'), [])
        self.assertEqual(self.listed('production', '--batch', '1'), before['production'])
        self.ok('compute', self.ledger, '--batch', '第二批', '--as-of', AS_OF)
        self.assertEqual([d['amount'] for d in self.listed('production')],
                         [d['amount'] for d in before['production']])
        for command in (('compute',), ('status',), ('list', POLICY, 'production')):
            self.refused(command[0], self.ledger, *command[1:], '--batch', '第三批')

    def test_failed_import_makes_no_batch(self):
        empty = self.folder / 'empty.csv'
        empty.write_bytes(b'')
        before = self.ledger.read_bytes()
        self.bring('production', empty, status=2, options=('--batch', '新'))
        self.refused('status', self.ledger, '--batch', '新')
        self.assertEqual(self.ledger.read_bytes(), before)


if __name__ == '__main__':
    unittest.main()
