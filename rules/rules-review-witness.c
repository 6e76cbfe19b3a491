/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A claim out of a case, as the examples of a policy file write it. */
#include "rules-review.h"

/* The value nearest to a boundary the case has. */
static gint64
edge_of (const RulesDomain *domain, const RulesDomain *whole)
{
  const RulesSpan *first = &domain->spans[0];
  const RulesSpan *last = &domain->spans[domain->n_spans - 1];

  if (first->from != whole->spans[0].from)
    return first->from;
  if (last->to != whole->spans[0].to)
    return last->to;
  return first->to < last->to ? first->to : first->from;
}

/* NULL where the value has no written form: a text the policy does not name, a day beyond the calendar. */
static char *
written (RulesReview *review, const RulesFact *fact, gint64 number)
{
  const char *text = NULL;

  if (fact->type == RULES_TYPE_BOOLEAN)
    return g_strdup (number != 0 ? "yes" : "no");
  if (fact->type == RULES_TYPE_TEXT)
    {
      if (number >= review->texts->len)
        return NULL;
      text = g_ptr_array_index (review->texts, (guint) number);
      number = 0;
    }
  g_autofree char *value = rules_fact_format (fact, (RulesValue){ number, text });
  if (value == NULL || strpbrk (value, "\"\\") != NULL)
    return NULL;
  return g_strdup_printf ("\"%s\"", value);
}

static gboolean
append (GString *claim, const RulesCase *at, const char *prefix, const RulesFact *fact, guint i)
{
  const RulesDomain *domain = &at->domains[i];
  const RulesDomain *whole = &at->review->whole[i];

  if (rules_domain_equal (domain, whole))
    return TRUE;
  if (claim->len > 0 && claim->str[claim->len - 1] != ' ')
    g_string_append (claim, "  ");
  if (domain->n_spans == 0)
    {
      g_string_append_printf (claim, "%s%s missing", prefix, fact->id);
      return TRUE;
    }

  g_autofree char *value = written (at->review, fact, edge_of (domain, whole));
  if (value == NULL)
    return FALSE;
  g_string_append_printf (claim, "%s%s %s", prefix, fact->id, value);
  return TRUE;
}

char *
rules_case_witness (const RulesCase *at)
{
  const RulesMeasure *measure = at->review->measure;
  g_autoptr (GString) claim = g_string_new (NULL);
  g_autoptr (GString) line = g_string_new (NULL);
  guint n = 0;

  if (!at->exact || at->bounds->len > 0 || at->review->steps == 0)
    return NULL;
  for (guint i = 0; i < measure->facts->len; i++, n++)
    if (!append (claim, at, "", &g_array_index (measure->facts, RulesFact, i), n))
      return NULL;
  for (guint i = 0; i < measure->line_facts->len; i++, n++)
    if (!append (line, at, "", &g_array_index (measure->line_facts, RulesFact, i), n))
      return NULL;
  if (line->len > 0)
    g_string_append_printf (claim, "%sline { %s }", claim->len > 0 ? "  " : "", line->str);
  for (guint i = 0; i < measure->parameters->len; i++, n++)
    {
      const RulesParameter *parameter = &g_array_index (measure->parameters, RulesParameter, i);
      RulesFact fact = { .id = parameter->id, .type = parameter->type, .unit = parameter->unit };

      if (!append (claim, at, "set ", &fact, n))
        return NULL;
    }
  for (guint i = 0; i < measure->choices->len; i++, n++)
    {
      const RulesChoice *choice = &g_array_index (measure->choices, RulesChoice, i);

      if (!rules_domain_equal (&at->domains[n], &at->review->whole[n]))
        g_string_append_printf (claim, "%schoose %s %s", claim->len > 0 ? "  " : "", choice->id,
                                choice->options[at->domains[n].spans[0].from].id);
    }
  if (!append (claim, at, "", &(RulesFact){ .id = "as-of", .type = RULES_TYPE_DATE }, n) || claim->len == 0)
    return NULL;
  return g_strdup (claim->str);
}
