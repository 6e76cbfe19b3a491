/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trials of other figures: against every claim decided by itself, and against a ledger computed with them. */
#include "award-claim.h"
#include "award-compute.h"
#include "award-policies.h"
#include "award-trial.h"
#include "test-util.h"

#include <string.h>

#define ALL G_MAXUINT

/* A policy of figures tried, and settings for its measure. */
typedef struct
{
  RulesPolicy *policy;
  const RulesMeasure *measure;
  RulesSettings *settings;
} Tried;

static void
tried_clear (Tried *tried)
{
  rules_settings_free (tried->settings);
  rules_policy_unref (tried->policy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tried, tried_clear)

/* @figures: name and text in turn, NULL-terminated. */
static Tried
try_figures (const AwardSnapshot *snapshot, const char *const *figures)
{
  const RulesMeasure *measure = award_snapshot_get_measure (snapshot);
  g_autoptr (GPtrArray) known = rules_measure_list_figures (measure);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (RulesChange));
  Tried tried;

  for (guint i = 0; figures[i] != NULL; i += 2)
    {
      RulesChange change = { rules_figures_find (known, figures[i]), figures[i + 1] };

      g_assert_nonnull (change.figure);
      g_array_append_val (changes, change);
    }
  tried.policy = rules_policy_try (rules_measure_get_policy (measure), (gpointer) changes->data, changes->len,
                                   &problems);
  g_assert_nonnull (tried.policy);
  tried.measure = rules_policy_find_measure (tried.policy, rules_measure_get_id (measure));
  tried.settings = rules_settings_copy (award_snapshot_get_settings (snapshot), tried.measure);
  return tried;
}

/* What a trial must come to, claim by claim. */
typedef struct
{
  const RulesMeasure *measure;
  const RulesSettings *settings;
  guint n_claims, n_effects[AWARD_N_EFFECTS];
  gint64 before, after, sums[AWARD_N_EFFECTS];
  GHashTable *counties; /* name → gint64[2] */
  GHashTable *effects;  /* id → AwardEffect */
} Expected;

static AwardEffect
judge (const AwardClaim *claim, const RulesDecision *decision, gint64 before, gint64 after)
{
  gboolean had = claim->decision.outcome == RULES_OUTCOME_AWARD;
  gboolean has = decision->outcome == RULES_OUTCOME_AWARD;

  if (had && has)
    return after > before ? AWARD_EFFECT_RAISED : after < before ? AWARD_EFFECT_LOWERED : AWARD_EFFECT_NONE;
  if (has)
    return AWARD_EFFECT_WON;
  if (decision->outcome == claim->decision.outcome)
    return AWARD_EFFECT_NONE;
  if (decision->outcome == RULES_OUTCOME_REVIEW)
    return AWARD_EFFECT_REVIEW;
  return had ? AWARD_EFFECT_LOST : AWARD_EFFECT_REFUSED;
}

/* Each claim by itself, through the evaluator that explains. */
static gboolean
expect_claim (const AwardClaim *claim, gpointer data)
{
  Expected *expected = data;
  AwardClaim other = *claim;
  g_autoptr (RulesExplanation) explanation = NULL;
  gint64 before, after;
  gint64 *county;
  AwardEffect effect;

  if (!claim->is_decided)
    return TRUE;
  other.measure = expected->measure;
  explanation = award_claim_explain (&other, expected->settings);
  before = claim->decision.outcome == RULES_OUTCOME_AWARD ? claim->decision.amount : 0;
  after = explanation->decision.outcome == RULES_OUTCOME_AWARD ? explanation->decision.amount : 0;
  effect = judge (claim, &explanation->decision, before, after);
  expected->n_claims++;
  expected->n_effects[effect]++;
  expected->before += before;
  expected->after += after;
  expected->sums[effect] += after - before;
  county = g_hash_table_lookup (expected->counties, claim->county);
  if (county == NULL)
    {
      county = g_new0 (gint64, 2);
      g_hash_table_insert (expected->counties, g_strdup (claim->county), county);
    }
  county[0] += before;
  county[1] += after;
  g_hash_table_insert (expected->effects, GINT_TO_POINTER ((int) claim->id), GINT_TO_POINTER ((int) effect));
  return TRUE;
}

static void
check_claims (const AwardTrial *trial, const Expected *expected)
{
  gint64 last = G_MAXINT64;

  g_assert_cmpuint (trial->claims->len, ==, trial->n_affected);
  for (guint i = 0; i < trial->claims->len; i++)
    {
      const AwardTrialClaim *claim = &g_array_index (trial->claims, AwardTrialClaim, i);
      gint64 before = claim->outcome_before == RULES_OUTCOME_AWARD ? claim->before : 0;
      gint64 after = claim->outcome == RULES_OUTCOME_AWARD ? claim->after : 0;

      g_assert_cmpint (ABS (after - before), <=, last);
      last = ABS (after - before);
      g_assert_cmpint (
          claim->effect, ==,
          GPOINTER_TO_INT (g_hash_table_lookup (expected->effects, GINT_TO_POINTER ((int) claim->id))));
      g_assert_cmpint (claim->effect, !=, AWARD_EFFECT_NONE);
    }
}

