#include "image.h"

#include <stdlib.h>

// How much each pixel of a 3×3 square counts for the one in its middle. The sum is 1, so an even
// area stays as it is; where the middle differs from its neighbours, it comes to differ more.
static const int KERNEL[3][3] = {
    {0, -1, 0},
    {-1, 5, -1},
    {0, -1, 0},
};

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

struct image new_image(int width, int height)
{
    if (width < 1 || height < 1 || width > PIXELS_MAX / height) {
        return (struct image){0};
    }
    return (struct image){width, height, malloc(3 * (size_t)width * (size_t)height)};
}

// Where a sample is in the array.
static size_t place(const struct image *image, int x, int y, int channel)
{
    return 3 * ((size_t)y * (size_t)image->width + (size_t)x) + (size_t)channel;
}

int sample_at(const struct image *image, int x, int y, int channel)
{
    x = clamp(x, 0, image->width - 1);
    y = clamp(y, 0, image->height - 1);
    return image->samples[place(image, x, y, channel)];
}

static int weighted_sum(const struct image *image, int x, int y, int channel)
{
    int sum = 0;
    for (int down = -1; down <= 1; down++) {
        for (int right = -1; right <= 1; right++) {
            sum += KERNEL[down + 1][right + 1] * sample_at(image, x + right, y + down, channel);
        }
    }
    return sum;
}

struct image sharpen(const struct image *image)
{
    struct image result = new_image(image->width, image->height);
    if (result.samples == NULL) {
        return result;
    }
    for (int y = 0; y < image->height; y++) {
        for (int x = 0; x < image->width; x++) {
            for (int channel = 0; channel < 3; channel++) {
                // A sum can leave the range of a byte; left alone, 256 would turn into 0.
                int sharp = clamp(weighted_sum(image, x, y, channel), 0, 255);
                result.samples[place(&result, x, y, channel)] = (unsigned char)sharp;
            }
        }
    }
    return result;
}
