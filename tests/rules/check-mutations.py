# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants single faults in a policy file; the parser, the policy check or the file's own examples find each.

usage: check-mutations.py DUIXIAN-CLI fuzhou-2024-5.policy
"""
import pathlib
import subprocess
import sys
import tempfile

# What stands in the file, what a slip makes of it.
FAULTS = [
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
]


def finds(cli, text, folder):
    path = pathlib.Path(folder) / "mutant.policy"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([cli, "check", str(path)], capture_output=True, text=True, timeout=60)
    return done.returncode != 0 or "mutant.policy:" in done.stderr


def main():
    cli, policy = sys.argv[1:]
    text = pathlib.Path(policy).read_text(encoding="utf-8")
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        if finds(cli, text, folder):
            wrong.append("the file itself has findings")
        for before, after in FAULTS:
            if before not in text:
                wrong.append(f"not in the file: {before}")
            elif not finds(cli, text.replace(before, after, 1), folder):
                wrong.append(f"not found: {before} -> {after}")
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
