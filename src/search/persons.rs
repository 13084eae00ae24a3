//! Queries that are somebody's name and nothing else (`Budi Indarto`). Whoever holds a part of a name
//! is somebody else: another Budi.

use crate::{
    language::{Common, common, fold, stopword_weight},
    query::{Node, Query},
};

/// Names that many persons bear, in order; many are words as well. One of these, with names behind
/// it, is a person; what else is no common word may be a place, a brand or an abbreviation.
#[rustfmt::skip]
const GIVEN: [&str; 341] = [
    "abdul", "abdullah", "achmad", "ade", "adi", "aditya", "adnan", "afif", "agung", "agus",
    "ahmad", "akhmad", "alamsyah", "alfian", "ali", "alif", "aman", "amin", "amir", "andi",
    "andika", "andre", "andreas", "andri", "anggun", "ani", "anis", "anita", "anton", "antonius",
    "anwar", "ari", "arief", "arif", "arifin", "aris", "arya", "asep", "asri", "aulia", "ayu",
    "azis", "aziz", "bagas", "bagus", "bahri", "bambang", "bayu", "benny", "bima", "bintang",
    "budi", "budiman", "candra", "chandra", "citra", "dadang", "dani", "daniel", "danu", "darmawan",
    "darwis", "deddy", "dede", "dedi", "deni", "denny", "desi", "devi", "dewa", "dewi", "dian",
    "diana", "didik", "dimas", "dina", "dini", "djoko", "doni", "dudi", "dwi", "dyah", "eddy",
    "edi", "edy", "eka", "eko", "elly", "endang", "erik", "erna", "ernawati", "erwin", "evi",
    "fadli", "fahmi", "faisal", "fajar", "fandi", "farhan", "fatimah", "fauzan", "fauzi", "febri",
    "ferdi", "ferry", "fikri", "firman", "firmansyah", "fitri", "galih", "gatot", "gilang",
    "gunawan", "guntur", "hadi", "hakim", "halim", "hamid", "hamzah", "handoko", "hariyanto",
    "harry", "haryanto", "hasan", "hasanuddin", "hasyim", "hendra", "hendri", "hendro", "henny",
    "heri", "heru", "hidayat", "husain", "husein", "husni", "ibnu", "ibrahim", "ida", "iis",
    "ikhsan", "ilham", "imam", "imran", "indah", "indra", "intan", "irfan", "irma", "irwan",
    "ismail", "iswanto", "iwan", "jaya", "joko", "joni", "jono", "junaidi", "jusuf", "kadek",
    "kartika", "khairul", "khalid", "komang", "kurnia", "kurniawan", "lestari", "lia", "lilis",
    "lina", "lukman", "lutfi", "mahendra", "mahmud", "mansur", "maya", "mega", "melati", "miftah",
    "mochamad", "moh", "mohamad", "mohammad", "muh", "muhamad", "muhammad", "mulyadi", "mulyono",
    "munir", "mustafa", "mutiara", "nadia", "nana", "nani", "nanik", "nasir", "nasrul", "nia",
    "nina", "novi", "novita", "nur", "nurdin", "nurhayati", "nurul", "nyoman", "oki", "oky",
    "pandu", "permana", "prasetyo", "pratama", "purnama", "purnomo", "puspita", "putra", "putri",
    "putu", "rachmat", "rahma", "rahman", "rahmat", "raka", "ramadhan", "rangga", "rani", "rara",
    "ratih", "ratna", "rendra", "reni", "reza", "rian", "riana", "ridwan", "rika", "rina", "rini",
    "rio", "risa", "riski", "rizal", "rizki", "rizky", "robby", "roni", "rudi", "rudy", "rusdi",
    "rusli", "sahrul", "saiful", "salim", "samsul", "sandi", "santi", "santoso", "sarwo", "satria",
    "septi", "setiawan", "siti", "slamet", "sofyan", "soni", "sri", "stefanus", "sudirman",
    "sugeng", "sugianto", "suharto", "sukarno", "sulaiman", "sulastri", "sumarno", "supriadi",
    "supriyadi", "surya", "suryadi", "susanti", "susi", "sutrisno", "suwarno", "syahrul", "syaiful",
    "syamsul", "tantri", "tatang", "taufan", "taufik", "teddy", "teguh", "tina", "titik", "tommy",
    "toni", "tri", "tuti", "udin", "ujang", "umar", "untung", "usman", "vera", "veri", "vina",
    "wahid", "wahyu", "wahyudi", "wati", "wawan", "widi", "widodo", "wina", "winda", "wisnu",
    "wiwik", "wulan", "yadi", "yanti", "yanto", "yayan", "yayuk", "yoga", "yohanes", "yono", "yudi",
    "yuli", "yuliana", "yulianto", "yuni", "yunita", "yunus", "yusuf", "zaenal", "zainal",
    "zainuddin", "zaki", "zulfikar", "zulkifli",
];

/// How many parts make a name; more are several names.
const PARTS: std::ops::RangeInclusive<usize> = 2..=3;

/// Whether a query is a name of several parts, apart from its titles (`titles`, by their place among
/// the query's words).
pub fn is_name(query: &Query, titles: &[usize]) -> bool {
    if !matches!(query.root, Some(Node::Words { .. })) {
        return false;
    }
    let words = query.words().iter().enumerate();
    let parts: Vec<String> = words
        .filter(|(at, _)| !titles.contains(at))
        .map(|(_, word)| fold(&word.text))
        .collect();
    let is_given = |part: &String| GIVEN.binary_search(&part.as_str()).is_ok();
    let is_part = |part: &String| {
        let is_word = stopword_weight(part) < 1.0 || !part.chars().all(char::is_alphabetic);
        is_given(part) || part.len() > 2 && !is_word && common(part) == Common::No
    };
    PARTS.contains(&parts.len()) && parts.first().is_some_and(is_given) && parts.iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseContext, parse};

    #[test]
    fn given_names_are_in_order() {
        assert!(GIVEN.is_sorted());
    }

    #[test]
    fn names_of_persons_are_told_from_subjects() {
        let context = ParseContext {
            zone: jiff::tz::TimeZone::UTC,
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        let is = |text: &str| {
            let query = parse(text, &context);
            let titles = crate::search::titles::titles(&query);
            is_name(&query, &titles)
        };
        for name in [
            "Budi Indarto",
            "budi indarto",
            "Dr. Joko Nugroho",
            "teguh raharjo",
        ] {
            assert!(is(name), "{name}");
        }
        for other in [
            "Indarto",
            "banjir sukabumi",
            "Banjir Sukabumi",
            "harga beras",
            "budi daya",
            "kapan Indarto lahir",
            "\"Budi Indarto\"",
            "Budi Indarto korupsi",
            "u20 argentina",
            "karhutla riau",
            "omnibus law",
            "Budi dan",
        ] {
            assert!(!is(other), "{other}");
        }
    }
}
