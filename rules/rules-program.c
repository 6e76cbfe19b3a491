/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure into a program: its lines, conditions, flags and amount. */
#include "rules-compile.h"
#include "rules-walk-private.h"

#include <string.h>

/* What stands between a condition and its test. A requirement outside its guard is met, everything else
 * outside it does not hold. */
static guint16
compile_guarded (RulesCompiler *compiler, const RulesCondition *condition, gboolean on_line)
{
  gboolean is_require = condition->kind == RULES_CONDITION_REQUIRE;
  RulesInstructionCode join = is_require ? RULES_DO_OR : RULES_DO_AND;
  guint16 test = rules_compile_truth (compiler, condition->test, on_line);

  if (condition->when != NULL)
    {
      guint16 when = rules_compile_truth (compiler, condition->when, on_line);
      if (is_require)
        when = rules_compile_join (compiler, RULES_DO_NOT, when, when, on_line);
      test = rules_compile_join (compiler, join, when, test, on_line);
    }
  if (condition->unless != NULL)
    {
      guint16 unless = rules_compile_truth (compiler, condition->unless, on_line);
      if (!is_require)
        unless = rules_compile_join (compiler, RULES_DO_NOT, unless, unless, on_line);
      test = rules_compile_join (compiler, join, unless, test, on_line);
    }
  return test;
}

static void
compile_lines (RulesCompiler *compiler)
{
  const RulesMeasure *measure = compiler->measure;
  RulesInstruction judge = { .code = RULES_DO_JUDGE_LINES, .a = RULES_NO_REGISTER };

  if (!measure->has_lines)
    return;
  for (guint i = 0; i < measure->line_conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (measure->line_conditions, RulesCondition, i);
      RulesInstruction check = {
        .code = condition->kind == RULES_CONDITION_REQUIRE ? RULES_DO_LINE_REQUIRE : RULES_DO_LINE_REVIEW,
        .a = compile_guarded (compiler, condition, TRUE),
        .on_line = 1,
      };
      rules_compile_add (compiler, check);
    }
  if (measure->line_key >= 0)
    judge.a = rules_compile_column (compiler, (guint) measure->line_key, TRUE);
  rules_compile_add (compiler, judge);
  compiler->judged = TRUE;
}

static void
compile_conditions (RulesCompiler *compiler)
{
  RulesProgram *program = compiler->program;
  GArray *conditions = compiler->measure->conditions;
  guint n_requires = 0;

  for (guint i = 0; i < conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (conditions, RulesCondition, i);
      RulesInstruction check = { .code = RULES_DO_REVIEW, .a = compile_guarded (compiler, condition, FALSE) };

      if (condition->kind == RULES_CONDITION_REQUIRE)
        {
          if (++n_requires >= G_N_ELEMENTS (program->require_codes))
            {
              rules_compile_fail (compiler);
              return;
            }
          check.code = RULES_DO_REQUIRE;
          check.k = n_requires;
          program->require_codes[n_requires] = condition->code;
        }
      rules_compile_add (compiler, check);
    }
}

static void
compile_events (RulesCompiler *compiler, GArray *facts, gboolean on_line)
{
  const RulesMeasure *measure = compiler->measure;
  const RulesPolicy *policy = measure->policy;

  for (guint f = 0; f < facts->len; f++)
    {
      if (!g_array_index (facts, RulesFact, f).is_event)
        continue;
      RulesInstruction event = {
        .code = on_line ? RULES_DO_LINE_EVENT : RULES_DO_EVENT,
        .a = rules_compile_column (compiler, f, on_line),
        .b = (guint16) (measure->flags->len - RULES_N_LIBRARY_FLAGS + RULES_FLAG_OUTSIDE_VALIDITY),
        .k = policy->valid_from,
        .k2 = policy->valid_to == RULES_MISSING ? G_MAXINT64 : policy->valid_to,
        .on_line = on_line != 0,
      };
      rules_compile_add (compiler, event);
    }
}

static void
compile_flags (RulesCompiler *compiler)
{
  const RulesMeasure *measure = compiler->measure;
  guint library = measure->flags->len - RULES_N_LIBRARY_FLAGS;

  for (guint i = 0; i < measure->flag_conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (measure->flag_conditions, RulesCondition, i);
      RulesInstruction flag = {
        .code = RULES_DO_FLAG,
        .a = compile_guarded (compiler, condition, FALSE),
        .k = (gint64) 1 << condition->code,
      };
      rules_compile_add (compiler, flag);
    }
  compile_events (compiler, measure->facts, FALSE);
  if (measure->has_lines)
    compile_events (compiler, measure->line_facts, TRUE);
  compiler->program->at_floor_flag = (guint32) 1 << (library + RULES_FLAG_AT_FLOOR);
  if (rules_settings_lack_shares (compiler->settings))
    compiler->program->award_flags = (guint32) 1 << (library + RULES_FLAG_PAYER_SHARES_UNSET);
}

