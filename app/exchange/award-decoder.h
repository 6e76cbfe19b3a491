/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a file as UTF-8, a window of it at a time: by its mark, as UTF-8 when it is that throughout, or
 * as GB18030. */
#pragma once

#include "award-reader.h"

G_BEGIN_DECLS

typedef struct _AwardDecoder AwardDecoder;

/* NULL: the file is no text. */
AwardDecoder *award_decoder_new     (const AwardReader *reader);
void          award_decoder_free    (AwardDecoder      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardDecoder, award_decoder_free)
/* The window, up to *@end. Of a file that needs no conversion it is all. */
const char   *award_decoder_get     (const AwardDecoder *self,
                                     const char       **end);
/* Moves the window on: what stands before *@at is done with, more stands behind what is left. *@at and *@end
 * move along. FALSE: that was all, or what follows is no text. */
gboolean      award_decoder_more    (AwardDecoder      *self,
                                     const char       **at,
                                     const char       **end);
/* What stands before @at was looked at for the last time: its memory can go. */
void          award_decoder_pass    (AwardDecoder      *self,
                                     const char        *at);
/* Whether what was met is no text after all. */
gboolean      award_decoder_failed  (const AwardDecoder *self);

G_END_DECLS
