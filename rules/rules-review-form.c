/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of factors times facts: "power > prior" and "prior >= power" are about one thing. */
#include "rules-review.h"

static const RulesRatio ONE = { 1, 1 };
static const RulesRatio MINUS_ONE = { -1, 1 };

static const RulesExpression *
unnamed (const RulesExpression *expression)
{
  while (expression->op == RULES_OP_NAMED)
    expression = expression->let->expression;
  return expression;
}

/* Whether both are written the same, names followed. */
static gboolean
same_expression (const RulesExpression *a, const RulesExpression *b)
{
  a = unnamed (a);
  b = unnamed (b);
  if (a == b)
    return TRUE;
  if (a->op != b->op || a->kind != b->kind || a->n_args != b->n_args || a->steps != b->steps)
    return FALSE;
  if (a->op == RULES_OP_LITERAL &&
      (a->literal.numerator != b->literal.numerator || a->literal.denominator != b->literal.denominator ||
       g_strcmp0 (a->text, b->text) != 0))
    return FALSE;
  if (a->op == RULES_OP_FACT && (a->fact != b->fact || a->fact_on_line != b->fact_on_line))
    return FALSE;
  if (a->op == RULES_OP_PARAMETER && a->parameter != b->parameter)
    return FALSE;
  if (a->op == RULES_OP_CHOICE_IS && (a->choice != b->choice || a->option != b->option))
    return FALSE;
  for (guint i = 0; i < a->n_args; i++)
    if (!same_expression (a->args[i], b->args[i]))
      return FALSE;
  return TRUE;
}

static gboolean
add_term (RulesForm *form, const RulesExpression *atom, int domain, RulesRatio factor)
{
  guint i = 0;

  while (i < form->n_terms &&
         (form->terms[i].domain != domain || (domain < 0 && !same_expression (form->terms[i].atom, atom))))
    i++;
  if (i == form->n_terms)
    {
      if (form->n_terms == RULES_MAX_TERMS)
        return FALSE;
      form->n_terms++;
      form->terms[i].atom = atom;
      form->terms[i].domain = domain;
      form->terms[i].factor = factor;
      return TRUE;
    }
  if (!rules_ratio_add (form->terms[i].factor, factor, &form->terms[i].factor))
    return FALSE;
  if (form->terms[i].factor.numerator == 0)
    form->terms[i] = form->terms[--form->n_terms];
  return TRUE;
}

gboolean
rules_form_add (RulesForm *form, const RulesForm *other, RulesRatio factor)
{
  RulesRatio part;

  if (!rules_ratio_multiply (other->constant, factor, &part) ||
      !rules_ratio_add (form->constant, part, &form->constant))
    return FALSE;
  for (guint i = 0; i < other->n_terms; i++)
    if (!rules_ratio_multiply (other->terms[i].factor, factor, &part) ||
        (part.numerator != 0 && !add_term (form, other->terms[i].atom, other->terms[i].domain, part)))
      return FALSE;
  return TRUE;
}

static gboolean
product_of (const RulesReview *review, const RulesExpression *expression, RulesForm *form)
{
  RulesForm a, b;
  RulesRatio factor;

  if (!rules_form_of (review, expression->args[0], &a) || !rules_form_of (review, expression->args[1], &b))
    return FALSE;
  if (expression->op == RULES_OP_MULTIPLY && a.n_terms == 0)
    return rules_form_add (form, &b, a.constant);
  if (b.n_terms > 0)
    return add_term (form, expression, -1, ONE);
  factor = b.constant;
  if (expression->op == RULES_OP_DIVIDE && !rules_ratio_divide (ONE, factor, &factor))
    return FALSE;
  return rules_form_add (form, &a, factor);
}

static gboolean
sum_of (const RulesReview *review, const RulesExpression *expression, RulesForm *form)
{
  for (guint i = 0; i < expression->n_args; i++)
    {
      gboolean negative = expression->op == RULES_OP_NEGATE || (expression->op == RULES_OP_SUBTRACT && i > 0);
      RulesForm part;

      if (!rules_form_of (review, expression->args[i], &part))
        return FALSE;
      /* Days are added whole. */
      if (expression->op == RULES_OP_ADD_DAYS && i > 0)
        {
          if (part.n_terms > 0)
            {
              *form = (RulesForm){ .constant = { 0, 1 } };
              return add_term (form, expression, -1, ONE);
            }
          part.constant = rules_ratio_truncate (part.constant);
        }
      if (!rules_form_add (form, &part, negative ? MINUS_ONE : ONE))
        return FALSE;
    }
  return TRUE;
}

gboolean
rules_form_of (const RulesReview *review, const RulesExpression *expression, RulesForm *form)
{
  expression = unnamed (expression);
  *form = (RulesForm){ .constant = { 0, 1 } };
  switch ((int) expression->op)
    {
    case RULES_OP_LITERAL:
      form->constant = expression->literal;
      return TRUE;
    case RULES_OP_FACT:
    case RULES_OP_PARAMETER:
    case RULES_OP_AS_OF:
      return add_term (form, expression, rules_domain_of (review, expression), ONE);
    case RULES_OP_ADD:
    case RULES_OP_SUBTRACT:
    case RULES_OP_NEGATE:
    case RULES_OP_ADD_DAYS:
      return sum_of (review, expression, form);
    case RULES_OP_MULTIPLY:
    case RULES_OP_DIVIDE:
      return product_of (review, expression, form);
    default:
      return add_term (form, expression, -1, ONE);
    }
}

gboolean
rules_form_matches (const RulesForm *a, const RulesForm *b, RulesRatio *factor)
{
  if (a->n_terms != b->n_terms || a->n_terms == 0)
    return FALSE;
  for (guint i = 0; i < a->n_terms; i++)
    {
      RulesRatio quotient;
      guint j = 0;

      while (j < b->n_terms &&
             (b->terms[j].domain != a->terms[i].domain ||
              (a->terms[i].domain < 0 && !same_expression (a->terms[i].atom, b->terms[j].atom))))
        j++;
      if (j == b->n_terms || !rules_ratio_divide (a->terms[i].factor, b->terms[j].factor, &quotient))
        return FALSE;
      if (i > 0 && (quotient.numerator != factor->numerator || quotient.denominator != factor->denominator))
        return FALSE;
      *factor = quotient;
    }
  return TRUE;
}
