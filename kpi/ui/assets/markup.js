// Shows a block of HTML made on the server and reports clicks on its links.
document.documentElement.lang = "vi";

export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(".kpi");
  if (!root) {
    root = document.createElement("div");
    root.className = "kpi";
    parentElement.appendChild(root);
  }
  root.onclick = (event) => {
    const link = event.target.closest("a[href^='./']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    setTriggerValue("link", link.getAttribute("href"));
  };
  if (root.shown !== data.html) {
    root.innerHTML = data.html;
    root.shown = data.html;
  }
}
