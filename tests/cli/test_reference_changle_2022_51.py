#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The thirty-four measures of 长发改综〔2022〕51号 judged a second time."""

from fractions import Fraction

from reference import (a_date, all_of, around, boolean, day, flag, growth, known, money_text, number, outcome, pick, run,
                       settle, sometimes_missing)

PASSED = ("award", 0, "ok")


def limit(facts, name, test):
    """test of the figure, unknown where it is missing."""
    value = number(facts, name)
    return "missing:" + name if value is None else test(value)


def presumed(facts, name):
    return True if facts.get(name) is None else facts[name]


def any_of(*truths):
    if True in truths:
        return True
    unknown = [truth for truth in truths if truth is not False]
    return unknown[0] if unknown else False


def qualifies(*truths):
    stopped = all_of(*(("", truth) for truth in truths))
    return outcome(stopped, lambda: PASSED)


def pays(truths, facts, names, reckon, cap=None):
    """All truths hold and the figures named are there: reckon(), capped."""
    stopped = all_of(*(("", truth) for truth in truths))
    if stopped is None and known(facts, *names):
        stopped = ("review", known(facts, *names))
    return outcome(stopped, lambda: settle(Fraction(reckon()), cap))


def at_most(ceiling, options):
    return (lambda value: value < ceiling) if options.get("below") == "exclusive" else (lambda value: value <= ceiling)


def procurement(facts, lines, options):
    if facts["kind"] is None:
        return ("review", None, "?")
    ceiling = 4000000 if facts["kind"] == "works" else 2000000
    return qualifies(limit(facts, "budget", at_most(ceiling, options)))


def grid(facts, lines, options):
    return qualifies(presumed(facts, "small_micro"), limit(facts, "capacity_kw", at_most(160, options)),
                     boolean(facts, "low_voltage"))


def market(facts, lines, options):
    on = day(facts["on"])
    return qualifies(limit(facts, "voltage_kv", lambda v: v < 1), boolean(facts, "spot_market"),
                     "missing:on" if on is None else day("2022-01-01") <= on <= day("2023-12-31"))


def capped(fact, cap=None, numerator=1, denominator=1):
    return lambda facts, lines, options: pays([], facts, [fact], lambda: number(facts, fact) * numerator / denominator,
                                              cap)


def shared(fact, gate=None):
    """× a share the office sets."""
    def judge(facts, lines, options):
        truths = [presumed(facts, gate)] if gate else []
        names = [fact] if "set:share" in options else [fact, "unset"]
        return pays(truths, facts, names, lambda: number(facts, fact) * Fraction(options["set:share"]) / 100)
    return judge


def flat(amount, *facts_needed, gate=None):
    return lambda facts, lines, options: pays(
        [presumed(facts, gate)] * bool(gate) + [boolean(facts, name) for name in facts_needed], facts, [],
        lambda: amount)


def saving(facts, lines, options):
    return pays([], facts, ["grade"], lambda: 200000 if facts["grade"] == "200k" else 100000)


def scale(facts, lines, options):
    return pays(["missing:category" if facts["category"] is None else True, boolean(facts, "first_time")], facts, [],
                lambda: 300000)


def q2_growth(facts, lines, options):
    grown = growth(facts, "output", "output_prior")
    if not isinstance(grown, str):
        grown = grown >= Fraction(1, 10)
    more = known(facts, "power", "power_prior")
    if more is None:
        more = number(facts, "power") > number(facts, "power_prior")
    parts = None
    if known(facts, "output", "output_prior") is None:
        parts = (number(facts, "output") - number(facts, "output_prior")) / 10000000
        if options.get("steps") != "linear":
            parts = Fraction(int(parts))
    return pays([grown, more], facts, [], lambda: parts * 10000, 200000)


def first_10b(facts, lines, options):
    return pays([limit(facts, "revenue", lambda v: v > 10 ** 10),
                 limit(facts, "best_prior_revenue", lambda v: v <= 10 ** 10)], facts, [], lambda: 3000000)


