/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions in words, of no claim: what a policy file asks for, as a person would write it. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-words-private.h"

static char *
side_text (const RulesTerm *term, const RulesFact *words)
{
  return award_words_term_styled (term, AWARD_STYLE_RULE, AWARD_PERCENT_DECIMALS, words);
}

/* @format with one or two parts filled in. */
static char *
fill (const char *format, const char *first, const char *second)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, first, second);
#pragma GCC diagnostic pop
}

static gboolean
is_words (const RulesTerm *term)
{
  return term->type == RULES_TYPE_ENUM || term->type == RULES_TYPE_TEXT;
}

/* "X is yes" for a figure that is one, or its opposite. */
static char *
truth_text (const RulesTerm *term, gboolean holds)
{
  g_autofree char *name = side_text (term, NULL);

  return fill (holds ? _ ("%s is yes") : _ ("%s is no"), name, NULL);
}

/* A bound of a range: what stands for a figure in quotation marks, so that its name does not run on. */
static char *
bound_text (const RulesTerm *term)
{
  g_autofree char *text = side_text (term, NULL);
  g_autofree char *quoted = NULL;

  if (term->op == RULES_OP_LITERAL)
    return g_steal_pointer (&text);

  quoted = award_words_quotable (text);
  return g_strdup_printf (_ ("“%s”"), quoted);
}

/* A member of a list: a word in quotation marks, a range, a figure. */
static char *
member_text (const RulesTerm *term, const RulesFact *words)
{
  g_autofree char *text = NULL;
  g_autofree char *quoted = NULL;

  if (term->op == RULES_OP_RANGE)
    {
      g_autofree char *from = bound_text (term->args[0]);
      g_autofree char *to = bound_text (term->args[1]);
      return g_strdup_printf (_ ("%s to %s"), from, to);
    }

  text = side_text (term, words);
  if (!is_words (term) || term->op != RULES_OP_LITERAL)
    return g_steal_pointer (&text);

  quoted = award_words_quotable (text);
  return g_strdup_printf (_ ("“%s”"), quoted);
}

static char *
list_text (const RulesTerm *term)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < term->n_args; i++)
    {
      g_autofree char *member = member_text (term->args[i], term->args[0]->fact);

      if (i > 1)
        /* Translators: between the members of a list. */
        g_string_append (text, _ (", "));
      g_string_append (text, member);
    }

  return g_string_free (text, FALSE);
}

static char *
in_text (const RulesTerm *term, gboolean holds)
{
  g_autofree char *name = side_text (term->args[0], NULL);
  g_autofree char *list = list_text (term);

  if (!is_words (term->args[0]))
    return fill (holds ? _ ("%s within %s") : _ ("%s outside %s"), name, list);
  if (term->n_args == 2)
    return fill (holds ? _ ("%s is %s") : _ ("%s is not %s"), name, list);

  return fill (holds ? _ ("%s is one of %s") : _ ("%s is none of %s"), name, list);
}

static char *
comparison_text (const RulesTerm *term)
{
  const RulesTerm *left = term->args[0];
  const RulesTerm *right = term->args[1];
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (right->type == RULES_TYPE_BOOLEAN && right->op == RULES_OP_LITERAL)
    return truth_text (left, (strcmp (right->value, "true") == 0) == (term->op == RULES_OP_EQ));

  first = side_text (left, right->fact);
  second = is_words (left) ? member_text (right, left->fact) : side_text (right, left->fact);
  if (is_words (left))
    return fill (term->op == RULES_OP_EQ ? _ ("%s is %s") : _ ("%s is not %s"), first, second);

  return fill (award_words_relation_format (term->op, left->type), first, second);
}

static char *rule_text (const RulesTerm *term);

/* Conditions side by side; one that is itself such a row, with the other word, stands in parentheses. */
static char *
row_text (const RulesTerm *term)
{
  const char *word = term->op == RULES_OP_AND ? _ ("and") : _ ("or");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < term->n_args; i++)
    {
      const RulesTerm *part = term->args[i];
      gboolean closed = (part->op == RULES_OP_AND || part->op == RULES_OP_OR) && part->op != term->op;
      g_autofree char *words = rule_text (part);

      if (i > 0)
        g_string_append_printf (text, " %s ", word);
      g_string_append_printf (text, "%s%s%s", closed ? _ ("(") : "", words, closed ? _ (")") : "");
    }

  return g_string_free (text, FALSE);
}

static char *
not_text (const RulesTerm *term)
{
  const RulesTerm *inner = term->args[0];
  g_autofree char *words = NULL;

  switch ((int) inner->op)
    {
    case RULES_OP_FACT:
    case RULES_OP_PARAMETER:
      return truth_text (inner, FALSE);
    case RULES_OP_IN:
      return in_text (inner, FALSE);
    case RULES_OP_MISSING:
      words = side_text (inner->args[0], NULL);
      return fill (_ ("%s is filled in"), words, NULL);
    default:
      words = rule_text (inner);
      return fill (_ ("it is not so that %s"), words, NULL);
    }
}

static char *
if_text (const RulesTerm *term)
{
  g_autofree char *condition = rule_text (term->args[0]);
  g_autofree char *then = rule_text (term->args[1]);
  g_autofree char *otherwise = rule_text (term->args[2]);

  /* Translators: the second and third are conditions that apply if the first holds, and if it does not. */
  return g_strdup_printf (_ ("if %s: %s; otherwise: %s"), condition, then, otherwise);
}

static char *
rule_text (const RulesTerm *term)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  switch ((int) term->op)
    {
    case RULES_OP_AND:
    case RULES_OP_OR:
      return row_text (term);
    case RULES_OP_NOT:
      return not_text (term);
    case RULES_OP_EQ:
    case RULES_OP_NE:
    case RULES_OP_LT:
    case RULES_OP_LE:
    case RULES_OP_GT:
    case RULES_OP_GE:
      return comparison_text (term);
    case RULES_OP_IN:
      return in_text (term, TRUE);
    case RULES_OP_IF:
      return if_text (term);
    case RULES_OP_FACT:
    case RULES_OP_PARAMETER:
      return truth_text (term, TRUE);
    case RULES_OP_MISSING:
      first = side_text (term->args[0], NULL);
      return fill (_ ("%s not filled in"), first, NULL);
    case RULES_OP_CHOICE_IS:
      first = award_words_quotable (term->label);
      second = award_words_quotable (term->args[0]->label);
      return fill (_ ("“%s” is read as “%s”"), first, second);
    case RULES_OP_ANY:
      first = rule_text (term->args[0]);
      return fill (_ ("at least one line with: %s"), first, NULL);
    case RULES_OP_ALL:
      first = rule_text (term->args[0]);
      return fill (_ ("every line with: %s"), first, NULL);
    case RULES_OP_NAMED:
      return term->label ? g_strdup (term->label) : rule_text (term->args[0]);
    case RULES_OP_LITERAL:
    default:
      return g_strdup (strcmp (term->value, "true") == 0 ? _ ("always") : _ ("never"));
    }
}

char *
award_words_rule (const RulesTerm *term)
{
  return award_words_close_up (rule_text (term));
}
