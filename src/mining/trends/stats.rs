//! Tests of whether a rate rose.

/// Log-likelihood ratio (G²) of a term's share in two sets of articles; negative when it fell.
pub fn log_likelihood(now: u32, total_now: u32, before: u32, total_before: u32) -> f64 {
    let (a, b) = (f64::from(now), f64::from(before));
    let (n, m) = (f64::from(total_now), f64::from(total_before));
    if n == 0.0 || m == 0.0 {
        return 0.0;
    }
    let rate = (a + b) / (n + m);
    let cell = |seen: f64, expected: f64| {
        if seen > 0.0 && expected > 0.0 {
            seen * (seen / expected).ln()
        } else {
            0.0
        }
    };
    let g = 2.0
        * (cell(a, n * rate)
            + cell(b, m * rate)
            + cell(n - a, n * (1.0 - rate))
            + cell(m - b, m * (1.0 - rate)));
    if a / n >= b / m {
        g.max(0.0)
    } else {
        -g.max(0.0)
    }
}

/// One-sided probability of a G² this high by chance (chi-square, one degree of freedom).
pub fn p_value(g: f64) -> f64 {
    if g <= 0.0 {
        1.0
    } else {
        0.5 * complementary_error((g / 2.0).sqrt())
    }
}

/// erfc for x ≥ 0, with a relative error below 1.2e-7 everywhere (Press et al., Numerical
/// Recipes, 1992, section 6.2).
fn complementary_error(x: f64) -> f64 {
    const C: [f64; 10] = [
        -1.265_512_23,
        1.000_023_68,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_203_98,
        1.488_515_87,
        -0.822_152_23,
        0.170_872_77,
    ];
    let t = 1.0 / (1.0 + 0.5 * x);
    let polynomial = C.iter().rev().fold(0.0, |sum, c| sum * t + c);
    t * (-x * x + polynomial).exp()
}

/// How many of the ascending p-values pass at this false-discovery rate, of `tests` in all.
pub fn discoveries(ascending: &[f64], tests: usize, rate: f64) -> usize {
    ascending
        .iter()
        .enumerate()
        .rev()
        .find(|(i, p)| **p <= rate * (*i as f64 + 1.0) / tests.max(1) as f64)
        .map_or(0, |(i, _)| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        // Twice the rate in a thousand articles each: G² by hand.
        assert!((log_likelihood(20, 1_000, 10, 1_000) - 3.45).abs() < 0.02);
        assert!(log_likelihood(5, 1_000, 20, 1_000) < 0.0);
        assert!((p_value(3.841_459) - 0.025).abs() < 1e-4);
        assert_eq!(discoveries(&[0.001, 0.02, 0.03, 0.9], 4, 0.05), 3);
        assert_eq!(discoveries(&[], 0, 0.05), 0);
    }
}
