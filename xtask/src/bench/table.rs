//! The table of ratios.

use super::figures::Figures;

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    AtLeast(f64),
    AtMost(f64),
    /// Nobody has set one.
    None,
}

/// How two figures become a value.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// How many times as fast as the other.
    Faster,
    /// How many times the other's time.
    Slower,
    /// How many milliseconds longer than the other.
    More,
    /// The figure itself; there is no other.
    Plain,
}

/// One comparison: what, and the name of its figure; against what, and the name of that.
#[derive(Debug)]
pub struct Row {
    pub what: &'static str,
    pub ours: &'static str,
    pub against: &'static str,
    pub theirs: &'static str,
    pub kind: Kind,
    pub bound: Bound,
}

impl Row {
    fn value(&self, figures: &Figures) -> Option<f64> {
        let ours = figures.get(self.ours)?;
        let theirs = || figures.get(self.theirs);
        Some(match self.kind {
            Kind::Faster => theirs()? / ours,
            Kind::Slower => ours / theirs()?,
            Kind::More => (ours - theirs()?) / 1e6,
            Kind::Plain => ours,
        })
    }

    fn text(&self, figures: &Figures) -> String {
        let measured = match (self.value(figures), self.kind) {
            (None, _) => "not measured".to_owned(),
            (Some(value), Kind::Faster) => format!("{value:.1} times as fast"),
            (Some(value), Kind::Slower) => format!("{value:.2} times its time"),
            (Some(value), Kind::More) => format!("{value:+.2}"),
            (Some(value), Kind::Plain) => format!("{value:.2}"),
        };
        let goal = match self.bound {
            Bound::AtLeast(bound) => format!("at least {bound}"),
            Bound::AtMost(bound) => format!("at most {bound}"),
            Bound::None => String::new(),
        };
        let met = match (self.value(figures), self.bound) {
            (Some(value), Bound::AtLeast(bound)) => {
                if value >= bound {
                    "met"
                } else {
                    "not met"
                }
            }
            (Some(value), Bound::AtMost(bound)) => {
                if value <= bound {
                    "met"
                } else {
                    "not met"
                }
            }
            _ => "",
        };
        let line = format!("{:<33}{:<27}{measured:>22}  {goal:<14}{met}", self.what, self.against);
        line.trim_end().to_owned()
    }
}

/// All rows as lines.
pub fn text(rows: &[Row], figures: &Figures) -> String {
    let head = format!("{:<33}{:<27}{:>22}  {:<14}\n", "what", "against", "measured", "goal");
    rows.iter().fold(head, |text, row| text + &row.text(figures) + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_say_whether_their_goal_is_met() {
        let mut figures = Figures::default();
        figures.set("a", 2e6);
        figures.set("b", 8e6);
        let row = |kind, bound| Row { what: "A", ours: "a", against: "B", theirs: "b", kind, bound };
        let text = |kind, bound| row(kind, bound).text(&figures);
        assert!(text(Kind::Faster, Bound::AtLeast(3.0)).ends_with("4.0 times as fast  at least 3    met"));
        assert!(text(Kind::Faster, Bound::AtLeast(5.0)).ends_with("at least 5    not met"));
        assert!(
            text(Kind::Slower, Bound::AtMost(0.1)).ends_with("0.25 times its time  at most 0.1   not met")
        );
        assert!(text(Kind::More, Bound::None).ends_with("-6.00"));
        let missing = Row { theirs: "c", ..row(Kind::Faster, Bound::AtLeast(1.0)) };
        assert!(missing.text(&figures).ends_with("not measured  at least 1"));
    }
}
