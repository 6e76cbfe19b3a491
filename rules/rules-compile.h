/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiling a measure: conditions, lines and amount (rules-program.c), expressions
 * (rules-compile-value.c), comparisons (rules-compile-compare.c), operands (rules-compile.c).
 *
 * Everything known beforehand (literals, parameters, choices, scales) is worked out here, exactly. What
 * columns of 64-bit integers do not do makes the compiler fail, and the measure is left to the walk. */
#pragma once

#include "rules-program.h"

G_BEGIN_DECLS

/* Constants keep this far from the ends of 64 bits, so that the next integer always exists. */
#define RULES_LARGEST_CONSTANT ((__int128) 1 << 62)

typedef enum
{
  RULES_FORM_CONSTANT, /* an exact number, the same for every claim */
  RULES_FORM_NUMBER,   /* reg, in units of scale */
  RULES_FORM_TRUTH,    /* reg */
  RULES_FORM_GROWTH,   /* from reg base to reg, both in the same scale */
} RulesForm;

/* Where the value of an expression is found. */
typedef struct
{
  RulesForm  form;
  gboolean   on_line; /* one a line, not one a claim */
  guint16    reg;
  guint16    base;
  RulesRatio scale; /* of a number: what 1 in the register is worth, above zero */
  RulesRatio constant;
  gboolean   is_unknown; /* a constant no one has set */
} RulesOperand;

typedef struct
{
  RulesProgram        *program;
  const RulesSettings *settings;
  const RulesMeasure  *measure;
  gboolean             failed;
  gboolean             judged; /* which lines count is known: aggregates may follow */
  RulesOperand        *lets;
  gboolean            *let_known;
  RulesOperand        *facts; /* claim facts, then line facts */
  gboolean            *fact_known;
  GHashTable          *spread; /* register of claims + 1 → its register of lines + 1 */
} RulesCompiler;

/* rules-compile.c */
RulesOperand rules_operand_exact  (RulesRatio             value);
RulesOperand rules_operand_number (guint16                reg,
                                   RulesRatio             scale,
                                   gboolean               on_line);
RulesOperand rules_operand_truth  (guint16                reg,
                                   gboolean               on_line);
/* After a failure operands mean nothing, but may be used on. */
RulesOperand rules_compile_fail   (RulesCompiler         *compiler);
void         rules_compile_add    (RulesCompiler         *compiler,
                                   RulesInstruction       instruction);
/* Adds @instruction with a new register for its result. */
guint16      rules_compile_result (RulesCompiler         *compiler,
                                   RulesInstruction       instruction);
guint16      rules_compile_column (RulesCompiler         *compiler,
                                   guint                  fact,
                                   gboolean               on_line);
RulesOperand rules_compile_constant_truth (RulesCompiler *compiler,
                                           int            value);
RulesOperand rules_compile_fact   (RulesCompiler         *compiler,
                                   const RulesExpression *expression);
RulesOperand rules_compile_parameter (RulesCompiler      *compiler,
                                      guint               i);
RulesOperand rules_compile_literal (RulesCompiler         *compiler,
                                    const RulesExpression *expression);
/* A claim's value among the lines: once for each of them. */
RulesOperand rules_compile_bring  (RulesCompiler         *compiler,
                                   RulesOperand           operand,
                                   gboolean               on_line);
gboolean     rules_compile_common_scale (RulesRatio       a,
                                         RulesRatio       b,
                                         RulesRatio      *common);
gboolean     rules_compile_in_scale (RulesRatio           value,
                                     RulesRatio           scale,
                                     gint64              *multiple);
/* Puts @operands in registers of one common scale and one kind of row. */
void         rules_compile_align  (RulesCompiler         *compiler,
                                   RulesOperand          *operands,
                                   guint                  n);

/* rules-compile-compare.c */
RulesOperand rules_compile_comparison (RulesCompiler     *compiler,
                                       RulesOperator      op,
                                       RulesOperand       a,
                                       RulesOperand       b);

/* rules-compile-value.c */
RulesOperand rules_compile_value  (RulesCompiler         *compiler,
                                   const RulesExpression *expression);
/* The register of a truth; among the lines if @on_line. */
guint16      rules_compile_truth  (RulesCompiler         *compiler,
                                   const RulesExpression *expression,
                                   gboolean               on_line);
guint16      rules_compile_join   (RulesCompiler         *compiler,
                                   RulesInstructionCode   code,
                                   guint16                a,
                                   guint16                b,
                                   gboolean               on_line);

G_END_DECLS
