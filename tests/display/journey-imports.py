#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports on record: found again, what is open of each, warnings accepted, a name decided, the rows to send back and
the table itself; then what was overwritten of a claim, and the table behind a figure."""

import os
import stat
import subprocess
import sys
import time

import openpyxl

from journey import SENSITIVE, STEP, Atspi, Journey, children, demo_ledger, wait

CLI = sys.argv[1]
POLICY = 'fuzhou-2024-5'


def command(j, *arguments):
    code = subprocess.run([CLI, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=j.env,
                          timeout=60, check=False).returncode
    assert code in (0, 1), (arguments, code)


def viewer(j):
    """A program for workbooks that notes what it is given."""
    script = j.path('viewer')
    with open(script, 'w', encoding='utf-8') as file:
        file.write(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{j.path("opened")}"\n')
    os.chmod(script, 0o700)
    folder = j.path('data', 'applications')
    os.makedirs(folder)
    kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    with open(os.path.join(folder, 'viewer.desktop'), 'w', encoding='utf-8') as file:
        file.write(f'[Desktop Entry]\nType=Application\nName=Viewer\nExec={script} %f\nMimeType={kinds};\n')
    with open(os.path.join(folder, 'mimeapps.list'), 'w', encoding='utf-8') as file:
        file.write(f'[Default Applications]\n{kinds}=viewer.desktop\n')


def opened(j, n):
    """The files shown so far, once there are @n."""
    def check():
        try:
            with open(j.path('opened'), encoding='utf-8') as file:
                lines = file.read().splitlines()
        except FileNotFoundError:
            return None
        return lines if len(lines) >= n else None
    return wait(check, f'{n} tables shown')


def choose_kind(j, i):
    """Selects a kind of problems by keyboard."""
    table = j.find('tree table', '问题种类')
    rows = next(part for part in children(table) if part.get_role_name() == 'list')
    for _ in range(20):
        if rows.get_child_at_index(0).get_state_set().contains(Atspi.StateType.FOCUSED):
            break
        j.key('Tab')
        time.sleep(STEP)
    j.key(*['Down'] * i)


with Journey() as j:
    viewer(j)
    # Nothing came in yet: that is said, and how to begin.
    j.hand(demo_ledger(j, CLI))
    j.find('page tab')
    j.key('ctrl+l')
    window = j.dialog('导入记录')
    j.sees('还没有导入记录', root=window)
    j.leave()

    book = openpyxl.load_workbook(j.sample('production.xlsx'))
    sheet = book.active
    sheet['H8'], sheet['F9'] = '很多', '未知'
    # A name without a code, one character from that of an enterprise.
    name = sheet['B20'].value
    sheet['B11'], sheet['C11'] = name.replace('有限公司', '股份有限公司') if '股份' not in name else name.replace('股份', ''), None
    first = j.path('一季度汇总.xlsx')
    book.save(first)
    ledger = j.path('demo.duixian')
    command(j, 'import', ledger, POLICY, 'production', first)
    book = openpyxl.load_workbook(first)
    sheet = book.active
    sheet['H8'], sheet['H5'] = 1796.88, 9999
    second = j.path('一季度汇总-更正.xlsx')
    book.save(second)
    command(j, 'import', ledger, POLICY, 'production', second)
    command(j, 'compute', ledger, '--as-of', '2024-06-30')

    j.key('ctrl+l')
    window = j.dialog('导入记录')
    j.rows_with('导入记录', '一季度汇总-更正.xlsx')
    assert [row[1] for row in j.rows('导入记录')] == ['一季度汇总-更正.xlsx', '一季度汇总.xlsx']
    assert j.rows('导入记录')[0][9] == '待更正'

    # What is open of the newest: an error is still there, a name is not decided, a warning may stand.
    j.rows_with('问题种类', '疑问')
    assert [row[0] for row in j.rows('问题种类')] == ['错误', '错误', '疑问', '提示'], j.rows('问题种类')

    # By keyboard to the kind that can be accepted; errors cannot.
    accept = j.find('push button', '认可这类疑问…', root=window)
    assert not accept.get_state_set().contains(SENSITIVE)
    choose_kind(j, 2)
    j.press('push button', '认可这类疑问…', root=window)
    question = j.dialog('认可这类疑问？')
    j.type(j.find('text', '理由', root=question), '已与企业核对营业执照')
    j.key('Return')
    wait(lambda: j.rows('问题种类')[2][3] == '', 'the warning accepted')
    assert j.rows('导入记录')[0][8] == '2', j.rows('导入记录')

    # Found by a part of its name.
    j.type(j.find('entry', '搜索导入记录', root=window), '更正')
    j.sees('共 1 次导入', root=window)

    # The table as it arrived, read-only, in a folder of the user's own.
    j.press('push button', '打开原表', root=window)
    path = opened(j, 1)[0]
    assert os.path.basename(path) == '一季度汇总-更正.xlsx', path
    with open(path, 'rb') as one, open(second, 'rb') as other:
        assert one.read() == other.read()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o400
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700

    j.press('push button', '另存退回表…', root=window)
    j.choose_file(j.path('退回.xlsx'), '保存')
    wait(lambda: os.path.exists(j.path('退回.xlsx')), 'the workbook')
    rejects = openpyxl.load_workbook(j.path('退回.xlsx')).active
    assert rejects['F5'].value == '未知', rejects['F5'].value

    # The name: side by side with what it may be, and decided.
    j.press('page tab', '待认定名称（1）', root=window)
    j.sees(sheet['B11'].value, root=window)
    j.press('push button', lambda called: called.startswith('是同一家') and name in called, root=window)
    j.find('page tab', '待认定名称（0）', root=window)
    j.leave()

    # The claim whose figure the second table overwrote says so, with the table behind it.
    j.key('alt+2')
    assert '福州左昌电子科技有限公司' in j.rows('增产增效配套奖励')[0]
    j.key('ctrl+f')
    j.key('Return')
    # The tab of the registers has one of its own, after it.
    panel = wait(lambda: j.all('panel', '认定说明'), 'the explanation')[0]
    j.sees('修改记录', root=panel)
    j.sees('98,582,000.00 → 99,990,000.00', root=panel)
    j.press('push button', lambda called: called.endswith('一季度汇总-更正.xlsx 汇总表!H5') and '·' in called, root=panel)
    assert opened(j, 2)[1] == path
    folder = os.path.dirname(os.path.dirname(path))
    assert os.path.isdir(folder)
    j.key('ctrl+q')
    j.process.wait(20)
    assert not os.path.exists(folder), 'the tables shown are gone with the program'
