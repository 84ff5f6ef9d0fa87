/* The example milter, with its server played by the test: the same bounce in pieces of every size, and noise. */

#include <assert.h>

#define main milter_main
#include "../../../../examples/milter/bounce_milter.c"
#undef main

static void *held;
static char told[64 * 1024];

void *smfi_getpriv(SMFICTX *context)
{
    (void)context;
    return held;
}

int smfi_setpriv(SMFICTX *context, void *data)
{
    (void)context;
    held = data;
    return MI_SUCCESS;
}

int smfi_addheader(SMFICTX *context, char *name, char *value)
{
    (void)context;
    assert(strpbrk(value, "\r\n") == NULL);
    assert(strlen(told) + strlen(name) + strlen(value) + 4 < sizeof told);
    strcat(strcat(strcat(strcat(told, name), ": "), value), "\n");
    return MI_SUCCESS;
}

int smfi_chgheader(SMFICTX *context, char *name, int index, char *value)
{
    char line[128];

    (void)context;
    assert(value == NULL);
    snprintf(line, sizeof line, "remove %s %d\n", name, index);
    strcat(told, line);
    return MI_SUCCESS;
}

int smfi_setconn(char *socket)
{
    (void)socket;
    return MI_FAILURE;
}

int smfi_register(struct smfiDesc milter)
{
    (void)milter;
    return MI_FAILURE;
}

int smfi_main(void)
{
    return MI_FAILURE;
}

static const char *read_mail(const char *sender, const char *body, size_t length, size_t piece)
{
    char *arguments[2];
    size_t at;

    arguments[0] = (char *)sender;
    arguments[1] = NULL;
    told[0] = '\0';
    assert(on_sender(NULL, arguments) == SMFIS_CONTINUE);
    on_header(NULL, "Subject", "hello");
    on_header(NULL, "x-smtpcodes-SIDE", "none");
    on_header(NULL, "X-Smtpcodes-Side", "none");
    for (at = 0; at < length; at += piece)
        on_body(NULL, (unsigned char *)body + at, length - at < piece ? length - at : piece);
    on_end(NULL);
    return told;
}

#define REMOVED "remove X-Smtpcodes-Side 2\nremove X-Smtpcodes-Side 1\n"
#define PART "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.org\r\n\r\n"

int main(void)
{
    static const char bounce[] = "words\r\n\r\n" PART
                                 "Final-Recipient: rfc822; a@example.org\r\n"
                                 "Status: 5.0.0\r\n"
                                 "Diagnostic-Code: smtp; 550 No such user\r\n  here\r\n"
                                 "\r\n"
                                 "final-recipient: rfc822; b@example.org\r\n"
                                 "status: 5.1.1\r\n"
                                 "--b--\r\n";
    static const char headers[] = REMOVED "X-Smtpcodes-Recipient: a@example.org\n"
                                          "X-Smtpcodes-Category: user_unknown\n"
                                          "X-Smtpcodes-Bounce: hard\n"
                                          "X-Smtpcodes-Side: recipient\n"
                                          "X-Smtpcodes-Action: suppress\n"
                                          "X-Smtpcodes-Recipient: b@example.org\n"
                                          "X-Smtpcodes-Category: user_unknown\n"
                                          "X-Smtpcodes-Bounce: hard\n"
                                          "X-Smtpcodes-Side: recipient\n"
                                          "X-Smtpcodes-Action: suppress\n";
    static char noise[40000];
    unsigned seed = 1;
    size_t piece, i;
    int n;

    for (piece = 1; piece <= sizeof bounce; piece++) {
        assert(strcmp(read_mail("<>", bounce, sizeof bounce - 1, piece), headers) == 0);
        assert(strcmp(read_mail("", bounce, sizeof bounce - 1, piece), headers) == 0);
    }
    assert(strcmp(read_mail("<a@example.org>", bounce, sizeof bounce - 1, 100), REMOVED) == 0);
    assert(strcmp(read_mail("<>", "", 0, 100), REMOVED) == 0);

    /* More recipients than are read, and fields longer than are kept. */
    i = (size_t)sprintf(noise, "%s", PART);
    for (n = 0; n < MAX_RECIPIENTS + 10; n++)
        i += (size_t)sprintf(noise + i, "Final-Recipient: rfc822; %d@example.org\r\nStatus: 5.1.1\r\n\r\n", n);
    read_mail("<>", noise, i, 1000);
    assert(strstr(told, "Recipient: 49@") != NULL && strstr(told, "Recipient: 50@") == NULL);
    i = (size_t)sprintf(noise, "%sFinal-Recipient: rfc822; ", PART);
    memset(noise + i, 'a', sizeof noise - i);
    memcpy(noise + sizeof noise - 20, "\r\nStatus: 5.1.1\r\n\r\n", 19);
    read_mail("<>", noise, sizeof noise - 1, 1000);
    assert(strstr(told, "Recipient: aaa") != NULL);

    for (n = 0; n < 3000; n++) {
        memcpy(noise, bounce, sizeof bounce);
        for (i = 0; i < 20; i++) {
            seed = seed * 1664525u + 1013904223u;
            noise[(seed >> 8) % sizeof bounce] = (char)(seed >> 24);
        }
        read_mail("<>", noise, sizeof bounce, 1 + (size_t)n % 200);
    }
    on_close(NULL);
    return 0;
}
