/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries and the model of their rows. */
#include "award-compute.h"
#include "award-row-model.h"
#include "test-util.h"

#include <string.h>

static AwardQuery
all_of (TestLedger *test)
{
  return (AwardQuery){ .measure = test->production, .batch = test->batch };
}

static guint
count_ids (TestLedger *test, const AwardQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = award_ledger_list_ids (test->ledger, query, &error);

  g_assert_no_error (error);
  return ids->len;
}

static void
compute (TestLedger *test)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (award_ledger_compute (test->ledger, test->batch, 19800, NULL, NULL, NULL, &error));
}

static void
test_empty (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardRowModel) model = award_row_model_new (test->ledger);
  g_autoptr (GPtrArray) counties = NULL;
  AwardQuery query = all_of (test);
  AwardSummary summary;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  g_assert_true (award_row_model_set_query (model, &query, &error));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  g_assert_true (award_ledger_summarise (test->ledger, &query, &summary, &error));
  g_assert_cmpuint (summary.claims, ==, 0);
  counties = award_ledger_list_counties (test->ledger, test->production, test->batch, &error);
  g_assert_cmpuint (counties->len, ==, 0);
}

static void
test_text (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { "91350100M000100Y43; 福州凤鼎机械有限公司; 鼓楼区; output=1",
                                      "91350100M0001000X9; 凤凰电子（福州）有限公司; ; output=2",
                                      "91350100M0001001W5; 100%_好\\公司; 台江区; output=3",
                                      "91350100M0001002U1; ABC Tools; 台江区; output=4", NULL };
  static const struct
  {
    const char *text;
    guint n;
  } cases[] = { { "", 4 },         { "凤", 2 },     { "凤鼎", 1 },   { "鼎凤", 0 },     { "有限公司", 2 },
                { "%", 1 },        { "_", 1 },      { "\\", 1 },     { "%_", 1 },       { "_%", 0 },
                { "abc", 1 },      { "1001W5", 1 }, { "1001w5", 1 }, { "91350100", 4 }, { "'", 0 },
                { "（福州）", 1 }, { "州", 2 } };

  test_import (test->ledger, test->batch, test->production, "a.csv", rows, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AwardQuery query = all_of (test);

      query.text = cases[i].text;
      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (count_ids (test, &query), ==, cases[i].n);
    }
}

static void
test_filters (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AwardQuery query = all_of (test);
  AwardSummary summary, part;
  g_autoptr (GPtrArray) counties = NULL;
  guint64 sum = 0;

  test_import_many (test->ledger, test->batch, test->production, 1000);
  query.show = AWARD_SHOW_UNDECIDED;
  g_assert_cmpuint (count_ids (test, &query), ==, 1000);
  compute (test);
  g_assert_cmpuint (count_ids (test, &query), ==, 0);
  query.show = AWARD_SHOW_ALL;
  g_assert_true (award_ledger_summarise (test->ledger, &query, &summary, &error));
  g_assert_cmpuint (summary.claims, ==, 1000);
  g_assert_cmpuint (summary.undecided, ==, 0);
  g_assert_cmpuint (summary.review, ==, 100);
  g_assert_cmpuint (summary.refuse, >=, 500);
  g_assert_cmpuint (summary.award + summary.refuse + summary.review, ==, 1000);
  g_assert_cmpint (summary.total, >, 0);
  for (AwardShow show = AWARD_SHOW_AWARD; show <= AWARD_SHOW_REVIEW; show++)
    {
      query.show = show;
      sum += count_ids (test, &query);
    }
  g_assert_cmpuint (sum, ==, 1000);

  counties = award_ledger_list_counties (test->ledger, test->production, test->batch, &error);
  g_assert_cmpuint (counties->len, ==, 5);
  query.show = AWARD_SHOW_ALL;
  query.county = g_ptr_array_index (counties, 0);
  g_assert_cmpuint (count_ids (test, &query), ==, 200);
  query.show = AWARD_SHOW_AWARD;
  g_assert_true (award_ledger_summarise (test->ledger, &query, &part, &error));
  g_assert_cmpuint (part.claims, ==, part.award);
  g_assert_cmpuint (part.claims, ==, count_ids (test, &query));
}

static guint
output_of (const RulesMeasure *measure)
{
  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    if (strcmp (rules_measure_get_fact (measure, i)->id, "output") == 0)
      return i;
  g_assert_not_reached ();
}

static void
test_sorts (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { "C; 丙; 乙县; output=5", "A; 甲; 丙县; output=", "B; 乙; ; output=7",
                                      "D; ; 甲县; output=6", NULL };
  static const struct
  {
    AwardSort sort;
    gboolean descending;
    gint64 ids[4];
  } cases[] = {
    { AWARD_SORT_ROW, FALSE, { 1, 2, 3, 4 } },    { AWARD_SORT_ROW, TRUE, { 4, 3, 2, 1 } },
    { AWARD_SORT_CODE, FALSE, { 2, 3, 1, 4 } },   { AWARD_SORT_CODE, TRUE, { 4, 1, 3, 2 } },
    { AWARD_SORT_NAME, FALSE, { 1, 3, 2, 4 } },   { AWARD_SORT_NAME, TRUE, { 2, 3, 1, 4 } },
    { AWARD_SORT_COUNTY, FALSE, { 2, 1, 4, 3 } }, { AWARD_SORT_FACT, FALSE, { 1, 4, 3, 2 } },
    { AWARD_SORT_FACT, TRUE, { 3, 4, 1, 2 } },    { AWARD_SORT_AMOUNT, FALSE, { 1, 2, 3, 4 } },
  };
  AwardQuery query = all_of (test);

  test_import (test->ledger, test->batch, test->production, "a.csv", rows, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) ids = NULL;

      query.sort = cases[i].sort;
      query.descending = cases[i].descending;
      query.fact = output_of (test->production);
      ids = award_ledger_list_ids (test->ledger, &query, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (ids->len, ==, 4);
      g_test_message ("case %u", i);
      g_assert_cmpmem (ids->data, 4 * sizeof (gint64), cases[i].ids, sizeof cases[i].ids);
    }
}

