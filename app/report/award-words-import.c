/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-words-import.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-words-register.h"
#include "award-words.h"

const char *
award_words_problem_state (AwardProblemState state)
{
  switch (state)
    {
    case AWARD_PROBLEM_REPEATED:
      return C_ ("problem", "Again in a later table");
    case AWARD_PROBLEM_CORRECTED:
      return C_ ("problem", "Corrected");
    case AWARD_PROBLEM_ACCEPTED:
      return C_ ("problem", "Accepted");
    case AWARD_PROBLEM_OPEN:
    default:
      return C_ ("problem", "Open");
    }
}

const char *
award_words_match_difference (AwardDifference difference)
{
  switch (difference)
    {
    case AWARD_DIFFERS_FORM:
      return _ ("another form of company");
    case AWARD_DIFFERS_PLACE:
      return _ ("a place more or less");
    case AWARD_DIFFERS_CHARACTER:
      return _ ("one character");
    case AWARD_DIFFERS_NOTHING:
    default:
      return _ ("the same name");
    }
}

const char *
award_words_field (const RulesFact *field)
{
  static const struct
  {
    const char *id;
    const char *words;
  } fields[] = {
    { "code", N_ ("Code") },
    { "name", N_ ("Name") },
    { "former_names", N_ ("Former names") },
    { "former_codes", N_ ("Former codes") },
    { "county", N_ ("County") },
    { "industry", N_ ("Industry") },
    { "above_scale_since", N_ ("Above scale since") },
    { "holder", N_ ("Account holder") },
    { "number", N_ ("Account number") },
    { "bank", N_ ("Bank") },
    { "bank_code", N_ ("Bank code") },
    { "kind", N_ ("Kind of exclusion") },
    { "from_day", N_ ("First day") },
    { "to_day", N_ ("Last day") },
    { "reason", N_ ("Reason") },
    { "matter", N_ ("Matter") },
    { "policy", N_ ("Policy") },
    { "measure", N_ ("Measure") },
    { "date", N_ ("Date") },
    { "document", N_ ("Document") },
    { "amount", N_ ("Amount (yuan)") },
    { "day", N_ ("Day") },
    { "is_workday", N_ ("A day worked") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].id, field->id) == 0)
      return _ (fields[i].words);
  return field->id;
}

const char *
award_words_destination (const AwardImportRecord *record)
{
  if (record->ref.is_register)
    return award_words_register (record->kind);
  return record->measure != NULL ? rules_measure_get_label (record->measure) : "";
}

char *
award_words_instant (gint64 at)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (at / 1000);

  return g_date_time_format (when, "%Y-%m-%d %H:%M");
}

char *
award_words_changed_value (const RulesFact *fact, RulesValue value)
{
  g_autofree char *words = award_words_fact (fact, value);

  /* An account, a code, a person's number. */
  return fact->type == RULES_TYPE_TEXT ? award_words_masked (words) : g_steal_pointer (&words);
}

char *
award_words_changed (const AwardChange *change)
{
  return change->import.is_register ? g_strdup (award_words_field (change->fact))
                                    : award_words_heading (change->fact);
}

char *
award_words_change (const AwardChange *change)
{
  g_autofree char *heading = award_words_changed (change);
  g_autofree char *old = award_words_changed_value (change->fact, change->old);
  g_autofree char *new = award_words_changed_value (change->fact, change->new);

  return g_strdup_printf ("%s %s → %s", heading, old, new);
}

char *
award_words_change_place (const AwardChange *change)
{
  const AwardOrigin origin = {
    .file = change->file, .sheet = change->sheet, .row = change->row, .column = change->column
  };

  return award_words_origin (&origin, TRUE);
}
