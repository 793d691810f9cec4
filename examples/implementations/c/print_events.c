/* For `--one-shot`: reads one stream from the standard input and writes each event as a line of JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { char *bytes; size_t length, room; } Text;

static void append(Text *text, const char *bytes, size_t length) {
    if (text->length + length > text->room) {
        text->room = 2 * (text->length + length);
        text->bytes = realloc(text->bytes, text->room);
        if (!text->bytes) exit(1);
    }
    if (length) memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
}

static void set(Text *text, const char *bytes, size_t length) {
    text->length = 0;
    append(text, bytes, length);
}

/* Bytes of the character that begins here, or of the part of one that is not UTF-8: that is one U+FFFD. */
static size_t character(const unsigned char *at, size_t left, int *valid) {
    unsigned char first = *at, low = 0x80, high = 0xBF;
    size_t size = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (first == 0xE0) low = 0xA0;  /* no detours, no surrogates, nothing above U+10FFFF */
    if (first == 0xED) high = 0x9F;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
    size_t good = 1;
    while (good < size && good < left && at[good] >= low && at[good] <= high) {
        good++;
        low = 0x80, high = 0xBF;
    }
    *valid = size > 0 && good == size;
    return good;
}

static void print_text(const char *name, const char *bytes, size_t length) {
    const unsigned char *at = (const unsigned char *)bytes;
    printf("\"%s\":\"", name);
    for (size_t i = 0, size; i < length; i += size) {
        int valid;
        size = character(at + i, length - i, &valid);
        if (!valid) printf("\\ufffd");
        else if (at[i] < 0x20 || at[i] == '"' || at[i] == '\\') printf("\\u%04x", at[i]);
        else fwrite(at + i, 1, size, stdout);
    }
    putchar('"');
}

static Text type, data, id;
static int lines_of_data;

static void dispatch(void) {
    if (lines_of_data) {
        putchar('{');
        if (type.length) print_text("type", type.bytes, type.length);
        else print_text("type", "message", 7);
        putchar(',');
        print_text("data", data.bytes, data.length - 1); /* without the last line feed */
        putchar(',');
        print_text("id", id.bytes, id.length);
        puts("}");
    }
    type.length = data.length = 0;
    lines_of_data = 0;
}

static void field(const char *line, size_t length) {
    const char *colon = memchr(line, ':', length);
    size_t name = colon ? (size_t)(colon - line) : length;
    const char *value = colon ? colon + 1 : line + length;
    size_t rest = (size_t)(line + length - value);
    if (rest && *value == ' ') value++, rest--;
    if (name == 4 && !memcmp(line, "data", 4)) {
        append(&data, value, rest);
        append(&data, "\n", 1);
        lines_of_data++;
    } else if (name == 5 && !memcmp(line, "event", 5)) {
        set(&type, value, rest);
    } else if (name == 2 && !memcmp(line, "id", 2) && !memchr(value, 0, rest)) {
        set(&id, value, rest);
    }
}

int main(void) {
    Text line = {0};
    int byte, before = 0;
    long first = 1;
    while ((byte = getchar()) != EOF) {
        if (byte != '\n' && byte != '\r') {
            char one = (char)byte;
            append(&line, &one, 1);
        } else if (byte == '\r' || before != '\r') {
            const char *start = line.bytes;
            size_t length = line.length;
            if (first && length >= 3 && !memcmp(start, "\xEF\xBB\xBF", 3)) start += 3, length -= 3;
            first = 0;
            if (length) field(start, length);
            else dispatch();
            line.length = 0;
        }
        before = byte;
    }
    return 0;
}
