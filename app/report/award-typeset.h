/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts on paper: fonts, measures, and a cache of what was laid out before. Sizes and widths are points. */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  AWARD_FACE_BODY,    /* 宋体 */
  AWARD_FACE_HEADING, /* 黑体 */
  AWARD_FACE_TITLE,   /* 小标宋 */
} AwardFace;

#define AWARD_N_FACES (AWARD_FACE_TITLE + 1)

typedef struct _AwardTypeset AwardTypeset;

AwardTypeset *award_typeset_new      (void);
void          award_typeset_free     (AwardTypeset   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardTypeset, award_typeset_free)
/* @text laid out in lines of @width, 0: one line. Belongs to the cache and is valid until the next call. */
PangoLayout  *award_typeset_layout   (AwardTypeset   *self,
                                      AwardFace       face,
                                      double          size,
                                      double          width,
                                      PangoAlignment  alignment,
                                      const char     *text);
/* Width of @text on one line at size 1, without laying it out: exact but for kerning. */
double        award_typeset_estimate (AwardTypeset   *self,
                                      AwardFace       face,
                                      const char     *text);
/* Height of a line. */
double        award_typeset_line     (AwardTypeset   *self,
                                      AwardFace       face,
                                      double          size);

G_END_DECLS
