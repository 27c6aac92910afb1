// When an answer does not arrive, what was typed stays on the page and a sentence says so.
(function () {
  function say(isLost) {
    var place = document.getElementById("unsent");
    if (!place) return;
    place.hidden = !isLost;
    place.textContent = isLost ? place.dataset.text : "";
    if (isLost) place.scrollIntoView({ block: "center" });
  }

  addEventListener("htmx:before:request", function () { say(false); });
  addEventListener("htmx:error", function () { say(true); });
  // An answer that is not this site's (of something between) must not take the page's place.
  addEventListener("htmx:after:request", function (event) {
    var asked = event.detail.ctx;
    if ((asked.hx && asked.hx.retarget) || asked.text.indexOf('id="step"') > 0) return;
    event.preventDefault();
    say(true);
  });
})();