static void
check_trial (TestLedger *test, const RulesMeasure *measure, const AwardTrial *trial, const Tried *tried)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counties = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) effects = g_hash_table_new (NULL, NULL);
  Expected expected = {
    .measure = tried->measure, .settings = tried->settings, .counties = counties, .effects = effects
  };

  g_assert_true (
      award_ledger_foreach_claim (test->ledger, measure, test->batch, expect_claim, &expected, NULL, &error));
  g_assert_cmpuint (trial->n_claims, ==, expected.n_claims);
  g_assert_cmpint (trial->before, ==, expected.before);
  g_assert_cmpint (trial->after, ==, expected.after);
  for (guint e = 0; e < AWARD_N_EFFECTS; e++)
    {
      g_assert_cmpuint (trial->n_effects[e], ==, expected.n_effects[e]);
      g_assert_cmpint (trial->sums[e], ==, expected.sums[e]);
    }
  g_assert_cmpuint (trial->counties->len, ==, g_hash_table_size (counties));
  for (guint i = 0; i < trial->counties->len; i++)
    {
      const AwardTrialCounty *county = &g_array_index (trial->counties, AwardTrialCounty, i);
      const gint64 *sums = g_hash_table_lookup (counties, county->name);

      g_assert_cmpint (county->before, ==, sums[0]);
      g_assert_cmpint (county->after, ==, sums[1]);
    }
  check_claims (trial, &expected);
}

/* Tries @figures; *@digest: of the ledger's content, which nothing may change. */
static AwardTrial *
check_figures (TestLedger *test, const RulesMeasure *measure, const char *const *figures)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = test_digest_content (test->path);
  g_autofree char *file = test_digest_file (test->path);
  g_autoptr (AwardSnapshot) snapshot =
      award_ledger_read_snapshot (test->ledger, measure, test->batch, &error);
  AwardTrial *trial;

  g_assert_no_error (error);
  g_auto (Tried) tried = try_figures (snapshot, figures);
  trial = award_snapshot_try (snapshot, tried.measure, tried.settings, ALL, NULL, &error);
  g_assert_no_error (error);
  check_trial (test, measure, trial, &tried);

  g_autofree char *digest_after = test_digest_content (test->path);
  g_autofree char *file_after = test_digest_file (test->path);
  g_assert_cmpstr (digest, ==, digest_after);
  g_assert_cmpstr (file, ==, file_after);
  return trial;
}

static void
test_same (TestLedger *test, gconstpointer data)
{
  static const char *const none[] = { NULL };
  g_autoptr (AwardTrial) trial = NULL;

  test_import_many (test->ledger, test->batch, test->production, 500);
  test_compute (test->ledger, test->batch);
  trial = check_figures (test, test->production, none);
  g_assert_cmpuint (trial->n_effects[AWARD_EFFECT_NONE], ==, 500);
  g_assert_cmpuint (trial->n_affected, ==, 0);
  g_assert_cmpint (trial->before, ==, trial->after);
  g_assert_cmpint (trial->before, >, 0);
}

static void
test_figures (TestLedger *test, gconstpointer data)
{
  static const char *const cases[][5] = {
    { "cap", "60万元" },
    { "cap", "1000" },
    { "award", "60%" },
    { "award", "75", "cap", "100" },
    { "award", "1%" },
    { "floor", "3万元" },
    { "floor", "-1元", "award", "0.001%" },
    { "require.manufacturing", "C18" },
    { "require.manufacturing.2", "D46" },
    { "require.new-output", "1元" },
  };
  guint effects[AWARD_N_EFFECTS] = { 0 };

  test_import_many (test->ledger, test->batch, test->production, 3000);
  test_compute (test->ledger, test->batch);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AwardTrial) trial = check_figures (test, test->production, cases[i]);

      for (guint e = 0; e < AWARD_N_EFFECTS; e++)
        effects[e] += trial->n_effects[e];
    }
  g_assert_cmpuint (effects[AWARD_EFFECT_LOST], >, 0);
  g_assert_cmpuint (effects[AWARD_EFFECT_RAISED], >, 0);
  g_assert_cmpuint (effects[AWARD_EFFECT_LOWERED], >, 0);
}

