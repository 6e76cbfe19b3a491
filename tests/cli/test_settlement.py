#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settlement in ledgers made up at random, against a judgement of its own that tries every set of awards."""

import csv
import itertools
import random
import sqlite3
import unittest
from collections import defaultdict

from command import Case, run

HEAD = 'policy {} {{\n  number "{}"\n  title "试行办法"\n'
MEASURE = '''  measure {0} "{0}奖励" {{
    clause "一" "按核定额奖励。"
    fact due money "核定额" heading "核定额"
    fact good boolean "符合" heading "符合"
    require good "符合" good
    award due
    payer county 100%
    {1}
    example "甲" {{ due 1元 good yes }} award 1元
    example "乙" {{ due 1元 good no }} refuse code good
  }}
'''
GROUPS = '''  group one "甲组" {
    clause "末段" "就高不重复。"
    highest a, b choice topup
    choice topup "补差" { yes "补足差额" "一"  no "不再发放" "二" }
  }
  group two "乙组" {
    clause "末段" "就高不重复。"
    highest b, c
  }
  group all "合计" {
    clause "末段" "合计不超过12元。"
    capped 12元 c, d
  }
'''
EARLIER, LATER = 'own-1', 'own-2'
ONCE = 'once start "首次开办" ("首办")'
TEXTS = {
    EARLIER: HEAD.format(EARLIER, '试〔2025〕1号') + GROUPS + ''.join(MEASURE.format(m, '') for m in 'abcd') +
             MEASURE.format('e', ONCE) + '}\n',
    LATER: HEAD.format(LATER, '试〔2025〕2号') + MEASURE.format('f', f'supersedes {EARLIER}/d') +
           MEASURE.format('g', ONCE) + '}\n',
}
MEASURES = [(EARLIER, m) for m in 'abcde'] + [(LATER, m) for m in 'fg']
ORDER = 'abcdefg'
HIGHEST = {'one': 'ab', 'two': 'bc'}
SHARED, CAP = 'cd', 1200
GOVERNS = {('f', 'd')}
MATTER = 'eg'
WORDS = ('start', '首次开办', '首办')
ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'


def code(number):
    """A code with its check characters."""
    organisation = f'M{number:07d}'
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(w * int(c, 36) for w, c in zip(weights, organisation)) % 11
    text = '91350100' + organisation + ('X' if rest == 10 else '0' if rest == 11 else str(rest))
    total = sum(pow(3, i, 31) * ALPHABET.index(c) for i, c in enumerate(text))
    return text + ALPHABET[(31 - total % 31) % 31]


def yuan(fen):
    return f'{fen // 100}.{fen % 100:02d}'


class Judge:
    """One enterprise in one round. claims: (measure, amount or None for a refusal); grants: (measure or None, fen
    or the word of a register)."""

    def __init__(self, claims, grants, topup):
        self.claims, self.grants, self.topup = claims, grants, topup

    def before(self, measures):
        """Sum and measure of the greatest of the grants under @measures."""
        found = [(what, m) for m, what in self.grants if m is not None and m in measures and what > 0]
        return sum(f[0] for f in found), max(found, key=lambda f: f[0])[1] if found else None

    def limit(self, measure, amount):
        """The most that may be paid, and the word for it."""
        here = [m for m, _ in self.claims] + [m for m, _ in self.grants if m is not None]
        if any((m, measure) in GOVERNS for m in here):
            return 0, 'superseded'
        limit, word = amount, 'kept'
        others = set(MATTER) - {measure} if measure in MATTER else set()
        if measure in MATTER and (any(m is None and what in WORDS for m, what in self.grants) or
                                  self.before(others)[0] > 0):
            limit, word = 0, 'paid-before'
        else:
            own = {m for g, m in GOVERNS if g == measure} | ({measure} if measure in MATTER else set())
            paid = self.before(own)[0]
            if paid > 0:
                limit = max(amount - paid, 0)
                word = 'topped-up' if limit else 'paid-before'
        for group, members in HIGHEST.items():
            if measure not in members:
                continue
            paid, greatest = self.before(members)
            if paid == 0:
                continue
            may = group != 'one' or self.topup[measure] == 'yes'
            left = max(amount - paid, 0) if may else 0
            if left < limit:
                limit = left
                word = ('topped-up' if left else 'paid-before' if greatest == measure or paid < amount
                        else 'lower-of-group')
        return limit, word

    @staticmethod
    def exclude(first, second):
        return any(first in members and second in members for members in (*HIGHEST.values(), MATTER))

    def settle(self):
        """(payable, word) of each claim."""
        answers = [(0, 'kept')] * len(self.claims)
        open_ones = []
        for i, (measure, amount) in enumerate(self.claims):
            if amount is None:
                continue
            limit, word = self.limit(measure, amount)
            answers[i] = (limit, word)
            if limit > 0:
                open_ones.append((i, measure, limit))
        room = max(CAP - self.before(SHARED)[0], 0)
        best = None
        # Sets with the earlier claims first, so that the first of equal ones is the one to pay.
        for chosen in itertools.product((True, False), repeat=len(open_ones)):
            here = [one for one, is_chosen in zip(open_ones, chosen) if is_chosen]
            if any(self.exclude(a[1], b[1]) for a, b in itertools.combinations(here, 2)):
                continue
            left, paid = room, {}
            for i, measure, limit in here:
                paid[i] = min(limit, left) if measure in SHARED else limit
                left -= paid[i] if measure in SHARED else 0
            if best is None or sum(paid.values()) > sum(best.values()):
                best = paid
        for i, _, limit in open_ones:
            if i not in best:
                answers[i] = (0, 'lower-of-group')
            elif best[i] < limit:
                answers[i] = (best[i], 'capped-together')
        return answers


