/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Instructions between claims and their detail lines: spreading a claim's value, judging lines, and
 * gathering those that count. */
#include "rules-program.h"

#include <string.h>

#define MISSING RULES_MISSING

/* The keys of few lines are compared with each other, those of many through a table. */
#define FEW_LINES 8

/* FALSE when @key was there already. */
static gboolean
key_set_add (RulesKeySet *set, gint64 key)
{
  guint size = G_N_ELEMENTS (set->keys);
  guint at = (guint) (((guint64) key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) % size;

  while (set->stamps[at] == set->stamp)
    {
      if (set->keys[at] == key)
        return FALSE;
      at = (at + 1) % size;
    }
  set->stamps[at] = set->stamp;
  set->keys[at] = key;
  return TRUE;
}

static void
key_set_clear (RulesKeySet *set)
{
  if (++set->stamp != 0)
    return;
  memset (set->stamps, 0, sizeof set->stamps);
  set->stamp = 1;
}

static gboolean
has_equal_keys (RulesKeySet *set, const gint64 *keys, guint from, guint to)
{
  if (to - from > FEW_LINES)
    {
      key_set_clear (set);
      for (guint l = from; l < to; l++)
        if (keys[l] != MISSING && !key_set_add (set, keys[l]))
          return TRUE;
      return FALSE;
    }
  for (guint l = from + 1; l < to; l++)
    for (guint other = from; other < l; other++)
      if (keys[l] == keys[other] && keys[l] != MISSING)
        return TRUE;
  return FALSE;
}

/* Claims without lines, with a line left open, or with a key twice are for the walk. */
static void
judge_lines (RulesProgram *program, const gint64 *keys)
{
  for (guint l = 0; l < program->n_lines; l++)
    {
      program->counted[l] = !(program->line_out[l] | program->line_open[l]);
      program->line_open[l] = program->line_open[l] & !program->line_out[l];
    }
  for (guint i = 0; i < program->n_claims; i++)
    {
      guint from = program->starts[i];
      guint to = program->starts[i + 1];
      guint8 left = from == to;

      for (guint l = from; l < to; l++)
        left |= program->line_open[l];
      if (keys != NULL && to - from > 1)
        left |= has_equal_keys (&program->keys, keys, from, to);
      program->left[i] |= left;
    }
}

static void
sum_lines (RulesProgram *program, gint64 *to, const gint64 *a)
{
  for (guint i = 0; i < program->n_claims; i++)
    {
      gint64 sum = 0;
      for (guint l = program->starts[i]; l < program->starts[i + 1] && sum != MISSING; l++)
        {
          if (!program->counted[l])
            continue;
          if (a[l] == MISSING)
            sum = MISSING;
          else if (G_UNLIKELY (__builtin_add_overflow (sum, a[l], &sum) || sum == MISSING))
            {
              program->left[i] = TRUE;
              sum = MISSING;
            }
        }
      to[i] = sum;
    }
}

static void
count_distinct (RulesProgram *program, gint64 *to, const gint64 *a)
{
  for (guint i = 0; i < program->n_claims; i++)
    {
      gint64 count = 0;
      key_set_clear (&program->keys);
      for (guint l = program->starts[i]; l < program->starts[i + 1] && count != MISSING; l++)
        {
          if (!program->counted[l])
            continue;
          if (a[l] == MISSING)
            count = MISSING;
          else
            count += key_set_add (&program->keys, a[l]);
        }
      to[i] = count;
    }
}

static void
any_or_all (RulesProgram *program, guint8 *to, const guint8 *a, gboolean any)
{
  for (guint i = 0; i < program->n_claims; i++)
    {
      guint8 seen = 0;
      for (guint l = program->starts[i]; l < program->starts[i + 1]; l++)
        if (program->counted[l])
          seen |= a[l] == RULES_UNKNOWN ? 4 : a[l];

      guint8 decisive = any ? RULES_TRUE : RULES_FALSE;
      guint8 otherwise = any ? RULES_FALSE : RULES_TRUE;
      to[i] = (seen & decisive) != 0 ? decisive : (seen & 4) != 0 ? RULES_UNKNOWN : otherwise;
    }
}

static void
raise_event (RulesProgram *program, const RulesInstruction *in)
{
  const gint64 *days = rules_program_numbers (program, in->a);
  guint n = in->code == RULES_DO_EVENT ? program->n_claims : program->n_lines;

  for (guint i = 0; i < n; i++)
    {
      gboolean outside = days[i] != MISSING && (days[i] < in->k || days[i] > in->k2);
      guint claim = in->code == RULES_DO_EVENT ? i : program->owner[i];
      program->flags[claim] |= (guint32) outside << in->b;
    }
}

void
rules_column_run_lines (RulesProgram *program, const RulesInstruction *in)
{
  switch (in->code)
    {
    case RULES_DO_SPREAD:
      for (guint l = 0; l < program->n_lines; l++)
        rules_program_numbers (program, in->to)[l] =
            rules_program_numbers (program, in->a)[program->owner[l]];
      break;
    case RULES_DO_SPREAD_TRUTH:
      for (guint l = 0; l < program->n_lines; l++)
        rules_program_truths (program, in->to)[l] = rules_program_truths (program, in->a)[program->owner[l]];
      break;
    case RULES_DO_JUDGE_LINES:
      judge_lines (program, in->a == RULES_NO_REGISTER ? NULL : rules_program_numbers (program, in->a));
      break;
    case RULES_DO_SUM:
      sum_lines (program, rules_program_numbers (program, in->to), rules_program_numbers (program, in->a));
      break;
    case RULES_DO_COUNT_LINES:
      for (guint i = 0; i < program->n_claims; i++)
        {
          gint64 count = 0;
          for (guint l = program->starts[i]; l < program->starts[i + 1]; l++)
            count += program->counted[l];
          rules_program_numbers (program, in->to)[i] = count;
        }
      break;
    case RULES_DO_DISTINCT:
      count_distinct (program, rules_program_numbers (program, in->to),
                      rules_program_numbers (program, in->a));
      break;
    case RULES_DO_ANY:
    case RULES_DO_ALL:
      any_or_all (program, rules_program_truths (program, in->to), rules_program_truths (program, in->a),
                  in->code == RULES_DO_ANY);
      break;
    case RULES_DO_EVENT:
    case RULES_DO_LINE_EVENT:
      raise_event (program, in);
      break;
    default:
      g_assert_not_reached ();
    }
}
