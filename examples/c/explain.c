/* Explains what codes, tags and names mean: its arguments, or a few of its own. */

#include <stdio.h>

#include <smtpcodes.h>

#define TEXT(text) (int)(text).length, (text).data

static int explain(const char *query)
{
    smtpcodes_explanation_t found[SMTPCODES_EXPLANATIONS_MAX];
    size_t count, i;

    /* The size of the first one counts for all. */
    found[0].size = sizeof found[0];
    if (smtpcodes_explain(query, SMTPCODES_NUL_TERMINATED, found, SMTPCODES_EXPLANATIONS_MAX,
                          &count) != SMTPCODES_OK)
        return 1;
    for (i = 0; i < count; i++)
        printf("%s: %.*s\n", query, TEXT(found[i].title));
    if (count == 0)
        printf("%s: means nothing\n", query);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const some[] = {"X.2.2", "user_unknown", "nothing of this kind"};
    int failed = 0;

    if (argc > 1) {
        while (*++argv != NULL)
            failed |= explain(*argv);
    } else {
        size_t i;
        for (i = 0; i < sizeof some / sizeof some[0]; i++)
            failed |= explain(some[i]);
    }
    return failed;
}
