/* Sends fetches without end and never looks at an answer. */
#include <edge.h>

int main(void)
{
    for (;;) {
        edge_send("http://neighbour.localhost:EDGE_PORT/");
    }
}
