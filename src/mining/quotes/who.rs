//! Who is meant at a place of an article.

use super::{
    Paragraph, Tie,
    names::Said,
    people::{Body, FullName, People},
    person,
    words::Kinds,
};

/// A speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who<'a> {
    /// As written nearby.
    pub name: &'a str,
    /// As written in full.
    pub full: &'a str,
    /// The role beside the name.
    pub role: Option<&'a str>,
}

impl<'a> People<'a> {
    /// The full name behind a short one, as the article explains it or uses it.
    pub fn full(&self, name: &'a str) -> &'a str {
        if let Some(full) = self.explained(name) {
            return full;
        }
        let found = self.fullest(name);
        // `Yani Riyadi` for Reni Yanita Riyadi, as the article explains.
        let found = self.explained(found).unwrap_or(found);
        let (Some((first, _)), Some((_, last))) = (found.split_once(' '), found.rsplit_once(' '))
        else {
            return found;
        };
        // `Reni Ayu Yanita` for Reni Yanita, `Ni Made Yanita` for Made Yanita.
        let longer = |f: &&FullName| {
            if f.name.len() < found.len() + 2 || !f.name.ends_with(last) {
                return false;
            }
            let all = || f.name.split(' ');
            let balinese = f.name.starts_with("I ") || f.name.starts_with("Ni ");
            let between = all().next() == Some(first)
                && all().next_back() == Some(last)
                && found.split(' ').all(|w| all().any(|own| own == w))
                && !all().skip(1).any(|w| w.ends_with(first));
            all().count() < 5 && (between || balinese && f.name.ends_with(found))
        };
        self.full.iter().find(longer).map_or(found, |f| f.name)
    }

    /// What the article says a short name stands for.
    fn explained(&self, name: &str) -> Option<&'a str> {
        let mut all = self.nicknames.iter();
        all.find(|(nick, _)| *nick == name).map(|(_, full)| *full)
    }

