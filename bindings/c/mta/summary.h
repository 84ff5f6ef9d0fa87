/*
 * A verdict as words, the same that `smtpcodes serve` answers:
 *     category=greylisted side=sender bounce=soft action=retry rule=greylisted retry_after=300
 */

#ifndef SMTPCODES_SUMMARY_H
#define SMTPCODES_SUMMARY_H

#include <stdio.h>
#include <string.h>

#include <smtpcodes.h>

/* More than the longest one takes. */
#define SUMMARY_SIZE 1024

struct summary {
    char text[SUMMARY_SIZE];
    size_t length;
};

/* Appends ` KEY=VALUE`, if there is a value. */
static void summary_add(struct summary *summary, smtpcodes_text_t key, smtpcodes_text_t value)
{
    size_t room = sizeof summary->text - summary->length;
    int length;

    if (value.length == 0)
        return;
    length = snprintf(summary->text + summary->length, room, "%s%.*s=%.*s", summary->length > 0 ? " " : "",
                      (int)key.length, key.data, (int)value.length, value.data);
    if (length > 0 && (size_t)length < room)
        summary->length += (size_t)length;
    summary->text[summary->length] = '\0';
}

static smtpcodes_text_t summary_text(const char *text)
{
    smtpcodes_text_t result;

    result.data = text;
    result.length = strlen(text);
    return result;
}

static void summary_of(struct summary *summary, const smtpcodes_verdict_t *verdict)
{
    char seconds[24];

    summary->length = 0;
    summary->text[0] = '\0';
    summary_add(summary, summary_text("category"), smtpcodes_category_id(verdict->category));
    summary_add(summary, summary_text("side"), smtpcodes_side_id(verdict->side));
    summary_add(summary, summary_text("bounce"), smtpcodes_bounce_id(verdict->bounce));
    summary_add(summary, summary_text("action"), smtpcodes_action_id(verdict->action));
    summary_add(summary, smtpcodes_evidence_kind_id(verdict->evidence_kind), verdict->evidence_id);
    summary_add(summary, summary_text("blocklist"), smtpcodes_blocklist_id(verdict->blocklist));
    if (verdict->retry_after >= 0) {
        snprintf(seconds, sizeof seconds, "%lld", (long long)verdict->retry_after);
        summary_add(summary, summary_text("retry_after"), summary_text(seconds));
    }
}

#endif
