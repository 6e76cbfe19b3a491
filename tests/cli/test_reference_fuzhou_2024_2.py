#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measures of 榕政办规〔2024〕2号 judged a second time; where the text says what 5号 says, by the same judge."""

from fractions import Fraction

from reference import all_of, around, boolean, number, outcome, pick, run, settle, sometimes_missing
from test_reference_fuzhou_2024_5 import (festival_power, job_stability, make_festival_power, make_job_stability,
                                          make_new_above_scale, make_production, make_recruitment, new_above_scale,
                                          production_gate)


def production(facts, lines, options):
    """Without a floor."""
    stopped = production_gate(facts)
    return outcome(stopped, lambda: settle(number(facts, "province_award") / 2, 400000))


def entered(facts, lines, options):
    decided = new_above_scale(facts, lines, options)
    if decided[0] != "award":
        return decided
    return settle(Fraction(options["set:amount"])) if "set:amount" in options else ("review", None, "unset:amount")


def top_ten(facts, lines, options):
    rank = facts.get("rank")
    stopped = all_of(("", "missing:rank" if rank is None else rank <= 10))
    if stopped is None and "set:amount" not in options:
        stopped = ("review", "unset:amount")
    return outcome(stopped, lambda: settle(Fraction(options["set:amount"])))


def foreign(facts, lines, options):
    if facts.get("new_paid_in") is None or "set:share" not in options:
        return ("review", None, "?")
    return settle(number(facts, "new_paid_in") * Fraction(options["set:share"]) / 100)


def recruitment(facts, lines, options):
    who = facts.get("introducer")
    stopped = all_of(("", "missing:introducer" if who is None
                      else who in ("agency", "veteran_employee", "social_organisation")))
    if stopped and stopped[0] == "refuse":
        return outcome(stopped, None)
    if not lines:
        return ("review", None, "no-lines")
    if stopped is None and "set:per_head" not in options:
        stopped = ("review", "unset:per_head")
    workers = {line["worker"] for line in lines if line["employer_key"] is not False}
    return outcome(stopped, lambda: settle(len(workers) * Fraction(options["set:per_head"])))


def stability(facts, lines, options):
    known = boolean(facts, "recognised")
    decided = job_stability(facts, lines, options)
    stopped = all_of(("", known), ("", False if decided[0] == "refuse" and decided[2] != "nothing-due" else True))
    return decided if stopped is None else outcome(stopped, None)


def with_amount(make):
    def made(r):
        facts, lines, _ = make(r)
        return facts, lines, pick(r, {"set:amount": "200000"}, {"set:amount": "333333.33"}, {})
    return made


def make_production_2(r):
    facts, lines, _ = make_production(r)
    return facts, lines, {}


def make_top_ten(r):
    return {"rank": pick(r, 1, 5, 10, 10, 11, 11, 12, 50, None)}, [], {}


def make_foreign(r):
    return {"new_paid_in": sometimes_missing(r, around(r, 0, 0, 100000, 12345678))}, [], \
        pick(r, {"set:share": "2"}, {"set:share": "0.333333"}, {"set:share": "1.5"}, {})


def make_recruitment_2(r):
    facts, lines, _ = make_recruitment(r)
    if r.random() < 0.3:
        facts["introducer"] = "social_organisation"
    return facts, lines, pick(r, {"set:per_head": "300"}, {"set:per_head": "300"}, {})


def make_stability(r):
    facts, lines, options = make_job_stability(r)
    facts["recognised"] = pick(r, True, True, True, True, False, None)
    return facts, lines, options


MEASURES = {"production": (production, make_production_2), "festival-power": (festival_power, make_festival_power),
            "new-above-scale": (entered, with_amount(make_new_above_scale)),
            "incentive-top-ten": (top_ten, with_amount(make_top_ten)), "foreign-investment": (foreign, make_foreign),
            "recruitment": (recruitment, make_recruitment_2), "job-stability": (stability, make_stability)}

if __name__ == "__main__":
    run("fuzhou-2024-2", MEASURES)
