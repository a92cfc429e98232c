/** Ways to load one stylesheet. */

/**
 * @typedef {object} Variant
 * @property {string} name
 * @property {string} label
 * @property {string} head  Markup at the end of the page's head; `{nonce}` is what a strict policy lets run.
 * @property {string} end  Markup at the end of its body.
 */

const CRITICAL = `<style nonce="{nonce}">
  * { box-sizing: border-box }
  body { margin: 0; color: #1c2b24; background: #f1f6f2; font: 15px/1.5 system-ui, sans-serif }
  .bar { display: flex; gap: 1rem; align-items: center; padding: .6rem 1rem; color: #fff; background: #1b4f3a }
  .bar strong { margin-right: auto }
  .bar a { color: #fff }
  main { max-width: 42rem; margin: 0 auto; padding: 0 1rem }
  h1 { margin: .7rem 0 .2rem; font-size: 1.5rem; line-height: 1.2; color: #1b4f3a }
  .lead { margin: 0 0 .8rem; font-size: .95rem; color: #4d5e55 }
  .cards { display: grid; grid-template-columns: repeat(3, 1fr); gap: .6rem }
  .cards article { padding: .4rem .6rem; border: 1px solid }
  .cards h2 { margin: 0; font-size: 1rem }
  .cards p { margin: 0; font-size: .8rem; line-height: 1.35 }
</style>`;

const WITHOUT_SCRIPTS = `<noscript><link rel="stylesheet" href="slow.css"></noscript>`;

const SWITCHED = `<link rel="stylesheet" href="slow.css" media="print" onload="this.media='all'; this.onload=null">
${WITHOUT_SCRIPTS}`;

const BY_SCRIPT = `<link rel="stylesheet" href="slow.css" media="print" id="rest">
<script nonce="{nonce}">
  const rest = document.getElementById("rest");
  if (rest.sheet) rest.media = "all";
  else rest.addEventListener("load", () => { rest.media = "all"; });
</script>
${WITHOUT_SCRIPTS}`;

/** @param {string} more */
const inserted = (more) => `<script nonce="{nonce}">
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "slow.css";${more}
  document.head.append(link);
</script>`;

/** @type {readonly Variant[]} */
export const variants = [
  { name: "plain", label: "Plain link", head: `<link rel="stylesheet" href="slow.css">`, end: "" },
  { name: "import", label: "@import", head: `<link rel="stylesheet" href="import.css">`, end: "" },
  { name: "end", label: "Link at the end of the body", head: "", end: `<link rel="stylesheet" href="slow.css">` },
  { name: "inserted", label: "Inserted by a script", head: inserted(""), end: "" },
  {
    name: "blocking",
    label: "Inserted, with blocking=render",
    head: inserted(`\n  link.blocking = "render";`),
    end: "",
  },
  {
    name: "preload",
    label: "Preload, then a stylesheet",
    head: `<link rel="preload" as="style" href="slow.css" onload="this.onload=null; this.rel='stylesheet'">
${WITHOUT_SCRIPTS}`,
    end: "",
  },
  { name: "print", label: "media=print, switched by onload", head: SWITCHED, end: "" },
  {
    name: "broken",
    label: "media=print, as often copied",
    head: SWITCHED.replace("this.media='all'; this.onload=null", "'all'"),
    end: "",
  },
  { name: "script", label: "media=print, switched by a script", head: BY_SCRIPT, end: "" },
  {
    name: "critical",
    label: "Critical styles inline, the rest switched by a script",
    head: `${CRITICAL}\n${BY_SCRIPT.replace(`\n${WITHOUT_SCRIPTS}`, "")}`,
    end: WITHOUT_SCRIPTS,
  },
];
