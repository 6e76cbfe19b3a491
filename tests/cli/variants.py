# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample tables as other offices would have sent them: other words, order, units, layouts, programs."""

import random
from decimal import Decimal
from pathlib import Path

import openpyxl

# The columns of each sample: what each is, then three ways tables name it. The third is what no one can guess.
# A column with a unit is money (元) or energy (千瓦时); its figures in the sample are in 10^exponent of that.
CODE = ('code', '统一社会信用代码', '社会信用代码', '单位信用代码', '编码')
NAME = ('name', '企业名称', '单位名称', '企业全称', '户头')
COUNTY = ('county', '县（市）区', '所属县区', '属地', '片区')
KINDS = {
    'production': [
        (None, '序号', '编号', '序号', '序号'), NAME, CODE, COUNTY,
        ('industry', '行业代码', '国民经济行业代码', '行业大类', '类码'),
        ('above_scale', '是否规上', '规模以上企业', '是否规模以上企业', '规模'),
        ('new_entrant', '是否一季度新投产纳统', '新投产纳统', '一季度是否新投产纳统', '投产情况'),
        ('output', '2024年一季度工业总产值', '2024年1-3月工业总产值', '2024年第一季度总产值', '完成数', '元', 4),
        ('output_prior', '2023年一季度工业总产值', '2023年1-3月工业总产值', '上年同期总产值', '基数', '元', 4),
        ('power', '2024年一季度用电量', '2024年1-3月用电量', '2024年Q1用电量', '耗电', '千瓦时', 4),
        ('power_prior', '2023年一季度用电量', '2023年1-3月用电量', '上年同期用电量', '耗电基数', '千瓦时', 4),
        ('province_eligible', '符合省级奖励条件', '是否符合省级奖励条件', '是否符合省级增产增效奖励条件', '省级意见'),
        ('province_award', '省级奖励金额', '省级奖励资金', '省级核定奖励金额', '省级核定', '元', 4),
        (None, '备注', '备注', '说明', '备注'),
    ],
    'festival-power': [
        ('meter', '户号', '用电户号', '电表户号', '表计'), ('name', '户名', '用户名称', '用电单位', '户头'), CODE,
        COUNTY,
        ('industry', '行业', '行业代码', '国民经济行业代码', '类码'),
        ('above_scale', '规上', '是否规上', '规模以上企业', '规模'),
        ('measured_from', '抄表起', '抄表起始日期', '起始日期', '自'),
        ('measured_to', '抄表止', '抄表截止日期', '截止日期', '至'),
        ('power', '电量', '用电量', '2月用电量', '耗电', '千瓦时', 0),
    ],
    'new-above-scale': [
        (None, '序号', '编号', '序号', '序号'), NAME, CODE, COUNTY,
        ('category', '类别', '纳统类别', '新增纳统类别', '情形'),
        ('industry', '行业代码', '国民经济行业代码', '行业大类', '类码'),
        ('in_pool', '是否入“小升规”培育库', '是否入培育库', '是否纳入培育库', '库内'),
        ('first_time', '是否首次', '是否首次纳统', '首次纳统', '头一回'),
        ('entered_on', '纳统日期', '纳统时间', '入统时间', '何时'),
        (None, '备注', '备注', '说明', '备注'),
    ],
    'recruitment': [
        ('name', '人力资源机构/老员工', '引工单位', '引工主体名称', '引荐方'),
        ('code', '机构信用代码或身份证号', '统一社会信用代码/身份证号', '信用代码或身份证号', '引荐方编码'),
        ('introducer', '引工主体类型', '引工主体', '主体类型', '身份'),
        (None, '姓名', '员工姓名', '工人姓名', '姓名'),
        ('worker', '身份证号', '公民身份号码', '身份证号码', '工人编码'),
        ('employer', '用工企业', '用工单位', '就业企业', '去向'),
        ('hired_on', '入职日期', '入职时间', '到岗日期', '来时'),
        ('left_on', '离职日期', '离职时间', '离职日期', '走时'),
    ],
    'matchmaking-event': [
        (None, '序号', '编号', '序号', '序号'), ('name', '举办单位', '主办单位', '单位名称', '东道主'), CODE, COUNTY,
        ('event', '活动名称', '对接活动名称', '活动', '场次'),
        ('held_on', '举办日期', '举办时间', '活动日期', '何时'),
        ('via_platform', '是否通过省供需对接平台', '是否通过平台', '通过平台', '渠道'),
        ('approved_amount', '核定金额', '核定奖励金额', '奖励金额', '核定', '元', 4),
    ],
    'promotion-event': [
        (None, '序号', '编号', '序号', '序号'), ('name', '举办单位', '主办单位', '单位名称', '东道主'), CODE, COUNTY,
        ('event', '活动名称', '促销活动名称', '活动', '场次'),
        ('organiser', '主体类型', '举办主体类型', '举办单位类型', '身份'),
        ('approved_amount', '核定金额', '核定补助金额', '补助金额', '核定', '元', 0),
    ],
    'payee-accounts': [
        NAME, CODE, ('holder', '收款户名', '户名', '账户名称', '抬头'),
        ('number', '收款账号', '银行账号', '账号', '号'), ('bank', '开户银行', '开户行', '开户银行名称', '行'),
        ('bank_code', '行号', '联行号', '行号', '码'), (None, '联系电话', '电话', '联系电话', '电话'),
    ],
}
UNITS = {('元', 0): '元', ('元', 4): '万元', ('元', 3): '千元', ('千瓦时', 0): '千瓦时', ('千瓦时', 4): '万千瓦时',
         ('千瓦时', 3): '兆瓦时'}


