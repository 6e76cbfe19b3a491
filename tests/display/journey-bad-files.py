#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are not what they should be: a message that names them, and nothing changed."""

import sys

from journey import Journey, demo_ledger

with Journey() as j:
    bad = j.path('bad.duixian')
    with open(bad, 'wb') as file:
        file.write(b'not a ledger\n' * 100)
    j.find('push button', '新建台账')
    j.hand(bad)
    j.sees('无法打开台账')
    j.sees('bad.duixian')
    j.press('push button', '关闭', root=j.dialog('无法打开台账'))
    with open(bad, 'rb') as file:
        assert file.read() == b'not a ledger\n' * 100
    j.find('push button', '打开台账')

    # A table that is none: it says so, and the good one beside it is imported all the same.
    ledger = demo_ledger(j, sys.argv[1])
    j.hand(ledger)
    j.find('page tab')
    empty = j.path('empty.xlsx')
    open(empty, 'wb').close()
    j.hand(empty, j.sample('promotion-event.xlsx'))
    assistant = j.dialog('导入表格')
    j.sees('无法读取', root=assistant)
    j.sees('empty.xlsx”', root=assistant)
    j.sees('新增 9 · 变更 0 · 不变 0 · 不导入 1 个表', root=assistant)
    j.press('push button', '导入', root=assistant)
    j.sees('已导入：新增 9 ·')
