//! The story that an article belongs to: its follow-ups in time order, and what each adds.

use rustc_hash::FxHashMap;
use serde::Serialize;
use utoipa::ToSchema;

use super::{SearchError, SearchRequest, Searcher};
use crate::{
    article::{Article, day_number},
    engine::{Level, Term, plan::DayRange},
    mining::threads::{Adds, Settings, thread_of},
};

/// Neighbours among which follow-ups are looked for.
const CANDIDATES: usize = 80;
/// Days before and after an article in which its story is looked for.
const SPAN: i32 = 60;
/// In a small archive, words are rare that no more than so many articles hold.
const RARE: f32 = 8.0;

/// One article of a story.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StoryEntry {
    /// The version that is shown: the earliest.
    #[serde(flatten)]
    pub version: StoryVersion,
    /// It, or one of its copies, is the article that was asked about.
    pub current: bool,
    /// What it has that none before it had; nothing for the first.
    pub adds: Adds,
    /// Near-duplicates that are not shown on their own.
    pub copies: Vec<StoryVersion>,
}

/// An article of a story, or a copy of one.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StoryVersion {
    /// Stable; `/v1/articles/{id}` gives the article.
    pub id: String,
    /// Where it was published; absent when not known.
    pub url: Option<String>,
    /// The headline as published.
    pub title: String,
    /// The publisher; absent when not known.
    pub source: Option<String>,
    /// RFC 3339, in the offset that the publisher stated.
    pub published: Option<String>,
}

impl StoryVersion {
    fn of(article: &Article) -> Self {
        StoryVersion {
            id: article.id.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            source: article.source.clone(),
            published: article.published.map(|moment| moment.to_string()),
        }
    }
}

impl Searcher {
    /// The story of an article, oldest first; the article alone when nothing follows it up.
    pub fn story(&self, article: &Article) -> Result<Vec<StoryEntry>, SearchError> {
        let candidates = self.story_candidates(article)?;
        let engine = self.engine();
        let total = engine.articles().max(1) as f32;
        // A word that cannot be looked up counts as common: it joins nothing.
        let mut share = |root: &str| {
            let root = Term {
                level: Level::Root,
                text: root.to_owned(),
            };
            let count = engine.document_frequency(&root).unwrap_or(u64::MAX);
            count as f32 / total
        };
        let settings = Settings::default();
        let settings = Settings {
            rare: settings.rare.max(RARE / total),
            ..settings
        };
        let thread = thread_of(article, &candidates, &mut share, &settings);
        let known: FxHashMap<&str, &Article> = candidates
            .iter()
            .chain([article])
            .map(|article| (article.id.as_str(), article))
            .collect();
        let version = |id: &String| known.get(id.as_str()).map(|found| StoryVersion::of(found));
        Ok(thread
            .entries
            .into_iter()
            .filter_map(|entry| {
                Some(StoryEntry {
                    current: entry.id == article.id || entry.copies.contains(&article.id),
                    version: version(&entry.id)?,
                    adds: entry.adds,
                    copies: entry.copies.iter().filter_map(version).collect(),
                })
            })
            .collect())
    }

    /// Articles of the same weeks that share telling words.
    fn story_candidates(&self, article: &Article) -> Result<Vec<Article>, SearchError> {
        let Some(published) = &article.published else {
            return Ok(Vec::new());
        };
        let request = SearchRequest {
            limit: CANDIDATES,
            collapse: false,
            ..SearchRequest::default()
        };
        let Some(mut plan) = self.neighbours_plan(article, &request)? else {
            return Ok(Vec::new());
        };
        let day = day_number(self.settings().zone.to_datetime(published.at).date());
        plan.days = DayRange {
            from: Some(day - SPAN),
            to: Some(day + SPAN),
        };
        let answer = self.engine().search(&plan)?;
        Ok(answer.candidates.into_iter().map(|c| c.article).collect())
    }
}
