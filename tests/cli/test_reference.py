#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measures of 榕政办规〔2024〕5号 judged a second time, by a program that shares nothing with the first:
exact fractions and one plain function a measure, over random claims crowded around every threshold."""

import calendar
import datetime
import json
import os
import random
import subprocess
import sys
from fractions import Fraction

POLICY = "fuzhou-2024-5"
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


def production(facts, lines, options):
    new = boolean(facts, "new_entrant")
    output, power = growth(facts, "output", "output_prior"), growth(facts, "power", "power_prior")
    if isinstance(output, str):
        faster = output
    elif isinstance(power, str):
        faster = power
    else:
        faster = output >= power
    enough = known(facts, "output")
    if enough is None:
        enough = number(facts, "output") >= 50000000
    old = (not new) if isinstance(new, bool) else new
    stopped = all_of(("above-scale", boolean(facts, "above_scale")),
                     ("manufacturing", among(facts, "industry", 13, 43)),
                     ("province", boolean(facts, "province_eligible")),
                     ("growth", either(new, faster)),
                     ("new-output", either(old, enough)))
    if stopped is None and facts.get("province_award") is None:
        stopped = ("review", "missing:province_award")
    return outcome(stopped, lambda: settle(number(facts, "province_award") / 2, 400000, 10000,
                                           options.get("floor-boundary", "pay")))


def festival_power(facts, lines, options):
    total, reason, seen = Fraction(0), None, {}
    conflict = False
    for line in lines:
        if line["meter"] is not None:
            figures = (line["power"], line["measured_from"], line["measured_to"])
            if line["meter"] in seen:
                if seen[line["meter"]] != figures:
                    conflict = True
                continue
            seen[line["meter"]] = figures
        if line["power"] is None or line["measured_from"] is None or line["measured_to"] is None:
            reason = reason or "?"
        elif (line["measured_from"], line["measured_to"]) != ("2024-02-01", "2024-02-29") or \
                Fraction(line["power"]) < 0:
            reason = reason or "?"
        else:
            total += Fraction(line["power"])
    if conflict:
        return ("review", None, "conflicting-lines")
    if not lines:
        reason = "no-lines"
    enough = reason if reason else total >= 500000
    stopped = all_of(("above-scale", boolean(facts, "above_scale")),
                     ("industrial", among(facts, "industry", 6, 46)), ("enough", enough))
    return outcome(stopped, lambda: settle(total * 2 / 100, 300000))


def new_above_scale(facts, lines, options):
    entered = day(facts.get("entered_on"))
    in_year = "missing:entered_on" if entered is None else entered.year == 2024
    category = facts.get("category")
    if category is None:
        early = False if entered is not None and entered > datetime.date(2024, 3, 31) else "missing:category"
    elif category != "new_production":
        early = False
    else:
        early = "missing:entered_on" if entered is None else entered <= datetime.date(2024, 3, 31)
    stopped = all_of(("", among(facts, "industry", 6, 46)), ("", in_year),
                     ("", either(early, boolean(facts, "in_pool"))), ("", boolean(facts, "first_time")))
    return outcome(stopped, lambda: ("award", 30000000, "ok"))


def promotion_event(facts, lines, options):
    return events(lines, lambda line: (None if line["organiser"] is None
                                       else line["organiser"] == "industry_bureau"), 1000000)


def matchmaking_event(facts, lines, options):
    return events(lines, lambda line: line["via_platform"], 300000)


def events(lines, counts, ceiling):
    if not lines:
        return ("review", None, "no-lines")
    total, open_ = Fraction(0), False
    for line in lines:
        counted = counts(line)
        if counted is None:
            open_ = True
        elif counted:
            if line["approved_amount"] is None:
                open_ = True
            else:
                total += min(Fraction(line["approved_amount"]), ceiling)
    return ("review", None, "?") if open_ else settle(total)


def month_later(date):
    year, month = (date.year + 1, 1) if date.month == 12 else (date.year, date.month + 1)
    return datetime.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


def recruitment(facts, lines, options):
    introducer = facts.get("introducer")
    stopped = all_of(("introducer", "missing:introducer" if introducer is None
                      else introducer in ("agency", "veteran_employee")))
    if stopped and stopped[0] == "refuse":
        return outcome(stopped, None)
    if not lines:
        return ("review", None, "no-lines")
    due_to, pending, unknown = set(), False, False
    as_of = day(options["as-of"])
    for line in lines:
        hired, left = day(line["hired_on"]), day(line["left_on"])
        if line["employer_key"] is False:
            continue
        if hired is None:
            unknown = True
            continue
        if not datetime.date(2024, 2, 1) <= hired <= datetime.date(2024, 2, 29):
            continue
        due = hired + datetime.timedelta(days=30) if options.get("tenure") == "30-days" else month_later(hired)
        if left is not None and left < due:
            continue
        if as_of < due:
            pending = True
            continue
        due_to.add(line["worker"])
    if stopped:
        return outcome(stopped, None)
    if due_to:
        return ("award", 50000 * len(due_to), "ok")
    if pending or unknown:
        return ("review", None, "?")
    return ("refuse", 0, "nothing-due")


def job_stability(facts, lines, options):
    heads = facts.get("insured_heads")
    key = facts.get("key_enterprise")
    stopped = all_of(("", True if key is None else key), ("", boolean(facts, "continuous_production")))
    if stopped is None and heads is None:
        stopped = ("review", "missing:insured_heads")
    if stopped is None and "standard" not in options:
        stopped = ("review", "unset:standard")
    cap = Fraction(options["cap"]) if "cap" in options else None
    return outcome(stopped, lambda: settle(heads * Fraction(options["standard"]), cap))


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


def make_production(r):
    base = pick(r, 0, 30000000, 50000000, 33333333)
    power = pick(r, 0, 1000000, 3000000, 700001)
    scale = pick(r, Fraction(1), Fraction(11, 10), Fraction(97, 100), Fraction(4, 3))
    grown = base * scale * (1 if r.random() < 0.5 else pick(r, Fraction(99, 100), Fraction(101, 100)))
    facts = {"above_scale": flag(r), "industry": industry(r), "new_entrant": flag(r, 0.25),
             "province_eligible": flag(r), "province_award": sometimes_missing(
                 r, around(r, 0, 20000, 20000, 160000, 800000, 800000, 1200000)),
             "output": sometimes_missing(r, pick(r, money_text(grown), around(r, 50000000))),
             "output_prior": sometimes_missing(r, money_text(Fraction(base))),
             "power": sometimes_missing(r, money_text(power * scale)),
             "power_prior": sometimes_missing(r, money_text(Fraction(power)))}
    return facts, [], {"floor-boundary": pick(r, "pay", "refuse")}


def make_festival_power(r):
    lines = []
    for i in range(pick(r, 0, 1, 1, 1, 2, 3)):
        lines.append({"meter": sometimes_missing(r, str(pick(r, i, i, i, 0)), 0.03),
                      "power": sometimes_missing(r, around(r, 0, 250000, 500000, 500000, 15000000, 15000000), 0.03),
                      "measured_from": sometimes_missing(r, pick(r, *["2024-02-01"] * 12, "2024-01-31"), 0.02),
                      "measured_to": sometimes_missing(r, pick(r, *["2024-02-29"] * 12, "2024-02-28"), 0.02)})
    return {"above_scale": flag(r), "industry": industry(r)}, lines, {}


def make_new_above_scale(r):
    return {"category": sometimes_missing(r, pick(r, "new_production", "promoted")), "industry": industry(r),
            "in_pool": flag(r, 0.5), "first_time": flag(r),
            "entered_on": sometimes_missing(r, a_date(r, "2024-01-01", "2024-03-31", "2024-12-31", "2024-02-29"))}, \
        [], {}


def make_events(r, fact, values):
    return {}, [{"event": str(i), fact: sometimes_missing(r, pick(r, *values), 0.05),
                 "approved_amount": sometimes_missing(r, around(r, 0, 300000, 1000000, 1000000), 0.05)}
                for i in range(pick(r, 0, 1, 1, 2, 3))], {}


def make_promotion_event(r):
    return make_events(r, "organiser", ["industry_bureau"] * 3 + ["enterprise", "association", "other"])


def make_matchmaking_event(r):
    return make_events(r, "via_platform", [True, True, False])


def make_recruitment(r):
    lines = [{"worker": str(pick(r, i, i, 0)),
              "hired_on": sometimes_missing(r, a_date(r, "2024-01-31", "2024-02-01", "2024-02-15", "2024-02-29"), 0.05),
              "left_on": pick(r, None, None, a_date(r, "2024-03-01", "2024-03-15", "2024-03-29", "2024-03-31")),
              "employer_key": pick(r, None, None, True, False)} for i in range(pick(r, 0, 1, 2, 3))]
    return {"introducer": sometimes_missing(r, pick(r, "agency", "veteran_employee", "employer", "agency", "other"))}, \
        lines, {"tenure": pick(r, "month", "30-days"), "as-of": pick(r, "2024-03-14", "2024-03-29", "2024-06-30")}


def make_job_stability(r):
    options = {}
    if r.random() < 0.9:
        options["standard"] = pick(r, "500", "333.33")
    if r.random() < 0.5:
        options["cap"] = pick(r, "50000", "33333")
    return {"key_enterprise": pick(r, None, True, True, False), "continuous_production": flag(r),
            "insured_heads": sometimes_missing(r, pick(r, 0, 1, 99, 100, 101, 5000))}, [], options


MEASURES = {"production": (production, make_production), "festival-power": (festival_power, make_festival_power),
            "new-above-scale": (new_above_scale, make_new_above_scale),
            "promotion-event": (promotion_event, make_promotion_event),
            "matchmaking-event": (matchmaking_event, make_matchmaking_event),
            "recruitment": (recruitment, make_recruitment), "job-stability": (job_stability, make_job_stability)}
PARAMETERS = ("standard", "cap")


def command(cli, measure, options):
    words = [cli, "evaluate", POLICY, measure, "--as-of", options.get("as-of", "2024-06-30")]
    for name, value in sorted(options.items()):
        if name in PARAMETERS:
            words += ["--set", "%s=%s" % (name, value)]
        elif name != "as-of":
            words += ["--choose", "%s=%s" % (name, value)]
    return words


def compare(cli, measure):
    judge, make = MEASURES[measure]
    random_ = random.Random(SEED)
    groups, differences, seen = {}, [], {}
    for i in range(CLAIMS):
        facts, lines, options = make(random_)
        groups.setdefault(json.dumps(options, sort_keys=True), []).append((i, facts, lines))
    for key, claims in sorted(groups.items()):
        options = json.loads(key)
        text = "".join(json.dumps({"id": str(i), "claimant": str(i), "facts": facts,
                                   **({"lines": lines} if lines else {})}) + "\n" for i, facts, lines in claims)
        done = subprocess.run(command(cli, measure, options), input=text, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return ["exit status %d: %s" % (done.returncode, done.stderr)], {}
        for (i, facts, lines), answer in zip(claims, done.stdout.splitlines(), strict=True):
            decision = json.loads(answer)
            want = judge(facts, lines, options)
            got = decision["amount"]
            seen[want[0]] = seen.get(want[0], 0) + 1
            if decision["outcome"] != want[0] or got != (None if want[1] is None else money(want[1])) or \
                    (want[0] == "award" and decision["code"] != want[2]):
                differences.append("%s %s: expected %s, got %s" % (
                    json.dumps(options), json.dumps({"facts": facts, "lines": lines}), want, answer))
    return differences, seen


def main():
    cli = os.path.join(os.environ["DUIXIAN_BUILD_DIR"], "app", "cli", "duixian-cli")
    print("TAP version 13\n1..%d" % len(MEASURES))
    failed = False
    for i, measure in enumerate(MEASURES, 1):
        differences, seen = compare(cli, measure)
        # A generator that makes only one kind of claim would prove nothing.
        good = not differences and min(seen.get("award", 0), seen.get("refuse", 0), seen.get("review", 0)) > CLAIMS // 50
        failed = failed or not good
        print("%s %d - %s %s" % ("ok" if good else "not ok", i, measure, seen))
        for line in differences[:5]:
            print("# " + line)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
