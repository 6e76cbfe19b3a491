#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long import given up: it ends when asked to, says so, and leaves the ledger as it was."""

import sys

from journey import Journey, demo_ledger, wait

ROWS = 600_000


def weighted(code):
    """code with its check character, GB 32100."""
    letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    total = sum(letters.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + letters[-total % 31]


with Journey() as j:
    j.hand(demo_ledger(j, sys.argv[1], ('production', 'production.xlsx')))
    j.find('page tab')
    j.rows_with('各措施合计', '3,573,179.00')
    table = j.path('many.csv')
    with open(table, 'w', encoding='utf-8') as file:
        file.write('企业名称,统一社会信用代码,县（市）区,行业代码,是否规上,是否一季度新投产纳统,2024年一季度工业总产值（万元）,'
                   '2023年一季度工业总产值（万元）,2024年一季度用电量（万千瓦时）,2023年一季度用电量（万千瓦时）,'
                   '符合省级奖励条件,省级奖励金额（万元）\n')
        for i in range(ROWS):
            file.write(f'福州样例{i}号公司,{weighted(f"91350122MA{i:07d}")},连江县,C39,是,否,9858.2,8000,'
                       f'8696.6,8000,是,64\n')
    j.hand(table)
    assistant = j.dialog('导入表格')
    j.sees('正在核对：第', root=assistant, timeout=120)
    j.sees(f'新增 {ROWS} ·', root=assistant, timeout=120)
    j.press('push button', '导入', root=assistant)
    j.press('push button', '取消')
    j.sees('已取消')
    # Everything is there to go on with, and nothing to be asked when it is not wanted.
    j.sees(f'新增 {ROWS} ·', root=j.dialog('导入表格'), timeout=120)
    j.leave()
    wait(lambda: j.rows('各措施合计')[-1][:2] == ['合计', '80'], 'the claims there were before')
