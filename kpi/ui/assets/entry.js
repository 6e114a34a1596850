// The entry form: shows fields made on the server, sends what is typed, shows what the server says of it.
// It reads no numbers itself. What is typed is also kept in this browser until the server has saved it.
const PAUSE = 250;

const stored = {
  read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  },
  write(key, texts) {
    try { localStorage.setItem(key, JSON.stringify(texts)); } catch { /* a full or forbidden storage only loses this second copy */ }
  },
  forget(key) {
    try { localStorage.removeItem(key); } catch { /* as above */ }
  },
};

function fields(form) {
  return [...form.querySelectorAll("input[name]")];
}

function texts(form) {
  return Object.fromEntries(fields(form).map((input) => [input.name, input.value]));
}

function build(root, data, send) {
  root.innerHTML = data.html;
  const form = root.querySelector("form");
  const kept = stored.read(data.storage);
  const start = { ...data.texts, ...kept };
  for (const input of fields(form)) input.value = start[input.name] ?? "";

  let timer;
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    send("texts", texts(form));
  };
  const changed = () => {
    stored.write(data.storage, texts(form));
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE);
  };
  const fill = (input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const act = (name) => {
    clearTimeout(timer);
    timer = undefined;
    if (name === "discard") stored.forget(data.storage);
    else send("texts", texts(form));
    send(name, name === "discard" ? true : texts(form));
  };

  form.oninput = changed;
  // Told late, of a page that was left meanwhile, Streamlit would draw the form where it no longer has a place.
  form.addEventListener("focusout", (event) => {
    if (timer !== undefined && !form.contains(event.relatedTarget)) tell();
  });
  form.onsubmit = (event) => event.preventDefault();
  form.onkeydown = (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      act("save");
    }
    if (!event.target.matches("input")) return;
    const step = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const shown = fields(form).filter((input) => !input.hidden);
    const next = shown[shown.indexOf(event.target) + step];
    if (next) { next.focus(); next.select(); }
    else if (step > 0) form.querySelector("[data-do=save]")?.focus();
  };
  form.onpaste = (event) => {
    const cells = event.clipboardData.getData("text").trimEnd().split(/\r?\n|\t/);
    if (cells.length < 2 || !event.target.matches("[data-figure]")) return;
    event.preventDefault();
    const column = [...form.querySelectorAll("[data-figure]")];
    const first = column.indexOf(event.target);
    cells.forEach((cell, at) => column[first + at] && (column[first + at].value = cell.trim()));
    changed();
  };
  form.onclick = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { do: action, fill: name, value, sectionFill } = button.dataset;
    if (action) return act(action);
    if (name) {
      const input = form.elements[name];
      fill(input, value);
      input.focus();
      return;
    }
    for (const input of button.closest("[data-section]").querySelectorAll("[data-figure]")) {
      if (input.value.trim() === "") input.value = sectionFill ?? input.dataset.before;
    }
    changed();
  };
  if (kept && JSON.stringify(texts(form)) !== JSON.stringify({ ...texts(form), ...data.texts })) changed();
  return form;
}

function button(choice, name) {
  const element = document.createElement("button");
  element.type = "button";
  element.dataset.fill = name;
  element.dataset.value = choice.value;
  element.textContent = choice.label;
  return element;
}

function refresh(form, data) {
  for (const echo of form.querySelectorAll("[data-echo]")) {
    const said = data.echo[echo.dataset.echo];
    const input = form.elements[echo.dataset.echo];
    const written = JSON.stringify(said ?? null);
    input.classList.toggle("wrong", Boolean(said?.bad));
    input.classList.toggle("changed", Boolean(said?.changed));
    input.setAttribute("aria-invalid", String(Boolean(said?.bad)));
    if (echo.written === written) continue;
    echo.written = written;
    echo.className = said?.bad ? "echo bad" : "echo muted";
    echo.replaceChildren(said?.text ?? "", ...(said?.choices ?? []).flatMap((choice) => [" ", button(choice, echo.dataset.echo)]));
  }
  for (const [name, said] of Object.entries(data.checks)) {
    const row = form.querySelector(`[data-check="${CSS.escape(name)}"]`);
    row.className = `check ${said.style}`;
    row.querySelector("i").textContent = said.symbol;
    row.querySelector("span").textContent = said.text;
    row.querySelector("input").hidden = !said.explain;
  }
  form.querySelector("[data-unsaved]").textContent = data.unsaved;
  const message = form.querySelector(".save .message");
  message.className = `message ${data.message?.style ?? ""}`;
  message.replaceChildren(data.message?.text ?? "");
  if (data.message?.items?.length) {
    const list = document.createElement("ul");
    for (const item of data.message.items) list.appendChild(document.createElement("li")).textContent = item;
    message.appendChild(list);
  }
}

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  let root = parentElement.querySelector(".kpi");
  if (!root) {
    root = document.createElement("div");
    root.className = "kpi";
    parentElement.appendChild(root);
  }
  const send = (name, value) => (name === "texts" ? setStateValue(name, value) : setTriggerValue(name, value));
  if (root.identity !== data.identity) {
    root.identity = data.identity;
    for (const old of data.outdated) stored.forget(old);
    build(root, data, send);
  }
  refresh(root.querySelector("form"), data);
}
