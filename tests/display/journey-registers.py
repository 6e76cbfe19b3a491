#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Registers: each with its table and its search, all that is known of the record chosen, numbers masked; an empty one
says what it is for and gives a table to fill in."""

import os
import subprocess
import sys
import zipfile

from journey import Atspi, Journey, children, demo_ledger, text_of, wait

A = '91350122MADEM0011U'
B = '91350105MADEM002X0'
ACCOUNTS = '企业名称,统一社会信用代码,收款户名,收款账号,开户银行,行号\n'


def choose(j, name):
    """Brings the register of this name to the front."""
    def selected():
        kinds = j.find('list', '登记簿')
        row = next(row for row in children(kinds) if row.get_name() == name)
        Atspi.Selection.select_child(kinds, row.get_index_in_parent())
        return row.get_state_set().contains(Atspi.StateType.SELECTED)
    wait(selected, f'register {name!r}')


with Journey() as j:
    ledger = demo_ledger(j, sys.argv[1], ('production', 'production.xlsx'))

    def register(kind, name, text):
        path = j.path(name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        subprocess.run([sys.argv[1], 'register', ledger, kind, path], env=j.env, check=True, timeout=60,
                       stdout=subprocess.DEVNULL)

    register('enterprises', '企业名录.csv',
             '企业名称,统一社会信用代码,县区,行业代码,纳统时间,曾用名\n'
             f'福州样例有限公司,{A},连江县,C39,2023年5月,福州旧样例有限公司\n'
             f'福州乙样有限公司,{B},马尾区,C30,,\n')
    register('accounts', '账户.csv', ACCOUNTS +
             f'福州样例有限公司,{A},福州样例有限公司,3500100000000000000,兴业银行福州分行,309391000011\n')
    register('accounts', '账户更正.csv', ACCOUNTS +
             f'福州样例有限公司,{A},福州样例有限公司,3500100020000000002,兴业银行福州分行,309391000011\n')
    register('exclusions', '名单.csv',
             '企业名称,统一社会信用代码,类别,列入日期,移出日期,原因\n'
             f'福州样例有限公司,{A},失信,2023-01-01,2023-12-31,未履行义务\n'
             f'福州乙样有限公司,{B},经营异常,2024-01-01,,未按期公示年报\n')
    register('payments', '已付.csv',
             '企业名称,统一社会信用代码,政策,措施,支付金额（元）,支付日期,文号\n'
             f'福州样例有限公司,{A},榕政办规〔2024〕5号,增产增效配套奖励,48000,2024-05-01,榕财〔2024〕9号\n')
    j.hand(ledger)
    j.find('page tab')

    # From the overview by keyboard, into the search, and on to the record found by its former name.
    j.key('ctrl+r')
    j.sees('共 2 条')
    j.key('ctrl+f')
    search = j.find('entry', '查找记录')
    wait(lambda: search.get_state_set().contains(Atspi.StateType.FOCUSED) or
         any(part.get_state_set().contains(Atspi.StateType.FOCUSED) for part in children(search)), 'the search')
    j.type(search, '旧样例')
    j.sees('筛选出 1 条，共 2 条')
    assert j.rows('企业名录')[0][:6] == ['福州样例有限公司', A, '连江县', 'C39', '2023-05-01', '福州旧样例有限公司'], \
        j.rows('企业名录')
    panel = j.find('panel', '登记详情')
    # What other registers and the claims know of it stands beside it.
    for words in ('规上企业', '福州旧样例有限公司', '企业名录.csv 企业名录，第 2 行', '350010*********0002',
                  '失信 · 2023-01-01 至 2023-12-31 · 未履行义务 · 已到期', '48,000.00 元', '增产增效配套奖励 · 批次'):
        j.sees(words, root=panel)
    assert '3500100020000000002' not in text_of(j.root)
    j.key('Escape')
    j.sees('共 2 条')

    # What an account was before, and which table said otherwise.
    choose(j, '收款账户')
    j.rows_with('收款账户', '350010*********0002')
    j.sees('账户更正.csv 账户更正，第 2 行', root=panel)
    j.sees('350010*********0000 → 350010*********0002', root=panel)

    # Lists by the day, in words; found by the word of their kind.
    choose(j, '除外名单')
    j.rows_with('除外名单', '有效')
    assert {row[1] for row in j.rows('除外名单')} == {'有效', '已到期'}
    j.type(search, '经营异常')
    wait(lambda: [row[0] for row in j.rows('除外名单')] == ['福州乙样有限公司'], 'the abnormal one alone')
    j.type(search, '没有这一家')
    j.find('panel', '没有符合的记录')
    j.press('push button', '显示全部记录')
    j.sees('共 2 条')

    # Payments are found by the name of the policy they are kept under.
    choose(j, '已兑付登记')
    j.type(search, '榕政办规')
    wait(lambda: j.rows('已兑付登记')[0][:2] == ['福州样例有限公司', '48,000.00'], 'the payment')

    # An empty one says what its table has, and gives one to fill in.
    choose(j, '节假日')
    j.find('panel', '节假日')
    j.sees('表中须有：日期')
    blank = j.path('节假日.xlsx')
    j.press('push button', '另存空白表样…')
    j.choose_file(blank, '保存')
    wait(lambda: os.path.exists(blank), 'the empty table')
    j.sees('空白表样已保存')
    with zipfile.ZipFile(blank) as book:
        assert '是否上班' in book.read('xl/sharedStrings.xml').decode()

    # The claim of who is on a list on its day says so; of a list that is over it does not.
    j.key('alt+2')
    wait(lambda: '福州左昌电子科技有限公司' in j.rows('增产增效配套奖励')[0], 'the claims')
    j.key('ctrl+f')
    j.key('Return')
    panel = wait(lambda: j.all('panel', '认定说明'), 'the explanation')[0]
    j.sees('福州左昌电子科技有限公司', root=panel)
    assert '除外名单' not in text_of(panel)
    j.key('Down')
    j.sees('列入除外名单：经营异常 · 2024-01-01 起', root=panel)
