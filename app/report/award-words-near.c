/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-words-near.h"

#include <glib/gi18n.h>

#include "award-words-private.h"
#include "award-words.h"

/* Ten thousand yuan in fen; as many kilowatt-hours in the unit of RULES_TYPE_ENERGY. */
#define TEN_THOUSANDS 1000000
/* What has two decimals of ten thousands reads better in them. */
#define READABLE (TEN_THOUSANDS / 100)

/* @value of the miss's figure or of a difference of it. In ten thousands when all values of the sentence are
 * whole hundreds and one is that large, so that a sentence has one unit. */
static char *
value_text (const RulesNearMiss *miss, gint64 value)
{
  const RulesFact *fact = miss->fact;
  gboolean is_money = fact->type == RULES_TYPE_MONEY;
  g_autofree char *written = NULL;
  g_autofree char *number = NULL;

  if ((is_money || fact->type == RULES_TYPE_ENERGY) && fact->unit == NULL && miss->from % READABLE == 0 &&
      miss->to % READABLE == 0 && MAX (ABS (miss->from), ABS (miss->to)) >= TEN_THOUSANDS)
    {
      written = rules_type_format (RULES_TYPE_MONEY, (RulesValue){ value / READABLE, NULL });
      number = award_words_decimal (written, 0, 2);
      return g_strdup_printf (is_money ? _ ("%s wan yuan") : _ ("%s wan kWh"), number);
    }
  written = rules_fact_format (fact, (RulesValue){ value, NULL });
  return award_words_written (fact->type, fact->unit, fact, written, 0);
}

/* The way from the figure to the value, without a sign. */
static char *
distance_text (const RulesNearMiss *miss)
{
  const gint64 distance = ABS (miss->to - miss->from);
  g_autofree char *written = NULL;
  g_autofree char *number = NULL;

  if (miss->fact->type == RULES_TYPE_DATE)
    return g_strdup_printf (ngettext ("%u day", "%u days", (gulong) distance), (guint) distance);
  if (miss->fact->type != RULES_TYPE_PERCENT)
    return value_text (miss, distance);
  written = rules_fact_format (miss->fact, (RulesValue){ distance, NULL });
  number = award_words_decimal (written, 0, 6);
  return g_strdup_printf (_ ("%s percentage points"), number);
}

static const RulesFact *
key_of (const RulesMeasure *measure)
{
  for (guint i = 0; i < rules_measure_get_n_line_facts (measure); i++)
    if (rules_measure_get_line_fact (measure, i)->is_key)
      return rules_measure_get_line_fact (measure, i);
  return NULL;
}

char *
award_words_near_line (const RulesMeasure *measure, const RulesNearMiss *miss, const char *key)
{
  const RulesFact *fact = key_of (measure);
  g_autofree char *shown = NULL;

  if (miss->line < 0)
    return NULL;
  if (key == NULL || fact == NULL)
    return g_strdup_printf (_ ("Line %d"), miss->line + 1);
  shown = award_words_written (fact->type, fact->unit, fact, key, 0);
  return g_strdup_printf ("%s %s", fact->label, shown);
}

char *
award_words_near_figure (const RulesMeasure *measure, const RulesNearMiss *miss, const char *key)
{
  g_autofree char *line = award_words_near_line (measure, miss, key);

  if (line == NULL)
    return g_strdup (miss->fact->label);
  /* Translators: a detail line of a claim, and a figure on it. */
  return g_strdup_printf (_ ("%s, %s"), line, miss->fact->label);
}

char *
award_words_near_value (const RulesNearMiss *miss, gint64 value)
{
  return value_text (miss, value);
}

char *
award_words_near_gap (const RulesNearMiss *miss)
{
  g_autofree char *distance = distance_text (miss);

  return g_strconcat (miss->to > miss->from ? "+" : "-", distance, NULL);
}

char *
award_words_near_share (const RulesNearMiss *miss)
{
  const __int128 size = ABS (miss->from);
  gint64 hundredths;
  g_autofree char *written = NULL;
  g_autofree char *number = NULL;

  if (miss->fact->type == RULES_TYPE_DATE || size == 0)
    return g_strdup ("—");
  hundredths = (gint64) MIN (((__int128) ABS (miss->to - miss->from) * 20000 + size) / (2 * size),
                             (__int128) G_MAXINT64);
  if (hundredths == 0)
    return g_strdup ("<0.01%");
  written = rules_type_format (RULES_TYPE_MONEY, (RulesValue){ hundredths, NULL });
  number = award_words_decimal (written, 2, 2);
  return g_strdup_printf ("%s%s%%", miss->to > miss->from ? "+" : "-", number);
}

char *
award_words_near_result (const RulesMeasure *measure, const RulesNearMiss *miss)
{
  g_autofree char *amount = award_words_amount (miss->decision.amount);

  if (miss->kind == RULES_NEAR_REFUSE)
    return g_strdup (_ ("not awarded"));
  if (miss->kind == RULES_NEAR_UNCAPPED)
    return g_strdup (_ ("the limit does not bind"));
  switch (rules_measure_get_result (measure))
    {
    case RULES_RESULT_QUALIFICATION:
      return g_strdup (_ ("qualified"));
    case RULES_RESULT_SCORE:
      return g_strdup_printf (_ ("given %s points"), amount);
    case RULES_RESULT_AWARD:
    default:
      return g_strdup_printf (_ ("awarded %s yuan"), amount);
    }
}

char *
award_words_near_withheld (const RulesMeasure *measure, gint64 withheld)
{
  g_autofree char *amount = award_words_amount (withheld);

  return g_strdup_printf (rules_measure_get_result (measure) == RULES_RESULT_SCORE
                              ? _ ("The limit takes %s points")
                              : _ ("The limit takes %s yuan"),
                          amount);
}

char *
award_words_near_outcome (const RulesMeasure *measure, const RulesNearMiss *miss, gint64 withheld)
{
  g_autofree char *result = award_words_near_result (measure, miss);
  g_autofree char *taken = NULL;

  if (withheld == RULES_MISSING)
    return g_steal_pointer (&result);
  taken = award_words_near_withheld (measure, withheld);
  return g_strconcat (taken, _ ("; "), result, NULL);
}

char *
award_words_near (const RulesMeasure *measure, const RulesNearMiss *miss, const char *key)
{
  const gboolean is_more = miss->to > miss->from;
  g_autofree char *figure = award_words_near_figure (measure, miss, key);
  g_autofree char *to = value_text (miss, miss->to);
  g_autofree char *distance = NULL;
  g_autofree char *result = NULL;

  if (miss->kind == RULES_NEAR_UNCAPPED && miss->fact->type == RULES_TYPE_DATE)
    return g_strdup_printf (
        is_more ? _ ("%s: the limit binds before %s") : _ ("%s: the limit binds after %s"), figure, to);
  if (miss->kind == RULES_NEAR_UNCAPPED)
    return g_strdup_printf (is_more ? _ ("%s: the limit binds below %s") : _ ("%s: the limit binds above %s"),
                            figure, to);
  distance = distance_text (miss);
  result = award_words_near_result (measure, miss);
  if (miss->fact->type == RULES_TYPE_DATE)
    return g_strdup_printf (is_more ? _ ("%s: %s later (%s), and it is %s")
                                    : _ ("%s: %s earlier (%s), and it is %s"),
                            figure, distance, to, result);
  return g_strdup_printf (is_more ? _ ("%s: %s more (%s), and it is %s")
                                  : _ ("%s: %s less (%s), and it is %s"),
                          figure, distance, to, result);
}
