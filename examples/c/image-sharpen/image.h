#ifndef IMAGE_H
#define IMAGE_H

#include <stdbool.h>
#include <stddef.h>

enum { PIXELS_MAX = 50 * 1000 }; // leaves room under the 200 ms of CPU that the edge allows

struct image {
    int width;
    int height;
    unsigned char *samples; // red, green and blue of each pixel, row by row from the top
};

// An image to be filled. Its samples are NULL when the size is out of bounds or there is no memory left.
struct image new_image(int width, int height);

// The red (0), green (1) or blue (2) of a pixel. Beside the image, that of the nearest pixel in it.
int sample_at(const struct image *image, int x, int y, int channel);

// A new image, or one without samples as above.
struct image sharpen(const struct image *image);

#endif
