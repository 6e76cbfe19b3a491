/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program that reads a file, duixian-reader, says to the one that started it: messages one after
 * another on its standard output, each a kind and a length of four bytes, then so many bytes. */
#pragma once

#include "award-sheet-private.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_MESSAGE_BLOCK,  /* award-block.h */
  AWARD_MESSAGE_RESET,  /* the blocks so far do not count */
  AWARD_MESSAGE_SHEET,  /* AwardMessageSheet, hidden rows (two numbers each), merged cells, widths, name */
  AWARD_MESSAGE_NAMES,  /* names, each with its NUL */
  AWARD_MESSAGE_ERROR,  /* four bytes of code, then the words */
  AWARD_MESSAGE_N_KINDS,
} AwardMessageKind;

typedef struct
{
  guint32 kind;
  guint32 length;
} AwardMessage;

typedef struct
{
  guint32 n_hidden;
  guint32 n_merged;
  guint32 n_widths;
} AwardMessageSheet;

/* What the program was asked for, as its first argument. */
#define AWARD_READER_ROWS "rows"
#define AWARD_READER_NAMES "names"

G_END_DECLS
