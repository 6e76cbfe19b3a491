#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A figure the text leaves open: named above the rows, set in the dialog, gone from the list of open matters."""

import sys

from journey import Journey, demo_ledger, wait

with Journey() as j:
    j.hand(demo_ledger(j, sys.argv[1], ('new-above-scale', 'new-above-scale.ods')))
    j.find('page tab')
    j.key('alt+4')
    j.sees('尚未设定：市级财政承担比例')
    j.press('push button', '设定…')
    dialog = j.dialog('参数与口径')
    for label, value in (('市级财政承担比例（%）', '40'), ('县（市）区财政承担比例（%）', '60')):
        j.type(j.find('text', label, root=dialog), value)
        j.press('push button', '设定', root=dialog)
        j.sees('已保存，重新计算后生效。', root=dialog)
    j.press('push button', '关闭', root=dialog)
    j.gone('frame', '参数与口径')
    j.press('push button', '计算')
    wait(lambda: all('各级承担比例未设定' not in row[5] for row in j.rows('新增纳统奖励（小升规）')),
         'decisions with their shares')
