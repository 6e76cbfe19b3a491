/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems of a table by kind, the gravest first. */
#pragma once

#include "award-mapping.h"

G_BEGIN_DECLS

typedef struct
{
  RulesSeverity severity;
  const char   *code;     /* of the first problem */
  GPtrArray    *problems; /* const AwardProblem, borrowed, as they came */
} AwardProblemGroup;

/* @problems (AwardProblem) as AwardProblemGroup: errors, then warnings, then notes, each kind where its first
 * problem came. @problems must outlive them. */
GPtrArray *award_problem_group_all (const GPtrArray *problems);

G_END_DECLS
