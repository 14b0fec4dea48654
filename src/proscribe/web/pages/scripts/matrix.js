// Narrows the rows while a name is typed; the form does the same without scripts.
const field = document.querySelector("#name");
const rows = [...document.querySelectorAll(".matrix tbody tr")];
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const names = rows.map((row) => plain(row.cells[0].textContent));

field?.addEventListener("input", () => {
  const wanted = plain(field.value.trim());
  rows.forEach((row, at) => { row.hidden = !names[at].includes(wanted); });
});
