#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a mouse: tabs, filter, the panel, a dialog and out of it again; and rows in the order of their names."""

import sys

from journey import Journey, demo_ledger, wait

TABLE = '增产增效配套奖励'


def names():
    return [row[1] for row in j.rows(TABLE, 30)]


with Journey() as j:
    j.hand(demo_ledger(j, sys.argv[1], ('production', 'production.xlsx'), ('promotion-event', 'promotion-event.xlsx')))
    j.find('page tab')
    j.rows_with('各措施合计', '3,573,179.00')

    # Ctrl+F from the overview opens the first measure and its filter; Ctrl+PgUp goes back.
    j.key('ctrl+f')
    text = j.find('entry', '按名称或代码筛选')
    j.sees('申报 80 · ')
    j.key('ctrl+Prior')
    j.find('tree table', '各措施合计')
    j.key('ctrl+Next')
    text = j.find('entry', '按名称或代码筛选')

    # F9 takes the explanation away and brings it back.
    j.find('panel', '认定说明')
    j.key('F9')
    j.gone('panel', '认定说明')
    j.key('F9')
    j.find('panel', '认定说明')

    # Filter and order together: only the names with the text, in their order, and all rows again.
    j.type(text, '纺织')
    wait(lambda: all('纺织' in row[1] for row in j.rows(TABLE, 4)), 'only the names with the text')
    before = names()
    assert before != sorted(before), before
    j.press('push button', '排序')
    j.press('menu item', '企业名称')
    wait(lambda: names() == sorted(before), 'the names in their order')
    j.press('push button', '排序')
    j.press('menu item', '企业名称')
    wait(lambda: names() == sorted(before, reverse=True), 'the other way round')
    j.sees(f'申报 {len(before)} · ')
    j.type(text, '')
    j.sees('申报 80 · ')

    # A dialog goes with Escape.
    j.key('ctrl+comma')
    j.dialog('参数与口径')
    j.leave()
    j.gone('frame', '参数与口径')

    # F1 is the help, and the guide to writing policies beside it.
    j.key('F1')
    j.dialog('帮助')
    j.sees('一、第一次使用')
    j.sees('编写新政策')
    j.leave()
    j.gone('frame', '帮助')
