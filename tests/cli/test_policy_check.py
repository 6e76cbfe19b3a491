#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policy check: findings of a file, of files together, counter-examples put into the file; any bytes as a file."""

import random
import re
import unittest

from command import POLICY, SOURCE, Case, run

POLICIES = SOURCE / 'rules' / 'policies'

TIERS = """policy city-2025-1 {\r
  number "某政〔2025〕1号"\r
  title "某市措施"\r
  valid 2025-01-01 .. 2025-12-31\r
\r
  measure growth "增产奖励" {\r
    clause "一" "产值达1000万元的奖励1万元，超过5000万元的奖励2万元。"\r
    fact output money "产值" heading "总产值"\r
\r
    award if output >= 1000万元 and output < 5000万元 then 1万元\r
          else if output > 5000万元 then 2万元 else 0元\r
\r
    example "一档" { output 1000万元 } award 1万元 # 恰好达到\r
  }\r
}\r
"""


def codes(result):
    return re.findall(r'^\S+?:\d+:\d+: .* \[([a-z-]+)\]$', result.err, re.M)


class PolicyCheck(Case):
    def file(self, name, text):
        path = self.folder / name
        path.write_bytes(text.encode('utf-8'))
        return path

    def official(self, name, *change):
        text = (POLICIES / f'{name}.policy').read_text(encoding='utf-8')
        return self.file(f'{name}.policy', text.replace(*change, 1) if change else text)

    def test_clean(self):
        result = self.ok('check', *sorted(POLICIES.glob('*.policy')))
        self.assertEqual(result.err, '')
        self.assertEqual(self.ok('check', '--installed').err, '')

    def test_counter_example(self):
        path = self.file('tiers.policy', TIERS)
        result = self.ok('check', path)
        self.assertEqual(codes(result), ['gap'])
        self.assertIn('{ output 5000万元 } refuse code nothing-due', result.err)

        self.ok('check', '--add-examples', path)
        text = path.read_bytes().decode('utf-8')
        added = [line for line in text.split('\r\n') if line not in TIERS.split('\r\n')]
        self.assertEqual(len(added), 1)
        self.assertTrue(added[0].startswith('    example "') and added[0].endswith('refuse code nothing-due'), added)
        self.assertEqual(text.replace(added[0] + '\r\n', ''), TIERS)
        # It holds now, and is there but once.
        self.assertRegex(self.ok('check', path).out, r'\b2\b')
        self.ok('check', '--add-examples', path)
        self.assertEqual(path.read_bytes().decode('utf-8'), text)

    def test_together(self):
        first, second = self.official('fuzhou-2024-2'), self.official(POLICY, 'supersedes fuzhou-2024-2/production', '')
        self.assertEqual(codes(self.ok('check', first, second)), ['same-matter'])
        # The installed ones count beside a file that is checked alone.
        self.assertEqual(codes(self.ok('check', second)), ['same-matter'])
        self.assertEqual(codes(self.ok('check', first)), [])
        copy = self.file('copy.policy', first.read_text(encoding='utf-8'))
        self.assertIn('duplicate', codes(self.ok('check', first, copy, status=1)))

    def test_expired(self):
        path = self.official('fuzhou-2024-2')
        self.assertEqual(codes(self.ok('check', '--as-of', '2024-03-31', path)), [])
        self.assertEqual(codes(self.ok('check', '--as-of', '2024-04-01', path)), ['expired'])
        self.refused('check', '--as-of', 'tomorrow', path)

    def test_any_bytes(self):
        dice = random.Random(20240122)
        text = (POLICIES / 'fuzhou-2024-2.policy').read_bytes()
        inputs = [b'', b'\0', b'\xff' * 100, b'{' * 100000, b'"', b'policy', '策'.encode('utf-8')[:2], b'#' * (1 << 20),
                  b'#' * ((1 << 20) + 1), dice.randbytes(4096)]
        for _ in range(20):
            cut = dice.randrange(len(text))
            inputs.append(text[:cut] + dice.randbytes(dice.randrange(8)) + text[cut + dice.randrange(8):])
        for i, content in enumerate(inputs):
            path = self.folder / f'{i}.policy'
            path.write_bytes(content)
            result = run('check', path)
            self.assertIn(result.status, (0, 1), result.err)
            self.assertTrue(result.status == 0 or codes(result), content[:40])


if __name__ == '__main__':
    unittest.main()
