/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-page.h"

typedef struct
{
  /* Owned */
  AwardLedger *ledger;
  AwardLookup *lookup;

  gint64 batch;
  guint revision; /* how often the ledger may have changed */
  gboolean is_stale;
} AwardPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AwardPage, award_page, ADW_TYPE_BIN)

static void
refresh_if_seen (AwardPage *self)
{
  AwardPagePrivate *priv = award_page_get_instance_private (self);

  if (!priv->is_stale || !priv->ledger || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  priv->is_stale = FALSE;
  AWARD_PAGE_GET_CLASS (self)->refresh (self);
}

static void
award_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (award_page_parent_class)->map (widget);

  refresh_if_seen (AWARD_PAGE (widget));
}

static void
award_page_dispose (GObject *object)
{
  AwardPagePrivate *priv = award_page_get_instance_private (AWARD_PAGE (object));

  g_clear_object (&priv->lookup);
  g_clear_object (&priv->ledger);

  G_OBJECT_CLASS (award_page_parent_class)->dispose (object);
}

static void
award_page_class_init (AwardPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = award_page_dispose;
  GTK_WIDGET_CLASS (klass)->map = award_page_map;
}

static void
award_page_init (AwardPage *self)
{
}

void
award_page_set_ledger (AwardPage *self, AwardLedger *ledger, AwardLookup *lookup, gint64 batch)
{
  AwardPagePrivate *priv = award_page_get_instance_private (self);

  g_return_if_fail (AWARD_IS_PAGE (self));

  g_set_object (&priv->ledger, ledger);
  g_set_object (&priv->lookup, lookup);
  priv->batch = batch;
  priv->revision++;
  award_page_invalidate (self);
}

AwardLedger *
award_page_get_ledger (AwardPage *self)
{
  AwardPagePrivate *priv = award_page_get_instance_private (self);

  return priv->ledger;
}

AwardLookup *
award_page_get_lookup (AwardPage *self)
{
  AwardPagePrivate *priv = award_page_get_instance_private (self);

  return priv->lookup;
}

gint64
award_page_get_batch (AwardPage *self)
{
  AwardPagePrivate *priv = award_page_get_instance_private (self);

  return priv->batch;
}

guint
award_page_get_revision (AwardPage *self)
{
  AwardPagePrivate *priv = award_page_get_instance_private (self);

  return priv->revision;
}

void
award_page_invalidate (AwardPage *self)
{
  AwardPagePrivate *priv = award_page_get_instance_private (self);

  g_return_if_fail (AWARD_IS_PAGE (self));

  priv->is_stale = TRUE;
  refresh_if_seen (self);
}

void
award_page_report (AwardPage *self, const GError *error)
{
  g_return_if_fail (AWARD_IS_PAGE (self));

  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.report", "s", error->message);
}