/* An optional parameter left unset, standing alone, means that there is no bound. */
static gboolean
bound_applies (RulesCompiler *compiler, const RulesExpression *bound)
{
  if (bound == NULL)
    return FALSE;
  return bound->op != RULES_OP_PARAMETER ||
         compiler->settings->parameters[bound->parameter].number != RULES_MISSING ||
         !g_array_index (compiler->measure->parameters, RulesParameter, bound->parameter).is_optional;
}

static void
compile_amount (RulesCompiler *compiler)
{
  const RulesMeasure *measure = compiler->measure;
  RulesProgram *program = compiler->program;
  guint16 *registers[3] = { &program->formula };
  RulesOperand amounts[3];
  guint n = 1;

  if (measure->formula == NULL)
    return;
  amounts[0] = rules_compile_value (compiler, measure->formula);
  if (bound_applies (compiler, measure->cap))
    {
      registers[n] = &program->cap;
      amounts[n++] = rules_compile_value (compiler, measure->cap);
    }
  if (bound_applies (compiler, measure->floor))
    {
      registers[n] = &program->floor;
      amounts[n++] = rules_compile_value (compiler, measure->floor);
    }
  rules_compile_align (compiler, amounts, n);
  for (guint i = 0; i < n; i++)
    *registers[i] = amounts[i].reg;
  program->floor_is_refused = rules_settings_refuse_floor (compiler->settings);

  RulesRatio unit = amounts[0].scale;
  if (compiler->failed ||
      (measure->result == RULES_RESULT_SCORE && !rules_ratio_multiply (unit, rules_ratio (100, 1), &unit)) ||
      unit.numerator > RULES_LARGEST_CONSTANT || unit.denominator > RULES_LARGEST_CONSTANT)
    {
      rules_compile_fail (compiler);
      return;
    }
  program->round_numerator = (gint64) unit.numerator;
  program->round_denominator = (gint64) unit.denominator;
}

/* Facts are columns of the batch; everything else has a buffer, constants for good. */
static void
give_buffers (RulesProgram *program)
{
  for (guint i = 0; i < program->registers->len; i++)
    {
      RulesRegister *reg = &g_array_index (program->registers, RulesRegister, i);

      if (reg->fact >= 0)
        continue;
      if (reg->is_truth)
        reg->buffer = g_malloc (RULES_LINE_ROWS);
      else
        reg->buffer = g_new (gint64, RULES_LINE_ROWS);
      if (reg->is_truth && reg->is_constant)
        memset (reg->buffer, (int) reg->constant, RULES_LINE_ROWS);
      for (guint row = 0; row < RULES_LINE_ROWS && reg->is_constant && !reg->is_truth; row++)
        ((gint64 *) reg->buffer)[row] = reg->constant;
    }
}

RulesProgram *
rules_program_new (const RulesSettings *settings)
{
  const RulesMeasure *measure = settings->measure;
  RulesProgram *program = g_new0 (RulesProgram, 1);
  guint n_facts = measure->facts->len + measure->line_facts->len;
  g_autofree RulesOperand *lets = g_new0 (RulesOperand, measure->lets->len + 1);
  g_autofree gboolean *let_known = g_new0 (gboolean, measure->lets->len + 1);
  g_autofree RulesOperand *facts = g_new0 (RulesOperand, n_facts + 1);
  g_autofree gboolean *fact_known = g_new0 (gboolean, n_facts + 1);
  g_autoptr (GHashTable) spread = g_hash_table_new (NULL, NULL);
  RulesCompiler compiler = {
    .program = program,
    .settings = settings,
    .measure = measure,
    .lets = lets,
    .let_known = let_known,
    .facts = facts,
    .fact_known = fact_known,
    .spread = spread,
  };

  program->measure = measure;
  program->instructions = g_array_new (FALSE, TRUE, sizeof (RulesInstruction));
  program->registers = g_array_new (FALSE, TRUE, sizeof (RulesRegister));
  program->formula = RULES_NO_REGISTER;
  program->cap = RULES_NO_REGISTER;
  program->floor = RULES_NO_REGISTER;

  compile_lines (&compiler);
  compile_conditions (&compiler);
  compile_flags (&compiler);
  compile_amount (&compiler);
  if (compiler.failed)
    g_clear_pointer (&program, rules_program_free);
  else
    give_buffers (program);
  return program;
}

void
rules_program_free (RulesProgram *program)
{
  if (program == NULL)
    return;
  for (guint i = 0; i < program->registers->len; i++)
    {
      const RulesRegister *reg = &g_array_index (program->registers, RulesRegister, i);
      if (reg->fact < 0)
        g_free (reg->buffer);
    }
  g_array_unref (program->registers);
  g_array_unref (program->instructions);
  g_free (program);
}
