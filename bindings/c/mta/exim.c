/*
 * Verdicts in string expansions of Exim:
 *
 *     ${dlfunc{/usr/lib/x86_64-linux-gnu/smtpcodes/exim.so}{smtpcodes_exim}{REPLY}{FIELD}{HOST}}
 *
 * FIELD and HOST can be left out; an empty FIELD is the summary. docs/mta/exim.md shows what to do with it.
 *
 * No header of Exim is needed: a function for dlfunc has only plain types.
 */

#include "summary.h"

/* What Exim expects to be returned. */
enum { EXIM_OK = 0, EXIM_ERROR = 3 };

/* What of a verdict can be asked for besides the summary. */
struct field {
    const char *name;
    smtpcodes_text_t (*value)(const smtpcodes_verdict_t *verdict);
};

#define FIELD(field) \
    static smtpcodes_text_t field##_of(const smtpcodes_verdict_t *verdict) \
    { \
        return smtpcodes_##field##_id(verdict->field); \
    }
FIELD(severity)
FIELD(category)
FIELD(bounce)
FIELD(side)
FIELD(action)
FIELD(provider)
FIELD(blocklist)
#undef FIELD

static smtpcodes_text_t evidence_of(const smtpcodes_verdict_t *verdict)
{
    return verdict->evidence_id;
}

static smtpcodes_text_t retry_after_of(const smtpcodes_verdict_t *verdict)
{
    static char seconds[24];

    seconds[0] = '\0';
    if (verdict->retry_after >= 0)
        snprintf(seconds, sizeof seconds, "%lld", (long long)verdict->retry_after);
    return summary_text(seconds);
}

static const struct field fields[] = {
    {"severity", severity_of}, {"category", category_of},   {"bounce", bounce_of},
    {"side", side_of},         {"action", action_of},       {"provider", provider_of},
    {"blocklist", blocklist_of}, {"evidence", evidence_of}, {"retry_after", retry_after_of},
};

/* The bytes of a reply. Exim writes those that are not printable as in `\n` and `\303\244`. */
static size_t plain(const unsigned char *text, char *to, size_t size)
{
    size_t length = 0;

    while (*text != '\0' && length < size) {
        unsigned char byte = *text++;

        if (byte == '\\' && *text >= '0' && *text <= '3' && text[1] >= '0' && text[1] <= '7' && text[2] >= '0'
            && text[2] <= '7') {
            byte = (unsigned char)((text[0] - '0') * 64 + (text[1] - '0') * 8 + (text[2] - '0'));
            text += 3;
        } else if (byte == '\\' && *text != '\0' && strchr("nrt\\", *text) != NULL) {
            byte = *text == 'n' ? '\n' : *text == 'r' ? '\r' : *text == 't' ? '\t' : '\\';
            text++;
        }
        to[length++] = (char)byte;
    }
    return length;
}

#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
int smtpcodes_exim(unsigned char **yield, int argc, unsigned char *argv[]);

int smtpcodes_exim(unsigned char **yield, int argc, unsigned char *argv[])
{
    /* It has to outlive the call, and Exim has one thread. */
    static struct summary result;
    /* As much as a verdict goes by. */
    static char reply[16 * 1024];
    smtpcodes_context_t context;
    smtpcodes_verdict_t verdict;
    const char *name = argc > 1 ? (const char *)argv[1] : "";
    size_t i;

    result.length = 0;
    result.text[0] = '\0';
    *yield = (unsigned char *)result.text;
    if (argc < 1 || argc > 3) {
        *yield = (unsigned char *)"smtpcodes_exim: expected a reply, and perhaps a field and a host";
        return EXIM_ERROR;
    }
    memset(&context, 0, sizeof context);
    context.size = sizeof context;
    if (argc > 2)
        context.remote_host = summary_text((const char *)argv[2]);
    verdict.size = sizeof verdict;
    if (smtpcodes_classify(reply, plain(argv[0], reply, sizeof reply), &context, &verdict) != SMTPCODES_OK)
        return EXIM_OK; /* Trouble of ours is none of the mail's: the result is empty. */

    if (*name == '\0' || strcmp(name, "summary") == 0) {
        summary_of(&result, &verdict);
        return EXIM_OK;
    }
    for (i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(name, fields[i].name) == 0) {
            smtpcodes_text_t value = fields[i].value(&verdict);

            snprintf(result.text, sizeof result.text, "%.*s", (int)value.length, value.data != NULL ? value.data : "");
            return EXIM_OK;
        }
    }
    *yield = (unsigned char *)"smtpcodes_exim: no such field";
    return EXIM_ERROR;
}
