//! The rules in their order, each in one line: code, function, weight, the modules it reads (the first is the one it belongs
//! to), the limits it goes by, its source, and `texts` when it looks at the words of posts. Codes are never given twice.

use super::finding::Severity::{Error, Hint, Veto, Warning};
use super::outcome::{Limit, Rule, Unit};
use super::rules::{
    audience, brief, channels, competitors, goals, market, money, needs, plan, plan_dates,
    plan_week, posts, posts_link, posts_words, profile, rubrics, tree, whole, wording,
    wording_form, wording_same,
};

macro_rules! rules {
    ($($code:ident $file:ident::$name:ident $severity:ident [$($slug:ident),+]
        $({ $($limit:ident = $usual:literal $unit:ident),+ })? $source:literal $($texts:ident)?;)*) => {
        /// Every rule, in the order of their codes.
        pub static RULES: &[Rule] = &[$(Rule {
            code: stringify!($code),
            name: stringify!($name),
            severity: $severity,
            reads: &[$(stringify!($slug)),+],
            limits: &[$($(Limit { id: stringify!($limit), usual: $usual, unit: Unit::$unit }),+)?],
            source: $source,
            texts: !stringify!($($texts)?).is_empty(),
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
    A6 tree::tree_gap Error [goals] { apart = 5.0 Percent } "DMP-K";
    A7 goals::unserved_business_goal Error [goals] "";
    A8 goals::goal_overload Warning [goals] { most = 5.0 Count } "CON";
    A9 goals::long_without_review Warning [frame] { most = 90.0 Days } "TEN1";
    A10 brief::broken_taboo Error [content, channels, brief] "FD" texts;
    A11 money::budget_overflow Veto [brief] { used = 80.0 Percent } "";
    A12 goals::goal_stage_gap Error [goals, content] "SOS2";
    A13 brief::outdated_module Warning [brief, desk] "";

    H1 money::unbought_promise Veto [brief, goals] { held = 95.0 Percent } "";

    // Competitors.
    B1 competitors::few_competitors Error [competitors] { least = 3.0 Count, good = 5.0 Count } "EC2";
    B2 competitors::window_mismatch Error [competitors] { apart = 3.0 Days } "HW";
    B3 competitors::formula_mismatch Veto [competitors] "AMS O1";
    B4 competitors::idle_finding Warning [competitors] "UNI";
    B5 competitors::fantasy_target Warning [goals, competitors] { times = 2.0 Times } "";
    B6 market::undecided_channel Hint [channels, competitors, audience] { share = 60.0 Percent } "";

    // Segments and personas.
    C1 audience::unaddressed_persona Error [audience, content] "";
    C2 audience::share_off_weight Warning [audience, content] { points = 15.0 Percent } "";
    C3 audience::broad_persona Error [audience] { span = 25.0 Years } "VC7";
    C4 audience::hole_in_segment Warning [audience] "";
    C5 audience::twin_segments Warning [audience] { alike = 80.0 Percent } "";
    C6 audience::unproven_persona Warning [audience] { least = 5.0 Count } "DMP-P";
    C7 audience::unmet_persona Error [audience, channels] "";
    C8 needs::unanswered_pain Warning [audience, content] { held = 50.0 Percent, top = 3.0 Count } "" texts;
    C10 audience::dear_for_persona Warning [audience, brief] { share = 15.0 Percent } "";

    // The rubricator.
    E1 rubrics::uneven_shares Error [content] "";
    E2 rubrics::mix_drift Warning [content] { points = 10.0 Percent } "DMP-C";
    E3 rubrics::promo_overload Warning [content] { share = 25.0 Percent } "KOS";
    E4 rubrics::unlinked_rubric Error [content] "";
    E5 rubrics::dead_rubric Warning [content] "";
    E6 rubrics::format_monoculture Warning [content] { share = 60.0 Percent, posts = 8.0 Count } "DMP-CV";
    E7 rubrics::odd_rubric_count Hint [content] { least = 3.0 Count, most = 9.0 Count } "LUK";
    E8 needs::foreign_need Warning [content, audience] { alike = 40.0 Percent } "" texts;

    // The content plan.
    F1 plan::unkept_cadence Warning [content, channels] { off = 1.0 Count } "DMP-CV";
    F2 plan_week::crowded_week Error [content, frame] { busy = 85.0 Percent } "";
    F3 plan::silent_days Warning [content, channels] { empty = 3.0 Days, cadence = 3.0 Count } "DMP-CV";
    F4 plan::twin_posts Warning [content] "DMP-CV" texts;
    F5 posts::silent_offer Error [content] "";
    F6 posts_link::uncounted_link Error [content, channels] "";
    F7 posts::long_text Error [content, channels] "PZ";
    F8 posts::refused_format Error [content, channels] "";
    F9 plan_dates::hasty_approval Error [content, brief] "";
    F10 posts::ownerless_post Error [content, frame] "";
    F11 plan_dates::unmet_event Warning [content, brief, channels] { lead = 7.0 Days } "";
    F12 posts_words::cloned_post Hint [content, channels] { channels = 3.0 Count } "HS" texts;
    F13 plan::no_reserve Hint [content] { share = 10.0 Percent } "AITG";
    F14 plan_dates::overdue_post Warning [content] "";
    F15 posts_words::unallowed_content Veto [content] "AMS H2";
    F16 posts_words::begging_post Warning [content] "AMS H1" texts;
    F17 plan_dates::zoneless_times Error [content, frame] "I709";

    // Channels.
    G1 channels::idle_channel Error [channels, goals, audience] "";
    G2 channels::channel_overstretch Warning [channels, frame] { channels = 3.0 Count, hours = 40.0 Hours } "MMK";
    G3 channels::ads_before_ready Error [channels] { done = 80.0 Percent } "";
    G4 channels::unregistered_page Veto [channels, frame] { followers = 10000.0 Count } "XA2";
    G5 channels::refused_profile Error [channels] "VKE";
    G6 channels::single_keeper Warning [channels] "";
    G7 profile::silent_profile Warning [channels, brief, audience] { words = 1.0 Count } "";

    // The strategy as a whole.
    J15 whole::dangling_link Error [review, frame, brief, competitors, audience, goals, channels, content] "";
    J16 whole::placeholder_left Error [review, frame, brief, competitors, audience, goals, channels, content] "" texts;

    // The wording of texts.
    L1 wording::claim_without_proof Warning [content, channels, brief] "AMS C1" texts;
    L2 wording::sales_promise Warning [goals, brief, content, channels] "" texts;
    L3 wording_same::repeated_text Warning [content, frame, brief, competitors, audience, goals, channels]
        { letters = 40.0 Count, places = 3.0 Count, likeness = 90.0 Percent } "" texts;
    L4 wording_same::mixed_address Warning [content] { posts = 3.0 Count } "" texts;
    L5 wording_form::shouting Hint [content, channels, brief, frame]
        { row = 2.0 Count, marks = 3.0 Count, letters = 4.0 Count, words = 1.0 Count } "" texts;
    L6 wording_form::emoji_flood Hint [content, channels] { emoji = 6.0 Count } "" texts;
    L7 wording::water_phrase Hint [content, channels] "" texts;
}
