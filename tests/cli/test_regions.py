#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of counties and cities, which have no code: the name is who claims. And policies side by side."""

import unittest

from command import POLICY, Case

CODE = '91350122MADEM0011U'


class Regions(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()

    def table(self, name, *rows):
        path = self.folder / name
        path.write_text('\n'.join(','.join(row) for row in rows) + '\n', encoding='utf-8')
        return path

    def brought(self, policy, measure, path):
        report = self.ok('import', self.ledger, policy, measure, path, '--json').lines[0]
        self.assertEqual(report['added'], report['claims'])
        return report

    def decided(self, policy, measure):
        self.ok('compute', self.ledger, '--as-of', '2024-06-30')
        self.assertEqual(self.ok('verify', self.ledger).status, 0)
        return {d['claimant']: d for d in self.ok('list', self.ledger, policy, measure, '--json').lines}

    def test_cities(self):
        path = self.table('cities.csv', ('设区市', '规模以上工业增加值增速', '时期'), ('福州市', '6.1', '一季度'),
                          ('泉州市', '7.2', '一季度'), ('宁德市', '5', '一季度'), ('莆田市', '4.9', '一季度'),
                          ('厦门市', '9', '一季度'))
        report = self.brought('fujian-2020-q2', 'city-growth', path)
        self.assertEqual((report['rows'], report['claims']), (5, 5))
        decisions = self.decided('fujian-2020-q2', 'city-growth')
        self.assertEqual({city: (d['outcome'], d['amount']) for city, d in decisions.items()},
                         {'福州市': ('award', '3000000.00'), '泉州市': ('award', '5000000.00'),
                          '宁德市': ('award', '2000000.00'), '莆田市': ('refuse', '0.00'),
                          '厦门市': ('refuse', '0.00')})
        self.assertEqual(decisions['福州市']['facts']['city'], '福州市')

    def test_score_sheet(self):
        # Without the province's growth: the nation's is the standard.
        parts = (('增加值增速', '5.1'), ('增加值全国增速', '5'), ('总产值增速', '6'), ('总产值全市增速', '6'),
                 ('实际增量', '100'), ('预期增量', '100'), ('县区增量', '12'), ('全市增量', '100'),
                 ('产值占全市比重', '12'))
        columns = [(when + name, value) for when in ('月度', '累计') for name, value in parts]
        path = self.table('scores.csv', ('县（市）区', *(name for name, _ in columns)),
                          ('鼓楼区', *(value for _, value in columns)), ('闽侯县', '5.1', *('' for _ in columns[1:])))
        self.brought('fuzhou-2023-28', 'county-score', path)
        decisions = self.decided('fuzhou-2023-28', 'county-score')
        self.assertEqual(decisions['鼓楼区']['score'], '72.40')
        self.assertEqual(decisions['闽侯县']['outcome'], 'review')

    def test_entry(self):
        path = self.table('entry.csv', ('县（市）区', '全市企业入驻率', '入驻率'), ('鼓楼区', '65', '80'),
                          ('长乐区', '65', '90'))
        self.ok('set', self.ledger, 'fuzhou-2023-28', 'platform-entry', 'amount=100000')
        self.brought('fuzhou-2023-28', 'platform-entry', path)
        decisions = self.decided('fuzhou-2023-28', 'platform-entry')
        self.assertEqual((decisions['鼓楼区']['amount'], decisions['长乐区']['code']), ('100000.00', 'not-changle'))

    def test_same_matter(self):
        path = self.table('production.csv',
                          ('企业名称', '统一社会信用代码', '行业代码', '是否规上', '新投产纳统',
                           '2024年一季度工业总产值（万元）', '2023年一季度工业总产值（万元）',
                           '2024年一季度用电量（万千瓦时）', '2023年一季度用电量（万千瓦时）',
                           '符合省级奖励条件', '省级奖励金额（万元）'),
                          ('福州样例有限公司', CODE, 'C39', '是', '否', '9858.2', '8000', '869.66', '800', '是', '64'))
        for policy in ('fuzhou-2024-2', POLICY):
            self.brought(policy, 'production', path)
        earlier = self.decided('fuzhou-2024-2', 'production')[CODE]
        later = self.decided(POLICY, 'production')[CODE]
        self.assertEqual((earlier['amount'], earlier['payable'], earlier['settlement']),
                         ('320000.00', '0.00', 'superseded'))
        self.assertEqual((later['payable'], later['settlement']), ('320000.00', 'kept'))
        status = self.ok('status', self.ledger, '--json').lines[0]
        self.assertEqual([(m['policy'], m['claims']) for m in status['measures']], [('fuzhou-2024-2', 1), (POLICY, 1)])


if __name__ == '__main__':
    unittest.main()
