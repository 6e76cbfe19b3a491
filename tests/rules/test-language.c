/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policy language by text cases: every file of good/ parses and keeps its examples; every file of bad/
 * has the problems its "# expect LINE:COLUMN CODE" lines name, in order of place, and no other; every file of
 * review/ parses, and the policy check finds what these lines name. */
#include "rules.h"

#include <string.h>
#include <sys/resource.h>

static gboolean seen[RULES_N_PROBLEMS];

static void
append_problems (GString *text, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (text, "%u:%u %s\n", problem->line, problem->column,
                              rules_problem_code_name (problem->code));
      seen[problem->code] = TRUE;
    }
}

/* All problems of @text, those of its examples included. */
static char *
problems_of (const char *text, gssize length)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) policy = rules_policy_parse (text, length, &problems);

  g_assert_true ((policy == NULL) == (problems->len > 0));
  if (policy != NULL)
    rules_policy_run_examples (policy, problems);
  append_problems (found, problems);
  return g_strdup (found->str);
}

static char *
expected_of (const char *text)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "# expect "))
      g_string_append_printf (expected, "%s\n", lines[i] + strlen ("# expect "));
  return g_strdup (expected->str);
}

static void
test_case (gconstpointer path)
{
  g_autofree char *text = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_autofree char *expected = expected_of (text);
  g_autofree char *found = problems_of (text, (gssize) length);

  g_assert_cmpstr (found, ==, expected);
}

/* The claim of a finding goes into the text as an example that holds; nothing else of the text changes, and
 * the same one is not added twice. */
static void
assert_counter_example (const RulesPolicy *policy, const RulesProblem *problem)
{
  const char *text = rules_policy_get_text (policy);
  g_autofree char *longer = rules_policy_add_example (policy, problem, "反例 \"\\");
  g_autofree char *again = NULL;
  g_autofree char *shown = rules_policy_show (policy, problem);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) other = NULL;
  gsize before = 0, behind = 0;
  guint n;

  g_test_message ("%s", problem->claim);
  g_assert_nonnull (longer);
  g_assert_nonnull (shown);
  while (text[before] != '\0' && text[before] == longer[before])
    before++;
  while (behind < strlen (text) - before &&
         text[strlen (text) - 1 - behind] == longer[strlen (longer) - 1 - behind])
    behind++;
  g_assert_cmpuint (before + behind, ==, strlen (text));

  other = rules_policy_parse (longer, -1, &problems);
  g_assert_nonnull (other);
  n = rules_policy_run_examples (policy, faults);
  g_assert_cmpuint (rules_policy_run_examples (other, problems), ==, n + 1);
  g_assert_cmpuint (problems->len, ==, faults->len);
  again = rules_policy_add_example (other, problem, "再次");
  g_assert_null (again);
}

static void
test_review (gconstpointer path)
{
  g_autofree char *text = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_autofree char *expected = expected_of (text);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) policy = rules_policy_parse (text, (gssize) length, &problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (rules_policy_review (policy, problems), ==, problems->len);
  append_problems (found, problems);
  g_assert_cmpstr (found->str, ==, expected);
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);

      g_assert_cmpint (problem->severity, ==,
                       problem->code >= RULES_PROBLEM_UNEXPLAINED ? RULES_SEVERITY_NOTE
                                                                  : RULES_SEVERITY_WARNING);
      /* What the policy shares stands outside the measures. */
      if (problem->measure != NULL)
        g_assert_nonnull (rules_policy_find_measure (policy, problem->measure));
      if (problem->claim != NULL)
        assert_counter_example (policy, problem);
      else
        g_assert_cmpint (problem->code, !=, RULES_PROBLEM_GAP);
    }
}

/* Policies used together: each finding as "NUMBER:LINE:COLUMN CODE FOUND". */
static char *
together (gint64 day, const char *const *texts)
{
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_policy_unref);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) faults = NULL;

      g_ptr_array_add (policies, rules_policy_parse (texts[i], -1, &faults));
      g_assert_cmpuint (faults->len, ==, 0);
    }
  g_assert_cmpuint (rules_policies_review (policies, day, problems), ==, problems->len);
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (found, "%u:%u:%u %s %s\n", problem->policy, problem->line, problem->column,
                              rules_problem_code_name (problem->code), problem->found);
      seen[problem->code] = TRUE;
    }
  return g_strdup (found->str);
}

#define POLICY(id, number, valid, measures)                                                                  \
  "policy " id " { number \"" number "\" title \"试\" valid " valid "\n" measures " }"
