/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

static Fixture *
parse (const char *text, gssize length, const char *id)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (GPtrArray) problems = NULL;
  gint64 as_of = 0;

  fixture->policy = rules_policy_parse (text, length, &problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);
      g_test_message ("%u:%u %s %s %s", problem->line, problem->column,
                      rules_problem_code_name (problem->code), problem->found != NULL ? problem->found : "",
                      problem->expected != NULL ? problem->expected : "");
    }
  g_assert_nonnull (fixture->policy);
  fixture->measure = rules_policy_find_measure (fixture->policy, id);
  g_assert_nonnull (fixture->measure);
  fixture->settings = rules_settings_new (fixture->measure);
  g_assert_true (rules_date_from_civil (2024, 6, 30, &as_of));
  rules_settings_set_as_of (fixture->settings, as_of);
  return fixture;
}

Fixture *
fixture_new (const char *text)
{
  g_autofree char *policy = g_strdup_printf ("policy test-2024-1 {\n"
                                             "number \"测试〔2024〕1号\"\n"
                                             "title \"测试\"\n"
                                             "valid 2024-01-01 .. 2024-12-31\n"
                                             "measure m \"测试\" {\n"
                                             "clause \"一\" \"测试\"\n"
                                             "claimant enterprise\n"
                                             "%s\n"
                                             "}\n"
                                             "}\n",
                                             text);
  return parse (policy, -1, "m");
}

Fixture *
fixture_load (const char *path, const char *id)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return parse (text, (gssize) length, id);
}

void
fixture_free (Fixture *fixture)
{
  if (fixture == NULL)
    return;
  rules_settings_free (fixture->settings);
  rules_policy_unref (fixture->policy);
  g_free (fixture);
}

void
fixture_set (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean set = rules_settings_set (fixture->settings, name, text, &error);

  g_assert_no_error (error);
  g_assert_true (set);
}

void
fixture_as_of (Fixture *fixture, const char *date)
{
  RulesValue value;

  g_assert_true (rules_type_parse (RULES_TYPE_DATE, date, &value, NULL));
  rules_settings_set_as_of (fixture->settings, value.number);
}

static GPtrArray *
new_columns (guint n)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (columns, g_array_new (FALSE, FALSE, sizeof (gint64)));
  return columns;
}

Claims *
claims_new (const RulesMeasure *measure)
{
  Claims *claims = g_new0 (Claims, 1);
  guint32 start = 0;

  claims->facts = new_columns (rules_measure_get_n_facts (measure));
  claims->line_facts = new_columns (rules_measure_get_n_line_facts (measure));
  claims->line_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (claims->line_starts, start);
  claims->conflicts = g_array_new (FALSE, FALSE, sizeof (guint8));
  claims->columns = g_ptr_array_new ();
  claims->line_columns = g_ptr_array_new ();
  claims->batch.texts = rules_texts_new ();
  return claims;
}

void
claims_free (Claims *claims)
{
  if (claims == NULL)
    return;
  g_ptr_array_unref (claims->facts);
  g_ptr_array_unref (claims->line_facts);
  g_array_unref (claims->line_starts);
  g_array_unref (claims->conflicts);
  g_ptr_array_unref (claims->columns);
  g_ptr_array_unref (claims->line_columns);
  rules_texts_free (claims->batch.texts);
  g_free (claims);
}

static void
read_facts (Claims *claims,
            GPtrArray *columns,
            const RulesMeasure *measure,
            gboolean on_line,
            const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n_used = 0;

  for (guint f = 0; f < columns->len; f++)
    {
      const RulesFact *fact =
          on_line ? rules_measure_get_line_fact (measure, f) : rules_measure_get_fact (measure, f);
      gint64 number = RULES_MISSING;

      for (guint i = 0; words[i] != NULL; i++)
        {
          gsize length = strlen (fact->id);
          if (strncmp (words[i], fact->id, length) != 0 || words[i][length] != '=')
            continue;

          RulesValue value;
          g_autoptr (GError) error = NULL;
          gboolean read = rules_fact_parse (fact, words[i] + length + 1, &value, &error);
          g_assert_no_error (error);
          g_assert_true (read);
          number = value.text != NULL ? rules_texts_add (claims->batch.texts, value.text) : value.number;
          n_used++;
        }
      g_array_append_val ((GArray *) g_ptr_array_index (columns, f), number);
    }
  for (guint i = 0; words[i] != NULL; i++)
    n_used -= *words[i] != '\0';
  g_assert_cmpuint (n_used, ==, 0); /* otherwise a fact is spelt wrong */
}

void
claims_add (Claims *claims, const RulesMeasure *measure, const char *facts, const char *lines)
{
  g_auto (GStrv) each = g_strsplit (lines != NULL ? lines : "", "; ", -1);
  guint32 end = g_array_index (claims->line_starts, guint32, claims->line_starts->len - 1);
  guint8 conflict = 0;

  read_facts (claims, claims->facts, measure, FALSE, facts);
  for (guint i = 0; lines != NULL && each[i] != NULL; i++, end++)
    read_facts (claims, claims->line_facts, measure, TRUE, each[i]);
  g_array_append_val (claims->line_starts, end);
  g_array_append_val (claims->conflicts, conflict);
  claims->batch.n_claims++;
}

