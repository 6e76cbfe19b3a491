/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans from a few words, and what every trial and commit must keep. */
#pragma once

#include "award-import-plan.h"
#include "test-util.h"

/* Files of the ledger's folder. */
void test_write_table (TestLedger *test, const char *name, const char *content);
AwardImportPlan *test_read_plan (TestLedger *test, const AwardImportTarget *target, const char *name);
AwardImportPlan *test_plan_table (TestLedger *test, const AwardImportTarget *target, const char *name,
                                  const char *content);
/* Plans of tables of production with @contents; NULL-terminated. */
GPtrArray *test_plan_production (TestLedger *test, const char *const *contents);

/* Tries @plans and sees to it that nothing was left of it. */
GPtrArray *test_try_plans (TestLedger *test, const GPtrArray *plans, const char *batch);
GPtrArray *test_commit_plans (TestLedger *test, const GPtrArray *plans, const char *batch);
/* Commits what must not come in. */
void test_refuse_plans (TestLedger *test, const GPtrArray *plans, const char *batch,
                        GCancellable *cancellable);
/* Tries and commits; the outlooks, which must have been right. */
GPtrArray *test_bring_plans (TestLedger *test, const GPtrArray *plans, const char *batch);
gboolean test_has_problem (const AwardImportReport *report, const char *code);
void test_check_alike (const AwardImportReport *tried, const AwardImportReport *done);
