#include "formats.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *at;
    const char *end;
};

static void skip_spaces(struct reader *reader)
{
    while (reader->at < reader->end && isspace((unsigned char)*reader->at)) {
        reader->at++;
    }
}

// The next decimal number, or -1 when there is none up to 999,999.
static int read_number(struct reader *reader)
{
    skip_spaces(reader);
    while (reader->at < reader->end && *reader->at == '#') { // a comment, to the end of its line
        while (reader->at < reader->end && *reader->at != '\n') {
            reader->at++;
        }
        skip_spaces(reader);
    }

    int number = -1;
    while (reader->at < reader->end && isdigit((unsigned char)*reader->at) && number < 100 * 1000) {
        number = 10 * (number < 0 ? 0 : number) + (*reader->at++ - '0');
    }
    return number;
}

static bool read_samples(struct reader *reader, char format, struct image *image)
{
    size_t count = 3 * (size_t)image->width * (size_t)image->height;
    if (format == '6') {
        reader->at++; // one space ends the header
        if (reader->at > reader->end || (size_t)(reader->end - reader->at) < count) {
            return false;
        }
        memcpy(image->samples, reader->at, count);
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        int sample = read_number(reader);
        if (sample < 0 || sample > 255) {
            return false;
        }
        image->samples[i] = (unsigned char)sample;
    }
    return true;
}

struct image read_ppm(const char *data, size_t size, const char **complaint)
{
    struct image none = {0};
    if (size < 2 || data[0] != 'P' || (data[1] != '3' && data[1] != '6')) {
        *complaint = "The image must be a PPM: it starts with P3 or P6.";
        return none;
    }
    struct reader reader = {data + 2, data + size};
    int width = read_number(&reader);
    int height = read_number(&reader);
    if (read_number(&reader) != 255) {
        *complaint = "The image must have 255 as its largest value.";
        return none;
    }
    struct image image = new_image(width, height);
    if (image.samples == NULL) {
        *complaint = "The image must have between 1 and 50,000 pixels.";
        return none;
    }
    if (!read_samples(&reader, data[1], &image)) {
        *complaint = "The image must have three values from 0 to 255 for every pixel.";
        free(image.samples);
        return none;
    }
    return image;
}

void write_ppm(const struct image *image)
{
    printf("P6\n%d %d\n255\n", image->width, image->height);
    fwrite(image->samples, 3, (size_t)image->width * (size_t)image->height, stdout);
}

// BMP and most machines put the lowest byte of a number first.
static void put_number(unsigned char *at, unsigned number)
{
    for (int i = 0; i < 4; i++) {
        at[i] = (unsigned char)(number >> 8 * i);
    }
}

enum { BMP_HEADER = 54 };

// The size in bytes of the BMP file; the caller frees `*file`, which is NULL when there is no memory left.
static size_t make_bmp(const struct image *image, unsigned char **file)
{
    size_t row = (3 * (size_t)image->width + 3) / 4 * 4; // rows are filled up to a multiple of four bytes
    size_t size = BMP_HEADER + row * (size_t)image->height;
    unsigned char *bmp = *file = calloc(size, 1);
    if (bmp == NULL) {
        return 0;
    }
    memcpy(bmp, "BM", 2);
    put_number(bmp + 2, (unsigned)size);
    put_number(bmp + 10, BMP_HEADER); // where the samples start
    put_number(bmp + 14, 40);         // the size of the header from here on
    put_number(bmp + 18, (unsigned)image->width);
    put_number(bmp + 22, (unsigned)image->height);
    bmp[26] = 1;  // one plane
    bmp[28] = 24; // bits a pixel
    for (int y = 0; y < image->height; y++) {
        // BMP starts with the bottom row, and with blue in every pixel.
        unsigned char *out = bmp + BMP_HEADER + row * (size_t)(image->height - 1 - y);
        for (int x = 0; x < image->width; x++) {
            for (int channel = 2; channel >= 0; channel--) {
                *out++ = (unsigned char)sample_at(image, x, y, channel);
            }
        }
    }
    return size;
}

// Base64: three bytes become four characters of six bits each.
static void write_base64(const unsigned char *bytes, size_t size)
{
    static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < size; i += 3) {
        size_t left = size - i;
        unsigned bits = bytes[i] << 16u | (left > 1 ? bytes[i + 1] << 8u : 0) | (left > 2 ? bytes[i + 2] : 0);
        putchar(DIGITS[bits >> 18]);
        putchar(DIGITS[bits >> 12 & 63]);
        putchar(left > 1 ? DIGITS[bits >> 6 & 63] : '=');
        putchar(left > 2 ? DIGITS[bits & 63] : '=');
    }
}

void write_data_uri(const struct image *image)
{
    unsigned char *bmp;
    size_t size = make_bmp(image, &bmp);
    fputs("data:image/bmp;base64,", stdout);
    write_base64(bmp, size);
    free(bmp);
}
