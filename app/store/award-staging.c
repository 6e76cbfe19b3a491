/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-staging.h"

#include "award-index.h"

#include <glib/gi18n.h>
#include <string.h>

/* Items between two times memory is given back. */
#define KEPT_ITEMS 16384u

struct _AwardStaging
{
  const RulesMeasure *measure;
  guint n_facts;
  guint n_line_facts;
  int claim_key; /* index of the fact that is one, -1 none */
  int line_key;
  gsize claim_size;
  gsize line_size;
  guint n_claims;
  guint n_lines;
  guint n_added; /* rows */
  AwardArena *claims;
  AwardArena *lines;
  AwardArena *texts;
  AwardIndex *claim_index; /* by code and key: index + 1 */
  AwardIndex *line_index;  /* by claim and key: index + 1 of the last one */
};

AwardStaging *
award_staging_new (const RulesMeasure *measure)
{
  AwardStaging *self = g_new0 (AwardStaging, 1);

  self->measure = measure;
  self->n_facts = rules_measure_get_n_facts (measure);
  self->n_line_facts = rules_measure_get_n_line_facts (measure);
  self->claim_key = rules_measure_get_claim_key (measure);
  self->line_key = -1;
  for (guint i = 0; i < self->n_line_facts; i++)
    if (rules_measure_get_line_fact (measure, i)->is_key)
      self->line_key = (int) i;
  self->claim_size = sizeof (AwardStagedClaim) + self->n_facts * sizeof (gint64);
  self->line_size = sizeof (AwardStagedLine) + self->n_line_facts * sizeof (gint64);
  self->claims = award_arena_new ();
  self->lines = award_arena_new ();
  self->texts = award_arena_new ();
  self->claim_index = award_index_new ();
  self->line_index = award_index_new ();
  return self;
}

void
award_staging_free (AwardStaging *self)
{
  award_arena_free (self->claims);
  award_arena_free (self->lines);
  award_arena_free (self->texts);
  award_index_free (self->claim_index);
  award_index_free (self->line_index);
  g_free (self);
}

guint
award_staging_get_n_claims (const AwardStaging *self)
{
  return self->n_claims;
}

guint
award_staging_get_n_lines (const AwardStaging *self)
{
  return self->n_lines;
}

AwardStagedClaim *
award_staging_get_claim (const AwardStaging *self, guint item)
{
  return award_arena_get (self->claims, item * self->claim_size);
}

static AwardStagedLine *
get_line (const AwardStaging *self, guint item)
{
  return award_arena_get (self->lines, item * self->line_size);
}

const AwardStagedLine *
award_staging_get_line (const AwardStaging *self, guint item)
{
  return get_line (self, item);
}

const char *
award_staging_get_text (const AwardStaging *self, AwardStagedText text)
{
  return text != 0 ? award_arena_get (self->texts, text) : NULL;
}

static RulesValue
unstage_value (const AwardStaging *self, const RulesFact *fact, gint64 value)
{
  if (fact->type != RULES_TYPE_TEXT || value == RULES_MISSING)
    return (RulesValue){ value, NULL };
  return (RulesValue){ 0, award_staging_get_text (self, (AwardStagedText) value) };
}

RulesValue
award_staging_get_value (const AwardStaging *self, guint item, guint i)
{
  return unstage_value (self, rules_measure_get_fact (self->measure, i),
                        award_staging_get_claim (self, item)->values[i]);
}

RulesValue
award_staging_get_line_value (const AwardStaging *self, guint item, guint i)
{
  return unstage_value (self, rules_measure_get_line_fact (self->measure, i),
                        get_line (self, item)->values[i]);
}

void
award_staging_look_at (AwardStaging *self, guint i)
{
  if (i % KEPT_ITEMS != 0)
    return;
  award_arena_let_go (self->claims);
  award_arena_let_go (self->lines);
  award_arena_let_go (self->texts);
}

/* Keeps @text, nullable and with nothing in it none. */
static gboolean
stage_text (AwardStaging *self, const char *text, AwardStagedText *place, GError **error)
{
  gsize length, at;
  char *kept;

  *place = 0;
  if (text == NULL || *text == '\0')
    return TRUE;
  length = strlen (text) + 1;
  /* The first byte is nobody's, for no place is 0. */
  if (award_arena_get_length (self->texts) == 0 && award_arena_add (self->texts, 1, error) == NULL)
    return FALSE;
  at = award_arena_get_length (self->texts);
  if (at > G_MAXUINT32 - length)
    {
      g_set_error_literal (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FAILED,
                           _ ("The table holds too much text. Import it in parts."));
      return FALSE;
    }
  kept = award_arena_add (self->texts, length, error);
  if (kept == NULL)
    return FALSE;
  memcpy (kept, text, length);
  *place = (AwardStagedText) at;
  return TRUE;
}

