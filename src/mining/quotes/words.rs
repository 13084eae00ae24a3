//! Words that carry a quotation: verbs of saying, pronouns, roles, and words that end a name.
//!
//! Written by hand; the lists of roles and organisations were checked against the words that
//! stand between a verb of saying and a name in news text.

use std::sync::LazyLock;

use crate::language::{hash_bytes, hash_words};

/// Verbs that follow a quotation: `…," kata Reni`. With `-nya` they take the latest speaker.
const AFTER: &str = include_str!("words/after.txt");

/// Verbs that lead to a quotation or a report: `Reni mengatakan, "…`.
const BEFORE: &str = include_str!("words/before.txt");

/// Passive verbs behind which the speaker stands: `Hal itu disampaikan Reni`.
const PASSIVE: &str = "disampaikan diungkapkan diungkap dikatakan dikemukakan ditegaskan dijelaskan \
    dibantah diucapkan diutarakan dituturkan dipaparkan diceritakan dilontarkan diterangkan diakui dibenarkan \
    dinyatakan dibeberkan ditekankan ditambahkan dikonfirmasi diamini";

/// Words behind which no name of the speaker follows.
const STOP: &str = include_str!("words/stop.txt");

/// Words that stand for the latest speaker.
const PRONOUN: &str = "dia ia beliau mereka dirinya doi nya";

/// Roles and titles before a name; lower case.
const ROLE: &str = include_str!("words/role.txt");

/// Words of organisations, fields and places, which may stand between a role and a name.
const ORGANISATION: &str = include_str!("words/organisation.txt");

/// Words that announce a title, a term or a text, not somebody speaking.
const NOT_SPEECH: &str = include_str!("words/not_speech.txt");

/// Weekdays only: `Juli`, `Mei` and `Agustus` are names, too, and a day stands before a month.
const WEEKDAY: &str = "senin selasa rabu kamis jumat jum'at sabtu minggu ahad";

/// Capitalised words that open sentences and are nobody's name, beside those of other lists.
const COMMON: &str = include_str!("words/common.txt");

/// Who `itu`, `ini` and `tersebut` can point at, beside roles.
const HUMAN: &str = "pria wanita perempuan lelaki laki-laki jebolan lulusan alumnus politikus orang remaja \
    peraih juara penyandang sosok eks bintang janda duda purnawirawan pentolan runner-up \
    kelompok menantu cucu putra pesepakbola juragan tante kelahiran abdi pahlawan penggawa \
    punggawa figur ikon legenda maestro gadis umat diva";

/// Who is named by somebody else's name.
const RELATIVE: &str = "kekasih istri suami ayah ibu ibunda ayahanda anak putra putri kakak adik menantu cucu \
    sahabat rekan kerabat kuasa pengacara manajer asisten";

/// Words for a place or firm behind which its name stands.
const PLACE: &str = "desa kampung kelurahan kecamatan dusun kabupaten kota rt rw pasar camat lurah kades \
    kadus polsek polres kapolsek kapolres bupati nagari bandara pantai museum puskesmas rsud \
    dukuh pt hotel universitas lapas banjar pelabuhan stasiun terminal cabang pulau gunung \
    jalan tol gedung stadion jembatan";

/// What may stand between a role and its field.
const CONNECTOR: &str = "dan bidang dari asal untuk urusan of for and & the pada di wilayah";

/// What may stand between a subject and its verb.
const ADVERB: &str = "juga pun kemudian lalu lantas telah sudah pernah sempat kembali turut ikut hanya \
    sebelumnya masih terus lebih lanjut secara tegas sendiri tak tidak sangat cukup \
    terang-terangan akhirnya sekaligus pula selanjutnya bahkan dan mulai langsung";

/// Verbs that lead to a quotation although they mostly follow one: `Kata Reni, "…"`.
const TELLING: &str = "kata ujar tutur ungkap ucap tulis cuit tegas jelas";

