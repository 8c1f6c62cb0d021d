/* What is typed into a form is not lost at the end of a session: typing counts as use, and a form
   sent past the end stays on the page until the same person is signed in again. Nothing typed is
   kept anywhere else. A second click on a form that is on its way does nothing. Chromium 80. */
(function () {
  "use strict";
  var body = document.body;
  var user = body.getAttribute("data-user");
  var idle = Number(body.getAttribute("data-idle")) * 1000;
  var left = Number(body.getAttribute("data-left")) * 1000;
  var ON_ITS_WAY = 10000;
  var TOKEN = "input[name=csrfmiddlewaretoken]";
  var loaded = Date.now();
  var seen = loaded;
  var pressed = null;

  var tab = document.querySelector(".tabs nav [aria-current]");
  if (tab && tab.parentNode.scrollWidth > tab.parentNode.clientWidth) {
    tab.parentNode.scrollLeft = tab.offsetLeft - tab.parentNode.offsetLeft - 40;
  }
  if (!user) return;

  function hasEnded() { return Date.now() - seen >= idle || Date.now() - loaded >= left; }

  function ask(then) {
    fetch(body.getAttribute("data-session"), { credentials: "same-origin" })
      .then(function (answer) {
        var told = answer.headers.get("content-type") || "";
        return answer.ok && told.indexOf("application/json") === 0 ? answer.json() : {};
      })
      .then(then, function () { then(null); });
  }

  function renew(session) {
    seen = loaded = Date.now();
    left = session.left * 1000;
    document.querySelectorAll(TOKEN).forEach(function (one) { one.value = session.token; });
  }

  function warn(form, text, link) {
    var old = form.parentNode.querySelector(".note-ended");
    if (old) old.remove();
    var note = document.createElement("p");
    note.className = "note note-warning note-ended";
    note.setAttribute("role", "alert");
    note.textContent = text;
    if (link) {
      var to = document.createElement("a");
      to.href = body.getAttribute("data-login");
      to.target = "_blank";
      to.textContent = link;
      note.appendChild(to);
    }
    form.parentNode.insertBefore(note, form);
    note.scrollIntoView({ block: "center" });
  }

  function again(form, then) {
    ask(function (session) {
      if (session === null) {
        warn(form, "没有连上服务器，内容还在本页；请稍后再提交。", "");
      } else if (!session.user) {
        warn(form, "登录时间已到，您填写的内容还在本页。请先", "在新窗口登录");
      } else if (String(session.user) !== user) {
        warn(form, "现在登录的是另一个人，不能提交这一页的内容。", "");
      } else {
        renew(session);
        var old = form.parentNode.querySelector(".note-ended");
        if (old) old.remove();
        then();
      }
    });
  }

  /* For pages that send their forms themselves: ``then`` runs as soon as the session lives. */
  window.signedIn = {
    before: function (form, then) { if (hasEnded()) again(form, then); else then(); },
    again: again
  };

  document.addEventListener("input", function () {
    if (hasEnded() || Date.now() - seen < idle / 4) return;
    seen = Date.now();
    ask(function (session) { if (session && String(session.user) === user) left = session.left * 1000 + Date.now() - loaded; });
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button, input[type=submit]") : null;
    if (button) pressed = button;
  }, true);

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    if (hasEnded()) {
      event.preventDefault();
      var button = pressed && pressed.form === form ? pressed : undefined;
      again(form, function () { form.requestSubmit(button); });
      return;
    }
    form.setAttribute("data-sent", "");
    window.setTimeout(function () { form.removeAttribute("data-sent"); }, ON_ITS_WAY);
  });

  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { form.removeAttribute("data-sent"); });
  });
})();