#define GRANT(id, label, words, more)                                                                        \
  "measure " id " \"" label "\" { clause \"一\" \"" words "\" award 1元 " more " }\n"

static void
test_together (void)
{
  static const struct
  {
    gint64 day;
    const char *texts[4];
    const char *found;
  } cases[] = {
    /* One id twice. */
    { RULES_MISSING,
      { POLICY ("p", "一", "2024-01-01 ..", ""), POLICY ("p", "二", "2024-01-01 ..", "") },
      "1:1:8 duplicate p\n" },
    /* One office, one matter by id, by label, by the words of the clause; nobody governs. */
    { RULES_MISSING,
      { POLICY ("p", "甲〔2024〕1号", "2024-01-01 .. 2024-06-30",
                GRANT ("a", "甲", "一", "") GRANT ("b", "乙", "二", "") GRANT ("c", "丙", "三", "")),
        POLICY ("q", "甲〔2024〕2号", "2024-06-30 ..",
                GRANT ("a", "丁", "四", "") GRANT ("e", "乙", "五", "") GRANT ("f", "己", "三", "")) },
      "1:2:9 same-matter p/a\n1:3:9 same-matter p/b\n1:4:9 same-matter p/c\n" },
    /* Another office, another time, or one that governs: in order. */
    { RULES_MISSING,
      { POLICY ("p", "甲〔2024〕1号", "2024-01-01 .. 2024-06-30", GRANT ("a", "甲", "一", "")),
        POLICY ("q", "乙〔2024〕1号", "2024-01-01 ..", GRANT ("a", "甲", "一", "")),
        POLICY ("r", "甲〔2024〕3号", "2024-07-01 ..", GRANT ("a", "甲", "一", "")) },
      "" },
    { RULES_MISSING,
      { POLICY ("p", "甲〔2024〕1号", ".. 2024-06-30", GRANT ("a", "甲", "一", "")),
        POLICY ("q", "甲〔2024〕2号", "2024-01-01 ..", GRANT ("a", "甲", "一", "supersedes p/a")) },
      "" },
    /* Succession that leads nowhere, in a circle, to what was over. */
    { RULES_MISSING,
      { POLICY ("p", "甲〔2024〕1号", ".. 2024-06-30",
                GRANT ("a", "甲", "一", "") GRANT ("b", "乙", "二", "supersedes q/b")),
        POLICY ("q", "甲〔2024〕2号", "2024-07-01 ..",
                GRANT ("a", "甲", "一", "supersedes p/a supersedes p/x supersedes z/a")
                    GRANT ("b", "乙", "二", "supersedes p/b")) },
      "0:3:52 cycle q/b\n1:2:52 validity p/a\n1:2:67 unknown-name p/x\n1:3:52 cycle p/b\n" },
    { RULES_MISSING,
      { POLICY ("p", "甲", "2024-01-01 ..", GRANT ("a", "甲", "一", "supersedes p/a")) },
      "0:2:52 cycle p/a\n" },
    /* Over on the day after the last. */
    { 19905,
      { POLICY ("p", "甲", ".. 2024-07-01", ""), POLICY ("q", "乙", ".. 2024-06-30", "") },
      "1:1:8 expired 2024-06-30\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = together (cases[i].day, cases[i].texts);

      g_test_message ("%u", i);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
add_cases (const char *folder, const char *name, GTestDataFunc test_file)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *file;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".policy"))
      {
        g_autofree char *test = g_strdup_printf ("/language/%s/%s", name, file);
        g_test_add_data_func_full (test, g_build_filename (path, file, NULL), test_file, g_free);
        n++;
      }
  g_assert_cmpuint (n, >, 0);
}

/* -------------------------------------------------------------------------------------------------
 * Limits
 */

#define HEAD "policy p { number \"n\" title \"t\"\n"
#define MEASURE "measure m \"m\" { clause \"1\" \"x\" award 1元\n"

static void
assert_problem (const char *text, const char *code)
{
  g_autofree char *found = problems_of (text, -1);
  g_autofree char *wanted = g_strdup_printf (" %s\n", code);

  g_assert_nonnull (strstr (found, wanted));
  g_assert_cmpstr (strchr (found, '\n') + 1, ==, "");
}

static void
assert_clean (const char *text)
{
  g_autofree char *found = problems_of (text, -1);

  g_assert_cmpstr (found, ==, "");
}

