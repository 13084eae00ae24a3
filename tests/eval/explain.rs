use warta::{engine::Part, eval::explain::tree};

fn part(name: &str, value: f32) -> Part {
    Part {
        name: name.to_owned(),
        value,
    }
}

#[test]
fn parts_become_a_tree_that_adds_up() {
    let parts = [
        part("word:harga", 3.0),
        part("word:beras", 4.0),
        part("recency", 0.5),
    ];
    let tree = tree(7.5, &parts);
    let sum: f32 = tree.children.iter().map(|child| child.value).sum();
    assert!((sum - tree.value).abs() < 1e-6);
    assert_eq!(
        tree.to_text(),
        "7,50 skor\n├─ +7,00 kecocokan kata\n│  ├─ +3,00 kata “harga”\n│  └─ +4,00 kata “beras”\n└─ +0,50 kebaruan berita\n"
    );
}

#[test]
fn what_no_part_names_is_shown_as_the_rest() {
    let tree = tree(9.0, &[part("word:gempa", 5.0), part("unheard_of", 1.0)]);
    let names: Vec<&str> = tree
        .children
        .iter()
        .map(|child| child.text.as_str())
        .collect();
    assert_eq!(names, ["kecocokan kata", "unheard_of", "lain-lain"]);
    assert_eq!(tree.children[2].value, 3.0);
}
