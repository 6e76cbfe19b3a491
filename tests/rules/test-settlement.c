/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settlement: every set of awards tried, on small claimants made up at random, against the one chosen; and
 * each rule at its edges. */
#include "rules.h"

#include <string.h>

#define N_MEASURES 6

/* Measures a … f of two policies; x governs none, z/f takes the place of y/a. */
static const char head[] = "policy %s { number \"一\" title \"试\"\n";
static const char measure_text[] =
    "measure %c \"%c\" { clause \"一\" \"文\" fact due money \"额\" award due %s }\n";

typedef struct
{
  GPtrArray *policies;
  const RulesMeasure *measures[N_MEASURES];
  RulesSettings *settings[N_MEASURES];
  RulesSettlement *settlement;
} Fixture;

static RulesPolicy *
parse (const char *text)
{
  g_autoptr (GPtrArray) problems = NULL;
  RulesPolicy *policy = rules_policy_parse (text, -1, &problems);

  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);

      g_test_message ("%u:%u %s %s", problem->line, problem->column, rules_problem_code_name (problem->code),
                      problem->found);
    }
  g_assert_nonnull (policy);
  return policy;
}

/* @extra: of measures a to f; @groups: of policy y with a to d. e and f are of policy z. */
static void
set_up (Fixture *fixture, const char *const extra[N_MEASURES], const char *groups)
{
  g_autoptr (GString) y = g_string_new (NULL);
  g_autoptr (GString) z = g_string_new (NULL);

  g_string_append_printf (y, head, "y");
  g_string_append_printf (z, head, "z");
  for (int i = 0; i < N_MEASURES; i++)
    g_string_append_printf (i < 4 ? y : z, measure_text, 'a' + i, 'a' + i, extra[i]);
  g_string_append_printf (y, "%s}", groups);
  g_string_append (z, "}");
  fixture->policies = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_policy_unref);
  g_ptr_array_add (fixture->policies, parse (y->str));
  g_ptr_array_add (fixture->policies, parse (z->str));
  for (int i = 0; i < N_MEASURES; i++)
    {
      fixture->measures[i] = rules_policy_get_measure (g_ptr_array_index (fixture->policies, i / 4), i % 4);
      fixture->settings[i] = rules_settings_new (fixture->measures[i]);
    }
}

static void
finish (Fixture *fixture)
{
  fixture->settlement =
      rules_settlement_new (fixture->measures, (const RulesSettings *const *) fixture->settings, N_MEASURES);
}

static void
tear_down (Fixture *fixture)
{
  rules_settlement_free (fixture->settlement);
  for (int i = 0; i < N_MEASURES; i++)
    rules_settings_free (fixture->settings[i]);
  g_ptr_array_unref (fixture->policies);
}

/* "a=100 b=50?" are claims (? under review, ! refused), "c=30" grants, "+text" a record; the answer is
 * "100 kept, 0 lower-of-group". */
static const char *const WORDS[] = { "kept", "before", "superseded", "lower", "topped-up", "capped" };

static guint
read_claims (const char *text, RulesClaimed *claims)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  guint n = 0;

  for (; parts[n] != NULL; n++)
    {
      const char *mark = parts[n] + strlen (parts[n]) - 1;

      claims[n] = (RulesClaimed){ .measure = (guint) (parts[n][0] - 'a'),
                                  .outcome = *mark == '?'   ? RULES_OUTCOME_REVIEW
                                             : *mark == '!' ? RULES_OUTCOME_REFUSE
                                                            : RULES_OUTCOME_AWARD };
      claims[n].amount = claims[n].outcome == RULES_OUTCOME_AWARD ? g_ascii_strtoll (parts[n] + 2, NULL, 10)
                         : claims[n].outcome == RULES_OUTCOME_REVIEW ? RULES_MISSING
                                                                     : 0;
    }
  return n;
}