/// Names that are also the second word of an office: `Jaksa Agung`.
const SECOND: &str = "agung jaya muda airlangga hasanuddin";

/// Words behind which a place may stand.
const LEADS: &str = "di ke dari asal kota kabupaten provinsi kecamatan desa pemkot pemkab pemprov polres \
    wilayah negara tim klub perusahaan aplikasi platform";

/// Words for who speaks and who is spoken to.
const SELF: &str = "saya aku gue gua kami kita kamu kalian anda lu elo saudara nggak enggak gak";

/// What `itu` and `tersebut` can point at that has no name of its own beside it.
const BODY: &str = "media perusahaan klub lembaga organisasi laporan rilis kementerian federasi asosiasi \
    studi penelitian surat";

/// What somebody does before their words are given without their name: `Reni mencermati …`.
const STANCE: &str = "mencermati memandang melihat menolak mendukung memaklumi mengklarifikasi \
    menyepakati menyetujui memprotes membela mempersilakan menyadari menyikapi memahami \
    mengkhawatirkan bangga senang kecewa heran prihatin angkat memberikan memberi \
    mencatat mengunggah membagikan memposting";

/// Words with which somebody begins whom nobody names.
const SOMEONE: &str =
    "seorang salah sejumlah beberapa sebagian warganet netizen penggemar pengguna";

/// What a word may be, a bit each; looked up once for each word of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// A role or title.
    pub const ROLE: Self = Self(1);
    /// A word of an organisation, field or place.
    pub const ORGANISATION: Self = Self(1 << 1);
    /// A word behind which no name follows.
    pub const STOP: Self = Self(1 << 2);
    /// A pronoun for the latest speaker.
    pub const PRONOUN: Self = Self(1 << 3);
    /// A weekday.
    pub const WEEKDAY: Self = Self(1 << 4);
    /// A verb that leads to speech.
    pub const BEFORE: Self = Self(1 << 5);
    /// A verb that follows speech, without `-nya`.
    pub const AFTER: Self = Self(1 << 6);
    /// A verb that follows speech, with `-nya`: the latest speaker.
    pub const NYA: Self = Self(1 << 7);
    /// `menurut`, `disampaikan`: who it comes from stands behind.
    pub const ACCORDING: Self = Self(1 << 8);
    /// A passive verb of saying.
    pub const PASSIVE: Self = Self(1 << 9);
    /// `kata`, `ujarnya`: a verb that follows speech and may lead to it.
    pub const TELLING: Self = Self(1 << 10);
    /// A word that announces a title or term.
    pub const NOT_SPEECH: Self = Self(1 << 11);
    /// A capitalised word that opens a sentence and is nobody's name.
    pub const COMMON: Self = Self(1 << 12);
    /// Who `itu` can point at.
    pub const HUMAN: Self = Self(1 << 13);
    /// Who is named by somebody else's name.
    pub const RELATIVE: Self = Self(1 << 14);
    /// A place or firm behind which its name stands.
    pub const PLACE: Self = Self(1 << 15);
    /// What may stand between a role and its field.
    pub const CONNECTOR: Self = Self(1 << 16);
    /// What may stand between a subject and its verb.
    pub const ADVERB: Self = Self(1 << 17);
    /// A name that is also the second word of an office.
    pub const SECOND: Self = Self(1 << 18);

    /// A word behind which a place may stand.
    pub const LEADS: Self = Self(1 << 19);

    /// A word behind which the name of somebody stands who was described.
    pub const NAMING: Self = Self(1 << 20);
    /// Somebody whom nobody names: `salah satu warga`.
    pub const SOMEONE: Self = Self(1 << 21);
    /// Who speaks and who is spoken to.
    pub const SELF: Self = Self(1 << 22);
    /// What speaks for those who made it: `laporan tersebut`.
    pub const BODY: Self = Self(1 << 23);

    /// What somebody does before their words are given.
    pub const STANCE: Self = Self(1 << 24);

    /// A verb of saying of any kind, without `-nya`.
    pub const SPEECH: Self = Self(Self::BEFORE.0 | Self::AFTER.0 | Self::ACCORDING.0);
    /// A verb that follows speech, with or without `-nya`.
    pub const BEHIND: Self = Self(Self::AFTER.0 | Self::NYA.0);
    /// What stands before a name: a role or an organisation.
    pub const TITLE: Self = Self(Self::ROLE.0 | Self::ORGANISATION.0);

    /// Both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is one of these.
    #[inline]
    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

