#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a table leaves open is asked, and what is answered is remembered."""

import json
import unittest

from command import POLICY, Case, run
from test_tables import HEADING

ROW = ['福州样例有限公司', '91350122MADEM0011U', '连江县', 'C39', '是', '否', '9858.2', '8000', '869.66', '800', '是',
       '64']
BARE = [h.split('（万')[0] if '产值' in h or '奖励金额' in h else h for h in HEADING]


class Understanding(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()

    def table(self, *rows, heading=HEADING, name='table.csv'):
        path = self.folder / name
        path.write_text('\n'.join(','.join(r) for r in [heading, *rows]) + '\n', encoding='utf-8')
        return path

    @staticmethod
    def row(code, name='福州样例有限公司', **cells):
        row = [name, code, *ROW[2:]]
        for place, cell in cells.items():
            row[['name', 'code', 'county', 'industry', 'above', 'entrant', 'output', 'output_prior', 'power',
                 'power_prior', 'eligible', 'award'].index(place)] = cell
        return row

    @staticmethod
    def codes(report, severity=None):
        return [p['code'] for p in report['problems'] if severity in (None, p['severity'])]

    def test_doubtful_unit_is_asked(self):
        path = self.table(ROW, heading=BARE)
        before = self.ledger.read_bytes()
        report = self.bring('production', path, status=1)[0]
        self.assertEqual(set(self.codes(report)), {'doubtful-unit'})
        self.assertEqual({p['column'] for p in report['problems']}, {'G', 'H', 'L'})
        self.assertEqual(report['claims'], 0)
        self.assertEqual(self.ledger.read_bytes(), before)
        units = [o for fact in ('output', 'output_prior', 'province_award') for o in ('--unit', f'{fact}=万元')]
        self.assertEqual(self.bring('production', path, status=0, options=units)[0]['added'], 1)
        self.assertEqual(self.listed('production')[0]['facts']['output'], '98582000.00')
        # The next table with these headings is not asked about.
        later = self.table(self.row('91350105MADEM002X0'), heading=BARE, name='later.csv')
        self.assertEqual(self.bring('production', later, status=0)[0]['added'], 1)
        self.assertEqual({d['facts']['output'] for d in self.listed('production')}, {'98582000.00'})

    def test_answered_otherwise(self):
        """The same file with another answer is read anew."""
        path = self.table(ROW, heading=BARE)
        units = [o for fact in ('output', 'output_prior', 'province_award') for o in ('--unit', f'{fact}=元')]
        self.bring('production', path, status=0, options=units)
        units = [o.replace('=元', '=万元') for o in units]
        self.assertEqual(self.bring('production', path, status=0, options=units)[0]['changed'], 1)
        self.assertEqual(self.listed('production')[0]['facts']['output'], '98582000.00')

    def test_named_units_are_doubted_for_whole_tables_only(self):
        """Yuan under 万元: five rows of it are a question, one is an odd row."""
        rows = [self.row(f'91350122MADEM00{i}1U', output='98582000', output_prior='80000000') for i in range(6)]
        self.assertIn('doubtful-unit', self.codes(self.bring('production', self.table(*rows), status=1)[0]))
        one = self.bring('production', self.table(rows[0], name='one.csv'), status=0)[0]
        self.assertIn('outlier-ratio', self.codes(one, 'warning'))

    def test_awards_above_the_cap_throughout(self):
        rows = [self.row(f'91350122MADEM00{i}1U', award='640000') for i in range(6)]
        report = self.bring('production', self.table(*rows), status=1)[0]
        self.assertEqual([(p['code'], p['column']) for p in report['problems']], [('doubtful-unit', 'L')])

    def test_yuan_needs_no_unit(self):
        row = self.row('91350122MADEM0011U', output='98582000', output_prior='80000000', award='640000')
        report = self.bring('production', self.table(row, heading=BARE), status=0)[0]
        self.assertEqual(set(self.codes(report)), {'unit-assumed'})

    def test_two_headings_for_one_figure(self):
        heading = [h.replace('2024年一季度工业总产值（万元）', '总产值甲（万元）') for h in HEADING] + ['总产值乙（万元）']
        path = self.table([*ROW, '5000'], heading=heading)
        report = self.bring('production', path, status=1)[0]
        self.assertEqual(self.codes(report), ['doubtful-heading'])
        self.bring('production', path, status=0, options=('--column', 'output=总产值乙'))
        self.assertEqual(self.listed('production')[0]['facts']['output'], '50000000.00')
        later = self.table([*ROW, '6000'], heading=heading, name='later.csv')
        self.bring('production', later, status=0)
        self.assertEqual(self.listed('production')[0]['facts']['output'], '60000000.00')

    def test_wrong_answers(self):
        path = self.table(ROW)
        for options in (('--unit', 'output'), ('--unit', 'output=千瓦时'), ('--unit', 'none=元'),
                        ('--column', 'output=没有'), ('--column', 'none=企业名称'), ('--column', '=企业名称')):
            self.bring('production', path, status=2, options=options)
        self.assertEqual(self.listed('production'), [])

    def test_names(self):
        self.bring('production', self.table(ROW))
        path = self.table(self.row('', '福州样例有限责任公司', award='65'), self.row('', '福建福州样例股份有限公司'),
                          self.row('', '完全不同有限公司'), name='names.csv')
        report = self.bring('production', path, status=1)[0]
        self.assertEqual(self.codes(report), ['matched-by-name', 'undecided-match', 'missing-claimant'])
        self.assertEqual((report['added'], report['changed']), (0, 1))
        offered = self.ok('matches', self.ledger, '--json').lines
        self.assertEqual([(o['name'], [c['code'] for c in o['candidates']]) for o in offered],
                         [('福建福州样例股份有限公司', ['91350122MADEM0011U'])])
        self.ok('match', self.ledger, '福建福州样例股份有限公司', '91350122MADEM0011U', '--not')
        self.assertEqual(self.ok('matches', self.ledger).out, '')
        self.assertEqual(self.codes(self.bring('production', path, status=1)[0]),
                         ['matched-by-name', 'missing-claimant', 'missing-claimant'])
        self.refused('match', self.ledger, '福建福州样例股份有限公司', '91350105MADEM002X0')
        self.ok('verify', self.ledger)

    def test_decided_name(self):
        self.bring('production', self.table(ROW))
        path = self.table(self.row('', '福州样例股份有限公司', award='66'), name='names.csv')
        self.assertEqual(self.codes(self.bring('production', path, status=1)[0]), ['undecided-match'])
        self.ok('match', self.ledger, '福州样例股份有限公司', '91350122MADEM0011U')
        report = self.bring('production', path, status=0)[0]
        self.assertEqual((self.codes(report), report['changed']), (['matched-by-decision'], 1))
        self.assertEqual(self.listed('production')[0]['facts']['province_award'], '660000.00')

    def test_repaired_codes(self):
        wrong, right = '91350122MADEM0011X', '91350122MADEM0011U'
        path = self.table(self.row(wrong, '福州样例有限公司'))
        for arguments in ((wrong,), (wrong, wrong), (wrong, right, '--not')):
            self.refused('repair', self.ledger, *arguments)
        self.ok('repair', self.ledger, wrong.lower(), right)
        self.assertEqual(self.ok('repair', self.ledger).out.split(), [wrong, right])
        report = self.bring('production', path, status=0)[0]
        self.assertEqual(self.codes(report), ['repaired-code'])
        self.assertEqual([claim['claimant'] for claim in self.listed('production')], [right])
        self.ok('repair', self.ledger, wrong, '--not')
        self.assertEqual(self.ok('repair', self.ledger).out, '')
        self.ok('verify', self.ledger)

    def test_former_codes(self):
        register = self.folder / 'register.csv'
        register.write_text('统一社会信用代码,企业名称,曾用名,曾用代码\n'
                            '91350122MADEM0011U,福州样例有限公司,福州老样例有限公司,91350105MADEM002X0\n',
                            encoding='utf-8')
        self.ok('register', self.ledger, 'enterprises', register)
        path = self.table(self.row('91350105MADEM002X0'))
        self.assertIn('former-code', self.codes(self.bring('production', path, status=0)[0]))
        self.assertEqual([d['claimant'] for d in self.listed('production')], ['91350122MADEM0011U'])
        path = self.table(self.row('', '福州老样例有限公司'), name='former-name.csv')
        report = self.bring('production', path, status=0)[0]
        self.assertEqual((self.codes(report), report['unchanged']), (['matched-by-name'], 1))

    def test_table_of_names_alone(self):
        heading = [h for h in HEADING if '代码' not in h or '行业' in h]
        row = [c for h, c in zip(HEADING, ROW) if h in heading]
        path = self.table(row, heading=heading, name='names.csv')
        self.bring('production', path, status=2)
        self.bring('production', self.table(ROW))
        report = self.bring('production', path, status=0)[0]
        self.assertEqual((self.codes(report), report['unchanged']), (['matched-by-name'], 1))

    def test_repair(self):
        report = self.bring('production', self.table(self.row('91350122MADEMOO11U')))[0]
        self.assertEqual([p.get('repair') for p in report['problems']], ['91350122MADEM0011U'])

    def test_remarks_are_few(self):
        """Of one kind a few are said, and how many more there are; an error is never left out."""
        rows = [self.row(f'91350122MADEM00{i}2U') for i in range(9)] + [self.row('')] * 9
        result = run('import', self.ledger, POLICY, 'production', self.table(*rows))
        self.assertEqual(result.status, 1)
        lines = result.err.splitlines()
        self.assertEqual(len([line for line in lines if 'row' in line and 'warning' in line]), 5)
        self.assertEqual(len([line for line in lines if 'not used' in line]), 9)
        self.assertIn('4 more remarks', lines[-1])
        result = run('import', self.ledger, POLICY, 'production', self.table(self.row('91350122MADEMOO11U')))
        self.assertIn('91350122MADEM0011U', result.err)

    def test_odd_rows(self):
        rows = (self.row('91350122MADEM0011U', output='9858200', output_prior='8000'),
                self.row('91350105MADEM002X0', county='鼓楼区', power='8696600', power_prior='8000000'))
        report = self.bring('production', self.table(*rows))[0]
        found = {(p['code'], p['row'], p['column']) for p in report['problems']}
        self.assertEqual(found, {('outlier-growth', 2, 'G'), ('outlier-ratio', 2, 'I'), ('county-differs', 3, 'B'),
                                 ('outlier-ratio', 3, 'I')})

    def test_february_above_the_quarter(self):
        self.bring('production', self.table(self.row('91350122MADEM0011U', power='60', power_prior='50'),
                                            self.row('91350105MADEM002X0')))
        heading = ['户号', '户名', '统一社会信用代码', '行业', '规上', '抄表起', '抄表止', '电量（千瓦时）']
        rows = [[meter, '福州样例有限公司', code, '30', '是', '2024-02-01', '2024-02-29', '350000']
                for meter, code in (('1', '91350122MADEM0011U'), ('2', '91350122MADEM0011U'),
                                    ('2', '91350122MADEM0011U'), ('3', '91350105MADEM002X0'))]
        found = [(p['code'], p['row'], p['column'], p['found'])
                 for p in self.bring('festival-power', self.table(*rows, heading=heading, name='f.csv'))[0]['problems']
                 if p['severity'] == 'warning']
        self.assertEqual(found, [('part-above-whole', 3, 'H', '91350122MADEM0011U')])
        # The other way round, and a sum that is the quarter's.
        report = self.bring('production', self.table(self.row('91350122MADEM0011U', power='69.99', power_prior='50'),
                                                     name='p.csv'))[0]
        self.assertIn('part-above-whole', self.codes(report))
        report = self.bring('production', self.table(self.row('91350122MADEM0011U', power='70', power_prior='50'),
                                                     name='q.csv'))[0]
        self.assertNotIn('part-above-whole', self.codes(report))

    def test_accept(self):
        rows = (self.row('91350122MADEM0012U'), self.row('91350105MADEM003X0'))
        self.bring('production', self.table(*rows, self.row('')))
        accept = ('accept', self.ledger, POLICY, 'production')
        self.refused(*accept, 'bad-check-character')
        self.refused(*accept, 'bad-check-character', '--reason', ' ')
        self.refused(*accept, 'missing-claimant', '--reason', '无')
        self.refused(*accept, 'nothing', '--reason', '无')
        self.ok(*accept, 'bad-check-character', '--found', '91350122MADEM0012U', '--reason', '执照如此')
        accepted = self.ok(*accept).lines
        self.assertEqual([(a['code'], a['found'], a['reason']) for a in accepted],
                         [('bad-check-character', '91350122MADEM0012U', '执照如此')])
        self.assertTrue(accepted[0]['person'])
        self.ok(*accept, 'bad-check-character', '--reason', '已核')
        self.assertEqual([a['reason'] for a in self.ok(*accept).lines], ['已核', '执照如此'])
        self.ok('verify', self.ledger)

    def test_questions_in_words(self):
        result = run('import', self.ledger, POLICY, 'production', self.table(ROW, heading=BARE), LANGUAGE='zh_CN')
        self.assertEqual(result.status, 1)
        self.assertIn('2024年一季度工业总产值', result.err)
        self.assertIn('未导入', result.out)
        self.assertEqual(json.loads(json.dumps(self.listed('production'))), [])


if __name__ == '__main__':
    unittest.main()
