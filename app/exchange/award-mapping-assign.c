/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a heading is which of the things a table can hold. What a person said of a heading counts
 * before any guess; two headings that stand for one thing as well are a question. */
#include "award-mapping-private.h"

#include <string.h>

/* A column that fits nothing better than this is not read. */
#define LEAST_SCORE 1000
/* From here on the words are the thing's own: the same, earlier ones of its list before later. */
#define OWN_SCORE 9900
/* Two scores nearer than this differ in the place of the words in the list only. */
#define SAME_CLASS 100

/* A pair of column and target that fit. */
typedef struct
{
  guint score;
  guint column;
  guint target;
} Fit;

static int
compare_fits (gconstpointer a, gconstpointer b)
{
  const Fit *first = a;
  const Fit *second = b;
  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  return first->target < second->target ? -1 : 1;
}

/* The newest year the headings or the policy name. */
static guint
find_current_year (const GArray *headings, const RulesMeasure *measure)
{
  guint current = 0;

  for (guint i = 0; i < headings->len; i++)
    current = MAX (current, g_array_index (headings, AwardHeading, i).year);
  const gint64 valid =
      measure ? rules_policy_get_valid_from (rules_measure_get_policy (measure)) : RULES_MISSING;
  if (valid != RULES_MISSING)
    {
      int year, month, day;
      rules_date_to_civil (valid, &year, &month, &day);
      current = MAX (current, (guint) CLAMP (year, 0, 9999));
    }
  return current;
}

const AwardKnownHeading *
award_known_find (const GPtrArray *known, const AwardHeading *heading)
{
  for (guint i = 0; known && *heading->key && i < known->len; i++)
    {
      const AwardKnownHeading *one = known->pdata[i];
      AwardHeading other;
      award_heading_init (&other, one->heading);
      const gboolean is_same = strcmp (other.key, heading->key) == 0;
      award_heading_clear (&other);
      if (is_same)
        return one;
    }
  return NULL;
}

static int
find_target (const GArray *targets, const char *name)
{
  for (guint i = 0; i < targets->len; i++)
    if (strcmp (award_target_get_name (&g_array_index (targets, AwardTarget, i)), name) == 0)
      return (int) i;
  return -1;
}

static void
give (AwardAssignment *to,
      guint column,
      guint target,
      guint score,
      AwardColumnOrigin origin,
      gboolean *is_used)
{
  to->columns[column].target = (int) target;
  to->columns[column].score = score;
  to->columns[column].origin = origin;
  is_used[target] = TRUE;
}

/* What was said of these very words. Two headings said to be the same thing leave it open; the same heading
 * twice is the first of them. */
static void
assign_known (AwardAssignment *to,
              const GArray *headings,
              const GArray *targets,
              const GPtrArray *known,
              gboolean *is_used)
{
  g_autofree int *holders = g_new (int, targets->len);

  for (guint i = 0; i < targets->len; i++)
    holders[i] = -1;
  for (guint column = 0; column < headings->len; column++)
    {
      const AwardHeading *heading = &g_array_index (headings, AwardHeading, column);
      const AwardKnownHeading *said = award_known_find (known, heading);
      if (!said)
        continue;
      to->columns[column].known = said;
      to->columns[column].is_settled = TRUE;
      const int target = find_target (targets, said->target);
      if (target < 0)
        continue;
      if (holders[target] < 0)
        {
          holders[target] = (int) column;
          give (to, column, (guint) target, OWN_SCORE + SAME_CLASS, AWARD_ORIGIN_LEARNT, is_used);
        }
      else if (strcmp (g_array_index (headings, AwardHeading, holders[target]).key, heading->key) != 0)
        {
          const AwardConflict conflict = { (guint) holders[target], column };
          g_array_append_val (to->conflicts, conflict);
        }
    }
}

/* Columns left over that fit what another one was taken for as well. */
static void
find_conflicts (AwardAssignment *to, const GArray *headings, const GArray *targets, const GArray *fits)
{
  for (guint i = 0; i < fits->len; i++)
    {
      const Fit *fit = &g_array_index (fits, Fit, i);
      const AwardAssigned *column = &to->columns[fit->column];
      if (column->target >= 0 || column->is_settled ||
          !g_array_index (targets, AwardTarget, fit->target).declared)
        continue;
      for (guint other = 0; other < headings->len; other++)
        {
          const AwardAssigned *holder = &to->columns[other];
          const AwardHeading *heading = &g_array_index (headings, AwardHeading, fit->column);
          if (holder->target != (int) fit->target || holder->origin != AWARD_ORIGIN_SIMILAR ||
              holder->score > fit->score + SAME_CLASS - 1 ||
              strcmp (g_array_index (headings, AwardHeading, other).key, heading->key) == 0)
            continue;
          const AwardConflict conflict = { other, fit->column };
          g_array_append_val (to->conflicts, conflict);
        }
    }
}

void
award_assignment_init (AwardAssignment *self,
                       const GArray *headings,
                       const GArray *targets,
                       const RulesMeasure *measure,
                       const GPtrArray *known)
{
  g_autoptr (GArray) fits = g_array_new (FALSE, FALSE, sizeof (Fit));
  g_autofree gboolean *is_used = g_new0 (gboolean, MAX (targets->len, 1));
  const guint year = find_current_year (headings, measure);
  gboolean has_claimant = FALSE;

  *self = (AwardAssignment){ .columns = g_new0 (AwardAssigned, MAX (headings->len, 1)),
                             .conflicts = g_array_new (FALSE, FALSE, sizeof (AwardConflict)) };
  for (guint column = 0; column < headings->len; column++)
    self->columns[column].target = -1;
  if (known)
    assign_known (self, headings, targets, known, is_used);
  for (guint column = 0; column < headings->len; column++)
    for (guint i = 0; i < targets->len && !self->columns[column].is_settled; i++)
      {
        const Fit fit = { award_target_score (&g_array_index (targets, AwardTarget, i),
                                              &g_array_index (headings, AwardHeading, column), year),
                          column, i };
        if (fit.score >= LEAST_SCORE)
          g_array_append_val (fits, fit);
      }
  g_array_sort (fits, compare_fits);
  for (guint column = 0; column < headings->len; column++)
    {
      const int target = self->columns[column].target;
      has_claimant = has_claimant || (target >= 0 && g_array_index (targets, AwardTarget, target).role ==
                                                         AWARD_COLUMN_CLAIMANT);
    }
  for (guint i = 0; i < fits->len; i++)
    {
      const Fit *fit = &g_array_index (fits, Fit, i);
      const gboolean is_claimant =
          g_array_index (targets, AwardTarget, fit->target).role == AWARD_COLUMN_CLAIMANT;
      if (self->columns[fit->column].target >= 0 || is_used[fit->target] || (is_claimant && has_claimant))
        continue;
      give (self, fit->column, fit->target, fit->score,
            fit->score > OWN_SCORE ? AWARD_ORIGIN_DECLARED : AWARD_ORIGIN_SIMILAR, is_used);
      has_claimant = has_claimant || is_claimant;
    }
  find_conflicts (self, headings, targets, fits);
  for (guint column = 0; column < headings->len; column++)
    {
      const int target = self->columns[column].target;
      if (target < 0)
        continue;
      const AwardTarget *found = &g_array_index (targets, AwardTarget, target);
      self->n_found += found->role == AWARD_COLUMN_CLAIMANT ? 3 : found->declared ? 2 : 1;
      self->score += self->columns[column].score;
    }
}

void
award_assignment_clear (AwardAssignment *self)
{
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->conflicts, g_array_unref);
}
