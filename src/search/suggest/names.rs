//! Names in running text: words with capitals inside a sentence.

/// A run of capitalised words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run<'t> {
    pub words: Vec<&'t str>,
    /// `di`, `ke` or `dari` stands before it: likely a place.
    pub after_place_word: bool,
    /// It begins the sentence, where anything has a capital.
    pub begins_sentence: bool,
}

/// Longer runs are headings.
const LONGEST: usize = 7;

/// Titles and offices, which are no part of a name.
const TITLES: &[&str] = &[
    "presiden",
    "wakil",
    "menteri",
    "menko",
    "gubernur",
    "bupati",
    "wali",
    "walikota",
    "wagub",
    "wabup",
    "kota",
    "ketua",
    "umum",
    "sekretaris",
    "jenderal",
    "direktur",
    "utama",
    "kepala",
    "komisaris",
    "jaksa",
    "hakim",
    "kapolri",
    "kapolda",
    "kapolres",
    "kapolsek",
    "panglima",
    "brigjen",
    "irjen",
    "komjen",
    "mayjen",
    "letjen",
    "kombes",
    "pol",
    "akbp",
    "kompol",
    "iptu",
    "ipda",
    "aiptu",
    "bripka",
    "letkol",
    "kolonel",
    "mayor",
    "kapten",
    "dr",
    "prof",
    "ir",
    "drs",
    "haji",
    "hj",
    "pak",
    "bu",
    "ibu",
    "bapak",
    "sekjen",
    "dirjen",
    "dirut",
    "ketum",
    "waketum",
    "menkeu",
    "mendagri",
    "menlu",
    "menhan",
    "menkes",
    "menag",
    "mensos",
    "mendag",
    "mentan",
    "menhub",
    "menpora",
    "capres",
    "cawapres",
    "pj",
    "plt",
    "juru",
    "bicara",
    "kepolisian",
    "anggota",
    "pelatih",
    "pengamat",
    "ustaz",
    "ustadz",
    "kiai",
    "kh",
    "tersangka",
];

/// Whether a word is a title or an office.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word.to_lowercase().as_str())
}

/// All runs of a text.
pub(super) fn runs<'t>(text: &'t str, sink: &mut dyn FnMut(&Run<'t>)) {
    let mut run = Run {
        words: Vec::new(),
        after_place_word: false,
        begins_sentence: true,
    };
    let mut begins_sentence = true;
    let mut before = "";
    for raw in text.split_whitespace() {
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        // "KPK," and "(KPK)" end a run; "Ma'ruf" and "Tae-yong" do not.
        let opens = raw.starts_with(['(', '"', '“', '\'', '‘', '[']);
        let closes = raw.ends_with(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            flush(&mut run, sink);
            before = "";
            continue;
        }
        if opens {
            flush(&mut run, sink);
        }
        let capital = word.starts_with(char::is_uppercase);
        if capital && run.words.len() < LONGEST {
            if run.words.is_empty() {
                run.begins_sentence = begins_sentence;
                run.after_place_word = matches!(before, "di" | "ke" | "dari");
            }
            run.words.push(word);
        } else {
            flush(&mut run, sink);
        }
        if closes {
            flush(&mut run, sink);
        }
        begins_sentence = raw.ends_with(['.', '!', '?', ':', '"', '”']);
        before = if closes { "" } else { word };
    }
    flush(&mut run, sink);
}

fn flush<'t>(run: &mut Run<'t>, sink: &mut dyn FnMut(&Run<'t>)) {
    if !run.words.is_empty() {
        sink(run);
        run.words.clear();
    }
    run.begins_sentence = false;
}

/// The opening of an article without its dateline (`JAKARTA, Nama Media -`).
pub(super) fn without_dateline(text: &str) -> &str {
    // Datelines are short; a dash further on belongs to the sentence.
    const FURTHEST: usize = 70;
    let head = &text[..text.floor_char_boundary(FURTHEST)];
    let dash = [" - ", " – ", " — ", "-- "]
        .iter()
        .filter_map(|d| Some(head.find(d)? + d.len()))
        .min();
    dash.map_or(text, |at| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, bool, bool)> {
        let mut all = Vec::new();
        runs(text, &mut |run| {
            all.push((
                run.words.join(" "),
                run.after_place_word,
                run.begins_sentence,
            ));
        });
        all
    }

    #[test]
    fn runs_of_capitals_are_found_with_what_stands_before() {
        assert_eq!(
            found(
                "Menteri Sri Mulyani, kata dia, tiba di Jakarta Selatan. Warga (KPK) melihat Shin Tae-yong"
            ),
            [
                ("Menteri Sri Mulyani".to_owned(), false, true),
                ("Jakarta Selatan".to_owned(), true, false),
                ("Warga".to_owned(), false, true),
                ("KPK".to_owned(), false, false),
                ("Shin Tae-yong".to_owned(), false, false),
            ]
        );
    }

    #[test]
    fn datelines_are_left_out() {
        assert_eq!(
            without_dateline("JAKARTA, Kabar - Harga naik"),
            "Harga naik"
        );
        assert_eq!(without_dateline("Harga naik"), "Harga naik");
    }
}
