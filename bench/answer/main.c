#include <stdio.h>

#include "answer.h"

int main(void)
{
    puts("Content-Type: text/html; charset=utf-8\n");
    fwrite(BODY, 1, sizeof BODY, stdout);
}
