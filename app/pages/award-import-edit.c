/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-edit.h"

AwardImportEdit *
award_import_edit_copy (const AwardImportEdit *edit)
{
  AwardImportEdit *copy = g_memdup2 (edit, sizeof *edit);

  copy->code = g_strdup (edit->code);
  copy->found = g_strdup (edit->found);
  copy->reason = g_strdup (edit->reason);

  return copy;
}

void
award_import_edit_free (AwardImportEdit *edit)
{
  g_free (edit->code);
  g_free (edit->found);
  g_free (edit->reason);
  g_free (edit);
}

void
award_import_edit_apply_rulings (const AwardImportEdit *edit, AwardImportRulings *rulings)
{
  switch (edit->kind)
    {
    case AWARD_EDIT_SAME:
    case AWARD_EDIT_OTHER:
      award_import_rulings_decide_match (rulings, edit->found, edit->code, edit->kind == AWARD_EDIT_SAME);
      break;
    case AWARD_EDIT_FORGET:
      award_import_rulings_forget_match (rulings, edit->found);
      break;
    case AWARD_EDIT_REPAIR:
      award_import_rulings_repair (rulings, edit->found, edit->code);
      break;
    case AWARD_EDIT_ACCEPT:
      award_import_rulings_accept (rulings, edit->code, edit->found, edit->reason);
      break;
    case AWARD_EDIT_COLUMN:
    case AWARD_EDIT_UNIT:
    default:
      break;
    }
}

void
award_import_edit_apply (const AwardImportEdit *edit, AwardImportPlan *plan)
{
  if (edit->kind == AWARD_EDIT_COLUMN)
    award_mapping_assign (award_import_plan_get_mapping (plan), edit->column, edit->role, edit->fact);
  else if (edit->kind == AWARD_EDIT_UNIT)
    award_mapping_set_unit (award_import_plan_get_mapping (plan), edit->column, edit->exponent);
  else
    award_import_edit_apply_rulings (edit, award_import_plan_get_rulings (plan));
}
