// While a screening goes on, its count is looked at again; the results are shown as soon as they are there.
const bar = document.querySelector("progress");
const again = document.querySelector("a.again");
const address = document.querySelector('link[rel="alternate"][type="application/json"]').href;

async function look() {
  try {
    const found = await (await fetch(address)).json();
    if (found.done) return location.reload();
    if (found.total) bar.value = Math.min(found.names, found.total);
    document.querySelector(".count").textContent = document.querySelector(".count").textContent.replace(/[\d,]+/, found.names.toLocaleString("en"));
  } catch {
    return again.focus();
  }
  setTimeout(look, 1000);
}

if (bar) setTimeout(look, 1000);
