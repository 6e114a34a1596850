// A meeting on the screen: shows slides made on the server, moves between them by keys and buttons, runs the clock,
// and cuts lists to the rows that the window has room for. What a slide says is never made here.
document.documentElement.lang = "vi";

const NIGHT = "kpi.present.night";
const FIELDS = "input, select, textarea";
const PATIENCE = 4000;
const MOST_LETTER = 42;

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

function overflows(box) {
  return box.scrollHeight > box.clientHeight + 1;
}

function cut(list) {
  const rows = [...list.querySelectorAll("[data-row]")];
  const last = rows.findLast((row) => !row.hidden);
  const left = rows.filter((row) => !row.hidden).length;
  if (!last || left <= Number(list.dataset.least)) return false;
  last.hidden = true;
  const more = list.querySelector("[data-more-at]");
  if (more) {
    more.hidden = false;
    more.querySelector("button").textContent = list.dataset.more.replace("{n}", rows.length - left + 1);
  }
  return true;
}

function uncut(list) {
  for (const row of list.querySelectorAll("[data-row]")) row.hidden = false;
  const more = list.querySelector("[data-more-at]");
  if (more) more.hidden = true;
}

function spare(list) {
  return list.querySelectorAll("[data-row]:not([hidden])").length - Number(list.dataset.least);
}

function dropped(box) {
  const last = [...box.querySelectorAll("[data-spare]")].findLast((one) => !one.hidden);
  if (last) last.hidden = true;
  return Boolean(last);
}

// Every list begins whole; those of a box that is too full lose their last rows, the longest list first, and then the
// box loses what it can spare. All of it is among the figures that open over the slide.
function fit(root) {
  const slide = root.querySelector(".slide");
  if (!slide) return;
  for (const list of slide.querySelectorAll("[data-rows]")) uncut(list);
  for (const one of slide.querySelectorAll("[data-spare]")) one.hidden = false;
  const decided = slide.querySelector(".decided");
  while (decided && spare(decided) > 0 && slide.querySelector("footer").offsetHeight > slide.clientHeight / 5) cut(decided);
  for (const figure of slide.querySelectorAll("figure")) figure.hidden = false;
  for (const box of slide.querySelectorAll("[data-fit]")) {
    const lists = [...box.querySelectorAll("[data-rows]")];
    while (overflows(box)) {
      const longest = lists.reduce((most, list) => (!most || spare(list) > spare(most) ? list : most), undefined);
      if (!(longest && cut(longest)) && !dropped(box)) break;
    }
  }
  for (const svg of slide.querySelectorAll("figure svg")) letter(root, svg);
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

function tick(root) {
  const { clock, planned } = root.data;
  const shown = root.querySelector("[data-clock]");
  const seconds = clock ? clock.elapsed + (performance.now() - root.heard) / 1000 : 0;
  const late = clock ? seconds - clock.planned : -1;
  const text = !clock ? planned : late >= 0 ? `${clock.over} ${clockText(late)} / ${planned}` : `${clockText(seconds)} / ${planned}`;
  shown.classList.toggle("late", late >= 0);
  if (shown.textContent !== text) shown.textContent = text;
}

function panel(root) {
  return root.querySelector(".over:not([hidden])");
}

function close(root) {
  const open = panel(root);
  if (!open) return false;
  open.hidden = true;
  return true;
}

function openFigures(root) {
  const box = root.querySelector("[data-detail]");
  if (close(root) || !root.data.detail) return;
  box.querySelector("div").innerHTML = root.data.detail;
  box.hidden = false;
  box.scrollTop = 0;
  box.focus();
}

function openItems(root) {
  const box = root.querySelector("[data-items]");
  const was = !box.hidden;
  close(root);
  box.hidden = was;
  if (!was) box.querySelector("[aria-current]")?.focus();
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

const DOES = {
  items: openItems,
  close,
  full,
  night: (root) => night(root, !root.classList.contains("night")),
};

function sideways(root, by) {
  const open = panel(root);
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
  KeyK: (root) => root.querySelector(".decide [name=text]")?.focus(),
  Escape: close,
};

function upOrDown(root, event) {
  const by = event.code === "ArrowDown" ? 1 : -1;
  const open = panel(root);
  if (!open) return step(root, by);
  const items = [...open.querySelectorAll("ol button")];
  if (!items.length) return open.scrollBy({ top: by * 80 });
  const at = items.indexOf(root.getRootNode().activeElement);
  items[Math.max(0, Math.min(items.length - 1, at + by))]?.focus();
}

function pressed(root, event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
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

function keep(root) {
  const { text, unit, due } = root.querySelector(".decide").elements;
  if (root.item) kept.write(root.data.storage, { item: root.item, text: text.value, unit: unit.value, due: due.value });
  else kept.forget(root.data.storage);
}

function restore(root, data) {
  const said = kept.read(data.storage);
  if (!said) return;
  const { text, unit, due } = root.querySelector(".decide").elements;
  [root.item, text.value, unit.value, due.value] = [said.item, said.text, said.unit, said.due];
}

function submitted(root, event) {
  event.preventDefault();
  const { text, unit, due } = event.target.elements;
  const place = root.item?.place ?? root.data.place;
  root.send("decide", { text: text.value, unit: unit.value, due: due.value, place });
}

function say(root) {
  const form = root.querySelector(".decide");
  const said = root.data.said;
  if (!form || !said || said.round === root.round) return;
  const first = root.round === undefined && root.sent !== true;
  root.round = said.round;
  if (first) return;
  clearTimeout(root.quiet);
  const message = form.querySelector("[data-said]");
  message.className = `message ${said.style}`;
  message.textContent = said.text;
  if (said.style !== "s-met") return;
  form.elements.text.value = "";
  form.elements.text.blur();
  kept.forget(root.data.storage);
  root.quiet = setTimeout(() => { message.textContent = ""; fit(root); }, 8000);
}

function build(root, data) {
  root.innerHTML = data.frame;
  root.onclick = (event) => clicked(root, event);
  const form = root.querySelector(".decide");
  if (!form) return;
  restore(root, data);
  form.oninput = (event) => {
    if (event.target.name === "text") writing(root);
    keep(root);
  };
  form.onsubmit = (event) => { root.sent = true; submitted(root, event); };
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
}

function show(root, data) {
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
  root.querySelector("[data-position]").textContent = data.position;
  for (const button of root.querySelectorAll("[data-place]")) {
    if (Number(button.dataset.place) === data.place) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  modes(root);
  say(root);
  writing(root);
  tick(root);
  fit(root);
}

function address(data) {
  const here = new URL(window.location.href);
  if (here.pathname.split("/").pop() !== data.page) return;
  if ((here.searchParams.get(data.item.name) ?? "") === data.item.value) return;
  if (data.item.value) here.searchParams.set(data.item.name, data.item.value);
  else here.searchParams.delete(data.item.name);
  window.history.replaceState({}, "", here);
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
    document.addEventListener("keydown", root.onkey);
    window.addEventListener("resize", root.onsize);
    document.fonts?.ready.then(root.onsize);
    root.ticking = setInterval(() => tick(root), 500);
  }
  root.send = setTriggerValue;
  if (root.identity !== data.identity) {
    root.identity = data.identity;
    root.slide = undefined;
    build(root, data);
  }
  show(root, data);
  address(data);
  return () => {
    document.removeEventListener("keydown", root.onkey);
    window.removeEventListener("resize", root.onsize);
    clearInterval(root.ticking);
    if (document.fullscreenElement) document.exitFullscreen();
  };
}
