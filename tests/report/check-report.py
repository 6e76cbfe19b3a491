#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads back what make-report wrote: the workbook with openpyxl, the PDF with pdftotext.

usage: check-report.py MAKE_REPORT CATALOGUES
"""

import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from decimal import Decimal
from pathlib import Path

import openpyxl

MAKE_REPORT, CATALOGUES = sys.argv[1:3]
HEADINGS = 3  # the row of the headings, from 1
A4 = 9

# What make-report's claims come to, by hand: (claimant, outcome, amount).
PRODUCTION = {
    '91350100M000100Y43': ('Award', '48000.00'),
    '91350122MADEM0011U': ('Award', '400000.00'),
    '91350105MADEM002X0': ('Refused', '0.00'),
    '91350123MADEM00382': ('Refused', '0.00'),
    '91350112MADEM0046Y': ('To review', None),
    '91350104MADEM0062D': ('Award', '93940.33'),
    '91350181MADEM0070Q': ('Award', '10000.00'),
}
TOTAL = '862440.33'
PERSON = '350102190007075100'
WORKERS = ['350102190001010007', '350102190005050049', '35010219000707006X']


def make(scenario, language=None):
    """The folder with the reports of a scenario, and what the program printed."""
    folder = tempfile.TemporaryDirectory()
    env = dict(os.environ, LC_ALL='C.UTF-8')
    env.pop('LANGUAGE', None)
    arguments = [MAKE_REPORT, scenario, folder.name]
    if language:
        env['LANGUAGE'] = language
        arguments.append(CATALOGUES)
    done = subprocess.run(arguments, env=env, stdout=subprocess.PIPE, check=True, timeout=120)
    return folder, done.stdout.decode().split()


def money(value):
    """A number of a sheet to two decimals; its double must be the one nearest to them."""
    amount = Decimal(repr(value)).quantize(Decimal('0.01'))
    assert float(amount) == float(value), value
    return amount


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in str(text))


def pdf_text(path):
    done = subprocess.run(['pdftotext', '-layout', str(path), '-'], stdout=subprocess.PIPE, check=True,
                          timeout=60)
    return done.stdout.decode()


class Sheet:
    """A sheet as its headings name the columns."""

    def __init__(self, sheet, headings=HEADINGS):
        self.sheet = sheet
        self.headings = [cell.value for cell in sheet[headings]]
        rows = list(sheet.iter_rows(min_row=headings + 1))
        # Up to the row of the sums, or the last one.
        total = next((i for i, row in enumerate(rows) if row[0].value in ('Total', '合计')), len(rows))
        self.rows = rows[:total]
        self.total = rows[total] if total < len(rows) else None

    def column(self, heading):
        return self.headings.index(heading)

    def records(self):
        return [{h: c for h, c in zip(self.headings, row)} for row in self.rows]


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder, cls.printed = make('mixed')
        path = Path(cls.folder.name)
        cls.path = path
        cls.values = openpyxl.load_workbook(path / 'approval.xlsx', data_only=True)
        cls.formulas = openpyxl.load_workbook(path / 'approval.xlsx')
        cls.pdf = pdf_text(path / 'report.pdf')

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_nothing_else_is_left(self):
        self.assertEqual(sorted(p.name for p in self.path.iterdir() if not p.name.startswith('test.duixian')),
                         ['approval.xlsx', 'detail.xlsx', 'notice.xlsx', 'payment.xlsx', 'provincial.xlsx',
                          'report.pdf'])

    def test_sheets(self):
        self.assertEqual(len(self.values.sheetnames), 9)
        for name in self.values.sheetnames:
            self.assertLessEqual(len(name.encode('utf-16-le')) // 2, 31)
            self.assertIsNone(re.search(r'[\[\]:*?/\\]', name))

    def test_claims(self):
        sheet = Sheet(self.values['增产增效配套奖励'])
        found = {}
        for record in sheet.records():
            amount = record['Award (yuan)'].value
            found[record['Credit code'].value] = (record['Result'].value,
                                                  None if amount is None else str(money(amount)))
        self.assertEqual(found, PRODUCTION)
        # Awards stand first, numbered through.
        self.assertEqual([r['No.'].value for r in sheet.records()], list(range(1, 8)))
        self.assertEqual([r['Result'].value for r in sheet.records()][:4], ['Award'] * 4)

    def test_sums(self):
        sheets_with_sums = 0
        for name in self.values.sheetnames:
            values, formulas = Sheet(self.values[name]), Sheet(self.formulas[name])
            if values.total is None:
                continue
            sheets_with_sums += 1
            for i, cell in enumerate(formulas.total):
                if not isinstance(cell.value, str) or not cell.value.startswith('='):
                    continue
                letter = openpyxl.utils.get_column_letter(i + 1)
                last = HEADINGS + len(values.rows)
                self.assertEqual(cell.value, f'=SUM({letter}{HEADINGS + 1}:{letter}{last})')
                rows = sum((Decimal(repr(r[i].value)).quantize(Decimal('0.01')) for r in values.rows
                            if r[i].value is not None), Decimal(0))
                self.assertEqual(money(values.total[i].value), rows, f'{name} {values.headings[i]}')
        self.assertEqual(sheets_with_sums, 6)

    def test_totals_agree(self):
        summary = Sheet(self.values['Summary'])
        counties = Sheet(self.values['By county'])
        self.assertEqual(str(money(summary.total[summary.column('Award (yuan)')].value)), TOTAL)
        self.assertEqual(str(money(counties.total[counties.column('Award (yuan)')].value)), TOTAL)
        self.assertEqual(summary.total[summary.column('Number of claims')].value, 13)
        self.assertIn('862,440.33', self.pdf)
        self.assertIn('捌拾陆万贰仟肆佰肆拾元叁角叁分', self.pdf)
        capital = [row[0].value for row in self.values['Summary'].iter_rows() if row[0].value]
        self.assertTrue(any('捌拾陆万贰仟肆佰肆拾元叁角叁分' in str(text) for text in capital))

    def test_codes_are_text(self):
        for name in self.values.sheetnames:
            sheet = Sheet(self.values[name])
            for heading in ('Credit code', 'Credit code or identity number', 'Code', '户号', '身份证号'):
                if heading not in sheet.headings:
                    continue
                for record in sheet.records():
                    cell = record[heading]
                    if cell.value is not None:
                        self.assertEqual((cell.data_type, cell.number_format), ('s', '@'),
                                         f'{name} {cell.value}')

    def test_amounts_are_numbers(self):
        for record in Sheet(self.values['增产增效配套奖励']).records():
            cell = record['一季度总产值 (yuan)']
            self.assertEqual((cell.data_type, cell.number_format), ('n', '#,##0.00'))

    def test_lines(self):
        sheet = Sheet(self.values['春节期间连续生产用电奖励'])
        record = {r['Credit code'].value: r for r in sheet.records()}['91350122MADEM0011U']
        self.assertEqual(record['Number of 电表'].value, 2)
        self.assertEqual(record['sum of 用电量 (kWh)'].value, 500000.01)
        lines = Sheet(self.values['春节期间连续生产用电奖励  电表'])
        self.assertEqual(len(lines.rows), 4)
        self.assertEqual([r['户号'].value for r in lines.records()],
                         ['05900000003', '05900000002', '05900000000', '05900000001'])

    def test_identity_numbers_are_masked(self):
        text = self.pdf
        for name in self.values.sheetnames:
            for row in self.values[name].iter_rows():
                text += ' '.join(str(cell.value) for cell in row if cell.value is not None)
        for number in [PERSON] + WORKERS:
            self.assertNotIn(number, text)
            self.assertNotIn(number[6:14], text)
        self.assertIn('350102********5100', text)
        self.assertIn('350102********006X', text)

    def test_names(self):
        names = [r['Enterprise'].value for r in Sheet(self.values['增产增效配套奖励']).records()]
        self.assertIn('福州<甲>&“乙”纺织', names)
        self.assertIn('=1+1 新材料', names)
        for record in Sheet(self.formulas['增产增效配套奖励']).records():
            self.assertEqual(record['Enterprise'].data_type, 's')

    def test_open_claims(self):
        sheet = Sheet(self.values['Refused and to review'])
        sections = [row[0].value for row in sheet.rows if isinstance(row[0].value, str)]
        self.assertEqual(sections, ['Refused (4)', 'To review (2)'])
        claims = [r for r in sheet.records() if isinstance(r['No.'].value, int)]
        self.assertEqual(len(claims), 6)
        self.assertTrue(all(r['Reasons'].value for r in claims))
        reasons = {(r['Measure'].value, r['Code'].value): r['Reasons'].value for r in claims}
        growth = reasons['增产增效配套奖励', '91350105MADEM002X0']
        self.assertIn('3.00%', growth)
        self.assertIn('6.00%', growth)
        # Every condition that is not met, not only the first.
        self.assertEqual(reasons['增产增效配套奖励', '91350123MADEM00382'].count(';'), 2)

    def test_set_up(self):
        for name in self.formulas.sheetnames:
            sheet = self.formulas[name]
            setup = sheet.page_setup
            # One page wide is the default, which is not written.
            self.assertEqual((setup.orientation, setup.paperSize, setup.fitToWidth or 1, setup.fitToHeight),
                             ('landscape', A4, 1, 0), name)
            self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage, name)
            self.assertEqual(sheet.print_title_rows, '$1:$3', name)
            self.assertIn('&P', sheet.oddFooter.center.text or '', name)
            self.assertRegex(sheet.freeze_panes, r'^[A-C]4$')
            rows = Sheet(self.values[name]).rows
            last = openpyxl.utils.get_column_letter(len(Sheet(sheet).headings))
            self.assertEqual(sheet.auto_filter.ref, f'A3:{last}{HEADINGS + len(rows)}', name)

    def test_widths(self):
        for name in self.values.sheetnames:
            sheet = Sheet(self.values[name])
            for i, heading in enumerate(sheet.headings):
                letter = openpyxl.utils.get_column_letter(i + 1)
                room = sheet.sheet.column_dimensions[letter].width
                for row in sheet.rows:
                    cell = row[i]
                    if cell.value is None or (i == 0 and isinstance(cell.value, str)):
                        continue
                    if cell.data_type == 'n':
                        shown = f'{cell.value:,.2f}' if '.00' in cell.number_format else str(cell.value)
                        self.assertLessEqual(len(shown), room, f'{name} {heading}')
                    elif cell.data_type == 'd':
                        self.assertLessEqual(len('2024-02-29'), room, f'{name} {heading}')
                    elif cell.number_format == '@':
                        self.assertLessEqual(width(cell.value), room, f'{name} {heading}')
                    else:
                        # Text that is wider wraps, and its row is as high as its lines.
                        lines = -(-width(cell.value) // int(room))
                        height = sheet.sheet.row_dimensions[cell.row].height or 15
                        self.assertGreaterEqual(height, lines * 13, f'{name} {heading}')

    def test_pages(self):
        pages = self.pdf.split('\f')
        self.assertEqual(len(pages) - 1, int(self.printed[1]))
        for number, page in enumerate(pages[:-1], 1):
            self.assertIn(f'—{number}—', page.replace(' ', ''))
        self.assertIn('Prepared by', pages[0])


class Outgoing(unittest.TestCase):
    """The workbooks of the other kinds, from the same claims."""

    @classmethod
    def setUpClass(cls):
        cls.folder, _ = make('mixed')
        for kind in ('detail', 'notice', 'payment', 'provincial'):
            book = openpyxl.load_workbook(Path(cls.folder.name) / f'{kind}.xlsx', data_only=True)
            setattr(cls, kind, book)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def text(self, book):
        return '\n'.join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
                         if cell.value is not None)

    def amounts(self, sheet, heading):
        amounts = [money(r[heading].value) for r in sheet.records() if r[heading].value is not None]
        if sheet.total is not None:
            self.assertEqual(money(sheet.total[sheet.column(heading)].value), sum(amounts))
        return amounts

    def test_titles(self):
        for book in (self.detail, self.notice, self.payment, self.provincial):
            for sheet in book:
                self.assertTrue(sheet['A1'].value, sheet.title)
                self.assertTrue(sheet['A2'].value, sheet.title)
                self.assertRegex(sheet.freeze_panes, r'^C[45]$')

    def test_detail(self):
        self.assertEqual(len(self.detail.sheetnames), 6)
        sheet = Sheet(self.detail['增产增效配套奖励'])
        found = {r['Credit code'].value: r for r in sheet.records()}
        self.assertEqual(set(found), set(PRODUCTION))
        for code, (outcome, amount) in PRODUCTION.items():
            record = found[code]
            self.assertEqual(record['Result'].value, outcome)
            for heading in ('Award (yuan)', 'Payable (yuan)'):
                value = record[heading].value
                self.assertEqual(value if value is None else str(money(value)), amount)
            if outcome != 'Award':
                self.assertTrue(record['Reasons'].value)
        self.assertIn('least that is paid', found['91350181MADEM0070Q']['Flags'].value)
        scale = Sheet(self.detail['新增纳统奖励（小升规）'])
        self.assertEqual([self.amounts(scale, f'Year {i} (yuan)') for i in (1, 2, 3)], [[Decimal(100000)]] * 3)
        total = sum(sum(self.amounts(Sheet(self.detail[name]), 'Payable (yuan)'))
                    for name in self.detail.sheetnames if '  ' not in name)
        self.assertEqual(str(total), TOTAL)

    def test_notice(self):
        total = Decimal(0)
        for sheet in map(Sheet, self.notice):
            self.assertEqual(sheet.sheet.page_setup.orientation, 'portrait')
            self.assertEqual(len(sheet.headings), 6)
            total += sum(self.amounts(sheet, 'Proposed award (yuan)'))
            self.assertNotIn(Decimal(0), self.amounts(sheet, 'Proposed award (yuan)'))
        self.assertEqual(str(total), TOTAL)
        text = self.text(self.notice)
        for hidden in [PERSON, PERSON[6:14], '老员工甲', '6222020000000000000', *WORKERS]:
            self.assertNotIn(hidden, text)
        self.assertIn('350102********5100', text)
        self.assertIn('老**甲', text)
        self.assertIn('5 working days', text)
        person = Sheet(self.notice['引工奖励']).records()[0]
        self.assertEqual(person['Basis'].value, '榕政办规〔2024〕5号, clause 五')
        # Neither refused nor undecided claims are announced.
        self.assertNotIn('福州丁机械', text)
        self.assertNotIn('福州戊化纤', text)

    def test_payment(self):
        self.assertEqual(self.payment.sheetnames, ['Payments', 'Account missing'])
        paid, lacking = (Sheet(self.payment[name]) for name in self.payment.sheetnames)
        amounts = self.amounts(paid, 'Amount (yuan)') + self.amounts(lacking, 'Amount (yuan)')
        # Of the award in three yearly instalments two thirds come later.
        self.assertEqual(str(sum(amounts) + 200000), TOTAL)
        self.assertNotIn(Decimal(0), amounts)
        self.assertIn('now 662,440.33 yuan, later years 200,000.00 yuan', self.text(self.payment))
        found = {}
        for record in paid.records():
            for heading in ("Payee's account", 'Bank code'):
                cell = record[heading]
                self.assertEqual(cell.number_format, '@')
                self.assertIn(cell.data_type, 's' if cell.value else 'n')
            found.setdefault(record["Payee's account"].value, []).append(
                (record['Payee'].value, str(money(record['Amount (yuan)'].value)), record['Payment note'].value))
        self.assertEqual(set(found), {'0140000000000001', '350000000000000002', '9007199254740993001',
                                      '6222020000000000000'})
        # A holder the register names is who is paid; a person's name stays whole for the bank.
        self.assertEqual([p[:2] for p in found['350000000000000002']],
                         [('福州乙新材料有限公司', '400000.00'), ('福州乙新材料有限公司', '10000.00')])
        self.assertEqual(found['6222020000000000000'][0][:2], ('老员工甲', '500.00'))
        self.assertIn('year 1 of 3, 100,000.00 yuan each', found['9007199254740993001'][0][2])
        self.assertEqual({r['Payee'].value for r in lacking.records()},
                         {'福州己食品股份有限公司第一分公司（福清经济技术开发区融侨片区）', '福州庚家具'})
        self.assertTrue(all(r["Payee's account"].value is None for r in lacking.records()))
        self.assertEqual({r['Credit code or identity number'].value for r in lacking.records()},
                         {'91350104MADEM0062D', '91350181MADEM0070Q'})

    def test_provincial(self):
        sheet = self.provincial['Provincial import']
        self.assertEqual([cell.value for cell in sheet[4]][:2], ['fiscalYear', 'mofDivCode'])
        self.assertEqual(sheet['A3'].value, 'Budget year')
        self.assertIn('No import template', sheet['A2'].value)
        records = Sheet(sheet, 4).records()
        self.assertEqual(len(records), len(Sheet(self.payment['Payments']).rows))
        for record in records:
            self.assertEqual((record['fiscalYear'].value, record['mofDivCode'].value), ('2024', '350100000'))
            self.assertEqual(record['payeeAcctNo'].data_type, 's')
            self.assertEqual(record['isSubCode'].value, '01' if record['payeeAcctName'].value == '老员工甲' else '02')
        self.assertEqual(sum(money(r['payAmt'].value) for r in records),
                         sum(self.amounts(Sheet(self.payment['Payments']), 'Amount (yuan)')))


class Chinese(unittest.TestCase):
    def test_outgoing(self):
        folder, _ = make('mixed', 'zh_CN')
        with folder:
            path = Path(folder.name)
            books = {k: openpyxl.load_workbook(path / f'{k}.xlsx', data_only=True)
                     for k in ('detail', 'notice', 'payment', 'provincial')}
            notice = books['notice'].worksheets[0]
            self.assertEqual(notice['A1'].value, '关于增产增效配套奖励拟奖励名单的公示')
            self.assertEqual([cell.value for cell in notice[HEADINGS]],
                             ['序号', '企业名称', '统一社会信用代码', '县（市）区', '拟奖励金额（元）', '依据条款'])
            self.assertEqual([cell.value for cell in books['payment'].worksheets[0][HEADINGS]],
                             ['序号', '收款人全称', '收款账号', '开户银行', '行号', '金额（元）', '用途', '备注'])
            self.assertEqual(books['payment'].sheetnames[1], '缺少收款账户')
            text = ''.join(str(cell.value) for book in books.values() for sheet in book
                           for number, row in enumerate(sheet.iter_rows(), 1)
                           if not (book is books['provincial'] and number == 4) for cell in row
                           if cell.value is not None)
            self.assertEqual(re.findall(r'[A-Za-z]{4,}', re.sub(r'MADEM', '', text)), [])

    def test_words(self):
        folder, _ = make('mixed', 'zh_CN')
        with folder:
            path = Path(folder.name)
            book = openpyxl.load_workbook(path / 'approval.xlsx', data_only=True)
            text = pdf_text(path / 'report.pdf')
            self.assertIn('汇总', book.sheetnames)
            self.assertIn('不予奖励与需人工', book.sheetnames)
            reasons = [str(r['原因'].value) for r in Sheet(book['不予奖励与需人工']).records()]
            self.assertIn('一季度总产值增幅 3.00% 低于一季度用电量增幅 6.00%', reasons)
            remarks = [str(r['原因/备注'].value) for r in Sheet(book['增产增效配套奖励']).records()]
            self.assertTrue(any('省级奖励金额 960,000.00 元 × 50% = 480,000.00 元，超过上限 400,000.00 元，取 400,000.00 元'
                                in remark for remark in remarks))
            self.assertIn('合计金额（大写）：人民币捌拾陆万贰仟肆佰肆拾元叁角叁分', text.replace(' ', ''))
            # No word was left in English.
            words = re.findall(r'[A-Za-z]{4,}', re.sub(r'MADEM', '', text))
            self.assertEqual(words, [])


class Empty(unittest.TestCase):
    def test_empty(self):
        folder, printed = make('empty')
        with folder:
            path = Path(folder.name)
            book = openpyxl.load_workbook(path / 'approval.xlsx', data_only=True)
            self.assertEqual(book.sheetnames, ['Summary'])
            sheet = Sheet(book['Summary'])
            self.assertEqual(sheet.rows, [])
            self.assertEqual(sheet.total[sheet.column('Award (yuan)')].value, 0)
            self.assertEqual(printed[1], '1')
            self.assertIn('零元整', pdf_text(path / 'report.pdf'))


class Large(unittest.TestCase):
    def test_large(self):
        folder, printed = make('large')
        with folder:
            path = Path(folder.name)
            # Kilobytes the peak grew by while ten thousand claims were written: no table of them was kept.
            self.assertLess(int(printed[0]), 8 * 1024)
            book = openpyxl.load_workbook(path / 'approval.xlsx', data_only=True, read_only=True)
            total = Decimal(0)
            rows = 0
            column = None
            for row in book['增产增效配套奖励'].iter_rows(min_row=HEADINGS, values_only=True):
                if column is None:
                    column = row.index('Award (yuan)')
                elif row[0] == 'Total':
                    self.assertEqual(money(row[column]), total)
                else:
                    rows += 1
                    total += Decimal(0) if row[column] is None else money(row[column])
            self.assertEqual(rows, 10000)
            text = pdf_text(path / 'report.pdf')
            pages = text.split('\f')[:-1]
            # Headings on every page, and the sum of each page; they add up to the total.
            listing = [p for p in pages if '增产增效配套奖励' in p.split('\n')[0]]
            self.assertGreater(len(listing), 100)
            sums = [Decimal(m.replace(',', '')) for p in listing
                    for m in re.findall(r'Total of this page\s+([\d,.]+)', p)]
            self.assertEqual(len(sums), len(listing))
            self.assertEqual(sum(sums), total)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1], verbosity=2)
