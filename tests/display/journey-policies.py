#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of policies: a file with a gap between two tiers is checked, its counter-example added to it, the policy
added to the ledger, replaced by a newer text, and a file of any bytes told in words."""

import sys

from journey import Journey, demo_ledger

TIERS = '''policy city-2025-1 {
  number "某政〔2025〕1号"
  title  "某市措施"
  valid  2025-01-01 ..
  measure growth "增产奖励" {
    clause "一" "产值达1000万元的奖励1万元，超过5000万元的奖励2万元。"
    fact output money "产值" heading "总产值"
    award if output >= 1000万元 and output < 5000万元 then 1万元
          else if output > 5000万元 then 2万元 else 0元
    example "一档" { output 1000万元 } award 1万元
  }
}
'''


def write(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


with Journey() as j:
    j.hand(demo_ledger(j, sys.argv[1], ('production', 'production.xlsx')))
    j.find('page tab')
    j.key('F10')
    j.press('menu item', lambda name: name.startswith('政策与体检'))
    dialog = j.dialog('政策')
    j.sees('未发现问题', root=dialog)
    j.sees('福州市促进2024年一季度工业生产稳定运行若干措施', root=dialog)
    j.leave()

    # A measure, with the words of its clause beside what is computed.
    path = write(j.path('own.policy'), TIERS)
    j.hand(path)
    dialog = j.dialog('政策')
    j.sees('第 9 行，第 19 列', root=dialog)
    j.sees('{ output 5000万元 } refuse code nothing-due', root=dialog)
    j.press('push button', '加入样例', root=dialog)
    j.sees('2 个样例', root=dialog)
    with open(path, encoding='utf-8') as changed:
        lines = changed.read().splitlines()
    added = [line for line in lines if line not in TIERS.splitlines()]
    assert len(added) == 1 and added[0].endswith('{ output 5000万元 } refuse code nothing-due'), added
    assert [line for line in lines if line != added[0]] == TIERS.splitlines()
    j.key('Tab', 'Down')
    j.sees('产值达1000万元的奖励1万元，超过5000万元的奖励2万元。', root=dialog)
    j.sees('表头：总产值', root=dialog)

    j.press('push button', '加入台账', root=dialog)
    j.sees('政策已加入台账。', root=dialog)
    j.leave()
    j.sees('某政〔2025〕1号')

    # Another text of the same id takes its place only when that is meant.
    j.hand(write(path, TIERS.replace('< 5000万元', '<= 5000万元')))
    dialog = j.dialog('政策')
    j.sees('未发现问题', root=dialog)
    j.press('push button', '加入台账', root=dialog)
    j.dialog('替换这项政策？')
    # The dialog has each button twice, for narrow windows too; a key presses the one that counts.
    j.key('alt+r')
    j.sees('政策已加入台账。', root=dialog)
    j.leave()

    # Any bytes: the faults, with line and column.
    with open(path, 'wb') as wrong:
        wrong.write(b'policy \xff\x00')
    j.hand(path)
    dialog = j.dialog('政策')
    j.sees('第 1 行，第 8 列', root=dialog)
    assert not j.all('push button', '加入台账', root=dialog)
