#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables good and bad into a ledger."""

import os
import re
import shutil
import sqlite3
import subprocess
import time
import unittest
import zipfile

import openpyxl

from command import AS_OF, POLICY, PROGRAM, SAMPLES, TABLES, TIMEOUT, Case, environment, run

# Made for each test that needs them, from nothing.
HEADING = ['企业名称', '统一社会信用代码', '县（市）区', '行业代码', '是否规上', '是否一季度新投产纳统',
           '2024年一季度工业总产值（万元）', '2023年一季度工业总产值（万元）',
           '2024年一季度用电量（万千瓦时）', '2023年一季度用电量（万千瓦时）',
           '符合省级奖励条件', '省级奖励金额（万元）']


class Tables(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()

    def table(self, rows, name='table.csv', heading=None):
        path = self.folder / name
        lines = [','.join(r) for r in [heading or HEADING, *rows]]
        path.write_text('\n'.join(lines) + '\n', encoding='utf-8')
        return path

    @staticmethod
    def row(code, award='64', name='福州样例有限公司', output='9858.2'):
        return [name, code, '连江县', 'C39', '是', '否', output, '8000', '869.66', '800', '是', award]

    def test_conflict(self):
        path = self.table([self.row('91350122MADEM0011U'), self.row('91350122MADEM0011U', award='65'),
                           self.row('91350105MADEM002X0'), self.row('91350105MADEM002X0')])
        report = self.bring('production', path)[0]
        self.assertEqual((report['rows'], report['claims'], report['added']), (4, 2, 2))
        problems = {(p['code'], p['severity'], p['row'], p['found']) for p in report['problems']}
        self.assertIn(('conflicting-rows', 'warning', 3, '2'), problems)
        self.assertIn(('duplicate-row', 'note', 5, '4'), problems)
        self.ok('compute', self.ledger, '--as-of', AS_OF)
        decisions = {d['claimant']: d for d in self.listed('production')}
        self.assertEqual((decisions['91350122MADEM0011U']['outcome'], decisions['91350122MADEM0011U']['amount']),
                         ('review', None))
        self.assertEqual(decisions['91350105MADEM002X0']['amount'], '320000.00')

    def test_unusable_rows_are_named(self):
        path = self.table([self.row('91350122MADEM0011U', output='很多'), self.row(''),
                           self.row('91350105MADEM002X0')])
        result = run('import', self.ledger, POLICY, 'production', path)
        self.assertEqual(result.status, 1)
        for row in ('2', '3'):
            self.assertRegex(result.err, rf'\b{row}\b')
        report = self.bring('production', path, status=1)[0]
        self.assertEqual({p['row'] for p in report['problems'] if p['severity'] == 'error'} - {2, 3}, set())
        self.assertIn('91350105MADEM002X0', [d['claimant'] for d in self.listed('production')])

    def test_rejects(self):
        """The rows that could not be used, mended in the workbook they were put in, can be imported from it."""
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(['2024年一季度工业企业情况'])
        sheet.append([''] * 11 + ['单位：万元、万千瓦时'])
        top = ['企业名称', '统一社会信用代码', '县（市）区', '行业代码', '是否规上', '是否一季度新投产纳统',
               '工业总产值', None, '用电量', None, '符合省级奖励条件', '省级奖励金额']
        sheet.append(top)
        sheet.append([None] * 6 + ['2024年一季度', '2023年一季度'] * 2)
        for column in 'ABCDEFKL':
            sheet.merge_cells(f'{column}3:{column}4')
        sheet.merge_cells('G3:H3')
        sheet.merge_cells('I3:J3')
        for row in (self.row('91350122MADEM0011U'), self.row('91350105MADEM002X0', output='很多'),
                    self.row('91350123MADEM00382', award='六十四')):
            sheet.append(row)
        path = self.folder / 'faulty.xlsx'
        book.save(path)
        rejects = self.folder / 'rejects.xlsx'
        self.bring('production', path, status=1, options=('--rejects', rejects))
        self.assertEqual(len(self.listed('production')), 1)

        book = openpyxl.load_workbook(rejects)
        self.assertEqual(len(book.worksheets), 1)
        sheet = book.active
        self.assertEqual([sheet['B5'].value, sheet['B6'].value], ['91350105MADEM002X0', '91350123MADEM00382'])
        self.assertIn('很多', sheet['M5'].value)
        self.assertIn('6', sheet['N5'].value)
        self.assertEqual(sheet.max_row, 6)
        sheet['G5'] = 9858.2
        sheet['L6'] = '64'
        mended = self.folder / 'mended.xlsx'
        book.save(mended)
        self.assertEqual(self.bring('production', mended, status=0)[0]['added'], 2)
        self.ok('compute', self.ledger, '--as-of', AS_OF)
        self.assertEqual([d['amount'] for d in self.listed('production')], ['320000.00'] * 3)

    def test_rejects_go_where_they_can(self):
        path = self.table([self.row('91350122MADEM0011U')])
        before = (self.ledger.read_bytes(), path.read_bytes())
        for rejects in (self.ledger, path, self.folder, self.folder / 'none' / 'r.xlsx'):
            self.bring('production', path, status=2, options=('--rejects', rejects))
        self.assertEqual((self.ledger.read_bytes(), path.read_bytes()), before)
        self.bring('production', path, status=0, options=('--rejects', self.folder / 'r.xlsx'))
        self.assertEqual(openpyxl.load_workbook(self.folder / 'r.xlsx').active.max_row, 1)

    def test_later_file_replaces(self):
        first = self.table([self.row('91350122MADEM0011U'), self.row('91350105MADEM002X0')])
        second = self.table([self.row('91350122MADEM0011U', award='30'), self.row('91350123MADEM00382')], 'b.csv')
        self.bring('production', first)
        report = self.bring('production', second)[0]
        self.assertEqual((report['added'], report['changed'], report['unchanged']), (1, 1, 0))
        self.assertEqual(len(self.listed('production')), 3)

    def test_several_files(self):
        first = self.table([self.row('91350122MADEM0011U')])
        second = self.table([self.row('91350105MADEM002X0')], 'b.csv')
        bad = self.folder / 'bad.csv'
        bad.write_bytes(b'')
        result = run('import', self.ledger, POLICY, 'production', first, bad, second, '--json')
        self.assertEqual(result.status, 2)
        self.assertEqual([('error' in r, r['file']) for r in result.lines],
                         [(False, str(first)), (True, str(bad)), (False, str(second))])
        self.assertEqual(len(self.listed('production')), 2)

    def test_any_name(self):
        """A file name need not be UTF-8; what is said of it is."""
        path = os.fsencode(self.folder) + b'/\xb8\xa3.csv'
        shutil.copy(os.fsencode(self.table([self.row('91350122MADEM0011U')])), path)
        for options in ((), ('--json',)):
            done = subprocess.run([PROGRAM, 'import', self.ledger, POLICY, 'production', path, *options],
                                  capture_output=True, timeout=TIMEOUT, env=environment(), check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(done.stdout.decode('utf-8'))

    def test_database(self):
        """A table of another database is a table, and its file is kept like any other."""
        path = self.folder / '申报.db'
        with sqlite3.connect(path) as db:
            db.execute('CREATE TABLE claims (%s)' % ', '.join(f'"{heading}" TEXT' for heading in HEADING))
            db.execute('INSERT INTO claims VALUES (%s)' % ', '.join('?' * len(HEADING)), self.row('91350122MADEM0011U'))
        db.close()
        self.bring('production', path, status=0)
        self.assertEqual([d['claimant'] for d in self.listed('production')], ['91350122MADEM0011U'])
        with sqlite3.connect(self.ledger) as db:
            self.assertEqual(db.execute('SELECT content FROM file').fetchall(), [(path.read_bytes(),)])
        db.close()
        self.ok('verify', self.ledger)

    def test_sheet(self):
        book = openpyxl.Workbook()
        book.active.title = '说明'
        book.active['A1'] = '仅供参考'
        sheet = book.create_sheet('数据')
        sheet.append(HEADING)
        sheet.append(self.row('91350122MADEM0011U'))
        path = self.folder / 'book.xlsx'
        book.save(path)
        self.bring('production', path, status=2)
        self.assertEqual(self.listed('production'), [])
        self.bring('production', path, status=2, options=('--sheet', '没有'))
        self.bring('production', path, status=2, options=('--sheet', '3'))
        self.assertEqual(self.bring('production', path, options=('--sheet', '数据'))[0]['added'], 1)
        self.assertEqual(self.bring('production', path, options=('--sheet', '2'))[0]['added'], 0)
        rows = self.ok('sheet', path, '--sheet', '2', '--json').lines
        self.assertEqual(rows[0], HEADING)

    def test_identity_numbers_are_masked(self):
        """Messages are read aloud and kept in logs; JSON is data."""
        person = '350102190001010016'
        path = self.table([[person, '老员工', '样例', '350102190001010015', '福州样例有限公司', '2024-02-05']],
                          heading=['机构信用代码或身份证号', '引工主体类型', '姓名', '身份证号', '用工企业', '入职日期'])
        result = run('import', self.ledger, POLICY, 'recruitment', path)
        self.assertIn(result.status, (0, 1), result.err)
        self.assertNotIn(person, result.err + result.out)

    def refused_file(self, path, measure='production'):
        before = self.ledger.read_bytes()
        self.assertEqual(run('import', self.ledger, POLICY, measure, path).status, 2, path)
        self.assertEqual(self.ledger.read_bytes(), before, path)
        self.assertEqual([p.name for p in self.folder.iterdir() if p.name.endswith('-journal')], [])

    def test_bad_files(self):
        sample = (SAMPLES / TABLES['production']).read_bytes()
        cases = {
            'empty.xlsx': b'', 'empty.csv': b'', 'blank.csv': b'\n\n,,\n', 'noise.xlsx': bytes(range(256)) * 40,
            'cut.xlsx': sample[:len(sample) // 2], 'ledger.xlsx': self.ledger.read_bytes(),
            'page.xlsx': '<html><body>没有表格</body></html>'.encode(), 'nul.csv': b'\0' * 4096,
            'ole.xls': b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 2000,
        }
        for name, content in cases.items():
            path = self.folder / name
            path.write_bytes(content)
            self.refused_file(path)
        self.refused_file(self.folder / 'none.xlsx')
        self.refused_file(self.folder)
        self.refused_file(SAMPLES / 'payee-accounts.xlsx')
        broken = self.folder / 'broken.xlsx'
        with zipfile.ZipFile(SAMPLES / TABLES['production']) as old, zipfile.ZipFile(broken, 'w') as new:
            for item in old.namelist():
                data = old.read(item)
                new.writestr(item, data[:len(data) // 2] if 'sheet1' in item else data)
        self.refused_file(broken)

    def test_encrypted(self):
        """A workbook behind a password: its manifest says how it was encrypted."""
        sample = SAMPLES / TABLES['new-above-scale']
        book = self.folder / 'secret.ods'
        with zipfile.ZipFile(sample) as old, zipfile.ZipFile(book, 'w') as new:
            for item in old.namelist():
                data = old.read(item)
                if item == 'META-INF/manifest.xml':
                    entry = re.search(rb'<manifest:file-entry[^>]*"content.xml"[^>]*/>', data).group()
                    secret = entry[:-2] + b'><manifest:encryption-data/></manifest:file-entry>'
                    data = data.replace(entry, secret)
                elif item == 'content.xml':
                    data = bytes(255 - b for b in data)
                new.writestr(item, data)
        self.refused_file(book, 'new-above-scale')

    def test_missing_heading(self):
        heading = [h for h in HEADING if '省级奖励' not in h and '统一' not in h]
        path = self.table([[c for h, c in zip(HEADING, self.row('91350122MADEM0011U')) if h in heading]],
                          heading=heading)
        self.refused_file(path)


class Interrupts(Case):
    def test_interrupted_import(self):
        """The interrupt key leaves the ledger as it was."""
        self.new_ledger()
        big = self.folder / 'big.csv'
        with big.open('w', encoding='utf-8') as out:
            out.write(','.join(HEADING) + '\n')
            for i in range(60000):
                out.write(','.join(Tables.row(f'9135{i:014}')) + '\n')
        before = self.ledger.read_bytes()
        interrupted = 0
        for delay in (0.02, 0.1, 0.2, 0.3):
            with subprocess.Popen([PROGRAM, 'import', self.ledger, POLICY, 'production', big],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                  env=environment()) as process:
                time.sleep(delay)
                process.send_signal(2)
                process.communicate(timeout=TIMEOUT)
            if process.returncode in (130, -2):
                interrupted += 1
                self.assertEqual(self.listed('production'), [])
                self.assertEqual(self.ledger.read_bytes(), before)
            else:
                break
        self.assertGreater(interrupted, 0)
        self.ok('verify', self.ledger)


if __name__ == '__main__':
    unittest.main()
