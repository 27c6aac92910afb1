// Leaving, and Back afterwards: the two things that plain HTML cannot do.
(function () {
  var page = document.documentElement, exit = document.getElementById("exit"), shifts = 0, last = 0;

  function leave(event) {
    if (event) event.preventDefault();
    page.hidden = true;
    // The session ends on its own way; the browser does not wait for it.
    try {
      if (!navigator.sendBeacon(exit.href)) throw 0;
    } catch (e) {
      try { fetch(exit.href, { method: "POST", keepalive: true }); } catch (e) {}
    }
    location.replace(exit.dataset.to);
  }

  exit.addEventListener("click", leave);
  addEventListener("keydown", function (event) {
    if (event.key !== "Shift") { shifts = 0; return; }
    if (event.repeat) return;
    shifts = event.timeStamp - last < 1500 ? shifts + 1 : 1;
    last = event.timeStamp;
    if (shifts > 2) leave();
  });

  // A page kept in the browser's memory shows nothing when Back brings it: it is asked for again.
  addEventListener("pagehide", function (event) { if (event.persisted) page.hidden = true; });
  addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    page.hidden = true;
    location.replace(location.pathname + location.search);
  });
})();
