//! What a word may be in a name or instead of one, by lists and by its shape.

use super::words;

/// `Kemenkes`, `Kemenpora`, `Kementerian…`
pub fn is_ministry(lower: &str) -> bool {
    lower.len() > 6 && (lower.starts_with("kemen") || lower.starts_with("kemko"))
}

/// `SpGK`, `MSi`, `SPd`.
pub fn is_degree(word: &str) -> bool {
    word.len() <= 6
        && (word.starts_with("Sp") || word.starts_with('M') || word.starts_with('S'))
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
        && word.chars().any(char::is_lowercase)
}

/// Behind `I` or `Ni` at the start of a name.
pub fn is_balinese(word: &str) -> bool {
    matches!(
        word,
        "Gusti"
            | "Gde"
            | "Gede"
            | "Made"
            | "Wayan"
            | "Putu"
            | "Nyoman"
            | "Ketut"
            | "Komang"
            | "Kadek"
            | "Nengah"
            | "Dewa"
            | "Ngurah"
            | "Luh"
            | "Gst"
    )
}

/// Two capitals that belong to the one word before them (`Mahfud MD`), other than degrees and
/// organisations.
pub fn is_part(word: &str) -> bool {
    word.len() == 2
        && !matches!(
            word,
            "SH" | "SE" | "ST" | "SP" | "SS" | "MM" | "MH" | "MA" | "MT" | "MP" | "MK" | "AS"
        )
        && !words::is_organisation(&word.to_lowercase())
}

/// `Penjagaan`, `Kebakaran`: nouns of doing and being.
pub fn is_nominal(lower: &str) -> bool {
    lower.len() >= 8
        && (lower.starts_with("pe") || lower.starts_with("ke"))
        && lower.ends_with("an")
}

/// Words for a place behind which its name stands.
pub fn is_place(lower: &str) -> bool {
    matches!(
        lower,
        "desa"
            | "kampung"
            | "kelurahan"
            | "kecamatan"
            | "dusun"
            | "kabupaten"
            | "kota"
            | "rt"
            | "rw"
            | "pasar"
            | "camat"
            | "lurah"
            | "kades"
            | "kadus"
            | "polsek"
            | "polres"
            | "kapolsek"
            | "kapolres"
            | "bupati"
            | "nagari"
            | "bandara"
            | "pantai"
            | "museum"
            | "puskesmas"
            | "rsud"
            | "dukuh"
            | "pt"
            | "hotel"
            | "universitas"
            | "lapas"
            | "banjar"
    )
}

/// Who `itu`, `ini` and `tersebut` can point at.
pub fn is_human(lower: &str) -> bool {
    words::is_role(lower)
        || matches!(
            lower,
            "pria"
                | "wanita"
                | "perempuan"
                | "lelaki"
                | "laki-laki"
                | "jebolan"
                | "lulusan"
                | "alumnus"
                | "politikus"
                | "orang"
                | "remaja"
                | "peraih"
                | "juara"
                | "penyandang"
                | "sosok"
                | "eks"
                | "bintang"
                | "janda"
                | "duda"
                | "purnawirawan"
                | "pentolan"
                | "runner-up"
                | "kelompok"
                | "menantu"
                | "cucu"
                | "putra"
                | "pesepakbola"
                | "juragan"
                | "tante"
                | "kelahiran"
                | "pahlawan"
                | "penggawa"
                | "punggawa"
        )
}

/// Who is named by somebody else's name.
pub fn is_relative(lower: &str) -> bool {
    matches!(
        lower,
        "kekasih"
            | "istri"
            | "suami"
            | "ayah"
            | "ibu"
            | "ibunda"
            | "ayahanda"
            | "anak"
            | "putra"
            | "putri"
            | "kakak"
            | "adik"
            | "menantu"
            | "cucu"
            | "sahabat"
            | "rekan"
            | "kerabat"
            | "kuasa"
            | "pengacara"
            | "manajer"
            | "asisten"
    )
}

/// Capitalised words that open sentences and are nobody's name.
pub fn is_common(lower: &str) -> bool {
    words::is_stop(lower)
        || words::is_before(lower)
        || words::is_pronoun(lower)
        || words::after_verb(lower).is_some()
        || matches!(
            lower,
            "menurut"
                | "menurutnya"
                | "seingat"
                | "sepengetahuan"
                | "disampaikan"
                | "dikatakan"
                | "dinilai"
                | "sang"
                | "si"
                | "para"
                | "lain"
                | "lainnya"
                | "dijelaskan"
                | "diungkapkan"
                | "jawab"
                | "versi"
                | "bagi"
                | "kisah"
                | "kata"
                | "selain"
                | "sementara"
                | "meski"
                | "meskipun"
                | "walau"
                | "namun"
                | "saya"
                | "kami"
                | "kita"
                | "aku"
                | "anda"
                | "ada"
                | "ini"
                | "itu"
                | "jadi"
                | "apalagi"
                | "bahkan"
                | "hal"
                | "adapun"
                | "selanjutnya"
                | "sebelumnya"
                | "pihaknya"
                | "pihak"
                | "baca"
                | "advertisement"
                | "hingga"
                | "padahal"
                | "sebagai"
                | "atas"
                | "oleh"
                | "nantinya"
                | "juga"
                | "pasalnya"
                | "sebab"
                | "seperti"
                | "salah"
                | "sejumlah"
                | "setiap"
                | "semua"
                | "berita"
                | "tak"
                | "bukan"
                | "lebih"
                | "dengan"
                | "dari"
                | "untuk"
                | "sehingga"
                | "ya"
                | "iya"
                | "lantas"
                | "no"
                | "nomor"
                | "artinya"
                | "maksudnya"
                | "misalnya"
                | "contohnya"
                | "catatan"
                | "sedangkan"
                | "sedang"
                | "sontak"
                | "kendati"
                | "lagi-lagi"
                | "nama"
        )
}
