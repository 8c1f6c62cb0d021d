// The page as it stands, as HTML without scripts: links absolute, frames and open shadow trees
// inlined where they are shown. `frames` maps the mark of a frame element to the HTML of its body.
({frames, limit}) => {
  const inert = document.implementation.createHTMLDocument('');
  const DROPPED = new Set(['SCRIPT', 'NOSCRIPT', 'TEMPLATE', 'OBJECT', 'EMBED']);
  let size = 0;
  const copy = (node) => {
    if (size > limit) return null;
    if (node.nodeType === Node.TEXT_NODE) {
      size += node.data.length;
      return inert.createTextNode(node.data);
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return null;
    if (DROPPED.has(node.tagName) && !(node.type || '').includes('json')) return null;
    const mark = node.getAttribute('data-xuncha-frame');
    if (mark !== null && frames[mark] !== undefined) {
      const box = inert.createElement('div');
      box.setAttribute('data-xuncha-frame', node.src || '');
      box.innerHTML = frames[mark];
      size += frames[mark].length;
      return box;
    }
    let made;
    try { made = inert.importNode(node, false); } catch (e) { return null; }
    for (const name of made.getAttributeNames()) {
      if (name.startsWith('on') || name === 'data-xuncha-frame') made.removeAttribute(name);
    }
    for (const name of ['href', 'src']) {
      if (made.hasAttribute(name) && typeof node[name] === 'string' && node[name]) {
        made.setAttribute(name, node[name]);
      }
    }
    size += 40;
    const shadow = node.shadowRoot ? [...node.shadowRoot.childNodes] : [];
    for (const child of [...shadow, ...node.childNodes]) {
      const one = copy(child);
      if (one) made.appendChild(one);
    }
    return made;
  };
  const root = copy(document.documentElement);
  return {
    html: size > limit || !root ? null : '<!DOCTYPE html>' + root.outerHTML,
    body: size > limit || !root ? null : (root.querySelector('body') || root).innerHTML,
    url: location.href,
  };
}