class Table:
    """The data rows of a sample, to be written in another way."""

    def __init__(self, kind, rows):
        """@rows: of the sample, as `sheet --json` prints them."""
        self.columns = [dict(target=c[0], names=c[1:5], unit=c[5] if len(c) > 5 else None,
                             exponent=c[6] if len(c) > 6 else 0, old=c[6] if len(c) > 6 else 0, number=i)
                        for i, c in enumerate(KINDS[kind])]
        at = [c['target'] for c in self.columns].index('code')
        self.rows = [row for row in rows if len(row) > at and len((row[at] or '').strip()) >= 15
                     and row[at].strip()[:1].isdigit()]
        self.rows = [row + [None] * (len(self.columns) - len(row)) for row in self.rows]
        self.kind = kind
        self.words = 0
        self.random = random.Random(kind)

    def reorder(self):
        self.random.shuffle(self.columns)

    def reverse(self):
        self.columns.reverse()

    def measure_in(self, exponent):
        for column in self.columns:
            if column['unit']:
                column['exponent'] = exponent

    def add(self, *names):
        """Extra columns, some with figures of their own."""
        for name in names:
            self.columns.insert(self.random.randrange(len(self.columns) + 1),
                                dict(target=None, names=(name,) * 4, unit=None, exponent=0, old=0, number=None))

    def heading(self, units=True):
        return [c['names'][self.words] + (f"（{UNITS[c['unit'], c['exponent']]}）" if c['unit'] and units else '')
                for c in self.columns]

    def units(self):
        return [f"（{UNITS[c['unit'], c['exponent']]}）" if c['unit'] else None for c in self.columns]

    def cell(self, column, row, as_text=False):
        if column['number'] is None:
            return f"{self.random.randrange(100)}.5" if '增幅' in column['names'][0] else '甲'
        text = row[column['number']]
        if not column['unit'] or text in (None, ''):
            return text or None
        if not text[0].isdigit() and not text[1:2].isdigit():
            return text
        value = Decimal(text.replace(',', '')).scaleb(column['old'] - column['exponent'])
        plain = f'{value:f}'
        return f'{value:,f}' if as_text else plain

    def data(self, as_text=False):
        return [[self.cell(c, row, as_text) for c in self.columns] for row in self.rows]


def number(text):
    """What a spreadsheet program would make of a figure that was typed in."""
    try:
        return float(text) if text and len(text) < 15 and text == text.strip() and text[0] != '0' else text
    except ValueError:
        return text


def write_csv(path, rows, encoding='utf-8', delimiter=','):
    def quoted(cell):
        text = '' if cell is None else str(cell)
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in (delimiter, '"', '\n')) else text
    path.write_bytes(''.join(delimiter.join(map(quoted, r)) + '\n' for r in rows).encode(encoding))
    return [(path, None)]


def fill(sheet, rows, first_row=1, first_column=1, figures=()):
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is not None:
                sheet.cell(first_row + i, first_column + j).value = number(cell) if j in figures else cell


def figures_of(table):
    return [i for i, c in enumerate(table.columns) if c['unit']]


