//! `warta config show`: the values in force and where each came from.

use std::process::ExitCode;

use clap::Subcommand;
use comfy_table::{Table, presets};
use serde_json::{Map, Value, json};

use super::{Context, Output};
use crate::config::Settings;

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print every key with its value and where it came from
    Show(#[command(flatten)] Output),
}

/// Runs it.
pub fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    let Command::Show(output) = command;
    let effective = context.effective(&[])?;
    Settings::resolve(&effective)?;
    if output.json {
        let mut sections = Map::new();
        for (key, value, origin) in effective.entries() {
            sections.insert(key, json!({ "value": value, "from": origin }));
        }
        context.print_json(&sections)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_header(["key", "value", "from"]);
    for (key, value, origin) in effective.entries() {
        table.add_row([key.clone(), shown(&key, &value), origin]);
    }
    context.print(&table.to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// As TOML would write it; hashes of keys cut short, because nobody reads them.
fn shown(key: &str, value: &Value) -> String {
    match value {
        Value::Array(values) if key == "auth.keys" => format!("{} key(s)", values.len()),
        other => other.to_string(),
    }
}
