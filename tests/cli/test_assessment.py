#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The assessment of counties, read back from its workbook and held against scores added up here."""

import csv
import unittest
from decimal import ROUND_DOWN, Decimal

import openpyxl

from command import POLICY, SOURCE, Case

ASSESSMENT = 'fuzhou-2023-28'
SCORES = SOURCE / 'tests' / 'data' / 'tables' / 'county-score.csv'
MONTHS = SOURCE / 'tests' / 'data' / 'tables' / 'county-months.csv'
PARTS = ('增加值增速', '总产值增速', '实际完成增量', '增量贡献率')


def steps(over, step):
    return (over / step).quantize(Decimal(1), rounding=ROUND_DOWN)


def score(row, when):
    """The four parts of one county, None where a figure is missing (domain: 附件 of the policy)."""
    def figure(name):
        text = row[when + name]
        return Decimal(text) if text else None

    def part(base, over, step, most=None):
        if over is None:
            return None
        value = max(Decimal(0), base + Decimal('0.2') * steps(over, step))
        return value if most is None else min(most, value)

    tenth, one = Decimal('0.1'), Decimal(1)
    actual, expected = figure('实际增量'), figure('预期增量')
    standard = max(figure('增加值全国增速'), figure('增加值全省增速'))
    return [part(Decimal(10), figure('增加值增速') - standard, tenth, Decimal(15)),
            part(Decimal(10), figure('总产值增速') - figure('总产值全市增速'), tenth, Decimal(15)),
            part(Decimal(8), None if expected is None else (actual - expected) / expected * 100, one),
            part(Decimal(8), figure('县区增量') / figure('全市增量') * 100 - figure('产值占全市比重'), tenth)]


def judged():
    """County → its eight parts."""
    with open(SCORES, encoding='utf-8', newline='') as file:
        return {row['县（市）区']: score(row, '月度') + score(row, '累计') for row in csv.DictReader(file)}


def winners():
    counties = {}
    with open(MONTHS, encoding='utf-8', newline='') as file:
        for row in csv.DictReader(file):
            counties.setdefault(row['县（市）区'], []).append(
                Decimal(row['实际完成增量']) >= Decimal(row['预期增量']))
    return {name: '需人工' if len(months) != 3 and all(months) else '是' if all(months) else '否'
            for name, months in counties.items()}


class Assessment(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()
        self.out = self.folder / '考评表.xlsx'

    def workbook(self):
        self.ok('import', self.ledger, ASSESSMENT, 'county-score', SCORES)
        self.ok('import', self.ledger, ASSESSMENT, 'quarter-winner', MONTHS)
        self.ok('compute', self.ledger, '--as-of', '2023-04-30')
        self.ok('export', self.ledger, 'assessment', '--output', self.out, LANGUAGE='zh_CN')
        return openpyxl.load_workbook(self.out)

    def test_ranking(self):
        sheet = self.workbook()['排名表']
        headings = [cell.value for cell in sheet[3]]
        self.assertEqual(headings, ['序号', '名次', '县（市）区', '总分',
                                    *(when + part + '得分' for when in ('月度', '累计') for part in PARTS),
                                    '季度考评优胜', '原因/备注'])
        rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
        expected = judged()
        winning = winners()
        self.assertEqual(len(rows), len(expected))
        totals = {name: None if None in parts else sum(parts) for name, parts in expected.items()}
        order = sorted((total for total in totals.values() if total is not None), reverse=True)
        for row in rows:
            name = row[2]
            seen = [None if value is None else Decimal(str(value)) for value in row[4:12]]
            self.assertEqual(seen, expected[name], name)
            self.assertEqual(None if row[3] is None else Decimal(str(row[3])), totals[name], name)
            self.assertEqual(row[1], None if totals[name] is None else order.index(totals[name]) + 1, name)
            self.assertEqual(row[12], winning[name], name)
            self.assertEqual(row[13] is None, totals[name] is not None, name)
        ranks = [row[1] for row in rows if row[1] is not None]
        self.assertEqual(ranks, sorted(ranks))
        self.assertLess(len(set(ranks)), len(ranks), 'the sample holds a tie')

    def test_score_sheets(self):
        sheet = self.workbook()['得分表']
        expected = judged()
        county, seen = None, {}
        for row in sheet.iter_rows(min_row=4, values_only=True):
            if isinstance(row[0], str) and '：' in row[0]:
                county = row[0].split('：')[0]
            elif isinstance(row[0], int):
                seen.setdefault(county, []).append(None if row[3] is None else Decimal(str(row[3])))
        self.assertEqual(seen, expected)

    def test_linear_steps(self):
        self.ok('set', self.ledger, ASSESSMENT, 'county-score', 'steps=linear')
        sheet = self.workbook()['排名表']
        rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
        listed = {line['claimant']: line.get('score') for line in
                  self.ok('list', self.ledger, ASSESSMENT, 'county-score', '--json').lines}
        for row in rows:
            self.assertEqual(None if row[3] is None else f'{row[3]:.2f}', listed[row[2]], row[2])

    def test_nothing_to_assess(self):
        result = self.refused('export', self.ledger, 'assessment', '--output', self.out)
        self.assertIn('no claims', result.err)
        self.assertFalse(self.out.exists())
        self.ok('import', self.ledger, POLICY, 'production', SOURCE / 'tests/data/samples/production.xlsx')
        self.refused('export', self.ledger, 'assessment', '--output', self.out)


if __name__ == '__main__':
    unittest.main()
