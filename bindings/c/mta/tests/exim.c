/* The plugin, called as Exim calls it. */

#include <assert.h>

#include "../exim.c"

static const char *call(int count, const char *reply, const char *field, const char *host, int expected)
{
    unsigned char *arguments[4], *result = NULL;

    arguments[0] = (unsigned char *)reply;
    arguments[1] = (unsigned char *)field;
    arguments[2] = (unsigned char *)host;
    arguments[3] = (unsigned char *)"";
    assert(smtpcodes_exim(&result, count, arguments) == expected);
    assert(result != NULL);
    return (const char *)result;
}

static void expect(const char *reply, const char *field, const char *result)
{
    assert(strcmp(call(2, reply, field, NULL, EXIM_OK), result) == 0);
}

int main(void)
{
    static char huge[100000];
    unsigned seed = 1;
    int i, n;

    expect("550 5.1.1", "", "category=user_unknown side=recipient bounce=hard action=suppress enhanced_code=5.1.1");
    expect("550 5.1.1", "summary",
           "category=user_unknown side=recipient bounce=hard action=suppress enhanced_code=5.1.1");
    expect("550 5.1.1", "bounce", "hard");
    expect("550 5.1.1", "severity", "permanent");
    expect("550 5.1.1", "category", "user_unknown");
    expect("550 5.1.1", "side", "recipient");
    expect("550 5.1.1", "action", "suppress");
    expect("550 5.1.1", "evidence", "5.1.1");
    expect("550 5.1.1", "provider", "");
    expect("550 5.1.1", "blocklist", "");
    expect("550 5.1.1", "retry_after", "");
    expect("", "", "category=unknown side=none bounce=none action=none");
    expect("451 4.7.1 Greylisted, please try again in 5 minutes", "retry_after", "300");
    expect("554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org", "blocklist", "spamhaus_zen");
    /* As Exim writes bytes that are not printable, lines among them. */
    expect("550 Empf\\303\\244nger unbekannt", "category", "user_unknown");
    expect("550-5.1.1 No such\\n550 5.1.1 user", "category", "user_unknown");
    expect("550 \\", "category", "unknown");
    expect("550 \\30", "category", "unknown");
    expect("550 \\\\n\\x", "category", "unknown");

    assert(strcmp(call(1, "550 5.1.1", NULL, NULL, EXIM_OK), call(2, "550 5.1.1", "", NULL, EXIM_OK)) == 0);
    /* The host tells whose code it is. */
    assert(strcmp(call(3, "550 5.7.29 see our guidelines", "category", "gmail-smtp-in.l.google.com", EXIM_OK),
                  "tls_failed")
           == 0);
    call(3, "550 5.1.1", "", "\xff\xfe", EXIM_OK);

    assert(strstr(call(2, "550", "colour", NULL, EXIM_ERROR), "no such field") != NULL);
    assert(strstr(call(0, NULL, NULL, NULL, EXIM_ERROR), "expected") != NULL);
    assert(strstr(call(4, "550", "", "", EXIM_ERROR), "expected") != NULL);

    for (n = 0; n < 2000; n++) {
        for (i = 0; i < n * 40; i++) {
            seed = seed * 1664525u + 1013904223u;
            huge[i] = (char)(1 + (seed >> 16) % 255);
        }
        huge[i] = '\0';
        call(2, huge, "", NULL, EXIM_OK);
    }
    return 0;
}
