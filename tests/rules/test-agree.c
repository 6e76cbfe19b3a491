/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk and the column program decide alike: random claims around every limit of every measure, under
 * random settings, always the same ones.
 * usage: test-agree [--claims N] POLICY_FILE…     N claims a measure of the policies, 9000 without */
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

/* -------------------------------------------------------------------------------------------------
 * Measures made up at random
 */

#define RANDOM_MEASURES 300

typedef struct
{
  GRand *random;
  gboolean has_lines;
  gboolean on_line; /* a line's facts may be named */
  gboolean in_lines;
} Author;

static char *write_truth (Author *author, int depth);
static char *write_money (Author *author, int depth);
static char *write_number (Author *author, int depth);

static const char *
pick (Author *author, const char *const *from, guint n)
{
  return from[g_rand_int_range (author->random, 0, (gint32) n)];
}

#define PICK(...)                                                                                            \
  pick (author, (const char *const[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const char *const[]){ __VA_ARGS__ })))

/* @format with $1, $2 and $3 filled in; takes its parts. */
static char *
join (const char *format, char *first, char *second, char *third)
{
  GString *text = g_string_new (format);

  g_string_replace (text, "$1", first, 0);
  g_string_replace (text, "$2", second != NULL ? second : "", 0);
  g_string_replace (text, "$3", third != NULL ? third : "", 0);
  g_free (first);
  g_free (second);
  g_free (third);
  return g_string_free (text, FALSE);
}

/* An aggregate: its argument speaks of lines. */
static char *
write_over_lines (Author *author, char *(*write) (Author *, int), const char *format, int depth)
{
  author->on_line = TRUE;
  char *inner = write (author, depth);
  author->on_line = FALSE;
  return join (format, inner, NULL, NULL);
}

static gboolean
may_aggregate (Author *author)
{
  return author->has_lines && !author->on_line && !author->in_lines && g_rand_boolean (author->random);
}

static char *
write_date (Author *author, int depth)
{
  if (depth <= 0 || g_rand_boolean (author->random))
    return g_strdup (author->on_line || author->in_lines ? PICK ("d1", "l_on", "2024-02-29", "as_of")
                                                         : PICK ("d1", "d2", "2024-02-29", "as_of"));
  return join (PICK ("add_months($1, 1)", "add_days($1, 30)", "add_months($1, -13)", "($1 + 7天)"),
               write_date (author, depth - 1), NULL, NULL);
}

