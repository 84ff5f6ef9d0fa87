/* One reply, many replies, and whatever else callers may pass. */

#include "support.h"

static void one_reply(void)
{
    const char *reply = "550 5.7.1 Blocked, see zen.spamhaus.org";
    smtpcodes_verdict_t verdict = classified(reply, NULL);

    CHECK(verdict.reply_code == 550 && verdict.enhanced_code.class_ == 5);
    CHECK(verdict.severity == SMTPCODES_SEVERITY_PERMANENT);
    CHECK(verdict.category == SMTPCODES_CATEGORY_IP_BLOCKLISTED);
    CHECK(verdict.bounce == SMTPCODES_BOUNCE_SOFT && verdict.side == SMTPCODES_SIDE_SENDER);
    CHECK(verdict.action == SMTPCODES_ACTION_REQUEST_DELISTING);
    CHECK(verdict.blocklist == SMTPCODES_BLOCKLIST_SPAMHAUS_ZEN && verdict.provider == 0);
    CHECK(verdict.retry_after == -1 && verdict.is_failure && !verdict.should_suppress);
    CHECK(verdict.evidence_kind == SMTPCODES_EVIDENCE_KIND_RULE && verdict.evidence_id.length > 0);
    CHECK(verdict.evidence_start < verdict.evidence_end && verdict.evidence_end <= strlen(reply));

    verdict = classified("451 4.7.1 Greylisted, try again in 300 seconds", NULL);
    CHECK(verdict.retry_after == 300 && verdict.is_retryable);

    verdict = classified("", NULL);
    CHECK(verdict.category == SMTPCODES_CATEGORY_UNKNOWN && verdict.reply_code == 0);
    CHECK(verdict.evidence_kind == SMTPCODES_EVIDENCE_KIND_NONE && is(verdict.evidence_id, NULL));
}

static void sizes(void)
{
    struct {
        smtpcodes_verdict_t verdict;
        unsigned char behind[64];
    } larger;
    smtpcodes_verdict_t verdict;
    const size_t older = offsetof(smtpcodes_verdict_t, severity);
    size_t place;

    /* A caller of an older version gets the fields that it has, and no byte more. */
    memset(&verdict, 0xee, sizeof verdict);
    verdict.size = older;
    CHECK(smtpcodes_classify("550 5.1.1 x", 11, NULL, &verdict) == SMTPCODES_OK);
    CHECK(verdict.reply_code == 550 && verdict.size == older);
    for (place = older; place < sizeof verdict; place++)
        CHECK(((unsigned char *)&verdict)[place] == 0xee);

    /* A caller of a newer version gets what there is; the rest stays. */
    memset(&larger, 0xee, sizeof larger);
    larger.verdict.size = sizeof larger;
    CHECK(smtpcodes_classify("550 5.1.1 x", 11, NULL, &larger.verdict) == SMTPCODES_OK);
    CHECK(larger.verdict.category == SMTPCODES_CATEGORY_USER_UNKNOWN);
    CHECK(larger.verdict.size == sizeof larger);
    for (place = 0; place < sizeof larger.behind; place++)
        CHECK(larger.behind[place] == 0xee);

    /* What no version has is refused, and nothing is written. */
    memset(&verdict, 0xee, sizeof verdict);
    CHECK(smtpcodes_classify("550", 3, NULL, &verdict) == SMTPCODES_ERROR_SIZE);
    verdict.size = 0;
    CHECK(smtpcodes_classify("550", 3, NULL, &verdict) == SMTPCODES_ERROR_SIZE);
    verdict.size = sizeof(size_t);
    CHECK(smtpcodes_classify("550", 3, NULL, &verdict) == SMTPCODES_ERROR_SIZE);
    CHECK(verdict.reply_code == 0xeeee);
}

static void contexts(void)
{
    const char *reply = "421 4.2.1 slow down";
    smtpcodes_context_t context;
    smtpcodes_verdict_t verdict;

    memset(&context, 0, sizeof context);
    context.size = sizeof context;
    CHECK(classified(reply, &context).category == classified(reply, NULL).category);

    context.provider = SMTPCODES_PROVIDER_GMAIL;
    CHECK(classified(reply, &context).provider == SMTPCODES_PROVIDER_GMAIL);
    context.provider = 0;
    context.remote_host.data = "gmail-smtp-in.l.google.com";
    context.remote_host.length = SMTPCODES_NUL_TERMINATED;
    CHECK(classified(reply, &context).provider == SMTPCODES_PROVIDER_GMAIL);
    context.remote_host.data = "mx.google.com[192.0.2.1]:25";
    CHECK(classified(reply, &context).provider == SMTPCODES_PROVIDER_GMAIL);
    context.sending_ip.data = "2001:db8::1";
    context.sending_ip.length = 11;
    context.has_command = 1;
    context.command = SMTPCODES_COMMAND_DATA;
    CHECK(classified(reply, &context).provider == SMTPCODES_PROVIDER_GMAIL);

    /* An older caller knows fewer fields, a newer one more. */
    context.size = offsetof(smtpcodes_context_t, provider);
    context.provider = 0xffff;
    CHECK(classified(reply, &context).provider == SMTPCODES_PROVIDER_GMAIL);

    memset(&verdict, 0xee, sizeof verdict);
    verdict.size = sizeof verdict;
    context.size = sizeof context;
    CHECK(smtpcodes_classify(reply, 5, &context, &verdict) == SMTPCODES_ERROR_NUMBER);
    context.provider = 0;
    context.command = 0xffff;
    CHECK(smtpcodes_classify(reply, 5, &context, &verdict) == SMTPCODES_ERROR_NUMBER);
    context.has_command = 0;
    CHECK(smtpcodes_classify(reply, 5, &context, &verdict) == SMTPCODES_OK);
    memset(&verdict, 0xee, sizeof verdict);
    verdict.size = sizeof verdict;
    context.sending_ip.data = "300.0.0.1";
    context.sending_ip.length = 9;
    CHECK(smtpcodes_classify(reply, 5, &context, &verdict) == SMTPCODES_ERROR_SYNTAX);
    context.sending_ip.data = "\377";
    context.sending_ip.length = 1;
    CHECK(smtpcodes_classify(reply, 5, &context, &verdict) == SMTPCODES_ERROR_UTF8);
    context.sending_ip.data = NULL;
    context.remote_host.data = "\300\200";
    context.remote_host.length = 2;
    CHECK(smtpcodes_classify(reply, 5, &context, &verdict) == SMTPCODES_ERROR_UTF8);
    context.size = 0;
    CHECK(smtpcodes_classify(reply, 5, &context, &verdict) == SMTPCODES_ERROR_SIZE);
    CHECK(verdict.reply_code == 0xeeee);
}

