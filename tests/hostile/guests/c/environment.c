/* Shows every variable that it finds, in the hope of one that is the host's. */
#include <stdio.h>
#include <string.h>

extern char **environ;

static int known(const char *variable)
{
    static const char *const names[] = {"GATEWAY_INTERFACE=", "HTTP_", "PATH_INFO=", "QUERY_STRING=",
                                        "REMOTE_ADDR=", "REQUEST_", "SCRIPT_NAME=", "SERVER_"};
    for (size_t at = 0; at < sizeof names / sizeof names[0]; at++) {
        if (strncmp(variable, names[at], strlen(names[at])) == 0) {
            return 1;
        }
    }
    return 0;
}

int main(void)
{
    int strange = 0;
    printf("Content-Type: text/plain\n\n");
    for (char **variable = environ; *variable != NULL; variable++) {
        if (!known(*variable)) {
            strange++;
            puts(*variable);
        }
    }
    printf("%d that are not of the request\n", strange);
}
