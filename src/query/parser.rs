//! Tokens to a tree. Recursion goes one level down for each parenthesis, at most
//! [`MAX_NESTING`]; everything else is loops, so hostile input costs linear time.

use super::{
    MAX_CHARS, MAX_NESTING, MAX_TERMS, Node, ParseContext, Query, QueryWord,
    build::{
        Item, all_nodes, all_of, any_of, hoist_filters, is_near_operand, near_operand, negate,
    },
    clean::clean,
    date_value,
    fields::Field,
    lexer::{self, Kind, Token},
    quotes,
};

/// Reads a query. Every string is one.
pub fn parse(text: &str, context: &ParseContext) -> Query {
    let mut query = parse_as_typed(text, context);
    quotes::read_pasted(&mut query, context);
    query
}

/// Reads a query with quotes as an operator, whatever stands around them.
pub(super) fn parse_as_typed(text: &str, context: &ParseContext) -> Query {
    let mut query = Query::default();
    query.text = clean(text, &mut query.warnings);
    debug_assert!(query.text.chars().count() <= MAX_CHARS);
    let tokens = lexer::tokens(&query.text, context, &mut query.warnings);
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        query: &mut query,
        context,
        depth: 0,
        ignored: 0,
        negations: 0,
        in_field: 0,
        terms: 0,
    };
    let root = parser.any();
    query.root = root;
    if query.root.is_none() && query.text.contains(|c: char| !c.is_whitespace()) {
        query.warn(
            "nothing-to-search",
            "Tidak ada kata yang dapat dicari dalam kueri; semua berita ditampilkan.",
        );
    }
    query
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    query: &'a mut Query,
    context: &'a ParseContext,
    /// Parentheses open around this place.
    depth: usize,
    /// Parentheses that were opened too deep and are read as if absent.
    ignored: usize,
    negations: usize,
    in_field: usize,
    terms: usize,
}

/// An operator between two operands that must stand near each other.
enum Link {
    Near(u32),
    Sentence,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Kind> {
        self.tokens.get(self.at).map(|t| &t.kind)
    }