def levels(facts, lines, options):
    return pays([limit(facts, "revenue", lambda v: v > 10 ** 10)], facts, ["best_prior_revenue"],
                lambda: 500000 * (number(facts, "revenue") // 10 ** 10
                                  - max(1, number(facts, "best_prior_revenue") // 10 ** 10)))


def by_line(key, line_amount, gate=None, reckon=settle):
    """line_amount(line): the amount, None where a person must say, False where the line does not count."""
    def judge(facts, lines, options):
        truth = gate(facts) if gate else True
        seen, amounts = {}, []
        for line in lines:
            figures = {name: value for name, value in line.items() if name != key}
            if line[key] is not None and line[key] in seen:
                if seen[line[key]] != figures:
                    return ("review", None, "?")
                continue
            seen[line[key]] = figures
            amounts.append(line_amount(line))
        if truth is False:
            return ("refuse", 0, "?")
        if not lines or None in amounts:
            return ("review", None, "?")
        done = reckon(sum((Fraction(amount) for amount in amounts if amount is not False), Fraction(0)))
        return ("review", None, "?") if truth is not True and done[0] == "award" else done
    return judge


def project_province(line):
    if presumed(line, "listed") is False:
        return False
    if line["saved_tce"] is None or line["rate"] is None or Fraction(line["rate"]) > 500:
        return None
    return min(Fraction(line["saved_tce"]) * Fraction(line["rate"]), 8000000)


def project_city(line):
    if line["saved_tce"] is None:
        return None
    return min(Fraction(line["saved_tce"]) * 500, 1500000) if Fraction(line["saved_tce"]) >= 300 else False


def project_fusion(line):
    if presumed(line, "listed") is False:
        return False
    if line["investment_3y"] is None or line["rate"] is None or Fraction(line["rate"]) > 5:
        return None
    return min(Fraction(line["investment_3y"]) * Fraction(line["rate"]) / 100, 1000000)


def project_bid(line):
    return None if line["approved_amount"] is None else min(Fraction(line["approved_amount"]), 3000000)


def session(line):
    if any(line[name] is not None and line[name] < least for name, least in (("enterprises", 30), ("banks", 5))):
        return False
    return None if line["enterprises"] is None or line["banks"] is None else 50000


def fees(total):
    return settle(total / 2, 500000) if total >= 200000 else ("refuse", 0, "enough")


def benchmark(facts, lines, options):
    province, national = boolean(facts, "province_benchmark"), boolean(facts, "national_benchmark")
    truth = any_of(province, national)
    if truth is not False and not (isinstance(province, bool) and isinstance(national, bool)):
        return ("review", None, "?")
    needed = ["province_approved"] * (province is True) + ["national_approved"] * (national is True)
    return pays([truth], facts, needed,
                lambda: (min(number(facts, "province_approved"), 500000) if province else 0)
                + (min(number(facts, "national_approved"), 1000000) if national else 0))


def research(facts, lines, options):
    project = limit(facts, "project_investment", lambda v: v >= 10000000)
    company = limit(facts, "prior_year_rd", lambda v: v >= 100000000)
    if options.get("research") == "both":
        return qualifies(project, company)
    return qualifies(any_of(project, company))


def app_level(facts, lines, options):
    return pays(["missing:level" if facts["level"] is None else True], facts, [], lambda: 50000)


def centre(facts, lines, options):
    names = ("national", "provincial", "municipal")
    truth = any_of(*(boolean(facts, name) for name in names))
    return pays([presumed(facts, "newly_recognised"), truth], facts, names,
                lambda: sum(amount for name, amount in zip(names, (2000000, 700000, 300000)) if facts[name]))


def centre_5g(facts, lines, options):
    return pays([presumed(facts, "in_district"), limit(facts, "paid_in_capital", lambda v: v >= 50000000)], facts, [],
                lambda: 2000000)


def device(facts, lines, options):
    return pays([presumed(facts, "city_award")], facts, ["new_devices"], lambda: facts["new_devices"] * 1000, 50000)


def foreign(facts, lines, options):
    return qualifies("missing:sector" if facts["sector"] is None else facts["sector"] == "other",
                     limit(facts, "paid_in_usd", lambda v: v >= 5000000))


def receivable(facts, lines, options):
    rate = number(facts, "rate")
    return pays(["?" if rate is None or rate > 1 else True], facts, ["annualised"],
                lambda: number(facts, "annualised") * rate / 100, 2000000)


def land(facts, lines, options):
    total, admin = number(facts, "total_land"), number(facts, "admin_land")
    ratio = "?" if total is None or total <= 0 or admin is None else admin / total <= Fraction(15, 100)
    return qualifies(presumed(facts, "approved"), ratio, limit(facts, "admin_floor_share", lambda v: v <= 30))


def labour(facts, lines, options):
    rate = number(facts, "rate")
    return pays(["?" if rate is None or not 300 <= rate <= 600 else True], facts, ["heads"],
                lambda: facts["heads"] * rate)


# Random claims.


def makes(lines_key=None, options=None, **facts):
    """Facts by name: a list of texts to pick from, a tuple of thresholds, or a function."""
    def make_one(r, how):
        if callable(how):
            return how(r)
        if isinstance(how, tuple):
            return sometimes_missing(r, around(r, *how))
        return pick(r, *how)

    def make(r):
        made = {name: make_one(r, how) for name, how in facts.items()}
        chosen = r.choice(options) if options else {}
        return made, [], chosen
    if lines_key is None:
        return make

    def make_lines(r):
        lines = [{lines_key: str(pick(r, i, i, i, i, i, 0)), **make(r)[0]} for i in range(pick(r, 0, 1, 1, 2, 3))]
        return {}, lines, r.choice(options) if options else {}
    return make_lines


def count(*around_):
    return lambda r: sometimes_missing(r, max(0, pick(r, *around_) + pick(r, -1, 0, 0, 1)))


def make_q2(r):
    base = pick(r, 0, 100000000, 90909090, 50000000)
    before = pick(r, 0, 1000000)
    return {"output": sometimes_missing(r, pick(r, money_text(Fraction(base) * 11 / 10), around(r, base + 10000000),
                                                around(r, base * 2 + 10000000), around(r, base + 200000000))),
            "output_prior": sometimes_missing(r, money_text(Fraction(base))),
            "power": sometimes_missing(r, pick(r, around(r, before), around(r, before + 1000))),
            "power_prior": sometimes_missing(r, money_text(Fraction(before)))}, [], {"steps": pick(r, "whole", "linear")}


def make_cooperation(r):
    _, lines, _ = makes("contract", fee=(50000, 100000, 200000, 1000000))(r)
    return {"industrialised": flag(r, 0.8)}, lines, {}


BELOW = [{"below": "inclusive"}, {"below": "exclusive"}]
SHARES = [{"set:share": "0.5"}, {"set:share": "3.333333"}, {}]
REVENUE = (10 ** 10, 2 * 10 ** 10, 35 * 10 ** 9, 5 * 10 ** 9)
BEST = (10 ** 10, 2 * 10 ** 10, 15 * 10 ** 9, 5 * 10 ** 9, 10 ** 9)
ANY = [None, True, True, True, True, False]

MEASURES = {
    "procurement-reserve": (procurement, makes(kind=["goods", "services", "works", "works", None], options=BELOW,
                                               budget=(2000000, 4000000, 100000))),
    "grid-connection": (grid, makes(small_micro=ANY, capacity_kw=(160, 160, 50), low_voltage=flag, options=BELOW)),
    "market-charge-exemption": (market, makes(
        voltage_kv=["0.4", "0.22", "0.999999", "1", "10", None], spot_market=flag,
        on=lambda r: sometimes_missing(r, a_date(r, "2022-01-01", "2023-12-31", "2023-02-28")))),
    "standardised-recycler": (capped("approved_amount", 200000), makes(approved_amount=(0, 0, 120000, 200000))),
    "scrap-purchase": (shared("transactions", "steel_producer"),
                       makes(steel_producer=ANY, transactions=(0, 1000000, 123456), options=SHARES)),
    "circular-saving": (saving, makes(grade=["100k", "200k", None])),
    "circular-demo": (flat(200000, "accepted", gate="listed"), makes(listed=ANY, accepted=[True, False, None])),
    "first-set": (capped("city_award", None, 3, 10), makes(city_award=(0, 0, 1, 1000000))),
    "upgrade-match": (shared("superior_award"), makes(superior_award=(0, 0, 2000000, 777777), options=SHARES)),
    "new-above-scale": (scale, makes(category=["first_scale_up", "new_production", None],
                                     first_time=[True, True, False, None],
                                     entered_on=["2022-04-01", "2022-06-30", "2023-01-01", None])),
    "q2-growth": (q2_growth, make_q2),
    "revenue-first-10b": (first_10b, makes(revenue=REVENUE, best_prior_revenue=BEST)),
    "revenue-level": (levels, makes(revenue=REVENUE, best_prior_revenue=BEST)),
    "energy-saving-province": (by_line("project", project_province), makes(
        "project", listed=ANY, saved_tce=(0, 1000, 16000, 20000), rate=(500, 500, 300, 120))),
    "energy-saving-city": (by_line("project", project_city), makes("project", saved_tce=(300, 300, 3000, 100))),
    "efficiency-benchmark": (benchmark, makes(
        province_benchmark=[True, True, False, False, None], province_approved=(500000, 1000000, 300000),
        national_benchmark=[True, False, False, False, None], national_approved=(1000000, 500000))),
    "efficiency-star": (flat(500000, "listed"), makes(listed=[True, False, None])),
    "rd-advance": (research, makes(project_investment=(10000000, 10000000, 50000), prior_year_rd=(100000000, 1000000),
                                   options=[{"research": "either"}, {"research": "both"}])),
    "iiot-platform": (capped("investment", 2000000, 1, 5), makes(investment=(0, 0, 5000000, 10000000))),
    "iiot-project": (capped("investment", 2000000, 1, 5), makes(investment=(0, 0, 5000000, 10000000))),
    "iiot-benchmark": (app_level, makes(level=["province", "national", None])),
    "two-fusion": (by_line("project", project_fusion), makes(
        "project", listed=ANY, investment_3y=(0, 10000000, 20000000, 3333333), rate=["5", "5.000001", "4.999999", "3",
                                                                                     None, "5", "1"])),
    "two-fusion-pilot": (flat(100000, "listed"), makes(listed=[True, False, None])),
    "iiot-app": (flat(150000, "selected"), makes(selected=[True, False, None])),
    "tech-centre": (centre, makes(newly_recognised=ANY, national=[True, False, False, None],
                                  provincial=[True, False, False], municipal=[True, False, False])),
    "rd-centre-5g": (centre_5g, makes(in_district=ANY, paid_in_capital=(50000000, 50000000, 100000))),
    "bid-project": (by_line("project", project_bid), makes("project", approved_amount=(0, 0, 3000000, 1000000))),
    "university-cooperation": (by_line("contract", lambda line: None if line["fee"] is None else Fraction(line["fee"]),
                                       lambda facts: boolean(facts, "industrialised"), fees), make_cooperation),
    "device-cloud": (device, makes(city_award=ANY, new_devices=count(0, 1, 50, 50, 12))),
    "foreign-capital": (foreign, makes(paid_in_usd=(5000000, 5000000, 100000),
                                       sector=["other", "other", "other", "real_estate", "finance", None])),
    "matchmaking-session": (by_line("session", session), makes("session", enterprises=count(30, 30, 10, 60),
                                                               banks=count(5, 5, 9))),
    "receivable-finance": (receivable, makes(annualised=(0, 0, 100000000, 200000000, 3333333),
                                             rate=["1", "1", "1.000001", "0.999999", "0.8", None])),
    "land-ratio": (land, makes(
        approved=ANY, total_land=["10000", "10000", "333.333333", "0", "-1", None],
        admin_land=["1500", "1500.01", "50", "49.99", "0", None], admin_floor_share=["30", "30", "30.01", "29", None])),
    "labour-service": (labour, makes(heads=count(0, 0, 1, 10),
                                     rate=["300", "600", "299.99", "600.01", "450", "333.33", None])),
}
# What is never refused, whatever the figures.
NEVER_REFUSED = {"circular-saving": ("award", "review"), "iiot-benchmark": ("award", "review")}

if __name__ == "__main__":
    run("changle-2022-51", MEASURES, NEVER_REFUSED)
