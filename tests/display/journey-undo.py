#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An import taken back: from the message after it, and by keyboard until there is none left."""

import sys

from journey import Journey, demo_ledger, wait


def total(j):
    return j.rows('各措施合计')[-1]


with Journey() as j:
    j.hand(demo_ledger(j, sys.argv[1], ('production', 'production.xlsx')))
    j.find('page tab')
    j.rows_with('各措施合计', '3,573,179.00')

    # Two files together are one step.
    j.hand(j.sample('promotion-event.xlsx'), j.sample('matchmaking-event.xlsx'))
    assistant = j.dialog('导入表格')
    wait(lambda: len(j.all('list item', lambda name: '就绪' in name, assistant)) == 2, 'both tables tried')
    # What is ready comes in with Enter.
    j.key('Return')
    j.gone('frame', '导入表格')
    wait(lambda: total(j)[1] != '80', 'the claims of both')
    j.press('push button', '撤销导入')
    question = j.dialog('撤销最近一次导入？')
    j.sees('及另外 1 个表格', root=question)
    j.key('Return')
    j.sees('已撤销导入。')
    wait(lambda: total(j) == ['合计', '80', '21', '58', '1', '0', '3,573,179.00'], 'the ledger as it was')

    # Once more, and the first import goes too.
    j.key('ctrl+z')
    j.sees('production.xlsx', root=j.dialog('撤销最近一次导入？'))
    j.key('Return')
    j.find('panel', '尚无申报')
    j.key('ctrl+z')
    j.sees('没有可以撤销的导入。')
