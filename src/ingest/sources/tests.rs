use std::io::Write;

use super::*;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn read(paths: &[&std::path::Path], limits: Limits) -> Vec<Result<String, String>> {
    let options = Options::default();
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    Sources::new(names, &options, limits)
        .extract(&options)
        .map(|item| match item {
            Ok(found) => Ok(found.article.title),
            Err(quarantined) => {
                let line = quarantined
                    .line
                    .map(|line| line.to_string())
                    .unwrap_or_default();
                Err(format!("{line}: {}", quarantined.reason))
            }
        })
        .collect()
}

fn line(title: &str) -> String {
    format!("{{\"title\":\"{title}\",\"body\":\"Isi berita {title}.\"}}\n")
}

fn gzip(text: &str) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes())?;
    encoder.finish()
}

#[test]
fn reads_a_directory_in_order_compressed_or_not() -> Outcome {
    let dir = tempfile::tempdir()?;
    let sub = dir.path().join("b");
    std::fs::create_dir(&sub)?;
    std::fs::write(
        dir.path().join("a.jsonl"),
        format!("{}\n{}", line("A"), line("B")),
    )?;
    std::fs::write(sub.join("c.jsonl.gz"), gzip(&line("C"))?)?;
    std::fs::write(sub.join("d"), zstd::encode_all(line("D").as_bytes(), 1)?)?;
    std::fs::write(sub.join("e.csv"), "judul,isi\nE,Isi\nF,\"Isi\ndua\"\n")?;
    std::fs::write(
        sub.join("f.json"),
        "[{\"title\":\"G\",\"body\":\"x\"},{\"title\":\"H\"}]",
    )?;
    std::fs::write(sub.join("CATATAN.md"), "bukan berita")?;
    std::fs::write(sub.join(".rahasia"), "bukan berita")?;
    let titles = read(&[dir.path()], Limits::default());
    let ok = |title: &str| Ok(title.to_owned());
    assert_eq!(
        titles,
        [
            ok("A"),
            ok("B"),
            ok("C"),
            ok("D"),
            ok("E"),
            ok("F"),
            ok("G"),
            Err("2: `body` is missing".to_owned())
        ]
    );
    Ok(())
}

#[test]
fn bad_input_is_quarantined_and_stops_nothing() -> Outcome {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("a.jsonl");
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(line("A").bytes());
    bytes.extend(b"{\"title\":\"rusak \xff\",\"body\":\"x\"}\n");
    bytes.extend(b"{\"title\":\"");
    bytes.extend(std::iter::repeat_n(b'x', 3_000_000));
    bytes.extend(b"\"}\n\n");
    bytes.extend(b"{\"title\":7}\n");
    bytes.extend(b"{\"title\":\"Z\",\"body\":\"z\"}");
    std::fs::write(&path, bytes)?;
    let empty = dir.path().join("kosong.jsonl");
    std::fs::write(&empty, "")?;
    let binary = dir.path().join("gambar.jsonl");
    std::fs::write(&binary, b"\x89PNG\0\0\0")?;
    let missing = dir.path().join("tiada.jsonl");
    let limits = Limits {
        max_line_bytes: 1_000_000,
        ..Limits::default()
    };
    let items = read(&[&empty, &binary, &missing, &path], limits);
    let errors: Vec<&str> = items
        .iter()
        .filter_map(|item| item.as_ref().err().map(String::as_str))
        .collect();
    assert_eq!(errors[0], ": the input is empty");
    assert_eq!(errors[1], ": the input is not text (a PNG picture)");
    assert!(errors[2].starts_with(": cannot be read"), "{}", errors[2]);
    assert_eq!(errors[3], "2: byte 16 is not valid UTF-8");
    assert_eq!(errors[4], "3: the line has more than 1000000 bytes");
    assert_eq!(errors[5], "5: `title` must be text, found a number");
    let titles: Vec<&String> = items.iter().filter_map(|item| item.as_ref().ok()).collect();
    assert_eq!(titles, ["A", "Z"]);
    Ok(())
}

