# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants single faults in the policy files; the parser, the policy check or the file's own examples find each.

A fault with a third member must be found as that code: by the check of that kind, not only by an example.

usage: check-mutations.py DUIXIAN-CLI FOLDER-OF-POLICIES
"""
import pathlib
import re
import subprocess
import sys
import tempfile

# What stands in the file, what a slip makes of it, and as what it is found.
FAULTS = {
    "fuzhou-2024-5": [
        ("output >= 5000万元", "output > 5000万元"),
        ("output >= 5000万元", "output >= 5000元"),
        ("output >= 5000万元", "output >= 500万元"),
        ("output >= 5000万元", "output >= 5000万千瓦时"),
        ("output >= 5000万元", "output >= 5000万元 and output < 1000万元"),
        ("output >= 5000万元", "outputs >= 5000万元"),
        ("output >= 5000万元", "power >= 5000万元"),
        ("unless new_entrant:", "when new_entrant:"),
        ("unless new_entrant:", ""),
        ("when new_entrant:", "unless new_entrant:"),
        ("growth(output, output_prior) >=", "growth(output, output_prior) >"),
        ("growth(output, output_prior) >=", "growth(output_prior, output) >="),
        ("growth(power, power_prior)", "growth(power, power)"),
        ("industry in C13..C43", "industry in C43..C13"),
        ("industry in C13..C43", "industry in C13..D44"),
        ("industry in C13..C43", "industry in C18..C43"),
        ("industry in C13..C43", "industry in C14..C43"),
        ("when new_entrant:", ""),
        ("award province_award * 50%", "award province_award * 5%"),
        ("award province_award * 50%", "award output * 50%"),
        ("award province_award * 50%", "award province_award * power"),
        ("cap   40万元", "cap   40元"),
        ("cap   40万元", "cap   0万元"),
        ("cap   40万元", ""),
        ("cap   40万元", "cap   5000元"),
        ("floor 1万元 choice", "floor 1亿元 choice"),
        ("floor 1万元 choice floor-boundary", "floor 1万元"),
        ("floor 1万元 choice floor-boundary", ""),
        ("payer city 100%", "payer city 10%"),
        ("province_award > 80万元", "province_award > 80万元 and province_award < 8万元"),
        ("province_award > 80万元", "province_award > 800万元"),
        ("fact power             energy", "fact power             money"),
        ("fact province_award    money ", "fact province_award    energy"),
        ("above_scale\n    require manufacturing", "province_eligible\n    require manufacturing"),
        ("entered_on in 2024-01-01..2024-12-31", "entered_on in 2024-01-01..2023-12-31"),
        ("entered_on in 2024-01-01..2024-12-31", "entered_on in 2023-01-01..2024-12-31"),
        ("entered_on <= 2024-03-31", "entered_on < 2024-03-31"),
        ("category is new_production and", "category is new_production or"),
        ("category is new_production and", "category is promoted and"),
        ("category is new_production and", "category is promoted and category is new_production and"),
        ("valid  2024-01-22 .. 2024-12-31", "valid  2024-12-31 .. 2024-01-22"),
        ("as_of < due", "as_of <= due"),
        ("left_on >= due", "left_on > due"),
        ("hired_on in window_from..window_to", "hired_on >= window_from"),
        ("award insured_heads * standard", "award insured_heads * cap"),
        ("min(approved_amount, 100万元)", "min(approved_amount, 10万元)"),
        # Units
        ("output >= 5000万元", "output >= 5000元", "figure"),
        ("cap   40万元", "cap   400万元", "figure"),
        ("total >= 50万千瓦时", "total >= 50万元", "kind"),
        ("0.02元/千瓦时", "0.2元/千瓦时", "figure"),
        ('fact power         energy "用电量"', 'fact power         energy "电费金额（万元）"', "label-unit"),
        ('fact power         energy "用电量"   heading "电量"', 'fact power         energy "用电量"   heading "金额"',
         "label-unit"),
        # Names
        ("require enough      \"用电量达50万千瓦时（含）\"                    total >=",
         "require enough      \"用电量达50万千瓦时（含）\"                    totals >=", "unknown-name"),
        ("supersedes fuzhou-2024-2/recruitment", "supersedes fuzhou-2024-2/recruitmint", "unknown-name"),
        ("supersedes fuzhou-2024-2/production", "", "same-matter"),
        ("supersedes fuzhou-2024-2/job-stability", "supersedes fuzhou-2024-2/recruitment", "same-matter"),
        # Validity
        ("entered_on in 2024-01-01..2024-12-31", "entered_on in 2023-01-01..2023-12-31", "validity"),
        ("valid  2024-01-22 .. 2024-12-31", "valid  2024-04-22 .. 2024-12-31", "validity"),
        # Shares
        ("payer city 100%\n    doubt", "payer city 50%\n    flag", "shares"),
        # Parameters and headings
        (' reason "原文为“相应标准”，由人社部门另行确定"', "", "unexplained"),
        ('      heading "参保人数", "参保职工人数", "2月参保人数", "在职参保人数", "人数"\n', "", "no-heading"),
    ],
    "fuzhou-2024-2": [
        ("output >= 5000万元", "output >= 500万元", "figure"),
        ("output >= 5000万元", "output >= 5000万千瓦时", "kind"),
        ("province_award * 50%", "province_award * 5%", "figure"),
        ("total >= 50万千瓦时", "total > 50万千瓦时", "example"),
        ("industry in B06..D46", "industry in D46..B06", "range"),
        ("measured_to != 2024-02-29", "measured_to != 2024-02-30", "number"),
        ("valid  2024-01-10 .. 2024-03-31", "valid  2024-01-10 .. 2023-03-31", "range"),
        ("valid  2024-01-10 .. 2024-03-31", "valid  2025-01-10 .. 2025-03-31", "validity"),
        ("set share_city 40% set share_county 60%", "set share_city 40%", "never-set"),
        ("payer city   share_city\n", "", "unused"),
        ("require top-ten \"进入全省前十\" rank <= 10", "require top-ten \"进入全省前十\" rank <= 10 and rank > 10", "never"),
        ("review  no-rank \"名次小于1\" rank < 1", "review  no-rank \"名次小于1\" rank > 10", "never"),
        ("review  no-rank \"名次小于1\" rank < 1", "review  no-rank \"名次小于1\" rank < 1 or rank >= 1", "always"),
        ('reason "正文为“按一定比例”，比例另定"', "", "unexplained"),
        ("award new_paid_in * share", "award new_paid_in * share\n    cap 10万元\n    floor 20万元", "bound"),
        ("award new_paid_in * share", "award new_paid_in + share", "kind"),
        ("veteran_employee    \"企业老员工\"", "veteran_employes    \"企业老员工\"", "unknown-word"),
        ("introducer in (agency, veteran_employee, social_organisation)", "introducer in (agency, other)", "example"),
        ("require key         \"重点企业\"               key_enterprise", "", "unused"),
    ],
    "fujian-2020-q2": [
        ("growth(output, output_prior) >= 7%", "growth(output, output_prior) >= 70%", "figure"),
        ("power * 0.02元/千瓦时 else", "power * 0.02元 else", "kind"),
        ("(power - power_prior) * 0.05元/千瓦时", "(power - power_prior) * 0.005元/千瓦时", "example"),
        ("cap   100万元", "cap   100元", "figure"),
        ('payer province if city in ("厦门", "厦门市") then 0% else 100%',
         'payer province if city in ("厦门", "厦门市") then 0% else 90%', "shares"),
        ('payer city     if city in ("厦门", "厦门市")', 'payer city     if city in ("厦门")', "shares"),
        ("output >= 3000万元 and city in", "output >= 300万元 and city in", "figure"),
        ("award 500万元, 300万元, 200万元", "award 300万元, 500万元, 200万元", "bound"),
        ("award 500万元, 300万元, 200万元", "award 500万元, 300万元, 20万元", "figure"),
        ("require positive \"实现正增长\" growth > 0%", "require positive \"实现正增长\" growth > 0元", "kind"),
        ("unless new_entrant: power > power_prior", "unless new_entrant: power > power", "never"),
        ("by growth within period", "by growth", "example"),
        ('heading "时期", "期间"', 'heading "设区市", "期间"', "duplicate"),
        ("award if new_entrant then power", "award if above_scale then power", "unreachable"),
    ],
    "fuzhou-2023-28": [
        ("min(15, max(0, 10 + 0.2 * points))", "min(15, max(0, 10 + 0.2 * point))", "unknown-name"),
        ("let points   \"步数\" if steps is whole then steps(over, 0.1个百分点)",
         "let points   \"步数\" if steps is whole then steps(over, 1个百分点)", "figure"),
        ("review no-standard \"预期增量不大于零\" expected <= 0",
         "review no-standard \"预期增量不大于零\" expected <= 0 and expected > 1", "never"),
        ("require each \"当季每月均达到预期\" all(actual >= expected)",
         "require each \"当季每月均达到预期\" actual >= expected", "line-fact"),
        ("review months \"不是三个月的数据\" count() != 3", "review months \"不是三个月的数据\" count() < 0", "never"),
        ("city_rate >= 60%", "city_rate >= 6%", "figure"),
        ("county_rate >= 80%", "county_rate >= 80元", "kind"),
        ("require county-rate \"入驻率达80%以上\" county_rate >= 80%",
         "require county-rate \"入驻率达80%以上\" county_rate >= 80% and city_rate < 60%", "contradiction"),
        ("score min(15, max(0, 10 + 0.2 * points))", "score min(15, max(0, 10 + 0.2 * points)) cap 0 floor 5", "bound"),
        ("let over   \"超出标准值\" actual - citywide", "let over   \"超出标准值\" over - citywide", "cycle"),
        ("valid  2023-04-18 ..", "valid  2023-04-31 ..", "number"),
    ],
    "changle-2022-51": [
        # Tiers, as a text with grades would be written
        ('award if grade is "200k" then 20万元 else 10万元',
         'award if grade is "200k" then 20万元 else if grade is "100k" then 10万元 else if grade is "200k" then 10万元 '
         'else 0元', "unreachable"),
        ("award new_devices * 1000元",
         "award if new_devices in 1..10 then 1万元 else if new_devices in 10..50 then 5万元 else 0元", "overlap"),
        ("award new_devices * 1000元",
         "award if new_devices < 10 then 1万元 else if new_devices > 10 then 5万元 else 0元", "gap"),
        ("award new_devices * 1000元",
         "award (if new_devices in 1..10 then 1万元 else 0元) + (if new_devices in 10..50 then 5万元 else 0元)", "overlap"),
        ("award new_devices * 1000元",
         "award (if new_devices in 1..10 then 1万元 else 0元) + (if new_devices in 12..50 then 5万元 else 0元)", "gap"),
        ("require enough \"合作费用达20万元（含）以上\" total >= 20万元",
         "require enough \"合作费用达20万元（含）以上\" total >= 2万元", "figure"),
        ("paid_in_capital >= 5000万元", "paid_in_capital >= 5000元", "figure"),
        ("paid_in_usd >= 500万美元", "paid_in_usd >= 500万元", "kind"),
        ("rate < 300元 or rate > 600元", "rate < 300元 and rate > 600元", "never"),
        ("rate < 300元 or rate > 600元", "rate > 300元 or rate < 600元", "always"),
        ("require over \"营业收入超100亿元\" revenue > 100亿元\n    require first",
         "require over \"营业收入超100亿元\" revenue > 100亿元\n    require low \"低\" revenue < 10亿元\n    require first",
         "contradiction"),
        ("saved_tce >= 300吨标准煤", "saved_tce >= 300千瓦时", "kind"),
        ("rate > 500元/吨标准煤", "rate > 500元", "kind"),
        ("payer county 100%\n    example \"按台套\"", "payer county 60% payer city 60%\n    example \"按台套\"", "shares"),
        ("cap 5万元", "cap 5元", "figure"),
        ("cap 5万元", "cap 5万元 floor 6万元", "bound"),
        ("fact spot_market boolean \"参与现货市场交易\" heading \"参与现货市场交易\", \"是否参与现货市场\", \"现货市场\"",
         "fact spot_market boolean \"参与现货市场交易\"", "no-heading"),
        ("require spot \"参与现货市场交易\" spot_market", "", "unused"),
        ("on in 2022-01-01..2023-12-31", "on in 2022-01-01..2021-12-31", "range"),
        ("entered_on in 2022-04-01..2022-06-30", "entered_on in 2022-04-01..2022-06-30 and entered_on > 2022-07-01",
         "never"),
        ("set share_city 40% set share_county 60%", "", "never-set"),
        ("measure first-set ", "measure new-above-scale ", "duplicate"),
    ],
}


def findings(cli, name, text, folder):
    path = pathlib.Path(folder) / f"{name}.policy"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([cli, "check", str(path)], capture_output=True, text=True, timeout=60, check=False)
    return set(re.findall(rf"^{re.escape(str(path))}:\d+:\d+: .* \[([a-z-]+)\]$", done.stderr, re.M))


def main():
    cli, policies = sys.argv[1:]
    wrong = []
    planted = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, faults in FAULTS.items():
            text = (pathlib.Path(policies) / f"{name}.policy").read_text(encoding="utf-8")
            if findings(cli, name, text, folder):
                wrong.append(f"{name}: the file itself has findings")
            for before, after, *code in faults:
                if before not in text:
                    wrong.append(f"{name}: not in the file: {before}")
                    continue
                found = findings(cli, name, text.replace(before, after, 1), folder)
                planted += 1
                if not found or not found.issuperset(code):
                    wrong.append(f"{name}: found {sorted(found)}, not {code}: {before} -> {after}")
    print("\n".join(wrong))
    print(f"{planted} faults planted")
    return 1 if wrong else 0


sys.exit(main())
