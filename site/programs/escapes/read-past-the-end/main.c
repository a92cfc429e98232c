#include <stdio.h>

static struct {
    char name[8];
    char secret[16];
} user = {"ada", "correct horse"};

/* volatile: the compiler must not see which array the pointer comes from */
static const char *volatile name = user.name;

static char read_at(long index)
{
    return name[index];
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("8 bytes past the start of name[8]: ");
    for (long index = 8; read_at(index) != '\0'; index++)
        putchar(read_at(index));
    printf("\n1 GiB past the start of name[8]: ");
    printf("%d\n", read_at(1L << 30));
}
