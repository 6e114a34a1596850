// Completes the address of a page with the choices that it shows, and opens another page as a link of the browser would:
// one entry of the history for each page. The name of the page tells what is meant for it from what comes late.
const history = window.history;

// Streamlit adds an entry when it hears of a page by another name than the address has. After Back or Forward that is a
// page left meanwhile, or one that does not exist: such an entry takes the place of the one that the browser stands on.
if (!window.kpiWalks) {
  window.kpiWalks = { now: false };
  const push = history.pushState.bind(history);
  history.pushState = (...entry) => (window.kpiWalks.now ? history.replaceState(...entry) : push(...entry));
  const walks = (now) => () => { window.kpiWalks.now = now; };
  window.addEventListener("popstate", walks(true), true);
  for (const begun of ["pointerdown", "keydown"]) window.addEventListener(begun, walks(false), true);
}

export default function ({ data }) {
  const here = new URL(window.location.href);
  if (here.pathname.split("/").pop() !== data.page) return;
  const choices = Object.entries(data.choices).filter(([name, value]) => here.searchParams.get(name) !== value);
  for (const [name, value] of choices) here.searchParams.set(name, value);
  if (choices.length) history.replaceState({}, "", here);
  if (!data.opens) return;
  const there = new URL(data.opens, here);
  if (there.href === here.href) return;
  history.pushState({}, "", there);
  window.dispatchEvent(new PopStateEvent("popstate"));
}
