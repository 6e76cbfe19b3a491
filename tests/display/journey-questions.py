#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table whose units cannot be right is not imported but asked about; one in words that were explained once is."""

import subprocess
import sys

from journey import SENSITIVE, TIMEOUT, Journey, demo_ledger

HEADING = '企业名称,编码,类码,规模,投产情况,完成数,基数,耗电（万千瓦时）,耗电基数（万千瓦时）,省级意见,省级核定（万元）'
ROW = '福州样例有限公司,91350122MADEM0011U,C39,是,否,9858.2,8000,869.66,800,是,64'
FACTS = ('@claimant=编码', 'industry=类码', 'above_scale=规模', 'new_entrant=投产情况', 'output=完成数',
         'output_prior=基数', 'power=耗电', 'power_prior=耗电基数', 'province_eligible=省级意见',
         'province_award=省级核定')
PLAIN = ('企业名称,统一社会信用代码,行业代码,是否规上,是否一季度新投产纳统,2024年一季度工业总产值,2023年一季度工业总产值,'
         '2024年一季度用电量（万千瓦时）,2023年一季度用电量（万千瓦时）,符合省级奖励条件,省级奖励金额（万元）')


def table(journey, name, heading, row):
    path = journey.path(name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'{heading}\n{row}\n')
    return path


with Journey() as j:
    ledger = demo_ledger(j, sys.argv[1])
    answers = [o for fact in FACTS for o in ('--column', fact)]
    answers += ['--unit', 'output=万元', '--unit', 'output_prior=万元']
    subprocess.run([sys.argv[1], 'import', ledger, 'fuzhou-2024-5', 'production', *answers,
                    table(j, 'first.csv', HEADING, ROW)], env=j.env, timeout=TIMEOUT, check=True,
                   stdout=subprocess.DEVNULL)
    j.hand(ledger)
    j.find('page tab')

    j.hand(table(j, 'doubtful.csv', PLAIN, ROW), table(j, 'later.csv', HEADING, ROW.replace('64', '65')))
    assistant = j.dialog('导入表格')
    j.sees('还有 2 个问题，请先答复', root=assistant)
    assert not j.find('push button', '导入', assistant).get_state_set().contains(SENSITIVE)
    # The first answer leaves the second question; then nothing is in the way.
    j.press('push button', '万元', root=j.find('list', '待答复的问题', assistant))
    j.sees('还有 1 个问题，请先答复', root=assistant)
    j.press('push button', '万元', root=j.find('list', '待答复的问题', assistant))
    j.sees('变更 1', root=assistant)
    j.press('push button', '导入', root=assistant)
    j.sees('已导入：')
    if len(sys.argv) > 2:
        subprocess.run(['import', '-window', 'root', sys.argv[2]], env=j.env, check=True)
