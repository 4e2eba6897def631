//! The rules in their order, each in one line: code, function, weight, the modules it reads (the first is the one it belongs
//! to), the limits it goes by, its source. Codes are never given twice.

use super::finding::Severity::{Error, Warning};
use super::outcome::Rule;
use super::rules::{channels, goals};

macro_rules! rules {
    ($($code:ident $file:ident::$name:ident $severity:ident [$($slug:ident),+]
        $({ $($limit:ident = $usual:literal $unit:ident),+ })? $source:literal;)*) => {
        /// Every rule, in the order of their codes.
        pub static RULES: &[Rule] = &[$(Rule {
            code: stringify!($code),
            name: stringify!($name),
            severity: $severity,
            reads: &[$(stringify!($slug)),+],
            limits: &[$($(Limit { id: stringify!($limit), usual: $usual, unit: Unit::$unit }),+)?],
            source: $source,
            check: $file::$name,
        }),*];
    };
}

rules! {
    // Brief, goals and KPIs.
    A1 goals::goal_without_kpi Error [goals] "SPL";
    A2 goals::orphan_kpi Warning [goals] "";

    // Competitors.

    // Segments and personas.

    // The rubricator.

    // The content plan.

    // Channels.
    G1 channels::idle_channel Error [channels, goals, audience] "";

    // The strategy as a whole.

    // The wording of texts.
}
