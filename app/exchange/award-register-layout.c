/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of each register and the headings tables give them. */
#include "award-mapping-private.h"
#include "award-register-private.h"

#include <string.h>

#define HEADINGS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define FACT(name, title, kind, ...)                                                                         \
  {                                                                                                          \
    .id = name, .label = title, .type = RULES_TYPE_##kind, .headings = HEADINGS (__VA_ARGS__)                \
  }
#define ALIASES(...) ((const char *const[]){ __VA_ARGS__, NULL })

#define CLAIMANT_CODE                                                                                        \
  {                                                                                                          \
    FACT ("code", "统一社会信用代码", TEXT, "统一社会信用代码"), AWARD_FIELD_CLAIMANT, AWARD_NEED_VALUE,     \
        NULL                                                                                                 \
  }
#define CLAIMANT_NAME                                                                                        \
  {                                                                                                          \
    FACT ("name", "企业名称", TEXT, "企业名称", "姓名"), AWARD_FIELD_NAME, AWARD_NEED_NONE,                  \
        award_name_headings                                                                                  \
  }
#define DOCUMENT(title, ...)                                                                                 \
  {                                                                                                          \
    FACT ("document", title, TEXT, title, __VA_ARGS__, "文号", "文件号", "文件文号", "依据文件", "文件"),    \
        AWARD_FIELD_PLAIN, AWARD_NEED_NONE, NULL                                                             \
  }

static const AwardLayoutField enterprise_fields[] = {
  { FACT ("code", "统一社会信用代码", TEXT, "统一社会信用代码"), AWARD_FIELD_CREDIT, AWARD_NEED_VALUE, NULL },
  CLAIMANT_NAME,
  { FACT ("former_names",
          "曾用名",
          TEXT,
          "曾用名",
          "原企业名称",
          "曾用名称",
          "原名称",
          "变更前名称",
          "更名前名称"),
    AWARD_FIELD_NAME, AWARD_NEED_NONE, NULL },
  { FACT ("former_codes",
          "原代码",
          TEXT,
          "原代码",
          "曾用代码",
          "原统一社会信用代码",
          "原组织机构代码",
          "变更前统一社会信用代码",
          "旧代码"),
    AWARD_FIELD_PLAIN, AWARD_NEED_NONE, NULL },
  { FACT ("county", "县（市）区", TEXT, "县（市）区"), AWARD_FIELD_NAME, AWARD_NEED_NONE,
    award_county_headings },
  { FACT ("industry",
          "行业代码",
          INDUSTRY,
          "行业代码",
          "国民经济行业代码",
          "行业",
          "所属行业",
          "行业大类",
          "行业类别",
          "行业分类"),
    AWARD_FIELD_PLAIN, AWARD_NEED_NONE, NULL },
  { FACT ("above_scale_since",
          "纳统时间",
          DATE,
          "纳统时间",
          "入统时间",
          "上规时间",
          "规上时间",
          "入规时间",
          "纳统日期",
          "入统日期",
          "纳入规上时间",
          "规上起始时间",
          "规上起始日期",
          "首次纳统时间",
          "入库时间"),
    AWARD_FIELD_MONTH, AWARD_NEED_NONE, NULL },
};

static const AwardLayoutField account_fields[] = {
  CLAIMANT_CODE,
  CLAIMANT_NAME,
  { FACT ("holder",
          "收款户名",
          TEXT,
          "收款户名",
          "户名",
          "账户名称",
          "开户名称",
          "收款人户名",
          "账户名",
          "帐户名称",
          "收款人名称",
          "收款单位",
          "收款单位名称",
          "收款人",
          "开户名",
          "收款账户名称",
          "银行户名"),
    AWARD_FIELD_NAME, AWARD_NEED_COLUMN, NULL },
  { FACT ("number",
          "收款账号",
          TEXT,
          "收款账号",
          "银行账号",
          "账号",
          "收款帐号",
          "银行帐号",
          "帐号",
          "开户账号",
          "收款人账号",
          "银行账户",
          "账户号码",
          "卡号",
          "银行卡号",
          "银行账号（卡号）",
          "收款账户",
          "对公账号",
          "对公账户",
          "开户行账号",
          "开户银行账号"),
    AWARD_FIELD_ACCOUNT, AWARD_NEED_VALUE, NULL },
  { FACT ("bank",
          "开户银行",
          TEXT,
          "开户银行",
          "开户行",
          "开户行名称",
          "开户银行名称",
          "收款银行",
          "收款行",
          "收款人开户行",
          "收款人开户银行",
          "银行名称",
          "开户网点"),
    AWARD_FIELD_NAME, AWARD_NEED_COLUMN, NULL },
  { FACT ("bank_code",
          "行号",
          TEXT,
          "行号",
          "联行号",
          "开户行行号",
          "开户银行行号",
          "开户行联行号",
          "支付行号",
          "银行行号",
          "大额支付行号",
          "大额行号",
          "支付系统行号",
          "银行联行号",
          "CNAPS",
          "收款行行号"),
    AWARD_FIELD_BANK_CODE, AWARD_NEED_COLUMN, NULL },
};

