/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What instructions work on: columns of facts, constants known beforehand, and the common scale of numbers
 * that meet. */
#include "rules-compile.h"

RulesOperand
rules_compile_fail (RulesCompiler *compiler)
{
  compiler->failed = TRUE;
  return (RulesOperand){
    .form = RULES_FORM_CONSTANT, .is_unknown = TRUE, .scale = { 1, 1 }, .constant = { 0, 1 }
  };
}

RulesOperand
rules_operand_exact (RulesRatio value)
{
  return (RulesOperand){ .form = RULES_FORM_CONSTANT, .constant = value, .scale = { 1, 1 } };
}

RulesOperand
rules_operand_number (guint16 reg, RulesRatio scale, gboolean on_line)
{
  return (RulesOperand){ .form = RULES_FORM_NUMBER, .reg = reg, .scale = scale, .on_line = on_line };
}

RulesOperand
rules_operand_truth (guint16 reg, gboolean on_line)
{
  return (RulesOperand){ .form = RULES_FORM_TRUTH, .reg = reg, .on_line = on_line };
}

static guint16
add_register (RulesCompiler *compiler, RulesRegister reg)
{
  if (compiler->program->registers->len >= RULES_MAX_REGISTERS)
    {
      rules_compile_fail (compiler);
      return 0;
    }
  g_array_append_val (compiler->program->registers, reg);
  return (guint16) (compiler->program->registers->len - 1);
}

static guint16
add_constant (RulesCompiler *compiler, gboolean is_truth, gint64 value, const char *text)
{
  for (guint i = 0; i < compiler->program->registers->len; i++)
    {
      const RulesRegister *known = &g_array_index (compiler->program->registers, RulesRegister, i);
      if (known->is_constant && known->is_truth == is_truth && known->constant == value &&
          g_strcmp0 (known->text, text) == 0)
        return (guint16) i;
    }
  return add_register (
      compiler, (RulesRegister){
                    .is_truth = is_truth, .fact = -1, .is_constant = TRUE, .constant = value, .text = text });
}

static gboolean
makes_truth (RulesInstructionCode code)
{
  return code >= RULES_DO_ANY;
}

void
rules_compile_add (RulesCompiler *compiler, RulesInstruction instruction)
{
  g_array_append_val (compiler->program->instructions, instruction);
}

guint16
rules_compile_result (RulesCompiler *compiler, RulesInstruction instruction)
{
  instruction.to =
      add_register (compiler, (RulesRegister){ .is_truth = makes_truth (instruction.code), .fact = -1 });
  rules_compile_add (compiler, instruction);
  return instruction.to;
}

guint16
rules_compile_column (RulesCompiler *compiler, guint fact, gboolean on_line)
{
  for (guint i = 0; i < compiler->program->registers->len; i++)
    {
      const RulesRegister *known = &g_array_index (compiler->program->registers, RulesRegister, i);
      if (known->fact == (int) fact && known->on_line == on_line)
        return (guint16) i;
    }
  return add_register (compiler, (RulesRegister){ .fact = (int) fact, .on_line = on_line });
}

/* A claim's value wherever lines are at hand: once for each of its lines. */
RulesOperand
rules_compile_bring (RulesCompiler *compiler, RulesOperand operand, gboolean on_line)
{
  if (!on_line || operand.on_line || operand.form == RULES_FORM_CONSTANT)
    return operand;

  guint16 *regs[] = { &operand.reg, &operand.base };
  for (guint i = 0; i < (operand.form == RULES_FORM_GROWTH ? 2u : 1u); i++)
    {
      gpointer known = g_hash_table_lookup (compiler->spread, GUINT_TO_POINTER (*regs[i] + 1u));
      guint16 from = *regs[i];
      if (g_array_index (compiler->program->registers, RulesRegister, from).is_constant)
        continue;
      if (known == NULL)
        {
          RulesInstruction spread = {
            .code = operand.form == RULES_FORM_TRUTH ? RULES_DO_SPREAD_TRUTH : RULES_DO_SPREAD,
            .a = from,
            .on_line = 1,
          };
          known = GUINT_TO_POINTER (rules_compile_result (compiler, spread) + 1u);
          g_hash_table_insert (compiler->spread, GUINT_TO_POINTER (from + 1u), known);
        }
      *regs[i] = (guint16) (GPOINTER_TO_UINT (known) - 1);
    }
  operand.on_line = TRUE;
  return operand;
}

/* The largest scale of which both are whole multiples. */
gboolean
rules_compile_common_scale (RulesRatio a, RulesRatio b, RulesRatio *common)
{
  __int128 x = a.numerator;
  __int128 y = b.numerator;

  if (x < 0)
    x = -x;
  if (y < 0)
    y = -y;
  while (y != 0)
    {
      __int128 rest = x % y;
      x = y;
      y = rest;
    }

  /* In lowest terms the quotient's numerator times one denominator is the least multiple of both. */
  RulesRatio quotient;
  __int128 least;
  if (!rules_ratio_divide ((RulesRatio){ a.denominator, 1 }, (RulesRatio){ b.denominator, 1 }, &quotient) ||
      __builtin_mul_overflow (quotient.numerator, b.denominator, &least))
    return FALSE;
  return rules_ratio_divide ((RulesRatio){ x, 1 }, (RulesRatio){ least, 1 }, common);
}

/* @value as whole multiples of @scale. */
gboolean
rules_compile_in_scale (RulesRatio value, RulesRatio scale, gint64 *multiple)
{
  RulesRatio ratio;

  if (!rules_ratio_divide (value, scale, &ratio) || ratio.denominator != 1 ||
      ratio.numerator > RULES_LARGEST_CONSTANT || ratio.numerator < -RULES_LARGEST_CONSTANT)
    return FALSE;
  *multiple = (gint64) ratio.numerator;
  return TRUE;
}