static gboolean
stage_value (AwardStaging *self, const RulesFact *fact, RulesValue value, gint64 *staged, GError **error)
{
  AwardStagedText place;

  *staged = value.number;
  if (fact->type != RULES_TYPE_TEXT)
    return TRUE;
  if (!stage_text (self, value.text, &place, error))
    return FALSE;
  *staged = place != 0 ? (gint64) place : RULES_MISSING;
  return TRUE;
}

/* Whether a value is missing: a text also when it is empty. */
static gboolean
is_missing (const RulesFact *fact, RulesValue value)
{
  return fact->type == RULES_TYPE_TEXT ? value.text == NULL || *value.text == '\0'
                                       : value.number == RULES_MISSING;
}

static gboolean
value_equal (const AwardStaging *self, const RulesFact *fact, gint64 staged, RulesValue value)
{
  if (fact->type != RULES_TYPE_TEXT)
    return staged == value.number;
  if (is_missing (fact, value) || staged == RULES_MISSING)
    return is_missing (fact, value) && staged == RULES_MISSING;
  return strcmp (award_staging_get_text (self, (AwardStagedText) staged), value.text) == 0;
}

static guint32
hash_value (guint32 seed, const RulesFact *fact, RulesValue value)
{
  if (fact->type != RULES_TYPE_TEXT)
    return award_hash_number (seed, value.number);
  return award_hash_text (seed, value.text != NULL ? value.text : "");
}

/* What tells a claim from others: its claimant, and the key where the measure has one. */
static gboolean
is_claim_of (guint32 number, gconstpointer wanted, gpointer data)
{
  AwardStaging *self = data;
  const AwardRowValues *row = wanted;
  const AwardStagedClaim *claim = award_staging_get_claim (self, number - 1);
  const int key = self->claim_key;

  return strcmp (award_staging_get_text (self, claim->code), row->claimant) == 0 &&
         (key < 0 || value_equal (self, rules_measure_get_fact (self->measure, (guint) key),
                                  claim->values[key], row->facts[key]));
}

static guint32
hash_claim (const AwardStaging *self, const AwardRowValues *row)
{
  const guint32 hash = award_hash_text (0, row->claimant);
  const int key = self->claim_key;

  return key < 0 ? hash
                 : hash_value (hash, rules_measure_get_fact (self->measure, (guint) key), row->facts[key]);
}

/* Compares the claim facts of @row with those of an earlier row. In a table of lines an empty cell says
 * nothing: its neighbour's value is taken. */
static gboolean
agree_with_claim (AwardStaging *self, guint item, const AwardRowValues *row, gboolean *agree, GError **error)
{
  AwardStagedClaim *claim = award_staging_get_claim (self, item);

  *agree = TRUE;
  for (guint i = 0; i < self->n_facts; i++)
    {
      const RulesFact *fact = rules_measure_get_fact (self->measure, i);

      if (value_equal (self, fact, claim->values[i], row->facts[i]))
        continue;
      if (self->n_line_facts > 0 && claim->values[i] == RULES_MISSING)
        {
          if (!stage_value (self, fact, row->facts[i], &claim->values[i], error))
            return FALSE;
        }
      else if (self->n_line_facts == 0 || !is_missing (fact, row->facts[i]))
        *agree = FALSE;
    }
  return TRUE;
}

static gboolean
append_line (AwardStaging *self, guint item, const AwardRowValues *row, GError **error)
{
  AwardStagedClaim *claim = award_staging_get_claim (self, item);
  const AwardStagedLink link = self->n_lines + 1;
  AwardStagedLine *line = award_arena_add (self->lines, self->line_size, error);

  if (line == NULL)
    return FALSE;
  line->claim = item;
  line->row = row->row;
  for (guint i = 0; i < self->n_line_facts; i++)
    if (!stage_value (self, rules_measure_get_line_fact (self->measure, i), row->line_facts[i],
                      &line->values[i], error))
      return FALSE;
  if (claim->first_line == 0)
    claim->first_line = link;
  else
    get_line (self, claim->last_line - 1)->next = link;
  claim->last_line = link;
  claim->n_lines++;
  self->n_lines++;
  return TRUE;
}

typedef struct
{
  guint claim;
  RulesValue key;
} LineKey;

static gboolean
is_line_of (guint32 number, gconstpointer wanted, gpointer data)
{
  AwardStaging *self = data;
  const LineKey *key = wanted;
  const AwardStagedLine *line = get_line (self, number - 1);

  return line->claim == key->claim &&
         value_equal (self, rules_measure_get_line_fact (self->measure, (guint) self->line_key),
                      line->values[self->line_key], key->key);
}

