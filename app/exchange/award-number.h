/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What spreadsheet files store as a number, as people see it: decimals, dates, times. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a number format shows a number. */
typedef enum
{
  AWARD_FORMAT_NUMBER,
  AWARD_FORMAT_PERCENT, /* stays a number */
  AWARD_FORMAT_DATE,    /* with or without a time */
  AWARD_FORMAT_TIME,    /* of a day, no date */
  AWARD_FORMAT_ELAPSED, /* hours beyond a day: stays a number */
} AwardFormatKind;

/* How a cell shows its number. */
typedef struct
{
  guint8 kind;    /* AwardFormatKind */
  gint8 decimals; /* digits behind the point; -1: as many as there are */
} AwardFormat;

/* The longest plain decimal of a double: sign, 309 digits, point and 323 decimals. */
#define AWARD_NUMBER_SIZE 640

/* Writes @text, a stored number of @length bytes (sign, digits, fraction, exponent), as the plain decimal of
 * its 15 significant digits: "1246081.9199999999" is 1246081.92. *@is_long: more than 15 digits stand before
 * the point. FALSE when @text is no finite number. */
gboolean        award_number_from_stored (const char *text,
                                          gsize       length,
                                          char        decimal[AWARD_NUMBER_SIZE],
                                          gboolean   *is_long) G_GNUC_WARN_UNUSED_RESULT;
/* The same for a double. */
gboolean        award_number_from_double (double      value,
                                          char        decimal[AWARD_NUMBER_SIZE],
                                          gboolean   *is_long) G_GNUC_WARN_UNUSED_RESULT;
/* Writes the day (and time, unless midnight) of spreadsheet number @serial in ISO form: "2024-02-29",
 * "2024-02-29T08:30:00", and for a time alone "08:30:00". @is_1904: days count from 1904-01-01. FALSE when
 * the number is no day a spreadsheet program shows; it is a plain number then. */
gboolean        award_number_to_date     (double      serial,
                                          gboolean    is_1904,
                                          AwardFormatKind kind,
                                          char        date[32]) G_GNUC_WARN_UNUSED_RESULT;
/* Of a number format's code, as "yyyy\"年\"m\"月\"". */
AwardFormat     award_format_parse       (const char *code);
/* Of a built-in format by its number, East Asian ones included. */
AwardFormat     award_format_built_in    (guint       id);
/* Whether a cell of @format shows fewer digits than @decimal has. */
gboolean        award_format_hides       (AwardFormat format,
                                          const char *decimal);

G_END_DECLS
