// A button that prints, where a script can offer one; without it the browser's own menu prints as well.
const place = document.querySelector("[data-print]");

if (place) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = place.dataset.print;
  button.addEventListener("click", () => print());
  place.append(button);
}
