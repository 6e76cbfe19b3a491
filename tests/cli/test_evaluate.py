#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""evaluate: claims in, decisions out."""

import json
import subprocess
import unittest

from command import AS_OF, EXPECTED, POLICY, PROGRAM, TIMEOUT, Case, decide, environment, run

GOOD = {'above_scale': True, 'industry': 'C17', 'new_entrant': False, 'province_eligible': True,
        'province_award': '96000', 'output': '60000000.00', 'output_prior': '50000000.00',
        'power': '1100000', 'power_prior': '1000000'}


def production(**facts):
    return {'id': 'x', 'facts': {**GOOD, **facts}}


class Samples(Case):
    def test_every_claim(self):
        for measure, expected in EXPECTED.items():
            claims = [{'id': i, 'claimant': c['claimant'], 'facts': c['facts'],
                       **({'lines': c['lines']} if 'lines' in c else {})}
                      for i, c in enumerate(expected['claims'])]
            result = decide(measure, claims, '--as-of', AS_OF)
            self.assertEqual(result.status, 0, result.err)
            self.assertEqual(result.err, '')
            self.assertEqual([d['id'] for d in result.lines], list(range(len(claims))))
            for claim, decision in zip(expected['claims'], result.lines):
                self.assertEqual((decision['outcome'], decision['amount']),
                                 (claim['outcome'], claim['amount']), (measure, claim, decision))


class Decisions(Case):
    def one(self, claim, *options, measure='production', status=0):
        result = decide(measure, [claim], *options)
        self.assertEqual(result.status, status, result.err)
        self.assertEqual(len(result.lines), 1)
        return result.lines[0]

    def test_shape(self):
        result = decide('production', [production()])
        self.assertEqual(result.out, '{"id":"x","outcome":"award","amount":"48000.00","code":"ok","flags":[],'
                                     '"payers":{"city":"48000.00"}}\n')
        self.assertEqual(self.one(production(above_scale=False)),
                         {'id': 'x', 'outcome': 'refuse', 'amount': '0.00', 'code': 'above-scale', 'flags': []})
        self.assertEqual(self.one(production(power_prior=None)),
                         {'id': 'x', 'outcome': 'review', 'amount': None, 'code': 'missing:power_prior',
                          'flags': []})

    def test_integers_and_texts(self):
        self.assertEqual(self.one(production(province_award=96000))['amount'], '48000.00')
        self.assertEqual(self.one(production(output=60000000, power=1100000))['amount'], '48000.00')

    def test_instalments_and_payers(self):
        facts = {'category': 'promoted', 'industry': '30', 'in_pool': True, 'first_time': True,
                 'entered_on': '2024-05-01'}
        claim = {'id': 1, 'facts': facts}
        decision = self.one(claim, measure='new-above-scale')
        self.assertEqual(decision['instalments'], ['100000.00'] * 3)
        self.assertNotIn('payers', decision)
        self.assertIn('payer-shares-unset', decision['flags'])

    def test_parameters(self):
        claim = {'id': 1, 'facts': {'continuous_production': True, 'insured_heads': 10}}
        self.assertEqual(self.one(claim, measure='job-stability')['outcome'], 'review')
        self.assertEqual(self.one(claim, '--set', 'standard=500', measure='job-stability')['amount'], '5000.00')
        self.assertEqual(self.one(claim, '--set', 'standard=500', '--set', 'cap=2000',
                                  measure='job-stability')['amount'], '2000.00')

    def test_choices(self):
        claim = production(province_award='20000')
        paid = self.one(claim)
        self.assertEqual((paid['amount'], paid['flags']), ('10000.00', ['at-floor']))
        refused = self.one(claim, '--choose', 'floor-boundary=refuse')
        self.assertEqual((refused['outcome'], refused['code']), ('refuse', 'below-floor'))

    def test_as_of(self):
        claim = {'id': 1, 'facts': {'introducer': 'agency'},
                 'lines': [{'worker': '甲', 'hired_on': '2024-02-20', 'employer': '乙', 'employer_key': True}]}
        self.assertEqual(self.one(claim, '--as-of', '2024-03-01', measure='recruitment')['outcome'], 'review')
        self.assertEqual(self.one(claim, '--as-of', '2024-06-30', measure='recruitment')['amount'], '500.00')

    def test_facts_of_one_line(self):
        facts = {'above_scale': True, 'industry': '17', 'meter': '1', 'power': '500000',
                 'measured_from': '2024-02-01', 'measured_to': '2024-02-29'}
        self.assertEqual(self.one({'id': 1, 'facts': facts}, measure='festival-power')['amount'], '10000.00')

    def test_explain(self):
        explained = self.one(production(province_award='960000'), '--explain')['explain']
        conditions = {c['id']: c for c in explained['conditions']}
        self.assertEqual(conditions['growth']['state'], 'met')
        self.assertEqual(conditions['new-output']['state'], 'not-applicable')
        values = {v['id']: v['value'] for v in conditions['growth']['values']}
        self.assertEqual(values['output'], '60000000.00')
        steps = {s['step']: s for s in explained['steps']}
        self.assertEqual((steps['cap']['before'], steps['cap']['after'], steps['cap']['binds']),
                         ('480000.00', '400000.00', True))
        self.assertTrue(all(s['text'] for s in explained['steps']))
        refused = self.one(production(above_scale=False), '--explain')['explain']
        self.assertEqual({c['id']: c['state'] for c in refused['conditions']}['above-scale'], 'unmet')
        self.assertEqual(refused['steps'], [])


