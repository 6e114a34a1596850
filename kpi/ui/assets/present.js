// A meeting on the screen: shows slides made on the server, moves between them by keys and buttons, runs the clock,
// and cuts lists to the rows that the window has room for. What a slide says is never made here.
document.documentElement.lang = "vi";

const NIGHT = "kpi.present.night";
const FIELDS = "input, select, textarea";
const PATIENCE = 4000;
const SAVING_PATIENCE = 5000;
const MOST_TRIES = 4;
const MOST_LETTER = 32;
const CONNECTION = "[data-test-connection-state]";

const remembered = {
  read() {
    try { return localStorage.getItem(NIGHT) === "1"; } catch { return false; }
  },
  write(night) {
    try { localStorage.setItem(NIGHT, night ? "1" : "0"); } catch { /* a forbidden storage only forgets the choice */ }
  },
};

// What is typed of a decision is also kept in this browser until the server has saved it.
const kept = {
  read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  },
  write(key, said) {
    try { localStorage.setItem(key, JSON.stringify(said)); } catch { /* this second copy may be lost */ }
  },
  forget(key) {
    try { localStorage.removeItem(key); } catch { /* as above */ }
  },
};

function offline() {
  const state = document.querySelector(CONNECTION)?.dataset.testConnectionState;
  return state !== undefined && state !== "CONNECTED";
}

function overflows(box) {
  return box.scrollHeight > box.clientHeight + 1;
}

function counted(list) {
  const left = list.querySelectorAll("[data-row][hidden]").length;
  const more = list.querySelector("[data-more-at]");
  if (!more) return;
  more.hidden = left === 0;
  more.querySelector("button").textContent = list.dataset.more.replace("{n}", left);
}

// A row that is asked about stays, wherever it stands.
function cut(list) {
  const left = [...list.querySelectorAll("[data-row]:not([hidden])")];
  const last = left.findLast((row) => !("asked" in row.dataset));
  if (!last || left.length <= Number(list.dataset.least)) return false;
  last.hidden = true;
  counted(list);
  return true;
}

function spare(list) {
  return list.querySelectorAll("[data-row]:not([hidden])").length - Number(list.dataset.least);
}

function dropped(box) {
  const last = [...box.querySelectorAll("[data-spare]")].findLast((one) => !one.hidden);
  if (last) last.hidden = true;
  return Boolean(last);
}

// What a box that is too full can do without: first its spare sentences, the last of them first, then the last rows of
// its lists, the longest list first.
function lower(box) {
  const lists = [...box.querySelectorAll("[data-rows]")];
  while (overflows(box)) {
    const longest = lists.reduce((most, list) => (!most || spare(list) > spare(most) ? list : most), undefined);
    if (!dropped(box) && !(longest && cut(longest))) return;
  }
}

// What was left out as a whole leaves room for something smaller: the next rows of a list first, then sentences.
function refill(box) {
  const fits = (one, told = () => {}) => {
    one.hidden = false;
    told();
    if (!overflows(box)) return true;
    one.hidden = true;
    told();
    return false;
  };
  for (const list of box.querySelectorAll("[data-rows]")) {
    [...list.querySelectorAll("[data-row][hidden]")].every((row) => fits(row, () => counted(list)));
  }
  for (const one of box.querySelectorAll("[data-spare][hidden]")) fits(one);
}

// Every list begins whole. All that is left off is among the figures that open over the slide.
function fit(root) {
  const slide = root.querySelector(".slide");
  if (!slide) return;
  for (const one of slide.querySelectorAll("[data-row], [data-spare], figure")) one.hidden = false;
  for (const list of slide.querySelectorAll("[data-rows]")) counted(list);
  const decided = slide.querySelector(".decided");
  while (decided && spare(decided) > 0 && slide.querySelector("footer").offsetHeight > slide.clientHeight / 5) cut(decided);
  const boxes = slide.querySelectorAll("[data-fit]");
  boxes.forEach(lower);
  for (const svg of slide.querySelectorAll("figure svg")) letter(root, svg);
  boxes.forEach(refill);
}

// The letters of a chart stay as large as all others however small it becomes; where they had no room it is left out.
function letter(root, svg) {
  const { width, height } = svg.viewBox.baseVal;
  const scale = Math.min(svg.clientWidth / width, svg.clientHeight / height);
  const size = parseFloat(getComputedStyle(root).fontSize) / scale;
  svg.style.setProperty("--letter", `${size}px`);
  svg.closest("figure").hidden = !(size <= MOST_LETTER);
}

function clockText(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  return parts.slice(whole < 3600 ? 1 : 0).join(":");
}

