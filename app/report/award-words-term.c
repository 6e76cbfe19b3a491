/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms in words: a formula as a person would write it on paper, with names, with figures or with both. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-words-private.h"

/* How strongly an operator binds; parentheses only where a weaker one stands inside a stronger. */
typedef enum
{
  BIND_LIST,
  BIND_OR,
  BIND_AND,
  BIND_NOT,
  BIND_COMPARE,
  BIND_ADD,
  BIND_MULTIPLY,
  BIND_NEGATE,
  BIND_LEAF,
} Bind;

typedef struct
{
  AwardStyle style;
  guint percent_decimals;
  const RulesFact *words; /* the fact whose words enum literals are of */
} Context;

static void append_term (GString *text, const RulesTerm *term, const Context *context, Bind outer);

static gboolean
is_comparison (RulesOperator op)
{
  return op >= RULES_OP_EQ && op <= RULES_OP_GE;
}

static gboolean
is_given (RulesOperator op)
{
  return op == RULES_OP_LITERAL || op == RULES_OP_FACT || op == RULES_OP_PARAMETER;
}

/* The first fact with words in @term. */
static const RulesFact *
find_words (const RulesTerm *term)
{
  const RulesFact *words = term->fact && term->fact->n_words > 0 ? term->fact : NULL;

  for (guint i = 0; words == NULL && i < term->n_args; i++)
    words = find_words (term->args[i]);

  return words;
}

static const char *
lack_text (const RulesTerm *term)
{
  if (term->op == RULES_OP_FACT)
    return _ ("(missing)");
  return term->op == RULES_OP_PARAMETER ? _ ("(not set)") : _ ("(cannot be computed)");
}

/* @number in units of 10^@places of @unit: "5,000 万元". */
static char *
moved_text (gint64 number, guint places, const char *unit)
{
  g_autofree char *digits = g_strdup_printf ("%0*" G_GINT64_FORMAT, (int) places + 1, number);
  gsize whole = strlen (digits) - places;
  g_autofree char *moved = g_strdup_printf ("%.*s.%s", (int) whole, digits, digits + whole);
  g_autofree char *shown = award_words_decimal (moved, 0, 2);

  return g_strdup_printf ("%s %s%s", shown, places == 8 ? "亿" : "万", unit);
}

/* A literal as a policy text writes it: 5,000 万元 rather than 50,000,000.00 元. NULL: as any other value. */
static char *
rule_figure (const RulesTerm *term)
{
  const char *unit = term->unit;
  gint64 number;
  char *end;

  if (unit == NULL && term->type == RULES_TYPE_MONEY)
    unit = _ ("yuan");
  else if (unit == NULL && term->type == RULES_TYPE_ENERGY)
    unit = _ ("kWh");
  if (unit == NULL)
    return NULL;

  number = g_ascii_strtoll (term->value, &end, 10);
  /* Translators: "ten thousands" where large sums are counted in 万 and 亿, else "units". */
  if (strcmp (C_ ("large sums are counted in", "units"), "units") != 0 && strspn (end, ".0") == strlen (end))
    {
      if (number >= 100000000 && number % 1000000 == 0)
        return moved_text (number, 8, unit);
      if (number >= 10000 && number % 100 == 0)
        return moved_text (number, 4, unit);
    }

  g_autofree char *shown = award_words_decimal (term->value, 0, 6);
  return g_strdup_printf ("%s %s", shown, unit);
}

/* The value of @term with its unit; a lack in words. */
static char *
value_text (const RulesTerm *term, const Context *context)
{
  const RulesFact *words = term->fact ? term->fact : context->words;
  g_autofree char *written = NULL;
  guint decimals;

  if (term->value == NULL)
    return g_strdup (lack_text (term));
  if (context->style == AWARD_STYLE_RULE && (written = rule_figure (term)) != NULL)
    return g_steal_pointer (&written);

  decimals = is_given (term->op) ? 0 : context->percent_decimals;
  written = award_words_written (term->type, term->unit, words, term->value, decimals);
  /* A bound is known by its code. */
  if (term->op == RULES_OP_LITERAL && term->type == RULES_TYPE_INDUSTRY)
    written[strcspn (written, " ")] = '\0';
  /* A percentage shown to the usual decimals needs no sign; a sum of money that is not exact does. */
  if (term->rounded && (term->type != RULES_TYPE_PERCENT || decimals > AWARD_PERCENT_DECIMALS))
    return g_strconcat ("≈", written, NULL);

  return g_steal_pointer (&written);
}

