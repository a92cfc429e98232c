#include <stdio.h>

struct visitor {
    char name[8];
    int may_enter;
};

static void copy(char *to, const char *from) {
    while (*from != '\0') *to++ = *from++;
    *to = '\0';
}

int main(void) {
    struct visitor visitor = {"", 0};
    copy(visitor.name, "Ann");
    printf("%s: %d\n", visitor.name, visitor.may_enter);
    copy(visitor.name, "Bartholomew");
    printf("%s: %d\n", visitor.name, visitor.may_enter);
}
