/*
 * Classifies replies from standard input, one a line.
 *
 *     cc classify.c $(pkg-config --cflags --libs smtpcodes) -o classify
 *     echo '550 5.1.1 no such user' | ./classify
 */

#include <stdio.h>
#include <string.h>

#include <smtpcodes.h>

/* Texts of the library are not ended by a NUL byte. */
#define TEXT(text) (int)(text).length, (text).data

int main(void)
{
    char line[4096];

    while (fgets(line, sizeof line, stdin) != NULL) {
        smtpcodes_verdict_t verdict;
        size_t length = strcspn(line, "\r\n");

        verdict.size = sizeof verdict;
        if (smtpcodes_classify(line, length, NULL, &verdict) != SMTPCODES_OK)
            return 1;
        printf("%.*s: %.*s, %.*s\n", TEXT(smtpcodes_category_id(verdict.category)),
               TEXT(smtpcodes_bounce_title(verdict.bounce)), TEXT(smtpcodes_action_title(verdict.action)));
        printf("  says \"%.*s\"\n", (int)(verdict.evidence_end - verdict.evidence_start),
               line + verdict.evidence_start);
        if (verdict.blocklist != 0)
            printf("  listed by %.*s\n", TEXT(smtpcodes_blocklist_name(verdict.blocklist)));
        if (verdict.retry_after >= 0)
            printf("  asks to wait %ld seconds\n", (long)verdict.retry_after);
    }
    return 0;
}
