/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions into instructions. */
#include "rules-compile.h"

guint16
rules_compile_join (RulesCompiler *compiler,
                    RulesInstructionCode code,
                    guint16 a,
                    guint16 b,
                    gboolean on_line)
{
  return rules_compile_result (
      compiler, (RulesInstruction){ .code = (guint8) code, .a = a, .b = b, .on_line = on_line != 0 });
}

guint16
rules_compile_truth (RulesCompiler *compiler, const RulesExpression *expression, gboolean on_line)
{
  RulesOperand operand = rules_compile_value (compiler, expression);

  if (operand.form != RULES_FORM_TRUTH)
    operand = rules_compile_fail (compiler);
  return rules_compile_bring (compiler, operand, on_line).reg;
}

static RulesOperand
compile_let (RulesCompiler *compiler, const RulesLet *let)
{
  guint i;

  if (!g_ptr_array_find (compiler->measure->lets, let, &i))
    g_assert_not_reached ();
  if (!compiler->let_known[i])
    {
      compiler->lets[i] = rules_compile_value (compiler, let->expression);
      compiler->let_known[i] = TRUE;
    }
  return compiler->lets[i];
}

static RulesOperand
join_truths (RulesCompiler *compiler, RulesInstructionCode code, RulesOperand a, RulesOperand b)
{
  gboolean on_line = a.on_line || b.on_line;

  if (a.form != RULES_FORM_TRUTH || b.form != RULES_FORM_TRUTH)
    return rules_compile_fail (compiler);
  a = rules_compile_bring (compiler, a, on_line);
  b = rules_compile_bring (compiler, b, on_line);
  return rules_operand_truth (rules_compile_join (compiler, code, a.reg, b.reg, on_line), on_line);
}

static RulesOperand
compile_logic (RulesCompiler *compiler, const RulesExpression *expression)
{
  RulesInstructionCode code = expression->op == RULES_OP_AND ? RULES_DO_AND : RULES_DO_OR;
  RulesOperand result = rules_compile_value (compiler, expression->args[0]);

  for (guint i = 1; i < expression->n_args; i++)
    result = join_truths (compiler, code, result, rules_compile_value (compiler, expression->args[i]));
  return result;
}

static RulesOperand
compile_not (RulesCompiler *compiler, const RulesExpression *expression)
{
  RulesOperand a = rules_compile_value (compiler, expression->args[0]);

  if (a.form != RULES_FORM_TRUTH)
    return rules_compile_fail (compiler);
  return rules_operand_truth (rules_compile_join (compiler, RULES_DO_NOT, a.reg, a.reg, a.on_line),
                              a.on_line);
}

/* Ranges of industries, dates, counts and amounts are one instruction. */
static RulesOperand
compile_member (RulesCompiler *compiler, RulesOperand value, const RulesExpression *member)
{
  if (member->op != RULES_OP_RANGE)
    return rules_compile_comparison (compiler, RULES_OP_EQ, value, rules_compile_value (compiler, member));

  RulesOperand from = rules_compile_value (compiler, member->args[0]);
  RulesOperand to = rules_compile_value (compiler, member->args[1]);
  RulesInstruction between = { .code = RULES_DO_BETWEEN, .a = value.reg, .on_line = value.on_line != 0 };
  if (value.form == RULES_FORM_NUMBER && from.form == RULES_FORM_CONSTANT && to.form == RULES_FORM_CONSTANT &&
      !from.is_unknown && !to.is_unknown && rules_compile_in_scale (from.constant, value.scale, &between.k) &&
      rules_compile_in_scale (to.constant, value.scale, &between.k2))
    return rules_operand_truth (rules_compile_result (compiler, between), value.on_line);

  return join_truths (compiler, RULES_DO_AND, rules_compile_comparison (compiler, RULES_OP_GE, value, from),
                      rules_compile_comparison (compiler, RULES_OP_LE, value, to));
}

static RulesOperand
compile_in (RulesCompiler *compiler, const RulesExpression *expression)
{
  RulesOperand value = rules_compile_value (compiler, expression->args[0]);
  RulesOperand result = compile_member (compiler, value, expression->args[1]);

  for (guint i = 2; i < expression->n_args; i++)
    result =
        join_truths (compiler, RULES_DO_OR, result, compile_member (compiler, value, expression->args[i]));
  return result;
}