/* Detail lines, a claim won, one that a person must decide afterwards, and one that no longer needs that. */
static void
test_lines (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = {
    "91350100M000100Y43; 甲; 鼓楼区; above_scale=true industry=17 meter=1 power=300000 "
    "measured_from=2024-02-01 "
    "measured_to=2024-02-29",
    "91350100M0001000X9; 乙; 台江区; above_scale=true industry=17 meter=1 power=600000 "
    "measured_from=2024-02-01 "
    "measured_to=2024-02-29",
    "91350100M000100Y43; 甲; 鼓楼区; above_scale=true industry=17 meter=2 power=150000.5 "
    "measured_from=2024-02-01 measured_to=2024-02-29",
    "91350100M0001001W5; 丙; 鼓楼区; above_scale=true industry=17 meter=3 power=700000 "
    "measured_from=2024-02-02 "
    "measured_to=2024-02-29",
    NULL
  };
  static const char *const threshold[] = { "require.enough", "40万千瓦时", NULL };
  static const char *const rate[] = { "award", "0.03", "require.enough", "700000", NULL };
  static const char *const period[] = { "review.period", "2024-02-02", NULL };
  g_autoptr (AwardTrial) won = NULL;
  g_autoptr (AwardTrial) lost = NULL;
  g_autoptr (AwardTrial) moved = NULL;

  test_import (test->ledger, test->batch, test->meters, "a.csv", rows, NULL);
  test_compute (test->ledger, test->batch);
  won = check_figures (test, test->meters, threshold);
  g_assert_cmpuint (won->n_effects[AWARD_EFFECT_WON], ==, 1);
  g_assert_cmpint (won->sums[AWARD_EFFECT_WON], ==, 900001);
  lost = check_figures (test, test->meters, rate);
  g_assert_cmpuint (lost->n_effects[AWARD_EFFECT_LOST], ==, 1);
  g_assert_cmpint (lost->after, ==, 0);
  moved = check_figures (test, test->meters, period);
  g_assert_cmpuint (moved->n_effects[AWARD_EFFECT_REVIEW], ==, 2);
  g_assert_cmpuint (moved->n_effects[AWARD_EFFECT_WON], ==, 1);
}

/* Only the largest changes: the same as the first of all. */
static void
test_most (TestLedger *test, gconstpointer data)
{
  static const char *const figures[] = { "award", "55%", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardSnapshot) snapshot = NULL;
  g_autoptr (AwardTrial) all = NULL;

  test_import_many (test->ledger, test->batch, test->production, 5000);
  test_compute (test->ledger, test->batch);
  snapshot = award_ledger_read_snapshot (test->ledger, test->production, test->batch, &error);
  g_auto (Tried) tried = try_figures (snapshot, figures);
  all = award_snapshot_try (snapshot, tried.measure, tried.settings, ALL, NULL, &error);
  g_assert_cmpuint (all->n_affected, >, 1200);
  g_assert_true (award_ledger_name_trial (test->ledger, all, &error));
  for (guint most = 0; most <= 1200; most = most * 3 + 1)
    {
      g_autoptr (AwardTrial) some =
          award_snapshot_try (snapshot, tried.measure, tried.settings, most, NULL, &error);

      g_assert_cmpuint (some->n_affected, ==, all->n_affected);
      g_assert_cmpuint (some->claims->len, ==, most);
      for (guint i = 0; i < most; i++)
        g_assert_cmpint (g_array_index (some->claims, AwardTrialClaim, i).id, ==,
                         g_array_index (all->claims, AwardTrialClaim, i).id);
    }
  for (guint i = 0; i < all->claims->len; i++)
    {
      const AwardTrialClaim *listed = &g_array_index (all->claims, AwardTrialClaim, i);
      g_autoptr (AwardClaim) claim =
          i % 100 != 0 ? NULL : award_ledger_get_claim (test->ledger, test->production, listed->id, &error);

      g_assert_nonnull (listed->code);
      if (claim == NULL)
        continue;
      g_assert_cmpstr (listed->code, ==, claim->claimant);
      g_assert_cmpstr (listed->name, ==, claim->name);
      g_assert_cmpstr (g_array_index (all->counties, AwardTrialCounty, listed->county).name, ==,
                       claim->county);
    }
}

