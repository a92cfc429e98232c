/** What is completed in Python besides what its grammar's package knows: keywords, builtins and the program's own names. */

import { completing } from "./completion.js";

/** Of the package `edge`. */
export const EDGE = "fetch send select receive head read close Response Head Error Code kv_get kv_set kv_append kv_add kv_swap kv_delete kv_keys";

export const completePython = completing({
  word: /\w+/,
  prose: /Comment|String|^Number$/,
  keywords: "",
  library: {
    module: "asyncio collections csv datetime edge functools hashlib io itertools json math os pathlib random re statistics string sys time urllib wsgiref",
  },
  owner: /([A-Za-z_]\w*|\)|\]|["'])\.\w*$/,
  members: {
    edge: EDGE,
    asyncio: "run sleep gather create_task wait_for timeout Queue Event Lock TaskGroup",
    collections: "Counter defaultdict deque namedtuple OrderedDict",
    datetime: "datetime date time timedelta timezone UTC",
    functools: "cache lru_cache partial reduce wraps total_ordering",
    itertools: "chain combinations count cycle groupby islice pairwise permutations product repeat zip_longest batched accumulate",
    json: "loads dumps load dump JSONDecodeError",
    math: "sqrt pi e tau inf floor ceil sin cos tan atan2 exp log log2 log10 gcd lcm isclose hypot factorial comb prod",
    os: "environ getenv path listdir makedirs remove getcwd sep",
    random: "random randint randrange choice choices sample shuffle seed uniform gauss",
    re: "compile match search fullmatch findall finditer sub split escape IGNORECASE MULTILINE VERBOSE",
    sys: "argv stdin stdout stderr exit version path modules maxsize platform",
    time: "time monotonic perf_counter sleep strftime gmtime",
    "": `append extend insert pop remove clear index count sort reverse copy keys values items get setdefault update add discard union
      join split splitlines strip lstrip rstrip replace startswith endswith lower upper title format encode decode read write
      readline readlines flush close`,
  },
  names: /^$/,
  fields: /^PropertyName$/,
  local: /^(Body|ParamList)$/,
});
