// Keys that press the page's own buttons and follow its own links; the page works without them.
const matters = [...document.querySelectorAll(".matter")];
const keys = document.querySelector("#keys");
const current = () => document.activeElement?.closest(".matter") ?? null;

function focus(matter) {
  if (!matter) return;
  matter.focus({ preventScroll: true });
  matter.scrollIntoView({ block: "nearest" });
  if (matter.getBoundingClientRect().top < 0 || matter.offsetHeight > innerHeight) matter.scrollIntoView({ block: "start" });
}

function step(by) {
  const at = matters.indexOf(current());
  focus(matters[at < 0 ? (by > 0 ? 0 : matters.length - 1) : Math.min(Math.max(at + by, 0), matters.length - 1)]);
}

const acts = {
  j: () => step(1),
  k: () => step(-1),
  a: () => current()?.querySelector("button.accept")?.click(),
  r: () => current()?.querySelector("input.because")?.focus(),
  e: () => current()?.querySelector("a.edit")?.click(),
  o: () => current()?.querySelector("a.read")?.click(),
  "?": () => {
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const reason = event.target.closest("input.because");
  if (reason) {
    // in the reason, Enter rejects where one was written; an empty field is left with Escape
    if (event.key === "Enter") {
      event.preventDefault();
      if (reason.value.trim()) reason.closest("form").querySelector("button.reject").click();
    } else if (event.key === "Escape") {
      focus(reason.closest(".matter"));
    }
    return;
  }
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (acts[event.key]) {
    event.preventDefault();
    acts[event.key]();
  }
});

if (matters.length && (location.hash.startsWith("#a-") || new URLSearchParams(location.search).has("done"))) {
  focus(document.getElementById(location.hash.slice(1)) ?? matters[0]);
}
