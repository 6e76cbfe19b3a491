/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-index.h"

#define LEAST_SLOTS 64u

/* Open addressing: the next slot when one is taken. item 0: free. */
typedef struct
{
  guint32 hash;
  guint32 item;
} Slot;

struct _AwardIndex
{
  Slot *slots;
  guint32 mask;
  guint32 n;
};

AwardIndex *
award_index_new (void)
{
  AwardIndex *self = g_new0 (AwardIndex, 1);

  self->slots = g_new0 (Slot, LEAST_SLOTS);
  self->mask = LEAST_SLOTS - 1;
  return self;
}

void
award_index_free (AwardIndex *self)
{
  g_free (self->slots);
  g_free (self);
}

guint32 *
award_index_find (AwardIndex *self, guint32 hash, AwardIndexFunc func, gconstpointer wanted, gpointer data)
{
  for (guint32 i = hash & self->mask; self->slots[i].item != 0; i = (i + 1) & self->mask)
    if (self->slots[i].hash == hash && func (self->slots[i].item, wanted, data))
      return &self->slots[i].item;
  return NULL;
}

static void
place (AwardIndex *self, Slot slot)
{
  guint32 i = slot.hash & self->mask;

  while (self->slots[i].item != 0)
    i = (i + 1) & self->mask;
  self->slots[i] = slot;
}

void
award_index_add (AwardIndex *self, guint32 hash, guint32 item)
{
  const guint32 n_slots = self->mask + 1;

  if (self->n >= n_slots / 4 * 3)
    {
      g_autofree Slot *old = g_steal_pointer (&self->slots);

      self->slots = g_new0 (Slot, (gsize) n_slots * 2);
      self->mask = n_slots * 2 - 1;
      for (guint32 i = 0; i < n_slots; i++)
        if (old[i].item != 0)
          place (self, old[i]);
    }
  place (self, (Slot){ hash, item });
  self->n++;
}

/* Every bit of @hash to every other: MurmurHash3. */
static guint32
mix (guint32 hash)
{
  hash ^= hash >> 16;
  hash *= 0x85EBCA6Bu;
  hash ^= hash >> 13;
  hash *= 0xC2B2AE35u;
  return hash ^ hash >> 16;
}

guint32
award_hash_text (guint32 seed, const char *text)
{
  guint32 hash = seed ^ 2166136261u;

  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    hash = (hash ^ *at) * 16777619u;
  return mix (hash);
}

guint32
award_hash_number (guint32 seed, gint64 number)
{
  return mix (mix (seed ^ (guint32) number) ^ (guint32) ((guint64) number >> 32));
}
