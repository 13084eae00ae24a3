//! CSV with a header → articles. The delimiter (comma, semicolon, tab) is read off the header.

use std::{borrow::Cow, sync::Arc};

use super::{
    ExtractError, Extracted, Options, Problem,
    mapping::Field,
    mapping::Lookup,
    record::{Record, Value},
};

/// What the columns of a CSV file mean.
#[derive(Debug, Clone)]
pub struct Columns {
    columns: Vec<Option<(Field, u8, String)>>,
}

impl Columns {
    /// Reads a header. A file without a title or a body column is refused as a whole, here.
    pub fn new(header: &::csv::ByteRecord, lookup: &Lookup) -> Result<Self, ExtractError> {
        let columns: Vec<_> = header
            .iter()
            .map(|name| {
                let name = String::from_utf8_lossy(name);
                let name = name.trim().trim_start_matches('\u{feff}');
                lookup
                    .get(name)
                    .map(|(field, rank)| (field, rank, name.to_owned()))
            })
            .collect();
        for field in [Field::Title, Field::Body] {
            if !columns
                .iter()
                .flatten()
                .any(|(known, _, _)| *known == field)
            {
                return Err(Problem::Missing {
                    field: field.name(),
                }
                .into());
            }
        }
        Ok(Columns { columns })
    }
}

/// The delimiter of a header line.
pub fn delimiter(header: &str) -> Option<u8> {
    [b',', b';', b'\t']
        .into_iter()
        .map(|delimiter| {
            (
                memchr::memchr_iter(delimiter, header.as_bytes()).count(),
                delimiter,
            )
        })
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, _)| *count)
        .map(|(_, delimiter)| delimiter)
}

/// A reader set up for news archives: quoted line breaks allowed, row lengths checked by us.
pub fn reader<R: std::io::Read>(input: R, delimiter: u8) -> ::csv::Reader<R> {
    ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(input)
}

/// Makes an article of one row.
pub fn extract(
    row: &::csv::ByteRecord,
    columns: &Columns,
    options: &Options,
) -> Result<Extracted, ExtractError> {
    if row.len() > columns.columns.len() {
        let detail = format!("{} values for {} columns", row.len(), columns.columns.len());
        return Err(Problem::NotCsv { detail }.into());
    }
    let mut record = Record::default();
    for (value, column) in row.iter().zip(&columns.columns) {
        let Some((field, rank, name)) = column else {
            continue;
        };
        let text = std::str::from_utf8(value).map_err(|error| Problem::NotUtf8 {
            at: error.valid_up_to(),
        })?;
        record.set(
            *field,
            *rank,
            Cow::Borrowed(name),
            Value::Text(Cow::Borrowed(text)),
        );
    }
    record.into_extracted("CSV", options)
}

/// The articles of a CSV file in memory.
pub fn records<'a>(
    bytes: &'a [u8],
    options: &'a Options,
) -> Result<impl Iterator<Item = Result<Extracted, ExtractError>> + 'a, ExtractError> {
    let header = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let delimiter = delimiter(&String::from_utf8_lossy(header)).unwrap_or(b',');
    let mut reader = reader(bytes, delimiter);
    let header = reader.byte_headers().map_err(problem)?;
    let columns = Arc::new(Columns::new(header, &options.lookup)?);
    Ok(reader.into_byte_records().map(move |row| {
        let row = row.map_err(problem)?;
        let line = row.position().map_or(0, ::csv::Position::line);
        extract(&row, &columns, options).map_err(|error| error.at_line(line))
    }))
}

/// A reader's error in our words.
pub fn problem(error: ::csv::Error) -> ExtractError {
    let line = error.position().map(::csv::Position::line);
    let problem = match error.into_kind() {
        ::csv::ErrorKind::Io(error) => Problem::Unreadable {
            detail: error.to_string(),
        },
        other => Problem::NotCsv {
            detail: format!("{other:?}"),
        },
    };
    ExtractError { line, problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(csv: &str) -> Vec<Result<(String, String), String>> {
        let options = Options::default();
        match records(csv.as_bytes(), &options) {
            Ok(rows) => rows
                .map(|row| match row {
                    Ok(found) => Ok((found.article.title, found.article.body.join("|"))),
                    Err(error) => Err(error.to_string()),
                })
                .collect(),
            Err(error) => vec![Err(error.to_string())],
        }
    }

    #[test]
    fn reads_rows_with_quotes_and_line_breaks() {
        let rows =
            read("Judul;Isi;Tanggal\n\"Harga; naik\";\"Satu.\nDua.\";1 Mei 2024\nB;Tiga.;\n");
        assert_eq!(
            rows,
            [
                Ok(("Harga; naik".to_owned(), "Satu.|Dua.".to_owned())),
                Ok(("B".to_owned(), "Tiga.".to_owned())),
            ]
        );
    }

    #[test]
    fn errors_name_the_line() {
        let rows = read("title,body,date\nA,B,31 Februari 2024\n,B,\nA,B,,D\nA,,\n");
        let starts = [
            "line 2: `published`: \"31 Februari 2024\"",
            "line 3: `title` is missing",
            "line 4: not a CSV record: 4 values for 3 columns",
            "line 5: `body` is missing",
        ];
        assert_eq!(rows.len(), starts.len());
        for (row, start) in rows.iter().zip(starts) {
            assert!(
                row.as_ref().is_err_and(|text| text.starts_with(start)),
                "{row:?} {start}"
            );
        }
        assert_eq!(read("judul,tanggal\nA,B\n").len(), 1);
    }
}
