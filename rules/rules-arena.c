/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that is freed all at once: everything a policy's text turns into, from names to expressions. */
#include "rules-language.h"

#define BLOCK_SIZE 16384

struct _RulesArena
{
  GPtrArray *blocks;
  char *at;
  gsize left;
};

RulesArena *
rules_arena_new (void)
{
  RulesArena *arena = g_new0 (RulesArena, 1);

  arena->blocks = g_ptr_array_new_with_free_func (g_free);
  return arena;
}

void
rules_arena_free (RulesArena *arena)
{
  if (arena == NULL)
    return;
  g_ptr_array_unref (arena->blocks);
  g_free (arena);
}

gpointer
rules_arena_alloc (RulesArena *arena, gsize size)
{
  /* 128-bit integers want 16 bytes, which is also what malloc() gives. */
  gsize rounded = (size + 15) & ~(gsize) 15;

  if (rounded > BLOCK_SIZE / 4)
    {
      gpointer block = g_malloc0 (rounded);
      g_ptr_array_add (arena->blocks, block);
      return block;
    }
  if (rounded > arena->left)
    {
      arena->at = g_malloc0 (BLOCK_SIZE);
      arena->left = BLOCK_SIZE;
      g_ptr_array_add (arena->blocks, arena->at);
    }

  gpointer result = arena->at;
  arena->at += rounded;
  arena->left -= rounded;
  return result;
}

char *
rules_arena_text (RulesArena *arena, const char *text, gsize length)
{
  char *copy = rules_arena_alloc (arena, length + 1);

  memcpy (copy, text, length);
  return copy;
}
