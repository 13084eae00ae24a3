//! `warta analyze`: how a text is cut into words and stems.

use std::process::ExitCode;

use comfy_table::{Table, presets};

use super::{Context, Output};
use crate::http::tokens;

/// Flags of `warta analyze`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The text
    #[arg(value_name = "TEXT", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    output: Output,
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let tokens = tokens(&args.words.join(" "));
    if args.output.json {
        context.print_json(&tokens)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header([
        "text", "kind", "exact", "light", "root", "position", "bytes",
    ]);
    for token in tokens {
        let bytes = format!("{}–{}", token.start, token.end);
        let position = token.position.to_string();
        table.add_row([
            token.text,
            token.kind,
            token.exact,
            token.light,
            token.root,
            position,
            bytes,
        ]);
    }
    context.print(&table.to_string())?;
    Ok(ExitCode::SUCCESS)
}
