/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure compiled for columns: a list of instructions, each run over up to RULES_ROWS claims (or
 * RULES_LINE_ROWS detail lines) at a time.
 *
 * Numbers are 64-bit integers; what one of them is worth is fixed when compiling (its scale), so that
 * "× 50 %" costs nothing and comparing is comparing integers. RULES_MISSING stands for every number that
 * cannot be decided. A claim the program cannot finish to the last reason is marked and left to the walk:
 * what the two decide is the same. */
#pragma once

#include "rules-private.h"

G_BEGIN_DECLS

#define RULES_ROWS 1024
#define RULES_LINE_ROWS 2048
#define RULES_MAX_REGISTERS 512

/* A truth has a bit for "can be false" and one for "can be true". */
#define RULES_FALSE 1
#define RULES_TRUE 2
#define RULES_UNKNOWN 3

typedef enum
{
  /* numbers: to ← a, b */
  RULES_DO_PRESUME, /* a, or b where it is missing */
  RULES_DO_ADD,
  RULES_DO_SUBTRACT,
  RULES_DO_MULTIPLY,
  RULES_DO_SCALE, /* a × k */
  RULES_DO_MIN,
  RULES_DO_MAX,
  RULES_DO_TRUNCATE,   /* a × k / k2 toward zero */
  RULES_DO_FLOOR,      /* a × k / k2 downward */
  RULES_DO_SELECT,     /* a where truth c holds, b where it does not */
  RULES_DO_ADD_MONTHS, /* day a, k months */
  RULES_DO_ADD_DAYS,   /* day a, k days */
  /* numbers between lines and claims */
  RULES_DO_SPREAD, /* of a claim to its lines */
  RULES_DO_SUM,    /* of the lines that count to their claim; so are the others here */
  RULES_DO_COUNT_LINES,
  RULES_DO_DISTINCT,
  /* truths between lines and claims */
  RULES_DO_ANY,
  RULES_DO_ALL,
  RULES_DO_SPREAD_TRUTH,
  /* truths of numbers */
  RULES_DO_TRUTH,           /* of a number 0 or 1 */
  RULES_DO_IS_MISSING,      /* number a */
  RULES_DO_COMPARE,         /* a to b by relation */
  RULES_DO_COMPARE_NUMBER,  /* a to k */
  RULES_DO_COMPARE_SCALED,  /* a × k to b × k2 */
  RULES_DO_COMPARE_GROWTHS, /* a over b to c over d */
  RULES_DO_COMPARE_GROWTH,  /* a × k to b × k2, where b is a base */
  RULES_DO_BETWEEN,         /* a from k to k2 */
  /* truths of truths */
  RULES_DO_IS_UNKNOWN,
  RULES_DO_NOT,
  RULES_DO_AND,
  RULES_DO_OR,
  RULES_DO_SELECT_TRUTH,
  /* what a condition does with truth a */
  RULES_DO_REQUIRE, /* k: its ordinal, from 1 */
  RULES_DO_REVIEW,
  RULES_DO_FLAG, /* k: the bit */
  RULES_DO_LINE_REQUIRE,
  RULES_DO_LINE_REVIEW,
  /* the rest */
  RULES_DO_EVENT, /* number a outside k … k2 raises flag b */
  RULES_DO_LINE_EVENT,
  RULES_DO_JUDGE_LINES, /* a: the key column, RULES_NO_REGISTER without */
} RulesInstructionCode;

#define RULES_NO_REGISTER G_MAXUINT16

typedef struct
{
  guint8  code;
  guint8  relation; /* RulesOperator of a comparison */
  guint8  on_line;  /* its rows are lines */
  guint16 to;
  guint16 a, b, c, d;
  gint64  k, k2;
} RulesInstruction;

typedef struct
{
  gboolean    is_truth;
  int         fact;     /* the column it is, -1: a buffer of its own */
  gboolean    on_line;  /* of a fact */
  gboolean    is_constant;
  gint64      constant;
  const char *text;     /* of a constant text: its handle is looked up for every batch */
  gpointer    buffer;
} RulesRegister;

/* Keys seen in one claim; emptied by counting up the stamp. */
typedef struct
{
  gint64  keys[RULES_LINE_ROWS * 2];
  guint32 stamps[RULES_LINE_ROWS * 2];
  guint32 stamp;
} RulesKeySet;

typedef struct
{
  const RulesMeasure *measure;
  GArray             *instructions; /* RulesInstruction */
  GArray             *registers;    /* RulesRegister */

  guint16 require_codes[256]; /* by ordinal */
  guint16 formula;            /* register; none for a qualification */
  guint16 cap;                /* none: RULES_NO_REGISTER */
  guint16 floor;
  gboolean floor_is_refused;
  gint64   round_numerator; /* of formula, cap and floor alike, to fen or hundredths */
  gint64   round_denominator;
  guint32  award_flags;    /* raised on every award */
  guint32  at_floor_flag;

  /* The rows at hand. */
  guint   n_claims;
  guint   n_lines;
  guint8  unmet[RULES_ROWS]; /* ordinal of the first condition unmet, 0: none */
  guint8  open[RULES_ROWS];  /* a person must decide, unless a condition is unmet */
  guint8  left[RULES_ROWS];  /* to the walk */
  guint32 flags[RULES_ROWS];
  guint8  line_out[RULES_LINE_ROWS];
  guint8  line_open[RULES_LINE_ROWS];
  guint8  line_left[RULES_LINE_ROWS];
  guint8  counted[RULES_LINE_ROWS];
  guint16 owner[RULES_LINE_ROWS];
  guint32 starts[RULES_ROWS + 1];
  RulesKeySet keys;
} RulesProgram;

/* rules-program.c: NULL when the measure uses what columns do not do; the walk then decides alone. */
RulesProgram *rules_program_new  (const RulesSettings    *settings);
void          rules_program_free (RulesProgram           *program);

/* rules-program-run.c: the batch; claims left to @walk are decided by it. */
void          rules_program_run  (RulesProgram           *program,
                                  RulesWalk              *walk,
                                  const RulesBatch       *batch,
                                  RulesDecision          *decisions);

/* rules-column.c: one instruction over columns, numbers and truths; FALSE when it is none of its own. */
gboolean      rules_column_run   (RulesProgram           *program,
                                  const RulesInstruction *instruction);
/* rules-column-lines.c: one instruction between lines and claims. */
void          rules_column_run_lines (RulesProgram           *program,
                                      const RulesInstruction *instruction);

static inline gint64 *
rules_program_numbers (RulesProgram *program, guint16 i)
{
  return g_array_index (program->registers, RulesRegister, i).buffer;
}

static inline guint8 *
rules_program_truths (RulesProgram *program, guint16 i)
{
  return g_array_index (program->registers, RulesRegister, i).buffer;
}

G_END_DECLS
