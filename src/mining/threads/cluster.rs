//! Which articles are one story.

use rustc_hash::FxHashMap;

use super::{Settings, vectors::Item};

const DAY: i64 = 86_400;
/// Members that a newcomer is compared with, the latest ones.
const COMPARED: usize = 16;

/// Similarity with decay; zero when the two share too little.
fn similarity(a: &Item, b: &Item, settings: &Settings) -> f32 {
    let Some(days) = days_between(a, b) else {
        return 0.0;
    };
    let cosine = a.cosine(b);
    // Cheap test first: below the mean no decay helps.
    if cosine < settings.mean * 0.5 {
        return cosine;
    }
    if a.shared_rare(b, settings.rare) < settings.shared {
        return 0.0;
    }
    if a.plain_cosine(b) < settings.plain && a.jaccard(b) < settings.duplicate {
        return 0.0;
    }
    cosine * 0.5f32.powf(days / settings.half_life)
}

/// Whether two articles are no story whatever their words: horoscopes, prices and weather come
/// every day in the same words, advice tells no event, a digest tells several, and two matches are
/// two events. Copies still join, and what one day has under one headline.
fn apart(a: &Item, b: &Item, settings: &Settings) -> bool {
    let soon = days_between(a, b).is_some_and(|days| days < 0.5);
    let game = a.game.as_ref().zip(b.game.as_ref()).map(|(a, b)| a.is(b));
    // While it is played, a match has several results.
    let results = a.score.zip(b.score).is_some_and(|(a, b)| a != b) && !soon;
    let routine = a.routine && b.routine && game != Some(true);
    (a.guide || b.guide || routine || results || game == Some(false))
        && a.jaccard(b) < settings.duplicate
        && !(a.title == b.title && soon)
}

fn days_between(a: &Item, b: &Item) -> Option<f32> {
    Some((a.seconds? - b.seconds?).abs() as f32 / DAY as f32)
}

/// Whether a newcomer belongs to a thread; its mean similarity when it does.
fn fits(items: &[Item], members: &[usize], newcomer: usize, settings: &Settings) -> Option<f32> {
    let recent = &members[members.len().saturating_sub(COMPARED)..];
    let (mut sum, mut best) = (0.0f32, 0.0f32);
    for &m in recent {
        if apart(&items[m], &items[newcomer], settings) {
            return None;
        }
        let s = similarity(&items[m], &items[newcomer], settings);
        sum += s;
        best = best.max(s);
    }
    let mean = sum / recent.len().max(1) as f32;
    (best >= settings.link && mean >= settings.mean).then_some(mean)
}

/// Groups all dated articles in one pass over time.
pub fn all(items: &[Item], settings: &Settings) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..items.len())
        .filter(|&i| items[i].seconds.is_some())
        .collect();
    order.sort_by_key(|&i| (items[i].seconds, i));
    let window = settings.window * DAY;
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    // Articles by their heavy terms, with the cluster they went to.
    let mut postings: FxHashMap<u32, Vec<(i64, usize)>> = FxHashMap::default();
    let mut shared: FxHashMap<usize, u32> = FxHashMap::default();
    for &i in &order {
        let Some(now) = items[i].seconds else {
            continue;
        };
        shared.clear();
        for term in &items[i].heavy {
            if let Some(list) = postings.get_mut(term) {
                let old = list.partition_point(|(at, _)| *at < now - window);
                list.drain(..old);
                // A term of half the window's articles tells nothing apart.
                if list.len() > 600 {
                    continue;
                }
                for &(_, cluster) in list.iter() {
                    *shared.entry(cluster).or_default() += 1;
                }
            }
        }
        let mut likely: Vec<(u32, usize)> = shared
            .iter()
            .filter(|(_, n)| **n >= 3)
            .map(|(c, n)| (*n, *c))
            .collect();
        likely.sort_unstable_by_key(|&(n, c)| (std::cmp::Reverse(n), c));
        let home = likely
            .iter()
            .take(40)
            .filter_map(|&(_, c)| fits(items, &clusters[c], i, settings).map(|mean| (mean, c)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .map(|(_, c)| c);
        let cluster = home.unwrap_or_else(|| {
            clusters.push(Vec::new());
            clusters.len() - 1
        });
        clusters[cluster].push(i);
        for term in &items[i].heavy {
            postings.entry(*term).or_default().push((now, cluster));
        }
    }
    clusters.retain(|c| c.len() > 1);
    clusters
}

/// The thread of one article: nearest candidates first, as long as they fit.
pub fn around(items: &[Item], seed: usize, settings: &Settings) -> Vec<usize> {
    let mut members = vec![seed];
    let mut left: Vec<usize> = (0..items.len()).filter(|&i| i != seed).collect();
    loop {
        let next = left
            .iter()
            .filter_map(|&i| {
                let near = members
                    .iter()
                    .filter_map(|&m| days_between(&items[m], &items[i]))
                    .fold(f32::INFINITY, f32::min);
                (near <= settings.window as f32)
                    .then(|| fits(items, &members, i, settings).map(|s| (s, i)))
                    .flatten()
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, i)) = next else { break };
        members.push(i);
        left.retain(|&l| l != i);
    }
    members
}
