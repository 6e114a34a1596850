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

// Streamlit's own dialogs cannot be made otherwise; the style sheet has the words for them (frame.html), which here take
// the place of the text itself, for who hears it. A popover that is opened by the keyboard is entered by it too.
const SAYS = ".stDialog:not(:has([data-testid=stVerticalBlock])) :is(h2, h2 + div)";
const POPOVER = { button: "[data-testid=stPopoverButton]", body: "[data-testid=stPopoverBody]" };
const FIRST = "input, select, textarea, button, a[href]";
const MOST_FRAMES = 60;

function say(element) {
  const content = getComputedStyle(element, "::after").content;
  if (!content.startsWith('"')) return;
  const lines = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let said = JSON.parse(content); lines.nextNode(); said = "") lines.currentNode.data = said;
  element.dataset.said = "";
}

function enter(frames) {
  const first = document.querySelector(POPOVER.body)?.querySelector(FIRST);
  if (first) first.focus();
  else if (frames > 0) requestAnimationFrame(() => enter(frames - 1));
}

if (!window.kpiBeside) {
  window.kpiBeside = new MutationObserver(() => document.querySelectorAll(SAYS).forEach(say));
  window.kpiBeside.observe(document.body, { childList: true });
  window.addEventListener("keyup", (event) => {
    const opened = event.target.closest?.(POPOVER.button)?.ariaExpanded === "true";
    if (opened && ["Enter", "Space"].includes(event.code)) enter(MOST_FRAMES);
  });
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