// An item that was on the screen before goes on where its clock stood. Each browser adds up what it has seen, by the
// times of the server, and keeps it for when the page is loaded again.
function tally(root) {
  const { running, storage } = root.data;
  const key = `${storage}|clock`;
  if (!running) return kept.forget(key);
  const { spent, place, since } = kept.read(key) ?? { spent: {} };
  if (since !== undefined && since < running.since) spent[place] = (spent[place] ?? 0) + running.since - since;
  root.spent = spent[running.place] ?? 0;
  kept.write(key, { spent, place: running.place, since: running.since });
}

function tick(root) {
  if (offline()) return;
  const { clock, planned } = root.data;
  const shown = root.querySelector("[data-clock]");
  const seconds = clock ? root.spent + clock.elapsed + (performance.now() - root.heard) / 1000 : 0;
  const late = clock ? seconds - clock.planned : -1;
  const text = !clock ? planned : late >= 0 ? `${clock.over} ${clockText(late)}` : `${clockText(seconds)} / ${planned}`;
  shown.classList.toggle("late", late >= 0);
  if (shown.textContent !== text) shown.textContent = text;
}

function panel(root) {
  return root.querySelector(".over:not([hidden])");
}

function show(root, name) {
  const box = root.querySelector(name);
  if (!box) return undefined;
  root.opener = root.getRootNode().activeElement;
  box.hidden = false;
  box.focus();
  return box;
}

function hide(root) {
  const open = panel(root);
  if (!open) return false;
  open.hidden = true;
  root.opener?.focus?.();
  return true;
}

function close(root) {
  const figures = panel(root)?.matches("[data-detail]");
  if (!hide(root)) return false;
  if (figures) forgetFigures(root);
  return true;
}

// Figures that are open stand in the address: opening them is an entry of the browser's history, which Back undoes.
function asksFigures(root) {
  return new URL(window.location.href).searchParams.get(root.data.figures.name) === root.data.figures.value;
}

function addressed(root, open) {
  const here = new URL(window.location.href);
  if (open) here.searchParams.set(root.data.figures.name, root.data.figures.value);
  else here.searchParams.delete(root.data.figures.name);
  return here;
}

function forgetFigures(root) {
  if (!asksFigures(root)) return;
  if (window.history.state?.kpiFigures) window.history.back();
  else window.history.replaceState({}, "", addressed(root, false));
}

function showFigures(root) {
  if (!root.data.detail) return false;
  root.querySelector("[data-content]").innerHTML = root.data.detail;
  show(root, "[data-detail]");
  return true;
}

function openFigures(root) {
  if (close(root) || !showFigures(root)) return;
  if (!asksFigures(root)) window.history.pushState({ kpiFigures: true }, "", addressed(root, true));
}

// The address changed under the page, or the page was opened by it.
function followAddress(root) {
  const open = panel(root);
  if (!asksFigures(root)) {
    if (open?.matches("[data-detail]")) hide(root);
  } else if (!open) showFigures(root);
}

function openItems(root) {
  const was = panel(root)?.matches("[data-items]");
  close(root);
  if (!was) show(root, "[data-items]").querySelector("[aria-current]")?.focus();
}

function move(root, place) {
  const to = Math.max(0, Math.min(root.data.count - 1, place));
  close(root);
  if (to === (root.wanted ?? root.data.place)) return;
  root.wanted = to;
  clearTimeout(root.forget);
  root.forget = setTimeout(() => (root.wanted = undefined), PATIENCE);
  root.send("move", to);
}

function step(root, by) {
  move(root, (root.wanted ?? root.data.place) + by);
}

function night(root, on) {
  root.classList.toggle("night", on);
  remembered.write(on);
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => { /* a browser may forbid it */ });
}

function ending(root) {
  close(root);
  if (root.data.presents) show(root, "[data-ending]");
}

function end(root) {
  root.drops = root.item !== undefined;
  close(root);
  root.send("end", true);
}

function drop(root) {
  [root.item, root.named] = [undefined, undefined];
  kept.forget(root.data.storage);
  const form = root.querySelector(".decide");
  if (form) form.elements.text.value = "";
  drafts(root);
  fit(root);
}

function write(root) {
  close(root);
  root.querySelector(".decide [name=text]")?.focus();
}

const DOES = {
  items: openItems,
  close,
  full,
  drop,
  write,
  end: ending,
  endnow: end,
  night: (root) => night(root, !root.classList.contains("night")),
};

function sideways(root, by) {
  const open = panel(root)?.querySelector(".scroll");
  if (open && open.scrollWidth > open.clientWidth + 1) open.scrollBy({ left: by * 160 });
  else step(root, by);
}

