use warta::eval::{Difference, holm};

#[test]
fn few_topics_are_tested_exactly() {
    // All six differ in one direction: 2 of 2^6 assignments are as extreme.
    let b = [0.1, 0.2, 0.3, 0.1, 0.2, 0.3];
    let difference = Difference::of(&[0.0; 6], &b);
    assert!(difference.exact);
    assert!((difference.p - 2.0 / 64.0).abs() < 1e-12);
    assert_eq!(
        (difference.wins, difference.losses, difference.ties),
        (6, 0, 0)
    );
    assert!(difference.low > 0.0 && difference.high > difference.mean);
}

#[test]
fn no_difference_has_p_one() {
    let difference = Difference::of(&[0.5; 40], &[0.5; 40]);
    assert_eq!((difference.p, difference.ties), (1.0, 40));
    assert_eq!((difference.low, difference.high), (0.0, 0.0));
}

/// Alternating signs: mean 0.02 against a spread of 0.1.
fn noisy(topics: usize) -> Vec<f64> {
    (0..topics)
        .map(|topic| if topic % 2 == 0 { 0.6 } else { 0.44 })
        .collect()
}

#[test]
fn sampled_p_values_agree_with_the_normal_approximation() {
    let difference = Difference::of(&[0.5; 100], &noisy(100));
    assert!(!difference.exact);
    // z = 0.02 / (sqrt(mean of squares) / 10) = 2.425, two-sided p = 0.0153.
    assert!((difference.p - 0.0153).abs() < 0.006, "{}", difference.p);
    assert!(difference.low > 0.0 && difference.low < 0.01);
}

#[test]
fn the_same_input_gives_the_same_answer() {
    let (a, b) = (vec![0.5; 100], noisy(100));
    assert_eq!(Difference::of(&a, &b), Difference::of(&a, &b));
    let back = Difference::of(&b, &a);
    let forth = Difference::of(&a, &b);
    assert!((back.p - forth.p).abs() < 1e-9 && (back.mean + forth.mean).abs() < 1e-12);
}

#[test]
fn holm_multiplies_by_what_is_left_and_never_falls() {
    let corrected = holm(&[0.01, 0.04, 0.03, 0.005]);
    let expected = [0.03, 0.06, 0.06, 0.02];
    for (corrected, expected) in corrected.iter().zip(expected) {
        assert!((corrected - expected).abs() < 1e-12);
    }
    assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
}
