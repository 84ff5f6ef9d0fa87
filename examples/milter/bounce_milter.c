/*
 * A milter for the mailbox that bounces come back to. It reads the reports in them (RFC 3464), and for each
 * recipient that failed adds
 *
 *     X-Smtpcodes-Recipient: a@example.org
 *     X-Smtpcodes-Category: user_unknown
 *     X-Smtpcodes-Bounce: hard
 *     X-Smtpcodes-Side: recipient
 *     X-Smtpcodes-Action: suppress
 *
 * in this order, so that filters and programs behind it need not read bounces. Headers of these names that
 * come from outside are removed. docs/mta/sendmail.md shows how to use it.
 *
 *     cc bounce_milter.c $(pkg-config --cflags --libs smtpcodes) -lmilter -lpthread -o bounce_milter
 *     ./bounce_milter unix:/run/bounce-milter
 */

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libmilter/mfapi.h>
#include <smtpcodes.h>

#define PREFIX "X-Smtpcodes-"
#define MAX_FIELD 4096
#define MAX_RECIPIENTS 50
#define MAX_ADDRESS 320

struct recipient {
    char address[MAX_ADDRESS];
    smtpcodes_verdict_t verdict;
};

/* The headers of ours, each with how often it came from outside. */
enum header { RECIPIENT, CATEGORY, BOUNCE, SIDE, ACTION, HEADERS };
static char *const names[HEADERS] = {PREFIX "Recipient", PREFIX "Category", PREFIX "Bounce", PREFIX "Side",
                                     PREFIX "Action"};

struct mail {
    int is_bounce;
    int forged[HEADERS];
    /* Where in the body we are: in a part's header, or in the report. */
    int in_report, report_begins;
    /* A field, unfolded as far as there is room. */
    char field[MAX_FIELD];
    size_t length;
    /* Whether the next byte begins a line. */
    int at_start;
    /* What the fields of this recipient have said. */
    char address[MAX_ADDRESS], status[64], diagnostic[MAX_FIELD], host[256];
    struct recipient recipients[MAX_RECIPIENTS];
    size_t count;
};

static void forget_recipient(struct mail *mail)
{
    mail->address[0] = mail->status[0] = mail->diagnostic[0] = mail->host[0] = '\0';
}

static void forget(struct mail *mail)
{
    memset(mail, 0, offsetof(struct mail, recipients));
    mail->at_start = 1;
    mail->count = 0;
}

/* A recipient's fields are complete. */
static void classify(struct mail *mail)
{
    const char *said = mail->diagnostic[0] != '\0' ? mail->diagnostic : mail->status;
    struct recipient *recipient = &mail->recipients[mail->count];
    smtpcodes_context_t context;

    if (mail->address[0] != '\0' && said[0] != '\0' && mail->count < MAX_RECIPIENTS) {
        memset(&context, 0, sizeof context);
        context.size = sizeof context;
        context.remote_host.data = mail->host;
        context.remote_host.length = strlen(mail->host);
        recipient->verdict.size = sizeof recipient->verdict;
        if (smtpcodes_classify(said, SMTPCODES_NUL_TERMINATED, &context, &recipient->verdict) == SMTPCODES_OK
            && recipient->verdict.is_failure) {
            memcpy(recipient->address, mail->address, sizeof recipient->address);
            mail->count++;
        }
    }
    forget_recipient(mail);
}

/* Copies what stands behind `NAME: TYPE;`, or behind `NAME:` if there is no type. */
static int take(const char *field, const char *name, char *to, size_t size)
{
    const char *value = field + strlen(name), *type;

    if (strncasecmp(field, name, strlen(name)) != 0)
        return 0;
    type = strchr(value, ';');
    if (type != NULL && strcasecmp(name, "Status:") != 0)
        value = type + 1;
    value += strspn(value, " \t");
    snprintf(to, size, "%s", value);
    return 1;
}

/* Whether a field says that its part of the mail has this type. */
static int is_type(const char *field, const char *type)
{
    static const char name[] = "Content-Type:";

    if (strncasecmp(field, name, sizeof name - 1) != 0)
        return 0;
    field += sizeof name - 1;
    return strncasecmp(field + strspn(field, " \t"), type, strlen(type)) == 0;
}

/* A field, or another line, of the body is complete. */
static void end_field(struct mail *mail)
{
    char *field = mail->field;

    field[mail->length] = '\0';
    if (strncmp(field, "--", 2) == 0) {
        classify(mail);
        mail->in_report = mail->report_begins = 0;
    } else if (mail->length == 0) {
        classify(mail);
        mail->in_report |= mail->report_begins;
        mail->report_begins = 0;
    } else if (!mail->in_report) {
        if (is_type(field, "message/delivery-status") || is_type(field, "message/global-delivery-status"))
            mail->report_begins = 1;
    } else {
        (void)(take(field, "Final-Recipient:", mail->address, sizeof mail->address)
               || take(field, "Status:", mail->status, sizeof mail->status)
               || take(field, "Diagnostic-Code:", mail->diagnostic, sizeof mail->diagnostic)
               || take(field, "Remote-MTA:", mail->host, sizeof mail->host));
    }
    mail->length = 0;
}

