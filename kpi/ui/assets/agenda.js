// The agenda while it is prepared: shows rows made on the server, sends minutes as they are typed, and what moves a row.
function texts(root) {
  return Object.fromEntries([...root.querySelectorAll("[data-minutes]")].map((input) => [input.dataset.minutes, input.value]));
}

function place(root, data) {
  const active = root.getRootNode().activeElement;
  root.querySelectorAll("[data-place]").forEach((input, at) => {
    if (input !== active) input.value = at + 1;
  });
  for (const input of root.querySelectorAll("[data-minutes]")) {
    input.setAttribute("aria-invalid", String(data.wrong.includes(input.dataset.minutes)));
  }
}

function focusAgain(root) {
  const row = root.querySelector(`[data-row="${root.moved?.row}"]`);
  const again = row?.querySelector(`[data-do="${root.moved.do}"]:not(:disabled)`) ?? row?.querySelector("button:not(:disabled)");
  again?.focus();
  root.moved = null;
}

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  let root = parentElement.querySelector(".kpi");
  if (!root) {
    root = document.createElement("div");
    root.className = "kpi";
    parentElement.appendChild(root);
  }
  const act = (element, name, to) => {
    root.moved = { row: element.closest("[data-row]").dataset.row, do: name };
    setTriggerValue("act", { ...root.moved, to });
  };
  root.onclick = (event) => {
    const button = event.target.closest("button[data-do]");
    if (button) act(button, button.dataset.do, "");
  };
  root.onchange = (event) => {
    if (event.target.matches("[data-minutes]")) setStateValue("minutes", texts(root));
    if (event.target.matches("[data-place]")) act(event.target, "move", event.target.value);
  };
  root.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.target.blur();
  };
  if (root.shown !== data.html) {
    root.innerHTML = data.html;
    root.shown = data.html;
    for (const input of root.querySelectorAll("[data-minutes]")) input.value = data.minutes[input.dataset.minutes];
    focusAgain(root);
  }
  place(root, data);
}
