/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-record-explain.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-register-table.h"
#include "award-words-register.h"
#include "award-words.h"

/* Records of one register, awards, and changes written out; more would bury the rest. */
#define MAX_OTHERS 20
#define MAX_CHANGES 60

typedef struct
{
  AwardExplanation *view;
  const AwardRecordFile *file;
  const GPtrArray *policies;
  gint64 today;
} Writing;

static const AwardLayout *
get_layout (const AwardRecord *record)
{
  return award_layout_find (award_register_get_name (record->kind));
}

/* What the record is of: the name, the code, the day. */
static char *
dup_title (const AwardRecord *record)
{
  const char *name = award_record_get (record, "name").text;

  return name ? g_strdup (name)
              : award_words_record_value (award_layout_get_field (get_layout (record), 0), record->fields[0],
                                          NULL);
}

static void
add_head (const Writing *writing)
{
  const AwardRecord *record = writing->file->record;
  g_autofree char *title = dup_title (record);
  const RulesFact *key = award_layout_get_field (get_layout (record), 0);
  g_autofree char *subtitle = award_words_record_value (key, record->fields[0], NULL);
  const gint64 since = award_record_get (record, "above_scale_since").number;
  const char *icon = "award-granted-symbolic", *style = "dim-label", *state = NULL;

  if (record->kind == AWARD_REGISTER_EXCLUSIONS)
    {
      const AwardValidity validity = award_record_get_validity (record, writing->today);

      icon = validity == AWARD_VALIDITY_CURRENT ? "award-refused-symbolic" : "award-undecided-symbolic";
      style = validity == AWARD_VALIDITY_CURRENT ? "award-bad" : "dim-label";
      state = award_words_validity (validity);
    }
  else if (record->kind == AWARD_REGISTER_ENTERPRISES && since != RULES_MISSING && since <= writing->today)
    {
      style = "award-good";
      state = _ ("Above scale");
    }
  else
    {
      icon = NULL;
      state = award_words_register (record->kind);
    }
  award_explanation_set_head (writing->view, title, subtitle, icon, style, state);
}

static void
add_fields (const Writing *writing)
{
  const AwardRecord *record = writing->file->record;
  const AwardLayout *layout = get_layout (record);

  award_explanation_add_section (writing->view, _ ("What It Says"));
  for (guint i = 0; i < award_layout_get_n_fields (layout); i++)
    {
      const RulesFact *field = award_layout_get_field (layout, i);
      g_autofree char *heading = award_words_heading (field);
      g_autofree char *value = award_words_record (record, i, field, writing->policies);

      award_explanation_add_value (writing->view, heading, value, NULL);
    }
}

static void
add_source (const Writing *writing)
{
  const AwardRecord *record = writing->file->record;
  g_autofree char *place = award_words_record_place (record->file, record->sheet, record->row, record->at);

  award_explanation_add_section (writing->view, _ ("Where It Was Read"));
  award_explanation_add_text (writing->view, place);
}

static const RulesFact *
find_field (const AwardLayout *layout, const char *id)
{
  for (guint i = 0; i < award_layout_get_n_fields (layout); i++)
    if (strcmp (award_layout_get_field (layout, i)->id, id) == 0)
      return award_layout_get_field (layout, i);

  return NULL;
}

static void
add_changes (const Writing *writing)
{
  const AwardRecord *record = writing->file->record;
  const GPtrArray *changes = writing->file->changes;
  g_autofree char *last = NULL;

  if (changes->len == 0)
    return;

  award_explanation_add_section (writing->view, _ ("What It Said Before"));
  for (guint i = 0; i < MIN (changes->len, MAX_CHANGES); i++)
    {
      const AwardRecordChange *change = changes->pdata[i];
      const RulesFact *field = find_field (get_layout (record), change->field->id);
      g_autofree char *old = award_words_record_value (field, change->old, writing->policies);
      g_autofree char *new = award_words_record_value (field, change->new, writing->policies);
      g_autofree char *values = g_strdup_printf (_ ("%s → %s"), old, new);
      g_autofree char *place =
          award_words_record_place (change->file, change->sheet, change->row, change->at);

      /* A table is said once for all it changed. */
      if (g_strcmp0 (last, place) != 0)
        award_explanation_add_text (writing->view, place);
      g_free (last);
      last = g_steal_pointer (&place);
      award_explanation_add_value (writing->view, field->label, values, NULL);
    }
}

static gboolean
is_missing (const RulesFact *field, RulesValue value)
{
  return field->type == RULES_TYPE_TEXT ? value.text == NULL
                                        : value.text == NULL && value.number == RULES_MISSING;
}

/* Another record of the claimant: in a line, or field by field where values alone do not tell what they
 * are. */
static void
add_other (const Writing *writing, const AwardRecord *other)
{
  const AwardLayout *layout = get_layout (other);
  const char *name = award_record_get (writing->file->record, "name").text;

  if (other->kind != AWARD_REGISTER_ENTERPRISES && other->kind != AWARD_REGISTER_ACCOUNTS)
    {
      const RulesFact *fields[AWARD_REGISTER_MAX_FIELDS];
      g_autofree char *summary = NULL;

      award_layout_list_fields (layout, fields);
      summary = award_words_record_summary (other, fields, writing->policies, writing->today);

      award_explanation_add_text (writing->view, summary);
      return;
    }
  for (guint i = 1; i < award_layout_get_n_fields (layout); i++)
    {
      const RulesFact *field = award_layout_get_field (layout, i);
      g_autofree char *value = award_words_record (other, i, field, writing->policies);

      /* A name that is the same is said above. */
      if (!is_missing (field, other->fields[i]) &&
          !(strcmp (field->id, "name") == 0 && g_strcmp0 (name, other->fields[i].text) == 0))
        award_explanation_add_value (writing->view, field->label, value, NULL);
    }
}

static void
add_others (const Writing *writing)
{
  const AwardRecord *record = writing->file->record;

  for (guint kind = 0; kind < AWARD_N_REGISTERS; kind++)
    {
      const GPtrArray *others = writing->file->others[kind];
      gboolean has_title = FALSE;

      for (guint i = 0; others && i < MIN (others->len, MAX_OTHERS); i++)
        {
          const AwardRecord *other = others->pdata[i];

          if (other->kind == record->kind && other->id == record->id)
            continue;
          if (!has_title)
            award_explanation_add_section (writing->view, award_words_register (other->kind));
          has_title = TRUE;
          add_other (writing, other);
        }
    }
}

static void
add_claims (const Writing *writing)
{
  const AwardClaimant *claimant = writing->file->claimant;

  if (!claimant || claimant->awards->len == 0)
    return;

  award_explanation_add_section (writing->view, _ ("Claims in This Ledger"));
  for (guint i = 0; i < MIN (claimant->awards->len, MAX_OTHERS); i++)
    {
      g_autofree char *text = award_words_claimant_award (claimant->awards->pdata[i]);

      award_explanation_add_text (writing->view, text);
    }
}

void
award_record_explain (AwardExplanation *view,
                      const AwardRecordFile *file,
                      const GPtrArray *policies,
                      gint64 today)
{
  const Writing writing = { view, file, policies, today };

  award_explanation_clear (view, file->record ? NULL : _ ("This record is not in the register any more."));
  if (!file->record)
    return;

  add_head (&writing);
  add_fields (&writing);
  add_source (&writing);
  add_changes (&writing);
  add_others (&writing);
  add_claims (&writing);
}
