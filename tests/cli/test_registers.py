#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Registers: every kind, good and bad, into a ledger."""

import csv
import sqlite3
import unittest

import openpyxl

from command import SAMPLES, Case, run

PAYEES = SAMPLES / 'payee-accounts.xlsx'
A = '91350100M000100Y43'
B = '913501009990000608'
PERSON = '350102190001010015'
ACCOUNT_HEADING = ['姓名', '身份证号', '户名', '账号', '开户行', '开户行行号']
CARD = '6222020000000000000'
BANK = '102100099996'


class Registers(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()

    def book(self, rows, name='table.xlsx'):
        """A workbook of @rows, the numbers as numbers."""
        path = self.folder / name
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
        return path

    def read(self, kind, path, status=0):
        result = run('register', self.ledger, kind, path, '--json')
        self.assertEqual(result.status, status, result.err)
        return result.lines[0]

    def query(self, sql):
        with sqlite3.connect(f'file:{self.ledger}?mode=ro', uri=True) as db:
            return db.execute(sql).fetchall()

    @staticmethod
    def problems(report):
        return [(p['severity'], p['code'], p['row'], p['column']) for p in report['problems']]

    def test_payee_accounts(self):
        report = self.read('accounts', PAYEES)
        self.assertEqual(list(report),
                         ['file', 'rows', 'claims', 'lines', 'added', 'changed', 'unchanged', 'problems'])
        self.assertEqual((report['rows'], report['added'], report['problems']), (120, 120, []))
        sheet = openpyxl.load_workbook(PAYEES).active
        heading, *rows = sheet.iter_rows(values_only=True)
        self.assertEqual(heading[:6], ('企业名称', '统一社会信用代码', '收款户名', '收款账号', '开户银行', '行号'))
        self.assertEqual(self.query('SELECT name, code, holder, number, bank, bank_code FROM register_account '
                                    'ORDER BY id'),
                         [tuple(map(str, row[:6])) for row in rows])
        again = self.read('accounts', PAYEES)
        self.assertEqual((again['added'], again['changed'], again['unchanged']), (0, 0, 120))
        self.ok('verify', self.ledger)

    def test_text(self):
        result = self.ok('register', self.ledger, 'accounts', PAYEES)
        self.assertIn('120', result.out)
        self.assertEqual(result.err, '')
        again = self.ok('register', self.ledger, 'accounts', PAYEES)
        self.assertNotEqual(again.out, result.out)

    def test_account_checks(self):
        path = self.book([
            ['收款账户登记表'],
            ACCOUNT_HEADING,
            ['甲', PERSON, '甲', '6222020000000000001', '工商银行', '102100099997'],
            ['乙', '350102190001010023', '丙', '6222 0200 0000 0000 000', '工商银行', '1021'],
            ['丙', '350112190003150129', '丙', CARD, '工商银行', BANK],
            ['丁', '350121190012310995', '丁', '123', '工商银行', BANK],
            ['戊', '350128190002280045', '戊', 1234567890123456789, '工商银行', BANK],
            ['己', None, '己', '1234567890', '工商银行', BANK],
            ['庚', '35010219000707006X', '庚', '1234567890', None, None],
            ['庚', '35010219000707006X', '庚', '1234567890', None, None],
            ['庚', '35010219000707006X', '庚', '1234567891', None, None],
            ['辛', '350102190001010016', '辛', '3500100000000000000', None, None],
            ['合计', '8人']])
        report = self.read('accounts', path, status=1)
        self.assertEqual(self.problems(report), [
            ('warning', 'bad-card-check', 3, 'D'), ('warning', 'bad-bank-code-check', 3, 'F'),
            ('warning', 'bad-bank-code', 4, 'F'), ('warning', 'holder-differs', 4, 'C'),
            ('warning', 'shared-account', 5, 'D'),
            ('error', 'bad-account', 6, 'D'), ('error', 'digits-lost', 7, 'D'),
            ('error', 'missing-claimant', 8, 'B'), ('note', 'duplicate-row', 10, None),
            ('error', 'conflicting-record', 11, None), ('warning', 'bad-check-character', 12, 'B')])
        self.assertEqual((report['rows'], report['claims'], report['added']), (10, 5, 5))
        self.assertEqual(self.query("SELECT number FROM register_account WHERE code = '350102190001010023'"),
                         [(CARD,)])
        self.assertEqual(self.query("SELECT number, bank, bank_code FROM register_account WHERE holder = '庚'"),
                         [('1234567890', None, None)])
        # What a screen or paper shows of a number is its end.
        text = run('register', self.ledger, 'accounts', self.book([
            ACCOUNT_HEADING, ['壬', '350102190001010016', '壬', '6222020000000000001', '工商银行', BANK]], 'b.xlsx'))
        self.assertNotIn('6222020000000000001', text.err + text.out)
        self.assertNotIn('350102190001010016', text.err + text.out)
        messages = ''.join(p['message'] for p in report['problems'])
        for number in (CARD, '350102190001010016', '6222020000000000001'):
            self.assertNotIn(number, messages)

    def test_account_changes(self):
        first = self.book([ACCOUNT_HEADING, ['甲', PERSON, '甲', '12345678', '工商银行', BANK]], 'a.xlsx')
        self.read('accounts', first)
        report = self.read('accounts', self.book([['身份证号', '银行卡号'], [PERSON, CARD]], 'b.xlsx'))
        self.assertEqual((report['added'], report['changed']), (0, 1))
        self.assertEqual({p['code'] for p in report['problems']}, {'missing-heading'})
        self.assertEqual(self.query('SELECT number, bank FROM register_account'), [(CARD, '工商银行')])
        self.assertEqual(self.query('SELECT field, old, new FROM register_change'), [('number', '12345678', CARD)])
        self.assertEqual(self.query("SELECT count(*) FROM audit WHERE action = 'register'"), [(2,)])
        # The account of another, known from an earlier file.
        report = self.read('accounts', self.book([['身份证号', '银行卡号'], ['350102190001010023', CARD]], 'c.xlsx'))
        self.assertIn('shared-account', {p['code'] for p in report['problems']})

    def test_enterprises(self):
        path = self.book([
            ['福州市规上工业企业名录'],
            ['序号', '单位名称', '统一社会信用代码', '所属县区', '国民经济行业代码', '纳统时间', '曾用名'],
            [1, '甲公司', A, '鼓楼区', 'C1751', '2023年5月', '旧甲公司'],
            [2, '乙公司', B, '台江区', 1810, '2024-02-01', None],
            [3, '丙公司', '91350211M00013TT1A', '晋安区', '39', None, None],
            ['合计', None, '3家']])
        report = self.read('enterprises', path)
        self.assertEqual(self.problems(report), [('warning', 'bad-check-character', 5, 'C')])
        self.assertEqual(
            self.query("SELECT code, name, former_names, county, industry, date(above_scale_since * 86400, 'unixepoch') "
                       "FROM register_enterprise ORDER BY id"),
            [(A, '甲公司', '旧甲公司', '鼓楼区', 17, '2023-05-01'), (B, '乙公司', None, '台江区', 18, '2024-02-01'),
             ('91350211M00013TT1A', '丙公司', None, '晋安区', 39, None)])

    def test_enterprises_name_claimants(self):
        path = self.folder / 'claims.csv'
        with path.open('w', encoding='utf-8', newline='') as file:
            out = csv.writer(file)
            out.writerow(['统一社会信用代码', '类别', '行业代码', '入“小升规”培育库', '首次纳统', '纳统日期'])
            out.writerow([A, '新投产纳统', 'C17', '是', '是', '2024-02-01'])
        self.assertEqual(self.bring('new-above-scale', path)[0]['added'], 1)
        self.assertIsNone(self.listed('new-above-scale')[0]['name'])
        self.read('enterprises', self.book([['企业名称', '统一社会信用代码', '县（市）区'], ['甲公司', A, '鼓楼区']]))
        self.assertEqual(self.listed('new-above-scale')[0]['name'], '甲公司')
        self.assertEqual(self.query('SELECT name, county FROM claimant'), [('甲公司', '鼓楼区')])
        self.ok('verify', self.ledger)

    def test_answers(self):
        """A heading nobody has words for and a unit nobody names are asked, said once and remembered."""
        path = self.book([['统一社会信用代码', '实拨', '拨付日期'], [A, 12.5, '2024-06-01']])
        result = run('register', self.ledger, 'payments', path, '--json')
        self.assertEqual((result.status, list(result.lines[0])), (2, ['file', 'error']))
        report = run('register', self.ledger, 'payments', path, '--column', 'amount=实拨', '--json')
        self.assertEqual([p['code'] for p in report.lines[0]['problems']], ['doubtful-unit'])
        self.assertEqual(self.query('SELECT count(*) FROM register_import'), [(0,)])
        self.ok('register', self.ledger, 'payments', path, '--column', 'amount=实拨', '--unit', 'amount=万元')
        other = self.book([['统一社会信用代码', '实拨', '拨付日期'], [B, 30, '2024-06-02']], 'other.xlsx')
        self.assertEqual(self.read('payments', other)['added'], 1)
        self.assertEqual(self.query('SELECT amount FROM register_payment ORDER BY id'), [(12500000,), (30000000,)])
        self.assertEqual(run('register', self.ledger, 'payments', path, '--column', 'output=实拨').status, 2)

    def test_exclusions(self):
        path = self.book([
            ['序号', '企业名称', '统一社会信用代码', '类别', '列入日期', '移出日期', '列入原因'],
            [1, '甲公司', A, '失信被执行人', '2024-01-01', '2024-12-31', '未履行'],
            [2, '乙公司', B, '列入经营异常名录', '2024.1.1', None, None],
            [3, '乙公司', B, '一企一策', None, None, None],
            [4, '乙公司', B, '生产安全事故', '2024年3月', '2024-03-01', None],
            [5, '乙公司', B, '失信', '2024-03-02', '2024-03-01', None],
            [6, '乙公司', B, '别的', '2024-03-02', None, None],
            [7, '乙公司', B, None, '2024-03-02', None, None]])
        report = self.read('exclusions', path, status=1)
        self.assertEqual(self.problems(report), [('error', 'period-reversed', 6, 'F'), ('error', 'unknown-word', 7, 'D'),
                                                 ('error', 'missing-value', 8, 'D')])
        self.assertEqual(self.query('SELECT code, kind, from_day, to_day, reason FROM register_exclusion ORDER BY id'), [
            (A, 'dishonest', 19723, 20088, '未履行'), (B, 'abnormal', 19723, None, None),
            (B, 'special-deal', None, None, None), (B, 'accident', 19783, 19783, None)])

    def test_excluded_claimant(self):
        self.bring('production', SAMPLES / 'production.xlsx')
        code = self.listed('production')[0]['claimant']
        self.read('exclusions', self.book([['企业名称', '统一社会信用代码', '类别', '列入日期', '移出日期', '列入原因'],
                                           ['甲公司', code, '失信', '2023-01-01', '2023-12-31', '未履行'],
                                           ['甲公司', code, '经营异常', '2024-01-01', None, None]]))
        known = self.ok('claimant', self.ledger, code, '--json').lines[0]
        self.assertEqual(known['exclusions'], [
            {'kind': 'abnormal', 'from_day': '2024-01-01', 'to_day': None, 'reason': None},
            {'kind': 'dishonest', 'from_day': '2023-01-01', 'to_day': '2023-12-31', 'reason': '未履行'}])
        self.assertIn('2023-12-31', self.ok('claimant', self.ledger, code).out)

    def test_first_time(self):
        path = self.book([['企业名称', '信用代码', '首次享受事项', '享受时间', '文号'],
                          ['甲公司', A, '新增纳统奖励', '2023年12月', '榕财〔2023〕9号'], ['乙公司', B, None, None, None]])
        report = self.read('first-time', path, status=1)
        self.assertEqual(self.problems(report), [('error', 'missing-value', 3, 'C')])
        self.assertEqual(self.query('SELECT code, matter, date, document FROM register_first_time'),
                         [(A, '新增纳统奖励', 19692, '榕财〔2023〕9号')])

    def test_payments(self):
        known = ['榕政办规〔2024〕5号', '增产增效配套奖励']
        path = self.book([
            ['企业名称', '统一社会信用代码', '政策文号', '奖补事项', '拨付金额（万元）', '拨付日期', '文号'],
            ['甲公司', A, *known, 12.5, '2024-06-01', '榕财〔2024〕1号'],
            ['甲公司', A, *known, 12.5, '2024-06-01', '榕财〔2024〕1号'],
            ['甲公司', A, *known, 13, '2024-06-01', '榕财〔2024〕1号'],
            ['乙公司', B, '别的政策', '别的', '0.0001', '2024-06-01', None],
            ['乙公司', B, *known, '很多', '2024-06-02', None]])
        report = self.read('payments', path, status=1)
        self.assertEqual(self.problems(report), [
            ('note', 'duplicate-row', 3, None), ('error', 'conflicting-record', 4, None),
            ('warning', 'unknown-policy', 5, 'C'), ('error', 'not-a-number', 6, 'E')])
        self.assertEqual(self.query('SELECT code, policy, measure, amount, date FROM register_payment ORDER BY id'), [
            (A, 'fuzhou-2024-5', 'production', 12500000, 19875), (B, '别的政策', '别的', 100, 19875)])

    def test_holidays(self):
        path = self.book([['2024年节假日安排'], ['日期', '节日', '类型'], ['2024-02-10', '春节', '放假'],
                          ['2024年2月18日', '春节', '上班'], ['2024-02-30', None, '放假'], ['2024-05-01', '劳动节', '休'],
                          ['说明：依据国务院办公厅通知']])
        report = self.read('holidays', path, status=1)
        self.assertEqual(self.problems(report), [('error', 'not-a-date', 5, 'A')])
        self.assertEqual(self.query('SELECT day, is_workday, name FROM register_holiday ORDER BY day'),
                         [(19763, 0, '春节'), (19771, 1, '春节'), (19844, 0, '劳动节')])
        # Days alone are days off.
        days = self.book([['日期'], ['2024-10-01'], ['2024-10-02']], 'days.xlsx')
        self.assertEqual(self.read('holidays', days)['added'], 2)
        self.assertEqual(self.query('SELECT sum(is_workday) FROM register_holiday WHERE day > 19900'), [(0,)])

    def test_bad_files(self):
        """Nothing of a file that cannot be used is kept."""
        self.read('accounts', PAYEES)
        before = self.query('SELECT count(*), (SELECT count(*) FROM audit), (SELECT count(*) FROM file) '
                            'FROM register_import')
        damaged = self.folder / 'damaged.xlsx'
        damaged.write_bytes(PAYEES.read_bytes()[:-2000])
        empty = self.folder / 'empty.xlsx'
        empty.write_bytes(b'')
        no_heading = self.book([[A, '3500100000000000000'], [B, '3500100000000000001']], 'none.xlsx')
        other = self.book([['日期', '节日'], ['2024-02-10', '春节']], 'other.xlsx')
        for path in (damaged, empty, no_heading, other, self.folder / 'missing.xlsx'):
            result = run('register', self.ledger, 'accounts', path, '--json')
            self.assertEqual(result.status, 2, result.err)
            self.assertIn(path.name, result.err)
            self.assertEqual(list(result.lines[0]), ['file', 'error'])
        self.refused('register', self.ledger, 'account', PAYEES)
        self.refused('register', self.folder / 'none.duixian', 'accounts', PAYEES)
        self.assertEqual(self.query('SELECT count(*), (SELECT count(*) FROM audit), (SELECT count(*) FROM file) '
                                    'FROM register_import'), before)
        self.ok('verify', self.ledger)


if __name__ == '__main__':
    unittest.main()