const KEYS = {
  ArrowRight: (root) => sideways(root, 1),
  ArrowLeft: (root) => sideways(root, -1),
  PageDown: (root) => step(root, 1),
  PageUp: (root) => step(root, -1),
  Home: (root) => move(root, 0),
  End: (root) => move(root, root.data.count - 1),
  KeyM: openItems,
  KeyO: openFigures,
  KeyD: DOES.night,
  KeyF: full,
  KeyK: write,
  KeyE: ending,
  Escape: close,
};

function upOrDown(root, event) {
  const by = event.code === "ArrowDown" ? 1 : -1;
  const open = panel(root);
  if (!open) return step(root, by);
  const items = [...open.querySelectorAll("ol button")];
  if (!items.length) return open.querySelector(".scroll")?.scrollBy({ top: by * 80 });
  const at = items.indexOf(root.getRootNode().activeElement);
  items[Math.max(0, Math.min(items.length - 1, at + by))]?.focus();
}

function pressed(root, event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || offline()) return;
  const at = event.composedPath()[0];
  if (at instanceof Element && at.matches(FIELDS)) {
    if (event.code === "Escape") at.blur();
    return;
  }
  const act = event.code === "ArrowUp" || event.code === "ArrowDown" ? upOrDown : KEYS[event.code];
  if (!act) return;
  event.preventDefault();
  act(root, event);
}

function clicked(root, event) {
  const link = event.target.closest("a[href^='./']");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    if (document.fullscreenElement) document.exitFullscreen();
    window.history.pushState({}, "", new URL(link.getAttribute("href"), window.location.href));
    window.dispatchEvent(new PopStateEvent("popstate"));
    return;
  }
  const button = event.target.closest("button");
  if (!button) return;
  const { do: action, step: by, place, mode } = button.dataset;
  if (action) DOES[action](root);
  else if (by) step(root, Number(by));
  else if (place) move(root, Number(place));
  else if (mode) root.send("mode", mode);
  else if ("open" in button.dataset) openFigures(root);
}

// The decision being written belongs to the item on which it was begun, whatever comes on the screen meanwhile.
function writing(root) {
  const form = root.querySelector(".decide");
  if (!form) return;
  const begun = form.elements.text.value.trim() !== "";
  if (begun && root.item === undefined) root.item = { place: root.data.place, label: root.data.deciding[1] };
  if (!begun && root.item !== undefined) root.item = undefined;
  if (!begun) {
    form.elements.unit.value = root.data.preset.unit;
    form.elements.due.value = root.data.preset.due;
  }
  const elsewhere = root.item && root.item.place !== root.data.place;
  form.querySelector("[data-deciding]").textContent = elsewhere ? root.item.label : root.data.deciding[0];
}

// A half decision is shown where the meeting is ended, and where it ended without it.
function drafts(root) {
  const form = root.querySelector(".decide");
  const text = form ? (root.item ? form.elements.text.value : "") : kept.read(root.data.storage)?.text ?? "";
  for (const one of root.querySelectorAll("[data-unsaved]")) one.hidden = text === "";
  for (const one of root.querySelectorAll("[data-draft]")) one.textContent = text;
  const now = root.querySelector("[data-drops]");
  if (now) now.textContent = text === "" ? now.dataset.plain : now.dataset.drops;
}

function keep(root) {
  const { text, unit, due } = root.querySelector(".decide").elements;
  const typed = { item: root.item, nonce: root.named, text: text.value, unit: unit.value, due: due.value };
  if (root.item) kept.write(root.data.storage, typed);
  else kept.forget(root.data.storage);
  drafts(root);
}

function restore(root, data) {
  const said = kept.read(data.storage);
  if (!said) return;
  const { text, unit, due } = root.querySelector(".decide").elements;
  [root.item, root.named, text.value, unit.value, due.value] = [said.item, said.nonce, said.text, said.unit, said.due];
}

// A draft is sent once, under a name of its own, by which the server knows it again where it is sent twice after all.
function submitted(root, event) {
  event.preventDefault();
  const { text, unit, due } = event.target.elements;
  if (offline()) return tell(root, "s-missed", event.target.dataset.offline);
  if (root.waits) return;
  root.named ??= `${Date.now()}-${Math.random()}`;
  keep(root);
  const place = root.item?.place ?? root.data.place;
  root.sent = { text: text.value, unit: unit.value, due: due.value, place, nonce: root.named };
  root.waits = true;
  ask(root, root.sent, MOST_TRIES);
}

// What a server that has just come back does not answer is sent again: it is known by its name.
function ask(root, sent, tries) {
  if (!root.waits || root.sent !== sent) return;
  if (tries === 0 || offline()) {
    root.waits = false;
    return tell(root, "s-missed", root.querySelector(".decide")?.dataset.offline);
  }
  root.send("decide", sent);
  root.impatient = setTimeout(() => ask(root, sent, tries - 1), SAVING_PATIENCE);
}

