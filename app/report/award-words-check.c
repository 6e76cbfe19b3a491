/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions and steps in words. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-words-private.h"

/* Decimals of a percentage where the usual ones would hide a difference: all the rules give. */
#define MORE_DECIMALS 4

static gboolean
is_comparison (RulesOperator op)
{
  return op >= RULES_OP_EQ && op <= RULES_OP_GE;
}

static gboolean
is_true (const RulesTerm *term)
{
  return strcmp (term->value, "true") == 0;
}

/* The operator that holds: the term's own, or the opposite of one that does not. */
static RulesOperator
holding_operator (const RulesTerm *term)
{
  static const RulesOperator opposites[] = { RULES_OP_NE, RULES_OP_EQ, RULES_OP_GE,
                                             RULES_OP_GT, RULES_OP_LE, RULES_OP_LT };

  return is_true (term) ? term->op : opposites[term->op - RULES_OP_EQ];
}

static const char *
relation_sign (RulesOperator op)
{
  static const char *const signs[] = { "=", "≠", "<", "≤", ">", "≥" };

  return signs[op - RULES_OP_EQ];
}

const char *
award_words_relation_format (RulesOperator op, RulesType type)
{
  gboolean is_date = type == RULES_TYPE_DATE;
  gboolean is_count = type == RULES_TYPE_COUNT;

  switch ((int) op)
    {
    case RULES_OP_EQ:
      return _ ("%s equals %s");
    case RULES_OP_NE:
      return _ ("%s differs from %s");
    case RULES_OP_LT:
      return is_date ? _ ("%s is before %s") : is_count ? _ ("%s is less than %s") : _ ("%s is below %s");
    case RULES_OP_LE:
      return is_date    ? _ ("%s is not after %s")
             : is_count ? _ ("%s is not more than %s")
                        : _ ("%s is not above %s");
    case RULES_OP_GT:
      return is_date ? _ ("%s is after %s") : is_count ? _ ("%s is more than %s") : _ ("%s is above %s");
    case RULES_OP_GE:
    default:
      return is_date    ? _ ("%s is not before %s")
             : is_count ? _ ("%s is not less than %s")
                        : _ ("%s is not below %s");
    }
}

static char *
side_text (const RulesTerm *term, guint side, AwardStyle style, guint decimals)
{
  const RulesTerm *other = term->args[1 - side];

  return award_words_term_styled (term->args[side], style, decimals, other->fact);
}

/* Whether both sides of a comparison read the same with @decimals. */
static gboolean
looks_equal (const RulesTerm *term, guint decimals)
{
  g_autofree char *left = side_text (term, 0, AWARD_STYLE_VALUES, decimals);
  g_autofree char *right = side_text (term, 1, AWARD_STYLE_VALUES, decimals);

  return strcmp (left, right) == 0;
}

/* A decided comparison through @format, with as many decimals as tell its sides apart; where none do, it
 * says that the exact figures were compared. */
static char *
comparison_text (const RulesTerm *term, AwardStyle style, const char *format)
{
  RulesOperator holds = holding_operator (term);
  gboolean differs = holds == RULES_OP_LT || holds == RULES_OP_GT || holds == RULES_OP_NE;
  gboolean needs_more = looks_equal (term, AWARD_PERCENT_DECIMALS) && !looks_equal (term, MORE_DECIMALS);
  gboolean hidden = differs && looks_equal (term, MORE_DECIMALS);
  guint decimals = needs_more || hidden ? MORE_DECIMALS : AWARD_PERCENT_DECIMALS;
  g_autofree char *left = side_text (term, 0, style, decimals);
  g_autofree char *right = side_text (term, 1, style, decimals);
  g_autofree char *text = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (format, left, right);
#pragma GCC diagnostic pop
  return hidden ? g_strdup_printf (_ ("%s (exact figures compared)"), text) : g_steal_pointer (&text);
}

static gboolean
is_decided_comparison (const RulesTerm *term)
{
  return is_comparison (term->op) && term->n_args == 2 && term->value && term->args[0]->value &&
         term->args[1]->value;
}

/* Quotation marks are as wide as what they hold. */
static gboolean
is_wide (const char *c)
{
  gunichar character = g_utf8_get_char (c);

  return g_unichar_iswide (character) || character == 0x201c || character == 0x201d;
}

/* Such spaces come from a sentence put together from Chinese parts. */
char *
award_words_close_up (char *text)
{
  char *end = text;
  gboolean after_wide = FALSE;

  for (const char *c = text; *c;)
    {
      const char *next = g_utf8_next_char (c);
      gsize length = (gsize) (next - c);

      if (!(*c == ' ' && after_wide && is_wide (next)))
        {
          after_wide = is_wide (c);
          memmove (end, c, length);
          end += length;
        }
      c = next;
    }

  *end = '\0';
  return text;
}

