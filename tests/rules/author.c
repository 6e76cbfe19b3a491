/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "author.h"

typedef struct
{
  GRand *random;
  gboolean has_lines;
  gboolean on_line; /* a line's facts may be named */
  gboolean in_lines;
} Author;

static char *write_truth (Author *author, int depth);
static char *write_money (Author *author, int depth);
static char *write_number (Author *author, int depth);

static const char *
pick (Author *author, const char *const *from, guint n)
{
  return from[g_rand_int_range (author->random, 0, (gint32) n)];
}

#define PICK(...)                                                                                            \
  pick (author, (const char *const[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const char *const[]){ __VA_ARGS__ })))

/* @format with $1, $2 and $3 filled in; takes its parts. */
static char *
join (const char *format, char *first, char *second, char *third)
{
  GString *text = g_string_new (format);

  g_string_replace (text, "$1", first, 0);
  g_string_replace (text, "$2", second != NULL ? second : "", 0);
  g_string_replace (text, "$3", third != NULL ? third : "", 0);
  g_free (first);
  g_free (second);
  g_free (third);
  return g_string_free (text, FALSE);
}

/* An aggregate: its argument speaks of lines. */
static char *
write_over_lines (Author *author, char *(*write) (Author *, int), const char *format, int depth)
{
  author->on_line = TRUE;
  char *inner = write (author, depth);
  author->on_line = FALSE;
  return join (format, inner, NULL, NULL);
}

static gboolean
may_aggregate (Author *author)
{
  return author->has_lines && !author->on_line && !author->in_lines && g_rand_boolean (author->random);
}

static char *
write_date (Author *author, int depth)
{
  if (depth <= 0 || g_rand_boolean (author->random))
    return g_strdup (author->on_line || author->in_lines ? PICK ("d1", "l_on", "2024-02-29", "as_of")
                                                         : PICK ("d1", "d2", "2024-02-29", "as_of"));
  return join (PICK ("add_months($1, 1)", "add_days($1, 30)", "add_months($1, -13)", "($1 + 7天)"),
               write_date (author, depth - 1), NULL, NULL);
}

