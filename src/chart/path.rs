//! The path of a figure as steps, for writers that draw with their own commands.

/// One step of a path, in units of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Begins anew.
    Move(f64, f64),
    /// A straight line.
    Line(f64, f64),
    /// A quadratic curve: control point, end.
    Quad([f64; 4]),
    /// A cubic curve: two control points, end.
    Cubic([f64; 6]),
    /// Back to where it began.
    Close,
}

impl Step {
    /// The same step in a drawing so many times as large.
    pub fn times(self, n: f64) -> Self {
        match self {
            Self::Move(x, y) => Self::Move(x * n, y * n),
            Self::Line(x, y) => Self::Line(x * n, y * n),
            Self::Quad(points) => Self::Quad(points.map(|p| p * n)),
            Self::Cubic(points) => Self::Cubic(points.map(|p| p * n)),
            Self::Close => Self::Close,
        }
    }
}

/// The steps of a path of absolute M, L, H, V, Q, C and Z; nothing when it has other commands.
pub fn steps(d: &str) -> Option<Vec<Step>> {
    let mut out = Vec::new();
    let mut at = (0.0, 0.0);
    let mut rest = d.trim();
    while let Some(command) = rest.chars().next() {
        let body = rest.get(1..)?;
        let end = body
            .find(|c: char| c.is_ascii_alphabetic() && c != 'e')
            .unwrap_or(body.len());
        let numbers = body
            .get(..end)?
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|n| !n.is_empty())
            .map(|n| n.parse().ok())
            .collect::<Option<Vec<f64>>>()?;
        rest = body.get(end..)?;
        let take = match command {
            'M' | 'L' => 2,
            'H' | 'V' => 1,
            'Q' => 4,
            'C' => 6,
            'Z' | 'z' if numbers.is_empty() => {
                out.push(Step::Close);
                continue;
            }
            _ => return None,
        };
        if numbers.is_empty() || numbers.len() % take != 0 {
            return None;
        }
        for (i, n) in numbers.chunks_exact(take).enumerate() {
            let step = match (command, n) {
                ('M', [a, b]) if i == 0 => Step::Move(*a, *b),
                // Further pairs after a move are lines.
                ('M' | 'L', [a, b]) => Step::Line(*a, *b),
                ('H', [a]) => Step::Line(*a, at.1),
                ('V', [b]) => Step::Line(at.0, *b),
                ('Q', [a, b, c, d]) => Step::Quad([*a, *b, *c, *d]),
                ('C', [a, b, c, d, e, f]) => Step::Cubic([*a, *b, *c, *d, *e, *f]),
                _ => return None,
            };
            at = match step {
                Step::Move(a, b)
                | Step::Line(a, b)
                | Step::Quad([_, _, a, b])
                | Step::Cubic([_, _, _, _, a, b]) => (a, b),
                Step::Close => at,
            };
            out.push(step);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_lines_and_curves_have_steps_and_others_do_not() {
        assert_eq!(
            steps("M0 0 10,5 H30V1e1 Q1 2 3 4 C1 2 3 4 5 6Z")
                .map(|all| all.into_iter().map(|s| s.times(2.0)).collect::<Vec<_>>()),
            Some(vec![
                Step::Move(0.0, 0.0),
                Step::Line(20.0, 10.0),
                Step::Line(60.0, 10.0),
                Step::Line(60.0, 20.0),
                Step::Quad([2.0, 4.0, 6.0, 8.0]),
                Step::Cubic([2.0, 4.0, 6.0, 8.0, 10.0, 12.0]),
                Step::Close,
            ])
        );
        for d in ["M0 0A5 5 0 0 1 9 9", "M0 0l1 1", "M0", "1 2", "L x y"] {
            assert_eq!(steps(d), None, "{d}");
        }
    }
}
