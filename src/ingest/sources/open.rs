//! Opening an input: find it, fetch it, decompress it, look at its first bytes.

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{Limits, Progress, is_address};
use crate::extract::{ExtractError, Problem, SNIFF};

/// Something to be opened.
#[derive(Debug)]
pub(super) enum Input {
    File(PathBuf),
    Stdin,
    Address(String),
    /// A path that was given and is not there, or a directory that cannot be listed.
    Broken(String, String),
}

impl Input {
    pub fn name(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Stdin => "stdin".to_owned(),
            Input::Address(address) => address.clone(),
            Input::Broken(name, _) => name.clone(),
        }
    }
}

/// An opened input: its bytes, decompressed, and what is known of them.
pub(super) struct Opened {
    pub reader: Box<dyn BufRead + Send>,
    /// The first bytes, which the reader will deliver again.
    pub head: Vec<u8>,
    pub content_type: Option<String>,
    /// Where it was found after redirects, if it has an address.
    pub address: Option<String>,
}

/// How much is read at a time: large reads keep decompression busy.
const BUFFER: usize = 256 * 1024;

/// Turns what was asked for into inputs, and adds up the sizes of files.
pub(super) fn expand(name: &str, inputs: &mut VecDeque<Input>, total: &AtomicU64) {
    if name == "-" {
        return inputs.push_back(Input::Stdin);
    }
    if is_address(name) {
        return inputs.push_back(Input::Address(name.to_owned()));
    }
    let path = Path::new(name);
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => walk(path, inputs, total),
        Ok(metadata) => {
            total.fetch_add(metadata.len(), Ordering::Relaxed);
            inputs.push_back(Input::File(path.to_owned()));
        }
        Err(error) => inputs.push_back(Input::Broken(name.to_owned(), error.to_string())),
    }
}

/// All files below a directory, sorted by path. Hidden files and notes are passed over; links
/// to directories are not followed, since they can make circles.
fn walk(directory: &Path, inputs: &mut VecDeque<Input>, total: &AtomicU64) {
    let entries = match directory
        .read_dir()
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
    {
        Ok(entries) => entries,
        Err(error) => {
            let name = directory.display().to_string();
            return inputs.push_back(Input::Broken(name, error.to_string()));
        }
    };
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_note = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
        if name.starts_with('.') || is_note {
            continue;
        }
        let is_link = path
            .symlink_metadata()
            .is_ok_and(|metadata| metadata.is_symlink());
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() && !is_link => walk(&path, inputs, total),
            Ok(metadata) if metadata.is_file() => {
                total.fetch_add(metadata.len(), Ordering::Relaxed);
                inputs.push_back(Input::File(path));
            }
            Ok(_) => {}
            Err(error) => {
                inputs.push_back(Input::Broken(path.display().to_string(), error.to_string()));
            }
        }
    }
}

/// Opens an input.
pub(super) fn open(
    input: &Input,
    limits: &Limits,
    progress: &Arc<Progress>,
) -> Result<Opened, ExtractError> {
    let unreadable = |error: &dyn std::fmt::Display| Problem::Unreadable {
        detail: error.to_string(),
    };
    let (mut content_type, mut address_found) = (None, None);
    let raw: Box<dyn Read + Send> = match input {
        Input::File(path) => {
            let file = File::open(path).map_err(|error| unreadable(&error))?;
            Box::new(Counted {
                inner: file,
                progress: Arc::clone(progress),
            })
        }
        Input::Stdin => Box::new(io::stdin()),
        Input::Address(address) => {
            let fetched = fetch(address, limits).map_err(|error| unreadable(&error))?;
            (content_type, address_found) = (fetched.content_type, Some(fetched.address));
            fetched.body
        }
        Input::Broken(_, detail) => {
            return Err(Problem::Unreadable {
                detail: detail.clone(),
            }
            .into());
        }
    };
    let mut reader: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(BUFFER, raw));
    // An archive inside an archive happens; more than that is a mistake.
    const MAX_LAYERS: usize = 2;
    for _ in 0..MAX_LAYERS {
        let magic = reader.fill_buf().map_err(|error| unreadable(&error))?;
        if magic.starts_with(&[0x1f, 0x8b]) {
            let decoder = flate2::bufread::MultiGzDecoder::new(reader);
            reader = Box::new(BufReader::with_capacity(BUFFER, decoder));
        } else if magic.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            let decoder = zstd::stream::read::Decoder::with_buffer(reader)
                .map_err(|error| unreadable(&error))?;
            reader = Box::new(BufReader::with_capacity(BUFFER, decoder));
        } else {
            break;
        }
        // Whether the next layer is compressed too is seen by its first bytes; a break there
        // is reported when it is read.
        if reader.fill_buf().is_err() {
            break;
        }
    }
    let opened = peek(reader, content_type);
    Ok(Opened {
        address: address_found,
        ..opened
    })
}

/// Reads the first bytes and puts them back. An error that comes after some bytes is put back
/// as well: what was readable is delivered first.
fn peek(mut reader: Box<dyn BufRead + Send>, content_type: Option<String>) -> Opened {
    let mut head = vec![0; SNIFF];
    let mut filled = 0;
    let mut broken = None;
    while filled < head.len() {
        match reader.read(&mut head[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                broken = Some(error);
                break;
            }
        }
    }
    head.truncate(filled);
    let first = Cursor::new(head.clone());
    let reader: Box<dyn BufRead + Send> = match broken {
        Some(error) => Box::new(first.chain(BufReader::new(Broken(Some(error))))),
        None => Box::new(first.chain(reader)),
    };
    Opened {
        reader,
        head,
        content_type,
        address: None,
    }
}

/// A reader that fails once and then has ended.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

struct Counted<R> {
    inner: R,
    progress: Arc<Progress>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.progress.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

struct Fetched {
    body: Box<dyn Read + Send>,
    content_type: Option<String>,
    /// The last one of the redirects.
    address: String,
}

fn fetch(address: &str, limits: &Limits) -> Result<Fetched, ureq::Error> {
    // No limit on the whole: an archive of gigabytes may take its time, as long as it moves.
    let agent = ureq::Agent::config_builder()
        .timeout_connect(Some(limits.timeout))
        .timeout_recv_response(Some(limits.timeout))
        .timeout_per_read(Some(limits.timeout))
        .user_agent(concat!("warta/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent();
    let response = agent.get(address).call()?;
    let address = ureq::ResponseExt::get_uri(&response).to_string();
    let (parts, body) = response.into_parts();
    let content_type = parts
        .headers
        .get("content-type")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    // Lines and documents have their own limits; the body as a whole may be an archive.
    let reader = body.into_with_config().limit(u64::MAX).reader();
    Ok(Fetched {
        body: Box::new(reader),
        content_type,
        address,
    })
}
