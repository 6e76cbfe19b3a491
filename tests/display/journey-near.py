#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Near misses: the list within a tolerance, a workbook of it, from a row to its claim with what would change it
told beside it; the ledger as it was."""

import hashlib
import os
import sys

from journey import Atspi, Journey, children, demo_ledger, wait


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def has_focus(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def first_row(journey):
    return next(part.get_child_at_index(0) for part in children(journey.find('tree table', '差一点清单'))
                if part.get_role_name() == 'list')


with Journey() as j:
    ledger = demo_ledger(j, sys.argv[1], ('production', 'production.xlsx'))
    before = digest(ledger)
    j.hand(ledger)
    j.find('page tab')

    # From the overview there is no measure to look through.
    j.key('ctrl+g')
    j.sees('请先选择一项措施的标签页')
    j.key('alt+2')
    j.rows('增产增效配套奖励')
    j.press('push button', '差一点清单…')
    window = j.dialog('差一点清单')
    j.sees('笔差一点', root=window)
    assert ['福州海信电气（福建）有限公司', '省级奖励金额', '19,999.00 元', '20,000.00 元', '+1.00 元', '+0.01%',
            '获奖 10,000.00 元'] in j.rows('差一点清单')

    # By keyboard to the first row and to its claim, with the same change beside it.
    j.key('Tab')
    wait(lambda: has_focus(j.find('push button', '导出…', root=window)), 'the focus on the export')
    j.key('Tab')
    wait(lambda: has_focus(first_row(j)), 'the focus on the first row')
    j.key('Return')
    j.gone('spin button', '幅度（占现值的百分数）')
    j.sees('上年一季度总产值再减少 36.95 元（降到 23,040,163.05 元）即可获奖 172,839.00 元')

    # Another tolerance, another list.
    j.key('ctrl+g')
    window = j.dialog('差一点清单')
    tolerance = j.find('spin button', '幅度（占现值的百分数）', root=window)
    Atspi.Value.set_current_value(tolerance, 0.1)
    j.sees('4 笔差一点', root=window)
    Atspi.Value.set_current_value(tolerance, 60)
    j.sees('15 笔差一点', root=window)
    j.press('push button', '导出…', root=window)
    j.choose_file(j.path('near.xlsx'), '保存')
    wait(lambda: os.path.exists(j.path('near.xlsx')), 'the workbook')
    j.sees('差一点清单已导出', root=window)
    assert digest(ledger) == before
