//! Addresses: which runs of letters and stops are one, and what the site is called.

use memchr::memchr2;

use super::fold::fold_into;

/// `https://…`, `www.…`, `detik.com`, `nama@contoh.id`.
pub(crate) struct Address<'a> {
    /// As it stands in the text.
    pub(crate) written: &'a str,
    domain: Domain<'a>,
    /// It is a mailbox, not a page.
    is_mailbox: bool,
}

impl<'a> Address<'a> {
    /// The address that `chunk` begins with. `None` if it is none or longer than `longest` bytes.
    pub(crate) fn read(chunk: &'a str, longest: usize) -> Option<Self> {
        let bytes = chunk.as_bytes();
        memchr2(b'.', b':', bytes)?;
        let has_scheme = ["http://", "https://", "HTTP://", "HTTPS://"]
            .iter()
            .any(|scheme| chunk.starts_with(scheme));
        let length = bytes
            .iter()
            .position(|&byte| {
                !(byte.is_ascii_alphanumeric()
                    || matches!(byte, b'.' | b'-' | b'_' | b'@' | b'+')
                    || (has_scheme
                        && byte.is_ascii_graphic()
                        && !matches!(byte, b'"' | b'<' | b'>' | b')')))
            })
            .unwrap_or(bytes.len());
        let written =
            chunk[..length].trim_end_matches(['.', ',', '-', '_', ';', ':', '!', '?', '\'', '+']);
        if written.len() > longest {
            return None;
        }
        let bare = written.split_once("://").map_or(written, |(_, rest)| rest);
        let host = bare.split(['/', '?', '#', ':']).next().unwrap_or(bare);
        let (user, host) = match host.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, host),
        };
        let domain = Domain::parse(host)?;
        if user.is_some_and(|user| user.is_empty() || user.contains('@')) {
            return None;
        }
        Some(Self {
            written,
            domain,
            is_mailbox: user.is_some(),
        })
    }

    /// The exact, light and root form: all of it, the host, the site's name. A mailbox is one
    /// thing at every level.
    pub(crate) fn forms(&self) -> [String; 3] {
        let (light, root) = if self.is_mailbox {
            (self.written, self.written)
        } else {
            (self.domain.host, self.domain.label)
        };
        [self.written, light, root].map(|form| {
            let mut folded = String::new();
            fold_into(form, &mut folded);
            folded
        })
    }
}

/// A host name with a known top-level domain.
struct Domain<'a> {
    /// Without `www.`.
    host: &'a str,
    /// The name of the site: `detik` of `news.detik.com`.
    label: &'a str,
}

impl<'a> Domain<'a> {
    /// `None` for what only looks like one: `lalu.Id` is a lost space.
    fn parse(host: &'a str) -> Option<Self> {
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
