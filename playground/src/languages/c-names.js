/** What is completed in C besides the program's own names. Sources: C23, and wasi-libc's headers. */

import { completing, options } from "./completion.js";

const HEADERS =
  "assert.h ctype.h edge.h errno.h inttypes.h limits.h math.h stdarg.h stdbool.h stddef.h stdint.h stdio.h stdlib.h string.h strings.h time.h unistd.h";

/** @type {Readonly<Record<string, string>>} */
export const LIBRARY = {
  "edge.h": `edge_fetch edge_send edge_receive edge_select edge_head edge_header edge_read edge_close edge_free edge_message
    edge_error_name edge_kv_get edge_kv_set edge_kv_append edge_kv_add edge_kv_swap edge_kv_delete edge_kv_keys edge_request
    edge_response EDGE_NOT_GRANTED EDGE_INVALID EDGE_TOO_MANY EDGE_FORBIDDEN_ADDRESS EDGE_UNREACHABLE EDGE_TIMED_OUT
    EDGE_TOO_LARGE EDGE_NOT_FOUND EDGE_FULL`,
  "stdio.h": `printf fprintf snprintf puts putchar fputs fputc fwrite fread fgets fgetc getchar getline scanf sscanf fflush fopen
    fclose feof ferror perror stdin stdout stderr FILE EOF`,
  "stdlib.h": "malloc calloc realloc free exit abort getenv atoi strtol strtoul strtod abs rand srand qsort bsearch EXIT_SUCCESS EXIT_FAILURE",
  "string.h": "strlen strcpy strncpy strcat strcmp strncmp strchr strrchr strstr strtok strdup strspn strcspn strerror memcpy memmove memset memcmp memchr",
  "ctype.h": "isalpha isdigit isalnum isspace isupper islower ispunct isprint isxdigit toupper tolower",
  "math.h": "sqrt pow fabs floor ceil round trunc fmod sin cos tan atan atan2 exp log log2 log10 hypot fmin fmax isnan NAN INFINITY",
  "stdint.h": "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t INT32_MAX INT32_MIN INT64_MAX UINT32_MAX UINT8_MAX SIZE_MAX",
  "stddef.h": "size_t ptrdiff_t NULL offsetof",
  "limits.h": "INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN CHAR_BIT",
  "time.h": "time clock clock_gettime nanosleep time_t CLOCKS_PER_SEC CLOCK_MONOTONIC",
  "assert.h": "assert",
  "errno.h": "errno",
};

const headers = options(HEADERS, { type: "namespace" });

export const completeC = completing({
  word: /\w+/,
  prose: /Comment|^String$|CharLiteral|EscapeSequence|SystemLibString|^Number$/,
  keywords: `auto bool break case char const constexpr continue default do double else enum extern false float for goto if inline int
    long nullptr register restrict return short signed sizeof static static_assert struct switch true typedef typeof union unsigned
    void volatile while #include #define #ifdef #ifndef #endif #pragma`,
  library: LIBRARY,
  owner: /([A-Za-z_]\w*|\)|\])\s*(?:\.|->)\w*$/,
  members: {},
  names: /^(Identifier|TypeIdentifier|StatementIdentifier)$/,
  fields: /^FieldIdentifier$/,
  local: /^(CompoundStatement|ParameterList)$/,
  special: (line) => (/^\s*#\s*include\s*[<"][\w.]*$/.test(line) ? headers : []),
});
