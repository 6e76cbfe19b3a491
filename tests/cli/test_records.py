#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports on record: rejects sent back and corrected, what is open, what was overwritten, the file itself."""

import sqlite3
import unittest

import openpyxl

from command import POLICY, SAMPLES, Case, run

PRODUCTION = SAMPLES / 'production.xlsx'
METERS = SAMPLES / 'festival-power.xls'
PAYEES = SAMPLES / 'payee-accounts.xlsx'
FAULT = 'FFFFC7CE'


class Records(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()

    def records(self, *options):
        return self.ok('imports', self.ledger, *options, '--json').lines

    def record(self, number):
        return self.ok('imports', self.ledger, number, '--json').lines[0]

    def states(self, number, severity='error'):
        return [(p['row'], p['code'], p['state']) for p in self.record(number)['problems']
                if p['severity'] == severity]

    def rejects(self, number, name='退回.xlsx'):
        path = self.folder / name
        self.ok('rejects', self.ledger, number, path)
        return path

    def faulty(self):
        """The sample with three rows nobody can use: a word for a figure, a word for a yes, a code cut short."""
        book = openpyxl.load_workbook(PRODUCTION)
        sheet = book.active
        sheet['H8'] = '很多'
        sheet['F9'] = '未知'
        sheet['C10'] = 913501000000000000
        sheet.column_dimensions['B'].width = 30
        path = self.folder / '汇总.xlsx'
        book.save(path)
        return path

    def test_rejects_look_like_the_table(self):
        source = self.faulty()
        self.bring('production', source, status=1)
        sheet = openpyxl.load_workbook(self.rejects('1')).active
        table = openpyxl.load_workbook(source).active
        self.assertEqual(sheet.title, table.title)
        for row in range(1, 5):
            for column in range(1, table.max_column + 1):
                self.assertEqual(sheet.cell(row, column).value, table.cell(row, column).value)
        merged = {str(r) for r in sheet.merged_cells.ranges}
        self.assertLessEqual({str(r) for r in table.merged_cells.ranges}, merged)
        for to, row in enumerate((8, 9, 10), 5):
            for column in range(1, table.max_column + 1):
                cell, original = sheet.cell(to, column), table.cell(row, column)
                self.assertEqual((cell.value, cell.data_type), (original.value, original.data_type), cell.coordinate)
        faults = [c.coordinate for row in sheet.iter_rows(min_row=5) for c in row if c.fill.fgColor.rgb == FAULT]
        self.assertEqual(faults, ['H5', 'F6', 'C7'])
        self.assertIn('很多', sheet['O5'].value)
        self.assertIn('8', sheet['P5'].value)
        self.assertAlmostEqual(sheet.column_dimensions['B'].width, 30, delta=1)

    def test_corrected_and_imported(self):
        self.bring('production', self.faulty(), status=1)
        self.assertEqual([p[2] for p in self.states('1')], ['open'] * 3)
        self.assertEqual(self.records()[0]['open_errors'], 3)
        self.assertEqual(self.ok('status', self.ledger, '--json').lines[0]['open_errors'], 3)

        # As it is, nothing is better; the errors are those of the later table now.
        path = self.rejects('1')
        again = self.bring('production', path, status=1)[0]
        self.assertEqual((again['added'], again['changed']), (0, 0))
        self.assertEqual([p[2] for p in self.states('1')], ['repeated'] * 3)
        self.assertEqual([p[2] for p in self.states('2')], ['open'] * 3)

        # One row corrected, in a workbook made from the workbook: two are left.
        path = self.rejects('2')
        book = openpyxl.load_workbook(path)
        sheet = book.active
        self.assertEqual(sheet.max_column, 16)
        sheet['H5'] = 1796.88
        book.save(self.folder / '更正一.xlsx')
        self.assertEqual(self.bring('production', self.folder / '更正一.xlsx', status=1)[0]['added'], 1)
        self.assertEqual([p[2] for p in self.states('2')], ['corrected', 'repeated', 'repeated'])
        sheet['F6'] = '是'
        sheet['C7'] = '91350182MADEM0062P'
        book.save(self.folder / '更正二.xlsx')
        self.assertEqual(self.bring('production', self.folder / '更正二.xlsx', status=0)[0]['added'], 2)
        self.assertEqual([p[2] for p in self.states('3')], ['corrected'] * 2)
        self.assertEqual(sum(r['open_errors'] for r in self.records()), 0)
        self.assertNotIn('open_errors', self.ok('status', self.ledger, '--json').lines[0])
        self.assertEqual(openpyxl.load_workbook(self.rejects('3')).active.max_row, 1)

        self.ok('undo', self.ledger)
        self.assertEqual([p[2] for p in self.states('3')], ['open'] * 2)
        first = self.records()[0]
        self.assertIsNotNone(first['undone'])
        self.assertEqual(first['open_errors'], 0)
        self.assertEqual(sum(r['open_errors'] for r in self.records()), 2)

    def test_merged_lines(self):
        """Lines of an enterprise beside merged cells stay its own, and another of its meters settles none."""
        book = openpyxl.Workbook()
        sheet = book.active
        for row in (['企业名称', '统一社会信用代码', '行业代码', '是否规上', '户号', '用电量（千瓦时）', '起始日期', '截止日期'],
                    ['福州样例有限公司', '91350122MADEM0011U', 'C39', '是', '1001', 600000, '2024-02-01', '2024-02-29'],
                    [None, None, None, None, '1002', '不详', '2024-02-01', '2024-02-29']):
            sheet.append(row)
        for column in 'ABCD':
            sheet.merge_cells(f'{column}2:{column}3')
        book.save(self.folder / '电量.xlsx')
        self.bring('festival-power', self.folder / '电量.xlsx', status=1)
        self.assertEqual(self.states('1'), [(3, 'not-a-number', 'open')])
        path = self.rejects('1')
        book = openpyxl.load_workbook(path)
        sheet = book.active
        self.assertEqual([c.value for c in sheet[2]][:6],
                         ['福州样例有限公司', '91350122MADEM0011U', 'C39', '是', '1002', '不详'])
        sheet['E2'], sheet['F2'] = '1003', 70000
        book.save(self.folder / '另一户.xlsx')
        self.bring('festival-power', self.folder / '另一户.xlsx', status=0)
        self.assertEqual(self.states('1'), [(3, 'not-a-number', 'open')])
        sheet['E2'] = '1002'
        book.save(self.folder / '更正.xlsx')
        self.bring('festival-power', self.folder / '更正.xlsx', status=0)
        self.assertEqual(self.states('1'), [(3, 'not-a-number', 'corrected')])

    def test_headings_that_were_said(self):
        """What a person said of the columns holds for the workbook too."""
        book = openpyxl.load_workbook(self.faulty())
        sheet = book.active
        sheet['N3'], sheet['M3'] = '备注说明', '甲列'
        path = self.folder / '变体.xlsx'
        book.save(path)
        self.bring('production', path, status=1, options=('--column', 'province_award=甲列', '--unit', 'province_award=万元',
                                                          '--rejects', self.folder / '当时.xlsx'))
        for made in (self.folder / '当时.xlsx', self.rejects('1')):
            sheet = openpyxl.load_workbook(made).active
            self.assertEqual(sheet['H5'].value, '很多')
            self.assertEqual(sheet.max_row, 7)

    def test_text_table(self):
        """A heading on the first line, figures that are texts, a code that must stay one."""
        lines = ['企业名称,统一社会信用代码,县（市）区,行业代码,是否规上,是否一季度新投产纳统,2024年一季度工业总产值（万元）,'
                 '2023年一季度工业总产值（万元）,2024年一季度用电量（万千瓦时）,2023年一季度用电量（万千瓦时）,符合省级奖励条件,'
                 '省级奖励金额（万元）',
                 '福州样例有限公司,91350122MADEM0011U,连江县,C39,是,否,很多,8000,869.66,800,是,64',
                 '福州甲样有限公司,91350105MADEM002X0,连江县,C39,是,否,9000,8000,869.66,800,是,64']
        path = self.folder / '汇总.csv'
        path.write_text('\n'.join(lines) + '\n', encoding='gb18030')
        self.bring('production', path, status=1)
        path = self.rejects('1')
        book = openpyxl.load_workbook(path)
        sheet = book.active
        self.assertEqual([c.value for c in sheet[1]][:12], lines[0].split(','))
        self.assertEqual((sheet['B2'].value, sheet['G2'].value, sheet['G2'].fill.fgColor.rgb, sheet.max_row),
                         ('91350122MADEM0011U', '很多', FAULT, 2))
        sheet['G2'] = 9858.2
        book.save(self.folder / '更正.xlsx')
        self.assertEqual(self.bring('production', self.folder / '更正.xlsx')[0]['added'], 1)
        self.assertEqual(self.states('1'), [(2, 'not-a-number', 'corrected')])

    def test_registers(self):
        book = openpyxl.load_workbook(PAYEES)
        sheet = book.active
        sheet['D3'] = '不详'
        book.save(self.folder / '账户.xlsx')
        self.assertEqual(run('register', self.ledger, 'accounts', self.folder / '账户.xlsx').status, 1)
        record = self.records()[0]
        self.assertEqual((record['import'], record['register'], record['open_errors']), ('R1', 'accounts', 1))
        path = self.rejects('R1')
        book = openpyxl.load_workbook(path)
        sheet = book.active
        self.assertEqual((sheet.max_row, sheet['D2'].value, sheet['D2'].fill.fgColor.rgb), (2, '不详', FAULT))
        sheet['D2'] = '3500100010000000001'
        book.save(self.folder / '账户更正.xlsx')
        self.ok('register', self.ledger, 'accounts', self.folder / '账户更正.xlsx')
        self.assertEqual([p[2] for p in self.states('R1')], ['corrected'])
        # A changed account is on record with what it was.
        sheet['D2'] = '3500100010000000002'
        book.save(self.folder / '账户再更正.xlsx')
        self.ok('register', self.ledger, 'accounts', self.folder / '账户再更正.xlsx')
        change, = self.record('R3')['changes']
        self.assertEqual((change['fact'], change['old'], change['new']),
                         ('number', '3500100010000000001', '3500100010000000002'))

    def test_original(self):
        path = self.faulty()
        self.bring('production', path, status=1)
        self.bring('production', path, status=1)
        self.assertEqual(len(self.records()), 1)
        out = self.folder / '原表.xlsx'
        self.ok('original', self.ledger, '1', out)
        self.assertEqual(out.read_bytes(), path.read_bytes())
        for command in ('original', 'rejects'):
            for number in ('2', 'R1', 'x', '0'):
                self.refused(command, self.ledger, number, self.folder / 'none')
            self.refused(command, self.ledger, '1', self.ledger)
        self.assertFalse((self.folder / 'none').exists())
        with sqlite3.connect(self.ledger) as db:
            db.execute('UPDATE file SET content = zeroblob (size)')
        self.refused('original', self.ledger, '1', self.folder / 'none')
        self.refused('rejects', self.ledger, '1', self.folder / 'none')
        self.assertFalse((self.folder / 'none').exists())

    def test_list(self):
        self.assertEqual(self.records(), [])
        self.bring('production', PRODUCTION)
        book = openpyxl.load_workbook(PRODUCTION)
        book.active['H8'] = 1800
        book.save(self.folder / '更正.xlsx')
        self.assertEqual(self.bring('production', self.folder / '更正.xlsx')[0]['changed'], 1)
        self.bring('festival-power', METERS)
        records = self.records()
        self.assertEqual([r['import'] for r in records], ['3', '2', '1'])
        self.assertEqual([(r['policy'], r['measure']) for r in records[1:]], [(POLICY, 'production')] * 2)
        self.assertEqual([r['import'] for r in self.records('--find', '更正')], ['2'])
        change, = self.record('2')['changes']
        self.assertEqual((change['row'], change['fact'], change['old'], change['new']),
                         (8, 'output', '17968800.00', '18000000.00'))
        text = self.ok('imports', self.ledger, '2').out
        self.assertIn('17,968,800.00', text)


if __name__ == '__main__':
    unittest.main()