static const gint64 *const *
point_at (GPtrArray *columns, GPtrArray *pointers)
{
  g_ptr_array_set_size (pointers, 0);
  for (guint f = 0; f < columns->len; f++)
    g_ptr_array_add (pointers, ((GArray *) g_ptr_array_index (columns, f))->data);
  return (const gint64 *const *) pointers->pdata;
}

void
claims_finish (Claims *claims)
{
  claims->batch.facts = point_at (claims->facts, claims->columns);
  claims->batch.line_facts = point_at (claims->line_facts, claims->line_columns);
  claims->batch.conflicts = (const guint8 *) claims->conflicts->data;
  claims->batch.line_starts =
      claims->line_facts->len > 0 ? (const guint32 *) claims->line_starts->data : NULL;
}

char *
fixture_describe (const RulesMeasure *measure, const RulesDecision *decision)
{
  static const char *const outcomes[] = { "award", "refuse", "review" };
  GString *text = g_string_new (outcomes[decision->outcome]);

  if (decision->amount != RULES_MISSING)
    {
      g_autofree char *amount =
          rules_type_format (RULES_TYPE_MONEY, (RulesValue){ .number = decision->amount });
      g_string_append_printf (text, " %s", amount);
    }
  g_string_append_printf (text, " %s", rules_measure_get_code (measure, decision->code));
  for (guint f = 0; f < rules_measure_get_n_flags (measure); f++)
    if ((decision->flags & ((guint32) 1 << f)) != 0)
      g_string_append_printf (text, " %s", rules_measure_get_flag (measure, f)->id);
  return g_string_free (text, FALSE);
}

static void
assert_described (const RulesMeasure *measure, const RulesDecision *decision, const char *expected)
{
  g_autofree char *text = fixture_describe (measure, decision);

  g_assert_cmpstr (text, ==, expected);
}

void
fixture_check (Fixture *fixture, const char *facts, const char *lines, const char *expected)
{
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (fixture->measure, fixture->settings);
  g_autoptr (RulesWalk) walk = rules_walk_new (fixture->measure, fixture->settings);
  g_autoptr (RulesExplanation) explanation = NULL;
  g_autoptr (Claims) claims = claims_new (fixture->measure);
  RulesDecision decision;

  claims_add (claims, fixture->measure, facts, lines);
  claims_finish (claims);
  rules_walk_decide (walk, &claims->batch, 0, &decision);
  assert_described (fixture->measure, &decision, expected);
  rules_evaluator_run (evaluator, &claims->batch, &decision);
  assert_described (fixture->measure, &decision, expected);
  explanation = rules_evaluator_explain (evaluator, &claims->batch, 0);
  assert_described (fixture->measure, &explanation->decision, expected);
}

RulesExplanation *
fixture_explain (Fixture *fixture, const char *facts, const char *lines)
{
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (fixture->measure, fixture->settings);
  g_autoptr (Claims) claims = claims_new (fixture->measure);

  claims_add (claims, fixture->measure, facts, lines);
  claims_finish (claims);
  return rules_evaluator_explain (evaluator, &claims->batch, 0);
}

static void
append_term (GString *text, const RulesTerm *term)
{
  static const char *const names[] = {
    "",    "",   "",       "",      "as-of", "is",      "not",  "and", "or",    "=",        "!=",  "<",
    "<=",  ">",  ">=",     "in",    "..",    "missing", "+",    "-",   "*",     "/",        "neg", "min",
    "max", "if", "growth", "steps", "floor", "months",  "days", "sum", "count", "distinct", "any", "all"
  };
  const char *name = term->id != NULL ? term->id : names[term->op];

  g_string_append_printf (text, "%s%s", term->n_args > 0 ? "(" : "", name);
  if (term->line >= 0)
    g_string_append_printf (text, "#%d", term->line);
  if (term->value != NULL)
    g_string_append_printf (text, "%s%s%s", *name != '\0' ? ":" : "", term->value, term->rounded ? "~" : "");
  if (term->type == RULES_TYPE_PERCENT && term->value != NULL)
    g_string_append_c (text, '%');
  if (term->unit != NULL && term->value != NULL)
    g_string_append (text, term->unit);
  for (guint i = 0; i < term->n_args; i++)
    {
      g_string_append_c (text, ' ');
      append_term (text, term->args[i]);
    }
  if (term->n_args > 0)
    g_string_append_c (text, ')');
}

char *
fixture_term (const RulesTerm *term)
{
  GString *text = g_string_new (NULL);

  if (term != NULL)
    append_term (text, term);
  return g_string_free (text, FALSE);
}
