#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>

// Whether the text is one JSON value (RFC 8259), nested at most 32 deep.
bool is_json(const char *text, size_t length);

#endif
