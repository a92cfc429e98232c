/* Tries one function of WASI after the other, a request each, on descriptors that it was not given.
   Answers with what let it in. */
#include <stdio.h>
#include <stdlib.h>
#include <wasi/api.h>

static uint8_t bytes[64];
static __wasi_size_t size;
static __wasi_fd_t found;
static __wasi_filesize_t at;
static __wasi_prestat_t prestat;
static __wasi_filestat_t status;

static int call(int function, __wasi_fd_t fd)
{
    __wasi_iovec_t in = {bytes, sizeof bytes};
    __wasi_ciovec_t out = {bytes, sizeof bytes};
    switch (function) {
    case 0:
        return __wasi_fd_prestat_get(fd, &prestat);
    case 1:
        return __wasi_path_open(fd, 1, "/etc/passwd", 0, -1, -1, 0, &found);
    case 2:
        return __wasi_path_open(fd, 1, "../../../etc/passwd", 0, -1, -1, 0, &found);
    case 3:
        return __wasi_path_filestat_get(fd, 1, "/", &status);
    case 4:
        return __wasi_path_create_directory(fd, "made");
    case 5:
        return __wasi_path_unlink_file(fd, "/etc/passwd");
    case 6:
        return __wasi_fd_readdir(fd, bytes, sizeof bytes, 0, &size);
    case 7:
        return __wasi_fd_allocate(fd, 0, (__wasi_filesize_t)1 << 62);
    case 8:
        return __wasi_fd_filestat_set_size(fd, (__wasi_filesize_t)1 << 62);
    case 9:
        return __wasi_fd_seek(fd, -1, 2, &at);
    case 10:
        return __wasi_fd_pread(fd, &in, 1, 0, &size);
    case 11:
        return __wasi_fd_pwrite(fd, &out, 1, 0, &size);
    case 12:
        return __wasi_sock_accept(fd, 0, &found);
    case 13:
        return fd < 3 || __wasi_fd_read(fd, &in, 1, &size);
    case 14:
        return fd < 3 || __wasi_fd_write(fd, &out, 1, &size);
    case 15:
        return fd < 3 || __wasi_fd_close(fd);
    default:
        return __wasi_path_symlink("/etc/passwd", fd, "made");
    }
}

int main(void)
{
    int function = atoi(getenv("QUERY_STRING"));
    for (__wasi_fd_t fd = 0; fd < 100; fd++) {
        if (call(function, fd) == 0) {
            printf("Content-Type: text/plain\n\nfunction %d on %u\n", function, fd);
        }
    }
    if (call(function, 0x7fffffff) == 0 || call(function, 0xffffffff) == 0) {
        printf("Content-Type: text/plain\n\nfunction %d on the largest\n", function);
    }
}