/* Why a combination of conditions is not met: each part of it that is not. */
static char *
combined_relation (const RulesTerm *term)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < term->n_args; i++)
    {
      const RulesTerm *part = term->args[i];
      g_autofree char *words = NULL;

      /* That a figure was filled in explains nothing. */
      if (part->op == RULES_OP_MISSING || (part->value && is_true (part)))
        continue;
      words = award_words_relation (part);
      if (words == NULL)
        return g_string_free (text, TRUE);
      if (text->len > 0)
        g_string_append (text, C_ ("between steps of an amount", ", "));
      g_string_append (text, words);
    }

  return g_string_free (text, text->len == 0);
}

char *
award_words_relation (const RulesTerm *term)
{
  const RulesTerm *left;

  if ((term->op == RULES_OP_AND || term->op == RULES_OP_OR) && term->value && !is_true (term))
    return combined_relation (term);
  if (!is_decided_comparison (term))
    return NULL;

  /* "number of workers 0 is not above 0" says less than the condition's own words; so do words that are
   * equal or not. */
  left = term->args[0];
  if (left->type == RULES_TYPE_BOOLEAN || left->type == RULES_TYPE_ENUM || left->type == RULES_TYPE_TEXT ||
      strcmp (term->args[1]->value, "0") == 0)
    return NULL;

  return award_words_close_up (comparison_text (
      term, AWARD_STYLE_BOTH, award_words_relation_format (holding_operator (term), left->type)));
}

/* Whether @term is computed from the detail lines, whose figures it has no single value of. */
static gboolean
is_aggregate (RulesOperator op)
{
  return op >= RULES_OP_SUM && op <= RULES_OP_ALL;
}

static void
collect_lacking (const RulesTerm *term, GPtrArray *names)
{
  const char *name = term->label ? term->label : term->id;

  if (is_aggregate (term->op))
    return;

  if ((term->op == RULES_OP_FACT || term->op == RULES_OP_PARAMETER) && term->value == NULL && name &&
      !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, (gpointer) name);

  for (guint i = 0; i < term->n_args; i++)
    collect_lacking (term->args[i], names);
}

char *
award_words_lacking (const RulesTerm *term)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  collect_lacking (term, names);
  if (names->len == 0)
    return NULL;

  g_ptr_array_add (names, NULL);
  /* Translators: between the members of a list. */
  return g_strjoinv (_ (", "), (char **) names->pdata);
}

/* Why @term could not be decided though no figure of the claim is lacking. */
static const char *
undecided_text (const RulesTerm *term)
{
  if (term->op == RULES_OP_GROWTH && term->value == NULL && term->n_args == 2 && term->args[0]->value &&
      term->args[1]->value)
    return _ ("no growth can be computed over a base of zero or less");
  if (is_aggregate (term->op) && term->value == NULL)
    return _ ("some lines cannot be decided");

  for (guint i = 0; i < term->n_args; i++)
    {
      const char *words = undecided_text (term->args[i]);

      if (words)
        return words;
    }

  return NULL;
}

static gboolean
stands_for_itself (RulesOperator op)
{
  return op == RULES_OP_FACT || op == RULES_OP_PARAMETER || op == RULES_OP_NAMED || op == RULES_OP_AS_OF ||
         op == RULES_OP_GROWTH || op == RULES_OP_SUM || op == RULES_OP_COUNT || op == RULES_OP_COUNT_DISTINCT;
}

/* The figures of @term by name and value, each once. */
static void
collect_seen (const RulesTerm *term, GPtrArray *figures)
{
  g_autofree char *words = NULL;

  if (!stands_for_itself (term->op))
    {
      for (guint i = 0; i < term->n_args; i++)
        collect_seen (term->args[i], figures);
      return;
    }

  words = award_words_term_styled (term, AWARD_STYLE_BOTH, AWARD_PERCENT_DECIMALS, NULL);
  if (!g_ptr_array_find_with_equal_func (figures, words, g_str_equal, NULL))
    g_ptr_array_add (figures, g_steal_pointer (&words));
}

static char *
seen_text (const RulesTerm *term)
{
  g_autoptr (GPtrArray) figures = g_ptr_array_new_with_free_func (g_free);

  collect_seen (term, figures);
  if (figures->len == 0)
    return award_words_term_styled (term, AWARD_STYLE_BOTH, AWARD_PERCENT_DECIMALS, NULL);

  g_ptr_array_add (figures, NULL);
  return g_strjoinv (_ (", "), (char **) figures->pdata);
}

