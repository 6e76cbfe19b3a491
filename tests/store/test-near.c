/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near misses of a batch: the same as claim by claim, the nearest of them, and cancelled. */
#include "award-claim.h"
#include "award-near.h"
#include "test-util.h"

#define ALL G_MAXUINT
/* Twenty per cent. */
#define WITHIN 20000000

static AwardSnapshot *
read_snapshot (TestLedger *test, const RulesMeasure *measure)
{
  g_autoptr (GError) error = NULL;
  AwardSnapshot *snapshot = award_ledger_read_snapshot (test->ledger, measure, test->batch, &error);

  g_assert_no_error (error);
  return snapshot;
}

static AwardNearList *
find_near (AwardSnapshot *snapshot, guint most)
{
  g_autoptr (GError) error = NULL;
  AwardNearList *list = award_snapshot_find_near (snapshot, WITHIN, most, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return list;
}

static const char *const lines[] = {
  "91350100M000100Y43; 甲; 鼓楼区; above_scale=true industry=17 meter=1 power=300000 "
  "measured_from=2024-02-01 measured_to=2024-02-29",
  "91350100M0001000X9; 乙; 台江区; above_scale=true industry=17 meter=7 power=15100000 "
  "measured_from=2024-02-01 measured_to=2024-02-29",
  "91350100M000100Y43; 甲; 鼓楼区; above_scale=true industry=17 meter=2 power=190000 "
  "measured_from=2024-02-01 measured_to=2024-02-29",
  "91350100M0001001W5; 丙; 鼓楼区; above_scale=true industry=17 meter=3 power=400000 "
  "measured_from=2024-02-02 measured_to=2024-02-29",
  NULL
};

/* A line's figure comes with its key; there is none of a claim under review or of an award below the cap. */
static void
test_lines (TestLedger *test, gconstpointer data)
{
  g_autoptr (AwardSnapshot) snapshot = NULL;
  g_autoptr (AwardNearList) list = NULL;
  g_autoptr (GError) error = NULL;
  const AwardNearClaim *capped, *refused;

  test_import (test->ledger, test->batch, test->meters, "a.csv", lines, NULL);
  test_compute (test->ledger, test->batch);
  snapshot = read_snapshot (test, test->meters);
  list = find_near (snapshot, ALL);
  g_assert_true (award_ledger_name_near (test->ledger, list, &error));
  g_assert_cmpuint (list->n_found, ==, 2);

  capped = &g_array_index (list->claims, AwardNearClaim, 0);
  g_assert_cmpint (capped->miss.kind, ==, RULES_NEAR_UNCAPPED);
  g_assert_cmpint (capped->miss.to, ==, 1500000000);
  g_assert_cmpint (capped->withheld, ==, 200000);
  g_assert_cmpstr (capped->key, ==, "7");
  g_assert_cmpstr (capped->county, ==, "台江区");

  refused = &g_array_index (list->claims, AwardNearClaim, 1);
  g_assert_cmpint (refused->miss.kind, ==, RULES_NEAR_AWARD);
  g_assert_cmpint (refused->now.outcome, ==, RULES_OUTCOME_REFUSE);
  g_assert_cmpint (refused->miss.from, ==, 30000000);
  g_assert_cmpint (refused->miss.to, ==, 31000000);
  g_assert_cmpint (refused->withheld, ==, RULES_MISSING);
  g_assert_cmpstr (refused->key, ==, "1");
  g_assert_cmpstr (refused->code, ==, "91350100M000100Y43");
  g_assert_cmpstr (refused->name, ==, "甲");
}

/* Only the nearest: the same as the first of all. */
static void
test_most (TestLedger *test, gconstpointer data)
{
  g_autoptr (AwardSnapshot) snapshot = NULL;
  g_autoptr (AwardNearList) all = NULL;

  test_import_many (test->ledger, test->batch, test->production, 2000);
  test_compute (test->ledger, test->batch);
  snapshot = read_snapshot (test, test->production);
  all = find_near (snapshot, ALL);
  g_assert_cmpuint (all->n_found, ==, all->claims->len);
  g_assert_cmpuint (all->n_found, >, 100);
  for (guint most = 1; most <= all->n_found; most = most * 4)
    {
      g_autoptr (AwardNearList) some = find_near (snapshot, most);

      g_assert_cmpuint (some->n_found, ==, all->n_found);
      g_assert_cmpuint (some->claims->len, ==, most);
      for (guint i = 0; i < most; i++)
        g_assert_cmpint (g_array_index (some->claims, AwardNearClaim, i).id, ==,
                         g_array_index (all->claims, AwardNearClaim, i).id);
    }
}

static void
test_cancelled (TestLedger *test, gconstpointer data)
{
  g_autoptr (AwardSnapshot) snapshot = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  test_import (test->ledger, test->batch, test->meters, "a.csv", lines, NULL);
  test_compute (test->ledger, test->batch);
  snapshot = read_snapshot (test, test->meters);
  g_cancellable_cancel (cancellable);
  g_assert_null (award_snapshot_find_near (snapshot, WITHIN, ALL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *path, void (*function) (TestLedger *, gconstpointer))
{
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/near/lines", test_lines);
  add ("/near/most", test_most);
  add ("/near/cancelled", test_cancelled);
  return g_test_run ();
}
