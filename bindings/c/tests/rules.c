/* Rules of the caller's own, and threads that classify while they are replaced. */

#include <pthread.h>

#include "support.h"

static const char OWN[] =
    "rules:\n"
    "  - id: own-goblins\n"
    "    match: ['held by the goblins']\n"
    "    category: greylisted\n"
    "    severity: transient\n"
    "    examples: ['550 held by the goblins']\n";

static const char BROKEN[] =
    "rules:\n"
    "  - id: own-goblins\n"
    "    match: ['held by the goblins']\n"
    "    category: no_such_category\n"
    "    colour: red\n"
    "    examples: ['550 held by the goblins']\n";

static const char REPLY[] = "550 5.1.1 held by the goblins";

static int by_goblins(const smtpcodes_classifier_t *classifier)
{
    smtpcodes_verdict_t verdict;
    verdict.size = sizeof verdict;
    CHECK(smtpcodes_classifier_classify(classifier, REPLY, sizeof REPLY - 1, NULL, &verdict)
          == SMTPCODES_OK);
    if (is(verdict.evidence_id, "own-goblins"))
        CHECK(verdict.category == SMTPCODES_CATEGORY_GREYLISTED);
    else
        CHECK(verdict.category == SMTPCODES_CATEGORY_USER_UNKNOWN);
    return is(verdict.evidence_id, "own-goblins");
}

static void *classify_until_replaced(void *classifier)
{
    while (!by_goblins(classifier))
        continue;
    return NULL;
}

static void threads(void)
{
    smtpcodes_classifier_t *classifier = NULL;
    pthread_t readers[3];
    size_t i;

    CHECK(smtpcodes_classifier_new(NULL, 0, NULL, &classifier, NULL) == SMTPCODES_OK);
    for (i = 0; i < 3; i++)
        CHECK(pthread_create(&readers[i], NULL, classify_until_replaced, classifier) == 0);
    CHECK(smtpcodes_classifier_replace(classifier, OWN, sizeof OWN - 1, NULL, NULL) == SMTPCODES_OK);
    for (i = 0; i < 3; i++)
        CHECK(pthread_join(readers[i], NULL) == 0);
    smtpcodes_classifier_free(classifier);
}

static void mistakes(smtpcodes_classifier_t *classifier)
{
    smtpcodes_classifier_t *none = NULL;
    smtpcodes_mistakes_t *all = NULL;
    smtpcodes_mistake_t mistake;

    CHECK(smtpcodes_classifier_new(BROKEN, sizeof BROKEN - 1, "own.yaml", &none, &all)
          == SMTPCODES_ERROR_RULES);
    CHECK(none == NULL && all != NULL && smtpcodes_mistakes_count(all) == 2);
    CHECK(strncmp(smtpcodes_mistakes_text(all).data, "own.yaml:4:15: ", 15) == 0);
    mistake.size = sizeof mistake;
    CHECK(smtpcodes_mistakes_at(all, 1, &mistake) == SMTPCODES_OK);
    CHECK(mistake.line == 5 && mistake.column == 5 && mistake.message.length > 0);
    CHECK(smtpcodes_mistakes_at(all, 2, &mistake) == SMTPCODES_ERROR_NOT_FOUND);
    CHECK(smtpcodes_mistakes_at(NULL, 0, &mistake) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_mistakes_at(all, 0, NULL) == SMTPCODES_ERROR_NULL);
    mistake.size = 5000;
    CHECK(smtpcodes_mistakes_at(all, 0, &mistake) == SMTPCODES_ERROR_SIZE);
    smtpcodes_mistakes_free(all);

    /* The old rules stay; whoever does not want to know the mistakes need not. */
    CHECK(smtpcodes_classifier_replace(classifier, BROKEN, sizeof BROKEN - 1, NULL, NULL)
          == SMTPCODES_ERROR_RULES);
    CHECK(smtpcodes_classifier_replace(classifier, "\377", 1, NULL, NULL) == SMTPCODES_ERROR_UTF8);
    CHECK(smtpcodes_classifier_replace(classifier, OWN, sizeof OWN - 1, "\377", NULL)
          == SMTPCODES_ERROR_UTF8);
    CHECK(smtpcodes_classifier_replace(classifier, NULL, 1, NULL, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classifier_replace(NULL, OWN, sizeof OWN - 1, NULL, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classifier_new(OWN, sizeof OWN - 1, NULL, NULL, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(by_goblins(classifier));

    CHECK(smtpcodes_mistakes_count(NULL) == 0);
    CHECK_TEXT(smtpcodes_mistakes_text(NULL), (const char *)NULL);
    smtpcodes_mistakes_free(NULL);
    smtpcodes_classifier_free(NULL);
}

int main(void)
{
    smtpcodes_classifier_t *classifier = NULL;
    smtpcodes_verdict_t verdict;
    smtpcodes_text_t replies[2] = {{REPLY, sizeof REPLY - 1}, {"452 4.2.2 x", 11}};
    smtpcodes_verdict_t verdicts[2];

    CHECK(smtpcodes_classifier_new(OWN, SMTPCODES_NUL_TERMINATED, "own.yaml", &classifier, NULL)
          == SMTPCODES_OK);
    CHECK(by_goblins(classifier));
    CHECK(!by_goblins(NULL));
    verdicts[0].size = sizeof verdicts[0];
    CHECK(smtpcodes_classify_batch(classifier, replies, NULL, 2, verdicts) == SMTPCODES_OK);
    CHECK(is(verdicts[0].evidence_id, "own-goblins"));
    CHECK(verdicts[1].category == SMTPCODES_CATEGORY_MAILBOX_FULL);
    verdict.size = sizeof verdict;
    CHECK(smtpcodes_classifier_classify(classifier, NULL, 1, NULL, &verdict) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classifier_classify(classifier, "x", 1, NULL, NULL) == SMTPCODES_ERROR_NULL);
    mistakes(classifier);
    smtpcodes_classifier_free(classifier);
    CHECK(is(verdicts[0].evidence_id, "own-goblins"));
    threads();
    return 0;
}
