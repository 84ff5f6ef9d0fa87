/* The cases that every language's tests run, field by field. */

#include "support.h"

struct conformance_case {
    const char *id;
    const unsigned char *reply;
    size_t length;
    const char *remote_host;
    const char *context_provider;
    const char *command;
    const char *sending_ip;
    uint16_t reply_code;
    const char *enhanced_code;
    const char *severity;
    const char *category;
    const char *bounce;
    const char *side;
    const char *action;
    const char *provider;
    const char *blocklist;
    int64_t retry_after;
    int conflict;
    const char *evidence_kind;
    const char *evidence_id;
    uint32_t evidence_start;
    uint32_t evidence_end;
};

/* Generated from the conformance cases. */
#include "cases.h"

static smtpcodes_text_t text(const char *string)
{
    smtpcodes_text_t text;
    text.data = string;
    text.length = string == NULL ? 0 : strlen(string);
    return text;
}

static smtpcodes_context_t context_of(const struct conformance_case *one)
{
    smtpcodes_context_t context;
    memset(&context, 0, sizeof context);
    context.size = sizeof context;
    context.remote_host = text(one->remote_host);
    context.sending_ip = text(one->sending_ip);
    if (one->context_provider != NULL)
        CHECK(smtpcodes_provider_from_id(one->context_provider, SMTPCODES_NUL_TERMINATED,
                                         &context.provider) == SMTPCODES_OK);
    if (one->command != NULL) {
        CHECK(smtpcodes_command_from_id(one->command, SMTPCODES_NUL_TERMINATED, &context.command)
              == SMTPCODES_OK);
        context.has_command = 1;
    }
    return context;
}

static int differs(const struct conformance_case *one, const char *field, int same)
{
    if (!same)
        fprintf(stderr, "case %s: %s\n", one->id, field);
    return !same;
}

static int failures(const struct conformance_case *one, const smtpcodes_verdict_t *verdict)
{
    const smtpcodes_enhanced_code_t code = verdict->enhanced_code;
    char enhanced[16] = "";
    int wrong = 0;

    if (code.class_ != 0)
        snprintf(enhanced, sizeof enhanced, "%u.%u.%u", code.class_ % 10u, code.subject % 1000u, code.detail % 1000u);
    wrong += differs(one, "reply_code", verdict->reply_code == one->reply_code);
    wrong += differs(one, "enhanced_code",
                     strcmp(enhanced, one->enhanced_code == NULL ? "" : one->enhanced_code) == 0);
    wrong += differs(one, "severity", is(smtpcodes_severity_id(verdict->severity), one->severity));
    wrong += differs(one, "category", is(smtpcodes_category_id(verdict->category), one->category));
    wrong += differs(one, "bounce", is(smtpcodes_bounce_id(verdict->bounce), one->bounce));
    wrong += differs(one, "side", is(smtpcodes_side_id(verdict->side), one->side));
    wrong += differs(one, "action", is(smtpcodes_action_id(verdict->action), one->action));
    wrong += differs(one, "provider", is(smtpcodes_provider_id(verdict->provider), one->provider));
    wrong += differs(one, "blocklist", is(smtpcodes_blocklist_id(verdict->blocklist), one->blocklist));
    wrong += differs(one, "retry_after", verdict->retry_after == one->retry_after);
    wrong += differs(one, "conflict", verdict->conflict == one->conflict);
    wrong += differs(one, "evidence.kind", is(smtpcodes_evidence_kind_id(verdict->evidence_kind), one->evidence_kind));
    wrong += differs(one, "evidence.id",
                     is(verdict->evidence_id, one->evidence_id[0] == '\0' ? NULL : one->evidence_id));
    wrong += differs(one, "evidence.start", verdict->evidence_start == one->evidence_start);
    wrong += differs(one, "evidence.end", verdict->evidence_end == one->evidence_end);
    return wrong;
}

int main(void)
{
    static smtpcodes_text_t replies[CASE_COUNT];
    static smtpcodes_context_t contexts[CASE_COUNT];
    static smtpcodes_verdict_t verdicts[CASE_COUNT];
    size_t place;
    int wrong = 0;

    for (place = 0; place < CASE_COUNT; place++) {
        smtpcodes_verdict_t verdict;
        replies[place].data = (const char *)cases[place].reply;
        replies[place].length = cases[place].length;
        contexts[place] = context_of(&cases[place]);
        verdict.size = sizeof verdict;
        CHECK(smtpcodes_classify(replies[place].data, replies[place].length, &contexts[place], &verdict)
              == SMTPCODES_OK);
        wrong += failures(&cases[place], &verdict);
    }
    verdicts[0].size = sizeof verdicts[0];
    CHECK(smtpcodes_classify_batch(NULL, replies, contexts, CASE_COUNT, verdicts) == SMTPCODES_OK);
    for (place = 0; place < CASE_COUNT; place++)
        wrong += failures(&cases[place], &verdicts[place]);
    CHECK(wrong == 0);
    return 0;
}