static gboolean
fold (RulesOperator op, RulesRatio a, RulesRatio b, RulesRatio *result)
{
  int order = 0;

  switch ((int) op)
    {
    case RULES_OP_ADD:
      return rules_ratio_add (a, b, result);
    case RULES_OP_SUBTRACT:
      return rules_ratio_subtract (a, b, result);
    case RULES_OP_MULTIPLY:
      return rules_ratio_multiply (a, b, result);
    case RULES_OP_DIVIDE:
    case RULES_OP_STEPS:
      if (!rules_ratio_divide (a, b, result))
        return FALSE;
      if (op == RULES_OP_STEPS)
        *result = rules_ratio_truncate (*result);
      return TRUE;
    default:
      if (!rules_ratio_compare (b, a, &order))
        return FALSE;
      *result = (order < 0) == (op == RULES_OP_MIN) ? b : a;
      return TRUE;
    }
}

/* @a × @factor. A new scale serves for a positive factor. */
static RulesOperand
compile_scaled (RulesCompiler *compiler, RulesOperand a, RulesRatio factor)
{
  RulesRatio size = factor;

  if (factor.numerator <= 0)
    {
      gboolean is_zero = factor.numerator == 0;
      size = is_zero ? (RulesRatio){ 1, 1 } : (RulesRatio){ -factor.numerator, factor.denominator };
      a.reg = rules_compile_result (compiler, (RulesInstruction){ .code = RULES_DO_SCALE,
                                                                  .a = a.reg,
                                                                  .k = is_zero ? 0 : -1,
                                                                  .on_line = a.on_line != 0 });
    }
  if (!rules_ratio_multiply (a.scale, size, &a.scale))
    return rules_compile_fail (compiler);
  return a;
}

static RulesOperand
compile_product (RulesCompiler *compiler, RulesOperand a, RulesOperand b)
{
  gboolean on_line = a.on_line || b.on_line;
  RulesRatio scale;

  if (a.form == RULES_FORM_NUMBER && b.form == RULES_FORM_CONSTANT)
    return compile_scaled (compiler, a, b.constant);
  if (a.form == RULES_FORM_CONSTANT && b.form == RULES_FORM_NUMBER)
    return compile_scaled (compiler, b, a.constant);
  if (a.form != RULES_FORM_NUMBER || b.form != RULES_FORM_NUMBER ||
      !rules_ratio_multiply (a.scale, b.scale, &scale))
    return rules_compile_fail (compiler);
  a = rules_compile_bring (compiler, a, on_line);
  b = rules_compile_bring (compiler, b, on_line);
  return rules_operand_number (rules_compile_join (compiler, RULES_DO_MULTIPLY, a.reg, b.reg, on_line), scale,
                               on_line);
}

/* Whole multiples of @step in @a: toward zero, or downward for the whole number at or below. */
static RulesOperand
compile_whole (RulesCompiler *compiler, RulesInstructionCode code, RulesOperand a, RulesRatio step)
{
  RulesRatio factor;

  if (a.form != RULES_FORM_NUMBER || !rules_ratio_divide (a.scale, step, &factor) ||
      factor.numerator > RULES_LARGEST_CONSTANT || factor.numerator < -RULES_LARGEST_CONSTANT ||
      factor.denominator > RULES_LARGEST_CONSTANT)
    return rules_compile_fail (compiler);
  RulesInstruction whole = {
    .code = (guint8) code,
    .a = a.reg,
    .k = (gint64) factor.numerator,
    .k2 = (gint64) factor.denominator,
    .on_line = a.on_line != 0,
  };
  return rules_operand_number (rules_compile_result (compiler, whole), (RulesRatio){ 1, 1 }, a.on_line);
}

static RulesOperand
compile_pair (RulesCompiler *compiler, RulesOperator op, RulesOperand a, RulesOperand b)
{
  RulesOperand both[] = { a, b };
  RulesInstructionCode code = op == RULES_OP_ADD        ? RULES_DO_ADD
                              : op == RULES_OP_SUBTRACT ? RULES_DO_SUBTRACT
                              : op == RULES_OP_MIN      ? RULES_DO_MIN
                                                        : RULES_DO_MAX;
  RulesRatio folded;

  if (a.is_unknown)
    return a;
  if (b.is_unknown)
    return b;
  if (a.form == RULES_FORM_CONSTANT && b.form == RULES_FORM_CONSTANT)
    return fold (op, a.constant, b.constant, &folded) ? rules_operand_exact (folded)
                                                      : rules_compile_fail (compiler);
  if (op == RULES_OP_MULTIPLY)
    return compile_product (compiler, a, b);
  if (op == RULES_OP_DIVIDE || op == RULES_OP_STEPS)
    {
      RulesRatio inverse;
      if (a.form != RULES_FORM_NUMBER || b.form != RULES_FORM_CONSTANT || b.constant.numerator == 0 ||
          !rules_ratio_divide ((RulesRatio){ 1, 1 }, b.constant, &inverse))
        return rules_compile_fail (compiler);
      return op == RULES_OP_DIVIDE ? compile_scaled (compiler, a, inverse)
                                   : compile_whole (compiler, RULES_DO_TRUNCATE, a, b.constant);
    }
  rules_compile_align (compiler, both, 2);
  return rules_operand_number (rules_compile_join (compiler, code, both[0].reg, both[1].reg, both[0].on_line),
                               both[0].scale, both[0].on_line);
}