/* @head, then @n times @part with its %u counting from 1, then @tail. */
static char *
repeat (const char *head, const char *part, guint n, const char *tail)
{
  g_autoptr (GString) text = g_string_new (head);
  g_auto (GStrv) pieces = g_strsplit (part, "%u", -1);

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *piece = g_strjoinv (number, pieces);
      g_string_append (text, piece);
    }
  g_string_append (text, tail);
  return g_strdup (text->str);
}

static void
test_limit (const char *head, const char *part, guint limit, const char *tail, const char *code)
{
  g_autofree char *at = repeat (head, part, limit, tail);
  g_autofree char *over = repeat (head, part, limit + 1, tail);

  assert_clean (at);
  assert_problem (over, code);
}

static void
test_size (void)
{
  g_autofree char *body = repeat (HEAD "}\n", "#\n", RULES_MAX_TEXT / 2 - 20, "");
  g_autofree char *over = g_strnfill (RULES_MAX_TEXT + 1, '#');

  assert_clean (body);
  assert_problem (over, "too-large");
}

static void
test_names (void)
{
  test_limit (HEAD MEASURE, "fact f%u money \"f%u\"\n", RULES_MAX_NAMES, "}}", "too-many");
  test_limit (HEAD MEASURE, "require c%u \"c\" 1 > 0\n", RULES_MAX_NAMES, "}}", "too-many");
  test_limit (HEAD MEASURE "fact k enum \"k\" {", "w%u \"w\" ", RULES_MAX_NAMES, "}}}", "too-many");
  test_limit (HEAD MEASURE "choice k \"k\" {", "w%u \"w\" ", RULES_MAX_NAMES, "}}}", "too-many");
}

static void
test_measures (void)
{
  test_limit (HEAD, "clause \"c%u\" \"x\" no-rule \"y\"\n", RULES_MAX_CLAUSES, "}", "too-many");
  test_limit (HEAD, "parameter p%u money \"p\"\n", RULES_MAX_NAMES, "}", "too-many");
  test_limit (HEAD, "measure m%u \"m\" { clause \"1\" \"x\" award 1元 }\n", RULES_MAX_MEASURES, "}",
              "too-many");
}

/* Five of the flags are the library's own. */
static void
test_flags (void)
{
  test_limit (HEAD MEASURE, "flag f%u \"f\" 1 > 0\n", RULES_MAX_FLAGS - 5, "}}", "too-many");
}

static void
test_depth (void)
{
  g_autofree char *open = repeat (HEAD MEASURE "let x ", "(", 100000, "1");
  g_autofree char *negative = repeat (HEAD MEASURE "let x ", "- ", 100000, "1 }}");
  g_autofree char *chain = repeat (HEAD MEASURE "let x 1", " + 1", RULES_MAX_DEPTH, " }}");
  g_autofree char *lets = repeat (HEAD MEASURE "let x0 1\n", "let x%u x0 + 1\n", 200, "}}");
  g_autoptr (GString) tower = g_string_new (HEAD MEASURE "let x1000 1\n");

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (tower, "let x%u x%u + 1\n", i, i == 399 ? 1000 : i + 1);
  g_string_append (tower, "}}");
  g_autofree char *high = problems_of (tower->str, -1);

  /* The closing braces of these two are within what is skipped. */
  g_autofree char *opened = problems_of (open, -1);
  g_assert_nonnull (strstr (opened, " too-deep\n"));
  assert_problem (negative, "too-deep");
  assert_problem (chain, "too-deep");
  assert_clean (lets);
  g_assert_nonnull (strstr (high, " too-deep\n"));
}

/* Names that double each other grow small text into much work. */
static void
test_steps (void)
{
  g_autoptr (GString) text = g_string_new (HEAD MEASURE "let x0 1\n");
  g_autofree char *wide =
      repeat (HEAD MEASURE,
              "require c%u \"c\" 1 in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)\n",
              500, "}}");

  for (guint i = 1; i <= 30; i++)
    g_string_append_printf (text, "let x%u x%u + x%u\n", i, i - 1, i - 1);
  g_string_append (text, "}}");
  assert_problem (text->str, "too-many");
  assert_problem (wide, "too-many");
}

/* Faults without end are not listed without end. */
static void
test_problems (void)
{
  g_autofree char *text = repeat (HEAD, "fault%u\n", 5000, "}");
  g_autofree char *found = problems_of (text, -1);
  guint lines = 0;

  for (const char *p = found; *p != '\0'; p++)
    lines += *p == '\n';
  g_assert_cmpuint (lines, ==, 100);
}

