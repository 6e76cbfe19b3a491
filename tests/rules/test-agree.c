/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk and the column program decide alike: random claims around every limit of every measure, under
 * random settings, always the same ones.
 * usage: test-agree [--claims N] POLICY_FILE…     N claims a measure of the policies, 9000 without */
#include "author.h"
#include "dice.h"

#define ROUNDS 6
#define CLAIMS 1500

static int claims_wanted = ROUNDS * CLAIMS;

static void
test_policy (gconstpointer path)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_autoptr (RulesPolicy) policy = rules_policy_parse (text, (gssize) length, &problems);
  g_assert_nonnull (policy);
  for (guint i = 0; i < rules_policy_get_n_measures (policy); i++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (policy, i);

      dice_check_measure (measure, 20240122 + i, (guint) (claims_wanted + CLAIMS - 1) / CLAIMS, CLAIMS);
      g_test_message ("%s: %d claims", rules_measure_get_id (measure), claims_wanted);
    }
}

/* What the policies may not use yet, in every mixture. */
static const char *const MEASURES[] = {
  "fact a money \"甲\"\nfact b money \"乙\"\nfact c energy \"丙\"\nfact d energy \"丁\"\n"
  "require one \"一\" growth(a, b) > growth(c, d)\nrequire two \"二\" growth(a, b) in 3%..50%\n"
  "review three \"三\" a - b >= 33.33元 and c != 7千瓦时\nflag f \"旗\" when a > b: c <= d\n"
  "award max(a - b, 20元) * 33% + min(b, 100元) / 7\ncap if c > d then 90元 else a * 3\nfloor b / 2\n",
  "fact p percent \"甲\"\nfact q percent \"乙\"\nfact n count \"丙\"\nfact x quantity \"丁\"\nresult score\n"
  "choice steps \"步\" { whole \"整\" \"甲\"  linear \"线\" \"乙\" }\n"
  "review many \"多\" unless p is missing: n in (1, 3, 5..7)\n"
  "score 10 + 0.2 * (if steps is whole then steps(max(p, q) - 5%, 0.1%) else (max(p, q) - 5%) / 0.1%) "
  "+ floor(x * n) - -n\ncap 15\nfloor 0\n",
  "fact day date \"日\" event\nfact city text \"市\"\nfact kind enum \"类\" { alpha \"甲\" beta \"乙\" gamma "
  "\"丙\" }\n"
  "fact yes1 boolean \"是\" presumed yes\nfact i industry \"行业\"\nresult qualification\n"
  "parameter home text \"市\" initial \"福州\"\nparameter span count \"月\"\n"
  "require window \"期\" day in 2024-02-01..2024-02-29 or add_months(day, 1) <= as_of\n"
  "require city \"市\" when yes1: city in (home, \"厦门\")\n"
  "require kind \"类\" unless city = \"漳州\": not (kind in (alpha, gamma))\n"
  "review industry \"行业\" i not in B06..D46\nreview later \"后\" as_of - day > 30天\n",
  "fact own boolean \"自\"\nfact limit money \"限\"\n"
  "lines \"行\" {\n key fact k text \"键\"\n fact n money \"金额\"\n fact on date \"日\" event\n fact w text "
  "\"人\"\n"
  " require large \"大\" n >= limit\n review odd \"怪\" when own: n = 33元\n let part min(n, limit) * "
  "15%\n}\n"
  "require all \"全\" all(n > 0元)\nrequire some \"有\" any(w = \"甲\") or count() > 2\n"
  "award sum(part) + count_distinct(w) * 500元\ncap 2000元\n",
  "fact own boolean \"自\"\n"
  "lines \"行\" partial {\n fact w text \"人\"\n fact on date \"日\" event\n fact off date \"离\"\n"
  " require window \"期\" on in 2024-01-10..2024-02-29\n require stayed \"留\" off is missing or off >= "
  "add_days(on, 30)\n"
  " pending soon \"未\" add_months(on, 1) > as_of\n review self \"自\" w = \"丙\" and own\n}\n"
  "require own \"自\" not own\naward count_distinct(w) * 500元\npayer city 30%\npayer county 70%\n",
};

static void
test_mixture (gconstpointer text)
{
  g_autoptr (Fixture) fixture = fixture_new (text);

  dice_check_measure (fixture->measure, 20240301, ROUNDS, CLAIMS);
}

#define RANDOM_MEASURES 300

static void
test_random_measures (void)
{
  GRand *random = g_rand_new_with_seed (1259);

  for (guint i = 0; i < RANDOM_MEASURES; i++)
    {
      g_autofree char *text = author_write_measure (random);
      g_test_message ("%s", text);
      g_autoptr (Fixture) fixture = fixture_new (text);
      dice_check_measure (fixture->measure, i, 2, 120);
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  const GOptionEntry entries[] = {
    { "claims", 0, 0, G_OPTION_ARG_INT, &claims_wanted, "claims a measure of the policies", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) options = g_option_context_new ("POLICY_FILE…");

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (options, entries, NULL);
  g_assert_true (g_option_context_parse (options, &argc, &argv, NULL));
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *base = g_path_get_basename (argv[i]);
      g_autofree char *name = g_strconcat ("/agree/", base, NULL);
      g_test_add_data_func (name, argv[i], test_policy);
    }
  for (guint i = 0; i < G_N_ELEMENTS (MEASURES); i++)
    {
      g_autofree char *name = g_strdup_printf ("/agree/mixture-%u", i + 1);
      g_test_add_data_func (name, MEASURES[i], test_mixture);
    }
  g_test_add_func ("/agree/random-measures", test_random_measures);
  return g_test_run ();
}
