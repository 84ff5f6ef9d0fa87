/*
 * smtpcodes: SMTP replies, explained and classified.
 *
 *     smtpcodes_verdict_t verdict;
 *     verdict.size = sizeof verdict;
 *     if (smtpcodes_classify(reply, SMTPCODES_NUL_TERMINATED, NULL, &verdict) == SMTPCODES_OK) {
 *         smtpcodes_text_t title = smtpcodes_category_title(verdict.category);
 *         printf("%.*s\n", (int)title.length, title.data);
 *     }
 *
 * Results: a call that can fail returns a smtpcodes_result_t, which is 0 for success; errno is left alone.
 * Under "Errors" the documentation of a call names those that it returns besides OK and INTERNAL, without
 * SMTPCODES_ERROR_ in front.
 *
 * Ownership: only a smtpcodes_classifier_t and smtpcodes_mistakes_t are ever freed, and what comes through
 * the Arrow C Data Interface is released. All other outputs are the caller's own structures; text in them
 * is borrowed, as its type says.
 *
 * Threads: every call may be made by any thread at any time, but for the two that free.
 *
 * Growth: structures begin with their size. A program that was compiled with an older header gets the
 * fields that it knows. Numbers never change their meaning; a newer library may return numbers that an
 * older header does not name.
 */
