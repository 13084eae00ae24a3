// Completions while typing. The pages work without this.
(() => {
  const input = document.querySelector("input[data-suggest]");
  const list = document.getElementById("saran");
  if (!input || !list) return;
  let timer, running;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running?.abort();
      const text = input.value.trim();
      if (text.length < 2) return list.replaceChildren();
      running = new AbortController();
      try {
        const url = `${input.dataset.suggest}?limit=6&q=${encodeURIComponent(input.value)}`;
        const answer = await fetch(url, { signal: running.signal });
        if (!answer.ok) return;
        const { suggestions } = await answer.json();
        list.replaceChildren(...suggestions.map(({ text, count }) => {
          const option = document.createElement("option");
          option.value = text;
          if (count) option.label = `${text} (${count})`;
          return option;
        }));
      } catch (error) {
        if (error.name !== "AbortError") list.replaceChildren();
      }
    }, 120);
  });
})();