static void batches(void)
{
    smtpcodes_text_t replies[3] = {{"550 5.1.1 x", 11}, {"452 4.2.2 x", SMTPCODES_NUL_TERMINATED}, {NULL, 0}};
    smtpcodes_verdict_t verdicts[3];
    smtpcodes_context_t contexts[3];

    memset(verdicts, 0xee, sizeof verdicts);
    verdicts[0].size = sizeof verdicts[0];
    CHECK(smtpcodes_classify_batch(NULL, replies, NULL, 3, verdicts) == SMTPCODES_OK);
    CHECK(verdicts[0].category == SMTPCODES_CATEGORY_USER_UNKNOWN);
    CHECK(verdicts[1].category == SMTPCODES_CATEGORY_MAILBOX_FULL && verdicts[1].size == sizeof verdicts[1]);
    CHECK(verdicts[2].category == SMTPCODES_CATEGORY_UNKNOWN);

    memset(contexts, 0, sizeof contexts);
    contexts[0].size = sizeof contexts[0];
    contexts[1].provider = SMTPCODES_PROVIDER_GMAIL;
    CHECK(smtpcodes_classify_batch(NULL, replies, contexts, 3, verdicts) == SMTPCODES_OK);
    CHECK(verdicts[0].provider == 0 && verdicts[1].provider == SMTPCODES_PROVIDER_GMAIL);

    /* A fault anywhere is found before anything is written. */
    memset(verdicts, 0xee, sizeof verdicts);
    verdicts[0].size = sizeof verdicts[0];
    replies[2].length = 1;
    CHECK(smtpcodes_classify_batch(NULL, replies, NULL, 3, verdicts) == SMTPCODES_ERROR_NULL);
    replies[2].length = 0;
    contexts[2].provider = 0xffff;
    CHECK(smtpcodes_classify_batch(NULL, replies, contexts, 3, verdicts) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_classify_batch(NULL, NULL, NULL, 3, verdicts) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classify_batch(NULL, replies, NULL, 3, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(verdicts[0].reply_code == 0xeeee);
    CHECK(smtpcodes_classify_batch(NULL, NULL, NULL, 0, NULL) == SMTPCODES_OK);
    verdicts[0].size = 0;
    CHECK(smtpcodes_classify_batch(NULL, replies, NULL, 3, verdicts) == SMTPCODES_ERROR_SIZE);
}

/* Bytes that only look random, the same in each run. */
static void garbage(void)
{
    static const char likely[] = " 0123455.--\n\r:blockedfull";
    static unsigned char bytes[40000];
    uint32_t state = 12345;
    size_t place, round;
    smtpcodes_verdict_t verdict;
    smtpcodes_text_t url;
    smtpcodes_reply_t reply;

    verdict.size = sizeof verdict;
    reply.size = sizeof reply;
    for (round = 0; round < 200; round++) {
        const size_t length = round < 190 ? round * 7 : sizeof bytes - round;
        for (place = 0; place < length; place++) {
            state = state * 1664525u + 1013904223u;
            if (round % 2)
                bytes[place] = (unsigned char)(state >> 24);
            else
                bytes[place] = (unsigned char)likely[(state >> 24) % (sizeof likely - 1)];
        }
        CHECK(smtpcodes_classify((const char *)bytes, length, NULL, &verdict) == SMTPCODES_OK);
        CHECK(verdict.evidence_start <= verdict.evidence_end && verdict.evidence_end <= length);
        CHECK(smtpcodes_reply_parse((const char *)bytes, length, &reply) == SMTPCODES_OK);
        (void)smtpcodes_help_url((const char *)bytes, length, &url);
    }
}

int main(void)
{
    smtpcodes_verdict_t verdict;

    verdict.size = sizeof verdict;
    one_reply();
    sizes();
    contexts();
    batches();
    garbage();
    CHECK(smtpcodes_classify(NULL, 0, NULL, &verdict) == SMTPCODES_OK);
    CHECK(smtpcodes_classify(NULL, 1, NULL, &verdict) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classify(NULL, SMTPCODES_NUL_TERMINATED, NULL, &verdict) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classify("x", (size_t)-2, NULL, &verdict) == SMTPCODES_ERROR_SIZE);
    CHECK(smtpcodes_classify("x", 1, NULL, NULL) == SMTPCODES_ERROR_NULL);
    return 0;
}
