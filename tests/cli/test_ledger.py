#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From tables to decisions: new, import, compute, list, status, set, verify, backup, export, print."""

import json
import re
import shutil
import sqlite3
import subprocess
import threading
import time
import unittest
import zipfile

import openpyxl

from command import AS_OF, EXPECTED, POLICY, PROGRAM, SAMPLES, TABLES, TIMEOUT, Case, environment, run

# Made for each test that needs them, from nothing.
HEADING = ['企业名称', '统一社会信用代码', '县（市）区', '行业代码', '是否规上', '是否一季度新投产纳统',
           '2024年一季度工业总产值（万元）', '2023年一季度工业总产值（万元）',
           '2024年一季度用电量（万千瓦时）', '2023年一季度用电量（万千瓦时）',
           '符合省级奖励条件', '省级奖励金额（万元）']


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
        """An encrypted workbook is a compound file with an EncryptedPackage; made by LibreOffice when it is there."""
        office = shutil.which('soffice')
        if office is None:
            self.skipTest('LibreOffice is not installed')
        source = self.folder / 'plain.csv'
        shutil.copy(self.table([self.row('91350122MADEM0011U')]), source)
        done = subprocess.run([office, f'-env:UserInstallation=file://{self.folder}/profile', '--headless',
                               '--convert-to', 'xlsx:Calc MS Excel 2007 XML:{"EncryptionPassword":'
                               '{"type":"string","value":"1234"},"Password":{"type":"string","value":"1234"}}',
                               '--outdir', self.folder, source], capture_output=True, timeout=TIMEOUT, check=False)
        book = self.folder / 'plain.xlsx'
        if done.returncode != 0 or not book.exists() or book.read_bytes()[:4] != b'\xd0\xcf\x11\xe0':
            self.skipTest('this LibreOffice does not encrypt on conversion')
        self.refused_file(book)

    def test_missing_heading(self):
        heading = [h for h in HEADING if '省级奖励' not in h and '统一' not in h]
        path = self.table([[c for h, c in zip(HEADING, self.row('91350122MADEM0011U')) if h in heading]],
                          heading=heading)
        self.refused_file(path)


class Ledgers(Case):
    COMMANDS = (('status',), ('compute',), ('verify',), ('list', POLICY, 'production'),
                ('set', POLICY, 'production', 'floor-boundary=refuse'),
                ('import', POLICY, 'production', SAMPLES / TABLES['production']),
                ('export', 'approval', '--output', 'out.xlsx'), ('print', 'report', '--output', 'out.pdf'))

    def refuse_all(self):
        before = self.ledger.read_bytes() if self.ledger.is_file() else None
        for command, *rest in self.COMMANDS:
            rest = [self.folder / r if str(r).startswith('out.') else r for r in rest]
            self.refused(command, self.ledger, *rest)
            if before is not None:
                self.assertEqual(self.ledger.read_bytes(), before, command)
        self.refused('backup', self.ledger, self.folder / 'copy.duixian')

    def test_none(self):
        self.refuse_all()
        self.assertFalse(self.ledger.exists())

    def test_not_a_ledger(self):
        for content in (b'', b'hello', b'SQLite format 3\0' + b'\0' * 5000):
            self.ledger.write_bytes(content)
            self.refuse_all()

    def test_other_database(self):
        with sqlite3.connect(self.ledger) as db:
            db.execute('CREATE TABLE t (x)')
        self.refuse_all()

    def test_newer(self):
        self.new_ledger()
        with sqlite3.connect(self.ledger) as db:
            db.execute('PRAGMA user_version = 9999')
            db.execute('PRAGMA journal_mode = DELETE')
        self.refuse_all()

    def test_folder(self):
        self.ledger.mkdir()
        self.refuse_all()

    def test_never_overwritten(self):
        self.new_ledger()
        before = self.ledger.read_bytes()
        self.refused('new', self.ledger)
        self.assertEqual(self.ledger.read_bytes(), before)
        self.refused('new', self.folder / 'none' / 'a.duixian')

    def test_empty_ledger(self):
        self.new_ledger()
        self.assertEqual(json.loads(self.ok('status', self.ledger, '--json').out),
                         {'measures': [], 'total': '0.00'})
        self.ok('status', self.ledger)
        self.ok('compute', self.ledger)
        self.ok('verify', self.ledger)
        self.assertEqual(self.ok('list', self.ledger, POLICY, 'production', '--json').out, '')
        self.ok('export', self.ledger, 'approval', '--output', self.folder / 'a.xlsx')
        self.ok('print', self.ledger, 'report', '--output', self.folder / 'a.pdf')

    def test_not_computed(self):
        self.new_ledger()
        self.bring('promotion-event', SAMPLES / TABLES['promotion-event'])
        listed = self.listed('promotion-event')
        self.assertEqual({(d['outcome'], d['amount'], d['code']) for d in listed}, {(None, None, None)})
        status = json.loads(self.ok('status', self.ledger, '--json').out)['measures'][0]
        self.assertEqual((status['claims'], status['award']), (9, 0))

    def test_busy(self):
        """While another program writes, a command waits; it fails only if that takes too long."""
        self.new_ledger()
        db = sqlite3.connect(self.ledger, isolation_level=None, check_same_thread=False)
        db.execute('BEGIN IMMEDIATE')
        release = threading.Timer(1, db.rollback)
        release.start()
        report = self.bring('promotion-event', SAMPLES / TABLES['promotion-event'])[0]
        self.assertEqual(report['added'], 9)
        release.join()
        db.close()

    def test_two_writers(self):
        self.new_ledger()
        runs = [subprocess.Popen([PROGRAM, 'import', self.ledger, POLICY, measure, SAMPLES / table, '--json'],
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment())
                for measure, table in TABLES.items()]
        for process in runs:
            process.communicate(timeout=TIMEOUT)
            self.assertIn(process.returncode, (0, 1))
        for measure, expected in EXPECTED.items():
            self.assertEqual(len(self.listed(measure)), len(expected['claims']))
        self.ok('verify', self.ledger)


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


