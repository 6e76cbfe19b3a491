/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-target.h"

const char *
award_import_target_get_policy (const AwardImportTarget *self)
{
  return self->measure != NULL ? rules_policy_get_id (rules_measure_get_policy (self->measure)) : "@register";
}

const char *
award_import_target_get_name (const AwardImportTarget *self)
{
  return self->measure != NULL ? rules_measure_get_id (self->measure) : award_register_get_name (self->kind);
}
