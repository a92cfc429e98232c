// Each function here expects its part of the grammar at a place in the text
// and returns the place after it, or NULL when something else is there.
#include "json.h"

#include <string.h>

enum { DEPTH_MAX = 32 }; // every level of nesting takes some of the stack

static const char *value(const char *at, int depth);

static const char *spaces(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

static const char *word(const char *at, const char *expected)
{
    size_t length = strlen(expected);
    return strncmp(at, expected, length) == 0 ? at + length : NULL;
}

static const char *digits(const char *at)
{
    size_t count = strspn(at, "0123456789");
    return count > 0 ? at + count : NULL;
}

static const char *number(const char *at)
{
    at += *at == '-';
    at = *at == '0' ? at + 1 : digits(at);
    if (at != NULL && *at == '.') {
        at = digits(at + 1);
    }
    if (at != NULL && (*at == 'e' || *at == 'E')) {
        at++;
        at = digits(at + (*at == '+' || *at == '-'));
    }
    return at;
}

static const char *escape(const char *at)
{
    if (*at == 'u') {
        return strspn(at + 1, "0123456789abcdefABCDEF") >= 4 ? at + 5 : NULL;
    }
    return *at != '\0' && strchr("\"\\/bfnrt", *at) != NULL ? at + 1 : NULL;
}

static const char *string(const char *at)
{
    if (*at++ != '"') {
        return NULL;
    }
    while (at != NULL && *at != '"') {
        if ((unsigned char)*at < ' ') { // control characters, and the zero byte that ends the text
            return NULL;
        }
        at = *at == '\\' ? escape(at + 1) : at + 1;
    }
    return at != NULL ? at + 1 : NULL;
}

static const char *member(const char *at, int depth)
{
    at = string(spaces(at));
    if (at == NULL || *(at = spaces(at)) != ':') {
        return NULL;
    }
    return value(at + 1, depth);
}

// What is inside [] or {}, with the closing bracket.
static const char *items(const char *at, char close, int depth)
{
    at = spaces(at);
    if (*at == close) {
        return at + 1;
    }
    for (;;) {
        at = close == '}' ? member(at, depth) : value(at, depth);
        if (at == NULL || *at == close) {
            return at != NULL ? at + 1 : NULL;
        }
        if (*at++ != ',') {
            return NULL;
        }
    }
}

static const char *value(const char *at, int depth)
{
    if (depth > DEPTH_MAX) {
        return NULL;
    }
    at = spaces(at);
    switch (*at) {
    case '{':
        at = items(at + 1, '}', depth + 1);
        break;
    case '[':
        at = items(at + 1, ']', depth + 1);
        break;
    case '"':
        at = string(at);
        break;
    case 't':
        at = word(at, "true");
        break;
    case 'f':
        at = word(at, "false");
        break;
    case 'n':
        at = word(at, "null");
        break;
    default:
        at = number(at);
    }
    return at != NULL ? spaces(at) : NULL;
}

bool is_json(const char *text, size_t length)
{
    return value(text, 0) == text + length;
}