function tell(root, style, text) {
  const message = root.querySelector(".decide [data-said]");
  clearTimeout(root.quiet);
  if (!message) return;
  message.className = `message ${style}`;
  message.textContent = text;
  fit(root);
}

// What was typed while a decision was being saved begins the next one: only what was sent is taken away.
function taken(root) {
  const { text } = root.querySelector(".decide").elements;
  const { text: sent } = root.sent;
  root.named = undefined;
  text.value = text.value.startsWith(sent) ? text.value.slice(sent.length).trimStart() : text.value;
  root.item = text.value.trim() && { place: root.data.place, label: root.data.deciding[1] } || undefined;
  if (!root.item) text.blur();
  keep(root);
}

function say(root) {
  const { said } = root.data;
  if (!root.querySelector(".decide") || !said || said.round === root.round) return;
  const own = root.sent !== undefined && said.nonce === root.sent.nonce;
  const told = root.round !== undefined || own;
  root.round = said.round;
  if (own) [root.waits, root.impatient] = [false, clearTimeout(root.impatient)];
  if (!told && said.style === "s-met") return;
  tell(root, said.style, said.text);
  if (said.style !== "s-met") return;
  if (own) taken(root);
  root.quiet = setTimeout(() => tell(root, "", ""), 8000);
}

function build(root, data) {
  root.innerHTML = data.frame;
  root.onclick = (event) => clicked(root, event);
  [root.opener, root.item, root.named, root.sent, root.waits] = [];
  const form = root.querySelector(".decide");
  if (!form) return;
  restore(root, data);
  form.oninput = (event) => {
    if (event.target.name === "text") writing(root);
    keep(root);
  };
  form.onsubmit = (event) => submitted(root, event);
}

function modes(root) {
  const { modes: offered, now, elsewhere } = root.data;
  const place = root.querySelector("[data-modes]");
  const text = document.createElement("span");
  text.textContent = elsewhere || now;
  const buttons = offered.map((one) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.mode = one.mode;
    button.textContent = one.text;
    button.classList.toggle("lost", elsewhere !== "" && one.mode === "follow");
    return button;
  });
  place.replaceChildren(text, ...buttons);
  const end = root.querySelector("[data-do=end]");
  if (end) end.hidden = !root.data.presents;
}

function draw(root, data) {
  const built = root.identity !== data.identity;
  if (data.ended && root.drops) kept.forget(data.storage);
  if (built) {
    [root.identity, root.slide] = [data.identity, undefined];
    build(root, data);
  }
  const changed = root.slide !== data.slide;
  const elsewhere = root.data && root.data.place !== data.place;
  root.data = data;
  root.heard = performance.now();
  if (root.wanted === data.place) root.wanted = undefined;
  if (changed) {
    root.querySelector("[data-stage]").innerHTML = data.slide;
    root.slide = data.slide;
  }
  if (elsewhere) close(root);
  const figures = root.querySelector("[data-detail]");
  if (!figures.hidden && figures.shown !== data.detail) root.querySelector("[data-content]").innerHTML = data.detail;
  figures.shown = data.detail;
  root.querySelector("[data-position]").textContent = data.position;
  for (const button of root.querySelectorAll("[data-place]")) {
    if (Number(button.dataset.place) === data.place) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  modes(root);
  say(root);
  writing(root);
  drafts(root);
  tally(root);
  tick(root);
  fit(root);
  if (data.ended && !root.ended) show(root, "[data-ended]");
  else if (built) followAddress(root);
  root.ended = data.ended;
}

function address(data) {
  const here = new URL(window.location.href);
  if (here.pathname.split("/").pop() !== data.page) return;
  if ((here.searchParams.get(data.item.name) ?? "") === data.item.value) return;
  if (data.item.value) here.searchParams.set(data.item.name, data.item.value);
  else here.searchParams.delete(data.item.name);
  window.history.replaceState(window.history.state, "", here);
}

export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(".present");
  if (!root) {
    root = document.createElement("div");
    root.className = "kpi present";
    parentElement.appendChild(root);
    night(root, remembered.read());
    root.onkey = (event) => pressed(root, event);
    root.onsize = () => fit(root);
    root.onback = () => followAddress(root);
    document.addEventListener("keydown", root.onkey);
    window.addEventListener("popstate", root.onback);
    window.addEventListener("resize", root.onsize);
    document.fonts?.ready.then(root.onsize);
    root.ticking = setInterval(() => tick(root), 500);
  }
  root.send = setTriggerValue;
  draw(root, data);
  address(data);
  return () => {
    document.removeEventListener("keydown", root.onkey);
    window.removeEventListener("popstate", root.onback);
    window.removeEventListener("resize", root.onsize);
    clearInterval(root.ticking);
    if (document.fullscreenElement) document.exitFullscreen();
  };
}
