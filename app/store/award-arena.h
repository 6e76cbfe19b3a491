/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes laid one after another in a file without a name, so that many rows can wait without filling the
 * memory: of what was added only the pages looked at of late are there. Private. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AwardArena AwardArena;

AwardArena *award_arena_new (void);
void award_arena_free (AwardArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardArena, award_arena_free)
/* @size more bytes, all 0, behind those there are. NULL: there is no room for them. An address in the arena
 * is valid until the next call, a place for ever. */
gpointer award_arena_add (AwardArena *self, gsize size, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The bytes added so far: the place of the next. */
gsize award_arena_get_length (const AwardArena *self);
/* What stands at @place. */
gpointer award_arena_get (const AwardArena *self, gsize place);
/* Gives the memory of what was looked at back; nothing is lost and every address stays valid. */
void award_arena_let_go (AwardArena *self);

/* A file without a name in the folder for temporary files, open for reading and writing. -1 with @error. */
int award_open_unnamed (GError **error);
/* Sets AWARD_LEDGER_ERROR_FULL: that folder has no room. Always FALSE. */
gboolean award_fail_unnamed (int errnum, GError **error);

G_END_DECLS
