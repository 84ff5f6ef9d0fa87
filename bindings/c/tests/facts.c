/* What is known about codes, categories, providers, block lists and other products' words. */

#include "support.h"

static void codes(void)
{
    uint16_t code = 7;
    smtpcodes_enhanced_code_t enhanced = {1, 2, 3};
    smtpcodes_reply_t reply;
    smtpcodes_text_t url = {NULL, 0};

    CHECK(smtpcodes_reply_code_parse("550", 3, &code) == SMTPCODES_OK && code == 550);
    CHECK(smtpcodes_reply_code_parse("421 x", 3, &code) == SMTPCODES_OK && code == 421);
    CHECK(smtpcodes_reply_code_parse("421 x", 5, &code) == SMTPCODES_ERROR_SYNTAX);
    CHECK(smtpcodes_reply_code_parse("\377\376", 2, &code) == SMTPCODES_ERROR_SYNTAX);
    CHECK(smtpcodes_reply_code_parse(NULL, 0, &code) == SMTPCODES_ERROR_SYNTAX);
    CHECK(smtpcodes_reply_code_parse(NULL, 3, &code) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_code_parse("550", 3, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(code == 421);

    CHECK(smtpcodes_enhanced_code_parse("5.7.1", 5, &enhanced) == SMTPCODES_OK);
    CHECK(enhanced.class_ == 5 && enhanced.subject == 7 && enhanced.detail == 1);
    CHECK(smtpcodes_enhanced_code_parse("3.0.0", 5, &enhanced) == SMTPCODES_ERROR_SYNTAX);
    CHECK(smtpcodes_enhanced_code_parse("5.\377.1", 5, &enhanced) == SMTPCODES_ERROR_SYNTAX);
    CHECK(smtpcodes_enhanced_code_parse(NULL, 5, &enhanced) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_enhanced_code_parse("5.7.1", 5, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(enhanced.class_ == 5);

    reply.size = sizeof reply;
    CHECK(smtpcodes_reply_parse("452-4.2.2 one\r\n452 4.2.2 two", SMTPCODES_NUL_TERMINATED, &reply)
          == SMTPCODES_OK);
    CHECK(reply.code == 452 && reply.enhanced_code.subject == 2);
    CHECK(reply.severity == SMTPCODES_SEVERITY_TRANSIENT);
    CHECK(smtpcodes_reply_parse("", 0, &reply) == SMTPCODES_OK && reply.code == 0);
    CHECK(smtpcodes_reply_parse(NULL, 3, &reply) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_reply_parse("550", 3, NULL) == SMTPCODES_ERROR_NULL);
    reply.size = 0;
    CHECK(smtpcodes_reply_parse("550", 3, &reply) == SMTPCODES_ERROR_SIZE);

    CHECK(smtpcodes_help_url("550 see https://example.org/a.", SMTPCODES_NUL_TERMINATED, &url)
          == SMTPCODES_OK);
    CHECK_TEXT(url, "https://example.org/a");
    CHECK(smtpcodes_help_url("550", 3, &url) == SMTPCODES_ERROR_NOT_FOUND);
    CHECK(smtpcodes_help_url(NULL, 3, &url) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_help_url("550 https://example.org", 23, NULL) == SMTPCODES_ERROR_NULL);
}

static void explanations(void)
{
    smtpcodes_explanation_t all[SMTPCODES_EXPLANATIONS_MAX], one;
    size_t count = 99;
    smtpcodes_enhanced_code_t code = {5, 7, 26};

    all[0].size = sizeof all[0];
    CHECK(smtpcodes_explain("550", 3, all, SMTPCODES_EXPLANATIONS_MAX, &count) == SMTPCODES_OK && count >= 1);
    CHECK(all[0].kind == SMTPCODES_EXPLANATION_KIND_REPLY_CODE && all[0].number == 550);
    CHECK(all[0].title.length > 0 && all[0].meaning.length > 0 && all[0].is_known);
    CHECK(smtpcodes_explain("S3140", 5, NULL, 0, &count) == SMTPCODES_OK && count >= 1);
    CHECK(smtpcodes_explain("S3140", 5, all, 1, &count) == SMTPCODES_OK);
    CHECK(all[0].kind == SMTPCODES_EXPLANATION_KIND_VENDOR_CODE && is(all[0].id, "outlook-s3140"));
    CHECK(all[0].provider == SMTPCODES_PROVIDER_OUTLOOK);
    CHECK(all[0].advice_sender.length > 0 && all[0].advice_recipient.length > 0);
    CHECK(smtpcodes_explain("605", 3, all, 1, &count) == SMTPCODES_OK);
    CHECK(all[0].kind == SMTPCODES_EXPLANATION_KIND_PSEUDO_CODE && is(all[0].id, "605"));
    CHECK(all[0].number == 605 && all[0].provider == SMTPCODES_PROVIDER_MAILGUN);
    CHECK(smtpcodes_explain("MailboxFull", 11, all, 1, &count) == SMTPCODES_OK);
    CHECK(all[0].kind == SMTPCODES_EXPLANATION_KIND_LABEL && is(all[0].id, "mailboxfull"));
    CHECK(all[0].number == SMTPCODES_VOCABULARY_SISIMAI && all[0].title.length > 0);
    CHECK(smtpcodes_explain("550 5.1.1 no such user", SMTPCODES_NUL_TERMINATED, all, 2, &count)
          == SMTPCODES_OK);
    CHECK(count > 2 && all[1].size == sizeof all[0]);
    CHECK(all[1].kind == SMTPCODES_EXPLANATION_KIND_ENHANCED_CODE);
    CHECK(smtpcodes_explain("nothing of this kind", SMTPCODES_NUL_TERMINATED, all, SMTPCODES_EXPLANATIONS_MAX, &count)
          == SMTPCODES_OK);
    CHECK(count == 0);
    CHECK(smtpcodes_explain("\377", 1, all, SMTPCODES_EXPLANATIONS_MAX, &count) == SMTPCODES_ERROR_UTF8);
    CHECK(smtpcodes_explain("550", 3, NULL, 24, &count) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_explain("550", 3, all, 24, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_explain(NULL, 3, all, SMTPCODES_EXPLANATIONS_MAX, &count) == SMTPCODES_ERROR_NULL);
    all[0].size = 4097;
    CHECK(smtpcodes_explain("550", 3, all, SMTPCODES_EXPLANATIONS_MAX, &count) == SMTPCODES_ERROR_SIZE);
    CHECK(count == 0);

    one.size = sizeof one;
    CHECK(smtpcodes_reply_code_explain(421, &one) == SMTPCODES_OK && is(one.id, "421"));
    CHECK(smtpcodes_reply_code_explain(599, &one) == SMTPCODES_OK && !one.is_known);
    CHECK(smtpcodes_reply_code_explain(99, &one) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_reply_code_explain(550, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_enhanced_code_explain(code, &one) == SMTPCODES_OK);
    CHECK(is(one.id, "X.7.26") && one.enhanced_code.class_ == 5);
    CHECK(one.has_category && one.category == SMTPCODES_CATEGORY_EMAIL_AUTH_FAILED);
    code.detail = 999;
    CHECK(smtpcodes_enhanced_code_explain(code, &one) == SMTPCODES_OK && !one.is_known);
    code.class_ = 0xffff;
    CHECK(smtpcodes_enhanced_code_explain(code, &one) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_enhanced_code_explain(code, NULL) == SMTPCODES_ERROR_NULL);
}

static void entries(void)
{
    smtpcodes_category_facts_t category;
    smtpcodes_provider_facts_t provider;
    smtpcodes_blocklist_facts_t blocklist;
    smtpcodes_provider_t number = 7;

    category.size = sizeof category;
    CHECK(smtpcodes_category_facts(SMTPCODES_CATEGORY_USER_UNKNOWN, &category) == SMTPCODES_OK);
    CHECK(category.is_hard && category.action == SMTPCODES_ACTION_SUPPRESS);
    CHECK(category.transient_action == SMTPCODES_ACTION_RETRY);
    CHECK(category.side == SMTPCODES_SIDE_RECIPIENT && category.group == SMTPCODES_GROUP_RECIPIENT);
    CHECK(category.cause == SMTPCODES_CAUSE_UNIDENTIFIED_USER);
    CHECK(category.advice_sender.length > 0 && category.advice_recipient.length > 0);
    CHECK(smtpcodes_category_facts(0xffff, &category) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_category_facts(1, NULL) == SMTPCODES_ERROR_NULL);
    category.size = 1;
    CHECK(smtpcodes_category_facts(1, &category) == SMTPCODES_ERROR_SIZE);

    provider.size = sizeof provider;
    CHECK(smtpcodes_provider_facts(SMTPCODES_PROVIDER_GMAIL, &provider) == SMTPCODES_OK);
    CHECK(provider.kind == SMTPCODES_PROVIDER_KIND_MAILBOX);
    CHECK(smtpcodes_provider_facts(0, &provider) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_provider_facts(1, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_provider_from_host("Gmail-smtp-in.l.google.com.", SMTPCODES_NUL_TERMINATED, &number)
          == SMTPCODES_OK);
    CHECK(number == SMTPCODES_PROVIDER_GMAIL);
    CHECK(smtpcodes_provider_from_host("mx.google.com[192.0.2.1]:25", SMTPCODES_NUL_TERMINATED, &number)
          == SMTPCODES_OK);
    CHECK(number == SMTPCODES_PROVIDER_GMAIL);
    CHECK(smtpcodes_provider_from_host("example.org", 11, &number) == SMTPCODES_ERROR_NOT_FOUND);
    CHECK(smtpcodes_provider_from_host("\377", 1, &number) == SMTPCODES_ERROR_UTF8);
    CHECK(smtpcodes_provider_from_host(NULL, 1, &number) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_provider_from_host("google.com", 10, NULL) == SMTPCODES_ERROR_NULL);

    number = 0;
    CHECK(smtpcodes_provider_from_name("Gmail", 5, &number) == SMTPCODES_OK);
    CHECK(number == SMTPCODES_PROVIDER_GMAIL);
    CHECK(smtpcodes_provider_from_id("Gmail", 5, &number) == SMTPCODES_ERROR_NOT_FOUND);
    CHECK(smtpcodes_provider_from_name("nobody", 6, &number) == SMTPCODES_ERROR_NOT_FOUND);
    CHECK(smtpcodes_provider_from_name("\377", 1, &number) == SMTPCODES_ERROR_UTF8);
    CHECK(smtpcodes_provider_from_name("gmail", 5, NULL) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_command_from_name("MAIL FROM:<a@example.org>", SMTPCODES_NUL_TERMINATED, &number)
          == SMTPCODES_OK);
    CHECK(number == SMTPCODES_COMMAND_MAIL);
    CHECK(smtpcodes_command_from_name("NOOP", 4, &number) == SMTPCODES_ERROR_NOT_FOUND);
    CHECK(smtpcodes_command_from_name(NULL, 4, &number) == SMTPCODES_ERROR_NULL);

    blocklist.size = sizeof blocklist;
    CHECK(smtpcodes_blocklist_facts(SMTPCODES_BLOCKLIST_SPAMHAUS_ZEN, &blocklist) == SMTPCODES_OK);
    CHECK(blocklist.lists == SMTPCODES_LISTED_IP && is(blocklist.closed, NULL));
    CHECK(blocklist.operator_.length > 0 && blocklist.removal.length > 0);
    CHECK(smtpcodes_blocklist_facts(0, &blocklist) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_blocklist_facts(1, NULL) == SMTPCODES_ERROR_NULL);
}

static void crosswalk(void)
{
    smtpcodes_relation_t relation = 77;
    smtpcodes_text_t label = {NULL, 0};
    smtpcodes_label_t entry;
    smtpcodes_vocabulary_t vocabulary;
    size_t place, labels = 0;

    CHECK(smtpcodes_category_to_vocabulary(SMTPCODES_CATEGORY_MAILBOX_FULL, SMTPCODES_VOCABULARY_SISIMAI,
                                           &relation, &label) == SMTPCODES_OK);
    CHECK(relation == SMTPCODES_RELATION_EXACT && is(label, "mailboxfull"));
    CHECK(smtpcodes_category_to_vocabulary(0xffff, 1, &relation, &label) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_category_to_vocabulary(1, 0xffff, &relation, &label) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_category_to_vocabulary(1, 1, NULL, &label) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_category_to_vocabulary(1, 1, &relation, NULL) == SMTPCODES_ERROR_NULL);

    entry.size = sizeof entry;
    CHECK(smtpcodes_vocabulary_label(SMTPCODES_VOCABULARY_SISIMAI, "MailboxFull",
                                     SMTPCODES_NUL_TERMINATED, &entry) == SMTPCODES_OK);
    CHECK(entry.has_category && entry.category == SMTPCODES_CATEGORY_MAILBOX_FULL);
    CHECK(smtpcodes_vocabulary_label(SMTPCODES_VOCABULARY_SISIMAI, "onhold", 6, &entry) == SMTPCODES_OK);
    CHECK(!entry.has_category);
    CHECK(smtpcodes_vocabulary_label(1, "x", 1, &entry) == SMTPCODES_ERROR_NOT_FOUND);
    CHECK(smtpcodes_vocabulary_label(0, "x", 1, &entry) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_vocabulary_label(1, "\377", 1, &entry) == SMTPCODES_ERROR_UTF8);
    CHECK(smtpcodes_vocabulary_label(1, NULL, 1, &entry) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_vocabulary_label(1, "x", 1, NULL) == SMTPCODES_ERROR_NULL);

    for (place = 0; smtpcodes_vocabulary_label_at(SMTPCODES_VOCABULARY_SES, place, &entry) == SMTPCODES_OK; place++)
        labels += entry.label.length > 0;
    CHECK(labels == place && place > 1);
    CHECK(smtpcodes_vocabulary_label_at(1, (size_t)-1, &entry) == SMTPCODES_ERROR_NOT_FOUND);
    CHECK(smtpcodes_vocabulary_label_at(0, 0, &entry) == SMTPCODES_ERROR_NUMBER);
    CHECK(smtpcodes_vocabulary_label_at(1, 0, NULL) == SMTPCODES_ERROR_NULL);

    for (place = 0; smtpcodes_vocabulary_at(place, &vocabulary) == SMTPCODES_OK; place++)
        CHECK(smtpcodes_vocabulary_title(vocabulary).length > 0);
    CHECK(smtpcodes_vocabulary_source(SMTPCODES_VOCABULARY_SES).length > 0);
    CHECK_TEXT(smtpcodes_vocabulary_source(0xffff), (const char *)NULL);
}

int main(void)
{
    CHECK(strcmp(smtpcodes_version(), SMTPCODES_VERSION) == 0);
    CHECK(smtpcodes_abi_version() == SMTPCODES_ABI_VERSION);
    CHECK_TEXT(smtpcodes_result_message(SMTPCODES_OK), "done");
    CHECK(smtpcodes_result_message(SMTPCODES_ERROR_INTERNAL).length > 0);
    CHECK_TEXT(smtpcodes_result_message(-1), (const char *)NULL);
    CHECK_TEXT(smtpcodes_result_message(10), (const char *)NULL);
    codes();
    explanations();
    entries();
    crosswalk();
    return 0;
}
