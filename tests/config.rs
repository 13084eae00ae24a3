//! The layers of the configuration, and that the committed file tells the truth.

use serde_json::json;
use warta::config::{Config, ConfigError, Layers, Settings, load};

fn layers(text: &str) -> (tempfile::TempDir, Layers) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("warta.toml");
    std::fs::write(&file, text).unwrap();
    (
        folder,
        Layers {
            file: Some(file),
            ..Layers::default()
        },
    )
}

fn error(text: &str) -> String {
    let (_folder, layers) = layers(text);
    let effective = match load(&layers) {
        Ok(effective) => effective,
        Err(error) => return error.to_string(),
    };
    Settings::resolve(&effective)
        .expect_err("the configuration was accepted")
        .to_string()
}

#[test]
fn the_committed_file_documents_every_key_with_its_default() {
    let text = include_str!("../config.toml");
    let written: Config = toml::from_str(text).unwrap();
    assert_eq!(
        written,
        Config::default(),
        "config.toml and the built-in defaults differ"
    );

    let table: toml::Table = toml::from_str(text).unwrap();
    assert_eq!(
        keys(&json!(table)),
        keys(&json!(Config::default())),
        "config.toml must list every key"
    );

    // Each key has a comment above it, or above the group it stands in.
    let mut documented = false;
    for line in text.lines() {
        match line.trim() {
            "" => documented = false,
            line if line.starts_with('#') => documented = true,
            line if line.starts_with('[') => {}
            line => assert!(documented, "{line} has no comment"),
        }
    }
}

fn keys(value: &serde_json::Value) -> Vec<String> {
    let mut keys = Vec::new();
    let mut stack = vec![(String::new(), value)];
    while let Some((prefix, value)) = stack.pop() {
        match value.as_object() {
            Some(fields) => stack.extend(
                fields
                    .iter()
                    .map(|(name, value)| (format!("{prefix}.{name}"), value)),
            ),
            None => keys.push(prefix),
        }
    }
    keys.sort();
    keys
}

#[test]
fn later_layers_win_and_each_value_knows_its_origin() {
    let (_folder, mut layers) =
        layers("[server]\nlisten = \"127.0.0.1:1\"\ntimeout_ms = 111\nshutdown_ms = 5");
    layers.environment = vec![
        ("WARTA_SERVER__LISTEN".into(), "127.0.0.1:2".into()),
        ("WARTA_SERVER__TIMEOUT_MS".into(), "222".into()),
        (
            "WARTA_SERVER__CORS_ORIGINS".into(),
            "https://a.example, https://b.example".into(),
        ),
        ("PATH".into(), "ignored".into()),
    ];
    layers.flags = vec![("--listen", "server.listen", json!("127.0.0.1:3"))];
    let effective = load(&layers).unwrap();
    let server = &effective.config.server;
    assert_eq!(server.listen, "127.0.0.1:3");
    assert_eq!(server.timeout_ms, 222);
    assert_eq!(server.shutdown_ms, 5);
    assert_eq!(
        server.cors_origins,
        ["https://a.example", "https://b.example"]
    );
    assert_eq!(effective.origin("server.listen"), "flag --listen");
    assert_eq!(
        effective.origin("server.timeout_ms"),
        "environment variable WARTA_SERVER__TIMEOUT_MS"
    );
    assert!(
        effective
            .origin("server.shutdown_ms")
            .ends_with("warta.toml")
    );
    assert_eq!(effective.origin("server.compression"), "default");
    assert_eq!(
        effective.entries().len(),
        keys(&json!(Config::default())).len()
    );
}

#[test]
fn an_unknown_key_names_file_key_and_the_nearest_there_is() {
    let message = error("[server]\nlisen = \"127.0.0.1:1\"");
    assert!(message.contains("warta.toml"), "{message}");
    assert!(message.contains("`server.lisen`"), "{message}");
    assert!(
        message.contains("did you mean `server.listen`?"),
        "{message}"
    );
    assert!(
        error("[serve]\nlisten = \"x\"").contains("`server`"),
        "{}",
        error("[serve]\nlisten = \"x\"")
    );
    assert!(error("colour = 1").contains("remove it"));

    let variables = Layers {
        environment: vec![("WARTA_SERVER__LISEN".into(), "1".into())],
        ..Layers::default()
    };
    let message = load(&variables).unwrap_err().to_string();
    assert!(
        message.contains("did you mean `WARTA_SERVER__LISTEN`?"),
        "{message}"
    );
}

#[test]
fn a_bad_value_names_file_key_and_remedy() {
    for (text, key, remedy) in [
        (
            "[server]\ntimeout_ms = \"soon\"",
            "`server.timeout_ms`",
            "write a whole number",
        ),
        ("[server]\ntimeout_ms = -5", "`server.timeout_ms`", "write"),
        (
            "[server]\nlisten = \"nowhere\"",
            "`server.listen`",
            "127.0.0.1:7700",
        ),
        (
            "[search]\nzone = \"Asia/Atlantis\"",
            "`search.zone`",
            "Asia/Makassar",
        ),
        ("[search]\nlimit = 5000", "`search.limit`", "from 1 to 100"),
        ("[index]\nmemory_mb = 1", "`index.memory_mb`", "from 32"),
        ("[ranking]\ntitle = -1.0", "`ranking.title`", "from 0"),
        ("[ranking]\nk1 = nan", "`ranking.k1`", "from 0"),
        ("[auth]\nkeys = [\"oops\"]", "`auth.keys`", "warta key new"),
        ("[log]\nformat = \"xml\"", "`log.format`", "text, json"),
        ("server = 3", "`server`", "[server]"),
        // None of these did anything, and nobody was told.
        ("[log]\nlevel = \"loud\"", "`log.level`", "debug"),
        (
            "[ingest]\nlanguages = [\"indonesia\"]",
            "`ingest.languages`",
            "ISO 639-1",
        ),
        (
            "[server]\nclient_address_header = \"x forwarded for\"",
            "`server.client_address_header`",
            "x-forwarded-for",
        ),
        (
            "[server]\ncors_origins = [\"https://a.example/\"]",
            "`server.cors_origins`",
            "without a path",
        ),
    ] {
        let message = error(text);
        assert!(message.contains("warta.toml"), "{text}: {message}");
        assert!(message.contains(key), "{text}: {message}");
        assert!(message.contains(remedy), "{text}: {message}");
    }
    assert!(error("[server\n").contains("not valid TOML"));
    for fine in [
        "level = \"off\"",
        "level = \"WARN\"",
        "level = \"warta=debug,info\"",
    ] {
        let (_folder, layers) = layers(&format!("[log]\n{fine}"));
        assert!(Settings::resolve(&load(&layers).unwrap()).is_ok(), "{fine}");
    }
}

#[test]
fn a_named_file_that_is_absent_is_an_error() {
    let layers = Layers {
        file: Some("nowhere/warta.toml".into()),
        ..Layers::default()
    };
    assert!(matches!(load(&layers), Err(ConfigError::Missing { .. })));
}
