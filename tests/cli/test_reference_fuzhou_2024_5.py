#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measures of 榕政办规〔2024〕5号 judged a second time, by a program that shares nothing with the first:
exact fractions and one plain function a measure, over random claims crowded around every threshold."""

import datetime
from fractions import Fraction

from reference import (a_date, all_of, among, around, boolean, day, either, flag, growth, industry, known,
                       month_later, money_text, number, outcome, pick, run, settle, sometimes_missing)

def production_gate(facts):
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
    return stopped


def production(facts, lines, options):
    return outcome(production_gate(facts), lambda: settle(number(facts, "province_award") / 2, 400000, 10000,
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
    if stopped is None and "set:standard" not in options:
        stopped = ("review", "unset:standard")
    cap = Fraction(options["set:cap"]) if "set:cap" in options else None
    return outcome(stopped, lambda: settle(heads * Fraction(options["set:standard"]), cap))


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
        options["set:standard"] = pick(r, "500", "333.33")
    if r.random() < 0.5:
        options["set:cap"] = pick(r, "50000", "33333")
    return {"key_enterprise": pick(r, None, True, True, False), "continuous_production": flag(r),
            "insured_heads": sometimes_missing(r, pick(r, 0, 1, 99, 100, 101, 5000))}, [], options


MEASURES = {"production": (production, make_production), "festival-power": (festival_power, make_festival_power),
            "new-above-scale": (new_above_scale, make_new_above_scale),
            "promotion-event": (promotion_event, make_promotion_event),
            "matchmaking-event": (matchmaking_event, make_matchmaking_event),
            "recruitment": (recruitment, make_recruitment), "job-stability": (job_stability, make_job_stability)}

if __name__ == "__main__":
    run("fuzhou-2024-5", MEASURES)
