/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules library: policy texts in, exact decisions with reasons out.
 *
 * It depends on GLib's data types only. It opens no file, reads no clock, knows no language: results
 * are codes and values, and the program around it finds the words.
 *
 * Numbers. Every fact value is a 64-bit integer in the smallest unit of its type (see RulesType), so a
 * column of claims is a plain array. Missing is a value of its own, RULES_MISSING, never zero.
 * Between facts and result all arithmetic is on exact ratios; an overflow is an outcome, not a wrap.
 *
 * Life. A RulesPolicy is immutable and atomically reference counted; every RulesMeasure, RulesFact and
 * string reached from it is borrowed and lives as long as the policy. A RulesEvaluator belongs to one
 * thread at a time. */
#pragma once

#include "rules-problem.h"

G_BEGIN_DECLS

/* -------------------------------------------------------------------------------------------------
 * Values
 */

/* What a fact is, and what its integer counts. */
typedef enum
{
  RULES_TYPE_BOOLEAN,  /* 0 or 1 */
  RULES_TYPE_MONEY,    /* fen */
  RULES_TYPE_ENERGY,   /* hundredths of a kWh */
  RULES_TYPE_QUANTITY, /* millionths of the fact's unit */
  RULES_TYPE_PERCENT,  /* millionths of one per cent: 5.1 % is 5100000 */
  RULES_TYPE_COUNT,    /* the number */
  RULES_TYPE_DATE,     /* days since 1970-01-01, proleptic Gregorian */
  RULES_TYPE_TEXT,     /* 0 with RulesValue.text; in a RulesBatch a handle of its RulesTexts */
  RULES_TYPE_INDUSTRY, /* GB/T 4754-2017 division, 1 … 97 */
  RULES_TYPE_ENUM,     /* index into the fact's words */
} RulesType;

#define RULES_N_TYPES (RULES_TYPE_ENUM + 1)

/* No value was given. The same for every type. */
#define RULES_MISSING G_MININT64

typedef struct _RulesPolicy RulesPolicy;
typedef struct _RulesMeasure RulesMeasure;
typedef struct _RulesSettings RulesSettings;
typedef struct _RulesEvaluator RulesEvaluator;
typedef struct _RulesTexts RulesTexts;

/* One fact of one claim: number as RulesType says; text only for RULES_TYPE_TEXT (not owned). */
typedef struct
{
  gint64      number;
  const char *text;
} RulesValue;

/* One word of an enum fact. */
typedef struct
{
  const char        *id;      /* "new_production" */
  const char        *label;   /* "新投产纳统" */
  const char *const *aliases; /* other words tables use; NULL-terminated, never NULL */
} RulesWord;

/* A fact as its measure declares it. */
typedef struct
{
  const char        *id;
  const char        *label;
  RulesType          type;
  const char        *unit;      /* "吨标准煤" of a quantity, "元/吨标准煤" of a rate; NULL: the type's own */
  gboolean           on_line;   /* belongs to the detail lines */
  gboolean           is_key;    /* tells lines apart, outside them the claims of one claimant */
  gboolean           is_event;  /* a date that must lie in the policy's validity (flag outside-validity) */
  gboolean           may_lack;  /* the measure asks whether it is missing, and decides without it */
  RulesValue         presumed;  /* taken when absent ("counts as checked"); number RULES_MISSING: none */
  guint              n_words;
  const RulesWord   *words;     /* of an enum */
  const char *const *headings;  /* column headings tables use, best first; NULL-terminated, never NULL */
} RulesFact;

typedef enum
{
  RULES_ERROR_SYNTAX,    /* not of the form the type is written in */
  RULES_ERROR_PRECISION, /* more decimals than the type keeps */
  RULES_ERROR_RANGE,     /* outside what the type can hold */
  RULES_ERROR_UNKNOWN,   /* a word, parameter, choice or option that is not declared */
  RULES_ERROR_CONFLICT,  /* values that contradict each other: payer shares that do not add up to 100 % */
} RulesError;

#define RULES_ERROR (rules_error_quark ())
GQuark   rules_error_quark       (void);

