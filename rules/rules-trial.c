/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A policy with some of its figures replaced, to see what would follow. */
#include "rules-language.h"

static RulesPlace
place_of (const RulesFigure *figure)
{
  return (RulesPlace){ figure->line, figure->column };
}

/* The one literal @text is, with the sign before it; FALSE adds a problem. */
static gboolean
read_literal (RulesArena *arena,
              const RulesFigure *figure,
              const char *text,
              RulesToken *literal,
              gboolean *negative,
              GPtrArray *problems)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);
  RulesLexer lexer;

  if (!g_utf8_validate (text, -1, NULL))
    {
      rules_problem_add (problems, RULES_PROBLEM_ENCODING, place_of (figure), NULL, "UTF-8");
      return FALSE;
    }
  rules_lexer_init (&lexer, arena, faults, text, strlen (text));
  *literal = rules_lexer_next (&lexer);
  *negative = literal->kind == RULES_TOKEN_MINUS;
  if (*negative)
    *literal = rules_lexer_next (&lexer);

  gboolean is_literal =
      literal->kind == RULES_TOKEN_NUMBER ||
      (!*negative && (literal->kind == RULES_TOKEN_DATE || literal->kind == RULES_TOKEN_INDUSTRY));
  if (is_literal && rules_lexer_next (&lexer).kind == RULES_TOKEN_END)
    return TRUE;
  if (faults->len > 0)
    {
      const RulesProblem *fault = g_ptr_array_index (faults, 0);
      rules_problem_add (problems, fault->code, place_of (figure), fault->found, fault->expected);
    }
  else
    rules_problem_add (problems, RULES_PROBLEM_NUMBER, place_of (figure), text, figure->text);
  return FALSE;
}

static RulesKind
kind_of (const RulesToken *literal)
{
  return literal->kind == RULES_TOKEN_DATE       ? RULES_KIND_DATE
         : literal->kind == RULES_TOKEN_INDUSTRY ? RULES_KIND_INDUSTRY
                                                 : RULES_KIND_NUMBER;
}

/* What is written in the place of the figure; NULL adds a problem. The checker judges the whole; that one
 * figure is of another kind is said here, where it is known which. */
static char *
written_for (const RulesFigure *figure, const char *text, GPtrArray *problems)
{
  RulesArena *arena = rules_arena_new ();
  g_autofree char *written = NULL;
  RulesToken before, after;
  gboolean negative;

  if (read_literal (arena, figure, figure->text, &before, &negative, problems) &&
      read_literal (arena, figure, text, &after, &negative, problems))
    {
      gboolean bare = after.kind == RULES_TOKEN_NUMBER &&
                      g_unichar_isdigit (g_utf8_get_char (g_utf8_prev_char (after.to)));
      g_autofree char *own = g_strndup (after.from, (gsize) (after.to - after.from));

      written = g_strconcat (negative ? "-" : "", own, bare ? figure->unit : "", NULL);
      if (kind_of (&before) != kind_of (&after) ||
          (!bare && !rules_dimension_equal (before.number.dimension, after.number.dimension)))
        {
          g_autofree char *found = rules_kind_name (kind_of (&after), after.number.dimension);
          g_autofree char *expected = rules_kind_name (kind_of (&before), before.number.dimension);

          rules_problem_add (problems, RULES_PROBLEM_KIND, place_of (figure), found, expected);
          g_clear_pointer (&written, g_free);
        }
    }
  rules_arena_free (arena);
  return g_steal_pointer (&written);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const RulesChange *first = a;
  const RulesChange *second = b;

  return first->figure->offset < second->figure->offset   ? -1
         : first->figure->offset > second->figure->offset ? 1
                                                          : 0;
}

/* The text of @policy with @changes, in the order of their places, in it; NULL adds problems. */
static char *
change_text (const RulesPolicy *policy, const GArray *changes, GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *at = policy->text;

  for (guint i = 0; i < changes->len; i++)
    {
      const RulesChange *change = &g_array_index (changes, RulesChange, i);
      const RulesFigure *figure = change->figure;
      g_autofree char *written = written_for (figure, change->text, problems);

      /* The last word on a figure named twice is the last one. */
      if (written == NULL || (i + 1 < changes->len &&
                              g_array_index (changes, RulesChange, i + 1).figure->offset == figure->offset))
        continue;
      g_string_append_len (text, at, (gssize) (policy->text + figure->offset - at));
      g_string_append (text, written);
      at = policy->text + figure->offset + strlen (figure->text);
    }
  g_string_append (text, at);
  return problems->len == 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

RulesPolicy *
rules_policy_try (const RulesPolicy *policy,
                  const RulesChange *changes,
                  guint n_changes,
                  GPtrArray **problems)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (RulesChange));
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);

  g_return_val_if_fail (policy != NULL && !policy->is_trial, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  g_array_append_vals (sorted, changes, n_changes);
  g_array_sort (sorted, compare_changes);

  g_autofree char *text = change_text (policy, sorted, faults);
  if (text == NULL)
    {
      rules_problems_sort (faults);
      *problems = g_steal_pointer (&faults);
      return NULL;
    }

  RulesPolicy *trial = rules_policy_parse (text, -1, problems);
  if (trial != NULL)
    trial->is_trial = TRUE;
  return trial;
}

gboolean
rules_policy_is_trial (const RulesPolicy *policy)
{
  return policy->is_trial;
}