class Settlement(Case):
    def setUp(self):
        super().setUp()
        self.n_files = 0
        self.begin()

    def begin(self):
        """A new ledger with both policies."""
        self.n_files += 1
        self.ledger = self.folder / f'{self.n_files}.duixian'
        self.new_ledger()
        for policy, text in TEXTS.items():
            path = self.folder / f'{policy}.policy'
            path.write_text(text, encoding='utf-8')
            self.ok('add-policy', self.ledger, path)

    def table(self, heading, rows):
        self.n_files += 1
        path = self.folder / f'{self.n_files}.csv'
        with path.open('w', encoding='utf-8', newline='') as file:
            csv.writer(file).writerows([heading, *rows])
        return path

    def claim(self, batch, measure, claims):
        """claims: code → fen, None for one that is refused."""
        policy = dict((m, p) for p, m in MEASURES)[measure]
        rows = [('企业' + c, c, yuan(fen or 100), '是' if fen else '否') for c, fen in claims.items()]
        path = self.table(('企业名称', '统一社会信用代码', '核定额（元）', '符合'), rows)
        self.ok('import', self.ledger, policy, measure, path, '--batch', batch)

    def register(self, kind, heading, rows):
        if rows:
            result = run('register', self.ledger, kind, self.table(heading, rows))
            self.assertIn(result.status, (0, 1), result.err)

    def pay(self, rows):
        self.register('payments', ('企业名称', '统一社会信用代码', '政策', '措施', '拨付金额（元）', '拨付日期'), rows)

    def compute(self, batch):
        self.ok('compute', self.ledger, '--batch', batch, '--as-of', '2025-06-30')

    def settled(self, batch):
        """measure, code → fen payable, word."""
        found = {}
        for policy, measure in MEASURES:
            for line in self.ok('list', self.ledger, policy, measure, '--batch', batch, '--json').lines:
                found[measure, line['claimant']] = (int(line['payable'].replace('.', '')), line['settlement'])
        return found

    def assert_sound(self):
        result = run('verify', self.ledger)
        self.assertEqual(result.status, 0, result.out + result.err)

    def random_ledger(self, seed):
        dice = random.Random(seed)
        seen = set()
        topup = {m: dice.choice(('yes', 'no')) for m in 'ab'}
        for measure, option in topup.items():
            self.ok('set', self.ledger, EARLIER, measure, f'topup={option}')
        # Every enterprise has a code of now and one of before; few use both.
        firms = [(code(seed * 100 + 2 * i), code(seed * 100 + 2 * i + 1)) for i in range(14)]
        self.register('enterprises', ('统一社会信用代码', '企业名称', '原代码'),
                      [(now, '企业' + now, then) for now, then in firms])
        payments, records = [], []
        granted = defaultdict(list)
        for firm in firms:
            for measure in ORDER:
                if dice.random() < 0.08:
                    fen = dice.randint(1, 9) * 100
                    policy = dict((m, p) for p, m in MEASURES)[measure]
                    payments.append((firm, (('企业', dice.choice(firm), policy, measure, yuan(fen),
                                             '2020-01-01')), (measure, fen)))
            if dice.random() < 0.1:
                word = dice.choice((*WORDS, '别的'))
                records.append((firm, ('企业', dice.choice(firm), word, '2020-01-01'), (None, word)))
        self.pay([row for _, row, _ in payments])
        self.register('first-time', ('企业名称', '信用代码', '首次享受事项', '享受时间'), [row for _, row, _ in records])
        for batch in ('一', '二', '三'):
            rounds = {firm: (firm[0] if dice.random() < 0.8 else firm[1], {}) for firm in firms}
            for measure in ORDER:
                claims = {}
                for used, claimed in rounds.values():
                    if dice.random() < 0.4:
                        claimed[measure] = None if dice.random() < 0.15 else dice.randint(1, 9) * 100
                        claims[used] = claimed[measure]
                if claims:
                    self.claim(batch, measure, claims)
            self.compute(batch)
            expected = {}
            for firm, (_, claimed) in rounds.items():
                claims = [(m, claimed[m]) for m in ORDER if m in claimed]
                registered = [grant for who, _, grant in (*payments, *records) if who == firm]
                answers = Judge(claims, sorted(granted[firm], key=lambda g: ORDER.index(g[0])) + registered,
                                topup).settle()
                for (measure, _), answer in zip(claims, answers):
                    expected[measure, firm] = answer
                seen.update(word for _, word in answers)
                granted[firm] += [(m, a[0]) for (m, _), a in zip(claims, answers)]
            # Whether a claim under the code of before stands under that or the one of now is the import's matter.
            of = {known: firm for firm in firms for known in firm}
            found = {(measure, of[who]): answer for (measure, who), answer in self.settled(batch).items()}
            self.assertEqual(found, expected, f'seed {seed}, batch {batch}')
        self.assert_sound()
        return seen

    def test_random(self):
        seen = set()
        for seed in range(1, 9):
            with self.subTest(seed=seed):
                self.begin()
                seen |= self.random_ledger(seed)
        self.assertEqual(seen, {'kept', 'paid-before', 'superseded', 'lower-of-group', 'topped-up', 'capped-together'})

    def test_again(self):
        """Computing once more changes nothing; where the reason goes, what is payable comes back."""
        one = code(1)
        self.claim('一', 'a', {one: 300})
        self.claim('一', 'b', {one: 500})
        self.compute('一')
        self.assertEqual(self.settled('一'), {('a', one): (0, 'lower-of-group'), ('b', one): (500, 'kept')})
        self.compute('一')
        self.assertEqual(self.settled('一'), {('a', one): (0, 'lower-of-group'), ('b', one): (500, 'kept')})
        self.claim('一', 'b', {one: None})
        self.compute('一')
        self.assertEqual(self.settled('一')['a', one], (300, 'kept'))
        self.assert_sound()

    def test_claimant(self):
        """Everything an enterprise gets, and the reason of each sum in words."""
        one = code(1)
        self.claim('一', 'a', {one: 300})
        self.claim('一', 'd', {one: 400})
        self.compute('一')
        self.claim('二', 'b', {one: 500})
        self.claim('二', 'f', {one: None})
        self.pay([('甲', one, EARLIER, 'c', '2.00', '2020-01-01')])
        self.compute('二')
        said = self.ok('claimant', self.ledger, one, '--json').lines[0]
        self.assertEqual([(a['measure'], a['batch'], a['outcome'], a['amount'], a['payable'], a['settlement'])
                          for a in said['awards']],
                         [('a', '一', 'award', '3.00', '3.00', 'kept'), ('b', '二', 'award', '5.00', '2.00', 'topped-up'),
                          ('d', '一', 'award', '4.00', '4.00', 'kept'), ('f', '二', 'refuse', '0.00', '0.00', 'kept')])
        self.assertEqual([(p['measure'], p['amount']) for p in said['payments']], [('c', '2.00')])
        self.assertEqual((said['payable'], said['paid']), ('9.00', '2.00'))
        text = self.ok('claimant', self.ledger, one, LANGUAGE='zh_CN').out
        self.assertIn('“甲组”，已发放批次“一”试〔2025〕1号的“a奖励”，3.00 元，补足差额', text)
        self.assertIn('应付合计：9.00 元；此前已发放：2.00 元', text)
        self.refused('claimant', self.ledger, code(9))

    def test_under_review(self):
        """What is decided is paid while another of its group is not; that this may change is kept."""
        one = code(1)
        self.claim('一', 'a', {one: 300})
        path = self.table(('企业名称', '统一社会信用代码', '核定额（元）', '符合'), [('企业', one, '', '是')])
        self.ok('import', self.ledger, EARLIER, 'b', path, '--batch', '一')
        self.compute('一')
        line = self.ok('list', self.ledger, EARLIER, 'b', '--json').lines[0]
        self.assertEqual((line['outcome'], line['payable'], line['settlement']), ('review', None, 'kept'))
        line = self.ok('list', self.ledger, EARLIER, 'a', '--json').lines[0]
        self.assertEqual((line['payable'], line['settlement']), ('3.00', 'kept'))
        with sqlite3.connect(self.ledger) as db:
            self.assertEqual(db.execute('SELECT m.name FROM settlement s JOIN measure m ON m.id = s.open_measure '
                                        'WHERE s.claim = 1').fetchall(), [('b',)])
        db.close()
        self.claim('一', 'b', {one: 500})
        self.compute('一')
        self.assertEqual(self.settled('一'), {('a', one): (0, 'lower-of-group'), ('b', one): (500, 'kept')})
        self.assert_sound()

    def test_earlier_batch_changes(self):
        """A batch stands against what the one before it came to, also when that is computed again."""
        one = code(1)
        self.claim('一', 'a', {one: 300})
        self.compute('一')
        self.claim('二', 'b', {one: 500})
        self.compute('二')
        self.assertEqual(self.settled('二'), {('b', one): (200, 'topped-up')})
        self.claim('一', 'a', {one: None})
        self.compute('一')
        self.assertEqual(self.settled('二'), {('b', one): (500, 'kept')})
        self.assert_sound()

    def test_own_payment(self):
        """What the register says was paid after the batch was made is this batch's payment."""
        one, two = code(1), code(2)
        self.claim('一', 'e', {one: 300, two: 300})
        self.compute('一')
        self.pay([('甲', one, EARLIER, 'e', '3.00', '2999-01-01'), ('乙', two, EARLIER, 'e', '3.00', '2020-01-01')])
        self.compute('一')
        self.assertEqual(self.settled('一'), {('e', one): (300, 'kept'), ('e', two): (0, 'paid-before')})
        # The next batch counts it once.
        self.claim('二', 'e', {one: 500})
        self.compute('二')
        self.assertEqual(self.settled('二'), {('e', one): (200, 'topped-up')})

    def test_former_name(self):
        now, then = code(1), code(2)
        self.register('enterprises', ('统一社会信用代码', '企业名称', '曾用名'), [(now, '福州新名有限公司', '福州（旧名）有限公司')])
        self.register('first-time', ('企业名称', '信用代码', '首次享受事项', '享受时间'),
                      [('福州(旧名)有限公司', then, '首办', '2020-01-01')])
        self.claim('一', 'e', {now: 300})
        self.compute('一')
        self.assertEqual(self.settled('一'), {('e', now): (0, 'paid-before')})

    def test_tampered(self):
        """Another settlement than the one that follows is a fault of the ledger."""
        one = code(1)
        self.claim('一', 'a', {one: 300})
        self.claim('一', 'b', {one: 500})
        self.compute('一')
        for change in ('UPDATE decision_own_1_a SET payable = 300, settlement = 1',
                       'UPDATE decision_own_1_b SET payable = 0, settlement = 4',
                       'UPDATE decision_own_1_a SET settlement = 2'):
            with sqlite3.connect(self.ledger) as db:
                db.execute(change)
            db.close()
            self.assertEqual(run('verify', self.ledger).status, 1, change)
            self.compute('一')
            self.assert_sound()


if __name__ == '__main__':
    unittest.main()