class Usage(Case):
    def test_commands(self):
        for arguments in ((), ('nonsense',), ('improt',), ('--nonsense',), ('',)):
            self.refused(*arguments)
        self.assertIn('import', self.refused('improt').err)
        self.assertIn('duixian-cli', self.ok('--version').out)
        self.assertIn('evaluate', self.ok('--help').out)

    def test_help_of_every_command(self):
        commands = re.findall(r'^  (\S+) ', self.ok('--help').out, re.M)
        self.assertEqual(len(commands), 15)
        for command in commands:
            out = self.ok(command, '--help').out
            self.assertIn(f'duixian-cli {command} ', out + ' ')
            self.refused(command, '--nonsense')
            self.assertIn(command, self.refused(command, 'a', 'b', '--nonsense').err)

    def test_missing_arguments(self):
        self.new_ledger()
        for arguments in (('check',), ('sheet',), ('new',), ('set', self.ledger), ('register', self.ledger),
                          ('import', self.ledger, POLICY, 'production'), ('compute',), ('status',),
                          ('list', self.ledger, POLICY), ('export', self.ledger, 'approval'),
                          ('print', self.ledger, 'report'), ('verify',), ('backup', self.ledger)):
            self.refused(*arguments)

    def test_kinds(self):
        self.new_ledger()
        out = self.folder / 'x'
        for arguments in (('export', self.ledger, 'aproval', '--output', out),
                          ('print', self.ledger, 'everything', '--output', out),
                          ('register', self.ledger, 'bank', SAMPLES / 'payee-accounts.xlsx')):
            self.refused(*arguments)
        self.assertFalse(out.exists())

    def test_unknown_measure(self):
        self.new_ledger()
        table = SAMPLES / TABLES['production']
        self.refused('import', self.ledger, POLICY, 'producton', table)
        self.refused('import', self.ledger, 'fuzhou', 'production', table)
        self.refused('list', self.ledger, POLICY, 'producton')
        self.refused('compute', self.ledger, '--as-of', 'yesterday')

    def test_policies(self):
        policies = self.ok('policies', '--json').lines
        measures = {m['measure'] for p in policies if p['policy'] == POLICY for m in p['measures']}
        self.assertEqual(measures, {*TABLES, 'job-stability'})
        out = self.ok('policies').out
        for measure in measures:
            self.assertIn(measure, out)

    def test_check(self):
        from command import SOURCE
        policy = SOURCE / 'rules' / 'policies' / f'{POLICY}.policy'
        self.assertRegex(self.ok('check', policy).out, r'\b7\b')
        bad = self.folder / 'bad.policy'
        bad.write_text(policy.read_text(encoding='utf-8').replace('cap   40万元', 'cap   40万千瓦时', 1)
                       .replace('province_award * 50%', 'provinc_award * 50%', 1), encoding='utf-8')
        result = self.ok('check', bad, policy, status=1)
        faults = [line for line in result.err.splitlines() if line.startswith(f'{bad}:')]
        self.assertGreaterEqual(len(faults), 2, result.err)
        self.assertTrue(all(re.match(r'.*:\d+:\d+: ', f) for f in faults))
        self.assertIn(str(policy), result.out)
        wrong = self.folder / 'wrong.policy'
        wrong.write_text(policy.read_text(encoding='utf-8').replace('} award 4.8万元', '} award 4.9万元', 1),
                         encoding='utf-8')
        self.assertIn('[example]', self.ok('check', wrong, status=1).err)
        self.refused('check', self.folder / 'none.policy')

    def test_sheet(self):
        rows = self.ok('sheet', SAMPLES / TABLES['production'], '--json').lines
        book = openpyxl.load_workbook(SAMPLES / TABLES['production']).worksheets[0]
        self.assertEqual(rows[0][0], book['A1'].value)
        self.assertEqual(len({len(r) for r in rows}), 1)
        import csv
        plain = list(csv.reader(self.ok('sheet', SAMPLES / TABLES['production']).out.splitlines()))
        self.assertEqual(plain, rows)
        for name in ('none.xlsx', 'folder'):
            self.refused('sheet', self.folder / name)


if __name__ == '__main__':
    unittest.main()