static const RulesWord exclusion_words[] = {
  { "dishonest", "失信",
    ALIASES ("失信被执行人",
             "失信企业",
             "严重失信",
             "严重违法失信",
             "失信名单",
             "严重失信主体",
             "信用黑名单") },
  { "abnormal", "经营异常",
    ALIASES ("经营异常名录", "列入经营异常名录", "异常名录", "经营异常企业", "异常经营") },
  { "accident", "安全事故",
    ALIASES ("安全生产事故", "生产安全事故", "安全生产责任事故", "安全责任事故", "安全生产") },
  { "special-deal", "一企一策", ALIASES ("“一企一策”", "一事一议", "一企一议") },
};
static const AwardLayoutField exclusion_fields[] = {
  CLAIMANT_CODE,
  { { .id = "kind",
      .label = "类别",
      .type = RULES_TYPE_ENUM,
      .n_words = G_N_ELEMENTS (exclusion_words),
      .words = exclusion_words,
      .headings = HEADINGS ("类别",
                            "类型",
                            "名单类别",
                            "名单类型",
                            "除外类别",
                            "除外类型",
                            "情形",
                            "除外情形",
                            "不予支持情形",
                            "限制类型",
                            "种类",
                            "名单") },
    AWARD_FIELD_PLAIN,
    AWARD_NEED_VALUE,
    NULL },
  { FACT ("from_day",
          "起始日期",
          DATE,
          "起始日期",
          "开始日期",
          "列入日期",
          "列入时间",
          "起始时间",
          "生效日期",
          "发布日期",
          "认定日期",
          "事故日期",
          "自",
          "起",
          "有效期起",
          "限制起始日期",
          "开始时间"),
    AWARD_FIELD_MONTH, AWARD_NEED_NONE, NULL },
  { FACT ("to_day",
          "截止日期",
          DATE,
          "截止日期",
          "结束日期",
          "移出日期",
          "移出时间",
          "截止时间",
          "失效日期",
          "终止日期",
          "至",
          "止",
          "有效期止",
          "解除日期",
          "限制截止日期",
          "结束时间",
          "有效期至"),
    AWARD_FIELD_PLAIN, AWARD_NEED_NONE, NULL },
  CLAIMANT_NAME,
  { FACT ("reason",
          "原因",
          TEXT,
          "原因",
          "事由",
          "列入原因",
          "除外原因",
          "说明",
          "备注",
          "具体情形",
          "列入事由",
          "依据"),
    AWARD_FIELD_PLAIN, AWARD_NEED_NONE, NULL },
};

static const AwardLayoutField first_time_fields[] = {
  CLAIMANT_CODE,
  { FACT ("matter",
          "事项",
          TEXT,
          "事项",
          "奖补事项",
          "奖励事项",
          "首次享受事项",
          "政策事项",
          "事项名称",
          "项目",
          "奖励项目",
          "奖补项目",
          "享受政策"),
    AWARD_FIELD_PLAIN, AWARD_NEED_VALUE, NULL },
  CLAIMANT_NAME,
  { FACT ("date",
          "日期",
          DATE,
          "日期",
          "享受日期",
          "首次享受日期",
          "兑现日期",
          "奖励日期",
          "时间",
          "享受时间",
          "首次享受时间",
          "兑现时间",
          "认定日期",
          "认定时间"),
    AWARD_FIELD_MONTH, AWARD_NEED_NONE, NULL },
  DOCUMENT ("文号", "批准文号", "批准文件"),
};

