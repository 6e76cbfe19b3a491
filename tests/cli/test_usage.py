#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arguments, names, help; policies, check, sheet."""

import csv
import re
import unittest

import openpyxl

from command import POLICY, SAMPLES, SOURCE, TABLES, Case


class Usage(Case):
    def test_commands(self):
        for arguments in ((), ('nonsense',), ('improt',), ('--nonsense',), ('',)):
            self.refused(*arguments)
        self.assertIn('import', self.refused('improt').err)
        self.assertIn('duixian-cli', self.ok('--version').out)
        self.assertIn('evaluate', self.ok('--help').out)

    def test_help_of_every_command(self):
        commands = re.findall(r'^  (\S+) ', self.ok('--help').out, re.M)
        self.assertEqual(len(commands), 28)
        for command in commands:
            out = self.ok(command, '--help').out
            self.assertIn(f'duixian-cli {command} ', out + ' ')
            self.refused(command, '--nonsense')
            self.assertIn(command, self.refused(command, 'a', 'b', '--nonsense').err)

    def test_missing_arguments(self):
        self.new_ledger()
        for arguments in (('check',), ('sheet',), ('new',), ('add-policy', self.ledger), ('set', self.ledger), ('register', self.ledger),
                          ('import', self.ledger, POLICY, 'production'), ('compute',), ('status',),
                          ('list', self.ledger, POLICY), ('what-if', self.ledger, POLICY), ('near', self.ledger, POLICY), ('export', self.ledger, 'approval'),
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

    def test_policies_in_words(self):
        one = self.ok('policies', '--words', POLICY, 'production').out
        self.assertIn('fuzhou-2024-5/production', one)
        self.assertNotIn('festival-power', one)
        # Names and figures of the rule itself, beside the words of the clause.
        for words in ('省级奖励金额', '50%', '配套奖励金额在 1 万元以下的企业不予奖励'):
            self.assertIn(words, one)
        whole = self.ok('policies', '--words', POLICY).out
        self.assertEqual(len(re.findall(rf'^{POLICY}/', whole, re.M)), 7)
        every = self.ok('policies', '--words').out
        self.assertIn(whole, every)
        self.refused('policies', '--words', POLICY, 'producton')
        self.refused('policies', '--words', 'fuzhou')
        self.refused('policies', POLICY)
        self.refused('policies', '--words', '--json')

    def test_check_policy_written_from_guide(self):
        result = self.ok('check', SOURCE / 'tests' / 'data' / 'guide.policy')
        self.assertEqual(result.err, '')

    def test_check(self):
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
        plain = list(csv.reader(self.ok('sheet', SAMPLES / TABLES['production']).out.splitlines()))
        self.assertEqual(plain, rows)
        for name in ('none.xlsx', 'folder'):
            self.refused('sheet', self.folder / name)


if __name__ == '__main__':
    unittest.main()
