/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For libFuzzer (meson option "fuzz", with clang): any bytes as a policy. What parses must run its
 * examples, and claims of missing, small and huge figures must be decided and explained alike. */
#include "rules.h"

#define N_CLAIMS 3
#define N_LINES 4

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* In turn: missing, small, of the fact's kind, as large as a number gets. */
static gint64
figure (const RulesFact *fact, guint row, gint64 text)
{
  static const gint64 NUMBERS[] = { RULES_MISSING, 1, 12345678, G_MAXINT64 };
  gint64 number = NUMBERS[row % G_N_ELEMENTS (NUMBERS)];

  if (number == RULES_MISSING)
    return number;
  switch ((int) fact->type)
    {
    case RULES_TYPE_TEXT:
      return text;
    case RULES_TYPE_BOOLEAN:
      return row % 2;
    case RULES_TYPE_ENUM:
      return row % fact->n_words;
    case RULES_TYPE_INDUSTRY:
      return 1 + number % 97;
    case RULES_TYPE_DATE:
      return number % 30000;
    default:
      return number;
    }
}

static GPtrArray *
columns (const RulesMeasure *measure, gboolean of_lines, guint n_rows, gint64 text)
{
  GPtrArray *result = g_ptr_array_new_with_free_func (g_free);
  guint n = of_lines ? rules_measure_get_n_line_facts (measure) : rules_measure_get_n_facts (measure);

  for (guint f = 0; f < n; f++)
    {
      const RulesFact *fact =
          of_lines ? rules_measure_get_line_fact (measure, f) : rules_measure_get_fact (measure, f);
      gint64 *column = g_new (gint64, n_rows);
      for (guint row = 0; row < n_rows; row++)
        column[row] = figure (fact, row + f, text);
      g_ptr_array_add (result, column);
    }
  return result;
}

static void
decide (const RulesMeasure *measure)
{
  static const guint32 line_starts[N_CLAIMS + 1] = { 0, 0, 1, N_LINES };
  g_autoptr (RulesTexts) texts = rules_texts_new ();
  gint64 text = rules_texts_add (texts, "三明");
  g_autoptr (GPtrArray) facts = columns (measure, FALSE, N_CLAIMS, text);
  g_autoptr (GPtrArray) line_facts = columns (measure, TRUE, N_LINES, text);
  g_autoptr (RulesSettings) settings = rules_settings_new (measure);
  RulesDecision decisions[N_CLAIMS];
  RulesBatch batch = {
    .n_claims = N_CLAIMS,
    .facts = (const gint64 *const *) facts->pdata,
    .line_starts = line_facts->len > 0 ? line_starts : NULL,
    .line_facts = (const gint64 *const *) line_facts->pdata,
    .texts = texts,
  };

  rules_settings_set_as_of (settings, 19800);
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (measure, settings);
  rules_evaluator_run (evaluator, &batch, decisions);
  for (guint i = 0; i < N_CLAIMS; i++)
    {
      g_autoptr (RulesExplanation) explanation = rules_evaluator_explain (evaluator, &batch, i);

      g_assert_cmpint (explanation->decision.outcome, ==, decisions[i].outcome);
      g_assert_cmpint (explanation->decision.amount, ==, decisions[i].amount);
      g_assert_cmpint (explanation->decision.code, ==, decisions[i].code);
      g_assert_cmpint (explanation->decision.flags, ==, decisions[i].flags);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) policy = rules_policy_parse ((const char *) data, (gssize) size, &problems);

  g_assert_true ((policy == NULL) == (problems->len > 0));
  if (policy == NULL)
    return 0;
  rules_policy_run_examples (policy, problems);
  rules_policy_review (policy, problems);
  for (guint m = 0; m < rules_policy_get_n_measures (policy); m++)
    decide (rules_policy_get_measure (policy, m));
  return 0;
}