static RulesOperand
compile_arithmetic (RulesCompiler *compiler, const RulesExpression *expression)
{
  RulesOperand result = rules_compile_value (compiler, expression->args[0]);

  for (guint i = 1; i < expression->n_args && !compiler->failed; i++)
    result =
        compile_pair (compiler, expression->op, result, rules_compile_value (compiler, expression->args[i]));
  return result;
}

static RulesOperand
compile_growth (RulesCompiler *compiler, const RulesExpression *expression)
{
  RulesOperand both[2];

  for (guint i = 0; i < 2; i++)
    both[i] = rules_compile_value (compiler, expression->args[i]);
  rules_compile_align (compiler, both, 2);
  both[0].form = RULES_FORM_GROWTH;
  both[0].base = both[1].reg;
  return both[0];
}

static RulesOperand
compile_if (RulesCompiler *compiler, const RulesExpression *expression)
{
  RulesOperand condition = rules_compile_value (compiler, expression->args[0]);
  RulesOperand both[2];

  for (guint i = 0; i < 2; i++)
    both[i] = rules_compile_value (compiler, expression->args[i + 1]);
  gboolean on_line = condition.on_line || both[0].on_line || both[1].on_line;
  gboolean is_truth = both[0].form == RULES_FORM_TRUTH && both[1].form == RULES_FORM_TRUTH;
  if (condition.form != RULES_FORM_TRUTH)
    return rules_compile_fail (compiler);

  condition = rules_compile_bring (compiler, condition, on_line);
  if (!is_truth)
    rules_compile_align (compiler, both, 2);
  for (guint i = 0; i < 2; i++)
    both[i] = rules_compile_bring (compiler, both[i], on_line);
  RulesInstruction select = {
    .code = is_truth ? RULES_DO_SELECT_TRUTH : RULES_DO_SELECT,
    .a = both[0].reg,
    .b = both[1].reg,
    .c = condition.reg,
    .on_line = on_line != 0,
  };
  guint16 reg = rules_compile_result (compiler, select);
  return is_truth ? rules_operand_truth (reg, on_line) : rules_operand_number (reg, both[0].scale, on_line);
}

static RulesOperand
compile_time (RulesCompiler *compiler, const RulesExpression *expression)
{
  RulesOperand date = rules_compile_value (compiler, expression->args[0]);
  RulesOperand count = rules_compile_value (compiler, expression->args[1]);
  RulesRatio day = { 1, 1 };
  RulesInstruction add = { .code = expression->op == RULES_OP_ADD_MONTHS ? RULES_DO_ADD_MONTHS
                                                                         : RULES_DO_ADD_DAYS };

  if (date.is_unknown)
    return date;
  if (count.form != RULES_FORM_CONSTANT || count.is_unknown ||
      !rules_compile_in_scale (rules_ratio_truncate (count.constant), day, &add.k))
    return rules_compile_fail (compiler);
  rules_compile_align (compiler, &date, 1);
  if (compiler->failed || date.scale.numerator != 1 || date.scale.denominator != 1)
    return rules_compile_fail (compiler);
  add.a = date.reg;
  add.on_line = date.on_line != 0;
  return rules_operand_number (rules_compile_result (compiler, add), day, date.on_line);
}

static RulesOperand
compile_missing (RulesCompiler *compiler, const RulesExpression *expression)
{
  const RulesExpression *of = expression->args[0];

  if (of->op == RULES_OP_PARAMETER)
    return rules_compile_constant_truth (
        compiler,
        compiler->settings->parameters[of->parameter].number == RULES_MISSING ? RULES_TRUE : RULES_FALSE);

  RulesOperand fact = rules_compile_fact (compiler, of);
  RulesInstruction is_missing = {
    .code = fact.form == RULES_FORM_TRUTH ? RULES_DO_IS_UNKNOWN : RULES_DO_IS_MISSING,
    .a = fact.reg,
    .on_line = fact.on_line != 0,
  };
  return rules_operand_truth (rules_compile_result (compiler, is_missing), fact.on_line);
}

