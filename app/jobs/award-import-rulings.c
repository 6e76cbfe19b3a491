/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-rulings.h"

#include "award-codes.h"
#include "award-repair.h"

#include <string.h>

typedef struct
{
  char *name;
  char *key; /* what is compared of it */
  char *code;
  gboolean is_same;
} Match;

typedef struct
{
  char *code;
  char *found; /* NULL: whatever was found */
  char *reason;
} Acceptance;

struct _AwardImportRulings
{
  GPtrArray *matches;     /* Match, in the order they were said */
  GHashTable *repairs;    /* code as written → code meant */
  GPtrArray *acceptances; /* Acceptance */
};

static void
match_free (gpointer data)
{
  Match *match = data;

  g_free (match->name);
  g_free (match->key);
  g_free (match->code);
  g_free (match);
}

static void
acceptance_free (gpointer data)
{
  Acceptance *acceptance = data;

  g_free (acceptance->code);
  g_free (acceptance->found);
  g_free (acceptance->reason);
  g_free (acceptance);
}

AwardImportRulings *
award_import_rulings_new (void)
{
  AwardImportRulings *self = g_new0 (AwardImportRulings, 1);

  self->matches = g_ptr_array_new_with_free_func (match_free);
  self->repairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->acceptances = g_ptr_array_new_with_free_func (acceptance_free);
  return self;
}

void
award_import_rulings_free (AwardImportRulings *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->matches);
  g_hash_table_unref (self->repairs);
  g_ptr_array_unref (self->acceptances);
  g_free (self);
}

gboolean
award_import_rulings_is_empty (const AwardImportRulings *self)
{
  return self->matches->len == 0 && g_hash_table_size (self->repairs) == 0 && self->acceptances->len == 0;
}

/* Takes back what was said of the name of this @key: of @code only, and where it is the same only, unless
 * @code is NULL. */
static void
remove_matches (AwardImportRulings *self, const char *key, const char *code)
{
  for (guint i = self->matches->len; i-- > 0;)
    {
      const Match *match = g_ptr_array_index (self->matches, i);

      if (strcmp (match->key, key) == 0 && (code == NULL || strcmp (match->code, code) == 0))
        g_ptr_array_remove_index (self->matches, i);
    }
}

void
award_import_rulings_decide_match (AwardImportRulings *self,
                                   const char *name,
                                   const char *code,
                                   gboolean is_same)
{
  g_autofree char *key = award_name_key (name);
  Match *match;

  remove_matches (self, key, code);
  for (guint i = self->matches->len; is_same && i-- > 0;)
    {
      const Match *other = g_ptr_array_index (self->matches, i);

      if (other->is_same && strcmp (other->key, key) == 0)
        g_ptr_array_remove_index (self->matches, i);
    }
  match = g_new0 (Match, 1);
  match->name = g_strdup (name);
  match->key = g_steal_pointer (&key);
  match->code = g_strdup (code);
  match->is_same = is_same;
  g_ptr_array_add (self->matches, match);
}

gboolean
award_import_rulings_get_match (const AwardImportRulings *self, const char *name, const char **code)
{
  g_autofree char *key = award_name_key (name);
  const char *same = NULL;
  gboolean is_said = FALSE;

  for (guint i = 0; i < self->matches->len; i++)
    {
      const Match *match = g_ptr_array_index (self->matches, i);

      if (strcmp (match->key, key) != 0)
        continue;
      is_said = TRUE;
      if (match->is_same)
        same = match->code;
    }
  if (code != NULL)
    *code = same;
  return is_said;
}

void
award_import_rulings_forget_match (AwardImportRulings *self, const char *name)
{
  g_autofree char *key = award_name_key (name);

  remove_matches (self, key, NULL);
}

void
award_import_rulings_repair (AwardImportRulings *self, const char *found, const char *code)
{
  g_autofree char *written = award_code_normalise (found);

  if (code == NULL)
    g_hash_table_remove (self->repairs, written);
  else
    g_hash_table_replace (self->repairs, g_steal_pointer (&written), g_strdup (code));
}

const char *
award_import_rulings_get_repair (const AwardImportRulings *self, const char *found)
{
  g_autofree char *written = award_code_normalise (found);

  return g_hash_table_lookup (self->repairs, written);
}

