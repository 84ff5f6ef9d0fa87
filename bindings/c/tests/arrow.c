/* Columns of replies through the Arrow C Data Interface: each type of input, and inputs that lie. */

#include "support.h"

static int released;

static void release_array(struct ArrowArray *array)
{
    released++;
    array->release = NULL;
}

static void release_schema(struct ArrowSchema *schema)
{
    released++;
    schema->release = NULL;
}

static struct ArrowSchema schema_of(const char *format)
{
    struct ArrowSchema schema;
    memset(&schema, 0, sizeof schema);
    schema.format = format;
    schema.name = "";
    schema.release = release_schema;
    return schema;
}

static struct ArrowArray array_of(int64_t length, int64_t n_buffers, const void **buffers)
{
    struct ArrowArray array;
    memset(&array, 0, sizeof array);
    array.length = length;
    array.null_count = -1;
    array.n_buffers = n_buffers;
    array.buffers = buffers;
    array.release = release_array;
    return array;
}

/* The child of an output by its place; its name is checked. */
static const struct ArrowArray *child(const struct ArrowArray *array, const struct ArrowSchema *schema,
                                      int64_t place, const char *name)
{
    CHECK(place < array->n_children && array->n_children == schema->n_children);
    CHECK(strcmp(schema->children[place]->name, name) == 0);
    return array->children[place];
}

static int bit(const void *bits, int64_t place)
{
    return bits == NULL || (((const unsigned char *)bits)[place / 8] >> (place % 8) & 1);
}

/* The text at a row of a dictionary whose keys have `width` bytes; NULL where it is null. */
static int is_text(const struct ArrowArray *column, size_t width, int64_t row, const char *expected)
{
    const unsigned char *keys = column->buffers[1];
    const int32_t *offsets = column->dictionary->buffers[1];
    const char *data = column->dictionary->buffers[2];
    int32_t key = 0;
    int8_t small;
    int16_t medium;

    if (!bit(column->buffers[0], row))
        return expected == NULL;
    if (expected == NULL)
        return 0;
    if (width == 1) {
        memcpy(&small, keys + row, 1);
        key = small;
    } else if (width == 2) {
        memcpy(&medium, keys + 2 * row, 2);
        key = medium;
    } else {
        memcpy(&key, keys + 4 * row, 4);
    }
    return (size_t)(offsets[key + 1] - offsets[key]) == strlen(expected)
        && memcmp(data + offsets[key], expected, strlen(expected)) == 0;
}

static void release(struct ArrowArray *array, struct ArrowSchema *schema)
{
    array->release(array);
    schema->release(schema);
    CHECK(array->release == NULL && schema->release == NULL);
}

/* Three rows: an unknown user, null, a full mailbox. */
static void expect_three(const struct ArrowArray *in, const struct ArrowSchema *in_schema)
{
    struct ArrowArray out;
    struct ArrowSchema schema;
    const struct ArrowArray *evidence;

    CHECK(smtpcodes_classify_arrow(NULL, in, in_schema, &out, &schema) == SMTPCODES_OK);
    CHECK(strcmp(schema.format, "+s") == 0 && (schema.flags & ARROW_FLAG_NULLABLE));
    CHECK(out.length == 3 && out.null_count == 1 && out.offset == 0 && out.n_buffers == 1);
    CHECK(bit(out.buffers[0], 0) && !bit(out.buffers[0], 1) && bit(out.buffers[0], 2));
    CHECK(out.n_children == 12);
    CHECK(((const uint16_t *)child(&out, &schema, 0, "reply_code")->buffers[1])[2] == 452);
    CHECK(is_text(child(&out, &schema, 1, "enhanced_code"), 4, 0, "5.1.1"));
    CHECK(is_text(child(&out, &schema, 2, "severity"), 1, 2, "transient"));
    CHECK(is_text(child(&out, &schema, 3, "category"), 1, 0, "user_unknown"));
    CHECK(is_text(child(&out, &schema, 3, "category"), 1, 2, "mailbox_full"));
    CHECK(is_text(child(&out, &schema, 4, "bounce"), 1, 0, "hard"));
    CHECK(is_text(child(&out, &schema, 5, "side"), 1, 0, "recipient"));
    CHECK(is_text(child(&out, &schema, 6, "action"), 1, 0, "suppress"));
    CHECK(is_text(child(&out, &schema, 7, "provider"), 2, 0, NULL));
    CHECK(is_text(child(&out, &schema, 8, "blocklist"), 2, 0, NULL));
    CHECK(child(&out, &schema, 9, "retry_after")->null_count == 3);
    CHECK(strcmp(schema.children[10]->format, "b") == 0);
    evidence = child(&out, &schema, 11, "evidence");
    CHECK(evidence->length == 3 && evidence->n_children == 4);
    CHECK(is_text(child(evidence, schema.children[11], 0, "kind"), 1, 0, "enhanced_code"));
    CHECK(is_text(child(evidence, schema.children[11], 1, "id"), 4, 2, "4.2.2"));
    CHECK(((const uint32_t *)child(evidence, schema.children[11], 2, "start")->buffers[1])[2] == 4);
    CHECK(((const uint32_t *)child(evidence, schema.children[11], 3, "end")->buffers[1])[2] == 9);
    release(&out, &schema);
}

