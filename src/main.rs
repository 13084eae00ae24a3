//! Parses the command line and calls a command.

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
#[command(name = "warta", version)]
enum Cli {
    Eval(warta::cli::eval::EvalArgs),
}

fn main() -> ExitCode {
    let Cli::Eval(args) = Cli::parse();
    match warta::cli::eval::run(args, &Default::default()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
