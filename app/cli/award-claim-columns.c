/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-claim-columns.h"

#include "award-cli.h"

#include <glib/gi18n.h>
#include <string.h>

/* One index space of facts: those of the claim, or those of its lines. */
typedef struct
{
  guint n_facts;
  const RulesFact **facts;
  GArray **columns; /* gint64 */
  gint64 *row;      /* what is being read */
  gboolean *is_given;
  const gint64 **data; /* of columns, for the batch */
} Space;

struct _AwardClaimColumns
{
  const RulesMeasure *measure;
  Space claim;
  Space line;
  GArray *line_starts; /* guint32, one more than claims */
  RulesTexts *texts;
};

static void
init_space (Space *space, const RulesMeasure *measure, gboolean lines)
{
  space->n_facts = lines ? rules_measure_get_n_line_facts (measure) : rules_measure_get_n_facts (measure);
  space->facts = g_new0 (const RulesFact *, space->n_facts + 1);
  space->columns = g_new0 (GArray *, space->n_facts + 1);
  space->row = g_new0 (gint64, space->n_facts + 1);
  space->is_given = g_new0 (gboolean, space->n_facts + 1);
  space->data = g_new0 (const gint64 *, space->n_facts + 1);
  for (guint i = 0; i < space->n_facts; i++)
    {
      space->facts[i] =
          lines ? rules_measure_get_line_fact (measure, i) : rules_measure_get_fact (measure, i);
      space->columns[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
    }
}

static void
clear_space (Space *space)
{
  for (guint i = 0; i < space->n_facts; i++)
    g_array_unref (space->columns[i]);
  g_free (space->facts);
  g_free (space->columns);
  g_free (space->row);
  g_free (space->is_given);
  g_free (space->data);
}

static void
set_length (Space *space, guint length)
{
  for (guint i = 0; i < space->n_facts; i++)
    g_array_set_size (space->columns[i], length);
}

static void
begin_row (Space *space)
{
  for (guint i = 0; i < space->n_facts; i++)
    {
      space->row[i] = RULES_MISSING;
      space->is_given[i] = FALSE;
    }
}

static void
end_row (Space *space)
{
  for (guint i = 0; i < space->n_facts; i++)
    g_array_append_val (space->columns[i], space->row[i]);
}

AwardClaimColumns *
award_claim_columns_new (const RulesMeasure *measure)
{
  AwardClaimColumns *self = g_new0 (AwardClaimColumns, 1);

  self->measure = measure;
  init_space (&self->claim, measure, FALSE);
  init_space (&self->line, measure, TRUE);
  self->line_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->texts = rules_texts_new ();
  award_claim_columns_clear (self);
  return self;
}

void
award_claim_columns_free (AwardClaimColumns *self)
{
  if (self == NULL)
    return;
  clear_space (&self->claim);
  clear_space (&self->line);
  g_array_unref (self->line_starts);
  rules_texts_free (self->texts);
  g_free (self);
}

void
award_claim_columns_clear (AwardClaimColumns *self)
{
  guint32 zero = 0;

  set_length (&self->claim, 0);
  set_length (&self->line, 0);
  g_array_set_size (self->line_starts, 0);
  g_array_append_val (self->line_starts, zero);
  rules_texts_clear (self->texts);
}

static char *
list_words (const RulesFact *fact)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < fact->n_words; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", fact->words[i].id);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* Why @text is no value of @fact. */
static char *
describe_fault (const RulesFact *fact, const char *text, const GError *error)
{
  if (fact->type == RULES_TYPE_ENUM)
    {
      g_autofree char *words = list_words (fact);

      return g_strdup_printf (_ ("%s: “%s” is none of %s"), fact->id, text, words);
    }
  if (g_error_matches (error, RULES_ERROR, RULES_ERROR_PRECISION))
    return g_strdup_printf (_ ("%s: “%s” has more decimals than the type %s keeps"), fact->id, text,
                            rules_type_name (fact->type));
  if (g_error_matches (error, RULES_ERROR, RULES_ERROR_RANGE))
    return g_strdup_printf (_ ("%s: “%s” is too large or too small for the type %s"), fact->id, text,
                            rules_type_name (fact->type));
  return g_strdup_printf (_ ("%s: “%s” is not of the type %s, which is written as %s"), fact->id, text,
                          rules_type_name (fact->type), award_cli_type_sample (fact->type));
}

static gboolean
is_decimal (RulesType type)
{
  return type == RULES_TYPE_MONEY || type == RULES_TYPE_ENERGY || type == RULES_TYPE_QUANTITY ||
         type == RULES_TYPE_PERCENT || type == RULES_TYPE_COUNT;
}

static gboolean
read_value (AwardClaimColumns *self,
            const RulesFact *fact,
            const AwardJsonNode *node,
            gint64 *number,
            char **fault)
{
  g_autoptr (GError) error = NULL;
  RulesValue value = { RULES_MISSING, NULL };
  gboolean number_fits = node->type == AWARD_JSON_NUMBER && is_decimal (fact->type);

  *number = RULES_MISSING;
  if (node->type == AWARD_JSON_NULL)
    return TRUE;
  if ((node->type == AWARD_JSON_TRUE || node->type == AWARD_JSON_FALSE) && fact->type == RULES_TYPE_BOOLEAN)
    {
      *number = node->type == AWARD_JSON_TRUE;
      return TRUE;
    }
  if (node->type != AWARD_JSON_STRING && !number_fits)
    {
      *fault = g_strdup_printf (_ ("%s: the type %s is written as %s"), fact->id,
                                rules_type_name (fact->type), award_cli_type_sample (fact->type));
      return FALSE;
    }
  if (number_fits && strpbrk (node->text, ".eE") != NULL)
    {
      *fault = g_strdup_printf (_ ("%s: a number with a fraction must be in quotes: \"%s\""), fact->id,
                                node->text);
      return FALSE;
    }
  if (!rules_fact_parse (fact, node->text, &value, &error))
    {
      *fault = describe_fault (fact, node->text, error);
      return FALSE;
    }
  *number = fact->type == RULES_TYPE_TEXT && value.number != RULES_MISSING
                ? rules_texts_add (self->texts, value.text)
                : value.number;
  return TRUE;
}

static const RulesFact *
find_fact (const Space *space, const char *id, guint *index)
{
  for (guint i = 0; i < space->n_facts; i++)
    if (strcmp (space->facts[i]->id, id) == 0)
      {
        *index = i;
        return space->facts[i];
      }
  return NULL;
}

static char *
describe_unknown (const char *id, const Space *first, const Space *second)
{
  g_autofree const char **names = g_new0 (const char *, first->n_facts + second->n_facts + 1);
  const char *nearest;

  for (guint i = 0; i < first->n_facts; i++)
    names[i] = first->facts[i]->id;
  for (guint i = 0; i < second->n_facts; i++)
    names[first->n_facts + i] = second->facts[i]->id;
  nearest = award_cli_nearest (id, names);
  if (nearest != NULL)
    return g_strdup_printf (_ ("there is no fact “%s” here; did you mean “%s”?"), id, nearest);
  return g_strdup_printf (_ ("there is no fact “%s” here"), id);
}

/* Reads the members of @node as facts of @space, or of @other where it is given. */
static gboolean
read_facts (AwardClaimColumns *self,
            const AwardJson *json,
            const AwardJsonNode *node,
            Space *space,
            Space *other,
            char **fault)
{
  const Space none = { 0 };

  if (node->type != AWARD_JSON_OBJECT)
    {
      *fault = g_strdup (_ ("facts must be an object"));
      return FALSE;
    }
  for (const AwardJsonNode *m = award_json_first (json, node); m != NULL; m = award_json_next (json, m))
    {
      Space *home = space;
      guint index;
      const RulesFact *fact = find_fact (space, m->name, &index);

      if (fact == NULL && other != NULL)
        {
          home = other;
          fact = find_fact (other, m->name, &index);
        }
      if (fact == NULL)
        {
          *fault = describe_unknown (m->name, space, other != NULL ? other : &none);
          return FALSE;
        }
      if (!read_value (self, fact, m, &home->row[index], fault))
        return FALSE;
      home->is_given[index] = TRUE;
    }
  return TRUE;
}

static gboolean
has_given (const Space *space)
{
  for (guint i = 0; i < space->n_facts; i++)
    if (space->is_given[i])
      return TRUE;
  return FALSE;
}

static gboolean
read_lines (AwardClaimColumns *self, const AwardJson *json, const AwardJsonNode *lines, char **fault)
{
  guint n = 0;

  for (const AwardJsonNode *l = award_json_first (json, lines); l != NULL; l = award_json_next (json, l))
    {
      g_autofree char *why = NULL;

      n++;
      begin_row (&self->line);
      if (!read_facts (self, json, l, &self->line, NULL, &why))
        {
          *fault = g_strdup_printf (_ ("detail line %u: %s"), n, why);
          return FALSE;
        }
      end_row (&self->line);
    }
  return TRUE;
}

/* The claim's facts into the rows, its lines into their columns. */
static gboolean
read_claim (AwardClaimColumns *self, const AwardJson *json, const AwardJsonNode *node, char **fault)
{
  const AwardJsonNode *facts = NULL;
  const AwardJsonNode *lines = NULL;
  gboolean has_lines;

  if (node->type != AWARD_JSON_OBJECT)
    {
      *fault = g_strdup (_ ("a claim must be an object"));
      return FALSE;
    }
  for (const AwardJsonNode *m = award_json_first (json, node); m != NULL; m = award_json_next (json, m))
    if (strcmp (m->name, "facts") == 0)
      facts = m;
    else if (strcmp (m->name, "lines") == 0 && m->type != AWARD_JSON_NULL)
      lines = m;
    else if (strcmp (m->name, "claimant") == 0 && m->type != AWARD_JSON_STRING && m->type != AWARD_JSON_NULL)
      {
        *fault = g_strdup (_ ("claimant must be a text"));
        return FALSE;
      }
  if (lines != NULL && lines->type != AWARD_JSON_ARRAY)
    {
      *fault = g_strdup (_ ("lines must be an array"));
      return FALSE;
    }
  has_lines = lines != NULL && lines->first != 0;
  if (has_lines && self->line.n_facts == 0)
    {
      *fault = g_strdup_printf (_ ("%s has no detail lines"), rules_measure_get_id (self->measure));
      return FALSE;
    }
  begin_row (&self->claim);
  begin_row (&self->line);
  if (facts != NULL && facts->type != AWARD_JSON_NULL &&
      !read_facts (self, json, facts, &self->claim, has_lines ? NULL : &self->line, fault))
    return FALSE;
  /* A claim that gives the line's facts among its own and no lines is one line. */
  if (!has_lines && has_given (&self->line))
    end_row (&self->line);
  return !has_lines || read_lines (self, json, lines, fault);
}

gboolean
award_claim_columns_add (AwardClaimColumns *self,
                         const AwardJson *json,
                         const AwardJsonNode *node,
                         char **fault)
{
  guint n_lines = (guint) award_claim_columns_get_n_lines (self);
  guint32 end;

  if (!read_claim (self, json, node, fault))
    {
      set_length (&self->line, n_lines);
      return FALSE;
    }
  end_row (&self->claim);
  end = self->line.n_facts > 0 ? self->line.columns[0]->len : 0;
  g_array_append_val (self->line_starts, end);
  return TRUE;
}

gsize
award_claim_columns_get_n_claims (const AwardClaimColumns *self)
{
  return self->line_starts->len - 1;
}

gsize
award_claim_columns_get_n_lines (const AwardClaimColumns *self)
{
  return self->line.n_facts > 0 ? self->line.columns[0]->len : 0;
}

static const gint64 *const *
list_data (Space *space)
{
  for (guint i = 0; i < space->n_facts; i++)
    space->data[i] = (const gint64 *) (gpointer) space->columns[i]->data;
  return space->data;
}

RulesBatch
award_claim_columns_get_batch (AwardClaimColumns *self)
{
  RulesBatch batch = { 0 };

  batch.n_claims = award_claim_columns_get_n_claims (self);
  batch.facts = list_data (&self->claim);
  batch.texts = self->texts;
  if (self->line.n_facts > 0)
    {
      batch.line_starts = (const guint32 *) (gpointer) self->line_starts->data;
      batch.line_facts = list_data (&self->line);
    }
  return batch;
}
