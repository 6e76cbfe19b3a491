#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two measures of the province's of 2020: the award for power, and the ranking of cities, the latter
against every order the missing figures leave open."""

import itertools
import json
import os
import random
import subprocess
import sys
from fractions import Fraction

from reference import (CLAIMS, SEED, all_of, among, around, compare, either, flag, growth, industry, known, money_text,
                       number, outcome, pick, settle, sometimes_missing)

POLICY = "fujian-2020-q2"
LOWER = ("三明", "三明市", "南平", "龙岩市", "平潭")


def boolean(facts, name):
    return "missing:" + name if facts.get(name) is None else facts[name]


def power_increment(facts, lines, options):
    new, city, value = boolean(facts, "new_entrant"), facts.get("city"), number(facts, "output")
    if value is None:
        enough = "missing:output"
    elif value >= 50000000:
        enough = True
    elif value < 30000000:
        enough = False
    else:
        enough = "missing:city" if city is None else city in LOWER
    grown = growth(facts, "output", "output_prior")
    if not isinstance(grown, str):
        grown = grown >= Fraction(7, 100)
    more = known(facts, "power", "power_prior")
    if more is None:
        more = number(facts, "power") > number(facts, "power_prior")
    above = facts.get("above_scale")
    stopped = all_of(("above-scale", True if above is None else above),
                     ("manufacturing", among(facts, "industry", 13, 43)), ("output", either(new, enough)),
                     ("growth", either(new, grown)), ("power", either(new, more)))
    if stopped is None and not isinstance(new, bool):
        stopped = ("review", new)
    if stopped is None and facts.get("power") is None:
        stopped = ("review", "missing:power")
    return outcome(stopped, lambda: settle(
        number(facts, "power") / 50 if new else (number(facts, "power") - number(facts, "power_prior")) / 20,
        1000000))


def make_power_increment(r):
    base = pick(r, 0, 28037383, 46728972, 50000000, 60000000)
    output = pick(r, money_text(Fraction(base) * 107 / 100), around(r, 30000000, 50000000),
                  money_text(Fraction(base) * 2))
    before = pick(r, 0, 1000000, 3000000)
    after = pick(r, around(r, before), around(r, before + 20000000), around(r, before + 500000), around(r, 50000000))
    return {"city": pick(r, "福州", "厦门市", None, *LOWER), "above_scale": pick(r, None, True, True, True, False),
            "industry": industry(r), "new_entrant": flag(r, 0.2), "output": sometimes_missing(r, output),
            "output_prior": sometimes_missing(r, money_text(Fraction(base))),
            "power": sometimes_missing(r, after), "power_prior": sometimes_missing(r, money_text(Fraction(before)))}, \
        [], {}


# Ranking: the awards of one complete set, then all sets a set with gaps could turn out to be.

PRIZES = (5000000, 3000000, 2000000)
CITIES = ("福州", "漳州市", "泉州", "三明", "莆田市", "南平", "龙岩", "宁德")


def prize(place):
    return PRIZES[place] if place < len(PRIZES) else 0


def ranked(growths, tie):
    """{city: amount, or None where the tie is for a person} of cities whose growth is known."""
    positive = {city: growth for city, growth in growths.items() if growth > 0}
    awards = {city: 0 for city in growths}
    for city, growth in positive.items():
        place = sum(1 for other in positive.values() if other > growth)
        n = sum(1 for other in positive.values() if other == growth)
        shares = [prize(p) for p in range(place, place + n)]
        if len(set(shares)) == 1 or tie == "same":
            awards[city] = shares[0]
        elif tie == "split":
            awards[city] = Fraction(sum(shares), n)
        else:
            awards[city] = None
    return awards


def judge_period(growths, tie):
    """{city: (outcome, amount in fen)}: what is the same in every completion is decided."""
    gaps = [city for city, growth in growths.items() if growth is None]
    steps = sorted({growth for growth in growths.values() if growth is not None} | {Fraction(0)})
    # Between, on and beyond all the figures there are, and enough of them to order the gaps among themselves.
    values = sorted({value + Fraction(k, 1000) for value in steps for k in range(-len(gaps), len(gaps) + 1)})
    if len(gaps) > 1:
        values = [value for value in values if value > steps[-1] or value in steps or value < steps[0]]
    results = [ranked({**growths, **dict(zip(gaps, filled))}, tie)
               for filled in itertools.product(values, repeat=len(gaps))]
    decided = {}
    for city, growth in growths.items():
        amounts = {result[city] for result in results}
        if growth is None or len(amounts) > 1 or None in amounts:
            decided[city] = ("review", None)
        else:
            amount = amounts.pop()
            fen = (amount * 100 + Fraction(1, 2)).__floor__()
            decided[city] = ("award", fen) if fen > 0 else ("refuse", 0)
    return decided


def check_set(cli, r, number_):
    tie = pick(r, "review", "split", "same")
    claims, want = [], {}
    for period in r.choice([[None], ["一季度", "上半年"]]):
        growths = {}
        for city in r.sample(CITIES, r.randint(1, 8)):
            growth = pick(r, "7", "7.1", "6", "6", "5", "5.000001", "0", "-1", "0.01")
            if r.random() < 0.08 and list(growths.values()).count(None) < 2:
                growth = None
            growths[city] = None if growth is None else Fraction(growth)
            claims.append((period, city, growth))
        want.update({(period, city): decision for city, decision in judge_period(growths, tie).items()})
        for outsider in r.sample(["厦门", "厦门市", "平潭"], r.randint(0, 2)):
            claims.append((period, outsider, "9"))
            want[(period, outsider)] = ("refuse", 0)
    r.shuffle(claims)
    text = "".join(json.dumps({"id": str(i), "claimant": city, "facts": {"city": city, "growth": growth,
                                                                         "period": period}}) + "\n"
                   for i, (period, city, growth) in enumerate(claims))
    done = subprocess.run([cli, "evaluate", POLICY, "city-growth", "--choose", "tie=" + tie], input=text,
                          capture_output=True, text=True, check=True)
    differences = []
    for (period, city, growth), answer in zip(claims, done.stdout.splitlines(), strict=True):
        decision = json.loads(answer)
        outcome_, fen = want[(period, city)]
        amount = None if fen is None else "%d.%02d" % divmod(fen, 100)
        if (decision["outcome"], decision["amount"]) != (outcome_, amount):
            differences.append("set %d, %s: %s: expected %s %s, got %s" % (number_, tie, claims, outcome_, amount,
                                                                          answer))
    return differences, len(claims)


def main():
    cli = os.path.join(os.environ["DUIXIAN_BUILD_DIR"], "app", "cli", "duixian-cli")
    print("TAP version 13\n1..2")
    differences, seen = compare(cli, POLICY, "power-increment", power_increment, make_power_increment)
    good = not differences and len(seen) == 3 and min(seen.values()) > CLAIMS // 50
    print("%s 1 - power-increment %s" % ("ok" if good else "not ok", seen))
    r = random.Random(SEED)
    n_claims, wrong = 0, []
    for i in range(400):
        found, n = check_set(cli, r, i)
        wrong += found
        n_claims += n
    print("%s 2 - city-growth, %d claims" % ("ok" if not wrong else "not ok", n_claims))
    for line in (differences + wrong)[:5]:
        print("# " + line)
    sys.exit(0 if good and not wrong else 1)


if __name__ == "__main__":
    main()
