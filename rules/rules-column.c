/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One instruction over columns. An overflow makes the number missing and leaves its row to the walk, which
 * has 128 bits. */
#include "rules-program.h"

#define MISSING RULES_MISSING
/* As far as the walk adds months and days. */
#define LONGEST_TIME 1000000
#define FURTHEST_DAY (LONGEST_TIME * 40)

#define EACH for (guint i = 0; i < n; i++)

/* Looked up rather than reckoned: the compiler would make branches of it, and claims are too mixed for a
 * branch to be guessed. */
static const guint8 TRUTHS[4] = { RULES_FALSE, RULES_TRUE, RULES_UNKNOWN, RULES_UNKNOWN };

#define TRUTHS_OF(holds, unknown) EACH to[i] = TRUTHS[(guint) (holds) | ((guint) (unknown) << 1)]

static inline gint64
keep (gboolean overflow, gint64 value, guint8 *left)
{
  if (G_UNLIKELY (overflow || value == MISSING))
    {
      *left = TRUE;
      return MISSING;
    }
  return value;
}

static void
add (gint64 *restrict to, const gint64 *a, const gint64 *b, guint8 *left, guint n)
{
  EACH
  {
    gint64 sum;
    gboolean overflow = __builtin_add_overflow (a[i], b[i], &sum);
    to[i] = a[i] == MISSING || b[i] == MISSING ? MISSING : keep (overflow, sum, &left[i]);
  }
}

static void
subtract (gint64 *restrict to, const gint64 *a, const gint64 *b, guint8 *left, guint n)
{
  EACH
  {
    gint64 difference;
    gboolean overflow = __builtin_sub_overflow (a[i], b[i], &difference);
    to[i] = a[i] == MISSING || b[i] == MISSING ? MISSING : keep (overflow, difference, &left[i]);
  }
}

static void
multiply (gint64 *restrict to, const gint64 *a, const gint64 *b, guint8 *left, guint n)
{
  EACH
  {
    gint64 product;
    gboolean overflow = __builtin_mul_overflow (a[i], b[i], &product);
    to[i] = a[i] == MISSING || b[i] == MISSING ? MISSING : keep (overflow, product, &left[i]);
  }
}

static void
scale (gint64 *restrict to, const gint64 *a, gint64 k, guint8 *left, guint n)
{
  EACH
  {
    gint64 product;
    gboolean overflow = __builtin_mul_overflow (a[i], k, &product);
    to[i] = a[i] == MISSING ? MISSING : keep (overflow, product, &left[i]);
  }
}

static void
whole_steps (gint64 *restrict to,
             const gint64 *a,
             gint64 k,
             gint64 k2,
             gboolean downward,
             guint8 *left,
             guint n)
{
  EACH
  {
    __int128 product = (__int128) a[i] * k;
    __int128 whole = product / k2;
    if (downward && product < 0 && product % k2 != 0)
      whole--;
    to[i] = a[i] == MISSING ? MISSING
                            : keep (whole > G_MAXINT64 || whole < -G_MAXINT64, (gint64) whole, &left[i]);
  }
}

static void
add_time (gint64 *restrict to, const gint64 *a, gint64 k, gboolean months, guint8 *left, guint n)
{
  gboolean too_long = k > LONGEST_TIME || k < -LONGEST_TIME;

  EACH
  {
    if (a[i] == MISSING)
      to[i] = MISSING;
    else if (too_long || a[i] > FURTHEST_DAY || a[i] < -FURTHEST_DAY)
      to[i] = keep (TRUE, 0, &left[i]);
    else
      to[i] = months ? rules_date_add_months (a[i], (int) k) : a[i] + k;
  }
}

#define COMPARE_ALL(order_macro, unknown)                                                                    \
  switch ((int) relation)                                                                                    \
    {                                                                                                        \
    case RULES_OP_EQ:                                                                                        \
      TRUTHS_OF (order_macro (==), unknown);                                                                 \
      break;                                                                                                 \
    case RULES_OP_NE:                                                                                        \
      TRUTHS_OF (order_macro (!=), unknown);                                                                 \
      break;                                                                                                 \
    case RULES_OP_LT:                                                                                        \
      TRUTHS_OF (order_macro (<), unknown);                                                                  \
      break;                                                                                                 \
    case RULES_OP_LE:                                                                                        \
      TRUTHS_OF (order_macro (<=), unknown);                                                                 \
      break;                                                                                                 \
    case RULES_OP_GT:                                                                                        \
      TRUTHS_OF (order_macro (>), unknown);                                                                  \
      break;                                                                                                 \
    default:                                                                                                 \
      TRUTHS_OF (order_macro (>=), unknown);                                                                 \
      break;                                                                                                 \
    }

