/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-arena.h"
#include "award-ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* The file grows by half of itself, within these. */
#define LEAST_STEP ((gsize) 256 * 1024)
#define MOST_STEP ((gsize) 64 * 1024 * 1024)

struct _AwardArena
{
  int file; /* -1: nothing was added */
  guint8 *base;
  gsize length;
  gsize room;
};

int
award_open_unnamed (GError **error)
{
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("duixian-XXXXXX", &path, NULL);

  if (file < 0)
    award_fail_unnamed (errno, error);
  else
    g_unlink (path);
  return file;
}

gboolean
award_fail_unnamed (int errnum, GError **error)
{
  g_set_error (
      error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FULL,
      _ ("The folder for temporary files, “%s”, cannot take a copy of the table (%s). See to it that "
         "it has space and try again."),
      g_get_tmp_dir (), g_strerror (errnum));
  return FALSE;
}

AwardArena *
award_arena_new (void)
{
  AwardArena *self = g_new0 (AwardArena, 1);

  self->file = -1;
  return self;
}

void
award_arena_free (AwardArena *self)
{
  if (self->base != NULL)
    munmap (self->base, self->room);
  if (self->file >= 0)
    close (self->file);
  g_free (self);
}

static gboolean
make_room (AwardArena *self, gsize size, GError **error)
{
  const gsize step = MAX (CLAMP (self->room / 2, LEAST_STEP, MOST_STEP), size);
  const gsize page = (gsize) sysconf (_SC_PAGESIZE);
  const gsize room = (self->room + step + page - 1) / page * page;
  void *base;
  int errnum;

  if (self->file < 0)
    self->file = award_open_unnamed (error);
  if (self->file < 0)
    return FALSE;
  /* Writing to a page the disk has no room for would be the end of the program. */
  do
    errnum = posix_fallocate (self->file, (off_t) self->room, (off_t) (room - self->room));
  while (errnum == EINTR);
  if (errnum != 0)
    return award_fail_unnamed (errnum, error);
  base = self->base == NULL ? mmap (NULL, room, PROT_READ | PROT_WRITE, MAP_SHARED, self->file, 0)
                            : mremap (self->base, self->room, room, MREMAP_MAYMOVE);
  if (base == MAP_FAILED)
    return award_fail_unnamed (errno, error);
  self->base = base;
  self->room = room;
  return TRUE;
}

gpointer
award_arena_add (AwardArena *self, gsize size, GError **error)
{
  gpointer added;

  if (size > self->room - self->length && !make_room (self, size, error))
    return NULL;
  added = self->base + self->length;
  self->length += size;
  return added;
}

gsize
award_arena_get_length (const AwardArena *self)
{
  return self->length;
}

gpointer
award_arena_get (const AwardArena *self, gsize place)
{
  return self->base + place;
}

void
award_arena_let_go (AwardArena *self)
{
  if (self->base != NULL)
    madvise (self->base, self->room, MADV_DONTNEED);
}