/// The words by hash, and a sieve before them: most words of a text are in no list.
struct Table {
    sieve: Box<[u64; SIEVE]>,
    /// Hash and kinds, from the place of the hash on; no kind where nothing is.
    slots: Box<[(u64, Kinds); SLOTS]>,
}

/// Numbers of 64 bits in the sieve: two thousand words set about one bit of 16.
const SIEVE: usize = 512;

/// Places for words, a power of two.
const SLOTS: usize = 4096;

impl Table {
    /// The place of a hash in the sieve.
    #[inline]
    fn bit(hash: u64) -> (usize, u64) {
        (hash as usize >> 6 & (SIEVE - 1), 1 << (hash & 63))
    }

    /// Where a hash is or belongs.
    fn slot(&self, hash: u64) -> usize {
        let mut at = (hash >> 32) as usize & (SLOTS - 1);
        while self.slots[at].1 != Kinds::default() && self.slots[at].0 != hash {
            at = (at + 1) & (SLOTS - 1);
        }
        at
    }

    fn insert(&mut self, word: &str, kind: Kinds) {
        let hash = hash_word(word.as_bytes());
        let (at, bit) = Self::bit(hash);
        self.sieve[at] |= bit;
        let slot = self.slot(hash);
        self.slots[slot] = (hash, self.slots[slot].1.or(kind));
    }

    /// What a word is by the lists alone.
    #[inline]
    fn listed(&self, hash: u64) -> Kinds {
        let (at, bit) = Self::bit(hash);
        if self.sieve[at] & bit == 0 {
            return Kinds::default();
        }
        self.slots[self.slot(hash)].1
    }

    /// What a word with this hash may be.
    #[inline(always)]
    fn kinds(&self, word: &[u8], hash: u64) -> Kinds {
        let kinds = self.listed(hash);
        match word {
            [stem @ .., n, y, b'a' | b'A']
                if n | 0x20 == b'n' && y | 0x20 == b'y' && !kinds.has(Kinds::AFTER) =>
            {
                kinds.or(self.with_suffix(stem))
            }
            _ => kinds,
        }
    }

    /// What a word is because of what stands before its `-nya`.
    #[cold]
    fn with_suffix(&self, stem: &[u8]) -> Kinds {
        let stem = stem.strip_suffix(b"-").unwrap_or(stem);
        let verb = self.listed(hash_word(&stem.to_ascii_lowercase()));
        if !verb.has(Kinds::AFTER) {
            return Kinds::default();
        }
        Kinds(verb.0 & Kinds::TELLING.0)
            .or(Kinds::NYA)
            .or(Kinds::COMMON)
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        sieve: Box::new([0; SIEVE]),
        slots: Box::new([(0, Kinds::default()); SLOTS]),
    };
    for (list, kind) in [
        (ROLE, Kinds::ROLE.or(Kinds::HUMAN)),
        (ORGANISATION, Kinds::ORGANISATION),
        (STOP, Kinds::STOP.or(Kinds::COMMON)),
        (PRONOUN, Kinds::PRONOUN.or(Kinds::COMMON)),
        (WEEKDAY, Kinds::WEEKDAY),
        (BEFORE, Kinds::BEFORE.or(Kinds::COMMON)),
        (AFTER, Kinds::AFTER.or(Kinds::COMMON)),
        ("menurut", Kinds::ACCORDING),
        (PASSIVE, Kinds::PASSIVE.or(Kinds::ACCORDING)),
        (TELLING, Kinds::TELLING),
        (NOT_SPEECH, Kinds::NOT_SPEECH),
        (COMMON, Kinds::COMMON),
        (HUMAN, Kinds::HUMAN),
        (RELATIVE, Kinds::RELATIVE),
        (PLACE, Kinds::PLACE),
        (CONNECTOR, Kinds::CONNECTOR),
        (ADVERB, Kinds::ADVERB),
        (SECOND, Kinds::SECOND),
        (LEADS, Kinds::LEADS),
        ("bernama berinisial inisial", Kinds::NAMING),
        (SOMEONE, Kinds::SOMEONE),
        (SELF, Kinds::SELF),
        (BODY, Kinds::BODY),
        (STANCE, Kinds::STANCE),
    ] {
        for word in list.split_whitespace() {
            table.insert(word, kind);
        }
    }
    table
});

