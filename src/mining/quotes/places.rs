//! Where in a text a word stands: in a quotation, in a link, behind what leads to a name.

use super::{Paragraph, tokens::Token, words::Kinds};

/// Whether a verb that names its speaker behind it opens what they say: `Hal itu disampaikan
/// Reni`, but not `apa yang disampaikan Reni`.
pub fn introduces(p: &Paragraph, sentence: usize, verb: usize) -> bool {
    let before = &p.tokens[sentence..verb];
    // `Namun, hal itu dibantah Reni`
    if let [first, second, rest @ ..] = before
        && first.like(p.text, &["namun", "tetapi", "sementara"])
        && second.like(p.text, &["hal", "itu", "ini", "pernyataan", "tuduhan"])
    {
        return rest.len() <= 3;
    }
    // `Adanya panen juga dijelaskan Reni`
    let also = before
        .last()
        .is_some_and(|t| t.like(p.text, &["juga", "turut"]))
        && !before
            .iter()
            .any(|t| t.like(p.text, &["yang", "pernah", "seperti", "sebagaimana"]));
    !p.tokens[verb].is(Kinds::PASSIVE)
        || also
        || before.len() <= 6
            && before.first().is_some_and(|t| {
                matches!(
                    t.text(p.text),
                    "Hal"
                        | "Itu"
                        | "Ini"
                        | "Pernyataan"
                        | "Informasi"
                        | "Keterangan"
                        | "Demikian"
                        | "Senada"
                        | "Pesan"
                        | "Harapan"
                        | "Seperti"
                        | "Sebagaimana"
                )
            })
            && !before.iter().any(|t| {
                matches!(
                    t.text(p.text),
                    "yang" | "pernah" | "seperti" | "sebagaimana"
                )
            })
}

/// Whether a word leads to a place, as a capital behind it is one.
pub fn leads_to_place(text: &str, word: &Token) -> bool {
    word.is(Kinds::LEADS)
        && matches!(
            word.text(text),
            "di" | "Di"
                | "ke"
                | "Ke"
                | "dari"
                | "Dari"
                | "kabupaten"
                | "kecamatan"
                | "asal"
                | "Kota"
                | "Kabupaten"
                | "Provinsi"
                | "Kecamatan"
                | "Desa"
                | "Pemkot"
                | "Pemkab"
                | "Pemprov"
                | "Polres"
                | "wilayah"
                | "negara"
                | "tim"
                | "klub"
                | "perusahaan"
                | "aplikasi"
                | "platform"
        )
}

/// `Baca juga: …`, `Simak juga: …`: other articles' headlines.
pub fn is_link(text: &str) -> bool {
    let opens = |with: &str| {
        text.get(..with.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(with))
    };
    opens("baca ") || opens("baca:") || opens("simak juga") || opens("lihat juga")
}

/// A heading between paragraphs, in which capitals say nothing: `Reni Yanita Panen Kopi di Bogor`.
pub fn is_heading(p: &Paragraph) -> bool {
    p.tokens.len() >= 5
        && p.spans.is_empty()
        && p.capitals.len() * 3 >= p.tokens.len() * 2
        && p.text.trim_end().ends_with(char::is_alphanumeric)
}

/// Whether a word stands inside a quotation.
pub fn within(p: &Paragraph, t: &Token) -> bool {
    // Spans stand one behind the other; an article may have thousands.
    let behind = p.spans.partition_point(|s| s.start <= t.start);
    let last = p.spans[..behind].last();
    last.is_some_and(|s| t.end <= s.end && s.closed)
}

/// Persons beside those who `itu` can point at.
const PERSONS: &[&str] = &[
    "pekerja",
    "karyawan",
    "penggemar",
    "pengguna",
    "penonton",
    "korban",
    "sumber",
    "peserta",
    "jemaah",
    "pengunjung",
    "penumpang",
    "pelanggan",
    "suporter",
    "fans",
];

/// `Seorang warga`, `salah satu pekerja`: somebody without a name.
pub fn someone(text: &str, tokens: &[Token]) -> bool {
    let one = |t: &Token| t.is(Kinds::HUMAN) || t.like(text, PERSONS);
    match tokens {
        [seorang, who, ..] if seorang.like(text, &["seorang"]) => !who.capital,
        [salah, number, who, ..] if salah.like(text, &["salah"]) => {
            number.like(text, &["seorang"]) || number.like(text, &["satu"]) && one(who)
        }
        _ => false,
    }
}
