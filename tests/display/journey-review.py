#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading decisions: select a claim and read why; filter, find nothing, show all again; sort."""

import sys

from journey import Journey, demo_ledger, wait

TABLE = '增产增效配套奖励'

with Journey() as j:
    j.hand(demo_ledger(j, sys.argv[1], ('production', 'production.xlsx')))
    j.find('page tab')
    j.key('alt+2')
    first = j.rows(TABLE)[0]
    assert first[0] == '奖励' and '320,000.00' in first, first

    # The keyboard alone: into the filter, on to the rows, and the first claim is explained.
    j.key('ctrl+f')
    j.key('Return')
    panel = j.find('panel', '认定说明')
    j.sees('条款 一', root=panel)
    j.sees('新投产企业一季度总产值达5000万元', root=panel)
    j.sees('production.xlsx 汇总表!', root=panel)
    j.sees('320,000.00', root=panel)
    j.key('Down')
    j.sees('不符合', root=panel)

    # Filter by a part of a name, of one that is not there, and show all again.
    text = j.find('entry', '按名称或代码筛选')
    j.type(text, '江泰')
    j.sees('申报 1 · ')
    assert [row[1] for row in j.rows(TABLE)] == ['福州江泰纺织科技有限公司']
    j.type(text, '没有这一家')
    j.find('panel', '没有符合条件的申报')
    j.press('push button', '显示全部申报')
    j.sees('申报 80 · 奖励 21 · 不予 58 · 需人工 1 · 合计 3,573,179.00 元')

    # Sort by the amount, then the other way round.
    for order in ('up', 'down'):
        j.press('push button', '排序')
        j.press('menu item', '奖励金额（元）')
        if order == 'down':
            wait(lambda: j.rows(TABLE)[0][2] == '400,000.00', 'the largest amount first')
        else:
            wait(lambda: j.rows(TABLE)[0][2] != '320,000.00', 'another order')
