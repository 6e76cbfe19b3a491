/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of enterprises, compared as people mean them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What differs between a name and that of a candidate. */
typedef enum
{
  AWARD_DIFFERS_NOTHING,   /* several enterprises have the name */
  AWARD_DIFFERS_FORM,      /* 有限公司 and 股份有限公司 */
  AWARD_DIFFERS_PLACE,     /* 福建省, 福州市 and the like */
  AWARD_DIFFERS_CHARACTER, /* one character */
} AwardDifference;

/* What is compared of a name: without brackets, width and spaces, 有限责任公司 as 有限公司. Free with g_free(). */
char    *award_name_key      (const char      *name);
/* What is left of a key without what tables add, leave out or mix up. Free with g_free(). */
char    *award_name_near_key (const char      *key);
/* Whether two names, by their keys, are the same or near each other; *@difference: in what. */
gboolean award_name_compare  (const char      *key,
                              const char      *near,
                              const char      *other_key,
                              const char      *other_near,
                              AwardDifference *difference);

G_END_DECLS
