// CGI/1.1 (RFC 3875): a request arrives as environment variables, with its body on standard input,
// and the response leaves on standard output.
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>

enum { BODY_MAX = 64 * 1024 };

struct request {
    const char *method;
    const char *path;
    const char *content_type;
    char *query;
    char *body;    // ends with a zero byte, like every string in C
    size_t length; // of the body, which is empty when the sender announced more than BODY_MAX
    bool too_large;
};

struct request read_request(void);

bool has_type(const struct request *request, const char *content_type);

// Write the head of the response. Whatever is printed after it is the body.
void start_response(const char *status, const char *content_type);

// Print text so that a browser shows it as text, whatever it holds.
void print_escaped(const char *text);

// Take the first name=value off a form or query string and decode it; false when none is left.
// The text is changed as it is walked.
bool next_field(char **form, char **name, char **value);

#endif
