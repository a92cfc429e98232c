#include "http.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A variable that is not set is the same as an empty one; the rest of the program need not care.
static const char *variable(const char *name, const char *otherwise)
{
    const char *value = getenv(name);
    return value != NULL ? value : otherwise;
}

struct request read_request(void)
{
    // Static, so that it is not on the stack: on the edge that has 64 KiB in all.
    static char body[BODY_MAX + 1];

    size_t announced = strtoul(variable("CONTENT_LENGTH", "0"), NULL, 10);
    bool too_large = announced > BODY_MAX;
    size_t length = too_large ? 0 : fread(body, 1, announced, stdin);
    body[length] = '\0';

    return (struct request){
        .method = variable("REQUEST_METHOD", "GET"),
        .path = variable("PATH_INFO", "/"),
        .content_type = variable("CONTENT_TYPE", ""),
        .query = strdup(variable("QUERY_STRING", "")), // a copy of our own: next_field will change it
        .body = body,
        .length = length,
        .too_large = too_large,
    };
}

bool has_type(const struct request *request, const char *content_type)
{
    // Only the start: parameters may follow, as in "application/json; charset=utf-8".
    return strncmp(request->content_type, content_type, strlen(content_type)) == 0;
}

void start_response(const char *status, const char *content_type)
{
    printf("Status: %s\nContent-Type: %s\n\n", status, content_type);
}

void print_escaped(const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            fputs("&amp;", stdout);
            break;
        case '<':
            fputs("&lt;", stdout);
            break;
        case '>':
            fputs("&gt;", stdout);
            break;
        case '"':
            fputs("&quot;", stdout);
            break;
        default:
            putchar(*text);
        }
    }
}

// "caf%C3%A9+au+lait" becomes "café au lait". It never grows, so it can be done in place.
static void decode(char *text)
{
    char *out = text;
    for (const char *in = text; *in != '\0'; in++) {
        if (*in == '%' && isxdigit((unsigned char)in[1]) && isxdigit((unsigned char)in[2])) {
            const char digits[] = {in[1], in[2], '\0'};
            *out++ = (char)strtol(digits, NULL, 16);
            in += 2;
        } else {
            *out++ = *in == '+' ? ' ' : *in;
        }
    }
    *out = '\0';
}

bool next_field(char **form, char **name, char **value)
{
    if (**form == '\0') {
        return false;
    }
    *name = *form;
    *form += strcspn(*form, "&");
    if (**form == '&') {
        *(*form)++ = '\0';
    }
    *value = *name + strcspn(*name, "=");
    if (**value == '=') {
        *(*value)++ = '\0';
    }
    decode(*name);
    decode(*value);
    return true;
}
