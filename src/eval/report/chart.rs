//! Charts as inline SVG: no script, no other file, and a title on every bar for the pointer.

use super::escape;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 44.0;
const BASE: f64 = 22.0;

/// One bar.
pub struct Bar {
    /// Shown when pointed at.
    pub title: String,
    pub value: f64,
}

/// Bars side by side, upwards and downwards of zero, over a fixed range.
pub fn bars(bars: &[Bar], low: f64, high: f64, label: &str) -> String {
    draw(bars, low, high, label, 2)
}

/// The same with so many decimals at the axis.
fn draw(bars: &[Bar], low: f64, high: f64, label: &str, decimals: usize) -> String {
    let span = if high > low { high - low } else { 1.0 };
    let inner = HEIGHT - BASE - 8.0;
    let y = |value: f64| 8.0 + (high - value.clamp(low, high)) / span * inner;
    let step = (WIDTH - LEFT) / bars.len().max(1) as f64;
    let mut svg = open(label);
    for value in [low, (low + high) / 2.0, high] {
        svg.push_str(&line_at(y(value), &format!("{value:.decimals$}")));
    }
    for (at, bar) in bars.iter().enumerate() {
        let (top, bottom) = (y(bar.value.max(0.0)), y(bar.value.min(0.0)));
        let class = match bar.value {
            value if value < 0.0 => "down",
            _ if low < 0.0 => "up",
            _ => "bar",
        };
        svg.push_str(&format!(
            "<rect class=\"{class}\" x=\"{:.2}\" y=\"{top:.2}\" width=\"{:.2}\" height=\"{:.2}\"><title>{}</title></rect>",
            LEFT + step * at as f64,
            (step * 0.85).max(0.5),
            (bottom - top).max(0.5),
            escape(&bar.title),
        ));
    }
    svg.push_str("</svg>");
    svg
}

/// How values spread: `bins` equal bins between the first and the last value of sorted input.
pub fn histogram(sorted: &[u64], bins: usize, show: fn(u64) -> String, label: &str) -> String {
    let (Some(&first), Some(&last)) = (sorted.first(), sorted.last()) else {
        return String::new();
    };
    let width = ((last - first) / bins as u64).max(1);
    let mut counts = vec![0usize; bins];
    for value in sorted {
        counts[(((value - first) / width) as usize).min(bins - 1)] += 1;
    }
    // Even, so that the middle is a whole number, too.
    let most = counts
        .iter()
        .max()
        .copied()
        .unwrap_or(1)
        .next_multiple_of(2) as f64;
    let bar_values: Vec<Bar> = (counts.iter().enumerate())
        .map(|(at, count)| Bar {
            title: format!(
                "{} to {}: {count}",
                show(first + width * at as u64),
                show(first + width * (at as u64 + 1))
            ),
            value: *count as f64,
        })
        .collect();
    let chart = draw(&bar_values, 0.0, most, label, 0);
    let ends = format!(
        "<text x=\"{LEFT}\" y=\"{y}\">{}</text><text x=\"{WIDTH}\" y=\"{y}\" text-anchor=\"end\">{}</text></svg>",
        escape(&show(first)),
        escape(&show(last)),
        y = HEIGHT - 6.0,
    );
    chart.replace("</svg>", &ends)
}

fn open(label: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escape(label)
    )
}

fn line_at(y: f64, label: &str) -> String {
    format!(
        "<line class=\"axis\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y:.2}\" y2=\"{y:.2}\"/><text x=\"{}\" y=\"{:.2}\" text-anchor=\"end\">{label}</text>",
        LEFT - 6.0,
        y + 4.0
    )
}
