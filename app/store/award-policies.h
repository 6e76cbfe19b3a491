/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policies this program knows: those built into it, and those a ledger was computed with. */
#pragma once

#include <gio/gio.h>

#include "rules.h"

G_BEGIN_DECLS

/* Parses every policy of the resource bundle, once, in the order of their ids. The array (RulesPolicy) is
 * borrowed and lives as long as the program. A built-in policy that does not parse is a build fault and
 * aborts: the tests parse them all. */
const GPtrArray    *award_policies_get     (void);
RulesPolicy        *award_policies_find    (const char *id);
/* The policy of @text, whose digest is @digest: the installed one if it is that, else one parsed once in
 * the life of the program, so that every connection to a ledger has the same. Borrowed, lives as long as
 * the program; NULL where the text cannot be read. Any thread. */
RulesPolicy        *award_policies_of_text (const char *digest,
                                            const char *text);
/* The measure of an installed policy, NULL when either name is unknown. */
const RulesMeasure *award_policies_measure (const char *policy,
                                            const char *measure);

G_END_DECLS