static char *
term_names (const RulesTerm *term, Bind outer)
{
  Context context = { AWARD_STYLE_NAMES, AWARD_PERCENT_DECIMALS, find_words (term) };
  GString *text = g_string_new (NULL);

  append_term (text, term, &context, outer);
  return g_string_free (text, FALSE);
}

/* What stands for a figure of no claim; NULL for what is better written out. */
static const char *
rule_name (const RulesTerm *term)
{
  if (term->op == RULES_OP_AS_OF)
    return _ ("the day of computing");

  return term->label ? term->label : term->n_args == 0 ? term->id : NULL;
}

/* What a term that stands for one figure is called; NULL for an operator between figures. */
static char *
name_text (const RulesTerm *term)
{
  g_autofree char *inner = NULL;

  if (term->label)
    return g_strdup (term->label);

  switch ((int) term->op)
    {
    case RULES_OP_FACT:
    case RULES_OP_PARAMETER:
    case RULES_OP_CHOICE_IS:
      return g_strdup (term->id);
    case RULES_OP_NAMED:
      return term->n_args > 0 ? name_text (term->args[0]) : g_strdup (term->id);
    case RULES_OP_AS_OF:
      return g_strdup (_ ("the day of computing"));
    default:
      break;
    }

  if (term->n_args == 0)
    return NULL;

  switch ((int) term->op)
    {
    case RULES_OP_GROWTH:
      inner = term_names (term->args[0], BIND_LEAF);
      return g_strdup_printf (_ ("growth of %s"), inner);
    case RULES_OP_SUM:
      inner = term_names (term->args[0], BIND_LEAF);
      return g_strdup_printf (_ ("sum of %s"), inner);
    case RULES_OP_COUNT_DISTINCT:
      inner = term_names (term->args[0], BIND_LEAF);
      return g_strdup_printf (_ ("number of different %s"), inner);
    default:
      return NULL;
    }
}

static const char *
operator_sign (RulesOperator op)
{
  switch ((int) op)
    {
    case RULES_OP_EQ:
      return "=";
    case RULES_OP_NE:
      return "≠";
    case RULES_OP_LT:
      return "<";
    case RULES_OP_LE:
      return "≤";
    case RULES_OP_GT:
      return ">";
    case RULES_OP_GE:
      return "≥";
    case RULES_OP_ADD:
      return "+";
    case RULES_OP_SUBTRACT:
      return "−";
    case RULES_OP_MULTIPLY:
      return "×";
    case RULES_OP_DIVIDE:
      return "÷";
    case RULES_OP_AND:
      return _ ("and");
    case RULES_OP_OR:
      return _ ("or");
    default:
      g_assert_not_reached ();
    }
}

static Bind
operator_bind (RulesOperator op)
{
  switch ((int) op)
    {
    case RULES_OP_OR:
      return BIND_OR;
    case RULES_OP_AND:
      return BIND_AND;
    case RULES_OP_NOT:
      return BIND_NOT;
    case RULES_OP_ADD:
    case RULES_OP_SUBTRACT:
      return BIND_ADD;
    case RULES_OP_MULTIPLY:
    case RULES_OP_DIVIDE:
      return BIND_MULTIPLY;
    case RULES_OP_NEGATE:
      return BIND_NEGATE;
    case RULES_OP_IF:
      return BIND_LIST;
    case RULES_OP_EQ:
    case RULES_OP_NE:
    case RULES_OP_LT:
    case RULES_OP_LE:
    case RULES_OP_GT:
    case RULES_OP_GE:
    case RULES_OP_IN:
    case RULES_OP_MISSING:
      return BIND_COMPARE;
    default:
      return BIND_LEAF;
    }
}