static char *
write_money (Author *author, int depth)
{
  if (may_aggregate (author))
    return write_over_lines (author, write_money, "sum(min(l_m, $1))", depth - 1);
  if (depth <= 0)
    return g_strdup (author->on_line || author->in_lines ? PICK ("l_m", "l_m", "m1", "33.33元")
                                                         : PICK ("m1", "m2", "m3", "40万元", "0.5元"));
  switch (g_rand_int_range (author->random, 0, 8))
    {
    case 0:
      return join ("($1 + $2)", write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    case 1:
      return join ("($1 - $2)", write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    case 2:
      return join (PICK ("$1 * 50%", "$1 / 3", "$1 * -2", "-($1)"), write_money (author, depth - 1), NULL,
                   NULL);
    case 3:
      return join ("$1 * $2", write_money (author, depth - 1), write_number (author, depth - 1), NULL);
    case 4:
      return join (PICK ("min($1, $2)", "max($1, $2)"), write_money (author, depth - 1),
                   write_money (author, depth - 1), NULL);
    case 5:
      return join ("(if $1 then $2 else $3)", write_truth (author, depth - 1),
                   write_money (author, depth - 1), write_money (author, depth - 1));
    default:
      return write_money (author, 0);
    }
}

static char *
write_number (Author *author, int depth)
{
  if (may_aggregate (author))
    return g_strdup (PICK ("count()", "count_distinct(l_w)", "count_distinct(l_m)", "count_distinct(l_on)"));
  if (depth <= 0)
    return g_strdup (PICK ("c1", "p1", "3", "7%", "0.2"));
  switch (g_rand_int_range (author->random, 0, 7))
    {
    case 0:
      return join ("($1 - $2)", write_number (author, depth - 1), write_number (author, depth - 1), NULL);
    case 1:
      return join ("$1 * $2", write_number (author, depth - 1), write_number (author, depth - 1), NULL);
    case 2:
      return join (PICK ("steps($1, 7元)", "floor(($1) / 7元)"), write_money (author, depth - 1), NULL, NULL);
    case 3:
      return join ("growth($1, $2)", write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    case 4:
      return join ("($1) / ($2)", write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    default:
      return write_number (author, 0);
    }
}

static char *
write_comparison (Author *author, int depth)
{
  const char *relation = PICK ("<", "<=", ">", ">=", "=", "!=");
  g_autofree char *format = g_strdup_printf ("($1) %s ($2)", relation);

  switch (g_rand_int_range (author->random, 0, 4))
    {
    case 0:
      return join (format, write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    case 1:
      return join (format, write_number (author, depth - 1), write_number (author, depth - 1), NULL);
    case 2:
      return join ("growth($1, $2) >= 7%", write_money (author, depth - 1), write_money (author, depth - 1),
                   NULL);
    default:
      return join (format, write_date (author, depth - 1), write_date (author, depth - 1), NULL);
    }
}

static char *
write_truth (Author *author, int depth)
{
  gboolean lines = author->on_line || author->in_lines;

  if (may_aggregate (author))
    return write_over_lines (author, write_truth, PICK ("any(l_ok or $1)", "all(l_ok and $1)"), depth - 1);
  if (depth <= 0)
    return g_strdup (lines ? PICK ("l_ok", "b1", "l_w = \"甲\"") : PICK ("b1", "b2", "t1 != \"福州\""));
  switch (g_rand_int_range (author->random, 0, 9))
    {
    case 0:
      return join ("not ($1)", write_truth (author, depth - 1), NULL, NULL);
    case 1:
      return join ("($1 and $2)", write_truth (author, depth - 1), write_truth (author, depth - 1), NULL);
    case 2:
      return join ("($1 or $2)", write_truth (author, depth - 1), write_truth (author, depth - 1), NULL);
    case 3:
      return join ("(if $1 then $2 else $3)", write_truth (author, depth - 1),
                   write_truth (author, depth - 1), write_truth (author, depth - 1));
    case 4:
      return g_strdup_printf ("%s is missing",
                              lines ? PICK ("l_m", "b1", "l_w") : PICK ("m1", "t1", "spare"));
    case 5:
      return join ("($1) in (3%..50%, 1)", write_number (author, depth - 1), NULL, NULL);
    case 6:
      return g_strdup (
          PICK ("i1 in C13..C43", "i1 not in (B06..B12, C17)", "e1 in (alpha, beta)", "way is two"));
    default:
      return write_comparison (author, depth);
    }
}

static void
write_condition (Author *author, GString *text, const char *word, guint number)
{
  g_autofree char *test = write_truth (author, 3);
  g_autofree char *guard = write_truth (author, 1);
  const char *kind = PICK ("", "", "when ", "unless ");
  gboolean guarded = *kind != '\0';

  g_string_append_printf (text, "%s r%u \"条件\" %s%s%s%s\n", word, number, kind, guarded ? guard : "",
                          guarded ? ": " : "", test);
}

static char *
write_measure (Author *author)
{
  GString *text =
      g_string_new ("fact m1 money \"一\"\nfact m2 money \"二\"\nfact m3 money \"三\"\n"
                    "fact c1 count \"数\"\nfact p1 percent \"率\"\nfact b1 boolean \"甲\" presumed yes\n"
                    "fact b2 boolean \"乙\"\nfact d1 date \"日\" event\nfact d2 date \"日二\"\n"
                    "fact t1 text \"市\"\nfact i1 industry \"行业\"\n"
                    "fact e1 enum \"类\" { alpha \"甲\" beta \"乙\" gamma \"丙\" }\n"
                    "parameter spare money \"额\"\n"
                    "choice way \"法\" { one \"一\" \"甲\"  two \"二\" \"乙\" }\n");
  guint n = 0;

  author->has_lines = g_rand_boolean (author->random);
  if (author->has_lines)
    {
      g_string_append_printf (text,
                              "lines \"行\" %s {\n%s l_k text \"键\"\nfact l_m money \"额\"\n"
                              "fact l_on date \"日三\"\nfact l_w text \"人\"\nfact l_ok boolean \"可\"\n",
                              PICK ("", "partial"), PICK ("key fact", "fact"));
      author->in_lines = TRUE;
      for (int i = g_rand_int_range (author->random, 0, 3); i > 0; i--)
        write_condition (author, text, PICK ("require", "review", "pending"), ++n);
      author->in_lines = FALSE;
      g_string_append (text, "}\n");
    }
  for (int i = g_rand_int_range (author->random, 0, 4); i > 0; i--)
    write_condition (author, text, PICK ("require", "require", "review"), ++n);
  write_condition (author, text, "flag", ++n);

  g_autofree char *formula = write_money (author, 4);
  g_autofree char *cap = write_money (author, 1);
  g_autofree char *floor = write_money (author, 0);
  g_string_append_printf (text, "award %s\n", formula);
  if (g_rand_boolean (author->random))
    g_string_append_printf (text, "cap %s\n", cap);
  if (g_rand_boolean (author->random))
    g_string_append_printf (text, "floor %s\n", floor);
  return g_string_free (text, FALSE);
}

static void
test_random_measures (void)
{
  Author author = { .random = g_rand_new_with_seed (1259) };

  for (guint i = 0; i < RANDOM_MEASURES; i++)
    {
      g_autofree char *text = write_measure (&author);
      g_test_message ("%s", text);
      g_autoptr (Fixture) fixture = fixture_new (text);
      dice_check_measure (fixture->measure, i, 2, 120);
    }
  g_rand_free (author.random);
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
