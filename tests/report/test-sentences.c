/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every outcome of every measure in words: the claims of all examples, and claims made up at random. What is
 * said is never empty, names no id of the policy or code of the library, and holds no English in Chinese.
 * usage: test-sentences LANGUAGE CATALOGUES POLICY_FILE…     with --show before the files: prints them all */
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "award-words-measure.h"
#include "award-words.h"
#include "dice.h"

#define RANDOM_CLAIMS 300

static gboolean is_chinese;
static gboolean show;

/* Fact, condition, code and option ids, as a set; those that are plain words say nothing in English. */
static GHashTable *ids;

static void
note_id (const char *id)
{
  if (id != NULL && strpbrk (id, "_-:") != NULL)
    g_hash_table_add (ids, (gpointer) id);
}

static void
note_ids (const RulesMeasure *measure)
{
  g_hash_table_remove_all (ids);
  for (guint i = 0; i < measure->facts->len; i++)
    note_id (g_array_index (measure->facts, RulesFact, i).id);
  for (guint i = 0; i < measure->line_facts->len; i++)
    note_id (g_array_index (measure->line_facts, RulesFact, i).id);
  for (guint i = 0; i < measure->parameters->len; i++)
    note_id (g_array_index (measure->parameters, RulesParameter, i).id);
  for (guint i = 0; i < measure->choices->len; i++)
    note_id (g_array_index (measure->choices, RulesChoice, i).id);
  for (guint i = 0; i < measure->lets->len; i++)
    note_id (((const RulesLet *) g_ptr_array_index (measure->lets, i))->id);
  for (guint i = 0; i < rules_measure_get_n_codes (measure); i++)
    note_id (rules_measure_get_code (measure, i));
  for (guint i = 0; i < rules_measure_get_n_flags (measure); i++)
    note_id (rules_measure_get_flag (measure, i)->id);
}

/* Two small letters of ASCII side by side are English; no label of a policy has them. */
static gboolean
has_english (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_islower (c[0]) && g_ascii_islower (c[1]))
      return TRUE;
  return FALSE;
}

/* Takes @text. */
static void
check_text (const RulesMeasure *measure, const char *what, char *text)
{
  GHashTableIter iter;
  gpointer id;
  gboolean good;

  g_assert_nonnull (text);
  good = *text != '\0' && strstr (text, "(null)") == NULL && g_utf8_validate (text, -1, NULL) &&
         !(is_chinese && has_english (text));
  g_hash_table_iter_init (&iter, ids);
  while (good && g_hash_table_iter_next (&iter, &id, NULL))
    good = strstr (text, id) == NULL;
  if (show)
    printf ("%s\t%s\t%s\n", measure->id, what, text);
  if (!good)
    {
      g_test_message ("%s/%s: %s: “%s”", rules_policy_get_id (measure->policy), measure->id, what, text);
      g_test_fail ();
    }
  g_free (text);
}

static void
check_checks (const RulesMeasure *measure, const RulesCheck *checks, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const RulesCheck *check = &checks[i];

      check_text (measure, "condition",
                  check->label != NULL ? g_strdup (check->label) : award_words_code (measure, check->reason));
      if (check->term != NULL)
        check_text (measure, "seen", award_words_check (check));
    }
}

static void
check_explanation (const RulesMeasure *measure, const RulesExplanation *explanation)
{
  const RulesDecision *decision = &explanation->decision;

  check_text (measure, "outcome", g_strdup (award_words_outcome (decision->outcome)));
  check_text (measure, "verdict", award_words_verdict (measure, explanation));
  check_text (measure, "reason", award_words_reason (measure, decision));
  check_text (measure, "code", award_words_code (measure, decision->code));
  if (decision->outcome != RULES_OUTCOME_AWARD)
    check_text (measure, "reasons", award_words_reasons (measure, explanation));
  if (decision->flags != 0)
    check_text (measure, "flags", award_words_flags (measure, decision->flags));
  check_checks (measure, explanation->checks, explanation->n_checks);
  for (guint i = 0; i < explanation->n_flags; i++)
    if (explanation->flags[i].term != NULL)
      check_text (measure, "flag", award_words_check (&explanation->flags[i]));
  for (guint i = 0; i < explanation->n_steps; i++)
    check_text (measure, "step", award_words_step (&explanation->steps[i]));
  for (guint l = 0; l < explanation->n_lines; l++)
    {
      const RulesLine *line = &explanation->lines[l];

      check_text (measure, "line", g_strdup (award_words_line (line)));
      if (line->state != RULES_STATE_MET || line->duplicate)
        check_text (measure, "line reasons", award_words_line_reasons (measure, line));
      check_checks (measure, line->checks, line->n_checks);
    }
}

static void
test_policy (gconstpointer path)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_autoptr (RulesPolicy) policy = rules_policy_parse (text, (gssize) length, &problems);
  g_assert_nonnull (policy);
  for (guint m = 0; m < rules_policy_get_n_measures (policy); m++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (policy, m);

      note_ids (measure);
      check_text (measure, "measure", award_words_measure_text (measure, NULL));
      for (guint i = 0; i < measure->examples->len; i++)
        {
          g_autoptr (RulesExplanation) explanation =
              rules_example_explain (measure, &g_array_index (measure->examples, RulesExample, i));
          check_explanation (measure, explanation);
        }
      dice_explain_measure (measure, 20240122 + m, RANDOM_CLAIMS, check_explanation);
      /* Every code and flag there is, those of no claim above too. */
      for (guint i = 0; i < rules_measure_get_n_codes (measure); i++)
        if (*rules_measure_get_code (measure, i) != '\0')
          check_text (measure, "code", award_words_code (measure, i));
      for (guint i = 0; i < rules_measure_get_n_flags (measure); i++)
        check_text (measure, "flag", award_words_flag (measure, i));
    }
}

int
main (int argc, char *argv[])
{
  int first = 3;

  g_assert_cmpint (argc, >, 3);
  g_setenv ("LANGUAGE", argv[1], TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain ("duixian", argv[2]);
  bind_textdomain_codeset ("duixian", "UTF-8");
  textdomain ("duixian");
  is_chinese = g_str_has_prefix (argv[1], "zh");
  if (strcmp (argv[first], "--show") == 0)
    {
      show = TRUE;
      first++;
    }

  g_test_init (&argc, &argv, NULL);
  ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (int i = first; i < argc; i++)
    {
      g_autofree char *base = g_path_get_basename (argv[i]);
      g_autofree char *name = g_strconcat ("/sentences/", base, NULL);
      g_test_add_data_func (name, argv[i], test_policy);
    }
  int result = g_test_run ();
  g_hash_table_unref (ids);
  return result;
}
