//! `warta analyze`: how a text is cut into words and stems, and why.

use std::{
    io::{self, BufRead, BufWriter, Write},
    process::ExitCode,
};

use comfy_table::{Table, presets};

use super::{Context, Output};
use crate::{http::tokens, language::Analyzer};

/// Flags of `warta analyze`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The text
    #[arg(value_name = "TEXT", required_unless_present = "words")]
    text: Vec<String>,
    /// Read one word a line from standard input; print word, light and root separated by tabs
    #[arg(long, conflicts_with_all = ["text", "json"])]
    words: bool,
    #[command(flatten)]
    output: Output,
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    if args.words {
        words(io::stdin().lock(), io::stdout().lock())?;
        return Ok(ExitCode::SUCCESS);
    }
    let tokens = tokens(&args.text.join(" "));
    if args.output.json {
        context.print_json(&tokens)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header([
        "text", "kind", "exact", "light", "root", "position", "bytes",
    ]);
    let mut reasons = String::new();
    for token in tokens {
        let bytes = format!("{}–{}", token.start, token.end);
        let position = token.position.to_string();
        reasons.push_str(&format!("{}\n", token.text));
        for step in &token.steps {
            reasons.push_str(&format!("  {step}\n"));
        }
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
    context.print(&format!("\n{}", reasons.trim_end()))?;
    Ok(ExitCode::SUCCESS)
}

/// One word a line in, `word TAB light TAB root` out. What is not UTF-8 is replaced.
fn words(input: impl BufRead, output: impl Write) -> io::Result<()> {
    let mut analyzer = Analyzer::new();
    let mut output = BufWriter::new(output);
    for line in input.split(b'\n') {
        let line = line?;
        let text = String::from_utf8_lossy(&line);
        let word = text.trim_end_matches('\r');
        let (light, root) = analyzer.word(word);
        writeln!(output, "{word}\t{light}\t{root}")?;
    }
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_line_by_line() {
        let mut output = Vec::new();
        words("menulis\n\nBali\nanak-anaknya\n".as_bytes(), &mut output).expect("memory");
        let expected = "menulis\ttulis\ttulis\n\t\t\nBali\tbali\tbali\nanak-anaknya\tanak\tanak\n";
        assert_eq!(String::from_utf8_lossy(&output), expected);
    }
}
