/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure under test: its text, its settings, and claims written as texts. */
#pragma once

#include "rules-private.h"

G_BEGIN_DECLS

typedef struct
{
  RulesPolicy *policy;
  const RulesMeasure *measure;
  RulesSettings *settings;
} Fixture;

/* The claims of a batch and their memory. */
typedef struct
{
  RulesBatch batch;
  GPtrArray *facts;       /* GArray of gint64, by fact */
  GPtrArray *line_facts;
  GArray *line_starts;    /* guint32 */
  GArray *conflicts;      /* guint8 */
  GPtrArray *columns;     /* what batch.facts points at */
  GPtrArray *line_columns;
} Claims;

/* @text: the statements of one measure after its clause; valid 2024-01-01 .. 2024-12-31, as of
 * 2024-06-30. */
Fixture *fixture_new (const char *text);
/* The measure @id of a policy file. */
Fixture *fixture_load (const char *path, const char *id);
void fixture_free (Fixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)
void fixture_set (Fixture *fixture, const char *name, const char *text);
void fixture_as_of (Fixture *fixture, const char *date);

Claims *claims_new (const RulesMeasure *measure);
void claims_free (Claims *claims);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Claims, claims_free)
/* A claim of "fact=value fact=value"; each of @lines, "; " between them, the same. NULL: no lines. */
void claims_add (Claims *claims, const RulesMeasure *measure, const char *facts, const char *lines);
/* Makes batch point at the columns; after the last claim. */
void claims_finish (Claims *claims);

/* Outcome, amount, code, flags: "award 48000.00 ok", "refuse 0.00 growth", "review missing:power". */
char *fixture_describe (const RulesMeasure *measure, const RulesDecision *decision);
/* Decides one claim by evaluator, walk and explanation, which must agree, and compares. */
void fixture_check (Fixture *fixture, const char *facts, const char *lines, const char *expected);
/* The explanation of one claim. */
RulesExplanation *fixture_explain (Fixture *fixture, const char *facts, const char *lines);
/* A term as "(>= power:2.00 1)"; for comparing. */
char *fixture_term (const RulesTerm *term);

G_END_DECLS
