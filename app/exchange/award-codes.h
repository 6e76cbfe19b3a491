/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check characters of the codes tables carry. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AWARD_CODE_VALID,
  AWARD_CODE_BAD_FORM,  /* length or characters */
  AWARD_CODE_BAD_CHECK, /* the form is right, the check character is not */
  AWARD_CODE_BAD_DATE,  /* an identity number with an impossible birthday */
} AwardCodeState;

/* Full-width to half-width, upper case, spaces removed. Free with g_free(). */
char           *award_code_normalise       (const char *text);
/* 统一社会信用代码, GB 32100-2015. */
AwardCodeState  award_code_check_credit    (const char *code);
/* 组织机构代码 inside a credit code, GB 11714-1997: its own check character. Codes that registries gave out before
 * 2015 may break it and are right. */
gboolean        award_code_check_organisation (const char *code);
/* The one credit code that passes both checks and differs from @code in one character, or in writing O for
 * 0, I for 1 and the like; NULL when there is none or more than one. Free with g_free(). */
char           *award_code_suggest_credit  (const char *code);
/* Whether the division (GB/T 2260) a credit code names begins with that of a province, or is the state's
 * own. */
gboolean        award_code_has_division    (const char *code);
/* Whether a credit code names a county of Fuzhou and @county is another one of them. */
gboolean        award_code_contradicts_county (const char *code,
                                            const char *county);
/* 公民身份号码, GB 11643-1999; 18 characters. */
AwardCodeState  award_code_check_identity  (const char *code);
/* 行号 of the payment system: 12 digits, the last by ISO 7064 MOD 11,10. */
AwardCodeState  award_code_check_bank      (const char *code);
/* Number of a bank card: 16 to 19 digits, the last by Luhn (ISO/IEC 7812-1). */
AwardCodeState  award_code_check_card      (const char *code);

G_END_DECLS
