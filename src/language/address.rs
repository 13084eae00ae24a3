//! Host names: which runs of letters and stops are addresses, and what the site is called.

/// A host name with a known top-level domain.
pub(crate) struct Domain<'a> {
    /// Without `www.`.
    pub(crate) host: &'a str,
    /// The name of the site: `detik` of `news.detik.com`.
    pub(crate) label: &'a str,
}

impl<'a> Domain<'a> {
    /// `None` for what only looks like one: `lalu.Id` is a lost space.
    pub(crate) fn parse(host: &'a str) -> Option<Self> {
        const TOP: &[&str] = &[
            "com", "id", "net", "org", "co", "tv", "info", "gov", "edu", "io", "my", "sg", "uk",
            "au", "me", "news", "biz", "ly", "gl", "be", "xyz", "app", "dev",
        ];
        const SECOND: &[&str] = &[
            "co", "go", "ac", "or", "sch", "web", "my", "mil", "com", "desa", "net", "org", "gov",
        ];
        let host = host
            .strip_prefix("www.")
            .or_else(|| host.strip_prefix("WWW."))
            .unwrap_or(host);
        let labels: Vec<&str> = host.split('.').collect();
        let lower = |label: &str| label.to_ascii_lowercase();
        let top = lower(labels.last()?);
        if labels.len() < 2
            || !TOP.contains(&top.as_str())
            || labels.iter().any(|label| {
                label.is_empty()
                    || !label
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            })
        {
            return None;
        }
        let second = lower(labels[labels.len() - 2]);
        let label = if labels.len() > 2 && SECOND.contains(&second.as_str()) {
            labels[labels.len() - 3]
        } else {
            labels[labels.len() - 2]
        };
        // `lalu.Id` and `dia.Me` are lost spaces after a full stop.
        let glued = labels.len() == 2
            && labels[1]
                .bytes()
                .next()
                .is_some_and(|byte| byte.is_ascii_uppercase())
            && labels[0].bytes().any(|byte| byte.is_ascii_lowercase());
        (!glued && label.len() >= 2).then_some(Self { host, label })
    }
}
