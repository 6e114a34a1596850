// A button that prints the page.
export default function ({ parentElement, data }) {
  let root = parentElement.querySelector(".kpi");
  if (!root) {
    root = document.createElement("div");
    root.className = "kpi print";
    root.appendChild(document.createElement("button")).type = "button";
    parentElement.appendChild(root);
  }
  const button = root.querySelector("button");
  button.textContent = data.label;
  button.title = data.hint;
  button.onclick = () => window.print();
}
