/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-xlsx.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  char *id;
  char *type;
  char *target;
} Relation;

typedef struct
{
  GPtrArray *relations; /* Relation */
  GPtrArray *names;     /* of the worksheets */
  GPtrArray *paths;     /* of the same */
  guint first_visible;  /* of them; G_MAXUINT while none was seen */
  gboolean is_1904;
  const char *folder; /* of the workbook part */
} Workbook;

static void
relation_free (gpointer data)
{
  Relation *relation = data;
  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

static void
on_relation (AwardXml *xml, const char *name, const char **attributes, gpointer data)
{
  GPtrArray *relations = data;

  if (strcmp (award_xml_local_name (name), "Relationship") != 0 ||
      g_strcmp0 (award_xml_attribute (attributes, "TargetMode"), "External") == 0)
    return;
  if (relations->len >= 4 * AWARD_MAX_SHEETS)
    {
      award_xml_fail (xml, AWARD_LIMIT_SHEETS);
      return;
    }
  Relation *relation = g_new0 (Relation, 1);
  relation->id = g_strdup (award_xml_attribute (attributes, "Id"));
  relation->type = g_strdup (award_xml_attribute (attributes, "Type"));
  relation->target = g_strdup (award_xml_attribute (attributes, "Target"));
  g_ptr_array_add (relations, relation);
}

static void
ignore_end (AwardXml *xml, const char *name, gpointer data)
{
}

/* The relations of the part @path; empty when it has none. */
static GPtrArray *
read_relations (AwardReader *reader, const AwardZip *zip, const char *path, GError **error)
{
  static const AwardXmlHandlers handlers = { on_relation, ignore_end, NULL };
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (relation_free);
  const char *slash = strrchr (path, '/');
  const int n_folder = slash ? (int) (slash + 1 - path) : 0;
  g_autofree char *name = g_strdup_printf ("%.*s_rels/%s.rels", n_folder, path, path + n_folder);
  g_autoptr (AwardZipPart) part = award_zip_open (zip, name);

  if (part && !award_xml_parse (reader, part, name, FALSE, &handlers, relations, error))
    return NULL;
  return g_steal_pointer (&relations);
}

/* The last step of a relation's type: the same in transitional and strict files. */
static gboolean
has_type (const Relation *relation, const char *type)
{
  const char *slash = relation->type ? strrchr (relation->type, '/') : NULL;
  return slash && strcmp (slash + 1, type) == 0 && relation->target;
}

/* @target, absolute or relative to @folder, as a path in the container. */
static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *joined = *target == '/' ? g_strdup (target) : g_strconcat (folder, "/", target, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_auto (GStrv) steps = g_strsplit_set (joined, "/\\", -1);

  for (guint i = 0; steps[i]; i++)
    {
      if (strcmp (steps[i], "..") == 0)
        g_ptr_array_set_size (kept, (int) MAX (kept->len, 1) - 1);
      else if (*steps[i] != '\0' && strcmp (steps[i], ".") != 0)
        g_ptr_array_add (kept, steps[i]);
    }
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("/", (char **) kept->pdata);
}

/* The path of the first relation of @type; NULL when there is none. */
static char *
find_target (const GPtrArray *relations, const char *type, const char *folder)
{
  for (guint i = 0; i < relations->len; i++)
    if (has_type (relations->pdata[i], type))
      return resolve (folder, ((const Relation *) relations->pdata[i])->target);
  return NULL;
}

static void
add_sheet (AwardXml *xml, Workbook *workbook, const char **attributes)
{
  const char *name = award_xml_attribute (attributes, "name");
  const char *state = award_xml_attribute (attributes, "state");
  const char *id = award_xml_attribute_ending (attributes, ":id");

  for (guint i = 0; id && i < workbook->relations->len; i++)
    {
      const Relation *relation = workbook->relations->pdata[i];
      if (g_strcmp0 (relation->id, id) != 0 || !has_type (relation, "worksheet"))
        continue;
      if (workbook->names->len >= AWARD_MAX_SHEETS)
        {
          award_xml_fail (xml, AWARD_LIMIT_SHEETS);
          return;
        }
      if (workbook->first_visible == G_MAXUINT && (!state || strcmp (state, "visible") == 0))
        workbook->first_visible = workbook->names->len;
      g_ptr_array_add (workbook->names, g_strdup (name ? name : ""));
      g_ptr_array_add (workbook->paths, resolve (workbook->folder, relation->target));
      return;
    }
}

static void
on_workbook (AwardXml *xml, const char *name, const char **attributes, gpointer data)
{
  Workbook *workbook = data;
  const char *local = award_xml_local_name (name);

  if (strcmp (local, "sheet") == 0)
    add_sheet (xml, workbook, attributes);
  else if (strcmp (local, "workbookPr") == 0)
    workbook->is_1904 = award_xml_is_true (award_xml_attribute (attributes, "date1904"));
}

/* Reads strings, styles and the sheet at @path. */
static AwardSheet *
read_parts (AwardReader *reader,
            const AwardZip *zip,
            const Workbook *workbook,
            const char *path,
            GError **error)
{
  g_autoptr (AwardSheet) sheet = award_reader_new_sheet (reader);
  g_autoptr (GArray) strings = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (AwardFormat));
  g_autofree char *strings_path = find_target (workbook->relations, "sharedStrings", workbook->folder);
  g_autofree char *styles_path = find_target (workbook->relations, "styles", workbook->folder);
  g_autoptr (AwardZipPart) strings_part = strings_path ? award_zip_open (zip, strings_path) : NULL;
  g_autoptr (AwardZipPart) styles_part = styles_path ? award_zip_open (zip, styles_path) : NULL;
  g_autoptr (AwardZipPart) part = award_zip_open (zip, path);

  /* A part that is named but gone would turn texts into nothing or dates into numbers. */
  if (!part || (strings_path && !strings_part) || (styles_path && !styles_part))
    {
      award_reader_fail_damaged (reader, !part ? path : !strings_part ? strings_path : styles_path, error);
      return NULL;
    }
  if (strings_part && !award_xlsx_read_strings (reader, strings_part, sheet, strings, error))
    return NULL;
  if (styles_part && !award_xlsx_read_styles (reader, styles_part, shown, error))
    return NULL;
  if (!award_xlsx_read_sheet (reader, part, path, sheet, strings, shown, workbook->is_1904, error))
    return NULL;
  return award_reader_finish (reader, sheet, error) ? g_steal_pointer (&sheet) : NULL;
}

