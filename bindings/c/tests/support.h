/* Plain checks that say where they failed. */

#ifndef SUPPORT_H
#define SUPPORT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcodes.h"

#define CHECK(condition)                                                                       \
    do {                                                                                       \
        if (!(condition)) {                                                                    \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                    \
            exit(1);                                                                           \
        }                                                                                      \
    } while (0)

/* Whether text is what a literal says; NULL stands for absent text. */
static inline int is(smtpcodes_text_t text, const char *expected)
{
    if (expected == NULL)
        return text.data == NULL && text.length == 0;
    return text.data != NULL && text.length == strlen(expected)
        && memcmp(text.data, expected, text.length) == 0;
}

#define CHECK_TEXT(text, expected)                                                             \
    do {                                                                                       \
        const smtpcodes_text_t text_ = (text);                                                 \
        if (!is(text_, (expected))) {                                                          \
            fprintf(stderr, "%s:%d: %s is \"%.*s\", expected \"%s\"\n", __FILE__, __LINE__,    \
                    #text, (int)text_.length, text_.data == NULL ? "" : text_.data,            \
                    (expected) == NULL ? "" : (const char *)(expected));                       \
            exit(1);                                                                           \
        }                                                                                      \
    } while (0)

/* A verdict that must come out. */
static inline smtpcodes_verdict_t classified(const char *reply, const smtpcodes_context_t *context)
{
    smtpcodes_verdict_t verdict;
    memset(&verdict, 0, sizeof verdict);
    verdict.size = sizeof verdict;
    CHECK(smtpcodes_classify(reply, SMTPCODES_NUL_TERMINATED, context, &verdict) == SMTPCODES_OK);
    return verdict;
}

#endif