class BadInput(Case):
    def test_faulty_facts(self):
        claims = [
            production(output=1.5), production(output='1.005'), production(output='一'), production(outptu='1'),
            production(output=True), production(above_scale='maybe'), production(above_scale=1),
            production(industry='C99'), production(output='99999999999999999999'),
            production(output=99999999999999999999), production(output=[1]), production(industry={}),
            {'id': 'x', 'facts': []}, {'id': 'x', 'facts': GOOD, 'lines': [{'meter': '1'}]},
            {'id': 'x', 'facts': GOOD, 'lines': {}}, {'id': 'x', 'claimant': 5, 'facts': GOOD},
        ]
        result = decide('production', claims + [production()])
        self.assertEqual(result.status, 1)
        decisions = result.lines
        self.assertEqual(len(decisions), len(claims) + 1)
        for claim, decision in zip(claims, decisions):
            self.assertEqual(set(decision), {'id', 'error'}, (claim, decision))
            self.assertEqual(decision['id'], 'x')
        self.assertEqual(decisions[-1]['amount'], '48000.00')
        self.assertEqual(len(result.err.splitlines()), len(claims))
        self.assertIn(' 1', result.err.splitlines()[0])

    def test_faulty_json(self):
        good = json.dumps(production())
        text = '\n'.join(['{"id":1', good, '[]', 'null', '{"id":7}x', '', good])
        result = run('evaluate', POLICY, 'production', stdin=text)
        self.assertEqual(result.status, 1)
        self.assertEqual(['error' in d for d in result.lines], [True, False, True, True, True, False])
        self.assertEqual([d['id'] for d in result.lines], [None, 'x', None, None, None, 'x'])
        self.assertRegex(result.err.splitlines()[-1], r'\b5\b')

    def test_bytes(self):
        result = run('evaluate', POLICY, 'production', stdin=b'\xff\xfe\n{"id":"a\x00b"}\n')
        self.assertEqual(result.status, 1)
        self.assertEqual([d['id'] for d in result.lines], [None, None])

    def test_line_of_a_fault(self):
        claim = {'id': 1, 'facts': {'above_scale': True, 'industry': '17'},
                 'lines': [{'meter': '1'}, {'meter': '2', 'power': 'x'}]}
        result = decide('festival-power', [claim])
        self.assertEqual(result.status, 1)
        self.assertIn('2', result.lines[0]['error'])

    def test_names(self):
        for arguments in (('fuzhou-2024-6', 'production'), (POLICY, 'producton'), (POLICY,), (),
                          (POLICY, 'production', 'more'), (POLICY, 'production', '--as-of', '2024-02-30'),
                          (POLICY, 'production', '--set', 'floor-boundary=refuse'),
                          (POLICY, 'production', '--choose', 'floor-boundary=maybe'),
                          (POLICY, 'production', '--choose', 'floor'),
                          (POLICY, 'job-stability', '--set', 'standard=many'),
                          (POLICY, 'job-stability', '--set', 'standart=1'),
                          (POLICY, 'job-stability', '--choose', 'standard=1'),
                          (POLICY, 'production', '--nonsense')):
            self.refused('evaluate', *arguments)
        self.assertIn('production', self.refused('evaluate', POLICY, 'producton').err)
        self.assertIn(POLICY, self.refused('evaluate', 'fuzhou-2024-55', 'production').err)

    def test_empty(self):
        self.assertEqual(self.ok('evaluate', POLICY, 'production').out, '')
        self.assertEqual(self.ok('evaluate', POLICY, 'production', stdin='\ufeff\n\n').out, '')


class Streams(Case):
    def test_many(self):
        """More claims than are decided at once keep their order."""
        n = 10000
        claims = [{'id': i, 'facts': {**GOOD, 'province_award': i * 2}} for i in range(n)]
        claims[5000]['facts']['output'] = 'x'
        result = decide('production', claims)
        self.assertEqual(result.status, 1)
        decisions = result.lines
        self.assertEqual([d['id'] for d in decisions], list(range(n)))
        self.assertIn('error', decisions[5000])
        self.assertEqual(decisions[9999]['code'], 'below-floor')

    def test_answers_while_asked(self):
        """A program at the other end gets each answer before it asks again."""
        with subprocess.Popen([PROGRAM, 'evaluate', POLICY, 'production'], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, env=environment()) as process:
            for _ in range(3):
                process.stdin.write(json.dumps(production()).encode() + b'\n')
                process.stdin.flush()
                self.assertEqual(json.loads(process.stdout.readline())['amount'], '48000.00')
            process.stdin.close()
            self.assertEqual(process.wait(TIMEOUT), 0)

    def test_closed_output(self):
        for redirect in ('>&-', '>/dev/full'):
            done = subprocess.run(['sh', '-c', f'"$0" evaluate {POLICY} production {redirect}', PROGRAM],
                                  input=json.dumps(production()).encode(), capture_output=True, timeout=TIMEOUT,
                                  env=environment(), check=False)
            self.assertEqual(done.returncode, 2, redirect)
            self.assertTrue(done.stderr)

    def test_any_locale(self):
        """The words may change with the locale, the decisions and their encoding never."""
        claim = json.dumps({'id': '编号', 'facts': GOOD}, ensure_ascii=False)
        for locale in ('C', 'POSIX', 'C.UTF-8'):
            result = run('evaluate', POLICY, 'production', stdin=claim, LC_ALL=locale)
            self.assertEqual(result.lines[0]['id'], '编号')


if __name__ == '__main__':
    unittest.main()
