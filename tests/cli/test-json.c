/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader takes what RFC 8259 allows, exactly as written, and nothing else. */
#include "award-json.h"

#include <string.h>

static const AwardJsonNode *
parse (AwardJson *json, const char *text)
{
  const char *fault = NULL;
  guint column = 0;
  const AwardJsonNode *root = award_json_parse (json, text, strlen (text), &fault, &column);

  if (root == NULL)
    g_test_message ("%s: column %u: %s", text, column, fault);
  return root;
}

static void
test_values (void)
{
  g_autoptr (AwardJson) json = award_json_new ();
  const AwardJsonNode *node = parse (
      json,
      " {\"a\":99999999999999999999.10 ,\"b\":[true,false,null,-0],\"c\":\"x\\u00e9\\ud83d\\ude00\\n\"}\r");

  g_assert_nonnull (node);
  g_assert_cmpint (node->type, ==, AWARD_JSON_OBJECT);
  node = award_json_first (json, node);
  g_assert_cmpstr (node->name, ==, "a");
  g_assert_cmpint (node->type, ==, AWARD_JSON_NUMBER);
  g_assert_cmpstr (node->text, ==, "99999999999999999999.10");
  node = award_json_next (json, node);
  g_assert_cmpint (node->type, ==, AWARD_JSON_ARRAY);

  const AwardJsonNode *element = award_json_first (json, node);
  const AwardJsonType types[] = { AWARD_JSON_TRUE, AWARD_JSON_FALSE, AWARD_JSON_NULL, AWARD_JSON_NUMBER };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++, element = award_json_next (json, element))
    g_assert_cmpint (element->type, ==, types[i]);
  g_assert_null (element);
  node = award_json_next (json, node);
  g_assert_cmpstr (node->text, ==, "xé😀\n");
  g_assert_null (award_json_next (json, node));
}

static void
test_faults (void)
{
  static const struct
  {
    const char *text;
    guint column;
  } cases[] = {
    { "", 1 },
    { "{", 2 },
    { "{\"a\":1,}", 8 },
    { "{\"a\" 1}", 6 },
    { "{a:1}", 2 },
    { "{'a':1}", 2 },
    { "[1,]", 4 },
    { "[1 2]", 4 },
    { "{\"a\":010}", 6 },
    { "{\"a\":0x10}", 7 },
    { "{\"a\":+1}", 6 },
    { "{\"a\":1.}", 8 },
    { "{\"a\":.5}", 6 },
    { "{\"a\":1e}", 8 },
    { "{\"a\":NaN}", 6 },
    { "{\"a\":nullx}", 6 },
    { "{\"a\":1,\"a\":2}", 11 },
    { "{\"a\":1}x", 8 },
    { "{\"a\":\"福州", 9 },
    { "{\"a\":\"\\q\"}", 9 },
    { "{\"a\":\"\\u12g4\"}", 11 },
    { "{\"a\":\"\\ud800\"}", 13 },
    { "{\"a\":\"\\udc00\"}", 13 },
    { "{\"a\":\"\\u0000\"}", 13 },
    { "{\"a\":\"x\ny\"}", 8 },
    { "{\"福\":\"\xff\"}", 7 },
    { "//x\n1", 1 },
  };
  g_autoptr (AwardJson) json = award_json_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *fault = NULL;
      guint column = 0;

      g_assert_null (award_json_parse (json, cases[i].text, strlen (cases[i].text), &fault, &column));
      g_assert_nonnull (fault);
      g_assert_cmpuint (column, ==, cases[i].column);
    }
}

static void
test_bounds (void)
{
  g_autoptr (AwardJson) json = award_json_new ();
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("{");
  const char *fault;
  guint column;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (award_json_parse (json, deep->str, deep->len, &fault, &column));
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (wide, "%s\"m%u\":1", i > 0 ? "," : "", i);
  g_string_append_c (wide, '}');
  g_assert_null (award_json_parse (json, wide->str, wide->len, &fault, &column));
  g_assert_null (award_json_parse (json, "\"a\0b\"", 5, &fault, &column));
  g_assert_nonnull (parse (json, "[[[[[[[[[[[[]]]]]]]]]]]]"));
}

static void
test_writing (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (AwardJson) json = award_json_new ();

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "a", "\"\\\n\t\x01福");
  award_json_write_open (out, "b", '[');
  award_json_write_integer (out, NULL, -1);
  award_json_write_string (out, NULL, NULL);
  award_json_write_open (out, NULL, '{');
  award_json_write_close (out, '}');
  award_json_write_close (out, ']');
  award_json_write_raw (out, "c", "true");
  award_json_write_close (out, '}');
  g_assert_cmpstr (out->str, ==, "{\"a\":\"\\\"\\\\\\n\\t\\u0001福\",\"b\":[-1,null,{}],\"c\":true}");
  g_assert_cmpstr (award_json_first (json, parse (json, out->str))->text, ==, "\"\\\n\t\x01福");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/faults", test_faults);
  g_test_add_func ("/json/bounds", test_bounds);
  g_test_add_func ("/json/writing", test_writing);
  return g_test_run ();
}
