//! How nodes are put together: plain words in runs, everything else flat, filters where they
//! are meant.

use super::Node;

/// One operand between ANDs.
pub(super) struct Item {
    pub node: Node,
    /// A word or words that join the plain words around them.
    pub plain: bool,
    /// An explicit `DAN` stands before it.
    pub after_and: bool,
    /// Came out of parentheses with others.
    pub grouped: bool,
}

impl Node {
    /// The text of a plain word.
    pub(crate) fn plain_text(&self) -> Option<&str> {
        match self {
            Node::Word { text } => Some(text),
            _ => None,
        }
    }

    /// Whether it only narrows the choice and ranks nothing.
    fn is_filter(&self) -> bool {
        match self {
            Node::Filter { .. } | Node::Dates { .. } | Node::Not { .. } => true,
            Node::Any { nodes } | Node::All { nodes } => nodes.iter().all(Node::is_filter),
            _ => false,
        }
    }
}

/// In `banjir ATAU longsor kategori:Nasional` the filter is meant for both. Filters at the outer
/// edge of a chain of alternatives are taken out of it, unless several branches have their own.
pub(super) fn hoist_filters(branches: &mut [Vec<Item>]) -> Vec<Item> {
    let [first, .., last] = branches else {
        return Vec::new();
    };
    let movable = |item: &Item| !item.grouped && item.node.is_filter();
    let leading = first.iter().take_while(|i| movable(i)).count();
    let trailing = last.iter().rev().take_while(|i| movable(i)).count();
    // An explicit DAN binds tighter than ATAU.
    let leading_ok =
        leading > 0 && leading < first.len() && !first[..=leading].iter().any(|i| i.after_and);
    let cut = last.len() - trailing;
    let trailing_ok = trailing > 0 && cut > 0 && !last[cut..].iter().any(|i| i.after_and);
    let with_filters = branches.iter().filter(|b| b.iter().any(movable)).count();
    if with_filters != 1 {
        return Vec::new();
    }
    let [first, .., last] = branches else {
        return Vec::new();
    };
    if leading_ok {
        first.drain(..leading).collect()
    } else if trailing_ok {
        last.drain(cut..).collect()
    } else {
        Vec::new()
    }
}

/// Joins the items of one branch; plain words that no `DAN` separates become one node.
pub(super) fn all_of(items: Vec<Item>) -> Option<Node> {
    let mut nodes = Vec::new();
    // Where the words of the current run are collected.
    let mut run: Option<usize> = None;
    for item in items {
        if item.after_and {
            run = None;
        }
        match (item.plain, run) {
            (true, Some(at)) => {
                let Some(Node::Words { words }) = nodes.get_mut(at) else {
                    continue;
                };
                extend_words(words, item.node);
            }
            (true, None) => {
                let mut words = Vec::new();
                extend_words(&mut words, item.node);
                run = Some(nodes.len());
                nodes.push(Node::Words { words });
            }
            (false, _) => nodes.push(item.node),
        }
    }
    for node in &mut nodes {
        if let Node::Words { words } = node
            && words.len() == 1
            && let Some(word) = words.pop()
        {
            *node = word;
        }
    }
    all_nodes(nodes)
}

fn extend_words(words: &mut Vec<Node>, node: Node) {
    match node {
        Node::Words { words: more } => words.extend(more),
        node => words.push(node),
    }
}

/// All of some nodes, flat.
pub(super) fn all_nodes(nodes: Vec<Node>) -> Option<Node> {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::All { nodes } => flat.extend(nodes),
            node => flat.push(node),
        }
    }
    match flat.len() {
        0 | 1 => flat.pop(),
        _ => Some(Node::All { nodes: flat }),
    }
}

pub(super) fn any_of(branches: Vec<Option<Node>>) -> Option<Node> {
    let mut flat = Vec::with_capacity(branches.len());
    for node in branches.into_iter().flatten() {
        match node {
            Node::Any { nodes } => flat.extend(nodes),
            node => flat.push(node),
        }
    }
    match flat.len() {
        0 | 1 => flat.pop(),
        _ => Some(Node::Any { nodes: flat }),
    }
}

pub(super) fn negate(node: Node) -> Node {
    match node {
        Node::Not { inner } => *inner,
        node => Node::Not {
            inner: Box::new(node),
        },
    }
}

/// Several plain words beside `DEKAT` mean the phrase.
pub(super) fn near_operand(node: Node) -> Node {
    match node {
        Node::Words { words } => {
            let text: Vec<_> = words.iter().filter_map(Node::plain_text).collect();
            Node::Phrase {
                text: text.join(" "),
                slop: 0,
            }
        }
        Node::Any { nodes } => Node::Any {
            nodes: nodes.into_iter().map(near_operand).collect(),
        },
        node => node,
    }
}

pub(super) fn is_near_operand(node: &Node) -> bool {
    match node {
        Node::Word { .. } | Node::Exact { .. } | Node::Prefix { .. } | Node::Phrase { .. } => true,
        Node::Any { nodes } => nodes.iter().all(is_near_operand),
        _ => false,
    }
}
