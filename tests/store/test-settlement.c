/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settlement across batches and registers: what is kept of the reason, what is left to the next compute, and
 * ledgers of before it. What is chosen is proved in tests/rules/test-settlement.c and in
 * tests/cli/test_settlement.py. */
#include "award-claim.h"
#include "award-policies.h"
#include "award-register.h"
#include "test-util.h"

#include <string.h>

#define A "91350100M000100Y43"
#define B "913501009990000608"
#define NEW "decision_fuzhou_2024_5_production"
#define FACTS                                                                                                \
  "above_scale=true industry=17 new_entrant=false province_eligible=true province_award=96000 "              \
  "output=60000000 output_prior=50000000 power=1100000 power_prior=1000000"
#define OPEN_FACTS                                                                                           \
  "above_scale=true industry=17 new_entrant=false province_eligible=true province_award= "                   \
  "output=60000000 output_prior=50000000 power=1100000 power_prior=1000000"

static const char *const both[] = { A "; 甲; 鼓楼区; " FACTS, B "; 乙; 台江区; " FACTS, NULL };
static const char *const one[] = { A "; 甲; 鼓楼区; " FACTS, NULL };

static gint64
second_batch (TestLedger *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardBatch) batch = award_ledger_get_batch (test->ledger, "二", TRUE, &error);

  g_assert_no_error (error);
  return batch->id;
}

static void
check_claim (TestLedger *test, const RulesMeasure *measure, gint64 id, gint64 payable, const char *settlement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardClaim) claim = award_ledger_get_claim (test->ledger, measure, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (claim->decision.amount, ==, 4800000);
  g_assert_cmpint (claim->payable, ==, payable);
  g_assert_cmpstr (award_settlement_name (claim->settlement), ==, settlement);
}

/* A record of @kind; @words in the order of its fields, NULL where it says nothing. */
static void
record (TestLedger *test, AwardRegister kind, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardContent) content = award_content_new_from_bytes (words, 8, &error);
  AwardSource source = { .file_name = "登记.csv", .content = content, .sheet = "Sheet1" };
  guint columns[AWARD_REGISTER_MAX_FIELDS] = { 0 };
  RulesValue fields[AWARD_REGISTER_MAX_FIELDS];
  AwardRegisterImport *import;
  AwardImportResult result;
  AwardMerge merge;
  guint first_row;

  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    {
      columns[i] = i + 1;
      fields[i] = (RulesValue){ RULES_MISSING, NULL };
      if (words[i] != NULL)
        g_assert_true (
            rules_type_parse (award_register_get_field (kind, i)->type, words[i], &fields[i], &error));
    }
  import = award_register_begin (test->ledger, kind, &source, columns, &error);
  g_assert_no_error (error);
  award_register_add (import, 2, fields, &merge, &first_row);
  g_assert_true (award_register_commit (import, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.added, ==, 1);
}

