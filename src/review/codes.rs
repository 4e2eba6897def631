//! The rules in their order, each in one line: code, function, weight, the modules it reads (the first is the one it belongs
//! to), the limits it goes by, its source. Codes are never given twice.

use super::finding::Severity::{Error, Hint, Veto, Warning};
use super::outcome::{Limit, Rule, Unit};
use super::rules::{
    audience, channels, competitors, goals, money, rubrics, wording, wording_form, wording_same,
};

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
    A3 goals::incomplete_kpi Error [goals, frame] "CON";
    A4 goals::backward_kpi Error [goals] "";
    A5 goals::uncontrolled_goal Warning [goals] "SMA";
    A7 goals::unserved_business_goal Error [goals] "";
    A8 goals::goal_overload Warning [goals] { most = 5.0 Count } "CON";
    A9 goals::long_without_review Warning [frame] { most = 90.0 Days } "TEN1";
    A11 money::budget_overflow Veto [brief] { used = 80.0 Percent } "";
    A12 goals::goal_stage_gap Error [goals, content] "SOS2";

    H1 money::unbought_promise Veto [brief, goals] { held = 95.0 Percent } "";

    // Competitors.
    B1 competitors::few_competitors Error [competitors] { least = 3.0 Count, good = 5.0 Count } "EC2";
    B2 competitors::window_mismatch Error [competitors] { apart = 3.0 Days } "HW";
    B3 competitors::formula_mismatch Veto [competitors] "AMS O1";
    B4 competitors::idle_finding Warning [competitors] "UNI";
    B5 competitors::fantasy_target Warning [goals, competitors] { times = 2.0 Times } "";

    // Segments and personas.
    C1 audience::unaddressed_persona Error [audience, content] "";
    C2 audience::share_off_weight Warning [audience, content] { points = 15.0 Percent } "";
    C3 audience::broad_persona Error [audience] { span = 25.0 Years } "VC7";
    C4 audience::hole_in_segment Warning [audience] "";
    C5 audience::twin_segments Warning [audience] { alike = 80.0 Percent } "";
    C6 audience::unproven_persona Warning [audience] { least = 5.0 Count } "DMP-P";
    C7 audience::unmet_persona Error [audience, channels] "";
    C10 audience::dear_for_persona Warning [audience, brief] { share = 15.0 Percent } "";

    // The rubricator.
    E1 rubrics::uneven_shares Error [content] "";
    E2 rubrics::mix_drift Warning [content] { points = 10.0 Percent } "DMP-C";
    E3 rubrics::promo_overload Warning [content] { share = 25.0 Percent } "KOS";
    E4 rubrics::unlinked_rubric Error [content] "";
    E5 rubrics::dead_rubric Warning [content] "";
    E6 rubrics::format_monoculture Warning [content] { share = 60.0 Percent, posts = 8.0 Count } "DMP-CV";
    E7 rubrics::odd_rubric_count Hint [content] { least = 3.0 Count, most = 9.0 Count } "LUK";

    // The content plan.

    // Channels.
    G1 channels::idle_channel Error [channels, goals, audience] "";

    // The strategy as a whole.

    // The wording of texts.
    L1 wording::claim_without_proof Warning [content, channels, brief] "AMS C1";
    L2 wording::sales_promise Warning [goals, brief, content, channels] "";
    L3 wording_same::repeated_text Warning [content, frame, brief, competitors, audience, goals, channels]
        { letters = 40.0 Count, places = 3.0 Count, likeness = 90.0 Percent } "";
    L4 wording_same::mixed_address Warning [content] { posts = 3.0 Count } "";
    L5 wording_form::shouting Hint [content, channels, brief, frame]
        { row = 2.0 Count, marks = 3.0 Count, letters = 4.0 Count, words = 1.0 Count } "";
    L6 wording_form::emoji_flood Hint [content, channels] { emoji = 6.0 Count } "";
    L7 wording::water_phrase Hint [content, channels] "";
}
