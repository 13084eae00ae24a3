//! A tree written as a query: `parse(node.to_string())` gives the same tree.

use std::fmt::{Display, Formatter, Result};

use jiff::civil::Date;

use super::Node;

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Node::Words { words } => separated(f, words, " "),
            Node::Word { text } => f.write_str(text),
            Node::Exact { text } => write!(f, "={text}"),
            Node::Prefix { text } => write!(f, "{text}*"),
            Node::Phrase { text, slop: 0 } => write!(f, "\"{text}\""),
            Node::Phrase { text, slop } => write!(f, "\"{text}\"~{slop}"),
            Node::Near {
                left,
                right,
                distance,
            } => {
                operand(f, left)?;
                write!(f, " DEKAT/{distance} ")?;
                operand(f, right)
            }
            Node::Sentence { left, right } => {
                operand(f, left)?;
                f.write_str(" KALIMAT ")?;
                operand(f, right)
            }
            Node::In { field, inner } => {
                write!(f, "{}:", field.name())?;
                value(f, inner)
            }
            Node::Quoted { inner } => {
                f.write_str("kutipan:")?;
                value(f, inner)
            }
            Node::Filter { field, value } => write!(f, "{}:\"{value}\"", field.name()),
            Node::Speaker { name } => write!(f, "siapa:\"{name}\""),
            Node::Dates { from, to } => {
                let day = |d: &Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
                write!(f, "tanggal:{}..{}", day(from), day(to))
            }
            Node::All { nodes } => all(f, nodes),
            Node::Any { nodes } => {
                for (i, node) in nodes.iter().enumerate() {
                    if i > 0 {
                        f.write_str(" ATAU ")?;
                    }
                    match node {
                        Node::All { .. } => write!(f, "({node})")?,
                        node => write!(f, "{node}")?,
                    }
                }
                Ok(())
            }
            Node::Not { inner } => {
                f.write_str("-")?;
                operand(f, inner)
            }
        }
    }
}

fn separated(f: &mut Formatter<'_>, nodes: &[Node], separator: &str) -> Result {
    for (i, node) in nodes.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        write!(f, "{node}")?;
    }
    Ok(())
}

/// Operands side by side; `DAN` keeps words apart that would otherwise become one run.
fn all(f: &mut Formatter<'_>, nodes: &[Node]) -> Result {
    let mut words_before = false;
    for (i, node) in nodes.iter().enumerate() {
        let words = matches!(node, Node::Word { .. } | Node::Words { .. });
        if i > 0 {
            f.write_str(if words && words_before { " DAN " } else { " " })?;
        }
        words_before |= words;
        match node {
            Node::Any { .. } => write!(f, "({node})")?,
            node => write!(f, "{node}")?,
        }
    }
    Ok(())
}

/// In parentheses unless it is one thing.
fn operand(f: &mut Formatter<'_>, node: &Node) -> Result {
    match node {
        Node::Words { .. }
        | Node::Near { .. }
        | Node::Sentence { .. }
        | Node::All { .. }
        | Node::Any { .. }
        | Node::Not { .. } => write!(f, "({node})"),
        node => write!(f, "{node}"),
    }
}

/// What stands behind a field's colon: fields inside fields need parentheses too.
fn value(f: &mut Formatter<'_>, node: &Node) -> Result {
    match node {
        Node::Word { .. } | Node::Exact { .. } | Node::Prefix { .. } | Node::Phrase { .. } => {
            write!(f, "{node}")
        }
        node => write!(f, "({node})"),
    }
}
