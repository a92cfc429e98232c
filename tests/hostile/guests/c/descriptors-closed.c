/* Closes its streams, puts them in one another's place, and goes on writing. */
#include <stdio.h>
#include <unistd.h>
#include <wasi/api.h>

int main(void)
{
    printf("Content-Type: text/plain\n\nbefore\n");
    fflush(stdout);
    __wasi_fd_renumber(1, 0);
    __wasi_fd_renumber(2, 1);
    for (int fd = 0; fd < 100; fd++) {
        close(fd);
        write(fd, "after\n", 6);
    }
}
