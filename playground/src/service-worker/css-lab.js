/**
 * The pages of the lesson on stylesheets where no runner makes them: a template with the reader's markup in it, and
 * stylesheets that take their time. From the same files as the runner's (runner/wardian/web/css_lab.py), under `worker/`.
 */

const LAB = "assets/css-lab/";
const ADDRESS = /^worker\/(\d{1,4})\/(works|fails)\/[a-z0-9]{1,16}\/(page|slow\.css|import\.css)$/;
const LONGEST_MS = 5000;
const KEPT = "css-lab";

/** What the files hold, for as long as this worker lives: a page must not wait for the network. @type {Map<string, Promise<string>>} */
const texts = new Map();

/**
 * The answer to a request for the lab, null to any other.
 * @param {Request} request
 * @param {string} site  The address of the site's root.
 * @returns {Promise<Response> | null}
 */
export function answerCssLab(request, site) {
  const lab = new URL(LAB, site).href;
  if (!request.url.startsWith(lab)) return null;
  const match = ADDRESS.exec(request.url.slice(lab.length));
  if (match === null) return null;
  const [, delay, outcome, name] = match;
  if (name !== "page") return stylesheet(new URL(/** @type {string} */ (name), lab), Number(delay), outcome === "fails");
  return isOurs(request, site) ? page(request, lab) : null;
}

/** Markup is taken from the site's own pages only, and shown in their frames only. @param {Request} request @param {string} site */
function isOurs(request, site) {
  return request.method === "POST" && request.destination === "iframe" && request.referrer.startsWith(new URL(site).origin + "/");
}

/** @param {Request} request @param {string} lab */
async function page(request, lab) {
  const [form, template, policies] = await Promise.all([
    request.formData(),
    textOf(new URL("page.html", lab).href),
    textOf(new URL("policies.json", lab).href),
  ]);
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(12))));
  /** @param {string} name */
  const field = (name) => String(form.get(name) ?? "");
  /** @type {string} */
  const policy = JSON.parse(policies)[field("policy")];
  return new Response(
    template
      .replace("<!--head-->", () => field("head"))
      .replace("<!--end-->", () => field("end"))
      .replaceAll("{nonce}", nonce),
    {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy.replace("{files}", lab).replaceAll("{nonce}", nonce),
        "Cache-Control": "no-store",
      },
    },
  );
}

/** @param {URL} file @param {number} delay  In ms. @param {boolean} fails */
async function stylesheet(file, delay, fails) {
  const [text] = await Promise.all([
    textOf(file.href),
    new Promise((resolve) => setTimeout(resolve, Math.min(delay, LONGEST_MS))),
  ]);
  const headers = { "Content-Type": "text/css; charset=utf-8", "Cache-Control": fails ? "no-store" : "private, max-age=60" };
  return new Response(fails ? "" : text, { status: fails ? 500 : 200, headers });
}

/** @param {string} file */
function textOf(file) {
  const known = texts.get(file) ?? load(file);
  texts.set(file, known);
  known.catch(() => texts.delete(file));
  return known;
}

/** From the network, or as it was the last time. @param {string} file */
async function load(file) {
  const cache = await caches.open(KEPT);
  try {
    await cache.add(file);
  } catch (error) {
    if (!(await cache.match(file))) throw error;
  }
  return /** @type {Response} */ (await cache.match(file)).text();
}
