/* Answers for the server with what a visitor sent: a response split in two. */
#include <stdio.h>

int main(void)
{
    const char *sent = "home\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen";
    printf("Content-Type: text/plain\nX-Sent: %s\n\nthe body\n", sent);
}
