use crate::modules::sets::{FORMAT, LANGUAGE};
use crate::{choices, module, row};

choices! {
    /// Who fills the workbook in.
    OWNER_ROLE = owner_role { student, owner, freelancer, agency, inhouse }
    /// Country of the market; decides which laws and channels apply.
    COUNTRY = country { ru, by, kz, am, ge, uz, rs, us, gb, other }
    /// Currency of all amounts in the workbook (ISO 4217).
    CURRENCY = currency { RUB, BYN, KZT, AMD, GEL, UZS, RSD, USD, EUR, GBP }
    /// What kind of business it is.
    BUSINESS_MODEL = business_model {
        local_service, cafe, shop, ecommerce, education, b2b, product, expert, nonprofit, other
    }
    /// Time zone of publication times.
    ZONE = zone {
        kaliningrad, moscow, samara, yekaterinburg, omsk, krasnoyarsk, irkutsk, yakutsk,
        vladivostok, magadan, kamchatka, minsk, almaty, yerevan, tbilisi, tashkent, belgrade,
        london, new_york
    }
}

module! {
    /// The frame of the project.
    Frame = frame {
        /// Name of the project; also the name of the workbook.
        project: Line core,
        /// Who prepares the strategy.
        author: Line core,
        /// In which role.
        owner_role: Choice(OWNER_ROLE) core,
        /// Kind of business.
        business_model: Choice(BUSINESS_MODEL) core,
        /// Market.
        country: Choice(COUNTRY) core,
        /// Time zone of publication times.
        zone: Choice(ZONE),
        /// Currency of every amount.
        currency: Choice(CURRENCY) core,
        /// Language of the document handed over.
        language: Choice(LANGUAGE) core,
        /// First day of the planning horizon.
        start: Date core,
        /// Last day of the planning horizon.
        end: Date core,
        /// Date on which the laws and channel rules used here were checked.
        law_date: Date,
        /// The strategy in two or three sentences.
        summary: Prose,
        /// Key risks.
        risks: Lines;
        /// Dates on which the strategy is looked at again.
        reviews: [Review; 1],
        /// Who works on it, and for how long.
        team: [Role; 0],
        /// How long each kind of post takes.
        efforts: [Effort; 0],
    }
}

row! {
    /// A date on which the strategy is looked at again.
    Review in frame.reviews {
        /// Day.
        date: Date core,
        /// What is looked at.
        topic: Line,
    }
}

row! {
    /// A role in the team. One person may have several.
    Role in frame.team {
        /// Name of the role.
        name: Line core,
        /// Who does it.
        person: Line,
        /// Hours a week there are for it.
        hours: Number core,
        /// Of them, hours for moderation, ads, reports and meetings.
        other: Number,
    }
}

row! {
    /// How many hours one post of a format takes a role.
    Effort in frame.efforts {
        /// Format.
        format: Choice(FORMAT) core,
        /// Role.
        role: Ref(Role) core,
        /// Hours.
        hours: Number core,
    }
}