    fn next(&mut self) -> Option<&'a Token> {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token
    }

    fn dangling(&mut self) {
        self.query.warn(
            "dangling-operator",
            "Operator tanpa kata di salah satu sisinya diabaikan.",
        );
    }

    /// `a ATAU b ATAU c`, up to the closing parenthesis or the end.
    fn any(&mut self) -> Option<Node> {
        let mut branches = Vec::new();
        loop {
            let items = self.all();
            let found = !items.is_empty();
            if found {
                branches.push(items);
            }
            if !matches!(self.peek(), Some(Kind::Or)) {
                if !found && !branches.is_empty() {
                    self.dangling();
                }
                break;
            }
            if !found {
                self.dangling();
            }
            self.next();
        }
        let hoisted = hoist_filters(&mut branches);
        if !hoisted.is_empty() {
            self.query.warn(
                "filter-applies-to-all",
                "Saringan di tepi kueri berlaku untuk semua pilihan ATAU; pakai tanda kurung bila hanya untuk satu.",
            );
        }
        let any = any_of(branches.into_iter().map(all_of).collect());
        if hoisted.is_empty() {
            return any;
        }
        all_nodes(
            any.into_iter()
                .chain(hoisted.into_iter().map(|i| i.node))
                .collect(),
        )
    }

    /// Operands side by side or joined by `DAN`.
    fn all(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        let mut after_and = false;
        loop {
            match self.peek() {
                None | Some(Kind::Or) => break,
                Some(Kind::Close) if self.ignored > 0 => {
                    self.ignored -= 1;
                    self.next();
                }
                Some(Kind::Close) if self.depth > 0 => break,
                Some(Kind::Close) => {
                    self.next();
                    self.query.warn(
                        "unbalanced-parenthesis",
                        "Tanda kurung tutup tanpa pasangan diabaikan.",
                    );
                }
                Some(Kind::And) => {
                    self.next();
                    if items.is_empty() || after_and {
                        self.dangling();
                    }
                    after_and = true;
                }
                Some(_) => {
                    let nodes = self.item();
                    let grouped = nodes.len() > 1;
                    for (node, plain) in nodes {
                        let after_and = std::mem::take(&mut after_and) && !items.is_empty();
                        items.push(Item {
                            node,
                            plain,
                            after_and,
                            grouped,
                        });
                    }
                }
            }
        }
        if after_and {
            self.dangling();
        }
        items
    }

    /// One operand with its negation, and those linked to it by `DEKAT` or `KALIMAT`.
    fn item(&mut self) -> Vec<(Node, bool)> {
        let mut negated = false;
        let mut required = false;
        loop {
            match self.peek() {
                Some(Kind::Not) => negated = !negated,
                Some(Kind::Plus) => required = true,
                _ => break,
            }
            self.next();
        }
        self.negations += usize::from(negated);
        let node = self.linked();
        self.negations -= usize::from(negated);
        let Some(node) = node else {
            if negated || required {
                self.dangling();
            }
            return Vec::new();
        };
        if negated {
            return vec![(negate(node), false)];
        }
        match node {
            Node::All { nodes } => nodes.into_iter().map(|n| (n, false)).collect(),
            node => {
                let plain = !required && matches!(node, Node::Word { .. } | Node::Words { .. });
                vec![(node, plain)]
            }
        }
    }

    /// `a`, `a DEKAT/5 b`, `a KALIMAT b`; a chain links each neighbouring pair.
    fn linked(&mut self) -> Option<Node> {
        let mut left = self.operand();
        let mut pairs = Vec::new();
        while let Some(link) = self.link() {
            while matches!(self.peek(), Some(Kind::Not | Kind::Plus)) {
                self.next();
                self.dangling();
            }
            let right = self.operand();
            match (left, right) {
                (Some(a), Some(b)) => {
                    let (a, b) = (near_operand(a), near_operand(b));
                    if let Some(pair) = link.pair(&a, &b) {
                        pairs.push(pair);
                    } else {
                        self.query.warn(
                            "near-operand",
                            "DEKAT dan KALIMAT hanya menghubungkan kata, frasa, atau pilihan kata; dibaca sebagai DAN.",
                        );
                        // The left one is already part of the pair before it.
                        if pairs.is_empty() {
                            pairs.push(a);
                        }
                        pairs.push(b.clone());
                    }
                    left = Some(b);
                }
                (a, b) => {
                    self.dangling();
                    left = a.or(b);
                }
            }
        }
        if pairs.is_empty() {
            left
        } else {
            all_nodes(pairs)
        }
    }

    fn link(&mut self) -> Option<Link> {
        let link = match self.peek()? {
            Kind::Near(distance) => Link::Near(*distance),
            Kind::Sentence => Link::Sentence,
            _ => return None,
        };
        self.next();
        Some(link)
    }

    /// A word, a phrase, a field with its value, a group. `None` leaves the token in place when
    /// it is an operator, so callers always move on.
    fn operand(&mut self) -> Option<Node> {
        loop {
            match self.peek()? {
                Kind::Open if self.depth >= MAX_NESTING => {
                    self.next();
                    self.ignored += 1;
                    self.query.warn(
                        "nesting-too-deep",
                        format!(
                            "Tanda kurung bersarang lebih dari {MAX_NESTING} tingkat diabaikan."
                        ),
                    );
                }
                Kind::Close if self.ignored > 0 => {
                    self.next();
                    self.ignored -= 1;
                }
                Kind::Open => return self.group(),
                Kind::Close | Kind::And | Kind::Or | Kind::Near(_) | Kind::Sentence => return None,
                Kind::Not | Kind::Plus => return None,
                Kind::Field(_) => return self.field(),
                _ => break,
            }
        }
        let token = self.next()?;
        self.leaf(token)
    }

    /// `( … )`.
    fn group(&mut self) -> Option<Node> {
        self.next();
        self.depth += 1;
        let node = self.any();
        self.depth -= 1;
        if matches!(self.peek(), Some(Kind::Close)) {
            self.next();
        } else {
            self.query.warn(
                "unbalanced-parenthesis",
                "Tanda kurung buka tanpa pasangan; ditutup di akhir kueri.",
            );
        }
        if node.is_none() {
            self.query
                .warn("empty-group", "Tanda kurung tanpa isi diabaikan.");
        }
        node
    }

    /// `judul:` with what follows.
    fn field(&mut self) -> Option<Node> {
        let Some(&Kind::Field(field)) = self.next().map(|t| &t.kind) else {
            return None;
        };
        self.in_field += 1;
        let value = match self.peek() {
            Some(Kind::Field(_)) => None,
            _ => self.operand(),
        };
        self.in_field -= 1;
        let inner = value?;
        Some(match field {
            Field::Text(field) => Node::In {
                field,
                inner: Box::new(inner),
            },
            Field::Quoted => {
                if has_prefix(&inner) {
                    self.query.warn(
                        "prefix-in-quote",
                        "Tanda * tidak berlaku dalam kutipan:; kata itu dicari seperti tertulis.",
                    );
                }
                Node::Quoted {
                    inner: Box::new(inner),
                }
            }
            field => self.values(field, inner),
        })
    }

    /// A group behind a filter: each of its words or phrases is a value.
    fn values(&mut self, field: Field, node: Node) -> Node {
        let all = |me: &mut Self, nodes: Vec<Node>| -> Vec<Node> {
            nodes.into_iter().map(|n| me.values(field, n)).collect()
        };
        match node {
            Node::Any { nodes } => Node::Any {
                nodes: all(self, nodes),
            },
            Node::All { nodes } => Node::All {
                nodes: all(self, nodes),
            },
            Node::Not { inner } => negate(self.values(field, *inner)),
            Node::Word { text } | Node::Exact { text } | Node::Prefix { text } => {
                self.value(field, text)
            }
            Node::Phrase { text, .. } => self.value(field, text),
            Node::Words { words } => {
                let text: Vec<_> = words.iter().filter_map(Node::plain_text).collect();
                self.value(field, text.join(" "))
            }
            other => other,
        }
    }

    fn value(&mut self, field: Field, value: String) -> Node {
        match field {
            Field::Filter(field) => Node::Filter { field, value },
            Field::Speaker => Node::Speaker { name: value },
            Field::Date(sense) => match date_value::read(sense, &value, self.context) {
                Some((from, to)) => Node::Dates { from, to },
                None => {
                    self.query.warn(
                        "bad-date",
                        format!("“{value:.40}” bukan tanggal yang dikenal; dicari sebagai frasa."),
                    );
                    Node::Phrase {
                        text: value,
                        slop: 0,
                    }
                }
            },
            Field::Text(_) | Field::Quoted => Node::Phrase {
                text: value,
                slop: 0,
            },
        }
    }

    fn leaf(&mut self, token: &Token) -> Option<Node> {
        let room = MAX_TERMS.saturating_sub(self.terms);
        let wanted = match &token.kind {
            Kind::Phrase(text, _) => text.split(' ').count(),
            _ => 1,
        };
        self.terms += wanted.min(room);
        if wanted > room {
            self.query.warn(
                "too-many-terms",
                format!("Lebih dari {MAX_TERMS} kata; sisanya diabaikan."),
            );
        }
        if room == 0 {
            return None;
        }
        Some(match token.kind.clone() {
            Kind::Word(text) => {
                self.query.words.push(QueryWord {
                    text: text.clone(),
                    span: token.start..token.end,
                    negated: self.negations % 2 == 1,
                    plain: self.depth == 0 && self.in_field == 0,
                });
                Node::Word { text }
            }
            Kind::Exact(text) => Node::Exact { text },
            Kind::Prefix(text) => Node::Prefix { text },
            Kind::Phrase(text, slop) => {
                let text = text.split(' ').take(room).collect::<Vec<_>>().join(" ");
                // What was cut off may have been its only word.
                if !text.contains(char::is_alphanumeric) {
                    return None;
                }
                Node::Phrase { text, slop }
            }
            Kind::Dates((from, to)) => Node::Dates { from, to },
            _ => return None,
        })
    }
}

