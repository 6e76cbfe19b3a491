/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch through the program, as many claims at a time as its columns hold. */
#include "rules-program.h"

#include <string.h>

/* How many claims from @first on fit, and their lines. A claim with more lines than fit stands alone. */
static void
take_claims (RulesProgram *program, const RulesBatch *batch, gsize first)
{
  gsize rest = batch->n_claims - first;
  guint n = (guint) MIN (rest, RULES_ROWS);

  program->n_claims = n;
  program->n_lines = 0;
  if (!program->measure->has_lines || batch->line_starts == NULL)
    {
      memset (program->starts, 0, (n + 1) * sizeof program->starts[0]);
      return;
    }

  const guint32 *starts = batch->line_starts + first;
  for (guint i = 0; i < n; i++)
    {
      guint32 from = starts[i] - starts[0];
      guint32 to = starts[i + 1] - starts[0];

      if (to > RULES_LINE_ROWS)
        {
          program->n_claims = MAX (i, 1);
          program->n_lines = i == 0 ? 0 : from;
          if (i == 0)
            program->starts[1] = 0;
          break;
        }
      for (guint32 l = from; l < to; l++)
        program->owner[l] = (guint16) i;
      program->starts[i + 1] = to;
      program->n_lines = to;
    }
  program->starts[0] = 0;
}

static void
bind_columns (RulesProgram *program, const RulesBatch *batch, gsize first)
{
  gsize first_line = batch->line_starts != NULL ? batch->line_starts[first] : 0;

  for (guint i = 0; i < program->registers->len; i++)
    {
      RulesRegister *reg = &g_array_index (program->registers, RulesRegister, i);

      if (reg->fact >= 0 && !reg->on_line)
        reg->buffer = (gpointer) (batch->facts[reg->fact] + first);
      else if (reg->fact >= 0 && program->n_lines > 0)
        reg->buffer = (gpointer) (batch->line_facts[reg->fact] + first_line);
    }
}

/* A text that no claim of the batch has gets a number of its own below all handles. */
static void
bind_texts (RulesProgram *program, const RulesBatch *batch)
{
  for (guint i = 0; i < program->registers->len; i++)
    {
      RulesRegister *reg = &g_array_index (program->registers, RulesRegister, i);
      gint64 *buffer = reg->buffer;

      if (reg->text == NULL)
        continue;
      gint64 handle = batch->texts != NULL ? rules_texts_find (batch->texts, reg->text) : -1;
      if (handle < 0)
        handle = -2 - (gint64) i;
      for (guint row = 0; row < RULES_LINE_ROWS; row++)
        buffer[row] = handle;
    }
}

static void
run_instructions (RulesProgram *program)
{
  guint n = program->n_claims;

  memset (program->unmet, 0, n);
  memset (program->open, 0, n);
  memset (program->left, 0, n);
  memset (program->flags, 0, n * sizeof program->flags[0]);
  memset (program->line_out, 0, program->n_lines);
  memset (program->line_open, 0, program->n_lines);
  memset (program->line_left, 0, program->n_lines);

  for (guint i = 0; i < program->instructions->len; i++)
    {
      const RulesInstruction *instruction = &g_array_index (program->instructions, RulesInstruction, i);
      if (!rules_column_run (program, instruction))
        rules_column_run_lines (program, instruction);
    }
  for (guint l = 0; l < program->n_lines; l++)
    program->left[program->owner[l]] |= program->line_left[l];
}

/* To whole fen or hundredths, halves away from zero. */
static gboolean
round_amount (RulesProgram *program, gint64 exact, gint64 *rounded)
{
  gint64 product;

  if (__builtin_mul_overflow (exact, program->round_numerator, &product) || product == G_MININT64)
    return FALSE;

  gint64 size = ABS (product);
  gint64 whole = size / program->round_denominator;
  gint64 rest = size % program->round_denominator;
  if (rest >= program->round_denominator - rest)
    whole++;
  *rounded = product < 0 ? -whole : whole;
  return TRUE;
}

/* FALSE leaves the claim to the walk. */
static gboolean
decide_amount (RulesProgram *program, guint i, RulesDecision *decision)
{
  RulesResult result = program->measure->result;
  gint64 amount;

  *decision =
      (RulesDecision){ .flags = program->flags[i] | program->award_flags, .outcome = RULES_OUTCOME_AWARD };
  if (program->formula == RULES_NO_REGISTER)
    return TRUE;

  amount = rules_program_numbers (program, program->formula)[i];
  if (amount == RULES_MISSING)
    return FALSE;
  if (program->cap != RULES_NO_REGISTER)
    {
      gint64 cap = rules_program_numbers (program, program->cap)[i];
      if (cap == RULES_MISSING)
        return FALSE;
      if (amount > cap)
        {
          amount = cap;
          decision->code = RULES_CODE_CAPPED;
        }
    }
  if (program->floor != RULES_NO_REGISTER)
    {
      gint64 floor = rules_program_numbers (program, program->floor)[i];
      if (floor == RULES_MISSING)
        return FALSE;
      if (result == RULES_RESULT_SCORE)
        amount = MAX (amount, floor);
      else if (amount <= floor)
        {
          gboolean below = amount < floor || program->floor_is_refused;
          guint32 flags = program->flags[i] | (amount == floor ? program->at_floor_flag : 0);
          if (below)
            {
              *decision = (RulesDecision){ .flags = flags,
                                           .code = RULES_CODE_BELOW_FLOOR,
                                           .outcome = RULES_OUTCOME_REFUSE };
              return TRUE;
            }
          decision->flags |= flags;
        }
    }
  if (!round_amount (program, amount, &decision->amount))
    return FALSE;
  if (result == RULES_RESULT_AWARD && decision->amount <= 0)
    *decision = (RulesDecision){ .flags = decision->flags & ~program->award_flags,
                                 .code = RULES_CODE_NOTHING_DUE,
                                 .outcome = RULES_OUTCOME_REFUSE };
  return TRUE;
}

static void
decide (RulesProgram *program,
        RulesWalk *walk,
        const RulesBatch *batch,
        gsize first,
        RulesDecision *decisions)
{
  for (guint i = 0; i < program->n_claims; i++)
    {
      gboolean conflict = batch->conflicts != NULL && batch->conflicts[first + i] != 0;

      if (program->left[i] || conflict || (program->open[i] && program->unmet[i] == 0))
        rules_walk_decide (walk, batch, first + i, &decisions[i]);
      else if (program->unmet[i] != 0)
        decisions[i] = (RulesDecision){ .flags = program->flags[i],
                                        .code = program->require_codes[program->unmet[i]],
                                        .outcome = RULES_OUTCOME_REFUSE };
      else if (!decide_amount (program, i, &decisions[i]))
        rules_walk_decide (walk, batch, first + i, &decisions[i]);
    }
}

void
rules_program_run (RulesProgram *program, RulesWalk *walk, const RulesBatch *batch, RulesDecision *decisions)
{
  bind_texts (program, batch);
  for (gsize first = 0; first < batch->n_claims; first += program->n_claims)
    {
      take_claims (program, batch, first);
      bind_columns (program, batch, first);
      run_instructions (program);
      decide (program, walk, batch, first, decisions + first);
    }
}
