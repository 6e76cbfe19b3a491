/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of production awards in a few words. */
#pragma once

#define CODE_A "91350122MADEM0011U"
#define CODE_B "91350105MADEM002X0"
#define HEADING_START "企业名称,统一社会信用代码,县区,行业,是否规上,是否新投产"
#define HEADING                                                                                                                           \
  HEADING_START ",2024年一季度工业总产值（万元）,2023年一季度工业总产值（万元）,"                               \
                "2024年一季度用电量（万千瓦时）,2023年一季度用电量（万千瓦时）,是否符合省级奖励条件," \
                "省级奖励金额（万元）\n"
/* No unit where there is money. */
#define BARE                                                                                                                    \
  HEADING_START ",2024年一季度工业总产值,2023年一季度工业总产值,2024年一季度用电量（万千瓦时）," \
                "2023年一季度用电量（万千瓦时）,是否符合省级奖励条件,省级奖励金额\n"
#define ROW(name, code, output) name "," code ",连江县,C39,是,否," output ",8000,869.66,800,是,64\n"
#define ROW_A ROW ("福州样例有限公司", CODE_A, "9858.2")
#define ROW_B ROW ("福州乙样有限公司", CODE_B, "9000")