static const AwardLayoutField payment_fields[] = {
  CLAIMANT_CODE,
  { FACT ("policy",
          "政策",
          TEXT,
          "政策",
          "政策文号",
          "政策文件",
          "政策名称",
          "政策依据",
          "奖补政策",
          "兑现政策"),
    AWARD_FIELD_PLAIN, AWARD_NEED_NONE, NULL },
  { FACT ("measure",
          "措施",
          TEXT,
          "措施",
          "奖补措施",
          "奖励措施",
          "措施名称",
          "奖补事项",
          "奖励事项",
          "事项",
          "政策条款",
          "条款",
          "奖励项目",
          "奖补项目",
          "项目",
          "资金项目"),
    AWARD_FIELD_PLAIN, AWARD_NEED_NONE, NULL },
  { FACT ("date",
          "支付日期",
          DATE,
          "支付日期",
          "付款日期",
          "拨付日期",
          "兑现日期",
          "兑付日期",
          "拨款日期",
          "日期",
          "支付时间",
          "拨付时间",
          "兑现时间",
          "付款时间",
          "兑付时间"),
    AWARD_FIELD_PLAIN, AWARD_NEED_NONE, NULL },
  DOCUMENT ("文号", "拨付文号", "拨款文号", "资金文号", "凭证号", "拨付文件"),
  CLAIMANT_NAME,
  { FACT ("amount",
          "金额",
          MONEY,
          "金额",
          "支付金额",
          "拨付金额",
          "兑现金额",
          "兑付金额",
          "奖励金额",
          "奖补金额",
          "付款金额",
          "已兑付金额",
          "已拨付金额",
          "补助金额",
          "奖励资金"),
    AWARD_FIELD_PLAIN, AWARD_NEED_VALUE, NULL },
};

/* Numbered as the ledger's boolean: is_workday. */
static const RulesWord holiday_words[] = {
  { "holiday", "放假",
    ALIASES ("休",
             "休息",
             "休假",
             "节假日",
             "法定节假日",
             "假日",
             "假期",
             "公休",
             "调休放假",
             "休息日",
             "否",
             "0") },
  { "workday", "上班",
    ALIASES ("班", "工作日", "补班", "调休上班", "调班", "补课", "上班日", "工作", "是", "1") },
};
static const AwardLayoutField holiday_fields[] = {
  { FACT ("day", "日期", DATE, "日期", "节假日日期", "放假日期", "日", "节日日期", "公历日期"),
    AWARD_FIELD_PLAIN, AWARD_NEED_VALUE, NULL },
  { { .id = "is_workday",
      .label = "是否上班",
      .type = RULES_TYPE_ENUM,
      .n_words = G_N_ELEMENTS (holiday_words),
      .words = holiday_words,
      .headings = HEADINGS ("是否上班",
                            "是否工作日",
                            "类型",
                            "类别",
                            "性质",
                            "安排",
                            "放假或上班",
                            "休班",
                            "班休",
                            "日期类型") },
    AWARD_FIELD_PLAIN,
    AWARD_NEED_NONE,
    NULL },
  { FACT ("name",
          "名称",
          TEXT,
          "名称",
          "节日",
          "节日名称",
          "假日名称",
          "节假日名称",
          "节假日",
          "假期名称",
          "说明",
          "备注"),
    AWARD_FIELD_PLAIN, AWARD_NEED_NONE, NULL },
};

static const AwardLayout layouts[] = {
  { "enterprises", "企业名录", enterprise_fields, G_N_ELEMENTS (enterprise_fields), NULL, NULL },
  { "accounts", "收款账户", account_fields, G_N_ELEMENTS (account_fields), NULL, NULL },
  { "exclusions", "除外名单", exclusion_fields, G_N_ELEMENTS (exclusion_fields), "from_day", "to_day" },
  { "first-time", "首次享受登记", first_time_fields, G_N_ELEMENTS (first_time_fields), NULL, NULL },
  { "payments", "已兑付登记", payment_fields, G_N_ELEMENTS (payment_fields), NULL, NULL },
  { "holidays", "节假日", holiday_fields, G_N_ELEMENTS (holiday_fields), NULL, NULL },
};

const AwardLayout *
award_layout_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (strcmp (layouts[i].name, name) == 0)
      return &layouts[i];
  return NULL;
}

const char *
award_layout_get_label (const AwardLayout *self)
{
  return self->label;
}

guint
award_layout_get_n_fields (const AwardLayout *self)
{
  return self->n_fields;
}

const RulesFact *
award_layout_get_field (const AwardLayout *self, guint i)
{
  g_return_val_if_fail (i < self->n_fields, NULL);
  return &self->fields[i].fact;
}

gboolean
award_layout_is_needed (const AwardLayout *self, guint i)
{
  g_return_val_if_fail (i < self->n_fields, FALSE);
  return self->fields[i].need == AWARD_NEED_VALUE;
}

void
award_layout_list_fields (const AwardLayout *self, const RulesFact **fields)
{
  for (guint i = 0; i < self->n_fields; i++)
    fields[i] = award_layout_get_field (self, i);
}
