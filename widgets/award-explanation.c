/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-explanation.h"

#include <string.h>

#include <glib/gi18n.h>

/* Chinese characters that fit a line of the panel, icon aside. */
#define MAX_LINE_CHARS 21

struct _AwardExplanation
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkScrolledWindow *scroller;
  GtkWidget *box;

  /* Owned */
  GString *text;
};

enum
{
  PLACE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardExplanation, award_explanation, ADW_TYPE_BIN)

AwardPlace *
award_place_new (char *text, const char *target)
{
  AwardPlace *place = g_new (AwardPlace, 1);

  *place = (AwardPlace){ text, g_strdup (target) };

  return place;
}

void
award_place_free (AwardPlace *place)
{
  g_free (place->text);
  g_free (place->target);
  g_free (place);
}

const char *
award_state_icon (RulesState state)
{
  static const char *const icons[] = {
    [RULES_STATE_MET] = "award-granted-symbolic",
    [RULES_STATE_UNMET] = "award-unmet-symbolic",
    [RULES_STATE_UNDECIDED] = "award-review-symbolic",
    [RULES_STATE_PENDING] = "award-undecided-symbolic",
    [RULES_STATE_NOT_APPLICABLE] = "award-skipped-symbolic",
  };

  return icons[state];
}

const char *
award_state_style (RulesState state)
{
  static const char *const styles[] = {
    [RULES_STATE_MET] = "award-good",           [RULES_STATE_UNMET] = "award-bad",
    [RULES_STATE_UNDECIDED] = "award-doubt",    [RULES_STATE_PENDING] = "award-doubt",
    [RULES_STATE_NOT_APPLICABLE] = "dim-label",
  };

  return styles[state];
}

const char *
award_state_word (RulesState state)
{
  switch (state)
    {
    case RULES_STATE_MET:
      return C_ ("condition", "Met");
    case RULES_STATE_UNMET:
      return C_ ("condition", "Not met");
    case RULES_STATE_UNDECIDED:
      return C_ ("condition", "Cannot be decided");
    case RULES_STATE_PENDING:
      return C_ ("condition", "Not known yet");
    case RULES_STATE_NOT_APPLICABLE:
    default:
      return C_ ("condition", "Does not apply");
    }
}

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  if (style)
    gtk_widget_add_css_class (label, style);

  return label;
}

static void
award_explanation_finalize (GObject *object)
{
  g_string_free (AWARD_EXPLANATION (object)->text, TRUE);

  G_OBJECT_CLASS (award_explanation_parent_class)->finalize (object);
}

static void
award_explanation_class_init (AwardExplanationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_explanation_finalize;

  signals[PLACE_ACTIVATED] = g_signal_new ("place-activated", AWARD_TYPE_EXPLANATION, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
award_explanation_init (AwardExplanation *self)
{
  self->text = g_string_new (NULL);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Explanation"),
                                  -1);
  award_explanation_clear (self, NULL);
}

GtkWidget *
award_explanation_new (void)
{
  return g_object_new (AWARD_TYPE_EXPLANATION, NULL);
}

void
award_explanation_clear (AwardExplanation *self, const char *hint)
{
  g_return_if_fail (AWARD_IS_EXPLANATION (self));

  g_string_truncate (self->text, 0);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_start (self->box, 14);
  gtk_widget_set_margin_end (self->box, 14);
  gtk_widget_set_margin_top (self->box, 12);
  gtk_widget_set_margin_bottom (self->box, 18);
  gtk_scrolled_window_set_child (self->scroller, self->box);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);

  if (hint)
    {
      GtkWidget *label = label_new (hint, "dim-label");

      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_label_set_xalign (GTK_LABEL (label), 0.5);
      gtk_widget_set_vexpand (label, TRUE);
      gtk_box_append (GTK_BOX (self->box), label);
    }
}

void
award_explanation_set_head (AwardExplanation *self,
                            const char *title,
                            const char *subtitle,
                            const char *icon,
                            const char *style,
                            const char *state)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *word = gtk_label_new (state);

  gtk_box_append (GTK_BOX (line), label_new (title, "heading"));
  gtk_widget_add_css_class (side, style);
  gtk_widget_set_valign (side, GTK_ALIGN_START);
  gtk_widget_add_css_class (word, "heading");
  gtk_box_append (GTK_BOX (side), image);
  gtk_box_append (GTK_BOX (side), word);
  gtk_box_append (GTK_BOX (line), side);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), label_new (subtitle, "dim-label"));
  g_string_append_printf (self->text, "%s  %s\n%s\n", title, state, subtitle);
}

void
award_explanation_add_verdict (AwardExplanation *self, const char *text)
{
  gtk_box_append (GTK_BOX (self->box), label_new (text, "verdict"));
  g_string_append_printf (self->text, "%s\n", text);
}

