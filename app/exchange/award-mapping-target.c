/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a table can be: the claimant, and the facts of a measure. */
#include "award-mapping-private.h"

#include <string.h>

/* Of a heading that is a person's number: less than any that names the claimant. */
#define PERSON_SCORE 6000
/* Of one with the words of a role inside. */
#define PART_SCORE 5000

const char *const award_code_headings[] = { "统一社会信用代码",
                                            "社会信用代码",
                                            "信用代码",
                                            "统一信用代码",
                                            "机构信用代码",
                                            "企业信用代码",
                                            "单位信用代码",
                                            "统一代码",
                                            "信用代码或身份证号",
                                            "机构信用代码或身份证号",
                                            "信用代码/身份证号",
                                            "统一社会信用代码/身份证号",
                                            "社会信用代码/身份证",
                                            "社会信用代码/身份证号码",
                                            "统一社会信用代码或身份证号",
                                            "统一社会信用代码(身份证号)",
                                            "纳税人识别号",
                                            "税号",
                                            "组织机构代码",
                                            "企业代码",
                                            "单位代码",
                                            "社会信用代码证号",
                                            "统一社会信用代码证号",
                                            "统一社会信用代码编号",
                                            NULL };
const char *const award_person_headings[] = { "身份证号", "身份证号码", "身份证", "公民身份号码",
                                              "证件号码", "证件号",     NULL };
const char *const award_name_headings[] = { "企业名称",
                                            "单位名称",
                                            "企业全称",
                                            "公司名称",
                                            "机构名称",
                                            "名称",
                                            "企业",
                                            "单位",
                                            "举办单位",
                                            "主办单位",
                                            "申报单位",
                                            "申报企业",
                                            "申请单位",
                                            "申请企业",
                                            "承办单位",
                                            "户名",
                                            "用户名称",
                                            "用电户名称",
                                            "用电单位",
                                            "纳税人名称",
                                            "引工主体",
                                            "引工单位",
                                            "申报主体",
                                            "项目单位",
                                            "实施单位",
                                            "人力资源机构/老员工",
                                            "人力资源机构",
                                            "机构名称/老员工",
                                            "企业(单位)名称",
                                            "单位(企业)名称",
                                            "法人名称",
                                            "引工主体名称",
                                            "申请人",
                                            "受益企业",
                                            NULL };
const char *const award_county_headings[] = {
  "县（市）区", "县市区",         "县区",     "区县",     "县（市、区）", "所属县区", "所属县（市）区",
  "所在县区",   "所在县（市）区", "所属区县", "所在区县", "属地",         "所在地",   "所属地区",
  "所在地区",   "辖区",           "行政区划", "地区",     "区域",         "所属区域", NULL
};
static const char *const region_headings[] = { "县（市）区", "县市区",       "县区", "区县", "县（市、区）",
                                               "设区市",     "城市",         "地市", "市",   "地区",
                                               "区划代码",   "行政区划代码", "单位", "名称", NULL };

gboolean
award_fact_names_region (const RulesFact *fact)
{
  if (fact->type != RULES_TYPE_TEXT || fact->on_line)
    return FALSE;
  for (guint i = 0; fact->headings[i]; i++)
    if (g_strv_contains (region_headings, fact->headings[i]))
      return TRUE;
  return FALSE;
}

static void
clear_heading (gpointer data)
{
  award_heading_clear (data);
}

GArray *
award_headings_new (void)
{
  GArray *headings = g_array_new (FALSE, FALSE, sizeof (AwardHeading));
  g_array_set_clear_func (headings, clear_heading);
  return headings;
}

static void
add_wanted (GArray *wanted, const char *text)
{
  AwardHeading heading;
  award_heading_init (&heading, text);
  g_array_append_val (wanted, heading);
}

static void
clear_target (gpointer data)
{
  AwardTarget *target = data;
  g_array_unref (target->wanted);
}

static void
add_role (GArray *targets, AwardColumnRole role, const char *const *headings, guint most)
{
  AwardTarget target = { .role = role, .wanted = award_headings_new (), .most = most };
  for (guint i = 0; headings[i]; i++)
    add_wanted (target.wanted, headings[i]);
  g_array_append_val (targets, target);
}

