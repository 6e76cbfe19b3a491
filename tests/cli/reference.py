# SPDX-License-Identifier: GPL-3.0-or-later
"""What the second judgements of all policies share: exact fractions, truth that may be unknown, random
figures crowded around thresholds, and the comparison with the program."""

import calendar
import datetime
import json
import os
import random
import subprocess
import sys
from fractions import Fraction

CLAIMS = 3000
SEED = 20240122

# Kleene truth: True, False, or a string, the reason why it is not known.


def all_of(*conditions):
    """(id, truth) in order: the first that fails, else the first reason, else None."""
    for name, truth in conditions:
        if truth is False:
            return ("refuse", name)
    for _, truth in conditions:
        if truth is not True:
            return ("review", truth)
    return None


def known(facts, *names):
    """The first of the names that is missing, as a reason; None when all are there."""
    for name in names:
        if facts.get(name) is None:
            return "missing:" + name
    return None


def boolean(facts, name):
    return "missing:" + name if facts.get(name) is None else facts[name]


def among(facts, name, first, last):
    if facts.get(name) is None:
        return "missing:" + name
    return first <= int(facts[name]) <= last


def day(text):
    return None if text is None else datetime.date.fromisoformat(text)


def number(facts, name):
    return None if facts.get(name) is None else Fraction(facts[name])


def fen(amount):
    """Half-up to fen."""
    return (amount * 100 + Fraction(1, 2)).__floor__()


def money(amount_fen):
    return "%d.%02d" % divmod(amount_fen, 100)


def settle(amount, cap=None, floor=None, at_floor="pay"):
    code = "ok"
    if cap is not None and amount > cap:
        amount, code = cap, "capped"
    if floor is not None and (amount < floor or (amount == floor and at_floor == "refuse")):
        return ("refuse", 0, "below-floor")
    if fen(amount) <= 0:
        return ("refuse", 0, "nothing-due")
    return ("award", fen(amount), code)


def outcome(stopped, reckon):
    if stopped is None:
        return reckon()
    return (stopped[0], 0 if stopped[0] == "refuse" else None, stopped[1])


def growth(facts, now, before):
    reason = known(facts, now, before)
    if reason:
        return reason
    if number(facts, before) <= 0:
        return "zero-base"
    return number(facts, now) / number(facts, before) - 1


def either(guard, truth):
    """guard or truth."""
    if guard is True or truth is True:
        return True
    if guard is False:
        return truth
    return guard if truth is False else guard


def month_later(date):
    year, month = (date.year + 1, 1) if date.month == 12 else (date.year, date.month + 1)
    return datetime.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


# Random claims. Every figure is often exactly a threshold or one smallest step beside it.


def pick(random_, *choices):
    return random_.choice(choices)


def around(random_, *thresholds):
    value = Fraction(random_.choice(thresholds)) + Fraction(random_.choice((-100, -1, -1, 0, 0, 0, 1, 1, 100)), 100)
    return money_text(max(value, Fraction(0)))


def money_text(value):
    return "%d.%02d" % divmod((value * 100).__floor__(), 100)


def sometimes_missing(random_, value, share=0.06):
    return None if random_.random() < share else value


def flag(random_, share=0.9):
    return sometimes_missing(random_, random_.random() < share, 0.04)


def a_date(random_, *around_):
    date = day(random_.choice(around_)) + datetime.timedelta(days=random_.choice((-1, 0, 0, 0, 1)))
    return date.isoformat()


def industry(random_):
    return sometimes_missing(random_, "%02d" % pick(random_, 5, 6, 12, 13, 13, 20, 30, 43, 43, 44, 46, 47), 0.03)


def command(cli, policy, measure, options):
    words = [cli, "evaluate", policy, measure, "--as-of", options.get("as-of", "2024-06-30")]
    for name, value in sorted(options.items()):
        if name.startswith("set:"):
            words += ["--set", "%s=%s" % (name[4:], value)]
        elif name != "as-of":
            words += ["--choose", "%s=%s" % (name, value)]
    return words


def compare(cli, policy, measure, judge, make):
    """Differences, and how many claims came out each way."""
    random_ = random.Random(SEED)
    groups, differences, seen = {}, [], {}
    for i in range(CLAIMS):
        facts, lines, options = make(random_)
        groups.setdefault(json.dumps(options, sort_keys=True), []).append((i, facts, lines))
    for key, claims in sorted(groups.items()):
        options = json.loads(key)
        text = "".join(json.dumps({"id": str(i), "claimant": str(i), "facts": facts,
                                   **({"lines": lines} if lines else {})}) + "\n" for i, facts, lines in claims)
        done = subprocess.run(command(cli, policy, measure, options), input=text, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return ["exit status %d: %s" % (done.returncode, done.stderr)], {}
        for (i, facts, lines), answer in zip(claims, done.stdout.splitlines(), strict=True):
            decision = json.loads(answer)
            want = judge(facts, lines, options)
            got = decision.get("score", decision.get("amount"))
            seen[want[0]] = seen.get(want[0], 0) + 1
            if decision["outcome"] != want[0] or got != (None if want[1] is None else money(want[1])) or \
                    (want[0] == "award" and decision["code"] != want[2]):
                differences.append("%s %s: expected %s, got %s" % (
                    json.dumps(options), json.dumps({"facts": facts, "lines": lines}), want, answer))
    return differences, seen


def run(policy, measures, kinds=("award", "refuse", "review")):
    """Runs the second judgement of @measures, {id: (judge, make)}; each must see claims of every kind in
    kinds, which a dict may name by measure."""
    cli = os.path.join(os.environ["DUIXIAN_BUILD_DIR"], "app", "cli", "duixian-cli")
    print("TAP version 13\n1..%d" % len(measures))
    failed = False
    for i, (measure, (judge, make)) in enumerate(measures.items(), 1):
        differences, seen = compare(cli, policy, measure, judge, make)
        # A generator that makes only one kind of claim would prove nothing.
        wanted = kinds.get(measure, ("award", "refuse", "review")) if isinstance(kinds, dict) else kinds
        good = not differences and min(seen.get(kind, 0) for kind in wanted) > CLAIMS // 50
        failed = failed or not good
        print("%s %d - %s %s" % ("ok" if good else "not ok", i, measure, seen))
        for line in differences[:5]:
            print("# " + line)
    sys.exit(1 if failed else 0)