static char *
write_money (Author *author, int depth)
{
  if (may_aggregate (author))
    return write_over_lines (author, write_money, "sum(min(l_m, $1))", depth - 1);
  if (depth <= 0)
    return g_strdup (author->on_line || author->in_lines ? PICK ("l_m", "l_m", "m1", "33.33元")
                                                         : PICK ("m1", "m2", "m3", "40万元", "0.5元"));
  switch (g_rand_int_range (author->random, 0, 8))
    {
    case 0:
      return join ("($1 + $2)", write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    case 1:
      return join ("($1 - $2)", write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    case 2:
      return join (PICK ("$1 * 50%", "$1 / 3", "$1 * -2", "-($1)"), write_money (author, depth - 1), NULL,
                   NULL);
    case 3:
      return join ("$1 * $2", write_money (author, depth - 1), write_number (author, depth - 1), NULL);
    case 4:
      return join (PICK ("min($1, $2)", "max($1, $2)"), write_money (author, depth - 1),
                   write_money (author, depth - 1), NULL);
    case 5:
      return join ("(if $1 then $2 else $3)", write_truth (author, depth - 1),
                   write_money (author, depth - 1), write_money (author, depth - 1));
    default:
      return write_money (author, 0);
    }
}

static char *
write_number (Author *author, int depth)
{
  if (may_aggregate (author))
    return g_strdup (PICK ("count()", "count_distinct(l_w)", "count_distinct(l_m)", "count_distinct(l_on)"));
  if (depth <= 0)
    return g_strdup (PICK ("c1", "p1", "3", "7%", "0.2"));
  switch (g_rand_int_range (author->random, 0, 7))
    {
    case 0:
      return join ("($1 - $2)", write_number (author, depth - 1), write_number (author, depth - 1), NULL);
    case 1:
      return join ("$1 * $2", write_number (author, depth - 1), write_number (author, depth - 1), NULL);
    case 2:
      return join (PICK ("steps($1, 7元)", "floor(($1) / 7元)"), write_money (author, depth - 1), NULL, NULL);
    case 3:
      return join ("growth($1, $2)", write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    case 4:
      return join ("($1) / ($2)", write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    default:
      return write_number (author, 0);
    }
}

static char *
write_comparison (Author *author, int depth)
{
  const char *relation = PICK ("<", "<=", ">", ">=", "=", "!=");
  g_autofree char *format = g_strdup_printf ("($1) %s ($2)", relation);

  switch (g_rand_int_range (author->random, 0, 4))
    {
    case 0:
      return join (format, write_money (author, depth - 1), write_money (author, depth - 1), NULL);
    case 1:
      return join (format, write_number (author, depth - 1), write_number (author, depth - 1), NULL);
    case 2:
      return join ("growth($1, $2) >= 7%", write_money (author, depth - 1), write_money (author, depth - 1),
                   NULL);
    default:
      return join (format, write_date (author, depth - 1), write_date (author, depth - 1), NULL);
    }
}

static char *
write_truth (Author *author, int depth)
{
  gboolean lines = author->on_line || author->in_lines;

  if (may_aggregate (author))
    return write_over_lines (author, write_truth, PICK ("any(l_ok or $1)", "all(l_ok and $1)"), depth - 1);
  if (depth <= 0)
    return g_strdup (lines ? PICK ("l_ok", "b1", "l_w = \"甲\"") : PICK ("b1", "b2", "t1 != \"福州\""));
  switch (g_rand_int_range (author->random, 0, 9))
    {
    case 0:
      return join ("not ($1)", write_truth (author, depth - 1), NULL, NULL);
    case 1:
      return join ("($1 and $2)", write_truth (author, depth - 1), write_truth (author, depth - 1), NULL);
    case 2:
      return join ("($1 or $2)", write_truth (author, depth - 1), write_truth (author, depth - 1), NULL);
    case 3:
      return join ("(if $1 then $2 else $3)", write_truth (author, depth - 1),
                   write_truth (author, depth - 1), write_truth (author, depth - 1));
    case 4:
      return g_strdup_printf ("%s is missing",
                              lines ? PICK ("l_m", "b1", "l_w") : PICK ("m1", "t1", "spare"));
    case 5:
      return join ("($1) in (3%..50%, 1)", write_number (author, depth - 1), NULL, NULL);
    case 6:
      return g_strdup (
          PICK ("i1 in C13..C43", "i1 not in (B06..B12, C17)", "e1 in (alpha, beta)", "way is two"));
    default:
      return write_comparison (author, depth);
    }
}

static void
write_condition (Author *author, GString *text, const char *word, guint number)
{
  g_autofree char *test = write_truth (author, 3);
  g_autofree char *guard = write_truth (author, 1);
  const char *kind = PICK ("", "", "when ", "unless ");
  gboolean guarded = *kind != '\0';

  g_string_append_printf (text, "%s r%u \"条件\" %s%s%s%s\n", word, number, kind, guarded ? guard : "",
                          guarded ? ": " : "", test);
}

char *
author_write_measure (GRand *random)
{
  Author made = { .random = random };
  Author *author = &made;
  GString *text =
      g_string_new ("fact m1 money \"一\"\nfact m2 money \"二\"\nfact m3 money \"三\"\n"
                    "fact c1 count \"数\"\nfact p1 percent \"率\"\nfact b1 boolean \"甲\" presumed yes\n"
                    "fact b2 boolean \"乙\"\nfact d1 date \"日\" event\nfact d2 date \"日二\"\n"
                    "fact t1 text \"市\"\nfact i1 industry \"行业\"\n"
                    "fact e1 enum \"类\" { alpha \"甲\" beta \"乙\" gamma \"丙\" }\n"
                    "parameter spare money \"额\"\n"
                    "choice way \"法\" { one \"一\" \"甲\"  two \"二\" \"乙\" }\n");
  guint n = 0;

  author->has_lines = g_rand_boolean (author->random);
  if (author->has_lines)
    {
      g_string_append_printf (text,
                              "lines \"行\" %s {\n%s l_k text \"键\"\nfact l_m money \"额\"\n"
                              "fact l_on date \"日三\"\nfact l_w text \"人\"\nfact l_ok boolean \"可\"\n",
                              PICK ("", "partial"), PICK ("key fact", "fact"));
      author->in_lines = TRUE;
      for (int i = g_rand_int_range (author->random, 0, 3); i > 0; i--)
        write_condition (author, text, PICK ("require", "review", "pending"), ++n);
      author->in_lines = FALSE;
      g_string_append (text, "}\n");
    }
  for (int i = g_rand_int_range (author->random, 0, 4); i > 0; i--)
    write_condition (author, text, PICK ("require", "require", "review"), ++n);
  write_condition (author, text, "flag", ++n);

  g_autofree char *formula = write_money (author, 4);
  g_autofree char *cap = write_money (author, 1);
  g_autofree char *floor = write_money (author, 0);
  g_string_append_printf (text, "award %s\n", formula);
  if (g_rand_boolean (author->random))
    g_string_append_printf (text, "cap %s\n", cap);
  if (g_rand_boolean (author->random))
    g_string_append_printf (text, "floor %s\n", floor);
  return g_string_free (text, FALSE);
}
