#include "http.h"
#include "json.h"

#include <stdio.h>
#include <string.h>

static const char HEAD[] =
    "<!doctype html>\n"
    "<html lang=\"en\">\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Wardian handler</title>\n"
    "<style>body { font: 1rem/1.5 system-ui; max-width: 36rem; margin: 3rem auto; padding: 0 1rem }</style>\n";

static const char FORMS[] =
    "<p>A C program made this page in an instance of its own, which is already gone.</p>\n"
    "<h2>Ask with a query string</h2>\n"
    "<form>\n"
    "  <label>Your name <input name=\"name\"></label> <button>Greet</button>\n"
    "</form>\n"
    "<h2>Send a form</h2>\n"
    "<form method=\"post\">\n"
    "  <label>Plant <input name=\"plant\" value=\"Fern\"></label>\n"
    "  <label>Height <input name=\"height\" value=\"30 cm\"></label> <button>Send</button>\n"
    "</form>\n"
    "<h2>Send JSON</h2>\n"
    "<p>POST it to <code>/echo</code>; it comes back when it is valid.</p>\n";

static void show_page(const struct request *request)
{
    const char *guest = "stranger";
    char *name, *value;
    for (char *query = request->query; next_field(&query, &name, &value);) {
        if (strcmp(name, "name") == 0 && *value != '\0') {
            guest = value;
        }
    }

    start_response("200 OK", "text/html; charset=utf-8");
    fputs(HEAD, stdout);
    fputs("<h1>Hello, ", stdout);
    print_escaped(guest); // never print what a visitor sent without this
    fputs("!</h1>\n", stdout);
    fputs(FORMS, stdout);
}

static void show_fields(const struct request *request)
{
    start_response("200 OK", "text/html; charset=utf-8");
    fputs(HEAD, stdout);
    fputs("<h1>Your form</h1>\n<dl>\n", stdout);

    char *name, *value;
    for (char *form = request->body; next_field(&form, &name, &value);) {
        fputs("<dt>", stdout);
        print_escaped(name);
        fputs("</dt><dd>", stdout);
        print_escaped(value);
        fputs("</dd>\n", stdout);
    }
    fputs("</dl>\n<p><a href=\"/\">Back</a></p>\n", stdout);
}

static void echo(const struct request *request)
{
    if (!is_json(request->body, request->length)) {
        start_response("400 Bad Request", "application/json");
        fputs("{\"error\": \"The body is not valid JSON.\"}\n", stdout);
        return;
    }
    start_response("200 OK", "application/json");
    fwrite(request->body, 1, request->length, stdout);
}

static void refuse(const char *status, const char *reason)
{
    start_response(status, "text/plain; charset=utf-8");
    puts(reason);
}

int main(void)
{
    struct request request = read_request();
    fprintf(stderr, "%s %s\n", request.method, request.path); // stderr is the log

    bool home = strcmp(request.path, "/") == 0;
    bool post = strcmp(request.method, "POST") == 0;
    bool get = strcmp(request.method, "GET") == 0 || strcmp(request.method, "HEAD") == 0;

    if (!home && strcmp(request.path, "/echo") != 0) {
        refuse("404 Not Found", "There is nothing at this address.");
    } else if (request.too_large) {
        refuse("413 Content Too Large", "The body is over 64 KiB.");
    } else if (home && get) {
        show_page(&request);
    } else if (!post) {
        refuse("405 Method Not Allowed", "This address does not answer that method.");
    } else if (home && has_type(&request, "application/x-www-form-urlencoded")) {
        show_fields(&request);
    } else if (!home && has_type(&request, "application/json")) {
        echo(&request);
    } else {
        refuse("415 Unsupported Media Type", "Send a form to / or JSON to /echo.");
    }
}
