#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The assessment of counties: ranked, with the score sheet of the one selected, and exported."""

import os
import subprocess
import sys

from journey import SOURCE, TIMEOUT, Journey, wait

TABLES = os.path.join(SOURCE, 'tests', 'data', 'tables')
POLICY = 'fuzhou-2023-28'
TABLE = '县（市）区工业争先增效考评'


def ledger(journey, cli):
    path = journey.path('考评.duixian')
    for command in (['new', path],
                    ['import', path, POLICY, 'county-score', os.path.join(TABLES, 'county-score.csv')],
                    ['import', path, POLICY, 'quarter-winner', os.path.join(TABLES, 'county-months.csv')],
                    ['compute', path, '--as-of', '2023-04-30']):
        subprocess.run([cli, *command], stdout=subprocess.DEVNULL, env=journey.env, timeout=TIMEOUT, check=True)
    return path


with Journey() as j:
    j.hand(ledger(j, sys.argv[1]))
    j.find('page tab')
    j.tab('考评')
    rows = j.rows_with(TABLE, '77.20')
    assert rows[0][:3] == ['1', '闽清县', '77.20'] and rows[0][-1] == '是', rows[0]

    # The first is explained; the keyboard goes on to the next.
    j.sees('第 1 名 · 77.20 分')
    j.sees('月度增加值超出标准值 -0.4%')
    j.find('push button', '查看数据来源')

    # Equal scores share a rank, and what is missing is said.
    every = j.rows(TABLE, most=13)
    assert [row[0] for row in every[-3:]] == ['11', '11', '—'], every[-3:]
    assert every[-1][1] == '永泰县' and '—' in every[-1][3:], every[-1]

    j.press('push button', '导出考评表…')
    out = j.path('考评表.xlsx')
    j.choose_file(out, '保存')
    wait(lambda: os.path.exists(out), 'the workbook written')

    j.press('push button', '查看数据来源')
    j.sees('county-score!')