/// Bytes that a word is read in.
const CHUNK: usize = 16;

/// The bytes of a text from `at` on, [`CHUNK`] of them; zero behind its end.
#[inline]
pub fn chunk(bytes: &[u8], at: usize) -> u128 {
    match bytes[at..].first_chunk::<CHUNK>() {
        Some(chunk) => u128::from_le_bytes(*chunk),
        None => {
            let mut chunk = [0; CHUNK];
            chunk[..bytes.len() - at].copy_from_slice(&bytes[at..]);
            u128::from_le_bytes(chunk)
        }
    }
}

/// The highest bit of each byte that lies between two ASCII letters: bytes are compared together.
#[inline]
pub fn between(chunk: u128, low: u8, high: u8) -> u128 {
    const ONES: u128 = u128::MAX / 255;
    let low_bits = chunk & (ONES * 0x7F);
    (low_bits + ONES * u128::from(0x80 - low))
        & !(low_bits + ONES * u128::from(0x7F - high))
        & !chunk
        & (ONES * 0x80)
}

/// Hash of a chunk's first bytes.
#[inline]
fn hash_chunk(chunk: u128, length: usize) -> u64 {
    hash_words((chunk as u64, (chunk >> 64) as u64), length)
}

/// Hash of a word in lower case.
pub fn hash_word(lower: &[u8]) -> u64 {
    if lower.len() <= CHUNK {
        hash_chunk(chunk(lower, 0), lower.len())
    } else {
        hash_bytes(lower)
    }
}

/// A word's hash in lower case, what it may be, and whether it is in lower case.
pub struct Look {
    pub hash: u64,
    pub kinds: Kinds,
    pub small: bool,
}

/// Looks a word of a text up, bytes `start..end`; `ascii` says that it is.
#[inline]
pub fn look(text: &str, start: usize, end: usize, ascii: bool) -> Look {
    let (word, length) = (&text[start..end], end - start);
    if !ascii || length > CHUNK {
        return look_long(word);
    }
    let own = chunk(text.as_bytes(), start) & (u128::MAX >> (8 * (CHUNK - length)));
    let capitals = between(own, b'A', b'Z');
    let hash = hash_chunk(own | capitals >> 2, length);
    Look {
        hash,
        kinds: TABLE.kinds(word.as_bytes(), hash),
        small: capitals == 0,
    }
}

/// Looks up a word that is longer than [`CHUNK`] or not of ASCII.
#[cold]
fn look_long(word: &str) -> Look {
    let lower = word.to_lowercase();
    let hash = hash_word(lower.as_bytes());
    Look {
        hash,
        kinds: TABLE.kinds(lower.as_bytes(), hash),
        small: lower == word,
    }
}

/// What a word as written may be.
pub fn kinds(word: &str) -> Kinds {
    if word.is_empty() {
        return Kinds::default();
    }
    look(word, 0, word.len(), word.is_ascii()).kinds
}

/// Whether a word in lower case is a weekday.
pub(crate) fn is_weekday(lower: &str) -> bool {
    kinds(lower).has(Kinds::WEEKDAY)
}
