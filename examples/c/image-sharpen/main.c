#include "formats.h"
#include "image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The compiler puts the photo, a text file of this project, into the program (C23).
static const char PHOTO[] = {
#embed "photo.ppm"
};

enum { BODY_MAX = 1000 * 1000 };

static const char PAGE_START[] =
    "<!doctype html>\n"
    "<html lang=\"en\">\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Sharpen</title>\n"
    "<style>\n"
    "  body { font: 1rem/1.5 system-ui; max-width: 56rem; margin: 2rem auto; padding: 0 1rem }\n"
    "  div { display: flex; flex-wrap: wrap; gap: 1rem }\n"
    "  figure { margin: 0; flex: 1 1 20rem }\n"
    "  img { width: 100%; image-rendering: pixelated }\n"
    "  figcaption::first-letter { text-transform: uppercase }\n"
    "</style>\n"
    "<h1>A fern, sharpened in C</h1>\n"
    "<p>Each new pixel is five times the old one, less its four neighbours.</p>\n"
    "<div>\n";

static const char PAGE_END[] =
    "</div>\n"
    "<p>POST a PPM image here, and its sharpened copy is the answer.</p>\n";

static void show_figure(const char *caption, const struct image *image)
{
    printf("<figure><img alt=\"A fern under glass, %s sharpening\" src=\"", caption);
    write_data_uri(image);
    printf("\"><figcaption>%s sharpening</figcaption></figure>\n", caption);
}

static void show_page(const struct image *before, const struct image *after)
{
    fputs("Content-Type: text/html; charset=utf-8\n\n", stdout);
    fputs(PAGE_START, stdout);
    show_figure("before", before);
    show_figure("after", after);
    fputs(PAGE_END, stdout);
}

// A picture of characters, from dark to light. They are twice as high as wide, so every other row is enough.
static void print_shades(const struct image *image)
{
    static const char SHADES[] = "@%#*+=-:. ";

    for (int y = 0; y < image->height; y += 2) {
        for (int x = 0; x < image->width; x++) {
            int light = 0;
            for (int channel = 0; channel < 3; channel++) {
                light += sample_at(image, x, y, channel);
            }
            putchar(SHADES[light * 10 / (3 * 255 + 1)]);
        }
        putchar('\n');
    }
}

static void refuse(const char *status, const char *reason)
{
    printf("Status: %s\nContent-Type: text/plain; charset=utf-8\n\n%s\n", status, reason);
}

static void answer_post(void)
{
    const char *announced = getenv("CONTENT_LENGTH");
    size_t length = announced != NULL ? strtoul(announced, NULL, 10) : 0;
    char *body = length <= BODY_MAX ? malloc(length + 1) : NULL;
    if (body == NULL) {
        refuse("413 Content Too Large", "The image file must be at most 1 MB.");
        return;
    }
    const char *complaint = NULL;
    struct image before = read_ppm(body, fread(body, 1, length, stdin), &complaint);
    if (complaint != NULL) {
        refuse("400 Bad Request", complaint);
        return;
    }
    struct image after = sharpen(&before);
    if (after.samples == NULL) {
        refuse("500 Internal Server Error", "There is no memory left for the image.");
        return;
    }
    fputs("Content-Type: image/x-portable-pixmap\n\n", stdout);
    write_ppm(&after);
    // Nothing is freed: the instance ends with the request, and its memory with it.
}

int main(void)
{
    const char *method = getenv("REQUEST_METHOD");
    if (method != NULL && strcmp(method, "POST") == 0) {
        answer_post();
        return 0;
    }

    const char *complaint = NULL;
    struct image before = read_ppm(PHOTO, sizeof PHOTO, &complaint);
    if (complaint != NULL) {
        fprintf(stderr, "photo.ppm: %s\n", complaint);
        return 1;
    }
    struct image after = sharpen(&before);
    if (method != NULL) {
        show_page(&before, &after);
    } else { // not a request: this is the browser's output pane, or a terminal
        puts("Before:");
        print_shades(&before);
        puts("\nAfter:");
        print_shades(&after);
    }
}
