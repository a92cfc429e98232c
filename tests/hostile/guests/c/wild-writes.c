/* Writes to every 64 KiB of the 4 GiB that a pointer can name, until one is not its own. */
int main(void)
{
    for (unsigned at = 65536;; at += 65536) {
        *(volatile char *)at = 1;
    }
}