static void
append_infix (GString *text, const RulesTerm *term, const Context *context, Bind bind)
{
  gboolean associates =
      term->op != RULES_OP_SUBTRACT && term->op != RULES_OP_DIVIDE && !is_comparison (term->op);

  for (guint i = 0; i < term->n_args; i++)
    {
      if (i > 0)
        g_string_append_printf (text, " %s ", operator_sign (term->op));
      append_term (text, term->args[i], context, i > 0 && !associates ? bind + 1 : bind);
    }
}

/* "a, b, c" of the arguments from @first on. */
static char *
list_text (const RulesTerm *term, const Context *context, guint first)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < term->n_args; i++)
    {
      if (i > first)
        /* Translators: between the members of a list. */
        g_string_append (text, _ (", "));
      append_term (text, term->args[i], context, BIND_LIST);
    }

  return g_string_free (text, FALSE);
}

static char *
argument_text (const RulesTerm *term, const Context *context, guint i, Bind outer)
{
  GString *text = g_string_new (NULL);

  append_term (text, term->args[i], context, outer);
  return g_string_free (text, FALSE);
}

/* The smaller or larger of figures; a plain figure among them reads as a bound of the other. */
static char *
bound_text (const RulesTerm *term, const Context *context)
{
  gboolean is_min = term->op == RULES_OP_MIN;
  guint bound = term->n_args == 2 && term->args[0]->op == RULES_OP_LITERAL ? 0 : 1;
  g_autofree char *all = NULL;
  g_autofree char *bounded = NULL;
  g_autofree char *by = NULL;

  if (term->n_args == 2 && is_given (term->args[bound]->op) && term->args[bound]->op != RULES_OP_FACT)
    {
      bounded = argument_text (term, context, 1 - bound, BIND_LEAF);
      by = argument_text (term, context, bound, BIND_LIST);
      return g_strdup_printf (is_min ? _ ("%s (at most %s)") : _ ("%s (at least %s)"), bounded, by);
    }

  all = list_text (term, context, 0);
  return g_strdup_printf (is_min ? _ ("the smallest of (%s)") : _ ("the largest of (%s)"), all);
}

/* Operators written as a phrase. */
static char *
phrase_text (const RulesTerm *term, const Context *context)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  if (term->op == RULES_OP_COUNT)
    return g_strdup (_ ("number of counted lines"));
  if (term->op == RULES_OP_MIN || term->op == RULES_OP_MAX)
    return bound_text (term, context);
  if (term->n_args == 0)
    return g_strdup (term->id ? term->id : "");

  if (term->op == RULES_OP_IF && context->style == AWARD_STYLE_RULE)
    first = award_words_rule (term->args[0]);
  else
    first = argument_text (term, context, 0, term->op == RULES_OP_IF ? BIND_OR : BIND_LEAF);
  if (term->op == RULES_OP_IN)
    second = list_text (term, context, 1);
  else if (term->op == RULES_OP_ADD_DAYS && term->args[1]->op == RULES_OP_LITERAL)
    second = award_words_decimal (term->args[1]->value, 0, 0); /* the sentence says that they are days */
  else if (term->n_args > 1)
    second = argument_text (term, context, 1, BIND_OR);
  if (term->n_args > 2)
    third = argument_text (term, context, 2, BIND_OR);

  switch ((int) term->op)
    {
    case RULES_OP_NOT:
      return g_strdup_printf (_ ("not %s"), first);
    case RULES_OP_IN:
      return g_strdup_printf (_ ("%s within %s"), first, second);
    case RULES_OP_RANGE:
      return g_strdup_printf (_ ("%s to %s"), first, second);
    case RULES_OP_MISSING:
      return g_strdup_printf (_ ("%s not filled in"), first);
    case RULES_OP_NEGATE:
      return g_strdup_printf ("−%s", first);
    case RULES_OP_IF:
      return g_strdup_printf (_ ("%s if %s, otherwise %s"), second, first, third);
    case RULES_OP_GROWTH:
      return g_strdup_printf (_ ("growth of %s over %s"), first, second);
    case RULES_OP_SUM:
      return g_strdup_printf (_ ("sum of %s"), first);
    case RULES_OP_COUNT_DISTINCT:
      return g_strdup_printf (_ ("number of different %s"), first);
    case RULES_OP_STEPS:
      return g_strdup_printf (_ ("whole steps of %s in %s"), second, first);
    case RULES_OP_FLOOR:
      return g_strdup_printf (_ ("%s rounded down"), first);
    case RULES_OP_ADD_MONTHS:
      return g_strdup_printf (_ ("%s plus %s months"), first, second);
    case RULES_OP_ADD_DAYS:
      return g_strdup_printf (_ ("%s plus %s days"), first, second);
    case RULES_OP_ANY:
      return g_strdup_printf (_ ("at least one line with: %s"), first);
    case RULES_OP_ALL:
      return g_strdup_printf (_ ("every line with: %s"), first);
    default:
      return g_steal_pointer (&first);
    }
}