/* The same matter in a later batch: held against the claim before, and kept so that it can be told. */
static void
test_batches (TestLedger *test, gconstpointer data)
{
  gint64 second;

  test_import (test->ledger, test->batch, test->production, "a.csv", one, NULL);
  test_compute (test->ledger, test->batch);
  check_claim (test, test->production, 1, 4800000, "kept");
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM settlement"), ==, 0);
  second = second_batch (test);
  test_import (test->ledger, second, test->production, "b.csv", both, NULL);
  test_compute (test->ledger, second);
  check_claim (test, test->production, 2, 0, "paid-before");
  check_claim (test, test->production, 3, 4800000, "kept");
  g_assert_cmpint (test_query (test->path,
                               "SELECT count(*) FROM settlement WHERE claim = 2 AND batch = 2 AND "
                               "other_batch = 1 AND other_claim = 1 AND amount = 4800000 AND "
                               "payment IS NULL AND first_time IS NULL"),
                   ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM settlement"), ==, 1);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* Succession across batches, both ways round. */
static void
test_succession (TestLedger *test, gconstpointer data)
{
  const RulesMeasure *old = award_policies_measure ("fuzhou-2024-2", "production");
  gint64 second;

  /* 甲 was paid under the earlier policy, 乙 under the later one. */
  test_import (test->ledger, test->batch, old, "a.csv", one, NULL);
  test_import (test->ledger, test->batch, test->production, "b.csv", &both[1], NULL);
  test_compute (test->ledger, test->batch);
  second = second_batch (test);
  test_import (test->ledger, second, test->production, "c.csv", one, NULL);
  test_import (test->ledger, second, old, "d.csv", &both[1], NULL);
  test_compute (test->ledger, second);
  check_claim (test, test->production, 2, 0, "paid-before");
  check_claim (test, old, 2, 0, "superseded");
  /* The batch before stays as it was. */
  check_claim (test, old, 1, 4800000, "kept");
  check_claim (test, test->production, 1, 4800000, "kept");
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* Records of registers, and that a compute, not an import, lets them count. */
static void
test_registers (TestLedger *test, gconstpointer data)
{
  static const char *const payment[] = { A,    "fuzhou-2024-5", "production", "2020-01-01", NULL,
                                         "甲", "18000.00" };
  static const char *const former[] = { A, "甲", NULL, B, NULL, NULL, NULL };

  test_import (test->ledger, test->batch, test->production, "a.csv", both, NULL);
  test_compute (test->ledger, test->batch);
  record (test, AWARD_REGISTER_PAYMENTS, payment);
  check_claim (test, test->production, 1, 4800000, "kept");
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
  test_compute (test->ledger, test->batch);
  check_claim (test, test->production, 1, 3000000, "topped-up");
  check_claim (test, test->production, 2, 4800000, "kept");
  g_assert_cmpint (
      test_query (test->path, "SELECT count(*) FROM settlement s JOIN register_payment p ON p.id = s.payment "
                              "WHERE s.claim = 1 AND s.amount = 1800000 AND s.other_claim IS NULL"),
      ==, 1);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
  /* Both codes are of one enterprise: it is granted the matter once. */
  record (test, AWARD_REGISTER_ENTERPRISES, former);
  test_compute (test->ledger, test->batch);
  g_assert_cmpint (test_query (test->path, "SELECT sum (payable) FROM " NEW), ==, 3000000);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* A claim that changed is no fault of the batch behind it, and settles that again when it is decided. */
static void
test_changed (TestLedger *test, gconstpointer data)
{
  static const char *const changed[] = { A "; 甲; 鼓楼区; " OPEN_FACTS, NULL };
  static const char *const refused[] = { A "; 甲; 鼓楼区; above_scale=false", NULL };
  gint64 second;

  test_import (test->ledger, test->batch, test->production, "a.csv", one, NULL);
  test_compute (test->ledger, test->batch);
  second = second_batch (test);
  test_import (test->ledger, second, test->production, "b.csv", one, NULL);
  test_compute (test->ledger, second);
  check_claim (test, test->production, 2, 0, "paid-before");
  test_import (test->ledger, test->batch, test->production, "c.csv", changed, NULL);
  test_import (test->ledger, test->batch, test->production, "d.csv", refused, NULL);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
  test_compute (test->ledger, test->batch);
  check_claim (test, test->production, 2, 4800000, "kept");
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM settlement"), ==, 0);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* A batch settled before there was more than succession within a batch is right as it is. */
static void
test_before (TestLedger *test, gconstpointer data)
{
  gint64 second;

  test_import (test->ledger, test->batch, test->production, "a.csv", one, NULL);
  test_compute (test->ledger, test->batch);
  second = second_batch (test);
  test_import (test->ledger, second, test->production, "b.csv", one, NULL);
  test_compute (test->ledger, second);
  test_execute (test->path, "DELETE FROM settled; DELETE FROM settlement;"
                            "UPDATE " NEW " SET payable = amount, settlement = 1");
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
  test_execute (test->path, "UPDATE " NEW " SET payable = 0, settlement = 3 WHERE claim = 1");
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 1);
  test_compute (test->ledger, test->batch);
  /* The second batch stays what it was until it is computed itself. */
  check_claim (test, test->production, 2, 4800000, "kept");
  test_compute (test->ledger, second);
  check_claim (test, test->production, 2, 0, "paid-before");
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)
  ADD ("/settlement/batches", test_batches);
  ADD ("/settlement/succession", test_succession);
  ADD ("/settlement/registers", test_registers);
  ADD ("/settlement/changed", test_changed);
  ADD ("/settlement/before", test_before);
  return g_test_run ();
}
