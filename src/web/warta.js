// Completions while typing: a list below the search box, for fingers, arrow keys and screen
// readers (the ARIA combobox pattern). The pages work without this.
(() => {
  const input = document.querySelector("input[data-suggest]");
  const list = document.getElementById("saran");
  const status = document.getElementById("saran-ada");
  if (!input || !list) return;
  const kinds = { name: "nama", place: "tempat", topic: "topik", headline: "judul", title: "judul", word: "kata", category: "kategori", query: "sering dicari" };
  let timer, running, typed = "", at = -1;
  const set = (name, value) => input.setAttribute(name, value);
  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-controls", list.id);
  set("aria-expanded", "false");

  const say = (text) => { if (status) status.textContent = text; };
  const close = () => {
    clearTimeout(timer);
    running?.abort();
    list.hidden = true;
    list.replaceChildren();
    at = -1;
    set("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    say("");
  };
  const choose = (text) => {
    input.value = text;
    close();
    input.form?.requestSubmit();
  };
  const option = ({ text, kind, count }, number) => {
    const item = document.createElement("li");
    item.id = `saran-${number}`;
    item.dataset.text = text;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const what = document.createElement("span");
    what.textContent = text;
    const about = document.createElement("span");
    about.className = "count";
    const articles = count ? count.toLocaleString("id") : "";
    about.textContent = [kinds[kind], articles].filter(Boolean).join(" · ");
    item.append(what, about);
    // The box keeps the focus, and with it a phone its keyboard.
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(text));
    return item;
  };
  // `-1` is what was typed.
  const move = (to) => {
    const items = list.children;
    items[at]?.setAttribute("aria-selected", "false");
    at = to >= items.length ? -1 : to < -1 ? items.length - 1 : to;
    const item = items[at];
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      set("aria-activedescendant", item.id);
    } else input.removeAttribute("aria-activedescendant");
    input.value = item ? item.dataset.text : typed;
  };

  const ask = async () => {
    running?.abort();
    if (typed.trim().length < 2) return close();
    running = new AbortController();
    try {
      const url = `${input.dataset.suggest}?limit=6&q=${encodeURIComponent(typed)}`;
      const answer = await fetch(url, { signal: running.signal });
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map(option));
      at = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = suggestions.length === 0;
      set("aria-expanded", String(!list.hidden));
      say(list.hidden ? "" : `${suggestions.length} saran`);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };
  input.addEventListener("input", () => {
    typed = input.value;
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    // While an input method composes, keys are its own.
    if (event.isComposing) return;
    if (list.hidden) {
      // Closed by Escape or by a choice, it opens again.
      if (event.key !== "ArrowDown") return;
      typed = input.value;
      ask();
    } else if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Escape") { input.value = typed; close(); }
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  input.form?.addEventListener("submit", close);
})();

// Which result was opened, for evaluation: query, id and place, nothing about the reader. The
// server keeps it only when its query log is on.
(() => {
  const hits = document.querySelector("ol.hits[data-clicks]");
  const report = (event) => {
    const item = event.target.closest("h2 a")?.closest("li");
    if (!item) return;
    const rank = [...hits.children].indexOf(item) + 1;
    const id = item.querySelector("[data-id]").dataset.id;
    navigator.sendBeacon(hits.dataset.clicks, JSON.stringify({ query: hits.dataset.query, id, rank }));
  };
  hits?.addEventListener("click", report);
  hits?.addEventListener("auxclick", report);
})();