static void
compare (guint8 *restrict to, guint8 relation, const gint64 *a, const gint64 *b, guint n)
{
#define ORDER(is) (a[i] is b[i])
  COMPARE_ALL (ORDER, (a[i] == MISSING) | (b[i] == MISSING))
#undef ORDER
}

static void
compare_number (guint8 *restrict to, guint8 relation, const gint64 *a, gint64 k, guint n)
{
#define ORDER(is) (a[i] is k)
  COMPARE_ALL (ORDER, a[i] == MISSING)
#undef ORDER
}

static void
compare_scaled (guint8 *restrict to,
                guint8 relation,
                const gint64 *a,
                const gint64 *b,
                gint64 k,
                gint64 k2,
                guint n)
{
#define ORDER(is) ((__int128) a[i] * k is (__int128) b[i] * k2)
  COMPARE_ALL (ORDER, (a[i] == MISSING) | (b[i] == MISSING))
#undef ORDER
}

/* now / before - 1 against another such: crosswise products, as both bases are above zero. */
static void
compare_growths (guint8 *restrict to,
                 guint8 relation,
                 const gint64 *now,
                 const gint64 *before,
                 const gint64 *now2,
                 const gint64 *before2,
                 guint n)
{
#define ORDER(is) ((__int128) now[i] * before2[i] is (__int128) now2[i] * before[i])
  COMPARE_ALL (ORDER, (now[i] == MISSING) | (now2[i] == MISSING) | (before[i] <= 0) | (before2[i] <= 0))
#undef ORDER
}

static void
compare_growth (guint8 *restrict to,
                guint8 relation,
                const gint64 *now,
                const gint64 *before,
                gint64 k,
                gint64 k2,
                guint n)
{
#define ORDER(is) ((__int128) now[i] * k is (__int128) before[i] * k2)
  COMPARE_ALL (ORDER, (now[i] == MISSING) | (before[i] <= 0))
#undef ORDER
}

static void
between (guint8 *restrict to, const gint64 *restrict a, gint64 low, gint64 high, guint n)
{
  TRUTHS_OF ((a[i] >= low) & (a[i] <= high), a[i] == MISSING);
}

static void
is_missing (guint8 *restrict to, const gint64 *restrict a, guint n)
{
  TRUTHS_OF (a[i] == MISSING, 0);
}

