//! Texts with how often they occur: the texts one behind the other, the rest by number.

use crate::texts::Texts;

/// In how many articles something occurs, and how lately.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    pub count: u32,
    /// The article that was counted last, by its number.
    last: u32,
    /// Sum of what each article's day weighs.
    pub decayed: f64,
}

/// The article that is read.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Reading {
    /// From 1.
    pub number: u32,
    /// What its day weighs.
    pub recency: f64,
}

impl Tally {
    /// Counts an article, once; says whether it was the first time.
    pub fn note(&mut self, article: Reading) -> bool {
        let is_new = self.last != article.number;
        if is_new {
            self.last = article.number;
            self.count += 1;
            self.decayed += article.recency;
        }
        is_new
    }
}

/// Folded texts that are shown as they are.
#[derive(Debug, Default)]
pub(super) struct Counts {
    texts: Texts,
    tallies: Vec<Tally>,
}

impl Counts {
    /// Counts a text that is not empty.
    pub fn note(&mut self, text: &str, article: Reading) {
        if let Some(number) = self.texts.number(text) {
            if number == self.tallies.len() {
                self.tallies.push(Tally::default());
            }
            self.tallies[number].note(article);
        }
    }

    /// What so many articles hold, in alphabetical order.
    pub fn frequent(&self, least: u32) -> Vec<(&str, &Tally)> {
        in_order(&self.texts, &self.tallies, |tally| tally.count >= least)
    }
}

/// A text that is shown as it was written.
#[derive(Debug, Default, Clone)]
pub(super) struct Label {
    pub tally: Tally,
    /// Times that it was met, and those of them after `di`, `ke`, `dari`.
    pub chances: u32,
    pub places: u32,
    /// Times without a capital (single words only).
    pub small: u32,
    /// Articles in which it was first seen beginning a sentence, with more words behind it.
    pub firsts: u32,
    /// Where in the surfaces; empty before the first.
    surface: std::ops::Range<u32>,
}

/// Labels by their folded texts.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub texts: Texts,
    pub all: Vec<Label>,
    surfaces: String,
}

impl Labels {
    /// The label of a folded text, to be counted; shown as it was written first, but not as
    /// headings shout it.
    pub fn label(&mut self, folded: &str, surface: &str) -> Option<&mut Label> {
        let number = self.texts.number(folded)?;
        if number == self.all.len() {
            self.all.push(Label::default());
        }
        let label = &mut self.all[number];
        let shown = &self.surfaces[label.surface.start as usize..label.surface.end as usize];
        if shown.is_empty() || is_shouted(shown) && !is_shouted(surface) {
            let start = u32::try_from(self.surfaces.len()).ok()?;
            let end = u32::try_from(self.surfaces.len() + surface.len()).ok()?;
            self.surfaces.push_str(surface);
            label.surface = start..end;
        }
        Some(label)
    }

    /// The label of a folded text that is known.
    pub fn known(&mut self, folded: &str) -> Option<&mut Label> {
        let number = self.texts.find(folded)?;
        Some(&mut self.all[number])
    }

    /// How a label is shown.
    pub fn surface(&self, label: &Label) -> &str {
        &self.surfaces[label.surface.start as usize..label.surface.end as usize]
    }

    /// What so many articles hold, in alphabetical order of the folded texts.
    pub fn frequent(&self, least: u32) -> Vec<(&str, &Label)> {
        in_order(&self.texts, &self.all, |label| label.tally.count >= least)
    }
}

/// Those that are wanted of what is known of texts by number, in the texts' alphabetical order.
fn in_order<'t, T>(
    texts: &'t Texts,
    all: &'t [T],
    is_wanted: impl Fn(&T) -> bool,
) -> Vec<(&'t str, &'t T)> {
    let wanted = all.iter().enumerate().filter(|(_, one)| is_wanted(one));
    let mut wanted: Vec<_> = wanted
        .map(|(number, one)| (texts.text(number), one))
        .collect();
    wanted.sort_unstable_by_key(|(text, _)| *text);
    wanted
}

fn is_shouted(text: &str) -> bool {
    text.contains(' ') && !text.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(number: u32) -> Reading {
        Reading {
            number,
            recency: 0.5,
        }
    }

    #[test]
    fn an_article_counts_once() {
        let mut counts = Counts::default();
        for (text, number) in [("harga beras", 1), ("harga", 1), ("harga beras", 1)] {
            counts.note(text, article(number));
        }
        counts.note("harga beras", article(2));
        let found = counts.frequent(1);
        let found: Vec<_> = found.iter().map(|(text, t)| (*text, t.count)).collect();
        assert_eq!(found, [("harga", 1), ("harga beras", 2)]);
        let often = counts.frequent(2);
        assert_eq!(often.len(), 1);
        assert_eq!(often[0].1.decayed, 1.0);
    }

    #[test]
    fn what_headings_shout_is_shown_as_it_is_written_elsewhere() {
        let mut labels = Labels::default();
        for surface in ["JOKO WIDODO", "Joko Widodo", "joko widodo"] {
            labels.label("joko widodo", surface);
        }
        let label = labels.known("joko widodo").cloned().expect("is known");
        assert_eq!(labels.surface(&label), "Joko Widodo");
        assert!(labels.known("joko").is_none());
    }
}