/* Reads @text in the written form of contract and JSON ("1234567.89", "2024-02-29", "true", "C17").
 * Blank is missing. The text of a RULES_TYPE_TEXT value is borrowed from @text. Errors: RULES_ERROR. */
gboolean rules_fact_parse        (const RulesFact  *fact,
                                  const char       *text,
                                  RulesValue       *value,
                                  GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* The written form of @value, shortest exact ("50000.00" for money and energy, "5.1" for a percent,
 * "08" for an industry, the word's id for an enum); NULL when missing. Free with g_free(). */
char    *rules_fact_format       (const RulesFact  *fact,
                                  RulesValue        value);
/* The same without a fact, for every type but RULES_TYPE_ENUM. */
gboolean rules_type_parse        (RulesType         type,
                                  const char       *text,
                                  RulesValue       *value,
                                  GError          **error) G_GNUC_WARN_UNUSED_RESULT;
char    *rules_type_format       (RulesType         type,
                                  RulesValue        value);
/* @decimal × 10^@exponent in the units of a numeric @type, exactly: "9858.2" with exponent 4 (万元)
 * is 98582000 yuan. @decimal: optional sign, digits, optional fraction, optional E-notation. */
gboolean rules_decimal_scale     (RulesType         type,
                                  const char       *decimal,
                                  int               exponent,
                                  gint64           *number,
                                  GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* "boolean", "money" … as policy files write it. */
const char *rules_type_name      (RulesType         type);

/* Civil dates. Month arithmetic keeps the day and takes the month's last day where there is none
 * (民法典 201, 202). */
gboolean rules_date_from_civil   (int               year,
                                  int               month,
                                  int               day,
                                  gint64           *date) G_GNUC_WARN_UNUSED_RESULT;
void     rules_date_to_civil     (gint64            date,
                                  int              *year,
                                  int              *month,
                                  int              *day);
gint64   rules_date_add_months   (gint64            date,
                                  int               months);

/* -------------------------------------------------------------------------------------------------
 * Policies
 */

/* Limits of a policy text, each reported as a problem when passed. */
#define RULES_MAX_TEXT     (1024 * 1024) /* bytes */
#define RULES_MAX_DEPTH    64            /* nested expressions */
#define RULES_MAX_NAMES    512           /* facts, conditions, … of a measure */
#define RULES_MAX_MEASURES 256
#define RULES_MAX_CLAUSES  2048          /* of a policy, outside its measures */
#define RULES_MAX_GROUPS   64            /* of a policy */
#define RULES_MAX_FLAGS    32            /* flags of a measure: they share one word */
#define RULES_MAX_STEPS    8192          /* expression nodes of a measure */

/* Parses and checks @text. Every fault is in @problems (RulesProblem, in order of place), which is never
 * NULL on return and empty when all is well; with an error among them the result is NULL. Examples are
 * not run: see rules_policy_run_examples(). */
RulesPolicy *rules_policy_parse          (const char     *text,
                                          gssize          length,
                                          GPtrArray     **problems) G_GNUC_WARN_UNUSED_RESULT;
RulesPolicy *rules_policy_ref            (RulesPolicy    *policy);
void         rules_policy_unref          (RulesPolicy    *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesPolicy, rules_policy_unref)

/* A clause and its words. A clause that computes nothing says why. */
typedef struct
{
  const char *reference; /* "一", "二十三" */
  const char *text;
  const char *no_rule;   /* why it computes nothing; NULL for a clause with measures */
} RulesClause;

const char         *rules_policy_get_id         (const RulesPolicy *policy);
const char         *rules_policy_get_number     (const RulesPolicy *policy);
const char         *rules_policy_get_title      (const RulesPolicy *policy);
/* Both inclusive; RULES_MISSING where the text names none. */
gint64              rules_policy_get_valid_from (const RulesPolicy *policy);
gint64              rules_policy_get_valid_to   (const RulesPolicy *policy);
/* The text as parsed, and its SHA-256 in hex. */
const char         *rules_policy_get_text       (const RulesPolicy *policy);
const char         *rules_policy_get_digest     (const RulesPolicy *policy);
guint               rules_policy_get_n_clauses  (const RulesPolicy *policy);
const RulesClause  *rules_policy_get_clause     (const RulesPolicy *policy,
                                                 guint              i);
guint               rules_policy_get_n_measures (const RulesPolicy *policy);
const RulesMeasure *rules_policy_get_measure    (const RulesPolicy *policy,
                                                 guint              i);
const RulesMeasure *rules_policy_find_measure   (const RulesPolicy *policy,
                                                 const char        *id);
/* Runs every example of the policy; appends a RULES_PROBLEM_EXAMPLE for each that fails. Returns how
 * many ran. */
guint               rules_policy_run_examples   (const RulesPolicy *policy,
                                                 GPtrArray         *problems);
/* What is allowed and yet hardly meant: appends a warning or a note for each finding, in order of place, and
 * returns how many. A finding is certain: exact over the whole range of every fact, never a guess. */
guint               rules_policy_review         (const RulesPolicy *policy,
                                                 GPtrArray         *problems);
/* What shows only in @policies (RulesPolicy) together: an id used twice, a matter two measures govern at one
 * time, succession that leads nowhere; and, unless @day is RULES_MISSING, those over on that day.
 * RulesProblem.policy says which one a finding is in. */
guint                rules_policies_review       (const GPtrArray   *policies,
                                                 gint64             day,
                                                 GPtrArray         *problems);
/* The claim of @problem with the decision @policy gives it, as an example says it: "{ output 1元 } refuse code
 * enough". What the finding leaves open is as in an example the measure has. NULL where it shows no
 * claim. Free with g_free(). */
char                *rules_policy_show           (const RulesPolicy  *policy,
                                                 const RulesProblem *problem);
/* @policy's text with that as an example called @label after the others of its measure, all else as it was;
 * it parses and keeps its examples as before. NULL as above, and where such an example is there already. */
char                *rules_policy_add_example    (const RulesPolicy  *policy,
                                                 const RulesProblem *problem,
                                                 const char         *label);

/* -------------------------------------------------------------------------------------------------
 * Measures
 */

typedef enum
{
  RULES_CLAIMANT_ENTERPRISE,
  RULES_CLAIMANT_ORGANISATION, /* bureaus, associations, agencies */
  RULES_CLAIMANT_PERSON_OR_AGENCY,
  RULES_CLAIMANT_REGION,       /* a county or city */
} RulesClaimant;

typedef enum
{
  RULES_RESULT_AWARD,         /* money */
  RULES_RESULT_SCORE,         /* points, in hundredths */
  RULES_RESULT_QUALIFICATION, /* yes or no; an award of 0.00 */
} RulesResult;

typedef enum
{
  RULES_PAYER_CENTRAL,
  RULES_PAYER_PROVINCE,
  RULES_PAYER_CITY,
  RULES_PAYER_COUNTY,
} RulesPayer;

#define RULES_N_PAYERS 4

/* A figure the text leaves to another document, set by the office. */
typedef struct
{
  const char *id;
  const char *label;
  RulesType   type;
  const char *unit;        /* as of a fact */
  gboolean    is_optional; /* unset means it does not apply; otherwise unset means review */
  RulesValue  initial;     /* number RULES_MISSING: none */
  const char *reason;      /* where the figure must come from; nullable */
} RulesParameter;

typedef struct
{
  const char *id;
  const char *label;
  const char *reason;
} RulesOption;

/* A place where the text can be read in more than one way. The first option is the default. */
typedef struct
{
  const char        *id;
  const char        *label;
  guint              n_options;
  const RulesOption *options;
} RulesChoice;

/* A flag a decision can carry. */
typedef struct
{
  const char *id;
  const char *label; /* NULL for the flags the library itself raises */
  gboolean    is_doubt; /* what raises it is sooner a wrong figure than a true one */
} RulesFlag;

/* A measure this one takes the place of: the same matter is paid once and this one governs. */
typedef struct
{
  const char *policy;
  const char *measure;
} RulesSuccession;

const RulesPolicy     *rules_measure_get_policy       (const RulesMeasure *measure);
const char            *rules_measure_get_id           (const RulesMeasure *measure);
const char            *rules_measure_get_label        (const RulesMeasure *measure);
const RulesClause     *rules_measure_get_clause       (const RulesMeasure *measure);
RulesClaimant          rules_measure_get_claimant     (const RulesMeasure *measure);
RulesResult            rules_measure_get_result       (const RulesMeasure *measure);
/* Whether claims are compared with each other, so that a batch must hold the whole set. */
gboolean               rules_measure_compares_claims  (const RulesMeasure *measure);
/* Facts of the claim, then of its lines; two index spaces. */
guint                  rules_measure_get_n_facts      (const RulesMeasure *measure);
const RulesFact       *rules_measure_get_fact         (const RulesMeasure *measure,
                                                       guint               i);
guint                  rules_measure_get_n_line_facts (const RulesMeasure *measure);
const RulesFact       *rules_measure_get_line_fact    (const RulesMeasure *measure,
                                                       guint               i);
/* Index of the fact that tells the claims of one claimant apart: it may claim once for each value. -1: a
 * claimant claims once. */
int                    rules_measure_get_claim_key    (const RulesMeasure *measure);
/* What a detail line is ("电表", "引进人员"); NULL where the measure has none. */
const char            *rules_measure_get_line_label   (const RulesMeasure *measure);
guint                  rules_measure_get_n_parameters (const RulesMeasure *measure);
const RulesParameter  *rules_measure_get_parameter    (const RulesMeasure *measure,
                                                       guint               i);
guint                  rules_measure_get_n_choices    (const RulesMeasure *measure);
const RulesChoice     *rules_measure_get_choice       (const RulesMeasure *measure,
                                                       guint               i);
guint                  rules_measure_get_n_flags      (const RulesMeasure *measure);
const RulesFlag       *rules_measure_get_flag         (const RulesMeasure *measure,
                                                       guint               i);
guint                  rules_measure_get_n_successions (const RulesMeasure *measure);
const RulesSuccession *rules_measure_get_succession   (const RulesMeasure *measure,
                                                       guint               i);
/* The reason codes of this measure's decisions, "ok" first; the index is RulesDecision.code and the same in
 * every version of the program. Places kept for later codes are "". */
guint                  rules_measure_get_n_codes      (const RulesMeasure *measure);
const char            *rules_measure_get_code         (const RulesMeasure *measure,
                                                       guint               i);
/* The words of condition or review @code, NULL for the library's own codes. */
const char            *rules_measure_get_code_label   (const RulesMeasure *measure,
                                                       guint               i);
/* The examples of the measure: their names, and how the text goes on from there, in one line. */
guint                  rules_measure_get_n_examples   (const RulesMeasure *measure);
const char            *rules_measure_get_example_label (const RulesMeasure *measure,
                                                       guint               i);
char                  *rules_measure_dup_example_text (const RulesMeasure *measure,
                                                       guint               i);
/* Yearly instalments the award is paid in; 1 where it is paid at once. */
guint                  rules_measure_get_n_instalments (const RulesMeasure *measure);
/* The payers the measure names, in its order; how many there are. */
guint                  rules_measure_get_payers       (const RulesMeasure *measure,
                                                       RulesPayer          payers[RULES_N_PAYERS]);
/* The indicators of a score: the labels of the named values its formula adds up, in its order. None where it
 * adds up anything else, or fewer than two. */
guint                  rules_measure_get_n_indicators (const RulesMeasure *measure);
const char            *rules_measure_get_indicator    (const RulesMeasure *measure,
                                                       guint               i);
/* Splits @amount fen into @parts, one per instalment: equal, the remainder last. */
void                   rules_measure_split_instalments (const RulesMeasure *measure,
                                                        gint64              amount,
                                                        gint64             *parts);

/* -------------------------------------------------------------------------------------------------
 * Settings: what the office decided for a measure
 */

/* Defaults: every choice at its first option, every parameter at its initial value. */
RulesSettings *rules_settings_new           (const RulesMeasure  *measure);
void           rules_settings_free          (RulesSettings       *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesSettings, rules_settings_free)
/* Sets the parameter or choice @name from its written form. */
gboolean       rules_settings_set           (RulesSettings       *settings,
                                             const char          *name,
                                             const char          *text,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* The day up to which employment is known. Needed before evaluating. */
void           rules_settings_set_as_of     (RulesSettings       *settings,
                                             gint64               date);
gint64         rules_settings_get_as_of     (const RulesSettings *settings);
/* Whether the parameters agree with each other: payers' shares, once all are set, must add up to 100 %
 * (RULES_ERROR_CONFLICT). */
gboolean       rules_settings_check         (const RulesSettings *settings,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a payer's share is a parameter the office has not set. */
gboolean       rules_settings_lack_shares   (const RulesSettings *settings);
RulesValue     rules_settings_get_parameter (const RulesSettings *settings,
                                             guint                i);
guint          rules_settings_get_choice    (const RulesSettings *settings,
                                             guint                i);

/* -------------------------------------------------------------------------------------------------
 * Evaluation
 */

/* Texts of a batch as numbers, so that equal texts are equal numbers. */
RulesTexts *rules_texts_new    (void);
void        rules_texts_free   (RulesTexts *texts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesTexts, rules_texts_free)
/* The handle of @text (copied), RULES_MISSING for NULL or "". */
gint64      rules_texts_add    (RulesTexts *texts,
                                const char *text);
const char *rules_texts_get    (const RulesTexts *texts,
                                gint64      handle);
/* Forgets every text; earlier handles become invalid. */
void        rules_texts_clear  (RulesTexts *texts);

/* Claims in columns. All arrays are the caller's and only read.
 *   facts[f][i]       fact f of claim i
 *   conflicts[i]      non-zero: rows of the claimant contradict each other; NULL: none do
 *   line_starts[i]    lines of claim i are line_starts[i] … line_starts[i + 1] - 1; n_claims + 1 entries;
 *                     NULL for a measure without lines
 *   line_facts[f][l]  line fact f of line l */
typedef struct
{
  gsize                n_claims;
  const gint64 *const *facts;
  const guint8        *conflicts;
  const guint32       *line_starts;
  const gint64 *const *line_facts;
  RulesTexts          *texts;
} RulesBatch;

typedef enum
{
  RULES_OUTCOME_AWARD,
  RULES_OUTCOME_REFUSE,
  RULES_OUTCOME_REVIEW,
} RulesOutcome;

typedef struct
{
  gint64  amount;  /* fen, or hundredths of a point; 0 when refused; RULES_MISSING under review */
  guint32 flags;   /* bit f: rules_measure_get_flag (measure, f) */
  guint16 code;    /* rules_measure_get_code (measure, code) */
  guint8  outcome; /* RulesOutcome */
} RulesDecision;

/* Compiles @measure for @settings, which is copied. Never fails: a checked measure compiles. */
RulesEvaluator *rules_evaluator_new         (const RulesMeasure  *measure,
                                             const RulesSettings *settings);
void            rules_evaluator_free        (RulesEvaluator      *evaluator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesEvaluator, rules_evaluator_free)
/* Decides every claim of @batch: decisions[i] for claim i. */
void            rules_evaluator_run         (RulesEvaluator      *evaluator,
                                             const RulesBatch    *batch,
                                             RulesDecision       *decisions);
/* The parts of @amount fen each payer bears for claim @claim, by RulesPayer; they add up to it (rounded
 * half-up, the remainder with the last payer the measure names). FALSE where a share is not known or the
 * shares do not add up to the whole. */
gboolean        rules_evaluator_split_payers (RulesEvaluator     *evaluator,
                                             const RulesBatch    *batch,
                                             gsize                claim,
                                             gint64               amount,
                                             gint64               parts[RULES_N_PAYERS]);

G_END_DECLS

#include "rules-explanation.h"
#include "rules-figure.h"
#include "rules-near.h"
#include "rules-outline.h"
#include "rules-settlement.h"
