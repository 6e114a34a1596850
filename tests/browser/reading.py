"""What of a page can be read, by eye and by a screen reader."""

import re

from playwright.sync_api import Locator, Page

ENGLISH = re.compile(
    r"\b(search|no results|choose|option|options|select|running|stop|deploy|settings|print|rerun|made with|streamlit|"
    r"loading|connecting|connection|error|close|open|cancel|page|pages|the|and|not|of|please|file|files|browse|clear|"
    r"download|fullscreen|zoom|reset|january|february|march|april|june|july|august|september|october|november|"
    r"december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|nan|none|null|true|false|undefined)\b",
    re.IGNORECASE,
)
NAMES = ("PAR INDEX",)
_SHOWN = """(root) => {
    const UNSEEN = "style, script, noscript, template, [data-testid=stIconMaterial]";
    const said = [];
    const content = (text) => (text.startsWith('"') ? JSON.parse(text) : "");
    const visit = (node) => {
        if (node.nodeType === Node.TEXT_NODE) {
            const { fontSize, visibility, clipPath } = getComputedStyle(node.parentElement);
            if (parseFloat(fontSize) > 0 && visibility === "visible" && clipPath === "none") said.push(node.nodeValue);
            return;
        }
        if (node.nodeType !== Node.ELEMENT_NODE || node.matches(UNSEEN)) return;
        const style = getComputedStyle(node);
        if (style.display === "none" || style.clipPath === "inset(50%)") return;
        for (const side of ["::before", "::after"]) said.push(content(getComputedStyle(node, side).content));
        if (node.placeholder && !node.value) said.push(node.placeholder);
        for (const child of (node.shadowRoot ?? node).childNodes) visit(child);
    };
    visit(root);
    return said.map((text) => text.trim()).filter(Boolean).join("\\n");
}"""
_UNNAMED = """() => {
    const inputs = [];
    const visit = (root) => {
        for (const element of root.querySelectorAll("*")) {
            if (element.matches("input, select, textarea")) inputs.push(element);
            if (element.shadowRoot) visit(element.shadowRoot);
        }
    };
    visit(document);
    return inputs
        .filter((input) => input.checkVisibility())
        .filter((input) => !input.ariaLabel && !input.labels?.length && !input.getAttribute("aria-labelledby"))
        .map((input) => input.outerHTML);
}"""


def shown(root: Locator) -> str:
    """All text that can be seen below an element, shadow roots and what style sheets write included."""
    return str(root.evaluate(_SHOWN))


def english(root: Locator) -> set[str]:
    """The English words that can be read below an element, which has to show something."""
    text = shown(root)
    assert text, "there is nothing to read"
    for name in NAMES:
        text = text.replace(name, "")
    return {found[0].lower() for found in ENGLISH.finditer(text)}


def unnamed(page: Page) -> list[str]:
    """The visible inputs of a page that have no name."""
    return list(page.evaluate(_UNNAMED))
