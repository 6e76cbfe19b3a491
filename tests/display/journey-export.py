#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the bureau: the workbook for approval and the report, each through its file dialog."""

import os
import sys
import zipfile

from journey import Journey, demo_ledger, wait

with Journey() as j:
    j.hand(demo_ledger(j, sys.argv[1], ('production', 'production.xlsx')))
    j.find('page tab')
    workbook = j.path('approval.xlsx')
    j.key('ctrl+e')
    j.choose_file(workbook, '保存')
    wait(lambda: os.path.exists(workbook), 'the workbook')
    j.sees('已导出：approval.xlsx')
    assert zipfile.ZipFile(workbook).testzip() is None

    notice = j.path('notice.xlsx')
    j.press('push button', '其他格式')
    j.press('menu item', lambda name: name.startswith('公示表'))
    j.choose_file(notice, '保存')
    wait(lambda: os.path.exists(notice), 'the announcement')
    assert zipfile.ZipFile(notice).testzip() is None

    report = j.path('report.pdf')
    j.press('push button', '其他格式')
    j.press('menu item', lambda name: name.startswith('报告'))
    j.choose_file(report, '保存')
    wait(lambda: os.path.exists(report), 'the report')
    with open(report, 'rb') as pages:
        assert pages.read(5) == b'%PDF-'
