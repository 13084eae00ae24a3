//! Text files line by line, plain or gzip-compressed.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
};

use flate2::bufread::MultiGzDecoder;

use super::EvalError;

/// The first two bytes of every gzip member (RFC 1952, section 2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Opens a file; gzip is recognised by its first bytes, whatever its name.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>, EvalError> {
    let failed = |source| EvalError::Read {
        path: path.to_path_buf(),
        source,
    };
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?);
    let start = file.fill_buf().map_err(failed)?;
    if start.starts_with(&GZIP_MAGIC) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(file))));
    }
    Ok(Box::new(file))
}

/// The whole text, without a byte order mark.
pub fn read_text(path: &Path) -> Result<String, EvalError> {
    let mut bytes = Vec::new();
    open(path)?
        .read_to_end(&mut bytes)
        .map_err(|source| EvalError::Read {
            path: path.to_path_buf(),
            source,
        })?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// Non-blank lines with their numbers, from 1.
pub fn numbered(text: &str) -> impl Iterator<Item = (u32, &str)> {
    text.lines()
        .zip(1u32..)
        .map(|(line, number)| (number, line.trim_end()))
        .filter(|(_, line)| !line.trim().is_empty())
}

/// Tells before long work whether [`write()`] will find a place for a file.
pub fn check_writable(path: &Path) -> Result<(), EvalError> {
    let (unfinished, _) = begin(path)?;
    fs::remove_file(&unfinished).map_err(|source| EvalError::Write {
        path: path.to_path_buf(),
        source,
    })
}

/// Writes a file in one step, so that a reader never sees half of it; `.gz` is compressed.
pub fn write(path: &Path, content: &[u8]) -> Result<(), EvalError> {
    let failed = |source| EvalError::Write {
        path: path.to_path_buf(),
        source,
    };
    let (unfinished, mut file) = begin(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut gzip = flate2::write::GzEncoder::new(&mut file, flate2::Compression::default());
        gzip.write_all(content).map_err(failed)?;
        gzip.finish().map_err(failed)?;
    } else {
        file.write_all(content).map_err(failed)?;
    }
    file.sync_all().map_err(failed)?;
    drop(file);
    fs::rename(&unfinished, path).map_err(failed)
}

/// The file beside `path` that is written first, in a folder that is made if need be.
fn begin(path: &Path) -> Result<(PathBuf, File), EvalError> {
    let failed = |source| EvalError::Write {
        path: path.to_path_buf(),
        source,
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(failed)?;
    if path.is_dir() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = folder.join(format!(".{name}.{}.part", std::process::id()));
    let file = File::create(&unfinished).map_err(failed)?;
    Ok((unfinished, file))
}
