// Finds the first visible place where one of the texts stands (white space aside), brings it into
// view and draws a red box round it. Gives back the box in the window, or null when no text is seen.
({texts, inner}) => {
  const LIMIT = 2000000;
  const letters = [], places = [];
  const skipped = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TITLE']);
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && letters.length < LIMIT; node = walker.nextNode()) {
    if (node.parentElement && skipped.has(node.parentElement.tagName)) continue;
    for (let at = 0; at < node.data.length; at++) {
      if (/\s/.test(node.data[at])) continue;
      letters.push(node.data[at]);
      places.push([node, at]);
    }
  }
  const whole = letters.join('');
  const bare = (text) => text.replace(/\s+/g, '');
  const spans = [];
  for (const text of texts.map(bare).filter((text) => text)) {
    for (let at = whole.indexOf(text); at >= 0 && spans.length < 40; at = whole.indexOf(text, at + 1)) {
      const within = inner ? text.indexOf(bare(inner)) : -1;
      spans.push(within < 0 ? [at, at + text.length] : [at + within, at + within + bare(inner).length]);
    }
  }
  for (const [start, end] of spans) {
    const range = document.createRange();
    range.setStart(places[start][0], places[start][1]);
    range.setEnd(places[end - 1][0], places[end - 1][1] + 1);
    const seen = [...range.getClientRects()].some((r) => r.width > 1 && r.height > 1);
    const holder = places[start][0].parentElement;
    if (!seen || getComputedStyle(holder).visibility === 'hidden') continue;
    holder.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
    const r = range.getBoundingClientRect();
    const box = {x: r.left - 4, y: r.top - 4, width: r.width + 8, height: r.height + 8};
    const frame = document.createElement('div');
    frame.style.cssText = 'all:initial;position:fixed;z-index:2147483647;box-sizing:border-box;' +
      `left:${box.x}px;top:${box.y}px;width:${box.width}px;height:${box.height}px;` +
      'border:3px solid #e60000;background:transparent;pointer-events:none';
    document.documentElement.appendChild(frame);
    const out = box.y + box.height < 0 || box.y > innerHeight || box.x > innerWidth;
    return out ? null : box;
  }
  return null;
}