static struct mail *mail_of(SMFICTX *context)
{
    return smfi_getpriv(context);
}

static sfsistat on_sender(SMFICTX *context, char **arguments)
{
    struct mail *mail = mail_of(context);

    if (mail == NULL) {
        mail = malloc(sizeof *mail);
        if (mail == NULL || smfi_setpriv(context, mail) != MI_SUCCESS) {
            free(mail);
            return SMFIS_ACCEPT; /* Without memory the mail goes on as it is. */
        }
    }
    forget(mail);
    /*
     * Bounces have no sender: `<>`, or nothing at all where Postfix hands on what did not come by SMTP. Of
     * other mail we only remove what is forged.
     */
    mail->is_bounce = arguments[0][0] == '\0' || strcmp(arguments[0], "<>") == 0;
    return SMFIS_CONTINUE;
}

static sfsistat on_header(SMFICTX *context, char *name, char *value)
{
    struct mail *mail = mail_of(context);
    int header;

    (void)value;
    for (header = 0; header < HEADERS; header++)
        if (strcasecmp(name, names[header]) == 0)
            mail->forged[header]++;
    return SMFIS_CONTINUE;
}

static sfsistat on_body(SMFICTX *context, unsigned char *bytes, size_t count)
{
    struct mail *mail = mail_of(context);
    size_t i;

    for (i = 0; mail->is_bounce && i < count; i++) {
        unsigned char byte = bytes[i];
        int folded = (byte == ' ' || byte == '\t') && mail->length > 0;

        if (mail->at_start && !folded && mail->length > 0)
            end_field(mail);
        mail->at_start = byte == '\n';
        if (byte == '\n' && mail->length == 0) {
            /* An empty line is complete at once; a field might be folded. */
            end_field(mail);
        } else if (byte != '\n' && byte != '\r' && byte != '\0' && mail->length < MAX_FIELD - 1) {
            mail->field[mail->length++] = (char)byte;
        }
    }
    return SMFIS_CONTINUE;
}

static void add(SMFICTX *context, enum header header, smtpcodes_text_t value)
{
    char text[MAX_ADDRESS];

    snprintf(text, sizeof text, "%.*s", (int)value.length, value.data);
    smfi_addheader(context, names[header], text);
}

static sfsistat on_end(SMFICTX *context)
{
    struct mail *mail = mail_of(context);
    int header;
    size_t i;

    for (header = 0; header < HEADERS; header++)
        while (mail->forged[header] > 0)
            smfi_chgheader(context, names[header], mail->forged[header]--, NULL);
    if (!mail->is_bounce)
        return SMFIS_CONTINUE;
    end_field(mail);
    classify(mail);
    for (i = 0; i < mail->count; i++) {
        const struct recipient *recipient = &mail->recipients[i];
        const smtpcodes_verdict_t *verdict = &recipient->verdict;
        smtpcodes_text_t address;

        address.data = recipient->address;
        address.length = strlen(recipient->address);
        add(context, RECIPIENT, address);
        add(context, CATEGORY, smtpcodes_category_id(verdict->category));
        add(context, BOUNCE, smtpcodes_bounce_id(verdict->bounce));
        add(context, SIDE, smtpcodes_side_id(verdict->side));
        add(context, ACTION, smtpcodes_action_id(verdict->action));
    }
    return SMFIS_CONTINUE;
}

static sfsistat on_close(SMFICTX *context)
{
    free(mail_of(context));
    smfi_setpriv(context, NULL);
    return SMFIS_CONTINUE;
}

int main(int argc, char *argv[])
{
    struct smfiDesc milter;

    if (argc != 2) {
        fprintf(stderr, "usage: %s SOCKET, as in unix:/run/bounce-milter\n", argv[0]);
        return 2;
    }
    memset(&milter, 0, sizeof milter);
    milter.xxfi_name = "smtpcodes";
    milter.xxfi_version = SMFI_VERSION;
    milter.xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS;
    milter.xxfi_envfrom = on_sender;
    milter.xxfi_header = on_header;
    milter.xxfi_body = on_body;
    milter.xxfi_eom = on_end;
    milter.xxfi_close = on_close;
    if (smfi_setconn(argv[1]) != MI_SUCCESS || smfi_register(milter) != MI_SUCCESS)
        return 1;
    return smfi_main() == MI_SUCCESS ? 0 : 1;
}
