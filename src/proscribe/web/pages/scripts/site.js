// Eases what works without it: a changed day is shown at once, and keys move between the days of change.
const bar = document.querySelector(".timebar");

if (bar) {
  for (const input of bar.querySelectorAll("input.date")) {
    const picker = document.createElement("input");
    picker.type = "date";
    picker.className = "unseen";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet pick";
    button.textContent = "▾";
    button.setAttribute("aria-label", input.dataset.picker);
    button.addEventListener("click", () => {
      picker.value = input.value;
      picker.showPicker?.();
    });
    picker.addEventListener("change", () => {
      if (picker.value) input.value = picker.value;
      bar.requestSubmit();
    });
    input.after(button, picker);
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
