/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample tables against what every claim of them must say. */
#include "award-mapping.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* A claim as its rows gave it: written forms by fact, and of each line. */
typedef struct
{
  GPtrArray *facts; /* char *, nullable */
  GPtrArray *lines; /* GPtrArray of the same */
  guint n_rows;
} Claim;

typedef struct
{
  const RulesMeasure *measure;
  GHashTable *claims; /* code → Claim */
  guint n_rows;
} Table;

static RulesPolicy *policy;
static JsonParser *expected;

static void
claim_free (gpointer data)
{
  Claim *claim = data;
  g_ptr_array_unref (claim->facts);
  g_ptr_array_unref (claim->lines);
  g_free (claim);
}

static gboolean
collect (const AwardTableRow *row, gpointer data, GError **error)
{
  Table *table = data;
  Claim *claim = g_hash_table_lookup (table->claims, row->claimant);
  GPtrArray *line = g_ptr_array_new_with_free_func (g_free);

  table->n_rows++;
  if (!claim)
    {
      claim = g_new0 (Claim, 1);
      claim->facts = g_ptr_array_new_with_free_func (g_free);
      claim->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
      g_hash_table_insert (table->claims, g_strdup (row->claimant), claim);
      for (guint i = 0; i < rules_measure_get_n_facts (table->measure); i++)
        g_ptr_array_add (claim->facts,
                         rules_fact_format (rules_measure_get_fact (table->measure, i), row->facts[i]));
    }
  claim->n_rows++;
  for (guint i = 0; i < rules_measure_get_n_line_facts (table->measure); i++)
    g_ptr_array_add (line,
                     rules_fact_format (rules_measure_get_line_fact (table->measure, i), row->line_facts[i]));
  g_ptr_array_add (claim->lines, line);
  g_assert_nonnull (row->name);
  g_assert_cmpint (*row->name, !=, ' ');
  return TRUE;
}

/* The written form of a JSON value; NULL for null. */
static char *
written (JsonNode *node)
{
  if (!node || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return g_strdup (json_node_get_string (node));
}

/* Whether the facts of @object that the measure knows are @found; those that differ are told. */
static gboolean
is_same (JsonObject *object, const GPtrArray *found, const Table *table, gboolean on_line)
{
  gboolean same = TRUE;
  for (guint i = 0; i < found->len; i++)
    {
      const RulesFact *fact = on_line ? rules_measure_get_line_fact (table->measure, i)
                                      : rules_measure_get_fact (table->measure, i);
      g_autofree char *wanted = written (json_object_get_member (object, fact->id));
      const char *value = found->pdata[i];
      if (json_object_has_member (object, fact->id) && g_strcmp0 (wanted, value) != 0)
        {
          if (!on_line)
            g_test_message ("%s: %s, wanted %s", fact->id, value ? value : "missing",
                            wanted ? wanted : "missing");
          same = FALSE;
        }
    }
  return same;
}

static void
check_claim (JsonArray *array, guint index, JsonNode *node, gpointer data)
{
  const Table *table = data;
  JsonObject *object = json_node_get_object (node);
  const char *code = json_object_get_string_member (object, "claimant");
  JsonObject *facts = json_object_get_object_member (object, "facts");
  const Claim *claim = g_hash_table_lookup (table->claims, code);

  g_test_message ("%s", code);
  g_assert_nonnull (claim);
  g_assert_true (is_same (facts, claim->facts, table, FALSE));
  if (!json_object_has_member (object, "lines"))
    return;

  /* Rows may stand in another order; a line given twice stands once in what is expected. */
  JsonArray *lines = json_object_get_array_member (object, "lines");
  g_assert_cmpuint (claim->lines->len, >=, json_array_get_length (lines));
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      gboolean has_it = FALSE;
      for (guint j = 0; j < claim->lines->len && !has_it; j++)
        has_it = is_same (json_array_get_object_element (lines, i), claim->lines->pdata[j], table, TRUE);
      if (!has_it)
        g_test_message ("line %u is not among the rows", i);
      g_assert_true (has_it);
    }
}

static guint
count_problems (const GPtrArray *problems, const char *code)
{
  guint n = 0;
  for (guint i = 0; i < problems->len; i++)
    n += g_strcmp0 (((const AwardProblem *) problems->pdata[i])->code, code) == 0;
  return n;
}

typedef struct
{
  const char *measure;
  const char *file;
  guint n_rows;
  guint n_bad_checks;
  guint n_problems;
} Sample;

static const Sample samples[] = {
  { "production", "production.xlsx", 81, 1, 1 },
  { "festival-power", "festival-power.xls", 94, 0, 0 },
  { "new-above-scale", "new-above-scale.ods", 50, 0, 0 },
  { "recruitment", "recruitment.csv", 160, 0, 0 },
  { "matchmaking-event", "matchmaking-event.xlsx", 24, 0, 0 },
  { "promotion-event", "promotion-event.xlsx", 9, 0, 0 },
};

