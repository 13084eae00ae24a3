//! What tuning found, in words.

use comfy_table::Cell;

use super::text::{number, table};
use crate::eval::tune::Tuned;

/// The whole report.
pub fn tuned(tuned: &Tuned, measure: &str) -> String {
    let mut parts = vec![changes(tuned), sets(tuned, measure)];
    if !tuned.folds.is_empty() {
        parts.push(folds(tuned));
    }
    parts.push(conclusion(tuned));
    if tuned.out_of_time {
        parts.push("the time budget ran out before the search had settled".to_owned());
    }
    parts.push(format!("{} rankings were scored", tuned.tried));
    parts.join("\n\n") + "\n"
}

fn changes(tuned: &Tuned) -> String {
    if tuned.changes.is_empty() {
        return "no weight was changed: no step helped".to_owned();
    }
    let mut out = table(&["weight", "was", "tuned", "in each fold"]);
    for change in &tuned.changes {
        let folds: Vec<String> = change.by_fold.iter().map(f64::to_string).collect();
        out.add_row(vec![
            Cell::new(&change.name),
            number(change.from),
            number(change.to),
            Cell::new(folds.join("  ")),
        ]);
    }
    out.to_string()
}

fn sets(tuned: &Tuned, measure: &str) -> String {
    let before = format!("{measure} before");
    let mut out = table(&[
        "set",
        "topics",
        &before,
        "seen",
        "held out",
        "95% interval",
        "p",
        "won",
        "lost",
    ]);
    for set in &tuned.sets {
        let d = &set.held_out;
        out.add_row(vec![
            Cell::new(&set.name),
            number(set.topics),
            number(format!("{:.4}", set.before)),
            number(format!("{:+.4}", set.after - set.before)),
            number(format!("{:+.4}", d.mean)),
            number(format!("{:+.4} … {:+.4}", d.low, d.high)),
            number(format!("{:.4}", d.p)),
            number(d.wins),
            number(d.losses),
        ]);
    }
    out.to_string()
}

fn folds(tuned: &Tuned) -> String {
    let mut out = table(&["fold", "seen", "held out"]);
    for (at, fold) in tuned.folds.iter().enumerate() {
        out.add_row(vec![
            number(at + 1),
            number(format!("{:+.4}", fold.seen)),
            number(format!("{:+.4}", fold.unseen)),
        ]);
    }
    out.to_string()
}

/// Folds must agree and the held-out change must be there before new weights are advised.
pub fn conclusion(tuned: &Tuned) -> String {
    if tuned.folds.is_empty() {
        return "without folds nothing is known of unseen topics; use --folds 5".to_owned();
    }
    let risen = tuned.folds.iter().filter(|fold| fold.unseen > 0.0).count();
    let of = tuned.folds.len();
    let figures = format!(
        "{:+.4} on held-out topics, {risen} of {of} folds gain",
        tuned.held_out
    );
    if tuned.changes.is_empty() {
        "keep the present weights".to_owned()
    } else if tuned.held_out <= 0.0 || risen * 2 <= of {
        format!(
            "keep the present weights: what was gained on seen topics does not hold ({figures})"
        )
    } else {
        format!("the tuned weights hold on topics that were not seen: {figures}")
    }
}
