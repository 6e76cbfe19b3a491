#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A trial: other figures beside the official ones, what they come to at once, a wrong one named, all back again,
a workbook; and the ledger as it was."""

import hashlib
import os
import sys

from journey import Atspi, Journey, demo_ledger, wait


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


with Journey() as j:
    ledger = demo_ledger(j, sys.argv[1], ('production', 'production.xlsx'))
    before = digest(ledger)
    j.hand(ledger)
    j.find('page tab')

    # From the overview there is no measure to try.
    j.key('ctrl+t')
    j.sees('请先选择一项措施的标签页')
    j.key('alt+2')
    j.rows('增产增效配套奖励')
    j.press('push button', '测算…')
    window = j.dialog('测算')
    j.sees('测算，不影响台账', root=window)
    j.sees('各项均为现行值', root=window)
    j.sees('现行 3,573,179.00 元（21 笔）→ 测算 3,573,179.00 元（21 笔）', root=window)

    # Typed, and counted at once.
    j.type(j.find('text', '奖励标准', root=window), '60%')
    j.sees('现行 3,573,179.00 元（21 笔）→ 测算 4,151,813.60 元（23 笔）', root=window)
    j.sees('+578,634.60 元（+16.1%）', root=window)
    j.sees('21 笔申报受影响', root=window)
    assert j.rows_with('受影响的申报', '+64,000.00')[0][0] == '提高'
    j.type(j.find('text', '预算（万元）', root=window), '400')
    j.sees('超出 151,813.60 元', root=window)

    # A value that means nothing says why, and counts as the official one.
    j.type(j.find('text', '上限', root=window), '60千瓦时')
    j.sees('应为：元', root=window)
    j.sees('1 项数值不能使用，按现行值计算', root=window)
    j.type(j.find('text', '上限', root=window), '60')
    j.sees('测算 4,311,813.60 元', root=window)
    j.sees('已改动 2 项', root=window)
    county = j.find('page tab', '分县（市）区', root=window)
    Atspi.Selection.select_child(county.get_parent(), county.get_index_in_parent())
    chart = j.find('image', '分县（市）区奖励金额，现行与测算（元）', root=window)
    wait(lambda: '864,000.00 (+144,000.00)' in chart.get_description(), 'the counties')

    # Everything in a workbook.
    j.press('push button', '导出…', root=window)
    j.choose_file(j.path('trial.xlsx'), '保存')
    wait(lambda: os.path.exists(j.path('trial.xlsx')), 'the workbook')

    # One back, then all.
    j.press('push button', '还原为 40万元', root=window)
    j.sees('测算 4,151,813.60 元', root=window)
    j.press('push button', '全部还原', root=window)
    j.sees('各项均为现行值', root=window)
    j.sees('测算 3,573,179.00 元', root=window)
    j.leave()
    j.gone('text', '奖励标准')
    assert digest(ledger) == before
