#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scores of 榕政办〔2023〕28号 and its two other measures, judged a second time."""

from fractions import Fraction

from reference import all_of, number, outcome, pick, run, settle, sometimes_missing


def whole(value, options):
    """How many steps count: whole ones toward zero, or all of them."""
    if options.get("steps") == "linear":
        return value
    return Fraction(int(value))  # int() cuts toward zero


def two_decimals(points):
    return (points * 100 + Fraction(1, 2)).__floor__()


def speed(actual, standard, options):
    if actual is None or standard is None:
        return None
    return min(Fraction(15), max(Fraction(0), 10 + whole((actual - standard) * 10, options) / 5))


def higher(national, provincial):
    known = [value for value in (national, provincial) if value is not None]
    return max(known) if known else None


def quotient(actual, expected, options):
    if actual is None or expected is None or expected <= 0:
        return None
    return max(Fraction(0), 8 + whole((actual - expected) / expected * 100, options) / 5)


def part(county, city, share, options):
    if county is None or city is None or share is None or city <= 0:
        return None
    return max(Fraction(0), 8 + whole((county / city * 100 - share) * 10, options) / 5)


def scored(points):
    return ("review", None, "?") if points is None else ("award", two_decimals(points), "ok")


def value_added(facts, lines, options):
    return scored(speed(number(facts, "actual"),
                        higher(number(facts, "national"), number(facts, "provincial")), options))


def output(facts, lines, options):
    return scored(speed(number(facts, "actual"), number(facts, "citywide"), options))


def increment(facts, lines, options):
    return scored(quotient(number(facts, "actual"), number(facts, "expected"), options))


def contribution(facts, lines, options):
    return scored(part(number(facts, "county_increment"), number(facts, "city_increment"),
                       number(facts, "share"), options))


def county(facts, lines, options):
    scores = []
    for when in ("month_", "total_"):
        def get(name, when=when):
            return number(facts, when + name)
        scores += [speed(get("value_added_actual"), higher(get("value_added_national"), get("value_added_provincial")),
                         options),
                   speed(get("output_actual"), get("output_citywide"), options),
                   quotient(get("increment_actual"), get("increment_expected"), options),
                   part(get("contribution_county"), get("contribution_city"), get("contribution_share"), options)]
    return scored(None if None in scores else sum(scores))


def winner(facts, lines, options):
    if not lines:
        return ("review", None, "no-lines")
    seen, rows, conflict = {}, [], False
    for line in lines:
        figures = (line["actual"], line["expected"])
        if line["month"] is not None and line["month"] in seen:
            conflict = conflict or seen[line["month"]] != figures
            continue
        seen[line["month"]] = figures
        rows.append(figures)
    if conflict:
        return ("review", None, "?")
    reached = [None if None in row else Fraction(row[0]) >= Fraction(row[1]) for row in rows]
    if False in reached:
        return ("refuse", 0, "each")
    if None in reached or len(rows) != 3:
        return ("review", None, "?")
    return ("award", 0, "ok")


def at_least(facts, name, limit):
    value = number(facts, name)
    return "missing:" + name if value is None else value >= limit


def platform(facts, lines, options):
    where = facts.get("county")
    stopped = all_of(("", at_least(facts, "city_rate", 60)), ("", at_least(facts, "county_rate", 80)),
                     ("", "missing:county" if where is None else where != "长乐区"))
    if stopped is None and "set:amount" not in options:
        stopped = ("review", "unset:amount")
    return outcome(stopped, lambda: settle(Fraction(options["set:amount"])))


def percent(r, *around):
    return sometimes_missing(r, str(pick(r, *around) + pick(r, 0, 1, 10, -1, 19, 21, 99, 100, 101, -99, 250, -500)
                                    ), 0.05)


def as_percent(text):
    """Hundredths as a percentage with two decimals."""
    if text is None:
        return None
    value = int(text)
    return "%s%d.%02d" % ("-" if value < 0 else "", abs(value) // 100, abs(value) % 100)


def rate(r, *around):
    return as_percent(percent(r, *around))


def steps(r):
    return {"steps": pick(r, "whole", "whole", "linear")}


def make_value_added(r):
    return {"actual": rate(r, 500, 510, 1000), "national": pick(r, None, rate(r, 500)),
            "provincial": pick(r, None, rate(r, 500, 480))}, [], steps(r)


def make_output(r):
    return {"actual": rate(r, 500, 0, 1000), "citywide": rate(r, 500, 510)}, [], steps(r)


def figure(r, *values):
    return sometimes_missing(r, pick(r, *values), 0.05)


def make_increment(r):
    return {"actual": figure(r, "100", "101", "100.999999", "99", "98.5", "60", "59.9", "-20", "700", "0"),
            "expected": figure(r, "100", "100", "33.3", "0", "-5", "7")}, [], steps(r)


def make_contribution(r):
    return {"county_increment": figure(r, "12", "12.1", "11.95", "8", "-3", "90", "0.333333"),
            "city_increment": figure(r, "100", "100", "3", "0", "-100", "77.7"),
            "share": rate(r, 1200, 800)}, [], steps(r)


def make_county(r):
    facts = {}
    for when in ("month_", "total_"):
        for name, (made, _, _) in (("value_added_", make_value_added(r)), ("output_", make_output(r)),
                                   ("increment_", make_increment(r))):
            facts.update({when + name + fact: value for fact, value in made.items()})
        made = make_contribution(r)[0]
        facts.update({when + "contribution_county": made["county_increment"],
                      when + "contribution_city": made["city_increment"],
                      when + "contribution_share": made["share"]})
    # Most gaps are filled, or hardly a county would have a score.
    for fact, value in facts.items():
        if r.random() < 0.97 and (value is None or (fact.endswith(("expected", "city")) and Fraction(value) <= 0)):
            facts[fact] = "100"
    return facts, [], steps(r)


def make_winner(r):
    return {}, [{"month": sometimes_missing(r, str(pick(r, i, i, i, i, i, i, 1)), 0.03),
                 "actual": sometimes_missing(r, pick(r, "10", "10", "10.01", "12", "9.99") if r.random() < 0.5 else "11",
                                             0.03),
                 "expected": sometimes_missing(r, "10", 0.03)} for i in range(pick(r, 0, 1, 2, 3, 3, 3, 3, 4))], {}


def make_platform(r):
    return {"city_rate": pick(r, "60", "59.99", "60.01", "75", "75", None),
            "county_rate": pick(r, "80", "79.99", "80", "90", "90", None),
            "county": pick(r, "鼓楼区", "闽侯县", "福清市", "长乐区", None)}, [], \
        pick(r, {"set:amount": "100000"}, {"set:amount": "100000"}, {})


MEASURES = {"value-added-growth": (value_added, make_value_added), "output-growth": (output, make_output),
            "increment": (increment, make_increment), "contribution": (contribution, make_contribution),
            "county-score": (county, make_county), "quarter-winner": (winner, make_winner),
            "platform-entry": (platform, make_platform)}
SCORES = ("value-added-growth", "output-growth", "increment", "contribution", "county-score")

if __name__ == "__main__":
    run("fuzhou-2023-28", MEASURES, {measure: ("award", "review") for measure in SCORES})
