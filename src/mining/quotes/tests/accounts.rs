//! Accounts instead of names.

use super::{read, speakers};

#[test]
fn an_account_is_who_writes() {
    for (text, account) in [
        ("\"Kopi kami segera diekspor,\" tulis akun kopi***.", "kopi"),
        (
            "\"Kopi kami segera diekspor,\" kata reni_kopi.",
            "reni_kopi",
        ),
        (
            "\"Kopi kami segera diekspor,\" kata teman petani dengan akun @kopi di media sosial.",
            "@kopi",
        ),
        (
            "\"Kopi kami segera diekspor,\" tulis keterangan video yang dibagikan akun @kopi.",
            "@kopi",
        ),
        (
            "Akun @kopi mengungkapkan, \"Panen kopi kami naik tahun ini.\"",
            "@kopi",
        ),
        (
            "\"Kopi kami segera diekspor,\" demikian dikutip dari akun Instagram resmi Kopi Indonesia.",
            "Kopi Indonesia",
        ),
    ] {
        assert_eq!(speakers(&[text]), [account], "{text}");
    }
    let body = [
        "Video itu dibagikan akun @kopi_kita.",
        "\"Kopi kami segera diekspor,\" tulis akun tersebut.",
    ];
    assert_eq!(speakers(&body), ["@kopi_kita"]);
    // Whoever is written to does not write.
    let text = "\"Kopi kami segera diekspor,\" tulis warganet di kolom komentar akun @kopi.";
    assert_eq!(speakers(&[text]), ["-"]);
}

#[test]
fn a_reader_is_nobody_s_pronoun() {
    let body = [
        "\"Panen kopi kami naik,\" kata Reni Yanita.",
        "\"Senang sekali mendengarnya,\" kata akun kopi***.",
        "\"Tahun depan lebih baik lagi,\" ujarnya.",
    ];
    let found = read(&body);
    let last = found.last().and_then(|q| q.speaker_full.as_deref());
    assert_eq!(last, Some("Reni Yanita"));
}