/* One figure: a given one, a named one, or an operator whose result says more than its parts. */
static gboolean
append_figure (GString *text, const RulesTerm *term, const Context *context)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (term->op == RULES_OP_LITERAL)
    {
      value = value_text (term, context);
      g_string_append (text, value);
      return TRUE;
    }

  /* Only what is called something can stand for its parts. */
  name = context->style == AWARD_STYLE_RULE ? g_strdup (rule_name (term)) : name_text (term);
  if (name == NULL)
    {
      if (term->op != RULES_OP_COUNT || context->style == AWARD_STYLE_NAMES ||
          context->style == AWARD_STYLE_RULE)
        return FALSE;
      name = phrase_text (term, context);
    }

  if (context->style == AWARD_STYLE_NAMES || context->style == AWARD_STYLE_RULE)
    {
      g_string_append (text, name);
      return TRUE;
    }

  value = value_text (term, context);
  if (context->style == AWARD_STYLE_VALUES)
    g_string_append (text, value);
  else
    /* Translators: a figure's name, and its value or "(missing)". */
    g_string_append_printf (text, term->value ? C_ ("figure", "%s %s") : C_ ("lacking figure", "%s %s"), name,
                            value);
  return TRUE;
}

static void
append_term (GString *text, const RulesTerm *term, const Context *context, Bind outer)
{
  Bind bind = operator_bind (term->op);
  g_autofree char *phrase = NULL;

  if (context->style == AWARD_STYLE_RULE && term->op == RULES_OP_NAMED && term->label == NULL)
    {
      append_term (text, term->args[0], context, outer);
      return;
    }
  /* Of a claim only the branch it takes counts. */
  if (term->op == RULES_OP_IF && term->args[0]->value != NULL &&
      (context->style == AWARD_STYLE_VALUES || context->style == AWARD_STYLE_BOTH))
    {
      append_term (text, term->args[strcmp (term->args[0]->value, "true") == 0 ? 1 : 2], context, outer);
      return;
    }
  if (append_figure (text, term, context))
    return;

  if (bind < outer)
    g_string_append (text, _ ("("));
  if (is_comparison (term->op) || (term->op >= RULES_OP_ADD && term->op <= RULES_OP_DIVIDE) ||
      term->op == RULES_OP_AND || term->op == RULES_OP_OR)
    {
      append_infix (text, term, context, bind);
    }
  else
    {
      phrase = phrase_text (term, context);
      g_string_append (text, phrase);
    }
  if (bind < outer)
    g_string_append (text, _ (")"));
}

char *
award_words_term_styled (const RulesTerm *term,
                         AwardStyle style,
                         guint percent_decimals,
                         const RulesFact *words)
{
  Context context = { style, percent_decimals, words ? words : find_words (term) };
  GString *text = g_string_new (NULL);

  append_term (text, term, &context, BIND_LIST);
  return g_string_free (text, FALSE);
}

char *
award_words_term (const RulesTerm *term, gboolean with_values)
{
  return award_words_term_styled (term, with_values ? AWARD_STYLE_VALUES : AWARD_STYLE_NAMES,
                                  AWARD_PERCENT_DECIMALS, NULL);
}
