// Shows texts made on the server, each with a button that copies it; where the browser keeps its clipboard
// closed (a page without https), the text is selected and copied the old way.
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

export default function ({ parentElement, data }) {
  let root = parentElement.querySelector(".kpi");
  if (!root) {
    root = document.createElement("div");
    root.className = "kpi";
    parentElement.appendChild(root);
  }
  root.onclick = async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    event.preventDefault();
    const done = await copy(root.querySelector(`[name=${button.dataset.copy}]`));
    root.querySelector("[data-done]").textContent = done ? data.copied : "";
  };
  if (root.shown !== data.html) {
    root.innerHTML = data.html;
    root.shown = data.html;
  }
}
