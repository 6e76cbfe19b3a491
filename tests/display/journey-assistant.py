#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables looked at before they come in: columns and units changed, questions answered, changes seen, one step undone."""

import os
import subprocess
import sys

from journey import SAMPLES, SENSITIVE, TIMEOUT, Journey, demo_ledger, wait

CODE = '91350122MADEM0011U'
SLIP = CODE.replace('0', 'O', 1)
WRONG = '91350122MADEM0999W'
HEADING = ('企业名称,统一社会信用代码,县区,行业,是否规上,是否新投产,2024年一季度工业总产值（万元）,'
           '2023年一季度工业总产值（万元）,2024年一季度用电量（万千瓦时）,2023年一季度用电量（万千瓦时）,'
           '是否符合省级奖励条件,省级奖励金额（万元）')
ODD = HEADING.replace('2024年一季度工业总产值（万元）', '本期完成数')
ROW = '{name},{code},连江县,C39,是,否,{output},8000,869.66,800,是,64'
TABLE = '增产增效配套奖励'


def table(name, *rows, heading=HEADING):
    path = j.path(name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join([heading, *rows]) + '\n')
    return path


def row(name='福州样例有限公司', code=CODE, output='9858.2'):
    return ROW.format(name=name, code=code, output=output)


def offer(*files):
    j.hand(*files)
    return j.dialog('导入表格')


def is_ready():
    return j.find('push button', '导入', assistant).get_state_set().contains(SENSITIVE)


def choose(button, prompt, words):
    """From a list that typing narrows."""
    j.press('push button', button, root=assistant)
    j.type(j.find('entry', prompt), words)
    j.key('Return')
    j.gone('entry', prompt)


def shot(name):
    if len(sys.argv) > 2:
        subprocess.run(['import', '-window', 'root', os.path.join(sys.argv[2], f'{name}.png')], env=j.env, check=True)


def total():
    return j.rows('各措施合计')[-1][1]


def bring():
    j.press('push button', '导入', root=assistant)
    j.gone('frame', '导入表格')