static const char DATA[] = "skipped550 5.1.1 xgarbage452 4.2.2 x";
static const int32_t SMALL[] = {0, 7, 18, 25, 36};
static const int64_t LARGE[] = {0, 7, 18, 25, 36};
/* The first is skipped by the offset, the third is null. */
static const unsigned char VALID[] = {0x0b};

static void plain_types(void)
{
    static const char *const SMALL_TYPES[] = {"u", "z"}, *const LARGE_TYPES[] = {"U", "Z"};
    const void *small[] = {VALID, SMALL, DATA}, *large[] = {VALID, LARGE, DATA};
    size_t i;

    for (i = 0; i < 2; i++) {
        struct ArrowSchema schema = schema_of(SMALL_TYPES[i]);
        struct ArrowArray array = array_of(3, 3, small);
        array.offset = 1;
        expect_three(&array, &schema);
        schema.format = LARGE_TYPES[i];
        array.buffers = large;
        expect_three(&array, &schema);
    }
}

/* A view as the format has it: a length, and then the text, or its first bytes, a buffer and an offset. */
static void put_view(unsigned char *view, const char *text, int32_t buffer, int32_t offset)
{
    const int32_t length = (int32_t)strlen(text);
    memset(view, 0, 16);
    memcpy(view, &length, 4);
    if (length <= 12) {
        memcpy(view + 4, text, (size_t)length);
    } else {
        memcpy(view + 4, text, 4);
        memcpy(view + 8, &buffer, 4);
        memcpy(view + 12, &offset, 4);
    }
}

static void views(void)
{
    static const char LONG[] = "..452 4.2.2 the mailbox";
    unsigned char views[3][16];
    const unsigned char valid[] = {0x05};
    int64_t lengths[] = {sizeof LONG - 1};
    const void *buffers[] = {valid, views, LONG, lengths};
    struct ArrowSchema schema = schema_of("vu");
    struct ArrowArray array = array_of(3, 4, buffers), out;
    struct ArrowSchema out_schema;

    put_view(views[0], "550 5.1.1 x", 0, 0);
    put_view(views[1], "", 0, 0);
    put_view(views[2], LONG + 2, 0, 2);
    expect_three(&array, &schema);

    /* Behind the end of its buffer, and in a buffer that is not there. */
    put_view(views[2], LONG + 2, 0, 3);
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
    put_view(views[2], LONG + 2, 1, 2);
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
    put_view(views[2], LONG + 2, -1, 2);
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
}

static void dictionaries(void)
{
    static const char *const FORMATS[] = {"c", "C", "s", "S", "i", "I", "l", "L"};
    static const size_t WIDTHS[] = {1, 1, 2, 2, 4, 4, 8, 8};
    const void *values_buffers[] = {NULL, SMALL, DATA};
    size_t i, place;

    for (i = 0; i < 8; i++) {
        unsigned char keys[4 * 8] = {0};
        const void *buffers[] = {VALID, keys};
        struct ArrowSchema values_schema = schema_of("u"), schema = schema_of(FORMATS[i]);
        struct ArrowArray values = array_of(4, 3, values_buffers), array = array_of(3, 2, buffers), out;
        struct ArrowSchema out_schema;
        const uint16_t probe = 1;
        const size_t low = *(const unsigned char *)&probe ? 0 : WIDTHS[i] - 1;
        const unsigned char wanted[] = {9, 1, 9, 3};

        /* Keys under a null, and in front of the offset, may be anything. */
        for (place = 0; place < 4; place++)
            keys[place * WIDTHS[i] + low] = wanted[place];
        array.offset = 1;
        array.dictionary = &values;
        schema.dictionary = &values_schema;
        expect_three(&array, &schema);

        /* A key of no value. */
        keys[3 * WIDTHS[i] + low] = 4;
        CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
        memset(keys + 3 * WIDTHS[i], 0xff, WIDTHS[i]);
        CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);

        /* A dictionary in the array alone, and one of dictionaries. */
        schema.dictionary = NULL;
        CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
        schema.dictionary = &values_schema;
        values_schema.dictionary = &values_schema;
        values.dictionary = &values;
        CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
    }
}

