/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons over columns. */
#include "rules-compile.h"
#include "rules-walk-private.h"

static RulesOperator
mirrored (RulesOperator op)
{
  switch ((int) op)
    {
    case RULES_OP_LT:
      return RULES_OP_GT;
    case RULES_OP_LE:
      return RULES_OP_GE;
    case RULES_OP_GT:
      return RULES_OP_LT;
    case RULES_OP_GE:
      return RULES_OP_LE;
    default:
      return op;
    }
}

/* A column against a constant between two of its steps: the nearer step decides just as well. */
static RulesInstruction
compare_to_constant (RulesCompiler *compiler, RulesOperator op, RulesOperand a, RulesRatio limit)
{
  RulesInstruction instruction = { .code = RULES_DO_COMPARE_NUMBER, .a = a.reg, .on_line = a.on_line != 0 };
  RulesRatio steps;

  if (!rules_ratio_divide (limit, a.scale, &steps) ||
      steps.numerator / steps.denominator > RULES_LARGEST_CONSTANT ||
      steps.numerator / steps.denominator < -RULES_LARGEST_CONSTANT)
    {
      rules_compile_fail (compiler);
      return instruction;
    }

  gboolean whole = steps.denominator == 1;
  instruction.k = (gint64) rules_ratio_floor (steps).numerator;
  if (!whole && (op == RULES_OP_EQ || op == RULES_OP_NE))
    {
      /* Never, or always: against the least of all integers, which no number is. */
      op = op == RULES_OP_EQ ? RULES_OP_LE : RULES_OP_GT;
      instruction.k = G_MININT64;
    }
  else if (!whole && op == RULES_OP_GE)
    op = RULES_OP_GT;
  else if (!whole && op == RULES_OP_LT)
    op = RULES_OP_LE;
  instruction.relation = (guint8) op;
  return instruction;
}

/* (now - before) / before against p / q: now × q against before × (p + q). */
static RulesInstruction
compare_growth_to_constant (RulesCompiler *compiler, RulesOperator op, RulesOperand a, RulesRatio limit)
{
  RulesRatio factor;

  if (!rules_ratio_add (limit, (RulesRatio){ 1, 1 }, &factor) || factor.numerator > RULES_LARGEST_CONSTANT ||
      factor.numerator < -RULES_LARGEST_CONSTANT || factor.denominator > RULES_LARGEST_CONSTANT)
    {
      rules_compile_fail (compiler);
      factor = (RulesRatio){ 1, 1 };
    }
  return (RulesInstruction){
    .code = RULES_DO_COMPARE_GROWTH,
    .relation = (guint8) op,
    .a = a.reg,
    .b = a.base,
    .k = (gint64) factor.denominator,
    .k2 = (gint64) factor.numerator,
    .on_line = a.on_line != 0,
  };
}

static RulesInstruction
compare_numbers (RulesCompiler *compiler, RulesOperator op, RulesOperand a, RulesOperand b)
{
  RulesInstruction instruction = { .code = RULES_DO_COMPARE,
                                   .relation = (guint8) op,
                                   .a = a.reg,
                                   .b = b.reg,
                                   .on_line = a.on_line || b.on_line };
  RulesRatio common;

  if (a.scale.numerator == b.scale.numerator && a.scale.denominator == b.scale.denominator)
    return instruction;
  instruction.code = RULES_DO_COMPARE_SCALED;
  if (!rules_compile_common_scale (a.scale, b.scale, &common) ||
      !rules_compile_in_scale (a.scale, common, &instruction.k) ||
      !rules_compile_in_scale (b.scale, common, &instruction.k2))
    rules_compile_fail (compiler);
  return instruction;
}

RulesOperand
rules_compile_comparison (RulesCompiler *compiler, RulesOperator op, RulesOperand a, RulesOperand b)
{
  if (a.form == RULES_FORM_CONSTANT && b.form == RULES_FORM_CONSTANT)
    {
      int order = 0;
      if (!a.is_unknown && !b.is_unknown && !rules_ratio_compare (a.constant, b.constant, &order))
        g_assert_not_reached ();
      return rules_compile_constant_truth (compiler, a.is_unknown || b.is_unknown    ? RULES_UNKNOWN
                                                     : rules_order_holds (op, order) ? RULES_TRUE
                                                                                     : RULES_FALSE);
    }
  if (a.form == RULES_FORM_CONSTANT)
    return rules_compile_comparison (compiler, mirrored (op), b, a);
  if (b.form == RULES_FORM_CONSTANT && b.is_unknown)
    return rules_compile_constant_truth (compiler, RULES_UNKNOWN);

  gboolean on_line = a.on_line || b.on_line;
  RulesInstruction instruction = { 0 };
  a = rules_compile_bring (compiler, a, on_line);
  b = rules_compile_bring (compiler, b, on_line);
  if (a.form == RULES_FORM_NUMBER && b.form == RULES_FORM_CONSTANT)
    instruction = compare_to_constant (compiler, op, a, b.constant);
  else if (a.form == RULES_FORM_GROWTH && b.form == RULES_FORM_CONSTANT)
    instruction = compare_growth_to_constant (compiler, op, a, b.constant);
  else if (a.form == RULES_FORM_NUMBER && b.form == RULES_FORM_NUMBER)
    instruction = compare_numbers (compiler, op, a, b);
  else if (a.form == RULES_FORM_GROWTH && b.form == RULES_FORM_GROWTH)
    instruction = (RulesInstruction){ .code = RULES_DO_COMPARE_GROWTHS,
                                      .relation = (guint8) op,
                                      .a = a.reg,
                                      .b = a.base,
                                      .c = b.reg,
                                      .d = b.base,
                                      .on_line = on_line != 0 };
  else
    return rules_compile_fail (compiler); /* truths compared with each other, a growth with a column */
  return rules_operand_truth (rules_compile_result (compiler, instruction), on_line);
}
