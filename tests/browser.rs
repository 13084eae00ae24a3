//! The pages in a real browser: headless Chromium, driven from the command line. `./test` installs
//! it; without it these tests fail, because a page that nobody looked at is not tested.

mod common;

use std::{path::Path, process::Command, time::Duration};

use common::Server;

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

fn browser(arguments: &[&str], url: &str) -> Vec<u8> {
    let profile = tempfile::tempdir().unwrap();
    let name = BROWSERS
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok())
        .expect("no Chromium found: run ./test, which installs it");
    let output = Command::new(name)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-sync",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--lang=id",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(arguments)
        .arg(url)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// The document after scripts have run.
fn dom(url: &str) -> String {
    String::from_utf8(browser(&["--virtual-time-budget=3000", "--dump-dom"], url)).unwrap()
}

fn screenshot(url: &str, size: (u32, u32), file: &Path) {
    let window = format!("--window-size={},{}", size.0, size.1);
    let file = format!("--screenshot={}", file.display());
    browser(&[&window, &file, "--virtual-time-budget=3000"], url);
}

/// Width, height and how many different bytes the picture's data has: a blank page compresses to
/// almost nothing.
fn png(file: &Path) -> (u32, u32, usize) {
    let bytes = std::fs::read(file).unwrap();
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20), bytes.len())
}

#[test]
fn a_reader_sees_results_facets_and_the_chart() {
    let server = Server::start();
    let dom = dom(&format!("{}/?q=alas+kaki", server.url));
    assert!(dom.contains("<mark>Alas</mark> <mark>Kaki</mark>"), "{dom}");
    assert!(dom.contains("<rect"), "the chart is drawn");
    assert!(dom.contains("Kategori") && dom.contains("Sumber"));
    assert!(!dom.contains("<script>alert"));
}

#[test]
fn the_page_fits_a_phone_and_a_desk() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    // Chromium's window has a least width of 500 on some systems.
    for (name, size) in [("phone", (500, 900)), ("desk", (1280, 900))] {
        let file = folder.path().join(format!("{name}.png"));
        screenshot(&format!("{}/?q=", server.url), size, &file);
        let (width, height, bytes) = png(&file);
        assert_eq!((width, height), size);
        assert!(
            bytes > 15_000,
            "{name}: the picture has {bytes} bytes, as if nothing were drawn"
        );
        if let Some(keep) = std::env::var_os("WARTA_TEST_SCREENSHOTS") {
            std::fs::copy(&file, Path::new(&keep).join(format!("{name}.png"))).unwrap();
        }
    }
}

#[test]
fn nothing_sticks_out_of_the_smallest_phone() {
    let server = Server::start();
    let seen: Vec<String> = ["/", "/?q=harga+beras&explain=true", "/artikel/beras"]
        .into_iter()
        .map(|path| {
            let page = server.get(path).text();
            // Relative addresses go to the server; the frame is this page's own, so that it can be measured.
            let inside = page
                .replacen(
                    "<head>",
                    &format!("<head><base href=\"{}/\">", server.url),
                    1,
                )
                .replace('&', "&amp;")
                .replace('"', "&quot;");
            let dom = dom(&foreign_page(format!(
                r#"<!doctype html><title>Uji</title><body>
                <iframe width="320" height="600" style="border:0" srcdoc="{inside}"></iframe>
                <script>
                  const frame = document.querySelector("iframe");
                  frame.onload = () => {{
                    const root = frame.contentDocument.documentElement;
                    const styled = frame.contentDocument.styleSheets.length > 0;
                    document.body.dataset.seen = styled + " " + root.scrollWidth;
                  }};
                </script>"#
            )));
            let at = dom.find("data-seen=\"").map_or(0, |at| at + 11);
            dom[at..].split('"').next().unwrap().to_owned()
        })
        .collect();
    assert_eq!(seen, ["true 320"; 3]);
}

/// A page of another site, served from another port, that loads the widget and measures itself.
fn foreign_page(html: String) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().take(8).flatten() {
            use std::io::{Read, Write};
            let mut stream = stream;
            let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
            let _ = stream.read(&mut [0; 4096]);
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                html.len()
            );
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(html.as_bytes());
        }
    });
    url
}

#[test]
fn the_widget_puts_a_search_box_on_another_site() {
    let server = Server::start();
    let page = foreign_page(format!(
        r#"<!doctype html><title>Situs lain</title><body>
        <script src="{}/widget.js" data-label="Cari di arsip" data-filter="source=Kabar Nusa"></script>
        <script>
          const form = document.querySelector("div").shadowRoot.querySelector("form");
          const fields = [...form.elements].map(field => field.name + "=" + (field.value || field.placeholder || field.textContent));
          document.body.dataset.seen = form.action + " " + fields.join("&");
        </script>"#,
        server.url
    ));
    let dom = dom(&page);
    let seen = format!(
        "data-seen=\"{}/ q=Cari di arsip&amp;=Cari&amp;source=Kabar Nusa\"",
        server.url
    );
    assert!(dom.contains(&seen), "{dom}");
}

#[test]
fn completions_appear_while_typing_and_are_chosen_by_key() {
    let mut settings = common::settings();
    settings.cors_origins = vec!["*".into()];
    let server = Server::with(common::engine(), settings);
    // Our pages forbid inline scripts, so the typing is done on a page with the same search box.
    let page = foreign_page(format!(
        r#"<!doctype html><title>Uji</title>
        <form><input id="q" data-suggest="{0}/v1/suggest"><ul id="saran" role="listbox" hidden></ul>
        <span id="saran-ada" role="status"></span></form>
        <script src="{0}/assets/warta.js"></script>
        <script>
          const input = document.getElementById("q"), list = document.getElementById("saran");
          const seen = [], note = (what) => seen.push(what);
          const press = (key) => input.dispatchEvent(new KeyboardEvent("keydown", {{ key, cancelable: true }}));
          input.value = "harga ber";
          input.dispatchEvent(new Event("input"));
          new MutationObserver(() => {{
            if (list.hidden || seen.length) return;
            note(input.getAttribute("role") + " " + input.getAttribute("aria-expanded"));
            note(document.getElementById("saran-ada").textContent);
            press("ArrowDown");
            note(input.value + " " + (input.getAttribute("aria-activedescendant") === list.children[0].id));
            press("Escape");
            note(input.value + " " + list.hidden + " " + input.getAttribute("aria-expanded"));
            press("ArrowDown");
            setTimeout(() => {{
              note("again " + !list.hidden);
              document.body.dataset.seen = seen.join("; ");
            }}, 1000);
          }}).observe(list, {{ attributes: true, childList: true }});
        </script>"#,
        server.url
    ));
    let dom = dom(&page);
    let seen = "data-seen=\"combobox true; 1 saran; Harga Beras Naik di Pasar Induk true; \
                harga ber true false; again true\"";
    assert!(dom.contains(seen), "{dom}");
}
