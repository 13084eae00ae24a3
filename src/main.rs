//! Parses the command line and calls a command.

use std::process::ExitCode;

fn main() -> ExitCode {
    warta::cli::main()
}
