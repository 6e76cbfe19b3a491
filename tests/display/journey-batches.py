#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second batch made in the window, and a table that is not on the first sheet of its file imported into it."""

import sys
import zipfile

from journey import Journey, demo_ledger, wait

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
COVER = f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>封面</t></is></c></row></sheetData></worksheet>'


def with_cover(source, path):
    """The workbook source with a sheet before its first."""
    changes = {
        'xl/workbook.xml': ('<sheets>', '<sheets><sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
                            'relationships" name="封面" sheetId="9" r:id="cover"/>'),
        'xl/_rels/workbook.xml.rels': ('</Relationships>', '<Relationship Type="http://schemas.openxmlformats.org/'
                                       'officeDocument/2006/relationships/worksheet" Target="worksheets/cover.xml" '
                                       'Id="cover"/></Relationships>'),
        '[Content_Types].xml': ('</Types>', '<Override PartName="/xl/worksheets/cover.xml" ContentType="application/'
                                'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'),
    }
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, 'w') as new:
        for name in old.namelist():
            part = old.read(name).decode() if name in changes else old.read(name)
            new.writestr(name, part.replace(*changes[name]) if name in changes else part)
        new.writestr('xl/worksheets/cover.xml', COVER)
    return path


with Journey() as j:
    j.hand(demo_ledger(j, sys.argv[1], ('production', 'production.xlsx')))
    j.find('page tab')
    j.rows_with('各措施合计', '3,573,179.00')
    j.press('push button', '选择批次')
    j.press('menu item', lambda name: name.startswith('新建批次'))
    dialog = j.dialog('新建批次')
    j.type(j.find('text', '批次名称', root=dialog), '补报')
    # The dialog has each button twice, for narrow windows too; Enter presses the one that counts.
    j.key('Return')
    j.gone('label', '新建批次')
    j.find('panel', '尚无申报')
    j.sees('补报')

    # The table is on the second sheet and found there; the other sheet can be asked for, and is none.
    j.hand(with_cover(j.sample('promotion-event.xlsx'), j.path('two.xlsx')))
    assistant = j.dialog('导入表格')
    j.sees('新增 9 · 变更 0 · 不变 0', root=assistant)
    j.find('combo box', lambda name: name.startswith('工作表'), root=assistant)
    j.press('push button', '导入', root=assistant)
    wait(lambda: j.rows('各措施合计')[-1][:2] == ['合计', '9'], 'the claims of the new batch')

    # The first batch is as it was.
    j.press('push button', '选择批次')
    j.press('menu item', '第1批')
    j.rows_with('各措施合计', '3,573,179.00')
