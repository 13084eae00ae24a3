//! Text tables.

use comfy_table::{Cell, CellAlignment, Table, presets};

use super::duration;
use crate::eval::{
    Comparison, Evaluation, Latency, Verdict,
    compare::{Shown, SideBySide},
};

/// A table without frames, which copies and greps well.
pub fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(header.to_vec());
    table
}

/// A right-aligned cell.
pub fn number(text: impl ToString) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// The means of one or more evaluations, a column each.
pub fn means(evaluations: &[&Evaluation]) -> String {
    let Some(first) = evaluations.first() else {
        return String::new();
    };
    let mut header = vec!["measure"];
    header.extend(
        evaluations
            .iter()
            .map(|evaluation| evaluation.name.as_str()),
    );
    let mut out = table(&header);
    for (at, measure) in first.measures.iter().enumerate() {
        let mut row = vec![Cell::new(measure)];
        row.extend(
            (evaluations.iter()).map(|evaluation| number(format!("{:.4}", evaluation.means[at]))),
        );
        out.add_row(row);
    }
    format!("{out}\nover {} judged topics", first.topics.len())
}

/// Latency in a line.
pub fn latency(latency: &Latency) -> String {
    format!(
        "latency over {} queries: p50 {}, p99 {}, mean {}, most {} ({})",
        latency.queries,
        duration(latency.p50_us),
        duration(latency.p99_us),
        duration(latency.mean_us),
        duration(latency.max_us),
        latency.of
    )
}

/// Every topic with every measure.
pub fn by_topic(evaluation: &Evaluation) -> String {
    let names: Vec<String> = evaluation
        .measures
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut header = vec!["topic"];
    header.extend(names.iter().map(String::as_str));
    header.push("query");
    let mut out = table(&header);
    for topic in &evaluation.topics {
        let mut row = vec![Cell::new(&topic.id)];
        row.extend(
            topic
                .values
                .iter()
                .map(|value| number(format!("{value:.4}"))),
        );
        row.push(Cell::new(&topic.query));
        out.add_row(row);
    }
    out.to_string()
}

/// A comparison: the table, then each finding in a sentence.
pub fn comparison(comparison: &Comparison, comparisons_made: usize) -> String {
    let mut out = table(&[
        "measure",
        "A",
        "B",
        "B - A",
        "95% interval",
        "p",
        "p (Holm)",
        "won",
        "lost",
        "same",
        "finding",
    ]);
    for measure in &comparison.measures {
        let d = &measure.difference;
        out.add_row(vec![
            Cell::new(measure.measure),
            number(format!("{:.4}", measure.a)),
            number(format!("{:.4}", measure.b)),
            number(format!("{:+.4}", d.mean)),
            number(format!("{:+.4} … {:+.4}", d.low, d.high)),
            number(format!("{:.4}", d.p)),
            number(format!("{:.4}", measure.p_corrected)),
            number(d.wins),
            number(d.losses),
            number(d.ties),
            Cell::new(finding(measure.verdict)),
        ]);
    }
    let sentences: Vec<String> = (comparison.measures.iter())
        .map(|measure| measure.sentence("B"))
        .collect();
    format!(
        "A = {}\nB = {}\n{out}\npaired over {} topics; corrected for {comparisons_made} comparisons\n{}",
        comparison.a,
        comparison.b,
        comparison.topics,
        sentences.join("\n")
    )
}

/// A verdict in a word.
pub fn finding(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::Noise => "noise",
        Verdict::Same => "same",
    }
}

/// Two result lists of a topic.
pub fn side_by_side(sides: &SideBySide, delta: f64, measure: &str) -> String {
    let mut out = table(&["", "A", "B"]);
    for at in 0..sides.a.len().max(sides.b.len()) {
        let cell = |side: &[Shown]| side.get(at).map(shown).unwrap_or_default();
        out.add_row(vec![
            number(at + 1),
            Cell::new(cell(&sides.a)),
            Cell::new(cell(&sides.b)),
        ]);
    }
    let (topic, query) = (&sides.topic, &sides.query);
    // Two runs without topics do not say what was asked.
    let asked = match query.as_str() {
        "" => String::new(),
        query => format!(" `{query}`"),
    };
    format!("{topic}{asked}: {measure} {delta:+.4}\n{out}")
}

fn shown(result: &Shown) -> String {
    let grade = result
        .grade
        .map_or("?".to_owned(), |grade| grade.to_string());
    let name = match &result.title {
        Some(title) if !title.is_empty() => title.chars().take(60).collect(),
        _ => result.document.clone(),
    };
    match result.other_rank {
        Some(rank) => format!("[{grade}] {name} ({rank})"),
        None => format!("[{grade}] {name} (-)"),
    }
}
