/** Registers the site's service worker, where a page names one, once the page has all it needs. */

export function keepForOffline() {
  const script = document.querySelector('meta[name="service-worker"]')?.getAttribute("content");
  if (!script || !("serviceWorker" in navigator)) return;
  const url = new URL(script, document.baseURI);
  const register = () => navigator.serviceWorker.register(url).catch(() => {}); // refused: no pages without a network
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
