/* Fetches itself three times at once, each of which does the same: 3^8 requests, if nobody counts. */
#include <edge.h>

int main(void)
{
    int handles[3], refused = 0;
    printf("Content-Type: text/plain\n\n");
    for (int at = 0; at < 3; at++) {
        handles[at] = edge_send("http://fans-out.localhost:EDGE_PORT/");
    }
    for (int at = 0; at < 3; at++) {
        edge_response answer = edge_receive(handles[at]);
        refused += answer.status == EDGE_TOO_MANY || (answer.status == 200 && strstr(answer.body, "refused") != NULL);
        edge_free(&answer);
    }
    printf("%s\n", refused > 0 ? "refused" : "nobody counts");
}
