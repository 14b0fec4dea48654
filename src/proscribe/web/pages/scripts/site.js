// Eases what works without it: a changed day is shown at once, and keys move between the days of change.
const bar = document.querySelector(".timebar");

if (bar) {
  let touched = null;
  for (const input of bar.querySelectorAll('input[type="date"]')) {
    const before = input.value;
    input.addEventListener("input", () => { touched = input.value !== before; });
    input.addEventListener("blur", () => { if (touched && input.validity.valid) bar.requestSubmit(); });
  }
}

const keys = { "[": "on-prev", "]": "on-next", "{": "known-prev", "}": "known-next" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "/") {
    event.preventDefault();
    (document.querySelector("#q") ?? document.querySelector("#find"))?.focus();
  } else if (keys[event.key]) {
    document.querySelector(`[data-key="${keys[event.key]}"]`)?.click();
  }
});