char *
award_words_check (const RulesCheck *check)
{
  const RulesTerm *term = check->term;
  g_autofree char *lacking = NULL;
  const char *undecided;

  if (check->state == RULES_STATE_NOT_APPLICABLE)
    return g_strdup (_ ("does not apply"));
  if (term == NULL)
    return g_strdup ("");

  if (term->value == NULL)
    {
      lacking = award_words_lacking (term);
      if (lacking)
        return g_strdup_printf (_ ("missing: %s"), lacking);
      undecided = undecided_text (term);
      return g_strdup (undecided ? undecided : _ ("cannot be decided"));
    }

  if (is_decided_comparison (term))
    {
      g_autofree char *format = g_strdup_printf ("%%s %s %%s", relation_sign (holding_operator (term)));
      return comparison_text (term, AWARD_STYLE_VALUES, format);
    }

  switch ((int) term->op)
    {
    case RULES_OP_IN:
      return award_words_term_styled (term->args[0], AWARD_STYLE_VALUES, AWARD_PERCENT_DECIMALS, NULL);
    case RULES_OP_MISSING:
      return g_strdup (is_true (term) ? _ ("not filled in") : _ ("filled in"));
    case RULES_OP_FACT:
    case RULES_OP_PARAMETER:
    case RULES_OP_NAMED:
      return award_words_term_styled (term, AWARD_STYLE_VALUES, AWARD_PERCENT_DECIMALS, NULL);
    default:
      return seen_text (term);
    }
}

/* A figure of a step in the unit of @term. Sums of money are yuan; scores have no unit. */
static char *
figure_text (const RulesTerm *term, const char *written)
{
  return award_words_written (term ? term->type : RULES_TYPE_MONEY, term ? term->unit : NULL, NULL, written,
                              AWARD_PERCENT_DECIMALS);
}

static char *
formula_text (const RulesStep *step)
{
  g_autofree char *formula =
      award_words_term_styled (step->term, AWARD_STYLE_BOTH, AWARD_PERCENT_DECIMALS, NULL);
  g_autofree char *after = NULL;
  g_autofree char *lacking = NULL;

  if (step->after == NULL)
    {
      lacking = award_words_lacking (step->term);
      return lacking ? g_strdup_printf (_ ("%s cannot be computed, missing: %s"), formula, lacking)
                     : g_strdup_printf (_ ("%s cannot be computed"), formula);
    }

  after = figure_text (step->term, step->after);
  if (step->term->op == RULES_OP_LITERAL)
    return g_strdup_printf (_ ("fixed amount of %s"), after);
  /* A single figure is its own result. */
  if (g_str_has_suffix (formula, after))
    return g_steal_pointer (&formula);

  return g_strdup_printf ("%s = %s", formula, after);
}

char *
award_words_step (const RulesStep *step)
{
  g_autofree char *after = step->after ? figure_text (step->term, step->after) : NULL;
  g_autofree char *bound = NULL;

  if (step->kind == RULES_STEP_FORMULA)
    return formula_text (step);

  if (step->kind == RULES_STEP_ROUND)
    {
      if (g_strcmp0 (step->before, step->after) == 0)
        return g_strdup (_ ("no rounding needed"));
      return g_strdup_printf (_ ("rounded half up to %s"), after ? after : "—");
    }

  bound = step->term->value ? figure_text (step->term, step->term->value) : award_words_lacking (step->term);
  if (step->after == NULL)
    return g_strdup_printf (_ ("the limit %s cannot be applied"), bound ? bound : "—");

  if (step->kind == RULES_STEP_CAP)
    return step->binds ? g_strdup_printf (_ ("above the limit of %s, which is taken"), bound)
                       : g_strdup_printf (_ ("within the limit of %s"), bound);

  return step->binds ? g_strdup_printf (_ ("below the least amount of %s, nothing is paid"), bound)
                     : g_strdup_printf (_ ("not below the least amount of %s"), bound);
}

char *
award_words_steps (const RulesExplanation *explanation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < explanation->n_steps; i++)
    {
      const RulesStep *step = &explanation->steps[i];
      gboolean changes = g_strcmp0 (step->before, step->after) != 0;
      g_autofree char *words = NULL;

      if (step->kind == RULES_STEP_FORMULA ? step->term->op == RULES_OP_LITERAL
                                           : !step->binds && !(step->kind == RULES_STEP_ROUND && changes))
        continue;
      words = award_words_step (step);
      if (text->len > 0)
        g_string_append (text, C_ ("between steps of an amount", ", "));
      g_string_append (text, words);
    }

  return g_string_free (text, FALSE);
}
