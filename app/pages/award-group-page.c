/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-group-page.h"

#include <string.h>

#include <glib/gi18n.h>

struct _AwardGroupPage
{
  AwardPage parent_instance;

  /* Owned */
  GPtrArray *measures;

  /* Owned by the widget tree */
  GtkStack *stack; /* NULL until first needed */

  gboolean shows_panel;
};

G_DEFINE_FINAL_TYPE (AwardGroupPage, award_group_page, AWARD_TYPE_PAGE)

static AwardMeasurePage *
nth_page (AwardGroupPage *self, guint i)
{
  g_autofree char *name = g_strdup_printf ("%u", i);

  return AWARD_MEASURE_PAGE (gtk_stack_get_child_by_name (self->stack, name));
}

/* Pages are made when the tab is first looked at: a policy can have dozens of measures. */
static void
ensure_pages (AwardGroupPage *self)
{
  GtkWidget *box, *switcher;

  if (self->stack)
    return;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  if (self->measures->len > 1)
    {
      switcher = gtk_stack_switcher_new ();
      gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
      gtk_widget_set_halign (switcher, GTK_ALIGN_START);
      gtk_widget_add_css_class (switcher, "award-switch");
      gtk_box_append (GTK_BOX (box), switcher);
    }
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));

  for (guint i = 0; i < self->measures->len; i++)
    {
      const RulesMeasure *measure = self->measures->pdata[i];
      GtkWidget *page = award_measure_page_new (measure);
      g_autofree char *name = g_strdup_printf ("%u", i);

      gtk_stack_add_titled (self->stack, page, name, rules_measure_get_label (measure));
      award_measure_page_set_panel (AWARD_MEASURE_PAGE (page), self->shows_panel);
      award_page_set_ledger (AWARD_PAGE (page), award_page_get_ledger (AWARD_PAGE (self)),
                             award_page_get_lookup (AWARD_PAGE (self)),
                             award_page_get_batch (AWARD_PAGE (self)));
    }
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
award_group_page_refresh (AwardPage *page)
{
  AwardGroupPage *self = AWARD_GROUP_PAGE (page);

  if (!self->stack)
    {
      ensure_pages (self);
      return;
    }
  for (guint i = 0; i < self->measures->len; i++)
    award_page_set_ledger (AWARD_PAGE (nth_page (self, i)), award_page_get_ledger (page),
                           award_page_get_lookup (page), award_page_get_batch (page));
}

static void
award_group_page_finalize (GObject *object)
{
  g_ptr_array_unref (AWARD_GROUP_PAGE (object)->measures);

  G_OBJECT_CLASS (award_group_page_parent_class)->finalize (object);
}

static void
award_group_page_class_init (AwardGroupPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_group_page_finalize;
  AWARD_PAGE_CLASS (klass)->refresh = award_group_page_refresh;
}

static void
award_group_page_init (AwardGroupPage *self)
{
  self->shows_panel = TRUE;
}

GtkWidget *
award_group_page_new (GPtrArray *measures)
{
  AwardGroupPage *self = g_object_new (AWARD_TYPE_GROUP_PAGE, NULL);

  self->measures = g_ptr_array_ref (measures);

  return GTK_WIDGET (self);
}

const GPtrArray *
award_group_page_get_measures (AwardGroupPage *self)
{
  g_return_val_if_fail (AWARD_IS_GROUP_PAGE (self), NULL);

  return self->measures;
}

/* "新增纳统奖励（小升规）" → "小升规"; "增产增效配套奖励" → "增产增效". A short name in brackets is what people say;
 * otherwise the words that say only that money is paid go. */
static char *
short_label (const char *label)
{
  static const char *const endings[] = { "奖励",   "奖补", "补助", "补贴", "配套",
                                         "一次性", "活动", "资金", NULL };
  const char *open = strstr (label, "（");
  const char *close = open ? strstr (open, "）") : NULL;
  g_autofree char *text = NULL;
  gboolean again = TRUE;

  if (close && close[strlen ("）")] == '\0' && g_utf8_strlen (open, close - open) <= 7)
    return g_strndup (open + strlen ("（"), (gsize) (close - open) - strlen ("（"));

  text = g_strdup (label);
  while (again)
    {
      again = FALSE;
      for (guint i = 0; endings[i]; i++)
        if (g_str_has_suffix (text, endings[i]) &&
            g_utf8_strlen (text, -1) > g_utf8_strlen (endings[i], -1) + 1)
          {
            text[strlen (text) - strlen (endings[i])] = '\0';
            again = TRUE;
          }
    }
  if (g_str_has_prefix (text, "一次性"))
    return g_strdup (text + strlen ("一次性"));

  return g_steal_pointer (&text);
}

char *
award_group_page_dup_title (AwardGroupPage *self)
{
  GString *title = g_string_new (NULL);

  for (guint i = 0; i < self->measures->len; i++)
    {
      g_autofree char *label = short_label (rules_measure_get_label (self->measures->pdata[i]));

      if (i > 0)
        g_string_append (title, " · ");
      g_string_append (title, label);
    }

  return g_string_free (title, FALSE);
}

AwardMeasurePage *
award_group_page_get_page (AwardGroupPage *self, const RulesMeasure *measure)
{
  g_return_val_if_fail (AWARD_IS_GROUP_PAGE (self), NULL);

  ensure_pages (self);
  for (guint i = 0; measure && i < self->measures->len; i++)
    if (self->measures->pdata[i] == measure)
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (nth_page (self, i)));

  return AWARD_MEASURE_PAGE (gtk_stack_get_visible_child (self->stack));
}

void
award_group_page_set_reviews (AwardGroupPage *self, const gint64 *reviews)
{
  g_return_if_fail (AWARD_IS_GROUP_PAGE (self));

  for (guint i = 0; self->stack && i < self->measures->len; i++)
    {
      GtkStackPage *page = gtk_stack_get_page (self->stack, GTK_WIDGET (nth_page (self, i)));
      const char *label = rules_measure_get_label (self->measures->pdata[i]);
      g_autofree char *title =
          reviews[i] > 0 ? g_strdup_printf ("%s ●%" G_GINT64_FORMAT, label, reviews[i]) : g_strdup (label);

      gtk_stack_page_set_title (page, title);
    }
}

void
award_group_page_set_panel (AwardGroupPage *self, gboolean visible)
{
  g_return_if_fail (AWARD_IS_GROUP_PAGE (self));

  self->shows_panel = visible;
  for (guint i = 0; self->stack && i < self->measures->len; i++)
    award_measure_page_set_panel (nth_page (self, i), visible);
}

GPtrArray *
award_group_measures (const GPtrArray *measures)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < measures->len; i++)
    {
      const RulesMeasure *measure = measures->pdata[i];
      const RulesMeasure *before = i > 0 ? measures->pdata[i - 1] : NULL;
      const RulesClause *clause = rules_measure_get_clause (measure);
      const RulesClause *clause_before = before ? rules_measure_get_clause (before) : NULL;

      if (!clause || !clause_before ||
          rules_measure_get_policy (measure) != rules_measure_get_policy (before) ||
          strcmp (clause->reference, clause_before->reference) != 0)
        g_ptr_array_add (groups, g_ptr_array_new ());
      g_ptr_array_add (groups->pdata[groups->len - 1], (gpointer) measure);
    }

  return groups;
}
