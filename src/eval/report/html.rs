//! Self-contained HTML reports.

use super::{
    STYLE,
    chart::{self, Bar},
    duration, escape,
    text::finding,
};
use crate::eval::{
    Comparison, Evaluation, Problems, Verdict,
    compare::{Shown, SideBySide},
};

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style></head>\n<body><main>\n<h1>{title}</h1>\n{body}</main></body></html>\n",
        title = escape(title),
    )
}

fn problems_section(problems: &Problems) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = (problems.0.iter())
        .map(|problem| format!("<li>{}</li>", escape(&problem.to_string())))
        .collect();
    format!(
        "<details><summary>{} remarks on the input</summary><ul>{}</ul></details>\n",
        lines.len(),
        lines.join("\n")
    )
}

/// The report of one evaluation.
pub fn evaluation(evaluation: &Evaluation) -> String {
    let mut body = format!(
        "<p class=\"soft\">{} judged topics.</p>\n<div class=\"scroll\" tabindex=\"0\"><table><tr>",
        evaluation.topics.len()
    );
    for measure in &evaluation.measures {
        body.push_str(&format!("<th class=\"n\">{measure}</th>"));
    }
    body.push_str("</tr><tr>");
    for mean in &evaluation.means {
        body.push_str(&format!("<td class=\"n\">{mean:.4}</td>"));
    }
    body.push_str("</tr></table></div>\n");
    body.push_str(&problems_section(&evaluation.problems));
    for (at, measure) in evaluation.measures.iter().enumerate().take(2) {
        body.push_str(&format!("<h2>{measure} by topic, best first</h2>\n"));
        let mut by_value: Vec<Bar> = (evaluation.topics.iter())
            .map(|topic| Bar {
                title: format!("{} {}: {:.4}", topic.id, topic.query, topic.values[at]),
                value: topic.values[at],
            })
            .collect();
        by_value.sort_by(|a, b| b.value.total_cmp(&a.value));
        body.push_str(&chart::bars(&by_value, 0.0, 1.0, &measure.to_string()));
    }
    if let Some(latency) = &evaluation.latency {
        body.push_str(&format!(
            "<h2>Queries by latency</h2>\n<p>p50 {}, p99 {}, mean {}, most {}: {}.</p>\n",
            duration(latency.p50_us),
            duration(latency.p99_us),
            duration(latency.mean_us),
            duration(latency.max_us),
            escape(&latency.of)
        ));
        body.push_str(&chart::histogram(&latency.sorted, 60, duration, "Latency"));
    }
    body.push_str("<h2>Topics</h2>\n<div class=\"scroll\" tabindex=\"0\"><table><tr><th>topic</th><th>query</th>");
    for measure in &evaluation.measures {
        body.push_str(&format!("<th class=\"n\">{measure}</th>"));
    }
    body.push_str("<th class=\"n\">found of relevant</th></tr>\n");
    for topic in &evaluation.topics {
        body.push_str(&format!(
            "<tr><td>{}</td><td>{}</td>",
            escape(&topic.id),
            escape(&topic.query)
        ));
        for value in &topic.values {
            body.push_str(&format!("<td class=\"n\">{value:.4}</td>"));
        }
        body.push_str(&format!(
            "<td class=\"n\">{} of {}</td></tr>\n",
            topic.relevant_found, topic.relevant
        ));
    }
    body.push_str("</table></div>\n");
    page(&format!("Evaluation of {}", evaluation.name), &body)
}

/// The report of comparisons with the topics that moved most.
pub fn comparisons(comparisons: &[(Comparison, Vec<SideBySide>)], problems: &Problems) -> String {
    let made: usize = comparisons.iter().map(|(c, _)| c.measures.len()).sum();
    let mut body = format!(
        "<p class=\"soft\">Paired randomization test, 95% bootstrap interval, Holm's correction over {made} comparisons.</p>\n"
    );
    body.push_str(&problems_section(problems));
    for (comparison, sides) in comparisons {
        body.push_str(&one_comparison(comparison, sides));
    }
    page("Comparison", &body)
}

fn one_comparison(comparison: &Comparison, sides: &[SideBySide]) -> String {
    let mut body = format!(
        "<h2>{} (B) against {} (A)</h2>\n<div class=\"scroll\" tabindex=\"0\"><table><tr><th>measure</th><th class=\"n\">A</th><th class=\"n\">B</th><th class=\"n\">B − A</th><th class=\"n\">95% interval</th><th class=\"n\">p</th><th class=\"n\">p, corrected</th><th class=\"n\">won / lost / same</th><th>finding</th></tr>\n",
        escape(&comparison.b),
        escape(&comparison.a)
    );
    for measure in &comparison.measures {
        let d = &measure.difference;
        let class = match measure.verdict {
            Verdict::Better => "good",
            Verdict::Worse => "bad",
            Verdict::Noise | Verdict::Same => "soft",
        };
        body.push_str(&format!(
            "<tr><td>{}</td><td class=\"n\">{:.4}</td><td class=\"n\">{:.4}</td><td class=\"n\">{:+.4}</td><td class=\"n\">{:+.4} … {:+.4}</td><td class=\"n\">{:.4}</td><td class=\"n\">{:.4}</td><td class=\"n\">{} / {} / {}</td><td class=\"{class}\">{}</td></tr>\n",
            measure.measure, measure.a, measure.b, d.mean, d.low, d.high, d.p, measure.p_corrected,
            d.wins, d.losses, d.ties, finding(measure.verdict)
        ));
    }
    body.push_str("</table></div>\n<ul>\n");
    for measure in &comparison.measures {
        body.push_str(&format!("<li>{}</li>\n", escape(&measure.sentence("B"))));
    }
    body.push_str("</ul>\n");
    let mut deltas: Vec<Bar> = (comparison.moved.iter())
        .map(|moved| Bar {
            title: format!("{} {}: {:+.4}", moved.topic, moved.query, moved.delta),
            value: moved.delta,
        })
        .collect();
    deltas.sort_by(|a, b| b.value.total_cmp(&a.value));
    let most = (deltas.iter()).fold(0.1, |most: f64, bar| most.max(bar.value.abs()));
    body.push_str("<h2>Topics that differ</h2>\n");
    body.push_str(&chart::bars(&deltas, -most, most, "Change by topic"));
    for (sides, moved) in sides.iter().zip(&comparison.moved) {
        body.push_str(&format!(
            "<details><summary>{} {} <span class=\"{}\">{:+.4}</span></summary><div class=\"sides\"><div><b>A</b>{}</div><div><b>B</b>{}</div></div></details>\n",
            escape(&sides.topic),
            escape(&sides.query),
            if moved.delta > 0.0 { "good" } else { "bad" },
            moved.delta,
            list(&sides.a),
            list(&sides.b),
        ));
    }
    body
}

fn list(results: &[Shown]) -> String {
    let mut html = String::from("<ol>");
    for result in results {
        let name = match &result.title {
            Some(title) if !title.is_empty() => title,
            _ => &result.document,
        };
        let grade = result
            .grade
            .map_or("?".to_owned(), |grade| grade.to_string());
        let other = match result.other_rank {
            Some(rank) => format!("other: {rank}"),
            None => "not in the other".to_owned(),
        };
        html.push_str(&format!(
            "<li><span class=\"grade\">{grade}</span> {} <span class=\"soft\">{other}</span></li>",
            escape(name)
        ));
    }
    html.push_str("</ol>");
    html
}
