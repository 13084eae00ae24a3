//! A score as a tree of parts that add up to it, in plain Indonesian.

use serde::Serialize;

use crate::engine::Part;

/// A branch of the tree. The values of the children add up to the branch's own.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Branch {
    /// A stable name for programs: the part's own.
    pub name: String,
    /// What it is, for people.
    pub text: String,
    pub value: f32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub children: Vec<Branch>,
}

/// Prefix of the parts that single words bring.
const WORD: &str = "word:";
/// A part below this share of the score cannot be seen at two decimals.
const INVISIBLE: f32 = 0.005;

/// What the parts are called.
const TEXTS: [(&str, &str); 11] = [
    ("operators", "frasa, awalan, dan syarat lain dalam kueri"),
    ("coverage", "banyaknya kata kueri yang ditemukan"),
    ("recency", "kebaruan berita"),
    ("proximity", "kata-kata kueri berdekatan dan berurutan"),
    ("name", "bagian-bagian nama berdampingan"),
    ("lead", "kata kueri muncul di awal berita"),
    ("feedback", "istilah yang lazim dalam berita sejenis"),
    ("title", "judul menyebut isi kueri"),
    ("passage", "satu kalimat memuat banyak kata kueri"),
    ("curation", "diangkat atau diturunkan redaksi"),
    (
        "pin",
        "disematkan redaksi di atas yang lain, berapa pun skornya",
    ),
];

/// Makes the tree. Words are gathered under one branch; what is left to the score, by rounding or
/// because a part is not named, becomes a branch of its own, so that the sum is always right.
pub fn tree(score: f32, parts: &[Part]) -> Branch {
    let mut words = Vec::new();
    let mut children = Vec::new();
    for part in parts {
        match part.name.strip_prefix(WORD) {
            Some(word) => words.push(Branch {
                name: part.name.clone(),
                text: format!("kata “{word}”"),
                value: part.value,
                children: Vec::new(),
            }),
            None => children.push(Branch {
                name: part.name.clone(),
                text: text_of(&part.name),
                value: part.value,
                children: Vec::new(),
            }),
        }
    }
    if !words.is_empty() {
        let words = Branch {
            name: "words".to_owned(),
            text: "kecocokan kata".to_owned(),
            value: words.iter().map(|word| word.value).sum(),
            children: words,
        };
        children.insert(0, words);
    }
    let rest = score - children.iter().map(|child| child.value).sum::<f32>();
    if rest.abs() >= INVISIBLE * score.abs().max(1.0) {
        children.push(Branch {
            name: "rest".to_owned(),
            text: "lain-lain".to_owned(),
            value: rest,
            children: Vec::new(),
        });
    }
    Branch {
        name: "score".to_owned(),
        text: "skor".to_owned(),
        value: score,
        children,
    }
}

fn text_of(name: &str) -> String {
    TEXTS
        .iter()
        .find(|(known, _)| *known == name)
        .map_or_else(|| name.to_owned(), |(_, text)| (*text).to_owned())
}

impl Branch {
    /// The tree as lines of text.
    pub fn to_text(&self) -> String {
        let mut lines = format!("{} {}\n", decimal(self.value, false), self.text);
        self.write_children("", &mut lines);
        lines
    }

    fn write_children(&self, indent: &str, lines: &mut String) {
        for (at, child) in self.children.iter().enumerate() {
            let last = at + 1 == self.children.len();
            let (knot, below) = if last {
                ("└─", "   ")
            } else {
                ("├─", "│  ")
            };
            let value = decimal(child.value, true);
            lines.push_str(&format!("{indent}{knot} {value} {}\n", child.text));
            child.write_children(&format!("{indent}{below}"), lines);
        }
    }
}

/// Two decimals after a comma, as Indonesian writes numbers.
pub fn decimal(value: f32, signed: bool) -> String {
    let text = if signed {
        format!("{value:+.2}")
    } else {
        format!("{value:.2}")
    };
    text.replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, value: f32) -> Part {
        Part {
            name: name.to_owned(),
            value,
        }
    }

    #[test]
    fn parts_become_a_tree_that_adds_up() {
        let parts = [
            part("word:harga", 3.0),
            part("word:beras", 4.0),
            part("recency", 0.5),
        ];
        let tree = tree(7.5, &parts);
        let sum: f32 = tree.children.iter().map(|child| child.value).sum();
        assert!((sum - tree.value).abs() < 1e-6);
        assert_eq!(
            tree.to_text(),
            "7,50 skor\n├─ +7,00 kecocokan kata\n│  ├─ +3,00 kata “harga”\n│  └─ +4,00 kata “beras”\n└─ +0,50 kebaruan berita\n"
        );
    }

    #[test]
    fn what_no_part_names_is_shown_as_the_rest() {
        let tree = tree(9.0, &[part("word:gempa", 5.0), part("unheard_of", 1.0)]);
        let names: Vec<&str> = tree
            .children
            .iter()
            .map(|child| child.text.as_str())
            .collect();
        assert_eq!(names, ["kecocokan kata", "unheard_of", "lain-lain"]);
        assert_eq!(tree.children[2].value, 3.0);
    }
}
