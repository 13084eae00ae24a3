//! When a page says that its story was published and changed.

use std::sync::LazyLock;

use scraper::Selector;

use super::{Page, Stated, head::selector, jsonld};
use crate::{
    article::Moment,
    extract::{dateline, layout},
};

static TIME: LazyLock<Selector> = LazyLock::new(|| selector("time[datetime]"));
static ITEMPROP_DATE: LazyLock<Selector> = LazyLock::new(|| {
    selector(
        "time[itemprop~=datePublished][datetime], [itemprop~=datePublished][content], \
         abbr[itemprop~=datePublished][title], abbr.published[title]",
    )
});

impl Page<'_> {
    /// When it was published. Many systems state local time and call it UTC; where the page
    /// shows a time, that is what its readers were told, so it wins over a stated UTC.
    pub(super) fn published(&self, place: &layout::Place) -> Stated<Moment> {
        let stated = self.stated_published();
        let shown = place.dateline.as_ref().map(|(at, dateline)| {
            (
                dateline,
                format!("dateline shown on the page, text line {}", at + 1),
            )
        });
        match (stated, shown) {
            (Some(((stated, is_utc), origin)), Some((shown, shown_origin))) => {
                let vague = !stated.has_time || !stated.has_zone || is_utc;
                let near = stated.moment.seconds().abs_diff(shown.moment.seconds()) < 2 * 86_400;
                if vague && shown.has_time && near {
                    Some((
                        shown.moment,
                        format!("{shown_origin} ({origin} states no usable zone)"),
                    ))
                } else {
                    Some((stated.moment, origin))
                }
            }
            (Some(((stated, _), origin)), None) => Some((stated.moment, origin)),
            (None, Some((shown, origin))) => Some((shown.moment, origin)),
            (None, None) => None,
        }
    }

    /// A moment stated in UTC by a machine, in the zone of the page's readers.
    fn local(&self, moment: Moment) -> Moment {
        match moment.offset.seconds() {
            0 => Moment {
                offset: self.options.zone.to_offset(moment.at),
                ..moment
            },
            _ => moment,
        }
    }

    fn stated_published(&self) -> Stated<(dateline::Dateline, bool)> {
        const NAMES: &[&str] = &[
            "article:published_time",
            "datepublished",
            "og:published_time",
            "content_publisheddate",
            "publishdate",
            "pubdate",
            "published_time",
            "parsely-pub-date",
            "sailthru.date",
            "dc.date",
            "dc.date.issued",
            "date",
            "publish_date",
            "content_date",
            "originalpublicationdate",
            "article:published",
            "dtk:publishdate",
            "cxenseparse:recs:publishtime",
        ];
        let read = |text: &str, origin: String| {
            let mut dateline = dateline::parse(text, self.options.strict_context()).ok()?;
            let is_utc = dateline.moment.offset.seconds() == 0;
            dateline.moment = self.local(dateline.moment);
            Some(((dateline, is_utc), origin))
        };
        let from_node = self.node().and_then(|node| {
            let text = jsonld::text(node, "datePublished")
                .or_else(|| jsonld::text(node, "dateCreated"))?;
            read(&text, "JSON-LD datePublished".to_owned())
        });
        from_node
            .or_else(|| {
                NAMES.iter().find_map(|name| {
                    let (text, _) = self.head.get(&[name])?;
                    read(text, format!("meta {name}"))
                })
            })
            .or_else(|| {
                let element = self.document.select(&ITEMPROP_DATE).next()?;
                read(
                    element
                        .attr("datetime")
                        .or_else(|| element.attr("content"))
                        .or_else(|| element.attr("title"))?,
                    "itemprop datePublished".to_owned(),
                )
            })
            .or_else(|| {
                let video = self.video()?;
                read(
                    &jsonld::text(video, "uploadDate")?,
                    "JSON-LD uploadDate".to_owned(),
                )
            })
            .or_else(|| {
                // One time element is the article's; several are its and other stories'.
                let mut times = self.document.select(&TIME);
                let only = times.next()?;
                times
                    .next()
                    .is_none()
                    .then(|| only.attr("datetime"))
                    .flatten()
                    .and_then(|text| read(text, "time element".to_owned()))
            })
    }

    pub(super) fn updated(
        &self,
        place: &layout::Place,
        published: Option<Moment>,
    ) -> Stated<Moment> {
        let read = |text: &str| {
            let dateline = dateline::parse(text, self.options.strict_context()).ok()?;
            Some(self.local(dateline.moment))
        };
        let stated = self
            .node()
            .and_then(|node| {
                Some((
                    read(&jsonld::text(node, "dateModified")?)?,
                    "JSON-LD dateModified".to_owned(),
                ))
            })
            .or_else(|| {
                let (text, name) = self.head.get(&[
                    "article:modified_time",
                    "datemodified",
                    "og:updated_time",
                    "lastmod",
                ])?;
                Some((read(text)?, format!("meta {name}")))
            })
            .or_else(|| {
                let (at, dateline) = place.updated.as_ref()?;
                Some((
                    dateline.moment,
                    format!("shown on the page, text line {}", at + 1),
                ))
            })?;
        let published = published?;
        (stated.0.at > published.at).then_some(stated)
    }
}
