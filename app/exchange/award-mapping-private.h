/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the mapping. */
#pragma once

#include "award-heading.h"
#include "award-mapping.h"

G_BEGIN_DECLS

/* What a column may become. */
typedef struct
{
  AwardColumnRole role;
  guint fact;
  const RulesFact *declared; /* NULL for the roles that are no fact */
  GArray *wanted;            /* AwardHeading, best first */
  gboolean is_prior;
  gboolean has_prior; /* there is another fact: the same of the year before */
  guint most;         /* its best score */
} AwardTarget;

GArray      *award_headings_new       (void);
/* All that the columns of a table of @measure may be (AwardTarget). */
GArray      *award_targets_new        (const RulesMeasure *measure);
/* The same without a measure: empty, then a target a field, then more headings for the last one. */
GArray      *award_targets_new_empty  (void);
void         award_targets_add        (GArray             *targets,
                                       guint               index,
                                       const RulesFact    *fact);
void         award_targets_add_headings (GArray           *targets,
                                       const char *const  *headings);
/* What a column given to @target is called: AwardKnownHeading.target. */
const char  *award_target_get_name    (const AwardTarget  *target);
/* Headings of the columns of codes, of persons' numbers, of names and counties; NULL-terminated. */
extern const char *const award_code_headings[];
extern const char *const award_person_headings[];
extern const char *const award_name_headings[];
extern const char *const award_county_headings[];
/* What a column of a heading was taken for. */
typedef struct
{
  int target; /* index; -1: nothing */
  guint score;
  AwardColumnOrigin origin;
  gboolean is_settled;            /* a person said what it is, if only that it is nothing */
  const AwardKnownHeading *known; /* that; nullable */
} AwardAssigned;

/* Two columns that stand for one thing as well; it was given to the first. */
typedef struct
{
  guint column;
  guint other;
} AwardConflict;

typedef struct
{
  AwardAssigned *columns;
  GArray *conflicts; /* AwardConflict */
  guint n_found;     /* facts found, the claimant counting more */
  guint64 score;
} AwardAssignment;

/* Gives every column of @headings (AwardHeading) to the target it fits best, no target and no column twice.
 * @known: AwardKnownHeading, nullable. */
void         award_assignment_init    (AwardAssignment    *self,
                                       const GArray       *headings,
                                       const GArray       *targets,
                                       const RulesMeasure *measure,
                                       const GPtrArray    *known);
void         award_assignment_clear   (AwardAssignment    *self);
/* What was said of the words of @heading; NULL: nothing. */
const AwardKnownHeading *award_known_find (const GPtrArray *known,
                                       const AwardHeading *heading);
/* Whether figures of @fact can be in several units: money and energy. */
gboolean     award_fact_has_scale     (const RulesFact    *fact);
/* Finds the unit of @column, which is @fact: that of its heading, of the unit lines, or as it was said to
 * be. */
void         award_mapping_find_unit  (AwardMapping       *mapping,
                                       guint               column,
                                       const RulesFact    *fact,
                                       const AwardKnownHeading *known);
/* Of AwardKnownHeading.target, what is no fact: "@claimant"; NULL. */
const char   *award_role_get_name     (AwardColumnRole     role);
/* What award_mapping_check() asks of a table of a register. */
gboolean      award_layout_check      (AwardMapping       *mapping,
                                       const AwardSheet   *sheet,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Finds the heading that explains most as @targets and what its columns are; @measure: NULL for a register.
 * Whether anything is missing is the caller's to say. */
AwardMapping *award_mapping_match     (const AwardSheet   *sheet,
                                       const GArray       *targets,
                                       const RulesMeasure *measure,
                                       const GPtrArray    *known) G_GNUC_WARN_UNUSED_RESULT;
/* The column that names the claimant: that of its code or, of a region, the fact that is its name; -1: none.
 */
int          award_mapping_find_claimant (const AwardMapping *mapping);
/* Whether @fact is the name of the region that claims. */
gboolean     award_fact_names_region  (const RulesFact    *fact);
/* Whether a column is this. */
gboolean     award_mapping_has        (const AwardMapping *mapping,
                                       AwardColumnRole     role,
                                       guint               fact);
/* How well @column fits @target: 0 … 10000. @current_year: the one that is not prior; 0: unknown. */
guint        award_target_score       (const AwardTarget  *target,
                                       const AwardHeading *column,
                                       guint               current_year);

/* What a row of a table is. */
typedef enum
{
  AWARD_ROW_DATA,
  AWARD_ROW_EMPTY,
  AWARD_ROW_HEADING, /* repeated, or the numbers of the columns */
  AWARD_ROW_TOTAL,
  AWARD_ROW_NOTE,
  AWARD_ROW_LONE,    /* one text alone, which no pattern explains */
  AWARD_ROW_NO_CLAIMANT,
} AwardRowKind;

AwardRowKind award_mapping_classify   (const AwardMapping *mapping,
                                       const AwardSheet   *sheet,
                                       guint               row,
                                       int                 claimant_column);

/* What the values of a row say together that none says alone; to @problems. */
void         award_row_check          (const AwardMapping *mapping,
                                       const AwardSheet   *sheet,
                                       const AwardTableRow *row,
                                       GPtrArray          *problems);

/* Whether @text is a blank as tables write it: nothing, —, -, /. */
gboolean     award_text_is_missing    (const char         *text);
/* Whether @text is √ or another tick. */
gboolean     award_text_is_tick       (const char         *text);

/* A name for storing: no space beside a Chinese character, brackets in one width. NULL when there is none. */
char        *award_name_clean         (const char         *text);
/* Whether @text is a long number a spreadsheet program has shortened: 3.50102E+17. */
gboolean     award_text_has_lost_digits (const char       *text);

/* How a cell was read. */
typedef struct
{
  RulesValue value;
  char *text;       /* of a text value: owned by the caller */
  const char *code; /* of the problem; NULL: none */
  RulesSeverity severity;
} AwardReading;

/* The problem an error cell is. */
const char  *award_cell_error_code    (AwardCell           cell);
/* Reads @cell as a value of @fact, in the unit 10^@exponent. @blank_is_no: of a column of ticks. */
void         award_reading_init       (AwardReading       *reading,
                                       const RulesFact    *fact,
                                       AwardCell           cell,
                                       int                 exponent,
                                       gboolean            blank_is_no);

G_END_DECLS
