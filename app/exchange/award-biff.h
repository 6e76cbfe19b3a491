/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of the workbook streams of Excel 5 to 2003 (BIFF5, BIFF8). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Record types that matter here. */
enum
{
  AWARD_BIFF_FORMULA = 0x0006,
  AWARD_BIFF_EOF = 0x000A,
  AWARD_BIFF_DATE_MODE = 0x0022,
  AWARD_BIFF_FILE_PASS = 0x002F,
  AWARD_BIFF_CONTINUE = 0x003C,
  AWARD_BIFF_CODE_PAGE = 0x0042,
  AWARD_BIFF_COLUMN = 0x007D,
  AWARD_BIFF_BOUND_SHEET = 0x0085,
  AWARD_BIFF_MULTIPLE_RK = 0x00BD,
  AWARD_BIFF_RICH_LABEL = 0x00D6,
  AWARD_BIFF_XF = 0x00E0,
  AWARD_BIFF_MERGED = 0x00E5,
  AWARD_BIFF_STRINGS = 0x00FC,
  AWARD_BIFF_SHARED_LABEL = 0x00FD,
  AWARD_BIFF_NUMBER = 0x0203,
  AWARD_BIFF_LABEL = 0x0204,
  AWARD_BIFF_BOOLEAN_OR_ERROR = 0x0205,
  AWARD_BIFF_STRING = 0x0207,
  AWARD_BIFF_ROW = 0x0208,
  AWARD_BIFF_RK = 0x027E,
  AWARD_BIFF_FORMAT = 0x041E,
  AWARD_BIFF_BOF = 0x0809,
};

/* A stream in memory, read record by record. */
typedef struct
{
  const guint8 *bytes;
  gsize length;
  gsize next; /* of the next record */

  guint type;
  gsize body; /* of the record: where it begins, and its length without continuations */
  gsize size;
  gsize at;      /* the next byte to read, in the record or one of its continuations */
  gsize end;     /* of the part being read */
  gboolean is_short; /* more was asked for than there is */
} AwardBiff;

/* Goes to the next record; continuations belong to the one before. FALSE at the end of the stream or where
 * a record does not fit into it. */
gboolean award_biff_next        (AwardBiff    *biff);
/* Next byte, number …; 0 with is_short set when the record has no more. */
guint8   award_biff_byte        (AwardBiff    *biff);
guint    award_biff_short       (AwardBiff    *biff);
guint32  award_biff_long        (AwardBiff    *biff);
double   award_biff_double      (AwardBiff    *biff);
/* A number packed into 32 bits. */
double   award_biff_rk          (guint32       packed);
void     award_biff_skip        (AwardBiff    *biff,
                                 gsize         n);
/* Appends a text of @n characters as BIFF8 keeps it: its flags, then the characters, formatting and phonetic
 * data skipped. */
void     award_biff_unicode     (AwardBiff    *biff,
                                 guint         n,
                                 GString      *text);
/* Appends @n bytes in @code_page (BIFF5). */
void     award_biff_bytes       (AwardBiff    *biff,
                                 guint         n,
                                 guint         code_page,
                                 GString      *text);

G_END_DECLS
