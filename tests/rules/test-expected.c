/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every claim of the sample tables gets the outcome and amount it must, all claims of a measure as one
 * batch. */
#include <json-glib/json-glib.h>

#include "rules.h"

typedef struct
{
  RulesPolicy *policy;
  JsonParser *parser;
} Fixture;

static const char *policy_path;
static const char *expected_path;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (policy_path, &text, &length, NULL));
  fixture->policy = rules_policy_parse (text, (gssize) length, &problems);
  g_assert_nonnull (fixture->policy);
  fixture->parser = json_parser_new ();
  g_assert_true (json_parser_load_from_file (fixture->parser, expected_path, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rules_policy_unref (fixture->policy);
  g_object_unref (fixture->parser);
}

static gint64
read_value (const RulesFact *fact, JsonObject *object, RulesTexts *texts)
{
  g_autofree char *text = NULL;
  JsonNode *node = json_object_get_member (object, fact->id);
  RulesValue value;

  if (node == NULL || json_node_is_null (node))
    return RULES_MISSING;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    text = g_strdup (json_node_get_boolean (node) ? "true" : "false");
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    text = g_strdup (json_node_get_string (node));
  g_assert_true (rules_fact_parse (fact, text, &value, NULL));
  return value.text != NULL ? rules_texts_add (texts, value.text) : value.number;
}

static GPtrArray *
new_columns (guint n, gsize rows)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (columns, g_new0 (gint64, rows + 1));
  return columns;
}

static guint
count_lines (JsonArray *claims)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (claims); i++)
    {
      JsonObject *claim = json_array_get_object_element (claims, i);
      if (json_object_has_member (claim, "lines"))
        n += json_array_get_length (json_object_get_array_member (claim, "lines"));
    }
  return n;
}

static void
compare (const RulesMeasure *measure, JsonObject *claim, const RulesDecision *decision)
{
  static const char *const OUTCOMES[] = { "award", "refuse", "review" };
  g_autofree char *amount = rules_type_format (RULES_TYPE_MONEY, (RulesValue){ decision->amount, NULL });
  JsonNode *expected = json_object_get_member (claim, "amount");

  g_test_message ("%s %s: %s", rules_measure_get_id (measure),
                  json_object_get_string_member (claim, "claimant"),
                  rules_measure_get_code (measure, decision->code));
  g_assert_cmpstr (OUTCOMES[decision->outcome], ==, json_object_get_string_member (claim, "outcome"));
  g_assert_cmpstr (amount, ==, json_node_is_null (expected) ? NULL : json_node_get_string (expected));
}

static void
fill (const RulesMeasure *measure, JsonArray *claims, RulesBatch *batch, guint32 *starts)
{
  guint row = 0;

  for (guint i = 0; i < batch->n_claims; i++)
    {
      JsonObject *claim = json_array_get_object_element (claims, i);
      JsonObject *facts = json_object_get_object_member (claim, "facts");

      for (guint f = 0; f < rules_measure_get_n_facts (measure); f++)
        ((gint64 *) batch->facts[f])[i] =
            read_value (rules_measure_get_fact (measure, f), facts, batch->texts);
      starts[i] = row;
      JsonArray *lines =
          json_object_has_member (claim, "lines") ? json_object_get_array_member (claim, "lines") : NULL;
      for (guint l = 0; lines != NULL && l < json_array_get_length (lines); l++, row++)
        for (guint f = 0; f < rules_measure_get_n_line_facts (measure); f++)
          ((gint64 *) batch->line_facts[f])[row] =
              read_value (rules_measure_get_line_fact (measure, f), json_array_get_object_element (lines, l),
                          batch->texts);
    }
  starts[batch->n_claims] = row;
}

static void
test_measure (Fixture *fixture, gconstpointer id)
{
  const RulesMeasure *measure = rules_policy_find_measure (fixture->policy, id);
  JsonObject *root = json_node_get_object (json_parser_get_root (fixture->parser));
  JsonObject *sample = json_object_get_object_member (root, id);
  JsonArray *claims = json_object_get_array_member (sample, "claims");
  guint n_claims = json_array_get_length (claims);
  g_autoptr (GPtrArray) facts = new_columns (rules_measure_get_n_facts (measure), n_claims);
  g_autoptr (GPtrArray) line_facts =
      new_columns (rules_measure_get_n_line_facts (measure), count_lines (claims));
  g_autofree guint32 *starts = g_new0 (guint32, n_claims + 1);
  g_autofree RulesDecision *decisions = g_new0 (RulesDecision, n_claims);
  g_autoptr (RulesTexts) texts = rules_texts_new ();
  g_autoptr (RulesSettings) settings = rules_settings_new (measure);
  RulesBatch batch = {
    .n_claims = n_claims,
    .facts = (const gint64 *const *) facts->pdata,
    .line_starts = rules_measure_get_n_line_facts (measure) > 0 ? starts : NULL,
    .line_facts = (const gint64 *const *) line_facts->pdata,
    .texts = texts,
  };

  fill (measure, claims, &batch, starts);
  if (json_object_has_member (sample, "as_of"))
    {
      RulesValue day;
      g_assert_true (
          rules_type_parse (RULES_TYPE_DATE, json_object_get_string_member (sample, "as_of"), &day, NULL));
      rules_settings_set_as_of (settings, day.number);
    }
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (measure, settings);
  rules_evaluator_run (evaluator, &batch, decisions);
  g_assert_cmpuint (n_claims, >, 0);
  for (guint i = 0; i < n_claims; i++)
    compare (measure, json_array_get_object_element (claims, i), &decisions[i]);
}

int
main (int argc, char **argv)
{
  static const char *const MEASURES[] = { "production",  "festival-power",    "new-above-scale",
                                          "recruitment", "matchmaking-event", "promotion-event" };

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  policy_path = argv[1];
  expected_path = argv[2];
  for (guint i = 0; i < G_N_ELEMENTS (MEASURES); i++)
    {
      g_autofree char *path = g_strconcat ("/expected/", MEASURES[i], NULL);
      g_test_add (path, Fixture, MEASURES[i], set_up, test_measure, tear_down);
    }
  return g_test_run ();
}