/* A choice: as a ledger that is computed with it. */
static void
test_settings (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = {
    "91350100M000100Y43; 甲; 鼓楼区; above_scale=true industry=17 new_entrant=false province_eligible=true "
    "province_award=20000 output=60000000 output_prior=50000000 power=1100000 power_prior=1000000",
    NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardSnapshot) snapshot = NULL;
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (AwardTrial) trial = NULL;
  g_autoptr (AwardTrial) official = NULL;

  test_import (test->ledger, test->batch, test->production, "a.csv", rows, NULL);
  test_compute (test->ledger, test->batch);
  /* Set, but not computed with: the official result is the one of before. */
  g_assert_true (award_ledger_set (test->ledger, test->production, "floor-boundary", "refuse", &error));
  snapshot = award_ledger_read_snapshot (test->ledger, test->production, test->batch, &error);
  g_assert_cmpuint (rules_settings_get_choice (award_snapshot_get_settings (snapshot), 0), ==, 0);
  g_assert_cmpint (rules_settings_get_as_of (award_snapshot_get_settings (snapshot)), ==, TEST_AS_OF);
  settings =
      rules_settings_copy (award_snapshot_get_settings (snapshot), award_snapshot_get_measure (snapshot));
  g_assert_true (rules_settings_set (settings, "floor-boundary", "refuse", &error));
  trial = award_snapshot_try (snapshot, award_snapshot_get_measure (snapshot), settings, ALL, NULL, &error);
  g_assert_cmpint (trial->before, ==, 1000000);
  g_assert_cmpint (trial->after, ==, 0);
  g_assert_cmpuint (trial->n_effects[AWARD_EFFECT_LOST], ==, 1);
  test_compute (test->ledger, test->batch);
  g_assert_cmpint (test_query (test->path, "SELECT amount FROM decision_fuzhou_2024_5_production"), ==, 0);
  /* The snapshot is as it was. */
  official = award_snapshot_try (snapshot, award_snapshot_get_measure (snapshot),
                                 award_snapshot_get_settings (snapshot), ALL, NULL, &error);
  g_assert_cmpint (official->after, ==, 1000000);
}

static void
test_not_computed (TestLedger *test, gconstpointer data)
{
  static const char *const more[] = {
    "91350100M0001002T1; 丁; 鼓楼区; above_scale=true industry=17 new_entrant=true province_eligible=true "
    "province_award=200000 output=60000000",
    NULL
  };
  static const char *const figures[] = { "award", "60%", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardTrial) trial = NULL;

  g_assert_null (award_ledger_read_snapshot (test->ledger, test->production, test->batch, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  test_import (test->ledger, test->batch, test->production, "a.csv", test_production_rows, NULL);
  test_compute (test->ledger, test->batch);
  test_import (test->ledger, test->batch, test->production, "b.csv", more, NULL);
  trial = check_figures (test, test->production, figures);
  g_assert_cmpuint (trial->n_claims, ==, 3);
  g_assert_cmpuint (trial->n_undecided, ==, 1);
  g_assert_cmpint (trial->before, ==, 4800000);
  g_assert_cmpint (trial->after, ==, 5760000);
}

static void
test_too_much (TestLedger *test, gconstpointer data)
{
  static const char *const figures[] = { "award", "100000000000000", "cap", "900000000亿元", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardSnapshot) snapshot = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  test_import_many (test->ledger, test->batch, test->production, 100);
  test_compute (test->ledger, test->batch);
  snapshot = award_ledger_read_snapshot (test->ledger, test->production, test->batch, &error);
  g_auto (Tried) tried = try_figures (snapshot, figures);
  g_assert_null (award_snapshot_try (snapshot, tried.measure, tried.settings, ALL, NULL, &error));
  g_assert_error (error, RULES_ERROR, RULES_ERROR_RANGE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (award_snapshot_try (snapshot, tried.measure, tried.settings, ALL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A ledger keeps nothing of a trial. */
static void
test_never_kept (TestLedger *test, gconstpointer data)
{
  static const char *const figures[] = { "award", "60%", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardSnapshot) snapshot = NULL;
  g_autofree char *path = g_build_filename (test->folder, "other.duixian", NULL);
  g_autoptr (AwardLedger) other = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  test_import (test->ledger, test->batch, test->production, "a.csv", test_production_rows, NULL);
  test_compute (test->ledger, test->batch);
  snapshot = award_ledger_read_snapshot (test->ledger, test->production, test->batch, &error);
  g_auto (Tried) tried = try_figures (snapshot, figures);
  before = test_digest_content (test->path);
  g_assert_false (award_ledger_set (test->ledger, tried.measure, "floor-boundary", "refuse", &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT);
  g_clear_error (&error);
  after = test_digest_content (test->path);
  g_assert_cmpstr (before, ==, after);

  other = award_ledger_new (path, &error);
  g_assert_no_error (error);
  g_assert_false (award_ledger_add_policy (other, tried.policy, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT);
  g_assert_cmpint (test_query (path, "SELECT count(*) FROM policy"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                  \
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)
  ADD ("/trial/same", test_same);
  ADD ("/trial/figures", test_figures);
  ADD ("/trial/lines", test_lines);
  ADD ("/trial/most", test_most);
  ADD ("/trial/settings", test_settings);
  ADD ("/trial/not-computed", test_not_computed);
  ADD ("/trial/too-much", test_too_much);
  ADD ("/trial/never-kept", test_never_kept);
#undef ADD
  return g_test_run ();
}