static void
check (Fixture *fixture, const char *claimed, const char *granted, const char *expected)
{
  RulesClaimed claims[12];
  RulesGrant grants[12];
  RulesSettledClaim results[12];
  guint n = read_claims (claimed, claims), n_grants = 0;
  g_auto (GStrv) parts = g_strsplit (granted, " ", -1);
  g_autoptr (GString) found = g_string_new (NULL);

  for (; parts[n_grants] != NULL; n_grants++)
    grants[n_grants] = parts[n_grants][0] == '+'
                           ? (RulesGrant){ .measure = -1, .matter = parts[n_grants] + 1 }
                           : (RulesGrant){ .measure = parts[n_grants][0] - 'a',
                                           .amount = g_ascii_strtoll (parts[n_grants] + 2, NULL, 10) };
  rules_settlement_run (fixture->settlement, claims, n, grants, n_grants, results);
  for (guint i = 0; i < n; i++)
    if (claims[i].outcome == RULES_OUTCOME_AWARD)
      g_string_append_printf (found, "%s%" G_GINT64_FORMAT " %s%s", found->len > 0 ? ", " : "",
                              results[i].payable, WORDS[results[i].settled],
                              results[i].open >= 0 ? " open" : "");
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_rules (void)
{
  static const char *const extra[] = {
    "", "", "", "", "once first \"首次\" (\"初次\")", "supersedes y/d once first \"首次\""
  };
  Fixture fixture;

  set_up (&fixture, extra,
          "group g \"甲组\" { clause \"一\" \"文\" highest a, b choice topup\n"
          "choice topup \"补差\" { yes \"补\" no \"不补\" } }\n"
          "group h \"乙组\" { clause \"一\" \"文\" capped 1.00元 c, d }");
  finish (&fixture);
  /* 就高不重复: equal amounts go to the earlier one. */
  check (&fixture, "a=100 b=200", "", "0 lower, 200 kept");
  check (&fixture, "a=100 b=100", "", "100 kept, 0 lower");
  check (&fixture, "a=100 b=200!", "", "100 kept");
  check (&fixture, "a=100 b=200?", "", "100 kept open");
  check (&fixture, "a=100", "b=30", "70 topped-up");
  check (&fixture, "a=100", "b=100", "0 lower");
  check (&fixture, "a=100", "b=130", "0 lower");
  check (&fixture, "a=100", "a=40", "60 topped-up");
  check (&fixture, "a=100", "a=100", "0 before");
  check (&fixture, "a=100 b=90", "b=30 b=50", "20 topped-up, 0 lower");
  /* A cap exactly met, passed, and used up before. */
  check (&fixture, "c=60 d=40", "", "60 kept, 40 kept");
  check (&fixture, "c=60 d=41", "", "60 kept, 40 capped");
  check (&fixture, "c=60 d=40", "d=70", "30 capped, 0 capped");
  check (&fixture, "c=60", "d=100", "0 capped");
  /* Granted once, in whichever policy and by whatever name. */
  check (&fixture, "e=100", "+首次", "0 before");
  check (&fixture, "e=100", "+初次", "0 before");
  check (&fixture, "f=100", "+first", "0 before");
  check (&fixture, "e=100", "+别的", "100 kept");
  check (&fixture, "e=100", "f=1", "0 before");
  check (&fixture, "e=100", "f=0", "100 kept");
  check (&fixture, "e=100", "e=30", "70 topped-up");
  check (&fixture, "e=100 f=100", "", "100 kept, 0 lower");
  /* Succession: whatever the governing claim comes to, in this round or before. */
  check (&fixture, "d=50 f=100", "", "0 superseded, 100 kept");
  check (&fixture, "d=50 f=100!", "", "0 superseded");
  check (&fixture, "d=50", "f=0", "0 superseded");
  check (&fixture, "f=100", "d=30", "70 topped-up");
  check (&fixture, "f=100", "d=100", "0 before");
  tear_down (&fixture);

  set_up (&fixture, extra,
          "group g \"甲组\" { clause \"一\" \"文\" highest a, b choice topup when part is together\n"
          "choice part \"参加\" { apart \"否\" together \"是\" } choice topup \"补差\" { yes \"补\" no "
          "\"不补\" } }");
  finish (&fixture);
  check (&fixture, "a=100 b=200", "", "100 kept, 200 kept");
  rules_settlement_free (fixture.settlement);
  for (int i = 0; i < 2; i++)
    g_assert_true (rules_settings_set (fixture.settings[i], "part", "together", NULL));
  g_assert_true (rules_settings_set (fixture.settings[0], "topup", "no", NULL));
  finish (&fixture);
  check (&fixture, "a=100 b=200", "", "0 lower, 200 kept");
  check (&fixture, "a=100", "b=30", "0 before");
  check (&fixture, "b=100", "a=30", "70 topped-up");
  tear_down (&fixture);
}

/* Which of the groups below measure m is in: bits of highest and capped groups. */
typedef struct
{
  guint highest[3];
  guint capped;
  gint64 cap;
} Groups;

static char *
groups_text (const Groups *groups)
{
  GString *text = g_string_new (NULL);

  for (guint g = 0; g < 4; g++)
    {
      guint members = g < 3 ? groups->highest[g] : groups->capped;
      const char *joint = "";

      if (members == 0)
        continue;
      g_string_append_printf (text, "group g%u \"组\" { clause \"一\" \"文\" ", g);
      if (g < 3)
        g_string_append (text, "highest ");
      else
        g_string_append_printf (text, "capped %" G_GINT64_FORMAT "分 ", groups->cap);
      for (guint m = 0; m < 4; m++)
        if (members & 1u << m)
          {
            g_string_append_printf (text, "%s%c", joint, 'a' + m);
            joint = ", ";
          }
      g_string_append (text, " }\n");
    }
  return g_string_free (text, FALSE);
}

/* The best payment of @claims by trying every set; the first in order among equals. */
static void
try_all (const Groups *groups, const RulesClaimed *claims, guint n, const gint64 *granted, gint64 *best)
{
  gint64 best_sum = -1;

  /* Sets in descending order of (first claim, second claim, …): the first of equals is the one to choose. */
  for (int set = (1 << n) - 1; set >= 0; set--)
    {
      gint64 paid[8] = { 0 }, sum = 0, room = groups->cap;
      gboolean allowed = TRUE;

      for (guint m = 0; m < 4; m++)
        if (groups->capped & 1u << m)
          room -= granted[m];
      for (guint i = 0; i < n && allowed; i++)
        {
          guint bit = 1u << claims[i].measure;
          gint64 most = claims[i].amount;

          if ((set & 1 << (n - 1 - i)) == 0)
            continue;
          for (guint g = 0; g < 3; g++)
            if (groups->highest[g] & bit)
              {
                gint64 before = 0;

                for (guint m = 0; m < 4; m++)
                  if (groups->highest[g] & 1u << m)
                    before += granted[m];
                most = MIN (most, claims[i].amount - before);
                for (guint j = 0; j < n; j++)
                  if (j != i && (set & 1 << (n - 1 - j)) && (groups->highest[g] & 1u << claims[j].measure))
                    allowed = FALSE;
              }
          if (most <= 0)
            allowed = FALSE; /* it gets nothing, so it takes no place either */
          if (groups->capped & bit)
            {
              most = MAX (MIN (most, room), 0);
              room -= most;
            }
          paid[i] = most;
          sum += most;
        }
      if (allowed && sum > best_sum)
        {
          best_sum = sum;
          memcpy (best, paid, sizeof paid);
        }
    }
}

static void
test_enumerated (void)
{
  static const char *const extra[] = { "", "", "", "", "", "" };
  g_autoptr (GRand) dice = g_rand_new_with_seed (20240122);

  for (guint n_rounds = 0; n_rounds < 400; n_rounds++)
    {
      Groups groups = { .cap = g_rand_int_range (dice, 1, 12) };
      g_autofree char *text = NULL;
      Fixture fixture;

      for (guint g = 0; g < 3; g++)
        groups.highest[g] = (guint) g_rand_int_range (dice, 0, 16);
      groups.capped = (guint) g_rand_int_range (dice, 0, 16);
      text = groups_text (&groups);
      set_up (&fixture, extra, text);
      finish (&fixture);
      for (guint round = 0; round < 40; round++)
        {
          RulesClaimed claims[8];
          RulesGrant grants[4];
          RulesSettledClaim results[8];
          gint64 granted[4] = { 0 }, best[8] = { 0 };
          guint n = 0, n_grants = 0;

          for (guint m = 0; m < 4; m++)
            for (gint32 k = g_rand_int_range (dice, 0, 3); k > 0; k--)
              claims[n++] = (RulesClaimed){ m, RULES_OUTCOME_AWARD, g_rand_int_range (dice, 1, 9) };
          for (guint m = 0; m < 4; m++)
            if (g_rand_int_range (dice, 0, 4) == 0)
              {
                granted[m] = g_rand_int_range (dice, 1, 6);
                grants[n_grants++] = (RulesGrant){ .measure = (int) m, .amount = granted[m] };
              }
          rules_settlement_run (fixture.settlement, claims, n, grants, n_grants, results);
          try_all (&groups, claims, n, granted, best);
          for (guint i = 0; i < n; i++)
            {
              g_assert_cmpint (results[i].payable, ==, best[i]);
              g_assert_true ((results[i].settled == RULES_SETTLED_KEPT) ==
                             (results[i].payable == claims[i].amount));
              /* A cap lowers an award that is above it alone. */
              if (results[i].settled != RULES_SETTLED_KEPT && results[i].settled != RULES_SETTLED_CAPPED)
                g_assert_true (results[i].rival >= 0 || results[i].grant >= 0);
            }
        }
      tear_down (&fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settlement/rules", test_rules);
  g_test_add_func ("/settlement/enumerated", test_enumerated);
  return g_test_run ();
}
