/* Calls itself without end, with a large frame each time. */
static int deeper(int depth)
{
    volatile char frame[1024];
    frame[depth & 1023] = 1;
    return deeper(depth + 1) + frame[depth & 1023];
}

int main(void)
{
    return deeper(0);
}
