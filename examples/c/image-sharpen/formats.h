#ifndef FORMATS_H
#define FORMATS_H

#include "image.h"

// Read a PPM image: plain (P3, decimal numbers) or binary (P6). Its samples are NULL when it is not one,
// and then `complaint` says why.
struct image read_ppm(const char *data, size_t size, const char **complaint);

// Write a binary PPM image to standard output.
void write_ppm(const struct image *image);

// Write the image as a data: URI, a whole BMP file inside a link, so that the page needs no second request.
void write_data_uri(const struct image *image);

#endif