/* Text made to be much work: the policy check gives up looking for more, and none takes much memory. */
static void
test_monsters (void)
{
  g_autoptr (GString) words = g_string_new (HEAD "measure m \"m\" { clause \"1\" \"");
  g_autoptr (GString) tiers = g_string_new (HEAD MEASURE "fact f count \"f\"\n let x 0");
  g_autofree char *examples =
      repeat (HEAD MEASURE "fact f count \"f\"\n", "example \"%u\" { } award 2元\n", 35000, "}}");

  /* Many figures to look for in long words. */
  for (guint i = 0; i < 100000; i++)
    g_string_append (words, "1万元");
  g_string_append (words, "\"\nfact f count \"f\"\naward f * 7元");
  for (guint i = 0; i < 50; i++)
    g_string_append (words, " + 7元");
  g_string_append (words, " }}");
  /* Many tiers to hold against each other. */
  for (guint i = 0; i < 60; i++)
    {
      g_string_append_printf (tiers, "\nlet t%u 0", i);
      for (guint k = 0; k < 20; k++)
        g_string_append_printf (tiers, " + (if f in %u..%u then 1 else 0)", 3 * k, 3 * k + 1);
    }
  g_string_append (tiers, "}}");

  const char *texts[] = { words->str, tiers->str, examples };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (RulesPolicy) policy = rules_policy_parse (texts[i], -1, &problems);

      if (policy == NULL)
        continue;
      rules_policy_run_examples (policy, problems);
      rules_policy_review (policy, problems);
      g_assert_cmpuint (problems->len, <=, 100);
    }
#ifndef __SANITIZE_ADDRESS__
  struct rusage usage;
  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  g_assert_cmpint (usage.ru_maxrss, <, 100 * 1024);
#endif
}

static void
test_encoding (void)
{
  assert_problem ("policy p {\n  title \"试\xff\" }", "encoding");
  assert_problem ("policy p {\n  title \"试\xe8\xaf", "encoding");
  g_autofree char *zero = problems_of ("policy\0p", 8);
  g_assert_cmpstr (zero, ==, "1:7 encoding\n");
  g_autofree char *marked = problems_of ("\xef\xbb\xbfpolicy p { number \"n\" title \"t\" }", -1);
  g_assert_cmpstr (marked, ==, "");
}

/* Columns count characters; every kind of line end counts once. */
static void
test_places (void)
{
  g_autofree char *unix_text = problems_of ("policy p {\n\n  number \"甲\" 乙\n}\n", -1);
  g_autofree char *windows = problems_of ("policy p {\r\n\r\n  number \"甲\" 乙\r\n}\r\n", -1);
  g_autofree char *mac = problems_of ("policy p {\r\r  number \"甲\" 乙\r}\r", -1);

  g_assert_cmpstr (unix_text, ==, "1:1 missing-statement\n3:14 character\n");
  g_assert_cmpstr (windows, ==, unix_text);
  g_assert_cmpstr (mac, ==, unix_text);
}

static void
test_empty (void)
{
  g_autofree char *nothing = problems_of ("", 0);
  g_autofree char *comment = problems_of ("# nothing", -1);

  g_assert_cmpstr (nothing, ==, "1:1 unexpected\n");
  g_assert_cmpstr (comment, ==, "1:10 unexpected\n");
}

/* Runs last: the cases above must have shown every code. */
static void
test_every_code (void)
{
  for (guint code = 0; code < G_N_ELEMENTS (seen); code++)
    if (!seen[code])
      {
        g_test_message ("no case for %s", rules_problem_code_name ((RulesProblemCode) code));
        g_test_fail ();
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  add_cases (argv[1], "good", test_case);
  add_cases (argv[1], "bad", test_case);
  add_cases (argv[1], "review", test_review);
  g_test_add_func ("/language/together", test_together);
  g_test_add_func ("/language/limits/size", test_size);
  g_test_add_func ("/language/limits/names", test_names);
  g_test_add_func ("/language/limits/measures", test_measures);
  g_test_add_func ("/language/limits/flags", test_flags);
  g_test_add_func ("/language/limits/depth", test_depth);
  g_test_add_func ("/language/limits/steps", test_steps);
  g_test_add_func ("/language/limits/problems", test_problems);
  g_test_add_func ("/language/limits/monsters", test_monsters);
  g_test_add_func ("/language/encoding", test_encoding);
  g_test_add_func ("/language/places", test_places);
  g_test_add_func ("/language/empty", test_empty);
  g_test_add_func ("/language-coverage/every-code", test_every_code);
  return g_test_run ();
}