static guint16
constant_register (RulesCompiler *compiler, RulesOperand operand, RulesRatio scale)
{
  gint64 multiple = RULES_MISSING;

  if (!operand.is_unknown && !rules_compile_in_scale (operand.constant, scale, &multiple))
    rules_compile_fail (compiler);
  return add_constant (compiler, FALSE, multiple, NULL);
}

void
rules_compile_align (RulesCompiler *compiler, RulesOperand *operands, guint n)
{
  RulesRatio scale = { 0, 1 };
  gboolean on_line = FALSE;

  for (guint i = 0; i < n; i++)
    {
      RulesOperand *o = &operands[i];
      RulesRatio own = o->form == RULES_FORM_CONSTANT ? o->constant : o->scale;
      if (o->form != RULES_FORM_CONSTANT && o->form != RULES_FORM_NUMBER)
        {
          rules_compile_fail (compiler);
          return;
        }
      on_line = on_line || (o->form == RULES_FORM_NUMBER && o->on_line);
      if (own.numerator == 0 || (o->form == RULES_FORM_CONSTANT && o->is_unknown))
        continue;
      if (own.numerator < 0)
        own.numerator = -own.numerator;
      if (scale.numerator == 0)
        scale = own;
      else if (!rules_compile_common_scale (scale, own, &scale))
        {
          rules_compile_fail (compiler);
          return;
        }
    }
  if (scale.numerator == 0)
    scale = (RulesRatio){ 1, 1 };

  for (guint i = 0; i < n; i++)
    {
      RulesOperand *o = &operands[i];
      gint64 multiple = 1;

      if (o->form == RULES_FORM_CONSTANT)
        o->reg = constant_register (compiler, *o, scale);
      else if (!rules_compile_in_scale (o->scale, scale, &multiple))
        rules_compile_fail (compiler);
      else if (multiple != 1)
        o->reg = rules_compile_result (
            compiler, (RulesInstruction){
                          .code = RULES_DO_SCALE, .a = o->reg, .k = multiple, .on_line = o->on_line != 0 });
      *o = rules_operand_number (o->reg, scale, o->form == RULES_FORM_NUMBER && o->on_line);
      *o = rules_compile_bring (compiler, *o, on_line);
    }
}

RulesOperand
rules_compile_fact (RulesCompiler *compiler, const RulesExpression *expression)
{
  const RulesMeasure *measure = compiler->measure;
  gboolean on_line = expression->fact_on_line;
  guint slot = expression->fact + (on_line ? measure->facts->len : 0);

  if (compiler->fact_known[slot])
    return compiler->facts[slot];

  const RulesFact *fact =
      &g_array_index (on_line ? measure->line_facts : measure->facts, RulesFact, expression->fact);
  guint16 reg = rules_compile_column (compiler, expression->fact, on_line);
  if (fact->presumed.number != RULES_MISSING)
    {
      guint16 presumed = add_constant (compiler, FALSE, fact->presumed.number, fact->presumed.text);
      reg = rules_compile_result (
          compiler,
          (RulesInstruction){ .code = RULES_DO_PRESUME, .a = reg, .b = presumed, .on_line = on_line != 0 });
    }

  RulesOperand operand = rules_operand_number (reg, rules_fact_ratio (fact->type, 1), on_line);
  if (fact->type == RULES_TYPE_BOOLEAN)
    operand = rules_operand_truth (
        rules_compile_result (
            compiler, (RulesInstruction){ .code = RULES_DO_TRUTH, .a = reg, .on_line = on_line != 0 }),
        on_line);
  compiler->facts[slot] = operand;
  compiler->fact_known[slot] = TRUE;
  return operand;
}

RulesOperand
rules_compile_constant_truth (RulesCompiler *compiler, int value)
{
  return rules_operand_truth (add_constant (compiler, TRUE, value, NULL), FALSE);
}

/* A text is a register of handles, as text facts are. */
static RulesOperand
constant_text (RulesCompiler *compiler, const char *text)
{
  return rules_operand_number (add_constant (compiler, FALSE, 0, text), (RulesRatio){ 1, 1 }, FALSE);
}

RulesOperand
rules_compile_parameter (RulesCompiler *compiler, guint i)
{
  const RulesParameter *parameter = &g_array_index (compiler->measure->parameters, RulesParameter, i);
  RulesValue value = compiler->settings->parameters[i];
  gboolean is_set = value.number != RULES_MISSING;

  if (parameter->type == RULES_TYPE_BOOLEAN)
    return rules_compile_constant_truth (compiler, !is_set             ? RULES_UNKNOWN
                                                   : value.number != 0 ? RULES_TRUE
                                                                       : RULES_FALSE);
  if (is_set && parameter->type == RULES_TYPE_TEXT)
    return constant_text (compiler, value.text);

  RulesOperand operand = rules_operand_exact (rules_fact_ratio (parameter->type, is_set ? value.number : 0));
  operand.is_unknown = !is_set;
  return operand;
}

RulesOperand
rules_compile_literal (RulesCompiler *compiler, const RulesExpression *expression)
{
  if (expression->kind == RULES_KIND_TRUTH)
    return rules_compile_constant_truth (compiler,
                                         expression->literal.numerator != 0 ? RULES_TRUE : RULES_FALSE);
  if (expression->kind == RULES_KIND_TEXT)
    return constant_text (compiler, expression->text);
  return rules_operand_exact (expression->literal);
}