def book(path, rows, title='Sheet1', **options):
    workbook = openpyxl.Workbook()
    workbook.active.title = title
    fill(workbook.active, rows, **options)
    return workbook, workbook.active


def save(workbook, path, sheet=None):
    workbook.save(path)
    return [(path, sheet)]


def totals(table):
    return ['合计' if i == 0 else '99999' if c['unit'] else None for i, c in enumerate(table.columns)]


def blank(table):
    return [None] * len(table.columns)


def wording(words, encoding):
    def write(table, folder):
        table.words = words
        return write_csv(folder / 'table.csv', [table.heading(), *table.data()], encoding)
    return write


def order(change):
    def write(table, folder):
        getattr(table, change)()
        return write_csv(folder / 'table.csv', [table.heading(), *table.data()])
    return write


def units(exponent):
    def write(table, folder):
        table.measure_in(exponent)
        return write_csv(folder / 'table.csv', [table.heading(), *table.data()])
    return write


def extra_columns(table, folder):
    table.add('联系人', '联系电话', '产值增幅（%）', '用电增幅（%）', '填报人', '奖励标准说明')
    workbook, _ = book(folder, [table.heading(), *table.data()], figures=figures_of(table))
    return save(workbook, folder / 'table.xlsx')


def unit_line(table, folder):
    lines = sorted({UNITS[c['unit'], c['exponent']] for c in table.columns if c['unit']})
    line = blank(table)
    line[-1] = '单位：' + '、'.join(lines) if lines else None
    rows = [['情况汇总表'], line, table.heading(units=False), *table.data()]
    workbook, _ = book(folder, rows, figures=figures_of(table))
    return save(workbook, folder / 'table.xlsx')


def unit_row(table, folder):
    if not figures_of(table):
        return wording(1, 'utf-8')(table, folder)
    return write_csv(folder / 'table.csv', [table.heading(units=False), table.units(), *table.data()])


def merged_heading(table, folder):
    """Two rows of heading under a title, what belongs together under one word."""
    heading = table.heading()
    top, low = list(heading), [None] * len(heading)
    at = next((i for i in range(len(heading) - 1) if '年' in heading[i] and '年' in heading[i + 1]), None)
    if at is not None:
        for i in (at, at + 1):
            low[i] = heading[i][:heading[i].index('工')] if '工' in heading[i] else heading[i]
        top[at], top[at + 1] = '工业总产值（万元）', None
    workbook, sheet = book(folder, [['一览表'], top, low, *table.data()], figures=figures_of(table))
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heading))
    for i, word in enumerate(low):
        if word is None:
            sheet.merge_cells(start_row=2, end_row=3, start_column=i + 1, end_column=i + 1)
    if at is not None:
        sheet.merge_cells(start_row=2, end_row=2, start_column=at + 1, end_column=at + 2)
    return save(workbook, folder / 'table.xlsx')


def hidden_rows(table, folder):
    workbook, sheet = book(folder, [table.heading(), *table.data()], figures=figures_of(table))
    for row in range(3, sheet.max_row, 4):
        sheet.row_dimensions[row].hidden = True
    return save(workbook, folder / 'table.xlsx')


def odd_totals(table, folder):
    """The sum under the heading, sums of parts between the rows, empty rows."""
    data = table.data()
    half = len(data) // 2
    part = totals(table)
    part[0] = '小计'
    rows = [table.heading(), totals(table), *data[:half], part, blank(table), *data[half:], part, totals(table)]
    return write_csv(folder / 'table.csv', rows)


def wide_notes(table, folder):
    rows = [['关于报送情况的汇总表'], ['填报单位：某某局　　填报日期：2024年5月6日'], table.heading(), *table.data()]
    workbook, sheet = book(folder, rows, figures=figures_of(table))
    last = sheet.max_row + 1
    sheet.cell(last, 1).value = '注：1.数据以统计部门核定数为准。2.本表一式两份，由经办人、负责人签字并加盖公章后报送。'
    sheet.cell(last + 1, 1).value = '审核人：　　　　　填报人：　　　　　联系电话：'
    for row in (1, 2, last, last + 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(table.columns))
    return save(workbook, folder / 'table.xlsx')


