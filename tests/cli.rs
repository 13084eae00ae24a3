//! The command line, as somebody at a terminal meets it: the real program.

mod common;

#[path = "cli/basics.rs"]
mod basics;
#[path = "cli/exporting.rs"]
mod exporting;
#[path = "cli/ingesting.rs"]
mod ingesting;
#[path = "cli/rebuilding.rs"]
mod rebuilding;
#[path = "cli/reloading.rs"]
mod reloading;
#[path = "cli/serving.rs"]
mod serving;
#[path = "cli/verifying.rs"]
mod verifying;

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use warta::engine::{
    Engine, Story, Write,
    tantivy::{EngineOptions, TantivyEngine},
};

/// The program, in an empty folder, with nothing of this machine's configuration.
fn warta(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("warta").unwrap();
    command.current_dir(folder);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("WARTA_") {
            command.env_remove(name);
        }
    }
    command
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

fn json(command: &mut Command) -> Value {
    serde_json::from_str(&stdout(command)).unwrap()
}

/// What a failing command says, and its exit code.
fn failure(command: &mut Command) -> (i32, String) {
    let assert = command.assert().failure();
    let output = assert.get_output();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stderr.clone()).unwrap(),
    )
}

/// An index of the six articles in `folder/index`.
fn index(folder: &Path) -> TantivyEngine {
    let options = EngineOptions {
        path: folder.join("index"),
        memory_budget_bytes: 32 << 20,
        threads: 1,
        zone: common::settings().zone,
    };
    let engine = TantivyEngine::create_or_open(&options).unwrap();
    let put = |article: warta::article::Article| Write::Put {
        story: Story::of(&article.id),
        article: Box::new(article),
    };
    engine
        .write(common::articles().into_iter().map(put).collect())
        .unwrap();
    engine
}
