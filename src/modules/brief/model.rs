use crate::modules::sets::PLATFORM;
use crate::{choices, module, row};

choices! {
    /// Where the business meets its customers.
    PLACE = place { offline, online, both }
    /// Where an answer comes from.
    SOURCE = source { client, found, assumption }
    /// State of a debrief question.
    DEBRIEF_STATE = debrief_state { open, asked, answered }
    /// State of an access we need.
    ACCESS_STATE = access_state { requested, received, checked, refused }
    /// Legal form of the client.
    LEGAL_FORM = legal_form { ooo, ip, self_employed, ao, nonprofit, person, other }
}

module! {
    /// The client's brief.
    Brief = brief {
        /// Company or brand.
        company: Line core,
        /// What it does.
        business: Prose core,
        /// Age of the business.
        age: Line,
        /// People in the team.
        team_size: Number,
        /// Offline, online or both.
        place: Choice(PLACE) core,
        /// Site.
        site: Url,

        /// Average check.
        average_check: Money core,
        /// Margin, share of the price.
        margin: Percent core,
        /// When demand rises and falls.
        seasonality: Prose,

        /// Why people choose this company.
        usp: Prose core,
        /// What proves it.
        proof: Lines core,

        /// Where customers are.
        geography: Line core,
        /// Specifics of the market, existing research.
        market: Prose,
        /// The audience as the client sees it.
        audience_view: Prose core,
        /// Competitors as the client sees them.
        competitors_view: Lines core,

        /// What was spent on promotion, a month.
        past_spend: Money,
        /// What worked.
        worked: Prose,
        /// What failed.
        failed: Prose,

        /// Business goal in words: metric, number, date.
        business_goal: Prose core,
        /// What social media must do for it.
        smm_goal: Prose core,
        /// How we will know that it worked.
        success: Prose core,
        /// Leads promised to the client over the horizon.
        promised_leads: Number,
        /// Date of the result.
        deadline: Date core,

        /// Total budget over the horizon.
        budget: Money core,
        /// Of it, production.
        budget_production: Money,
        /// Of it, advertising.
        budget_ads: Money,
        /// Of it, bloggers.
        budget_bloggers: Money,
        /// Of it, tools.
        budget_tools: Money,
        /// Of it, the fee.
        budget_fee: Money,

        /// Words never to be used.
        taboo_words: Lines core,
        /// Topics never to be raised.
        taboo_topics: Lines,
        /// Visuals never to be shown.
        taboo_visuals: Lines,
        /// Claims never to be made.
        taboo_claims: Lines,
        /// The client confirmed that there are no taboos.
        no_taboos: Flag,

        /// Photos, videos, logo, brand book: what there is.
        assets: Prose core,

        /// Who approves.
        approver: Line core,
        /// Who approves in their absence.
        approver_backup: Line,
        /// Hours to approve.
        approval_hours: Number core,
        /// Rounds of changes.
        rounds: Number core,
        /// Legal form.
        legal_form: Choice(LEGAL_FORM),
        /// Legal name.
        legal_name: Line,
        /// Taxpayer number.
        inn: Line;

        /// Main products.
        products: [Product; 1],
        /// Channels the client had before.
        past_channels: [PastChannel; 0],
        /// Accesses we need.
        accesses: [Access; 0],
        /// Key dates and events.
        events: [Event; 0],
        /// Where each answer comes from.
        sources: [AnswerSource; 0],
        /// What stayed unclear.
        debrief: [Debrief; 0],
    }
}

row! {
    /// A product or service.
    Product in brief.products {
        /// Name.
        name: Line core,
        /// Price.
        price: Money,
        /// What matters about it.
        note: Line,
    }
}

row! {
    /// A channel the client had before.
    PastChannel in brief.past_channels {
        /// Channel.
        platform: Choice(PLATFORM) core,
        /// Handle or address.
        handle: Line,
        /// Followers.
        followers: Number,
        /// What happened there.
        note: Line,
    }
}

row! {
    /// An access we need from the client.
    Access in brief.accesses {
        /// To what.
        name: Line core,
        /// State.
        state: Choice(ACCESS_STATE),
        /// Who gives it.
        who: Line,
    }
}

row! {
    /// A date that matters to the business.
    Event in brief.events {
        /// Day.
        date: Date core,
        /// What happens.
        title: Line core,
        /// Days before it when the first post is due.
        lead: Number,
    }
}

row! {
    /// Where the answer to one question of the brief comes from.
    AnswerSource in brief.sources {
        /// Id of the question's field.
        field: Line,
        /// Source.
        source: Choice(SOURCE),
    }
}

row! {
    /// A question for the debrief.
    Debrief in brief.debrief {
        /// Id of the field it is about; empty when about the brief as a whole.
        field: Line,
        /// The question.
        question: Line core,
        /// The answer.
        answer: Prose,
        /// State.
        state: Choice(DEBRIEF_STATE),
    }
}

/// The eight blocks of the brief, each with the ids of its fields and tables in asking order.
pub const BLOCKS: &[(&str, &[&str])] = &[
    (
        "company",
        &["company", "business", "age", "team_size", "place", "site"],
    ),
    (
        "product",
        &["products", "average_check", "margin", "seasonality"],
    ),
    ("usp", &["usp", "proof"]),
    (
        "market",
        &["geography", "market", "audience_view", "competitors_view"],
    ),
    (
        "experience",
        &["past_channels", "past_spend", "worked", "failed"],
    ),
    (
        "goals",
        &[
            "business_goal",
            "smm_goal",
            "success",
            "promised_leads",
            "deadline",
            "budget",
            "budget_production",
            "budget_ads",
            "budget_bloggers",
            "budget_tools",
            "budget_fee",
        ],
    ),
    (
        "limits",
        &[
            "taboo_words",
            "taboo_topics",
            "taboo_visuals",
            "taboo_claims",
            "no_taboos",
            "assets",
            "accesses",
        ],
    ),
    (
        "process",
        &[
            "approver",
            "approver_backup",
            "approval_hours",
            "rounds",
            "events",
            "legal_form",
            "legal_name",
            "inn",
        ],
    ),
];