static gboolean
line_equal (const AwardStaging *self, const AwardStagedLine *line, const RulesValue *values)
{
  for (guint i = 0; i < self->n_line_facts; i++)
    if (!value_equal (self, rules_measure_get_line_fact (self->measure, i), line->values[i], values[i]))
      return FALSE;
  return TRUE;
}

/* Adds the line of @row to its claim unless it repeats one of the same key. */
static gboolean
stage_line (AwardStaging *self,
            guint item,
            const AwardRowValues *row,
            AwardMerge *merge,
            guint *first_row,
            GError **error)
{
  const RulesFact *fact =
      self->line_key >= 0 ? rules_measure_get_line_fact (self->measure, (guint) self->line_key) : NULL;
  AwardStagedLink first = 0, last = 0;
  LineKey key = { .claim = item };
  guint32 *found;
  guint32 hash;

  if (fact == NULL || is_missing (fact, row->line_facts[self->line_key]))
    return append_line (self, item, row, error);

  key.key = row->line_facts[self->line_key];
  hash = hash_value (item, fact, key.key);
  found = award_index_find (self->line_index, hash, is_line_of, &key, self);
  last = found != NULL ? *found : 0;
  for (AwardStagedLink link = last; link != 0;)
    {
      const AwardStagedLine *line = get_line (self, link - 1);

      if (line_equal (self, line, row->line_facts))
        {
          *merge = AWARD_MERGE_DUPLICATE;
          *first_row = line->row;
          return TRUE;
        }
      first = link;
      link = line->next_key;
    }
  if (!append_line (self, item, row, error))
    return FALSE;
  get_line (self, self->n_lines - 1)->next_key = last;
  if (found == NULL)
    award_index_add (self->line_index, hash, self->n_lines);
  else
    *found = self->n_lines;
  if (first != 0)
    {
      *merge = AWARD_MERGE_CONFLICT;
      *first_row = get_line (self, first - 1)->row;
    }
  return TRUE;
}

/* The later name and county count. */
static gboolean
stage_names (AwardStaging *self, guint item, const AwardRowValues *row, GError **error)
{
  AwardStagedClaim *claim = award_staging_get_claim (self, item);

  if (row->name != NULL && *row->name != '\0' &&
      g_strcmp0 (award_staging_get_text (self, claim->name), row->name) != 0 &&
      !stage_text (self, row->name, &claim->name, error))
    return FALSE;
  return row->county == NULL || *row->county == '\0' ||
         g_strcmp0 (award_staging_get_text (self, claim->county), row->county) == 0 ||
         stage_text (self, row->county, &claim->county, error);
}

static gboolean
append_claim (AwardStaging *self, guint32 hash, const AwardRowValues *row, GError **error)
{
  AwardStagedClaim *claim = award_arena_add (self->claims, self->claim_size, error);

  if (claim == NULL || !stage_text (self, row->claimant, &claim->code, error))
    return FALSE;
  claim->row = row->row;
  for (guint i = 0; i < self->n_facts; i++)
    if (!stage_value (self, rules_measure_get_fact (self->measure, i), row->facts[i], &claim->values[i],
                      error))
      return FALSE;
  award_index_add (self->claim_index, hash, ++self->n_claims);
  return TRUE;
}

gboolean
award_staging_add (AwardStaging *self,
                   const AwardRowValues *row,
                   AwardMerge *merge,
                   guint *first_row,
                   GError **error)
{
  const guint32 hash = hash_claim (self, row);
  const guint32 *found = award_index_find (self->claim_index, hash, is_claim_of, row, self);
  const gboolean is_new = found == NULL;
  const guint item = is_new ? self->n_claims : *found - 1;
  gboolean agree;

  award_staging_look_at (self, ++self->n_added);
  *merge = AWARD_MERGE_NEW;
  *first_row = 0;
  if ((is_new && !append_claim (self, hash, row, error)) || !stage_names (self, item, row, error) ||
      (self->n_line_facts > 0 && !stage_line (self, item, row, merge, first_row, error)))
    return FALSE;
  if (is_new)
    return TRUE;

  if (!agree_with_claim (self, item, row, &agree, error))
    return FALSE;
  if (!agree)
    {
      AwardStagedClaim *claim = award_staging_get_claim (self, item);

      claim->conflict = TRUE;
      *merge = AWARD_MERGE_CONFLICT;
      *first_row = claim->row;
    }
  else if (self->n_line_facts == 0)
    {
      *merge = AWARD_MERGE_DUPLICATE;
      *first_row = award_staging_get_claim (self, item)->row;
    }
  return TRUE;
}
