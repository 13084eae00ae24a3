//! The built-in sample (see `src/sample/README.md`), embedded in the program.

use std::{io, path::Path};

use include_dir::{Dir, include_dir};

static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/sample");

/// Publishers by the first word of a file's name: text pages do not name theirs.
const PUBLISHERS: [(&str, &str); 4] = [
    ("cakrawala", "Harian Cakrawala"),
    ("kabarnusa", "Kabar Nusa"),
    ("pesisir", "Radar Pesisir"),
    ("lintas", "Lintas Warta Timur"),
];

/// A part of the sample: a folder of files, and whose they are where they do not say.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    pub folder: String,
    pub publisher: Option<&'static str>,
}

/// Writes the sample below `folder`; the parts come in the order in which to take them in.
pub fn write(folder: &Path) -> io::Result<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut files = Vec::new();
    collect(&SAMPLE, &mut files);
    for file in files {
        let Some(name) = file.path().file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if name == "README.md" {
            continue;
        }
        let is_page = name.ends_with(".txt") || name.ends_with(".html");
        let publisher = PUBLISHERS
            .iter()
            .find(|(prefix, _)| is_page && name.starts_with(prefix))
            .map(|(_, name)| *name);
        let part = folder.join(publisher.unwrap_or("arsip"));
        std::fs::create_dir_all(&part)?;
        std::fs::write(part.join(name), file.contents())?;
        let part = Part {
            folder: part.display().to_string(),
            publisher,
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    Ok(parts)
}

fn collect<'a>(folder: &'a Dir<'a>, files: &mut Vec<&'a include_dir::File<'a>>) {
    files.extend(folder.files());
    for folder in folder.dirs() {
        collect(folder, files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_publisher_and_the_archives_name_theirs() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let parts = write(folder.path())?;
        let publishers: Vec<_> = parts.iter().filter_map(|part| part.publisher).collect();
        assert_eq!(publishers.len(), 4);
        let archive = parts.iter().find(|part| part.publisher.is_none());
        let names: io::Result<Vec<_>> = std::fs::read_dir(
            archive
                .map(|part| &part.folder)
                .ok_or(io::ErrorKind::NotFound)?,
        )?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect();
        let mut names = names?;
        names.sort();
        assert_eq!(names, ["atom.xml", "feed.xml", "kabarnusa.jsonl"]);
        Ok(())
    }
}