/* A structure of replies and what is known about them, which shows only a part of its children. */
static void structures(void)
{
    static const char REPLIES[] = "421 4.2.1 slow down421 4.2.1 slow down";
    static const int32_t REPLY_ENDS[] = {0, 0, 19, 38};
    static const char PROVIDERS[] = "gmailnobody";
    static const int32_t PROVIDER_ENDS[] = {0, 0, 5, 11};
    const void *reply_buffers[] = {NULL, REPLY_ENDS, REPLIES};
    const void *provider_buffers[] = {NULL, PROVIDER_ENDS, PROVIDERS};
    const unsigned char valid[] = {0x0e};
    const void *buffers[] = {valid};
    struct ArrowSchema reply_schema = schema_of("u"), provider_schema = schema_of("u"), schema = schema_of("+s");
    struct ArrowArray reply = array_of(3, 3, reply_buffers), provider = array_of(3, 3, provider_buffers);
    struct ArrowArray array = array_of(2, 1, buffers), out;
    struct ArrowSchema out_schema, *schemas[2];
    struct ArrowArray *children[2];

    reply_schema.name = "reply";
    provider_schema.name = "provider";
    schemas[0] = &provider_schema;
    schemas[1] = &reply_schema;
    children[0] = &provider;
    children[1] = &reply;
    array.offset = 1;
    array.n_children = schema.n_children = 2;
    array.children = children;
    schema.children = schemas;
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_OK);
    CHECK(out.length == 2 && out.null_count == 0);
    CHECK(is_text(child(&out, &out_schema, 7, "provider"), 2, 0, "gmail"));
    CHECK(is_text(child(&out, &out_schema, 7, "provider"), 2, 1, NULL));
    release(&out, &out_schema);

    array.length = 3;
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
    array.length = 2;
    reply_schema.name = "text";
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
    reply_schema.name = "reply";
    array.n_children = 1;
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
    array.n_children = 2;
    children[0] = NULL;
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_ERROR_ARROW);
}

static void empty_and_null(void)
{
    const void *none[] = {NULL, NULL, NULL};
    struct ArrowSchema schema = schema_of("u"), out_schema;
    struct ArrowArray array = array_of(0, 3, none), out;

    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_OK);
    CHECK(out.length == 0 && out.n_children == 12);
    release(&out, &out_schema);

    schema.format = "n";
    array = array_of(2, 0, NULL);
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_OK);
    CHECK(out.length == 2 && out.null_count == 2);
    release(&out, &out_schema);
}

/* A consumer may take a child and let the rest go. */
static void moved_children(void)
{
    const void *buffers[] = {NULL, SMALL, DATA};
    struct ArrowSchema schema = schema_of("u"), out_schema;
    struct ArrowArray array = array_of(4, 3, buffers), out, category, dictionary;

    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == SMTPCODES_OK);
    category = *out.children[3];
    out.children[3]->release = NULL;
    release(&out, &out_schema);
    CHECK(is_text(&category, 1, 3, "mailbox_full"));
    dictionary = *category.dictionary;
    category.dictionary->release = NULL;
    category.release(&category);
    CHECK(dictionary.length > 10);
    dictionary.release(&dictionary);
}

static void lies(void)
{
    static const int32_t BACKWARDS[] = {0, 11, 7}, NEGATIVE[] = {-5, 3, 5};
    const void *buffers[] = {NULL, SMALL, DATA};
    const void *backwards[] = {NULL, BACKWARDS, DATA}, *negative[] = {NULL, NEGATIVE, DATA};
    const void *no_offsets[] = {NULL, NULL, DATA}, *no_data[] = {NULL, SMALL, NULL};
    struct ArrowSchema schema = schema_of("u"), out_schema;
    struct ArrowArray array = array_of(2, 3, buffers), out;
    const struct ArrowArray sound = array;

    memset(&out, 0xee, sizeof out);
    memset(&out_schema, 0xee, sizeof out_schema);
#define REFUSED(result) \
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, &out_schema) == (result))
    CHECK(smtpcodes_classify_arrow(NULL, NULL, &schema, &out, &out_schema) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classify_arrow(NULL, &array, NULL, &out, &out_schema) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, NULL, &out_schema) == SMTPCODES_ERROR_NULL);
    CHECK(smtpcodes_classify_arrow(NULL, &array, &schema, &out, NULL) == SMTPCODES_ERROR_NULL);
    array.length = -1;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array.length = INT64_MAX;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array = sound;
    array.offset = INT64_MAX;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array = sound;
    array.n_buffers = 2;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array.n_buffers = -1;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array = sound;
    array.buffers = NULL;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array.buffers = backwards;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array.buffers = negative;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array.buffers = no_offsets;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array.buffers = no_data;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array = sound;
    array.release = NULL;
    REFUSED(SMTPCODES_ERROR_ARROW);
    array = sound;
    schema.format = NULL;
    REFUSED(SMTPCODES_ERROR_ARROW);
    schema.format = "g";
    REFUSED(SMTPCODES_ERROR_ARROW);
    schema.format = "+s";
    REFUSED(SMTPCODES_ERROR_ARROW);
    schema.format = "vu";
    array.n_buffers = 2;
    REFUSED(SMTPCODES_ERROR_ARROW);
    schema.format = "u";
    schema.release = NULL;
    REFUSED(SMTPCODES_ERROR_ARROW);
    CHECK(((const unsigned char *)&out)[0] == 0xee && ((const unsigned char *)&out_schema)[0] == 0xee);
}

int main(void)
{
    plain_types();
    views();
    dictionaries();
    structures();
    empty_and_null();
    moved_children();
    lies();
    /* The input stays the caller's. */
    CHECK(released == 0);
    return 0;
}