    /// The fullest name that was given to a speaker.
    fn fullest(&self, name: &'a str) -> &'a str {
        let holds = |full: &str| name.split(' ').all(|w| full.split(' ').any(|f| f == w));
        // `Perang Donald Trump` is no fuller than `Donald Trump`.
        let padded = |long: &FullName| {
            self.full.iter().any(|short| {
                long.name.len() > short.name.len()
                    && long.name.ends_with(short.name)
                    && short.count >= long.count
                    && name
                        .split(' ')
                        .next()
                        .is_some_and(|first| short.name.split(' ').any(|word| word == first))
            })
        };
        // Backwards: of equals the first counts, before a son or a namesake.
        self.full
            .iter()
            .rev()
            .filter(|f| holds(f.name) && !padded(f))
            .max_by_key(|f| {
                let n = f.name.split(' ').count();
                // `Reni Yanita` before `Bersama Reni`; five words and more have a role in them.
                let opens = f.name.starts_with(name);
                (f.stated, opens, if n > 4 { 0 } else { n })
            })
            .map_or_else(|| self.longer(name), |f| f.name)
    }

    /// `Enggar` for `Enggarwati Yanita`: the only full name with a word that begins so.
    fn longer(&self, name: &'a str) -> &'a str {
        let begins = |full: &&FullName| {
            let word = |w: &str| w.len() > name.len() && w.starts_with(name);
            full.stated && full.name.split(' ').any(word)
        };
        let mut all = self.full.iter().filter(begins);
        match (all.next(), all.next()) {
            (Some(only), None) if name.len() > 2 && !name.contains(' ') => only.name,
            _ => self
                .spelt(name)
                .or_else(|| self.blended(name))
                .unwrap_or(name),
        }
    }

    /// `RSY` for `Reni Slamet Yanita`: the only full name with these first letters.
    fn spelt(&self, name: &str) -> Option<&'a str> {
        if !(3..=4).contains(&name.len()) || !name.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let letters = |full: &&FullName| {
            // Between two words more may stand than one blank.
            let words = full.name.split_whitespace();
            let first = words.filter_map(|word| word.bytes().next());
            first.eq(name.bytes())
        };
        let mut all = self.full.iter().filter(letters);
        all.next().filter(|_| all.next().is_none()).map(|f| f.name)
    }

    /// `Renoya` for `Reno Yanita`: the only full name of which these are the first word and the
    /// beginning of the next.
    fn blended(&self, name: &'a str) -> Option<&'a str> {
        let blends = |full: &&FullName| {
            let mut words = full.name.split(' ');
            let (Some(one), Some(other)) = (words.next(), words.next()) else {
                return false;
            };
            let tail = name.strip_prefix(one).filter(|_| one.len() > 2);
            tail.is_some_and(|tail| {
                tail.len() > 1
                    && other
                        .get(..tail.len())
                        .is_some_and(|head| head.eq_ignore_ascii_case(tail))
            })
        };
        if name.contains(' ') {
            return None;
        }
        let mut all = self.full.iter().filter(blends);
        all.next().filter(|_| all.next().is_none()).map(|f| f.name)
    }

    /// Who is meant at this place.
    pub fn resolve(
        &self,
        p: Paragraph<'a>,
        number: usize,
        at: usize,
        tie: &Tie,
    ) -> Option<Who<'a>> {
        let slice = |first: usize, last: usize| {
            &p.text[p.tokens[tie.base + first].start..p.tokens[tie.base + last].end]
        };
        match tie.said {
            Said::Named { first, last, role } => {
                let name = slice(first, last);
                let full = self.full(name);
                // `Raja Reni` for Raja Reni Yanita: what looked like a title is her first name.
                let titled = role.map(|(a, _)| slice(a, last));
                let whole = |t: &&str| {
                    let royal = person::ROYAL
                        .iter()
                        .any(|r| t.to_lowercase().starts_with(r));
                    let whole = self.full.iter().find(|f| royal && f.name == *t);
                    whole
                        .map(|f| f.name)
                        .or(full.starts_with(t).then_some(full))
                };
                let titled = titled.and_then(|t| match whole(&t) {
                    Some(full) => Some((t, full)),
                    // `Raja Reni`, of whom nothing else is known
                    None => (t.starts_with("Raja ") && last == first)
                        .then_some((t, if full == name { t } else { full })),
                });
                if let Some((titled, full)) = titled {
                    return Some(Who {
                        full,
                        name: titled,
                        role: None,
                    });
                }
                Some(Who {
                    full,
                    name,
                    role: role.map(|(a, b)| slice(a, b)),
                })
            }
            Said::Role { first, last } => {
                let name = slice(first, last);
                let words = &p.tokens[tie.base + first..=tie.base + last];
                let office = words.len() < 3 && words.iter().all(|t| t.is(Kinds::TITLE));
                let held = office.then(|| self.holder(&words[0])).flatten();
                match held {
                    Some(holder) => Some(Who {
                        full: self.full(holder),
                        role: Some(name),
                        name: holder,
                    }),
                    // `ujar hakim`
                    None if office && words.len() == 1 && !words[0].capital => None,
                    // `kata Sultan` may be Sultan Slamet Riyadi.
                    None => Some(Who {
                        full: match office {
                            true => self.full(name),
                            false => self.explained(name).unwrap_or(name),
                        },
                        role: None,
                        name,
                    }),
                }
            }
            Said::Latest => {
                // `Reni menjelaskan, "…," katanya`: she is named between the mark and the verb's start.
                let at = if tie.verb.start < at {
                    tie.verb.start
                } else {
                    at
                };
                self.latest(number, at, usize::MAX)
            }
            Said::Body => self.body((number, at), false).map(|(_, name)| Who {
                full: name,
                name,
                role: None,
            }),
            Said::Account | Said::Unnamed => None,
        }
    }

    /// Who was named last before this place, at most so many paragraphs back.
    pub fn latest(&self, paragraph: usize, at: usize, reach: usize) -> Option<Who<'a>> {
        let events = if self.events.is_empty() && reach == usize::MAX {
            &self.weak
        } else {
            &self.events
        };
        let end = events.partition_point(|e| e.0 < (paragraph, at));
        let back = events[..end].last();
        // Nobody yet: a name that opens a sentence, before one that comes later.
        let weak = self.weak[..self.weak.partition_point(|e| e.0 < (paragraph, at))].last();
        let weak = weak.filter(|e| reach == usize::MAX && e.1.contains(' '));
        let anywhere = reach == usize::MAX;
        let found = back
            .or(weak)
            .or_else(|| events[end..].first().filter(|_| anywhere))
            .copied();
        // Where nobody else is found: `BMKG menyebut …`.
        let acronym = || self.body((paragraph, at), true).filter(|_| anywhere);
        let found = found.or_else(acronym)?;
        if paragraph.saturating_sub(found.0.0) > reach || found.1.is_empty() {
            return None;
        }
        Some(Who {
            full: self.full(found.1),
            name: found.1,
            role: None,
        })
    }

    /// The organisation or role that said something last before a place.
    fn body(&self, place: (usize, usize), acronym: bool) -> Option<((usize, usize), &'a str)> {
        let before = |body: &&Body| body.at < place && (!acronym || body.acronym);
        let found = self.bodies.iter().rev().find(before)?;
        Some((found.at, found.name))
    }

    /// Remembers that somebody without a name speaks here.
    pub fn nobody(&mut self, paragraph: usize, at: usize) {
        let place = (paragraph, at);
        let i = self.events.partition_point(|e| e.0 <= place);
        self.events.insert(i, (place, ""));
    }

    /// Remembers who was found to speak here, so that pronouns after it mean them.
    pub fn spoke(&mut self, paragraph: usize, at: usize, who: &Who<'a>) {
        let place = (paragraph, at);
        let i = self.events.partition_point(|e| e.0 <= place);
        self.events.insert(i, (place, who.name));
    }
}
