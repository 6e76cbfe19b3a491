/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-mapping.h"

#include <glib/gi18n.h>
#include <string.h>

#include "award-register-table.h"

static GPtrArray *
list_known (AwardLedger *ledger, const AwardImportTarget *target, GError **error)
{
  g_autoptr (GPtrArray) learnt = award_ledger_list_headings (ledger, target, error);
  g_autoptr (GPtrArray) known = NULL;

  if (learnt == NULL)
    return NULL;
  known = g_ptr_array_new_with_free_func ((GDestroyNotify) award_known_heading_free);
  for (guint i = 0; i < learnt->len; i++)
    {
      const AwardLearntHeading *heading = g_ptr_array_index (learnt, i);
      int exponent =
          heading->exponent == AWARD_HEADING_NO_UNIT ? AWARD_EXPONENT_UNKNOWN : (int) heading->exponent;

      g_ptr_array_add (known, award_known_heading_new (heading->heading, heading->target, exponent));
    }
  return g_steal_pointer (&known);
}

static const AwardLayout *
get_layout (AwardRegister kind)
{
  return award_layout_find (award_register_get_name (kind));
}

/* What stands for @target in a table of what is known. */
static gconstpointer
get_key (const AwardImportTarget *target)
{
  return target->measure != NULL ? (gconstpointer) target->measure : get_layout (target->kind);
}

static gboolean
add_known (GHashTable *all, AwardLedger *ledger, const AwardImportTarget *target, GError **error)
{
  GPtrArray *known = list_known (ledger, target, error);

  if (known != NULL)
    g_hash_table_insert (all, (gpointer) get_key (target), known);
  return known != NULL;
}

GHashTable *
award_import_list_known (AwardLedger *ledger, const GPtrArray *measures, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < measures->len; i++)
    if (!add_known (all, ledger, &(AwardImportTarget){ .measure = g_ptr_array_index (measures, i) }, error))
      return NULL;
  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    if (!add_known (all, ledger, &(AwardImportTarget){ .kind = (AwardRegister) i }, error))
      return NULL;
  return g_steal_pointer (&all);
}

AwardMapping *
award_import_map (const AwardSheet *sheet, const AwardImportTarget *target, GHashTable *known)
{
  const GPtrArray *said = g_hash_table_lookup (known, get_key (target));

  return target->measure != NULL ? award_mapping_new (sheet, target->measure, said)
                                 : award_mapping_new_register (sheet, get_layout (target->kind), said);
}

AwardMapping *
award_import_recognise (AwardLedger *ledger,
                        const AwardSheet *sheet,
                        const AwardImportTarget *target,
                        GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  return add_known (known, ledger, target, error) ? award_import_map (sheet, target, known) : NULL;
}

/* "output=总产值" in two; FALSE with @error set. */
static gboolean
split_answer (const char *answer, char **target, const char **value, GError **error)
{
  const char *mark = strchr (answer, '=');

  if (mark == NULL || mark == answer || mark[1] == '\0' || !g_utf8_validate (answer, -1, NULL))
    {
      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING,
                   _ ("“%s” is not of the form NAME=VALUE"), answer);
      return FALSE;
    }
  *target = g_strndup (answer, (gsize) (mark - answer));
  *value = mark + 1;
  return TRUE;
}

static gboolean
fail_target (const AwardMapping *mapping, const char *target, GError **error)
{
  g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING, _ ("“%s” has no figure “%s”"),
               award_mapping_get_label (mapping), target);
  return FALSE;
}

static gboolean
answer_column (AwardMapping *mapping, const char *answer, GError **error)
{
  g_autofree char *target = NULL;
  const char *name;
  AwardColumnRole role;
  guint fact;
  int column;

  if (!split_answer (answer, &target, &name, error))
    return FALSE;
  if (!award_mapping_find_target (mapping, target, &role, &fact))
    return fail_target (mapping, target, error);
  column = award_mapping_find_column (mapping, name);
  if (column < 0)
    {
      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING,
                   _ ("the table has no column “%s”, or more than one"), name);
      return FALSE;
    }
  award_mapping_assign (mapping, (guint) column, role, fact);
  return TRUE;
}

static gboolean
answer_unit (AwardMapping *mapping, const char *answer, GError **error)
{
  g_autofree char *target = NULL;
  const char *unit;

  if (!split_answer (answer, &target, &unit, error))
    return FALSE;
  for (guint column = 0; column < mapping->n_columns; column++)
    {
      const RulesFact *fact = award_mapping_get_fact (mapping, column);
      int exponent;

      if (fact == NULL || strcmp (fact->id, target) != 0)
        continue;
      if (!award_unit_find_exponent (unit, fact, &exponent))
        {
          g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING,
                       _ ("“%s” is no unit of “%s”"), unit, fact->label);
          return FALSE;
        }
      award_mapping_set_unit (mapping, column, exponent);
      return TRUE;
    }
  return fail_target (mapping, target, error);
}

gboolean
award_import_answer (AwardMapping *mapping, const AwardImportAnswers *answers, GError **error)
{
  for (guint i = 0; answers->columns != NULL && answers->columns[i] != NULL; i++)
    if (!answer_column (mapping, answers->columns[i], error))
      return FALSE;
  for (guint i = 0; answers->units != NULL && answers->units[i] != NULL; i++)
    if (!answer_unit (mapping, answers->units[i], error))
      return FALSE;
  return TRUE;
}

gboolean
award_import_learn (AwardLedger *ledger,
                    const AwardImportTarget *target,
                    const AwardMapping *mapping,
                    GError **error)
{
  for (guint column = 0; column < mapping->n_columns; column++)
    {
      const AwardColumn *said = &mapping->columns[column];
      gboolean has_unit = said->unit_source == AWARD_UNIT_SOURCE_PERSON;
      gint64 exponent = has_unit ? said->exponent : AWARD_HEADING_NO_UNIT;

      if ((said->origin != AWARD_ORIGIN_PERSON && !has_unit) || *said->heading == '\0')
        continue;
      if (!award_ledger_learn_heading (ledger, target, said->heading,
                                       award_mapping_get_target (mapping, column), exponent, error))
        return FALSE;
    }
  return TRUE;
}

static void
find_claimant (const char *code, const char *name, AwardClaimantAnswer *answer, gpointer data)
{
  AwardMatcher *matcher = data;

  switch (award_matcher_find (matcher, code, name, &answer->claimant))
    {
    case AWARD_MATCH_FORMER_CODE:
      answer->problem = "former-code";
      answer->severity = RULES_SEVERITY_NOTE;
      break;
    case AWARD_MATCH_REPAIRED:
      answer->problem = "repaired-code";
      answer->severity = RULES_SEVERITY_NOTE;
      break;
    case AWARD_MATCH_NAME:
      answer->problem = "matched-by-name";
      answer->severity = RULES_SEVERITY_NOTE;
      answer->found = name;
      break;
    case AWARD_MATCH_DECIDED:
      answer->problem = "matched-by-decision";
      answer->severity = RULES_SEVERITY_NOTE;
      answer->found = name;
      break;
    case AWARD_MATCH_OPEN:
      answer->problem = "undecided-match";
      answer->severity = RULES_SEVERITY_ERROR;
      answer->found = name;
      break;
    case AWARD_MATCH_NONE:
    case AWARD_MATCH_CODE:
    default:
      break;
    }
}

void
award_import_use_matcher (AwardMapping *mapping, AwardMatcher *matcher)
{
  mapping->claimant_func = find_claimant;
  mapping->claimant_data = matcher;
}