void
award_explanation_add_section (AwardExplanation *self, const char *title)
{
  gtk_box_append (GTK_BOX (self->box), label_new (title, "award-section"));
  g_string_append_printf (self->text, "\n%s\n", title);
}

void
award_explanation_add_quote (AwardExplanation *self, const char *text)
{
  gtk_box_append (GTK_BOX (self->box), label_new (text, "award-quote"));
  g_string_append_printf (self->text, "%s\n", text);
}

void
award_explanation_add_text (AwardExplanation *self, const char *text)
{
  GtkWidget *label = label_new (text, "numeric");

  gtk_box_append (GTK_BOX (self->box), label);
  g_string_append_printf (self->text, "%s\n", text);
}

static void
place_clicked_cb (AwardExplanation *self, GtkButton *button)
{
  /* The button may go with the view while the signal is handled. */
  g_autofree char *target = g_strdup (g_object_get_data (G_OBJECT (button), "target"));

  g_signal_emit (self, signals[PLACE_ACTIVATED], 0, target);
}

static GtkWidget *
place_new (AwardExplanation *self, const AwardPlace *place, float xalign)
{
  GtkWidget *label = label_new (place->text, "award-origin");
  GtkWidget *button;

  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (!place->target)
    return label;

  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "award-place");
  gtk_widget_set_halign (button, xalign > 0 ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Open the table this was read from"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, place->text, -1);
  g_object_set_data_full (G_OBJECT (button), "target", g_strdup (place->target), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (place_clicked_cb), self, G_CONNECT_SWAPPED);

  return button;
}

/* The places below each other in @box, and in the text. */
static void
add_places (AwardExplanation *self, GtkWidget *box, const GPtrArray *places, float xalign)
{
  for (guint i = 0; places && i < places->len; i++)
    {
      const AwardPlace *place = places->pdata[i];

      gtk_box_append (GTK_BOX (box), place_new (self, place, xalign));
      g_string_append_printf (self->text, "%s%s", i > 0 ? _ (", ") : "\t", place->text);
    }
  g_string_append_c (self->text, '\n');
}

void
award_explanation_add_value (AwardExplanation *self,
                             const char *label,
                             const char *text,
                             const GPtrArray *places)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *value = label_new (text, "numeric");

  gtk_box_append (GTK_BOX (line), label_new (label, "dim-label"));
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_box_append (GTK_BOX (line), value);
  gtk_box_append (GTK_BOX (self->box), line);
  g_string_append_printf (self->text, "%s\t%s", label, text);
  add_places (self, self->box, places, 1);
}

/* A short value stands at the end of its label's line, a long one below it. */
static GtkWidget *
words_new (const char *label, const char *values, const char *style)
{
  const gboolean is_short = values &&
                            g_utf8_strlen (label, -1) + g_utf8_strlen (values, -1) <= MAX_LINE_CHARS &&
                            !strchr (values, '\n');
  GtkWidget *box =
      gtk_box_new (is_short ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, is_short ? 9 : 1);
  GtkWidget *value;

  gtk_box_append (GTK_BOX (box), label_new (label, style));
  if (!values || !*values)
    return box;

  value = label_new (values, "numeric");
  if (is_short)
    {
      gtk_label_set_xalign (GTK_LABEL (value), 1);
      gtk_widget_set_hexpand (value, FALSE);
    }
  if (style)
    gtk_widget_add_css_class (value, style);
  gtk_box_append (GTK_BOX (box), value);

  return box;
}

static void
add_marked (AwardExplanation *self,
            const char *icon,
            const char *style,
            const char *word,
            const char *label,
            const char *values,
            const GPtrArray *places)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  const gboolean is_dim = g_str_equal (style, "dim-label");

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_margin_top (image, 2);
  gtk_widget_add_css_class (image, style);
  gtk_widget_set_tooltip_text (image, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (words), words_new (label, values, is_dim ? style : NULL));
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (self->box), line);
  g_string_append_printf (self->text, "[%s] %s\t%s", word, label, values ? values : "");
  add_places (self, words, places, 0);
}

void
award_explanation_add_check (AwardExplanation *self,
                             RulesState state,
                             const char *label,
                             const char *values,
                             const GPtrArray *places)
{
  g_return_if_fail (AWARD_IS_EXPLANATION (self));

  add_marked (self, award_state_icon (state), award_state_style (state), award_state_word (state), label,
              values, places);
}

void
award_explanation_add_remark (AwardExplanation *self,
                              const char *label,
                              const char *values,
                              const GPtrArray *places)
{
  g_return_if_fail (AWARD_IS_EXPLANATION (self));

  add_marked (self, "award-problem-symbolic", "award-doubt", C_ ("condition", "Deserves a look"), label,
              values, places);
}

char *
award_explanation_get_text (AwardExplanation *self)
{
  g_return_val_if_fail (AWARD_IS_EXPLANATION (self), NULL);

  return g_strdup (self->text->str);
}
