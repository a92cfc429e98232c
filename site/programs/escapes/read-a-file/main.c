#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static int read_file(const char *path)
{
    char line[80];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        printf("%s: %s\n", path, strerror(errno));
        return 0;
    }
    if (fgets(line, sizeof line, file) != NULL)
        printf("%s: %s", path, line);
    fclose(file);
    return 1;
}

static int list_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        printf("%s: %s\n", path, strerror(errno));
        return 0;
    }
    printf("%s:", path);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        if (entry->d_name[0] != '.')
            printf(" %s", entry->d_name);
    puts("");
    closedir(folder);
    return 1;
}

int main(void)
{
    int seen = read_file("/etc/passwd");
    seen += list_folder("..");
    return seen > 0 ? 0 : 1;
}