static void
add_fact (GArray *targets, AwardColumnRole role, guint index, const RulesFact *fact)
{
  AwardTarget target = { .role = role,
                         .fact = index,
                         .declared = fact,
                         .wanted = award_headings_new (),
                         .is_prior = g_str_has_suffix (fact->id, "_prior"),
                         .most = 10000 };
  for (guint i = 0; fact->headings[i]; i++)
    add_wanted (target.wanted, fact->headings[i]);
  add_wanted (target.wanted, fact->label);
  add_wanted (target.wanted, fact->id);
  g_array_append_val (targets, target);
}

void
award_targets_add (GArray *targets, guint index, const RulesFact *fact)
{
  add_fact (targets, AWARD_COLUMN_FACT, index, fact);
}

void
award_targets_add_headings (GArray *targets, const char *const *headings)
{
  const AwardTarget *target = &g_array_index (targets, AwardTarget, targets->len - 1);

  for (guint i = 0; headings[i]; i++)
    add_wanted (target->wanted, headings[i]);
}

GArray *
award_targets_new_empty (void)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (AwardTarget));
  g_array_set_clear_func (targets, clear_target);
  return targets;
}

GArray *
award_targets_new (const RulesMeasure *measure)
{
  GArray *targets = award_targets_new_empty ();
  const RulesClaimant claimant = rules_measure_get_claimant (measure);

  if (claimant == RULES_CLAIMANT_REGION)
    add_role (targets, AWARD_COLUMN_CLAIMANT, region_headings, 9999);
  else
    {
      add_role (targets, AWARD_COLUMN_CLAIMANT, award_code_headings, 10000);
      add_role (targets, AWARD_COLUMN_COUNTY, award_county_headings, 9998);
    }
  add_role (targets, AWARD_COLUMN_NAME, award_name_headings, 9998);
  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    add_fact (targets, AWARD_COLUMN_FACT, i, rules_measure_get_fact (measure, i));
  for (guint i = 0; i < rules_measure_get_n_line_facts (measure); i++)
    add_fact (targets, AWARD_COLUMN_LINE_FACT, i, rules_measure_get_line_fact (measure, i));
  /* A person's number is the claimant's only where nothing better is: it may be the worker's. */
  if (claimant == RULES_CLAIMANT_PERSON_OR_AGENCY)
    add_role (targets, AWARD_COLUMN_CLAIMANT, award_person_headings, PERSON_SCORE);

  for (guint i = 0; i < targets->len; i++)
    {
      AwardTarget *target = &g_array_index (targets, AwardTarget, i);
      for (guint j = 0; target->declared && j < targets->len; j++)
        {
          const AwardTarget *other = &g_array_index (targets, AwardTarget, j);
          g_autofree char *prior = g_strconcat (target->declared->id, "_prior", NULL);
          target->has_prior =
              target->has_prior || (other->declared && strcmp (other->declared->id, prior) == 0);
        }
    }
  return targets;
}

const char *
award_target_get_name (const AwardTarget *target)
{
  return target->declared ? target->declared->id : award_role_get_name (target->role);
}

guint
award_target_score (const AwardTarget *target, const AwardHeading *column, guint current_year)
{
  guint best = 0;

  if (target->declared)
    {
      AwardUnit unit = column->unit;
      const gboolean column_is_prior =
          column->is_prior || (column->year > 0 && current_year > 0 && column->year < current_year);
      if (!award_unit_fits (&unit, target->declared))
        return 0;
      if ((target->is_prior && !column_is_prior) || (target->has_prior && column_is_prior))
        return 0;
    }
  for (guint i = 0; i < target->wanted->len; i++)
    {
      const AwardHeading *wanted = &g_array_index (target->wanted, AwardHeading, i);
      guint score = award_heading_match (column, wanted);
      /* A role is a word of its own, or a longer one with it inside; and earlier words are better. */
      if (!target->declared && score < 10000)
        score =
            strlen (wanted->key) >= strlen ("信用代码") && strstr (column->key, wanted->key) ? PART_SCORE : 0;
      if (score > 0)
        best = MAX (best, score - MIN (i, 99));
    }
  return MIN (best, target->most);
}