static void
test_sample (gconstpointer data)
{
  const Sample *sample = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  g_autoptr (GHashTable) claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, claim_free);
  g_autofree char *path =
      g_build_filename (g_getenv ("DUIXIAN_SOURCE_DIR"), "tests", "data", "samples", sample->file, NULL);
  Table table = { .measure = rules_policy_find_measure (policy, sample->measure), .claims = claims };
  guint n_rows = 0;

  g_autoptr (AwardSheet) sheet = award_sheet_read (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (AwardMapping) mapping = award_mapping_recognise (sheet, table.measure, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < mapping->n_columns; i++)
    g_test_message ("%u %s: role %d, fact %u, exponent %d", i, mapping->columns[i].heading,
                    mapping->columns[i].role, mapping->columns[i].fact, mapping->columns[i].exponent);
  g_assert_true (award_mapping_read (mapping, sheet, collect, &table, problems, &n_rows, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardProblem *problem = problems->pdata[i];
      g_test_message ("problem %s, row %u, column %s: %s", problem->code, problem->row, problem->column,
                      problem->found);
    }

  JsonObject *object =
      json_object_get_object_member (json_node_get_object (json_parser_get_root (expected)), sample->measure);
  JsonArray *wanted = json_object_get_array_member (object, "claims");
  json_array_foreach_element (wanted, check_claim, &table);
  g_assert_cmpuint (g_hash_table_size (claims), ==, json_array_get_length (wanted));
  g_assert_cmpuint (n_rows, ==, sample->n_rows);
  g_assert_cmpuint (table.n_rows, ==, sample->n_rows);
  g_assert_cmpuint (count_problems (problems, "bad-check-character"), ==, sample->n_bad_checks);
  g_assert_cmpuint (problems->len, ==, sample->n_problems);
}

static const char *
line_value (const Claim *claim, guint line, guint fact)
{
  return ((const GPtrArray *) claim->lines->pdata[line])->pdata[fact];
}

/* An enterprise merged beside its meters, a hidden row, dates left as numbers, a code left as one. */
static void
test_merged_lines (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  g_autoptr (GHashTable) claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, claim_free);
  g_autofree char *path =
      g_build_filename (g_getenv ("DUIXIAN_SOURCE_DIR"), "tests", "data", "tables", "lines.xlsx", NULL);
  Table table = { .measure = rules_policy_find_measure (policy, "festival-power"), .claims = claims };
  guint n_rows = 0;

  g_autoptr (AwardSheet) sheet = award_sheet_read (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (AwardMapping) mapping = award_mapping_recognise (sheet, table.measure, &error);
  g_assert_no_error (error);
  g_assert_true (award_mapping_read (mapping, sheet, collect, &table, problems, &n_rows, NULL, &error));
  g_assert_cmpuint (n_rows, ==, 5);
  g_assert_cmpuint (table.n_rows, ==, 4);

  const Claim *first = g_hash_table_lookup (claims, "91350100M000100Y43");
  g_assert_nonnull (first);
  g_assert_cmpuint (first->lines->len, ==, 3);
  g_assert_cmpstr (line_value (first, 1, 0), ==, "00002");
  g_assert_cmpstr (line_value (first, 1, 1), ==, "250000.25");
  g_assert_cmpstr (line_value (first, 2, 1), ==, "1000.00");
  g_assert_cmpstr (line_value (first, 2, 3), ==, "2024-02-29");
  const Claim *second = g_hash_table_lookup (claims, "9144030099900001XR");
  g_assert_nonnull (second);
  g_assert_cmpstr (line_value (second, 0, 2), ==, "2024-02-01");
  g_assert_cmpuint (count_problems (problems, "date-as-number"), ==, 2);
  g_assert_cmpuint (count_problems (problems, "hidden-row"), ==, 1);
  g_assert_cmpuint (count_problems (problems, "digits-lost"), ==, 1);
  g_assert_cmpuint (problems->len, ==, 4);
}

/* Every table is of one measure only. */
static void
test_other_measures (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("DUIXIAN_SOURCE_DIR"), "tests", "data", "samples",
                                                samples[i].file, NULL);
      g_autoptr (AwardSheet) sheet = award_sheet_read (path, NULL, NULL, NULL);
      for (guint j = 0; j < rules_policy_get_n_measures (policy); j++)
        {
          const RulesMeasure *measure = rules_policy_get_measure (policy, j);
          g_autoptr (GError) error = NULL;
          g_autoptr (AwardMapping) mapping = award_mapping_recognise (sheet, measure, &error);
          if (g_strcmp0 (rules_measure_get_id (measure), samples[i].measure) == 0)
            g_assert_nonnull (mapping);
          else
            {
              g_test_message ("%s as %s", samples[i].file, rules_measure_get_id (measure));
              g_assert_null (mapping);
              g_assert_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING);
              g_assert_nonnull (strstr (error->message, samples[i].file));
            }
        }
    }
}

static void
load (void)
{
  const char *source = g_getenv ("DUIXIAN_SOURCE_DIR");
  g_autofree char *policy_path = g_build_filename (source, "rules", "policies", "fuzhou-2024-5.policy", NULL);
  g_autofree char *expected_path =
      g_build_filename (source, "tests", "data", "samples", "expected.json", NULL);
  g_autoptr (GPtrArray) faults = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (policy_path, &text, &length, NULL));
  policy = rules_policy_parse (text, (gssize) length, &faults);
  g_assert_nonnull (policy);
  expected = json_parser_new ();
  g_assert_true (json_parser_load_from_file (expected, expected_path, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  load ();
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *name = g_strconcat ("/samples/", samples[i].measure, NULL);
      g_test_add_data_func (name, &samples[i], test_sample);
    }
  g_test_add_func ("/samples/merged-lines", test_merged_lines);
  g_test_add_func ("/samples/other-measures", test_other_measures);
  const int result = g_test_run ();
  g_object_unref (expected);
  rules_policy_unref (policy);
  return result;
}