typedef struct
{
  guint n;
  guint removed;
  guint added;
} Changes;

static void
note_change (GListModel *model, guint position, guint removed, guint added, Changes *changes)
{
  g_assert_cmpuint (position, ==, 0);
  changes->n++;
  changes->removed = removed;
  changes->added = added;
}

static void
test_model (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardRowModel) model = award_row_model_new (test->ledger);
  GListModel *list = G_LIST_MODEL (model);
  g_autoptr (AwardRow) first = NULL;
  g_autoptr (AwardRow) again = NULL;
  g_autoptr (AwardRow) later = NULL;
  AwardQuery query = all_of (test);
  Changes changes = { 0 };

  test_import_many (test->ledger, test->batch, test->production, 5000);
  compute (test);
  g_signal_connect (model, "items-changed", G_CALLBACK (note_change), &changes);
  g_assert_true (award_row_model_set_query (model, &query, &error));
  g_assert_cmpuint (changes.n, ==, 1);
  g_assert_cmpuint (changes.added, ==, 5000);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 5000);
  g_assert_true (g_list_model_get_item_type (list) == AWARD_TYPE_ROW);

  first = g_list_model_get_item (list, 0);
  g_assert_cmpint (award_row_get_id (first), ==, 1);
  g_assert_true (award_row_get_measure (first) == test->production);
  g_assert_cmpstr (award_row_get_name (first), ==, "福州第0机械制造有限公司");
  g_assert_cmpstr (award_row_get_county (first), ==, "鼓楼区");
  g_assert_cmpint (award_row_get_fact (first, output_of (test->production)).number, ==, 900000000);
  g_assert_true (award_row_is_decided (first));
  g_assert_cmpint (award_row_get_decision (first)->outcome, ==, RULES_OUTCOME_AWARD);
  g_assert_cmpint (award_row_get_payable (first), ==, award_row_get_decision (first)->amount);
  /* The same row as long as somebody holds it, also when its page went long ago. */
  for (guint i = 0; i < 5000; i += 50)
    g_object_unref (g_list_model_get_item (list, i));
  again = g_list_model_get_item (list, 0);
  g_assert_true (first == again);
  later = g_list_model_get_item (list, 4999);
  g_assert_cmpint (award_row_get_id (later), ==, 5000);
  g_assert_null (g_list_model_get_item (list, 5000));
  g_assert_cmpuint (award_row_model_find (model, 5000), ==, 4999);
  g_assert_cmpuint (award_row_model_find (model, 5001), ==, G_MAXUINT);

  query.descending = TRUE;
  g_assert_true (award_row_model_set_query (model, &query, &error));
  g_assert_cmpuint (changes.n, ==, 2);
  g_assert_cmpuint (changes.removed, ==, 5000);
  g_clear_object (&again);
  again = g_list_model_get_item (list, 4999);
  g_assert_true (first != again);
  g_assert_cmpint (award_row_get_id (again), ==, 1);
  g_assert_cmpuint (award_row_model_find (model, 5000), ==, 0);
}

/* Rows outlive their model, the model a closed ledger. */
static void
test_lives (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AwardRowModel *model = award_row_model_new (test->ledger);
  g_autoptr (AwardRow) row = NULL;
  AwardQuery query = all_of (test);

  test_import_many (test->ledger, test->batch, test->production, 150);
  g_assert_true (award_row_model_set_query (model, &query, &error));
  g_clear_object (&test->ledger);
  row = g_list_model_get_item (G_LIST_MODEL (model), 149);
  g_object_unref (model);
  g_assert_cmpstr (award_row_get_name (row), ==, "福州第149机械制造有限公司");
  test_ledger_reopen (test);
}

static void
test_lines (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { "A; 甲; ; meter=1 power=1", "B; 乙; ; meter=1 power=1",
                                      "A; 甲; ; meter=2 power=1", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardRowModel) model = award_row_model_new (test->ledger);
  g_autoptr (AwardRow) row = NULL;
  AwardQuery query = { .measure = test->meters, .batch = test->batch };

  test_import (test->ledger, test->batch, test->meters, "a.csv", rows, NULL);
  g_assert_true (award_row_model_set_query (model, &query, &error));
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpuint (award_row_get_n_lines (row), ==, 2);
  g_assert_false (award_row_is_decided (row));
  g_assert_cmpint (award_row_get_payable (row), ==, RULES_MISSING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)
  ADD ("/query/empty", test_empty);
  ADD ("/query/text", test_text);
  ADD ("/query/filters", test_filters);
  ADD ("/query/sorts", test_sorts);
  ADD ("/row-model/items", test_model);
  ADD ("/row-model/lives", test_lives);
  ADD ("/row-model/lines", test_lines);
  return g_test_run ();
}
