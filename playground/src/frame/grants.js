/** What a program in a page is told that asks for what only a deployment can be granted. */

export const NO_FETCH =
  "Here, in your browser, a program may not fetch anything. Deployed to the edge it may, from a host and port that it " +
  'was granted: fetch = ["api.example.org:443"] under [grants] in wardian.toml.';

export const NO_KV =
  "Here, in your browser, a program has no key-value store. Deployed to the edge it has one, if it was granted: " +
  "kv = true under [grants] in wardian.toml.";