/* From the lines to their claim. */
static RulesOperand
compile_aggregate (RulesCompiler *compiler, const RulesExpression *expression)
{
  RulesOperand of = { .form = RULES_FORM_TRUTH, .reg = RULES_NO_REGISTER, .scale = { 1, 1 } };
  RulesInstruction reduce = { .code = RULES_DO_COUNT_LINES };
  RulesRatio one = { 1, 1 };

  if (!compiler->judged)
    return rules_compile_fail (compiler);
  if (expression->op != RULES_OP_COUNT)
    {
      of = rules_compile_value (compiler, expression->args[0]);
      if (of.form == RULES_FORM_CONSTANT)
        rules_compile_align (compiler, &of, 1);
      of = rules_compile_bring (compiler, of, TRUE);
      reduce.a = of.reg;
    }
  switch ((int) expression->op)
    {
    case RULES_OP_ANY:
    case RULES_OP_ALL:
      reduce.code = expression->op == RULES_OP_ANY ? RULES_DO_ANY : RULES_DO_ALL;
      if (of.form != RULES_FORM_TRUTH)
        return rules_compile_fail (compiler);
      return rules_operand_truth (rules_compile_result (compiler, reduce), FALSE);
    case RULES_OP_SUM:
    case RULES_OP_COUNT_DISTINCT:
      reduce.code = expression->op == RULES_OP_SUM ? RULES_DO_SUM : RULES_DO_DISTINCT;
      if (of.form != RULES_FORM_NUMBER)
        return rules_compile_fail (compiler);
      return rules_operand_number (rules_compile_result (compiler, reduce),
                                   expression->op == RULES_OP_SUM ? of.scale : one, FALSE);
    default:
      return rules_operand_number (rules_compile_result (compiler, reduce), one, FALSE);
    }
}

RulesOperand
rules_compile_value (RulesCompiler *compiler, const RulesExpression *expression)
{
  RulesRatio minus_one = { -1, 1 };
  RulesOperand a;

  if (compiler->failed)
    return rules_compile_fail (compiler);
  switch (expression->op)
    {
    case RULES_OP_LITERAL:
      return rules_compile_literal (compiler, expression);
    case RULES_OP_FACT:
      return rules_compile_fact (compiler, expression);
    case RULES_OP_PARAMETER:
      return rules_compile_parameter (compiler, expression->parameter);
    case RULES_OP_NAMED:
      return compile_let (compiler, expression->let);
    case RULES_OP_AS_OF:
      a = rules_operand_exact (rules_ratio (MAX (compiler->settings->as_of, -G_MAXINT64), 1));
      a.is_unknown = compiler->settings->as_of == RULES_MISSING;
      return a;
    case RULES_OP_CHOICE_IS:
      return rules_compile_constant_truth (
          compiler,
          compiler->settings->choices[expression->choice] == expression->option ? RULES_TRUE : RULES_FALSE);
    case RULES_OP_NOT:
      return compile_not (compiler, expression);
    case RULES_OP_AND:
    case RULES_OP_OR:
      return compile_logic (compiler, expression);
    case RULES_OP_EQ:
    case RULES_OP_NE:
    case RULES_OP_LT:
    case RULES_OP_LE:
    case RULES_OP_GT:
    case RULES_OP_GE:
      a = rules_compile_value (compiler, expression->args[0]);
      return rules_compile_comparison (compiler, expression->op, a,
                                       rules_compile_value (compiler, expression->args[1]));
    case RULES_OP_IN:
      return compile_in (compiler, expression);
    case RULES_OP_MISSING:
      return compile_missing (compiler, expression);
    case RULES_OP_ADD:
    case RULES_OP_SUBTRACT:
    case RULES_OP_MULTIPLY:
    case RULES_OP_DIVIDE:
    case RULES_OP_MIN:
    case RULES_OP_MAX:
    case RULES_OP_STEPS:
      return compile_arithmetic (compiler, expression);
    case RULES_OP_NEGATE:
      a = rules_compile_value (compiler, expression->args[0]);
      return a.is_unknown ? a
                          : compile_pair (compiler, RULES_OP_MULTIPLY, a, rules_operand_exact (minus_one));
    case RULES_OP_FLOOR:
      a = rules_compile_value (compiler, expression->args[0]);
      if (a.form == RULES_FORM_CONSTANT)
        {
          a.constant = rules_ratio_floor (a.constant);
          return a;
        }
      return compile_whole (compiler, RULES_DO_FLOOR, a, (RulesRatio){ 1, 1 });
    case RULES_OP_IF:
      return compile_if (compiler, expression);
    case RULES_OP_GROWTH:
      return compile_growth (compiler, expression);
    case RULES_OP_ADD_MONTHS:
    case RULES_OP_ADD_DAYS:
      return compile_time (compiler, expression);
    case RULES_OP_SUM:
    case RULES_OP_COUNT:
    case RULES_OP_COUNT_DISTINCT:
    case RULES_OP_ANY:
    case RULES_OP_ALL:
      return compile_aggregate (compiler, expression);
    case RULES_OP_RANGE:
    default:
      return rules_compile_fail (compiler);
    }
}
