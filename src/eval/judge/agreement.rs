//! How far two judges agree, beyond what chance alone would bring.

use serde::Serialize;

use super::GRADES;
use crate::eval::Qrels;

/// Agreement over the documents that both have judged.
#[derive(Debug, Clone, Serialize)]
pub struct Agreement {
    /// Pairs of topic and document; the figures below are over these.
    pub judged_by_both: usize,
    /// Pairs that only the first judge has seen.
    pub only_a: usize,
    /// Pairs that only the second judge has seen.
    pub only_b: usize,
    /// Share of equal grades.
    pub equal: f64,
    /// Cohen's kappa on the four grades (Cohen 1960).
    pub kappa: f64,
    /// The same with quadratic weights: 0 against 3 counts nine times 0 against 1 (Cohen 1968).
    pub weighted_kappa: f64,
    /// The same on relevant (1 and above) or not.
    pub binary_kappa: f64,
    /// Rows: A's grade; columns: B's.
    pub table: Vec<Vec<usize>>,
    /// Widest first.
    pub disagreements: Vec<Disagreement>,
}

/// A document that two judges see differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// The topic's id.
    pub topic: String,
    /// The document's id.
    pub document: String,
    /// The first judge's grade.
    pub a: i32,
    /// The second judge's grade.
    pub b: i32,
}

/// Compares two judges. Grades outside 0 to 3 are moved to the nearest.
pub fn agreement(a: &Qrels, b: &Qrels) -> Agreement {
    let grades = *GRADES.end() as usize + 1;
    let mut table = vec![vec![0usize; grades]; grades];
    let mut disagreements = Vec::new();
    let mut only_a = 0;
    for (topic, judged) in &a.topics {
        for (document, judgment) in judged {
            let Some(other) = b.grade(topic, document) else {
                only_a += 1;
                continue;
            };
            let (x, y) = (clamp(judgment.grade), clamp(other));
            table[x as usize][y as usize] += 1;
            if x != y {
                disagreements.push(Disagreement {
                    topic: topic.clone(),
                    document: document.clone(),
                    a: x,
                    b: y,
                });
            }
        }
    }
    disagreements.sort_by_key(|d| std::cmp::Reverse((d.a - d.b).abs()));
    let both: usize = table.iter().flatten().sum();
    let binary = fold(&table);
    let equal: usize = (0..grades).map(|grade| table[grade][grade]).sum();
    Agreement {
        judged_by_both: both,
        only_a,
        only_b: b.len() - both,
        equal: equal as f64 / both.max(1) as f64,
        kappa: kappa(&table, |x, y| f64::from(u8::from(x != y))),
        weighted_kappa: kappa(&table, |x, y| (x as f64 - y as f64).powi(2)),
        binary_kappa: kappa(&binary, |x, y| f64::from(u8::from(x != y))),
        table,
        disagreements,
    }
}

fn clamp(grade: i32) -> i32 {
    grade.clamp(*GRADES.start(), *GRADES.end())
}

/// The table of "relevant or not".
fn fold(table: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut folded = vec![vec![0; 2]; 2];
    for (x, row) in table.iter().enumerate() {
        for (y, count) in row.iter().enumerate() {
            folded[x.min(1)][y.min(1)] += count;
        }
    }
    folded
}

/// 1 - observed / expected disagreement. 1 when there is nothing to disagree about.
fn kappa(table: &[Vec<usize>], weight: impl Fn(usize, usize) -> f64) -> f64 {
    let total: usize = table.iter().flatten().sum();
    let row = |x: usize| table[x].iter().sum::<usize>() as f64;
    let column = |y: usize| table.iter().map(|row| row[y]).sum::<usize>() as f64;
    let (mut observed, mut expected) = (0.0, 0.0);
    for (x, counts) in table.iter().enumerate() {
        for (y, count) in counts.iter().enumerate() {
            observed += weight(x, y) * *count as f64;
            expected += weight(x, y) * row(x) * column(y) / (total.max(1) as f64);
        }
    }
    if expected == 0.0 {
        1.0
    } else {
        1.0 - observed / expected
    }
}