static gboolean
run_numbers (RulesProgram *program, const RulesInstruction *in, guint n, guint8 *left)
{
  gint64 *to = rules_program_numbers (program, in->to);
  const gint64 *a = rules_program_numbers (program, in->a);
  const gint64 *b = rules_program_numbers (program, in->b);

  switch (in->code)
    {
    case RULES_DO_PRESUME:
      EACH to[i] = a[i] == MISSING ? b[i] : a[i];
      return TRUE;
    case RULES_DO_ADD:
      add (to, a, b, left, n);
      return TRUE;
    case RULES_DO_SUBTRACT:
      subtract (to, a, b, left, n);
      return TRUE;
    case RULES_DO_MULTIPLY:
      multiply (to, a, b, left, n);
      return TRUE;
    case RULES_DO_SCALE:
      scale (to, a, in->k, left, n);
      return TRUE;
    case RULES_DO_MIN: /* a missing one is the least of all integers */
      EACH to[i] = MIN (a[i], b[i]);
      return TRUE;
    case RULES_DO_MAX:
      EACH to[i] = a[i] == MISSING || b[i] == MISSING ? MISSING : MAX (a[i], b[i]);
      return TRUE;
    case RULES_DO_TRUNCATE:
    case RULES_DO_FLOOR:
      whole_steps (to, a, in->k, in->k2, in->code == RULES_DO_FLOOR, left, n);
      return TRUE;
    case RULES_DO_SELECT:
      {
        const guint8 *c = rules_program_truths (program, in->c);
        EACH to[i] = c[i] == RULES_TRUE ? a[i] : c[i] == RULES_FALSE ? b[i] : MISSING;
      }
      return TRUE;
    case RULES_DO_ADD_MONTHS:
    case RULES_DO_ADD_DAYS:
      add_time (to, a, in->k, in->code == RULES_DO_ADD_MONTHS, left, n);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
run_comparison (RulesProgram *program, const RulesInstruction *in, guint n)
{
  guint8 *to = rules_program_truths (program, in->to);
  const gint64 *a = rules_program_numbers (program, in->a);
  const gint64 *b = rules_program_numbers (program, in->b);

  switch (in->code)
    {
    case RULES_DO_COMPARE:
      compare (to, in->relation, a, b, n);
      return TRUE;
    case RULES_DO_COMPARE_NUMBER:
      compare_number (to, in->relation, a, in->k, n);
      return TRUE;
    case RULES_DO_COMPARE_SCALED:
      compare_scaled (to, in->relation, a, b, in->k, in->k2, n);
      return TRUE;
    case RULES_DO_COMPARE_GROWTHS:
      compare_growths (to, in->relation, a, b, rules_program_numbers (program, in->c),
                       rules_program_numbers (program, in->d), n);
      return TRUE;
    case RULES_DO_COMPARE_GROWTH:
      compare_growth (to, in->relation, a, b, in->k, in->k2, n);
      return TRUE;
    case RULES_DO_BETWEEN:
      between (to, a, in->k, in->k2, n);
      return TRUE;
    case RULES_DO_TRUTH:
      compare_number (to, RULES_OP_NE, a, 0, n);
      return TRUE;
    case RULES_DO_IS_MISSING:
      is_missing (to, a, n);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
invert (guint8 *restrict to, const guint8 *restrict a, guint n)
{
  EACH to[i] = (guint8) ((a[i] >> 1) | ((a[i] & 1) << 1));
}

static void
both (guint8 *restrict to, const guint8 *restrict a, const guint8 *restrict b, guint n)
{
  EACH to[i] = (guint8) ((a[i] & b[i] & RULES_TRUE) | ((a[i] | b[i]) & RULES_FALSE));
}

static void
either (guint8 *restrict to, const guint8 *restrict a, const guint8 *restrict b, guint n)
{
  EACH to[i] = (guint8) (((a[i] | b[i]) & RULES_TRUE) | (a[i] & b[i] & RULES_FALSE));
}

static void
select_truth (guint8 *restrict to,
              const guint8 *restrict a,
              const guint8 *restrict b,
              const guint8 *restrict c,
              guint n)
{
  EACH to[i] = c[i] == RULES_TRUE ? a[i] : c[i] == RULES_FALSE ? b[i] : RULES_UNKNOWN;
}

static gboolean
run_truths (RulesProgram *program, const RulesInstruction *in, guint n)
{
  guint8 *to = rules_program_truths (program, in->to);
  const guint8 *a = rules_program_truths (program, in->a);
  const guint8 *b = rules_program_truths (program, in->b);

  switch (in->code)
    {
    case RULES_DO_IS_UNKNOWN:
      TRUTHS_OF (a[i] == RULES_UNKNOWN, 0);
      return TRUE;
    case RULES_DO_NOT:
      invert (to, a, n);
      return TRUE;
    case RULES_DO_AND:
      both (to, a, b, n);
      return TRUE;
    case RULES_DO_OR:
      either (to, a, b, n);
      return TRUE;
    case RULES_DO_SELECT_TRUTH:
      select_truth (to, a, b, rules_program_truths (program, in->c), n);
      return TRUE;
    default:
      return FALSE;
    }
}

/* The first requirement that is definitely unmet stays. */
static void
require (guint8 *restrict unmet, guint8 *restrict open, const guint8 *restrict a, guint8 ordinal, guint n)
{
  EACH unmet[i] |= (guint8) (0u - ((guint) (unmet[i] == 0) & (guint) (a[i] == RULES_FALSE))) & ordinal;
  EACH open[i] |= a[i] == RULES_UNKNOWN;
}

/* What holds, or may, is for a person to decide. */
static void
review (guint8 *restrict open, const guint8 *restrict a, guint n)
{
  EACH open[i] |= a[i] >> 1;
}

static void
flag (guint32 *restrict flags, const guint8 *restrict a, guint32 bit, guint n)
{
  EACH flags[i] |= (0u - (guint32) (a[i] == RULES_TRUE)) & bit;
}

static gboolean
run_condition (RulesProgram *program, const RulesInstruction *in, guint n)
{
  const guint8 *a = rules_program_truths (program, in->a);

  switch (in->code)
    {
    case RULES_DO_REQUIRE:
      require (program->unmet, program->open, a, (guint8) in->k, n);
      return TRUE;
    case RULES_DO_REVIEW:
      review (program->open, a, n);
      return TRUE;
    case RULES_DO_FLAG:
      flag (program->flags, a, (guint32) in->k, n);
      return TRUE;
    case RULES_DO_LINE_REQUIRE:
      require (program->line_out, program->line_open, a, TRUE, n);
      return TRUE;
    case RULES_DO_LINE_REVIEW:
      review (program->line_open, a, n);
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
rules_column_run (RulesProgram *program, const RulesInstruction *instruction)
{
  guint n = instruction->on_line ? program->n_lines : program->n_claims;

  if (instruction->code <= RULES_DO_ADD_DAYS)
    return run_numbers (program, instruction, n, instruction->on_line ? program->line_left : program->left);
  if (instruction->code < RULES_DO_TRUTH || instruction->code > RULES_DO_LINE_REVIEW)
    return FALSE;
  if (instruction->code <= RULES_DO_BETWEEN)
    return run_comparison (program, instruction, n);
  if (instruction->code <= RULES_DO_SELECT_TRUTH)
    return run_truths (program, instruction, n);
  return run_condition (program, instruction, n);
}