void
award_import_rulings_accept (AwardImportRulings *self,
                             const char *code,
                             const char *found,
                             const char *reason)
{
  Acceptance *acceptance;

  for (guint i = self->acceptances->len; i-- > 0;)
    {
      const Acceptance *other = g_ptr_array_index (self->acceptances, i);

      if (strcmp (other->code, code) == 0 && (found == NULL || g_strcmp0 (other->found, found) == 0))
        g_ptr_array_remove_index (self->acceptances, i);
    }
  if (reason == NULL)
    return;
  acceptance = g_new0 (Acceptance, 1);
  acceptance->code = g_strdup (code);
  acceptance->found = g_strdup (found);
  acceptance->reason = g_strdup (reason);
  g_ptr_array_add (self->acceptances, acceptance);
}

const char *
award_import_rulings_get_reason (const AwardImportRulings *self, const char *code, const char *found)
{
  const char *reason = NULL;

  for (guint i = 0; i < self->acceptances->len; i++)
    {
      const Acceptance *acceptance = g_ptr_array_index (self->acceptances, i);

      if (strcmp (acceptance->code, code) != 0)
        continue;
      if (g_strcmp0 (acceptance->found, found) == 0)
        return acceptance->reason;
      if (acceptance->found == NULL)
        reason = acceptance->reason;
    }
  return reason;
}

void
award_import_rulings_apply (const AwardImportRulings *self, AwardMatcher *matcher)
{
  GHashTableIter iter;
  gpointer found, code;

  for (guint i = 0; i < self->matches->len; i++)
    {
      const Match *match = g_ptr_array_index (self->matches, i);

      award_matcher_decide (matcher, match->name, match->code, match->is_same);
    }
  g_hash_table_iter_init (&iter, self->repairs);
  while (g_hash_table_iter_next (&iter, &found, &code))
    award_matcher_repair (matcher, found, code);
}

static void
candidate_free (gpointer data)
{
  AwardImportCandidate *candidate = data;

  g_free (candidate->code);
  g_free (candidate->name);
  g_free (candidate->county);
  g_free (candidate);
}

GPtrArray *
award_import_rulings_list_candidates (const AwardImportRulings *self,
                                      AwardLedger *ledger,
                                      const char *name,
                                      GError **error)
{
  g_autoptr (AwardMatcher) matcher = award_matcher_new (ledger, error);
  g_autoptr (GPtrArray) known = NULL;
  GPtrArray *candidates;

  if (matcher == NULL)
    return NULL;
  award_import_rulings_apply (self, matcher);
  known = award_matcher_list (matcher, name);
  candidates = g_ptr_array_new_with_free_func (candidate_free);
  for (guint i = 0; i < known->len; i++)
    {
      const AwardCandidate *one = g_ptr_array_index (known, i);
      AwardImportCandidate *candidate = g_new0 (AwardImportCandidate, 1);

      candidate->code = g_strdup (one->code);
      candidate->name = g_strdup (one->name);
      candidate->county = g_strdup (one->county);
      candidate->difference = one->difference;
      g_ptr_array_add (candidates, candidate);
    }
  return candidates;
}

static gboolean
keep_acceptance (const Acceptance *acceptance,
                 AwardLedger *ledger,
                 const AwardImportTarget *target,
                 gint64 batch,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  guint n;

  if (target->measure != NULL
          ? award_ledger_accept (ledger, target->measure, batch, acceptance->code, acceptance->found,
                                 acceptance->reason, &n, &local_error)
          : award_ledger_accept_register (ledger, target->kind, acceptance->code, acceptance->found,
                                          acceptance->reason, &n, &local_error))
    return TRUE;
  /* What else was said did away with the warning, or the ledger has it as an error from before. */
  if (g_error_matches (local_error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN) ||
      g_error_matches (local_error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
award_import_rulings_keep (const AwardImportRulings *self,
                           AwardLedger *ledger,
                           const AwardImportTarget *target,
                           gint64 batch,
                           GError **error)
{
  GHashTableIter iter;
  gpointer found, code;

  for (guint i = 0; i < self->matches->len; i++)
    {
      const Match *match = g_ptr_array_index (self->matches, i);

      if (!award_ledger_decide_match (ledger, match->name, match->code, match->is_same, error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, self->repairs);
  while (g_hash_table_iter_next (&iter, &found, &code))
    if (!award_ledger_repair_code (ledger, found, code, error))
      return FALSE;
  for (guint i = 0; i < self->acceptances->len; i++)
    if (!keep_acceptance (g_ptr_array_index (self->acceptances, i), ledger, target, batch, error))
      return FALSE;
  return TRUE;
}
