/* Rules of one's own before the built-in ones, replaced while the program runs. */

#include <stdio.h>
#include <string.h>

#include <smtpcodes.h>

#define TEXT(text) (int)(text).length, (text).data

static const char rules[] =
    "rules:\n"
    "  - id: own-quarantine\n"
    "    match: ['held for the night shift']\n"
    "    category: policy_rejected\n"
    "    examples: ['550 held for the night shift']\n";

static int show(const smtpcodes_classifier_t *classifier)
{
    static const char reply[] = "550 Held for the night shift.";
    smtpcodes_verdict_t verdict;

    verdict.size = sizeof verdict;
    if (smtpcodes_classifier_classify(classifier, reply, strlen(reply), NULL, &verdict) != SMTPCODES_OK)
        return 1;
    printf("%.*s by %.*s\n", TEXT(smtpcodes_category_id(verdict.category)), TEXT(verdict.evidence_id));
    return 0;
}

int main(void)
{
    static const char broken[] = "rules: [{id: x}]";
    smtpcodes_classifier_t *classifier;
    smtpcodes_mistakes_t *mistakes;
    int failed = 0;

    if (smtpcodes_classifier_new(rules, strlen(rules), "own.yaml", &classifier, NULL) != SMTPCODES_OK)
        return 1;
    failed |= show(classifier);

    /* Where there are mistakes, the rules stay as they are. */
    if (smtpcodes_classifier_replace(classifier, broken, strlen(broken), "own.yaml", &mistakes)
        == SMTPCODES_ERROR_RULES) {
        smtpcodes_mistake_t first;

        first.size = sizeof first;
        if (smtpcodes_mistakes_at(mistakes, 0, &first) == SMTPCODES_OK)
            printf("own.yaml:%u:%u: %.*s\n", first.line, first.column, TEXT(first.message));
        smtpcodes_mistakes_free(mistakes);
    }
    failed |= show(classifier);
    smtpcodes_classifier_free(classifier);
    return failed;
}
