#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From nothing to awards: a new ledger, a table handed to the window, imported, computed, its totals read."""

import os

from journey import SENSITIVE, Journey

with Journey() as j:
    j.press('push button', '新建台账')
    # Which policies it is for comes first: none is chosen yet.
    policies = j.dialog('新台账适用的政策')
    j.tick('榕政办规〔2024〕5号', root=policies)
    j.press('push button', '继续', root=policies)
    ledger = j.path('first.duixian')
    j.choose_file(ledger, '保存')
    j.find('page tab')
    assert os.path.exists(ledger)
    j.find('panel', '尚无申报')

    # The same table twice: the second copy says nothing new.
    j.hand(j.sample('production.xlsx'))
    assistant = j.dialog('导入表格')
    j.sees('新增 80 · 变更 0 · 不变 0', root=assistant)
    j.sees('问题：疑问 1 · 提示 1', root=assistant)
    j.tab('问题：')
    assert j.rows('问题所在')[0][:2] == ['22', 'C']
    j.press('push button', '导入', root=assistant)
    j.sees('已导入：新增 80 · 变更 0 · 不变 0')
    j.gone('frame', '导入表格')

    j.press('push button', '计算')
    totals = j.rows_with('各措施合计', '3,573,179.00')
    assert totals[0] == ['增产增效配套奖励', '80', '21', '58', '1', '0', '3,573,179.00'], totals
    assert totals[1] == ['合计', '80', '21', '58', '1', '0', '3,573,179.00'], totals

    j.hand(j.sample('production.xlsx'))
    assistant = j.dialog('导入表格')
    j.sees('没有新增内容', root=assistant)
    assert not j.find('push button', '导入', assistant).get_state_set().contains(SENSITIVE)
