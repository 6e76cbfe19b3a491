/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels and headings that name another unit than the fact has. Only words that leave no doubt count: 度 is
 * also in 年度, and 产值 can be a growth rate. */
#include "rules-review.h"

static const char *const MONEY_WORDS[] = { "万元", "亿元", "（元）", "(元)", "金额", NULL };
static const char *const ENERGY_WORDS[] = { "千瓦时", "万度", "（度）", "(度)", "kWh", "用电量", NULL };
static const char *const HEAD_WORDS[] = { "户数", "人数", "家数", "（户）", "（人）", "（家）", NULL };

static gboolean
names_one (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (strstr (text, *words) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
clashes (RulesType type, const char *text)
{
  gboolean money = names_one (text, MONEY_WORDS);
  gboolean energy = names_one (text, ENERGY_WORDS);
  gboolean heads = names_one (text, HEAD_WORDS);
  /* 金额占比, 用电量增幅: a share or a growth of it. */
  gboolean relative = names_one (text, (const char *const[]){ "比", "率", "增速", "增幅", "%", NULL });

  switch ((int) type)
    {
    case RULES_TYPE_MONEY:
      return (energy || heads) && !money && !relative && strstr (text, "每") == NULL &&
             strstr (text, "人均") == NULL;
    case RULES_TYPE_ENERGY:
      return (money || heads) && !energy && !relative;
    case RULES_TYPE_PERCENT:
      return (money || energy || heads) && !relative;
    case RULES_TYPE_COUNT:
      return (money || energy) && !heads && !relative;
    case RULES_TYPE_DATE:
      return (money || energy || heads) && strstr (text, "日") == NULL && strstr (text, "时间") == NULL;
    default:
      return FALSE;
    }
}

static void
check_label (RulesReview *review, RulesPlace place, RulesType type, const char *unit, const char *text)
{
  if (unit == NULL && clashes (type, text))
    rules_review_warn (review, RULES_PROBLEM_LABEL_UNIT, place, text, rules_type_name (type));
}

static void
check_facts (RulesReview *review, GArray *facts, GArray *places)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const RulesFact *fact = &g_array_index (facts, RulesFact, i);
      RulesPlace place = g_array_index (places, RulesPlace, i);

      check_label (review, place, fact->type, fact->unit, fact->label);
      for (guint h = 0; fact->headings[h] != NULL; h++)
        if (strcmp (fact->headings[h], fact->label) != 0)
          check_label (review, place, fact->type, fact->unit, fact->headings[h]);
    }
}

void
rules_review_labels (RulesReview *review)
{
  const RulesMeasure *measure = review->measure;

  check_facts (review, measure->facts, measure->fact_places);
  check_facts (review, measure->line_facts, measure->line_fact_places);
  for (guint i = 0; i < measure->parameters->len; i++)
    {
      const RulesParameter *parameter = &g_array_index (measure->parameters, RulesParameter, i);
      check_label (review, g_array_index (measure->parameter_places, RulesPlace, i), parameter->type,
                   parameter->unit, parameter->label);
    }
}
