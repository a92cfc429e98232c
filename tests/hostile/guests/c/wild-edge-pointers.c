/* Calls one function of the module edge after the other, a request each, with what is not its own.
   Answers only if one of them worked. */
#include <edge.h>

static volatile unsigned wild[] = {1, 65535, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff};

#define P(at) ((void *)(at))

static int call(int function, unsigned a, unsigned b)
{
    switch (function) {
    case 0:
        return edge_host_send(P(a), b, P(b), a, b, a);
    case 1:
        return edge_host_send("GET http://neighbour.localhost:EDGE_PORT/", 37, P(a), b, a, b);
    case 2:
        return edge_host_select(P(a), b, a);
    case 3:
        return edge_host_head(a, P(a), b);
    case 4:
        return edge_host_read(a, P(a), b);
    case 5:
        return edge_host_close(a);
    case 6:
        return edge_host_kv_get(P(a), b, P(a), b);
    case 7:
        return edge_host_kv_set(P(a), b, P(a), b);
    case 8:
        return edge_host_kv_append(P(a), b, P(a), b);
    case 9:
        return edge_host_kv_add(P(a), b, 1, P(a));
    case 10:
        return edge_host_kv_add("count", 5, INT64_MAX, P(a));
    case 11:
        return edge_host_kv_swap(P(a), b, P(a), b, P(a), b);
    case 12:
        return edge_host_kv_delete(P(a), b);
    default:
        return edge_host_kv_keys(P(a), b, P(a), b, P(a), b);
    }
}

int main(void)
{
    int function = atoi(getenv("QUERY_STRING"));
    for (int a = 2; a < 6; a++) {
        for (int b = 2; b < 6; b++) {
            if (call(function, wild[a], wild[b]) >= 0) {
                printf("Content-Type: text/plain\n\nfunction %d took %x and %x\n", function, wild[a], wild[b]);
            }
        }
    }
}
