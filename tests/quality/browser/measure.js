// What is measured inside a page. Chromium is handed this file as it stands; it adds one global, `measure`.

globalThis.measure = (() => {
  const MARGINAL = ".quiet, .source, .field, footer";
  const CONTROLS = "a[href], button, summary, input, select, textarea, [role=button]";
  const OWN_BOX = "[role=region][tabindex]";

  /** An element in few words: its tag, class and what it says. */
  const name = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent).trim().replace(/\s+/g, " ").slice(0, 24);
    const kind = element.classList.length ? `.${[...element.classList].join(".")}` : "";
    return `<${element.localName}${kind}> ${words}`;
  };

  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen");

  const size = (element) => parseFloat(getComputedStyle(element).fontSize);

  /** Every text that is seen, each with the element around it. */
  function* texts(within = document.body) {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && seen(parent)) yield [walker.currentNode, parent];
    }
  }

  const block = (element) => {
    while (getComputedStyle(element).display === "inline") element = element.parentElement;
    return element;
  };

  /** The smallest text anywhere, and what of the body is smaller than body text may be. */
  const type = (smallest, body) => {
    const wrong = new Map();
    for (const [, parent] of texts()) {
      const least = parent.closest("main") && !parent.closest(MARGINAL) ? body : smallest;
      if (size(parent) < least - 0.01) wrong.set(`${name(parent)}: ${size(parent)} px, at least ${least}`, true);
    }
    return [...wrong.keys()];
  };

  /** Lines longer than so many characters of their own size. */
  const lines = (longest) => {
    const rows = new Map();
    for (const [node, parent] of texts()) {
      const around = block(parent);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const found = rows.get(around) ?? rows.set(around, []).get(around);
        const middle = (rect.top + rect.bottom) / 2;
        const row = found.find((other) => Math.abs(other.middle - middle) < size(around) * 0.6);
        if (!row) found.push({ middle, left: rect.left, right: rect.right });
        else Object.assign(row, { left: Math.min(row.left, rect.left), right: Math.max(row.right, rect.right) });
      }
    }
    const wrong = [];
    for (const [around, found] of rows) {
      const most = Math.max(...found.map((row) => row.right - row.left)) / size(around);
      if (most > longest + 0.05) wrong.push(`${name(around)}: ${most.toFixed(1)} characters in a line`);
    }
    return wrong;
  };

  /** Whether a link stands within a sentence, where its size is that of the line. */
  const inSentence = (control) => {
    if (getComputedStyle(control).display !== "inline") return false;
    const rest = block(control).textContent.replace(control.textContent, "");
    return rest.trim() !== "";
  };

  /** Controls too small for a finger: those one steers and calls by need more. */
  const targets = (large, small) => {
    const wrong = [];
    for (const control of document.querySelectorAll(CONTROLS)) {
      if (!seen(control) || control.matches(".skip") || inSentence(control)) continue;
      const { width, height } = control.getBoundingClientRect();
      if (!width || !height) continue;
      const main = control.matches("nav *, header *, button, summary, input, select, textarea, a[href^='tel:']");
      const least = main ? large : small;
      if (Math.min(width, height) < least - 0.5) {
        wrong.push(`${name(control)}: ${Math.round(width)} × ${Math.round(height)} px, at least ${least}`);
      }
    }
    return wrong;
  };

  /** Chromium spaces digits between Chinese letters after it has broken the line, which may then hang over a little. */
  const hanging = (box) => size(box) / 4;

  /** What makes the page, or a part of it that is no box made for it, scroll sideways. */
  const sideways = () => {
    const wrong = [];
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) wrong.push(`the page: ${root.scrollWidth} px wide in ${innerWidth}, by ${widest(root)}`);
    for (const box of document.querySelectorAll("body, body *")) {
      if (!seen(box) || box.closest(OWN_BOX)) continue;
      const { overflowX, display } = getComputedStyle(box);
      if (display !== "inline" && overflowX !== "visible" && box.scrollWidth > box.clientWidth + hanging(box)) {
        wrong.push(`${name(box)}: ${box.scrollWidth} px wide in ${box.clientWidth}, by ${widest(box)}`);
      }
    }
    return wrong;
  };

  /** The innermost thing that reaches furthest to the right. */
  const widest = (box) => {
    const inside = [...box.querySelectorAll("*")].filter((one) => seen(one) && !one.closest(OWN_BOX));
    const right = (element) => element.getBoundingClientRect().right;
    return name(inside.reduce((found, one) => (right(one) >= right(found) ? one : found), box));
  };

  /** All that can be read, but for what a script keeps up to date, and what only a script can answer. */
  const words = () => {
    const live = [...document.querySelectorAll("[data-live], [role=search]")].filter((one) => !one.hidden);
    for (const one of live) one.hidden = true;
    const found = document.body.innerText.replace(/\s+/g, " ").trim();
    for (const one of live) one.hidden = false;
    return found;
  };

  /** Text whose lines stand closer than so many times its size; headings may stand closer than what is read on end. */
  const leading = (heading, reading) => {
    const wrong = new Map();
    for (const [, parent] of texts()) {
      const least = parent.closest("h1, h2, h3, .tiles, .sign") ? heading : reading;
      const found = parseFloat(getComputedStyle(parent).lineHeight) / size(parent);
      if (found < least - 0.01) wrong.set(`${name(parent)}: lines of ${found.toFixed(2)}, at least ${least}`, true);
    }
    return [...wrong.keys()];
  };

  /** Paragraphs that stand closer than so many times the space between their lines. */
  const gaps = (least) => {
    const wrong = [];
    for (const after of document.querySelectorAll("p + p")) {
      const before = after.previousElementSibling;
      if (!seen(before) || !seen(after) || !before.textContent.trim() || after.closest("footer, .imprint") || before.matches(".now")) continue;
      const gap = after.getBoundingClientRect().top - before.getBoundingClientRect().bottom;
      const between = parseFloat(getComputedStyle(before).lineHeight) - size(before);
      if (gap < least * between - 0.1) wrong.push(`${name(after)}: ${gap.toFixed(1)} px after ${name(before)}`);
    }
    return wrong;
  };

  /** Whether two things stand in neighbouring cells of one row, whose first lines are level. */
  const besideIt = (one, other) => {
    const [first, second] = [one, other].map((element) => element.closest("td, th, dt, dd"));
    return first && second && first !== second && first.parentElement === second.parentElement;
  };

  /** What is read after what stands below it, or in its line to the right of it. */
  const disorder = () => {
    const wrong = [];
    let last = null;
    for (const [node, parent] of texts()) {
      if (parent.closest(OWN_BOX)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const [rect] = range.getClientRects();
      if (!rect) continue; // a text that takes no room is not seen
      const row = size(parent);
      if (last && !besideIt(last.parent, parent)) {
        const up = last.rect.top - rect.top;
        const beside = Math.abs(up) < row / 2 && rect.left < last.rect.left;
        if (up > 2 * row || beside) wrong.push(`${name(parent)} stands before ${name(last.parent)}`);
      }
      last = { rect, parent };
    }
    return wrong;
  };

  /** Every letter so many times as large, as WeChat's own setting does on an iPhone by `-webkit-text-size-adjust`. */
  const enlarge = (times) => {
    const all = [...document.body.querySelectorAll("*"), document.body].map((element) => [element, size(element)]);
    for (const [element, px] of all) element.style.fontSize = times === 1 ? "" : `${px * times}px`;
  };

  /** What of these is seen. */
  const shown = (selector) => [...document.querySelectorAll(selector)].filter(seen).map(name);

  /** How far down the page its answer ends, in pixels; nothing on a page without one. */
  const answered = () => {
    const answer = document.querySelector(".answer");
    return answer && answer.getBoundingClientRect().bottom + scrollY;
  };

  /** Whether the page's style sheet has reached it. */
  const styled = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim() !== "";

  return { type, lines, targets, sideways, leading, gaps, disorder, enlarge, words, shown, styled, answered };
})();