impl Link {
    /// The two linked, if they are such as can be. What stands near a word of one field stands in
    /// that field too; what is in two fields is never near.
    fn pair(&self, left: &Node, right: &Node) -> Option<Node> {
        let inside = |node: &Node| match node {
            Node::In { field, inner } => (Some(*field), near_operand(inner.as_ref().clone())),
            node => (None, node.clone()),
        };
        let ((at, left), (other, right)) = (inside(left), inside(right));
        let is_one = at.is_none() || other.is_none() || at == other;
        if !is_one || !is_near_operand(&left) || !is_near_operand(&right) {
            return None;
        }
        let pair = self.join(left, right);
        Some(match at.or(other) {
            Some(field) => Node::In {
                field,
                inner: Box::new(pair),
            },
            None => pair,
        })
    }

    fn join(&self, left: Node, right: Node) -> Node {
        let (left, right) = (Box::new(left), Box::new(right));
        match *self {
            Link::Near(distance) => Node::Near {
                left,
                right,
                distance,
            },
            Link::Sentence => Node::Sentence { left, right },
        }
    }
}

/// Whether `kata*` stands anywhere in a node.
fn has_prefix(node: &Node) -> bool {
    match node {
        Node::Prefix { .. } => true,
        Node::Words { words: nodes } | Node::All { nodes } | Node::Any { nodes } => {
            nodes.iter().any(has_prefix)
        }
        Node::Near { left, right, .. } | Node::Sentence { left, right } => {
            has_prefix(left) || has_prefix(right)
        }
        Node::Not { inner } | Node::In { inner, .. } | Node::Quoted { inner } => has_prefix(inner),
        _ => false,
    }
}