def split_sheets(table, folder):
    """Half of the claimants on either sheet."""
    at = [c['target'] for c in table.columns].index('code')
    codes = sorted({row[at].strip() for row in table.rows})
    first = set(codes[:len(codes) // 2])
    workbook = openpyxl.Workbook()
    workbook.active.title = '第一部分'
    other = workbook.create_sheet('第二部分')
    data = table.data()
    fill(workbook.active, [table.heading(), *[d for d, r in zip(data, table.rows) if r[at].strip() in first]],
         figures=figures_of(table))
    fill(other, [table.heading(), *[d for d, r in zip(data, table.rows) if r[at].strip() not in first]],
         figures=figures_of(table))
    workbook.save(folder / 'table.xlsx')
    return [(folder / 'table.xlsx', '第一部分'), (folder / 'table.xlsx', '第二部分')]


def renamed_sheet(table, folder):
    workbook, sheet = book(folder, [['填表说明'], ['请如实填写']], title='说明')
    sheet = workbook.create_sheet('附件2（定稿）')
    fill(sheet, [table.heading(), *table.data()], figures=figures_of(table))
    return save(workbook, folder / 'table.xlsx', '附件2（定稿）')


def moved(table, folder):
    workbook, _ = book(folder, [table.heading(), *table.data()], first_row=7, first_column=4,
                       figures=[])
    return save(workbook, folder / 'table.xlsx')


def figures_as_text(table, folder):
    workbook, _ = book(folder, [table.heading(), *table.data(as_text=True)])
    return save(workbook, folder / 'table.xlsx')


def page_breaks(table, folder):
    """The heading again on every printed page."""
    data = table.data()
    rows = []
    for start in range(0, len(data), 12):
        rows += [table.heading(), *data[start:start + 12], blank(table)]
    return write_csv(folder / 'table.csv', rows)


def loose_codes(table, folder):
    """Codes with spaces, in small letters, in full width; names with spaces and half-width brackets."""
    at = [c['target'] for c in table.columns].index('code')
    name = [c['target'] for c in table.columns].index('name')
    data = table.data()
    for i, row in enumerate(data):
        code = row[at].strip()
        wide = ''.join(chr(ord(c) + 0xfee0) for c in code)
        row[at] = (f' {code} ', code.lower(), wide, f'{code[:6]} {code[6:]}')[i % 4]
        row[name] = row[name].replace('（', '(').replace('）', ')') + ' '
    return write_csv(folder / 'table.csv', [table.heading(), *data])


def everything(table, folder):
    table.words = 2
    table.add('联系人', '传真')
    table.reorder()
    table.measure_in(0)
    rows = [['汇总表（征求意见稿）'], table.heading(), *table.data(), totals(table), ['注：以上为初步数据。']]
    return write_csv(folder / 'table.txt', rows, 'utf-16', '\t')


VARIANTS = {
    'other words': wording(1, 'utf-8'), 'other words in GBK': wording(2, 'gb18030'),
    'with a byte order mark': wording(0, 'utf-8-sig'), 'reversed': order('reverse'), 'reordered': order('reorder'),
    'in yuan': units(0), 'in thousands': units(3), 'extra columns': extra_columns, 'a line of units': unit_line,
    'a row of units': unit_row, 'a merged heading': merged_heading, 'hidden rows': hidden_rows,
    'totals in odd places': odd_totals, 'wide notes': wide_notes, 'two sheets': split_sheets,
    'a renamed sheet': renamed_sheet, 'elsewhere on the sheet': moved, 'figures as text': figures_as_text,
    'page breaks': page_breaks, 'loose codes': loose_codes, 'everything': everything,
}


def make(kind, rows, name, folder):
    """Writes variant @name of the sample; the files with the sheet to read."""
    folder = Path(folder)
    folder.mkdir()
    return VARIANTS[name](Table(kind, rows), folder)


def answers(kind):
    """What a person says of the third wording, once."""
    roles = {'code': '@claimant', 'name': '@name', 'county': '@county'}
    return [f"{roles.get(c[0], c[0])}={c[4]}" for c in KINDS[kind] if c[0]]


def unguessable(kind, rows, folder, later):
    """A table in words that no one can guess; @later: the same in another order, with another column."""
    table = Table(kind, rows)
    table.words = 3
    if later:
        table.add('电话')
        table.reorder()
        table.measure_in(0)
    name = 'later.csv' if later else 'first.csv'
    return write_csv(Path(folder) / name, [table.heading(), *table.data()])
