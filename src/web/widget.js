// A search box for other sites:
//   <script src="https://HOST/widget.js" data-label="Cari berita" data-filter="source=Kabar Nusa" defer></script>
// It stands where the script stands and opens the results on the Warta page. Styles are shut in
// a shadow root; nothing is loaded from elsewhere and nothing is stored.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const home = new URL(".", script.src);
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    form { display: flex; max-width: 30rem; font: 1rem/1.4 system-ui, sans-serif; }
    input { flex: 1; min-width: 0; font: inherit; padding: .5em .7em; border: 1px solid #9aa0a6; border-right: 0; border-radius: 8px 0 0 8px; }
    button { font: inherit; padding: .5em 1em; border: 1px solid #b3261e; background: #b3261e; color: #fff; border-radius: 0 8px 8px 0; cursor: pointer; }
  `);
  root.adoptedStyleSheets = [sheet];
  const form = document.createElement("form");
  form.action = home.href;
  form.setAttribute("role", "search");
  const label = script.dataset.label || "Cari berita";
  const input = document.createElement("input");
  Object.assign(input, { type: "search", name: "q", placeholder: label, maxLength: 2000 });
  input.setAttribute("aria-label", label);
  const button = document.createElement("button");
  button.textContent = "Cari";
  form.append(input, button);
  for (const [name, value] of new URLSearchParams(script.dataset.filter || "")) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  root.append(form);
  if (script.closest("head")) console.warn(`${script.src}: move this script into the body, to where the search box shall stand`);
  script.after(host);
})();
