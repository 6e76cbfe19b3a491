#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A policy file of the bureau's own in a ledger: added, used, replaced; one that clashes or fails is refused."""

import hashlib
import sqlite3
import unittest

from command import POLICY, SOURCE, Case

TEXT = """policy city-2025-1 {
  number "某政〔2025〕1号"
  title "某市措施"
  valid 2025-01-01 .. 2025-12-31
  measure growth "增产奖励" {
    clause "一" "产值达1000万元的奖励1万元。"
    fact output money "产值" heading "总产值"
    require enough "产值达1000万元" output >= 1000万元
    award 1万元
    example "恰好" { output 1000万元 } award 1万元
    example "不足" { output 9999999.99元 } refuse code enough
  }
}
"""
NEXT = TEXT.replace('award 1万元', 'award 2万元').replace('奖励1万元', '奖励2万元')
CODE = '91350100M000100Y43'


class AddPolicy(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()
        self.table = self.folder / 'a.csv'
        self.table.write_text(f'统一社会信用代码,企业名称,总产值（万元）\n{CODE},甲,1000\n', encoding='utf-8')

    def file(self, text, name='own.policy'):
        path = self.folder / name
        path.write_text(text, encoding='utf-8')
        return path

    def measures(self):
        return self.ok('status', self.ledger, '--json').lines[0]['measures']

    def decide(self):
        self.ok('import', self.ledger, 'city-2025-1', 'growth', self.table)
        self.ok('compute', self.ledger, '--as-of', '2025-06-30')

    def test_own(self):
        self.assertIn('1', self.ok('add-policy', self.ledger, self.file(TEXT)).out)
        self.decide()
        self.assertEqual([(m['policy'], m['measure'], m['award'], m['total']) for m in self.measures()],
                         [('city-2025-1', 'growth', 1, '10000.00')])
        self.assertEqual(self.ok('list', self.ledger, 'city-2025-1', 'growth', '--json').lines[0]['amount'], '10000.00')
        self.assertEqual(self.ok('verify', self.ledger).err, '')
        # Once more is no change.
        before = self.ledger.read_bytes()
        self.ok('add-policy', self.ledger, self.file(TEXT))
        self.assertEqual(self.ledger.read_bytes(), before)

    def test_installed(self):
        self.ok('add-policy', self.ledger, POLICY)
        path = SOURCE / 'rules' / 'policies' / f'{POLICY}.policy'
        self.ok('add-policy', self.ledger, path)
        text = path.read_text(encoding='utf-8') + '# 另一文本\n'
        for option in ((), ('--replace',)):
            self.refused('add-policy', self.ledger, self.file(text), *option)
        # A ledger without it is no other matter.
        self.ledger = self.folder / 'b.duixian'
        self.new_ledger()
        self.refused('add-policy', self.ledger, self.file(text))

    def test_replaced(self):
        self.ok('add-policy', self.ledger, self.file(TEXT))
        self.decide()
        newer = self.file(NEXT, 'newer.policy')
        self.refused('add-policy', self.ledger, newer)
        self.assertIn('city-2025-1/growth', self.ok('add-policy', self.ledger, newer, '--replace').err)
        # The decision keeps its text, and everyone says so.
        self.assertEqual([(m['total'], m.get('older_text')) for m in self.measures()], [('10000.00', True)])
        self.assertIn('city-2025-1/growth', self.ok('status', self.ledger).err)
        self.assertIn('city-2025-1/growth', self.ok('verify', self.ledger).err)
        self.ok('compute', self.ledger, '--as-of', '2025-06-30')
        self.assertEqual([(m['total'], m.get('older_text')) for m in self.measures()], [('20000.00', None)])
        self.assertEqual(self.ok('verify', self.ledger).err, '')
        # And back: the text kept first is in force again.
        self.ok('add-policy', self.ledger, self.file(TEXT), '--replace')
        self.assertEqual([(m['total'], m.get('older_text')) for m in self.measures()], [('20000.00', True)])
        self.ok('compute', self.ledger, '--as-of', '2025-06-30')
        self.assertEqual([m['total'] for m in self.measures()], ['10000.00'])
        # Claims do not lose their measure.
        self.refused('add-policy', self.ledger, self.file(TEXT.replace('measure growth', 'measure grown')), '--replace')

    def test_faults(self):
        for text in (TEXT.replace('} award 1万元', '} award 3万元'), TEXT.replace('output >=', 'outputs >='), '', '\0'):
            result = self.ok('add-policy', self.ledger, self.file(text), status=1)
            self.assertRegex(result.err, r'own\.policy:\d+:\d+: ')
        self.refused('add-policy', self.ledger, self.folder / 'none.policy')
        self.assertEqual(self.measures(), [])

    def test_kept_failing(self):
        """A text whose examples fail decides nothing, however it came into the ledger."""
        self.ok('add-policy', self.ledger, self.file(TEXT))
        self.decide()
        wrong = TEXT.replace('} award 1万元', '} award 3万元')
        with sqlite3.connect(self.ledger) as db:
            db.execute('INSERT INTO policy (name, digest, text, added) SELECT name, ?, ?, added + 1 FROM policy',
                       (hashlib.sha256(wrong.encode('utf-8')).hexdigest(), wrong))
        db.close()
        self.assertIn('10', self.refused('compute', self.ledger, '--as-of', '2025-06-30').err)
        self.assertEqual([m['total'] for m in self.measures()], ['10000.00'])

    def test_payments(self):
        """A payment under the bureau's own policy is known by its number."""
        table = self.folder / 'paid.csv'
        table.write_text('统一社会信用代码,企业名称,政策,措施,金额（元）,发放日期\n'
                         f'{CODE},甲,某政〔2025〕1号,增产奖励,100,2025-07-01\n', encoding='utf-8')
        codes = [p['code'] for p in self.ok('register', self.ledger, 'payments', table, '--json').lines[0]['problems']]
        self.assertIn('unknown-policy', codes)
        self.ok('add-policy', self.ledger, self.file(TEXT))
        table.write_text(table.read_text(encoding='utf-8').replace('100', '200'), encoding='utf-8')
        codes = [p['code'] for p in self.ok('register', self.ledger, 'payments', table, '--json').lines[0]['problems']]
        self.assertNotIn('unknown-policy', codes)

    def test_same_matter(self):
        other = TEXT.replace('city-2025-1', 'city-2025-2').replace('1号', '2号')
        self.ok('add-policy', self.ledger, self.file(TEXT))
        self.assertIn('[same-matter]', self.ok('add-policy', self.ledger, self.file(other)).err)


if __name__ == '__main__':
    unittest.main()