#[test]
fn a_broken_archive_delivers_what_it_can() -> Outcome {
    let dir = tempfile::tempdir()?;
    let text: String = (0..5_000)
        .map(|number| line(&format!("Berita {number}")))
        .collect();
    let packed = gzip(&text)?;
    let gz = dir.path().join("a.jsonl.gz");
    std::fs::write(&gz, &packed[..packed.len() / 2])?;
    let items = read(&[&gz], Limits::default());
    let good = items.iter().filter(|item| item.is_ok()).count();
    assert!(good > 1_000, "{good}");
    assert_eq!(items.len(), good + 1);
    assert!(items.last().is_some_and(|item| {
        item.as_ref()
            .is_err_and(|e| e.contains("ends in the middle"))
    }));

    // Also when it breaks within the first bytes.
    std::fs::write(&gz, &packed[..12])?;
    let items = read(&[&gz], Limits::default());
    assert!(items.last().is_some_and(Result::is_err));

    let zst = dir.path().join("a.jsonl.zst");
    let packed = zstd::encode_all(text.as_bytes(), 1)?;
    std::fs::write(&zst, &packed[..packed.len() - 10])?;
    let items = read(&[&zst], Limits::default());
    assert!(
        items.last().is_some_and(|item| item
            .as_ref()
            .is_err_and(|e| e.contains("ends in the middle"))),
        "{:?}",
        items.last()
    );
    Ok(())
}

#[test]
fn an_unclosed_quote_does_not_swallow_memory() -> Outcome {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("a.csv");
    std::fs::write(
        &path,
        format!("judul,isi\nA,x\nB,\"{}", "y\n".repeat(600_000)),
    )?;
    let items = read(
        &[&path],
        Limits {
            max_line_bytes: 100_000,
            ..Limits::default()
        },
    );
    assert_eq!(
        items,
        [
            Ok("A".to_owned()),
            Err("3: the line has more than 100000 bytes".to_owned())
        ]
    );
    Ok(())
}

#[test]
fn pages_are_limited_too() -> Outcome {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("a.html");
    std::fs::write(&path, format!("<html>{}", "x".repeat(1_000)))?;
    let items = read(
        &[&path],
        Limits {
            max_document_bytes: 500,
            ..Limits::default()
        },
    );
    assert_eq!(
        items,
        [Err(": the document has more than 500 bytes".to_owned())]
    );
    Ok(())
}

#[test]
fn an_address_is_fetched_and_becomes_the_url() -> Outcome {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let host = format!("http://{}", listener.local_addr()?);
    // A short link leads to the page; the page is known by where it is.
    let (address, page) = (format!("{host}/s/1"), format!("{host}/berita/panen"));
    let to = page.clone();
    let server = std::thread::spawn(move || -> std::io::Result<()> {
        use std::io::Read;
        let (mut stream, _) = listener.accept()?;
        let _ = stream.read(&mut [0; 1024])?;
        write!(
            stream,
            "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )?;
        let (mut stream, _) = listener.accept()?;
        let mut request = [0; 1024];
        let _ = stream.read(&mut request)?;
        let body = "Petani Sukamaju Panen Cabai Lebih Awal\nRabu, 1 Mei 2024 09:38 WIB\nPetani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur dua pekan.";
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    });
    let options = Options::default();
    let found: Vec<_> = Sources::new([&address], &options, Limits::default())
        .extract(&options)
        .collect();
    server.join().map_err(|_| "the test server panicked")??;
    let article = found
        .into_iter()
        .next()
        .ok_or("nothing")?
        .map_err(|q| q.to_string())?
        .article;
    assert_eq!(article.url.as_deref(), Some(page.as_str()));
    assert_eq!(article.title, "Petani Sukamaju Panen Cabai Lebih Awal");

    let gone = Sources::new([&address], &options, Limits::default())
        .extract(&options)
        .next();
    assert!(gone.is_some_and(|item| item.is_err()));
    Ok(())
}

#[test]
fn progress_counts_bytes_on_disk() -> Outcome {
    let dir = tempfile::tempdir()?;
    std::fs::write(dir.path().join("a.jsonl"), line("A").repeat(100))?;
    let options = Options::default();
    let sources = Sources::new(
        [dir.path().display().to_string()],
        &options,
        Limits::default(),
    );
    let progress = sources.progress();
    assert_eq!(sources.count(), 100);
    assert_eq!(progress.read(), progress.total());
    assert!(progress.total() > 0);
    Ok(())
}
