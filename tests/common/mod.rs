//! A real server on a free port, and a small client.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::{net::SocketAddr, sync::Arc};

use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot};
use warta::{
    article::Article,
    config::{KeyHash, KeyRing, Layers, Settings, load},
    engine::{Engine, Story, Write, tantivy::TantivyEngine},
    http::{self, App},
};

pub const KEY: &str = "warta_test-key";

/// Six articles that tests can assert on.
pub fn articles() -> Vec<Article> {
    let article = |id: &str,
                   title: &str,
                   body: &str,
                   published: &str,
                   category: &[&str],
                   source: &str,
                   author: &str| {
        serde_json::from_value(json!({
            "id": id, "url": format!("https://{id}.example/berita"), "title": title, "body": [body],
            "published": published, "category": category, "source": source, "authors": [author],
            "tags": ["contoh"], "language": "id",
        }))
        .unwrap()
    };
    vec![
        article(
            "beras",
            "Harga Beras Naik di Pasar Induk",
            "Harga beras medium naik menjadi Rp15.000 per kilogram di Pasar Induk Cipinang, kata pedagang.",
            "2024-05-01T09:38:00+07:00",
            &["Ekonomi", "Bisnis"],
            "Kabar Nusa",
            "Reni Asmara",
        ),
        article(
            "pemilu",
            "KPU Tetapkan Jadwal Pemilu",
            "Komisi Pemilihan Umum (KPU) menetapkan jadwal pemilu. Anak-anak muda diminta memilih.",
            "2024-05-03T10:00:00+07:00",
            &["Politik"],
            "Harian Cakrawala",
            "Budi Lestari",
        ),
        article(
            "timnas",
            "Timnas U-23 Menang atas Korea Selatan",
            "Tim nasional U-23 menang lewat adu penalti di Piala Asia, Jumat.",
            "2024-04-26T03:00:00+07:00",
            &["Olahraga", "Sepak Bola"],
            "Radar Pesisir",
            "Sari Wulan",
        ),
        article(
            "sepatu",
            "IKM Alas Kaki Didampingi",
            "Kementerian Perindustrian memberdayakan industri kecil menengah alas kaki lewat pendampingan teknologi <script>alert(1)</script>.",
            "2024-05-01T11:00:00+07:00",
            &["Ekonomi", "Bisnis"],
            "Harian Cakrawala",
            "Reni Asmara",
        ),
        article(
            "banjir",
            "Banjir Rendam Ratusan Rumah",
            "Banjir merendam ratusan rumah di Semarang; warga mengungsi ke balai desa.",
            "2023-02-10T08:00:00+07:00",
            &["Daerah"],
            "Radar Pesisir",
            "Sari Wulan",
        ),
        article(
            "gempa",
            "Gempa Guncang Maluku",
            "Gempa magnitudo 5,6 mengguncang Maluku; tidak ada korban jiwa, ujar petugas.",
            "2023-03-10T20:00:00+09:00",
            &["Daerah"],
            "Kabar Nusa",
            "Budi Lestari",
        ),
    ]
}

/// Defaults, on a free port, quiet.
pub fn settings() -> Settings {
    let mut settings = Settings::resolve(&load(&Layers::default()).unwrap()).unwrap();
    settings.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    settings.keys = KeyRing::new(vec![KeyHash::of("test", KEY)]);
    settings.search_threads = 4;
    settings
}

/// The six articles, in memory.
pub fn engine() -> Arc<TantivyEngine> {
    let engine = TantivyEngine::in_memory(settings().zone).unwrap();
    let put = |article: Article| Write::Put {
        story: Story::of(&article.id),
        article: Box::new(article),
    };
    engine
        .write(articles().into_iter().map(put).collect())
        .unwrap();
    Arc::new(engine)
}

/// A running server; stops when dropped.
pub struct Server {
    pub url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<std::io::Result<()>>>,
}

impl Server {
    /// The six articles, default settings and a key.
    pub fn start() -> Self {
        Self::with(engine(), settings())
    }

    pub fn with(engine: Arc<dyn Engine>, settings: Settings) -> Self {
        Self::serve(App::builder(engine, settings).build().unwrap())
    }

    pub fn serve(app: App) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime
            .block_on(TcpListener::bind(app.settings().listen))
            .unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            runtime.block_on(http::serve(listener, app, async {
                let _ = stopped.await;
            }))
        });
        Server {
            url,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], None)
    }

    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Answer {
        send(&format!("{}{path}", self.url), method, headers, body)
    }

    /// Asks the server to stop, without waiting.
    pub fn ask_to_stop(&mut self) {
        self.stop.take();
    }

    /// Stops and waits.
    pub fn stop(mut self) -> std::io::Result<()> {
        self.stop.take();
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

pub fn send(url: &str, method: &str, headers: &[(&str, &str)], body: Option<&[u8]>) -> Answer {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .build()
        .into();
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = match body {
        Some(body) => agent.run(request.body(body).unwrap()),
        None => agent.run(request.body(()).unwrap()),
    };
    let mut response = response.unwrap();
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| {
            (
                name.to_string(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        })
        .collect();
    let status = response.status().as_u16();
    let body = response
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_to_vec()
        .unwrap();
    Answer {
        status,
        headers,
        body,
    }
}

/// What came back.
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// All values of a header that may come more than once.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// One JSON value a line.
    pub fn lines(&self) -> Vec<Value> {
        self.text()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// A problem of this kind, well formed.
    pub fn assert_problem(&self, status: u16, name: &str) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        let problem = self.json();
        assert_eq!(problem["type"], format!("/problems/{name}"), "{problem}");
        assert_eq!(problem["status"], status);
        assert!(
            problem["title"].is_string() && problem["remedy"].is_string(),
            "{problem}"
        );
        assert_eq!(problem["request_id"].as_str(), self.header("x-request-id"));
        problem
    }
}

/// Ids of the hits of a search answer.
pub fn ids(response: &Value) -> Vec<&str> {
    response["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["id"].as_str().unwrap())
        .collect()
}
