/* Calls one function of WASI after the other, a request each, with pointers and lengths that are not its own.
   Answers only if one of them worked. */
#include <stdio.h>
#include <stdlib.h>
#include <wasi/api.h>

#define P(at) ((void *)(at))

static volatile unsigned wild[] = {1, 65535, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff};

static int call(int function, unsigned a, unsigned b)
{
    switch (function) {
    case 0:
        return __wasi_args_get(P(a), P(b));
    case 1:
        return __wasi_args_sizes_get(P(a), P(b));
    case 2:
        return __wasi_environ_get(P(a), P(b));
    case 3:
        return __wasi_environ_sizes_get(P(a), P(b));
    case 4:
        return __wasi_clock_res_get(0, P(a));
    case 5:
        return __wasi_clock_time_get(0, 0, P(a));
    case 6:
        return __wasi_fd_fdstat_get(1, P(a));
    case 7:
        return __wasi_fd_filestat_get(1, P(a));
    case 8:
        return __wasi_fd_pread(0, P(a), b, 0, P(b));
    case 9:
        return __wasi_fd_pwrite(2, P(a), b, 0, P(b));
    case 10:
        return __wasi_fd_prestat_get(3, P(a));
    case 11:
        return __wasi_fd_prestat_dir_name(3, P(a), b);
    case 12:
        return __wasi_fd_read(0, P(a), b, P(b));
    case 13:
        return __wasi_fd_read(0, P(a), 1, P(b));
    case 14:
        return __wasi_fd_readdir(3, P(a), b, 0, P(b));
    case 15:
        return __wasi_fd_seek(0, -1, 0, P(a));
    case 16:
        return __wasi_fd_write(2, P(a), b, P(b));
    case 17:
        return __wasi_fd_write(2, P(a), 1, P(b));
    case 18:
        return __wasi_poll_oneoff(P(a), P(b), 1, P(b));
    case 19:
        return __wasi_poll_oneoff(P(a), P(b), b, P(a));
    case 20:
        return __wasi_random_get(P(a), b);
    case 21:
        return __wasi_sock_recv(0, P(a), b, 0, P(a), P(b));
    case 22:
        return __wasi_sock_send(1, P(a), b, 0, P(b));
    case 23:
        return __wasi_sock_accept(0, 0, P(a));
    default:
        return __wasi_path_open(3, 0, P(a), 0, 0, 0, 0, P(b));
    }
}

int main(void)
{
    int function = atoi(getenv("QUERY_STRING"));
    for (int a = 2; a < 6; a++) {
        for (int b = 0; b < 6; b++) {
            if (call(function, wild[a], wild[b]) == 0) {
                printf("Content-Type: text/plain\n\nfunction %d took %x and %x\n", function, wild[a], wild[b]);
            }
        }
    }
}
