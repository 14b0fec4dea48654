// A file may be dropped anywhere on its field, not only on the button.
const drop = document.querySelector(".drop");
const input = drop?.querySelector("input[type=file]");

if (drop && input) {
  const hint = document.createElement("span");
  hint.className = "note";
  hint.textContent = drop.dataset.drop;
  input.after(hint);
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}