with Journey() as j:
    ledger = demo_ledger(j, sys.argv[1])
    j.hand(ledger)
    j.find('page tab')

    # Several files at once; one is taken out again, and what is shown is what will be stored.
    assistant = offer(os.path.join(SAMPLES, 'production.xlsx'), j.sample('promotion-event.xlsx'),
                      j.sample('matchmaking-event.xlsx'))
    wait(lambda: len(j.all('list item', lambda name: '就绪' in name, assistant)) == 3, 'three tables tried')
    j.press('push button', '移除 matchmaking-event.xlsx', root=assistant)
    j.sees('新增 89 · 变更 0 · 不变 0', root=assistant)
    j.sees('表头：第 3 至 4 行', root=assistant)
    j.tab('预览')
    first = j.rows('前几行将存入的内容')[0]
    assert first[0] == '5' and first[2] == CODE and '98,582,000.00' in first, first
    shot('several')
    bring()
    j.sees('已导入：新增 89')
    wait(lambda: total() == '89', 'the claims of both tables')

    # A column whose heading nobody knows: said what it is, and in which unit; then the changes are there to be seen.
    assistant = offer(table('odd.csv', row(output='9900'), heading=ODD))
    j.sees('表头与', root=assistant)
    choose('此表是什么的申报表', '查找措施', TABLE)
    j.sees('还有 1 个问题，请先答复', root=assistant)
    assert not is_ready()
    shot('lacking')
    choose('G 列的含义', '查找含义', '一季度总产值')
    j.sees('还有 1 个问题，请先答复', root=assistant)
    j.press('push button', 'G 列的单位', root=assistant)
    j.press('menu item', '万元')
    j.sees('新增 0 · 变更 1 · 不变 0', root=assistant)
    j.tab('变更 ')
    changes = j.rows('将变更的数据')
    assert any(change[2:5] == ['一季度总产值', '98,582,000.00', '99,000,000.00'] for change in changes), changes
    shot('changes')

    # Closing asks, since something was said; going on loses nothing.
    j.key('Escape')
    question = j.dialog('不导入就关闭？')
    j.press('push button', '继续', root=question)
    bring()
    j.sees('已导入：新增 0 · 变更 1')

    # The same file again: nothing will be added, and it says so.
    assistant = offer(j.path('odd.csv'))
    j.sees('这个文件以前导入过', root=assistant)
    assert not is_ready()
    j.key('F1')
    j.dialog('帮助')
    j.leave()

    # A code with a slip of the pen, and a warning that may stand: nothing but what is said of them, and it counts.
    assistant = offer(table('codes.csv', row(code=SLIP, output='9901'), row('福州丁样有限公司', WRONG, '9000')))
    j.sees('新增 2 · 变更 0', root=assistant)
    j.tab('问题：')
    j.press('push button', f'更正为 {CODE}', root=assistant)
    j.sees('新增 1 · 变更 1', root=assistant)
    j.press('push button', '认可疑问…', root=assistant)
    j.press('push button', '情况属实', root=assistant)
    j.sees('第 3 行：已认可：情况属实', root=assistant)
    j.sees('新增 1 · 变更 1', root=assistant)
    shot('problems')
    bring()
    wait(lambda: total() == '90', 'one claim more')
    said = subprocess.run([sys.argv[1], 'accept', ledger, 'fuzhou-2024-5', 'production'], env=j.env, timeout=TIMEOUT,
                          check=True, capture_output=True, text=True).stdout
    assert '情况属实' in said, said

    # A heading it was told is known now. Names without a code: one is said to be an enterprise, one is not; that row,
    # and one that cannot be used, are left out and can be sent back.
    assistant = offer(table('names.csv', row('福州样例股份有限公司', ''), row('福州螺信建材科技股份有限公司', ''),
                            row('福州丙样有限公司', '91350121MADEM01429', '约一亿'), heading=ODD))
    j.sees('还有 2 个问题，请先答复', root=assistant)
    shot('names')
    j.press('push button', '是 福州螺信建材科技有限公司，91350105MADEM002X0', root=assistant)
    j.sees('还有 1 个问题，请先答复', root=assistant)
    j.press('push button', '都不是', root=assistant)
    j.sees('新增 0 · 变更 1 · 不变 0 · 有错误不导入 2 行', root=assistant)
    # Taken back, it is asked again.
    j.tab('问题：')
    j.press('push button', '撤回', root=assistant)
    j.sees('还有 1 个问题，请先答复', root=assistant)
    j.press('push button', '都不是', root=assistant)
    j.sees('新增 0 · 变更 1 · 不变 0 · 有错误不导入 2 行', root=assistant)
    bring()
    j.dialog('2 行未导入')
    shot('left-out')
    j.key('Return')
    j.choose_file(j.path('back.xlsx'), '保存')
    j.sees('退回表已保存')
    assert os.path.exists(j.path('back.xlsx'))

    # A register comes in the same way, and beside claims: one step, which goes as one.
    assistant = offer(j.sample('payee-accounts.xlsx'), j.sample('matchmaking-event.xlsx'))
    wait(lambda: len(j.all('list item', lambda name: '就绪' in name, assistant)) == 2, 'both tried')
    j.sees('收款账户', root=assistant)
    j.tab('预览')
    assert any('****' in cell for cell in j.rows('前几行将存入的内容')[0]), j.rows('前几行将存入的内容')[0]
    shot('register')
    bring()
    wait(lambda: total() != '90', 'the claims of both')
    j.key('ctrl+z')
    j.sees('及另外 1 个表格', root=j.dialog('撤销最近一次导入？'))
    j.key('Return')
    j.sees('已撤销导入。')
    wait(lambda: total() == '90', 'the ledger as it was')
