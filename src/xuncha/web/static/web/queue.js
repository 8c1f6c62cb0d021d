/* The review queue by keyboard: every key presses a button or follows a link that is on the page.
   Without this script the same buttons and links work as plain forms. Chromium 80. */
(function () {
  "use strict";
  var busy = false;
  var dismissing = false;

  function queue() { return document.getElementById("queue"); }
  function find(selector) { return queue().querySelector(selector); }
  function say(text) {
    var line = document.getElementById("queue-said");
    if (line) line.textContent = text;
  }

  function show(html, address) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var fresh = page.getElementById("queue");
    if (!fresh) { location.assign(address); return; }
    var list = find(".queue-list");
    var scrolled = list ? list.scrollTop : 0;
    document.querySelectorAll("main > .note").forEach(function (one) { one.remove(); });
    var main = document.getElementById("main");
    var notes = page.querySelectorAll("main > .note");
    var said = [];
    for (var i = notes.length - 1; i >= 0; i--) {
      said.unshift(notes[i].textContent);
      main.insertBefore(document.importNode(notes[i], true), main.firstChild);
    }
    queue().replaceWith(document.importNode(fresh, true));
    document.title = page.title;
    history.replaceState(null, "", address);
    dismissing = false;
    list = find(".queue-list");
    if (list) list.scrollTop = scrolled;
    var chosen = find("[data-item][aria-current]");
    if (chosen && list && (chosen.offsetTop < list.scrollTop || chosen.offsetTop + chosen.offsetHeight > list.scrollTop + list.clientHeight)) {
      list.scrollTop = chosen.offsetTop - 40;
    }
    var title = document.getElementById("case-title");
    if (title) title.focus({ preventScroll: true });
    say(said.join(" "));
  }

  function load(address, options, ended) {
    if (busy) return;
    busy = true;
    queue().setAttribute("aria-busy", "true");
    fetch(address, Object.assign({ credentials: "same-origin" }, options || {}))
      .then(function (answer) {
        return answer.text().then(function (html) {
          busy = false;
          var isOut = answer.url.indexOf("/login/") >= 0;
          if (isOut && ended) { queue().removeAttribute("aria-busy"); ended(); return; }
          if (!answer.ok || isOut) { location.assign(answer.url); return; }
          show(html, answer.url);
        });
      })
      .catch(function () {
        busy = false;
        queue().removeAttribute("aria-busy");
        say("没有连上服务器，刚才的操作没有保存；请稍后再试。");
        window.alert("没有连上服务器，刚才的操作没有保存；请稍后再试。");
      });
  }

  function send(form, button) {
    function post() {
      var data = new FormData(form);
      if (button && button.name) data.append(button.name, button.value);
      load(form.getAttribute("action") || location.href, { method: "POST", body: data }, function () {
        window.signedIn.again(form, post);
      });
    }
    window.signedIn.before(form, post);
  }

  function press(selector) {
    var button = find(selector);
    if (button) button.click();
  }

  function step(by) {
    var items = Array.prototype.slice.call(queue().querySelectorAll("[data-item]"));
    var at = items.findIndex(function (one) { return one.hasAttribute("aria-current"); });
    var wanted = items[at < 0 ? 0 : at + by];
    if (wanted) load(wanted.href);
  }

  function dismiss(on) {
    dismissing = on;
    var why = find("[data-why]");
    if (!why) return;
    why.classList.toggle("is-asked", on);
    if (on) { why.focus(); why.scrollIntoView({ block: "nearest" }); }
  }

  function help() {
    var dialog = document.getElementById("queue-help");
    if (!dialog || !dialog.showModal) return;
    if (dialog.open) dialog.close(); else dialog.showModal();
  }

  var keys = {
    j: function () { step(1); },
    k: function () { step(-1); },
    a: function () { press('[data-key="a"]'); },
    d: function () { dismiss(true); },
    l: function () { press('[data-key="l"]'); },
    g: function () { var to = find("[data-to]"); if (to) to.focus(); },
    u: function () { press("[data-undo] button"); },
    o: function () { var link = find("[data-evidence]"); if (link) window.open(link.href, "_blank", "noopener"); },
    "?": help,
    "？": help
  };

  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var button = event.target.closest ? event.target.closest("#queue form[method=post] button[name]") : null;
    if (button && !button.disabled) { event.preventDefault(); send(button.form, button); return; }
    var item = event.target.closest ? event.target.closest("[data-item], .queue-shows a, .queue .pager a") : null;
    if (item) { event.preventDefault(); load(item.href); }
  });

  document.addEventListener("keydown", function (event) {
    var field = event.target;
    var name = field.tagName;
    if (event.key === "Escape") { dismiss(false); if (field.blur && name !== "BODY") field.blur(); return; }
    if (name === "TEXTAREA") {
      if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); press("[data-dismiss]"); }
      return;
    }
    if (name === "SELECT" && field.hasAttribute("data-to") && event.key === "Enter") {
      event.preventDefault(); press("[data-assign]"); return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || busy) return;
    if (name === "SELECT" || (name === "INPUT" && field.type !== "checkbox")) return;
    if (document.querySelector("dialog[open]") && event.key !== "?" && event.key !== "？") return;
    if (dismissing && /^[1-9]$/.test(event.key)) {
      event.preventDefault(); press('[data-reason="' + event.key + '"]'); return;
    }
    var act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