AwardSheet *
award_read_xlsx (AwardReader *reader, const AwardZip *zip, GError **error)
{
  static const AwardXmlHandlers handlers = { on_workbook, ignore_end, NULL };
  g_autoptr (GPtrArray) package = read_relations (reader, zip, "", error);
  if (!package)
    return NULL;
  g_autofree char *path = find_target (package, "officeDocument", "");
  if (!path)
    path = g_strdup ("xl/workbook.xml");

  g_autoptr (AwardZipPart) part = award_zip_open (zip, path);
  if (!part)
    {
      award_reader_fail_damaged (reader, path, error);
      return NULL;
    }
  g_autoptr (GPtrArray) relations = read_relations (reader, zip, path, error);
  if (!relations)
    return NULL;

  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_path_get_dirname (path);
  Workbook workbook = { .relations = relations,
                        .names = names,
                        .paths = paths,
                        .first_visible = G_MAXUINT,
                        .folder = strcmp (folder, ".") == 0 ? "" : folder };
  if (!award_xml_parse (reader, part, path, FALSE, &handlers, &workbook, error))
    return NULL;

  const int chosen = award_reader_choose_sheet (
      reader, names, workbook.first_visible == G_MAXUINT ? 0 : workbook.first_visible, error);
  if (chosen < 0)
    return NULL;
  AwardSheet *sheet = read_parts (reader, zip, &workbook, paths->pdata[chosen], error);
  if (sheet)
    award_sheet_set_name (sheet, names->pdata[chosen]);
  return sheet;
}
