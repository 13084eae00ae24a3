//! Parses the command line and calls a command.

use std::process::ExitCode;

// Ingest and search make many short-lived buffers on many threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    warta::cli::main()
}
