/* The lists of values: their numbers, ids and texts. */

#include "support.h"

/* What every list must do; `text` is its call for a title or name. */
#define CHECK_LIST(list, text)                                                                 \
    do {                                                                                       \
        smtpcodes_##list##_t number = 0, found = 0;                                            \
        size_t place = 0;                                                                      \
        for (; smtpcodes_##list##_at(place, &number) == SMTPCODES_OK; place++) {               \
            const smtpcodes_text_t id = smtpcodes_##list##_id(number);                         \
            CHECK(id.length > 0);                                                              \
            CHECK(smtpcodes_##list##_##text(number).length > 0);                               \
            CHECK(smtpcodes_##list##_from_id(id.data, id.length, &found) == SMTPCODES_OK);     \
            CHECK(found == number);                                                            \
        }                                                                                      \
        CHECK(place > 1);                                                                      \
        found = 77;                                                                            \
        CHECK(smtpcodes_##list##_at(place, &found) == SMTPCODES_ERROR_NOT_FOUND);              \
        CHECK(smtpcodes_##list##_at((size_t)-1, &found) == SMTPCODES_ERROR_NOT_FOUND);         \
        CHECK(smtpcodes_##list##_at(0, NULL) == SMTPCODES_ERROR_NULL);                         \
        CHECK(smtpcodes_##list##_from_id("of no list", 10, &found)                             \
              == SMTPCODES_ERROR_NOT_FOUND);                                                   \
        CHECK(smtpcodes_##list##_from_id("", 0, &found) == SMTPCODES_ERROR_NOT_FOUND);         \
        CHECK(smtpcodes_##list##_from_id(NULL, 5, &found) == SMTPCODES_ERROR_NULL);            \
        CHECK(smtpcodes_##list##_from_id("\377", 1, &found) == SMTPCODES_ERROR_UTF8);          \
        CHECK(smtpcodes_##list##_from_id("x", (size_t)-2, &found) == SMTPCODES_ERROR_SIZE);    \
        CHECK(found == 77);                                                                    \
        {                                                                                      \
            const smtpcodes_text_t id = smtpcodes_##list##_id(number);                         \
            CHECK(smtpcodes_##list##_from_id(id.data, id.length, NULL)                         \
                  == SMTPCODES_ERROR_NULL);                                                    \
        }                                                                                      \
        CHECK_TEXT(smtpcodes_##list##_id(0xffff), (const char *)NULL);                         \
        CHECK_TEXT(smtpcodes_##list##_##text(0xffff), (const char *)NULL);                     \
    } while (0)

#define CHECK_EXPLANATIONS(list)                                                               \
    do {                                                                                       \
        smtpcodes_##list##_t number = 0;                                                       \
        size_t place;                                                                          \
        for (place = 0; smtpcodes_##list##_at(place, &number) == SMTPCODES_OK; place++)        \
            CHECK(smtpcodes_##list##_meaning(number).length > 0);                          \
        CHECK_TEXT(smtpcodes_##list##_meaning(0xffff), (const char *)NULL);                \
    } while (0)

int main(void)
{
    smtpcodes_category_t category = 0;

    CHECK_LIST(severity, title);
    CHECK_LIST(category, title);
    CHECK_LIST(bounce, title);
    CHECK_LIST(side, title);
    CHECK_LIST(action, title);
    CHECK_LIST(group, title);
    CHECK_LIST(cause, title);
    CHECK_LIST(command, title);
    CHECK_LIST(vocabulary, title);
    CHECK_LIST(provider, name);
    CHECK_LIST(blocklist, name);

    CHECK_EXPLANATIONS(severity);
    CHECK_EXPLANATIONS(category);
    CHECK_EXPLANATIONS(bounce);
    CHECK_EXPLANATIONS(side);
    CHECK_EXPLANATIONS(action);
    CHECK_EXPLANATIONS(group);
    CHECK_EXPLANATIONS(cause);

    CHECK_TEXT(smtpcodes_category_id(SMTPCODES_CATEGORY_USER_UNKNOWN), "user_unknown");
    CHECK(smtpcodes_category_from_id("mailbox_full", SMTPCODES_NUL_TERMINATED, &category) == SMTPCODES_OK);
    CHECK(category == SMTPCODES_CATEGORY_MAILBOX_FULL);
    CHECK_TEXT(smtpcodes_action_id(SMTPCODES_ACTION_SUPPRESS), "suppress");
    CHECK_TEXT(smtpcodes_provider_id(SMTPCODES_PROVIDER_GMAIL), "gmail");
    CHECK_TEXT(smtpcodes_provider_id(0), (const char *)NULL);

    CHECK_TEXT(smtpcodes_evidence_kind_id(SMTPCODES_EVIDENCE_KIND_ENHANCED_CODE), "enhanced_code");
    CHECK_TEXT(smtpcodes_evidence_kind_id(0xffff), (const char *)NULL);
    CHECK_TEXT(smtpcodes_explanation_kind_id(SMTPCODES_EXPLANATION_KIND_VENDOR_CODE), "vendor_code");
    CHECK_TEXT(smtpcodes_explanation_kind_id(SMTPCODES_EXPLANATION_KIND_OTHER), (const char *)NULL);
    CHECK_TEXT(smtpcodes_relation_id(SMTPCODES_RELATION_BROADER), "broader");
    CHECK_TEXT(smtpcodes_relation_id(0xffff), (const char *)NULL);
    CHECK_TEXT(smtpcodes_provider_kind_id(SMTPCODES_PROVIDER_KIND_MTA), "mta");
    CHECK_TEXT(smtpcodes_provider_kind_id(0xffff), (const char *)NULL);
    CHECK_TEXT(smtpcodes_listed_id(SMTPCODES_LISTED_URL), "url");
    CHECK_TEXT(smtpcodes_listed_id(0xffff), (const char *)NULL);
    return 0;
}
