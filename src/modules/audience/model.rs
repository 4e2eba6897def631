use crate::modules::sets::PLATFORM;
use crate::{choices, module, row};

choices! {
    /// Gender of a persona, when it matters.
    GENDER = gender { any, woman, man }
    /// Awareness ladder (after Ben Hunt): from no problem seen to ready to buy.
    AWARENESS = awareness_stage { none, problem, solutions, product, ready }
    /// Is the persona checked against real people.
    PERSONA_STATUS = persona_status { hypothesis, validated }
    /// Where evidence comes from.
    EVIDENCE_KIND = evidence_kind { interview, survey, reviews, sales, analytics, comments, desk }
}

module! {
    /// The audience.
    Audience = audience {
        /// Who chooses, who pays and who uses, when these are different people.
        roles: Prose;
        /// Segments by the five questions.
        segments: [Segment; 2],
        /// Personas.
        personas: [Persona; 2],
        /// Channels of the personas.
        channels: [PersonaChannel; 0],
        /// Evidence behind the personas.
        evidence: [Evidence; 0],
    }
}

row! {
    /// A segment, by the five questions of Sherrington: what, who, why, when, where.
    Segment in audience.segments {
        /// Name.
        name: Line core,
        /// What they buy.
        what: Line core,
        /// Who they are.
        who: Line core,
        /// Why: motive or problem.
        why: Line core,
        /// When: situation of the choice.
        when: Line core,
        /// Where they decide.
        place: Line core,
        /// People in the segment.
        size: Number,
        /// Where the size comes from.
        size_source: Line,
        /// Weight among the segments, percent.
        priority: Percent,
    }
}

row! {
    /// A persona: one believable person of a segment. An anti-persona is someone we do not address.
    Persona in audience.personas {
        /// Name.
        name: Line core,
        /// Someone we do not address.
        anti: Flag,
        /// Segment.
        segment: Ref(Segment) core,
        /// Age from.
        age_from: Number,
        /// Age to.
        age_to: Number,
        /// Gender.
        gender: Choice(GENDER),
        /// Income a month.
        income: Money,
        /// Who it is in life and in the purchase.
        role: Line core,
        /// Situation.
        situation: Prose core,
        /// Weight among the personas, percent.
        weight: Percent,
        /// JTBD: when…
        job_when: Line core,
        /// JTBD: I want…
        job_want: Line core,
        /// JTBD: so that…
        job_so: Line core,
        /// Emotional jobs: how they want to feel.
        jobs_emotional: Lines,
        /// Social jobs: how they want to look.
        jobs_social: Lines,
        /// Pains.
        pains: Lines core,
        /// Gains.
        gains: Lines core,
        /// Fears.
        fears: Lines,
        /// Objections.
        objections: Lines core,
        /// Triggers.
        triggers: Lines core,
        /// Criteria of choice.
        criteria: Lines,
        /// Their words.
        quotes: Lines,
        /// Content they like.
        likes: Lines,
        /// Stage on the awareness ladder.
        awareness: Choice(AWARENESS) core,
        /// Empathy map: thinks and feels.
        thinks: Lines,
        /// Empathy map: sees.
        sees: Lines,
        /// Empathy map: hears.
        hears: Lines,
        /// Empathy map: says and does.
        says: Lines,
        /// Hypothesis or validated.
        status: Choice(PERSONA_STATUS) core,
        /// When the hypothesis will be checked.
        validate_by: Date,
        /// Anti-persona: signs to know them by.
        signals: Lines,
    }
}

row! {
    /// A channel a persona uses.
    PersonaChannel in audience.channels {
        /// Whose.
        persona: Owner(Persona),
        /// Channel.
        platform: Choice(PLATFORM) core,
        /// Share of attention, percent.
        share: Percent,
    }
}

row! {
    /// A piece of evidence behind a persona.
    Evidence in audience.evidence {
        /// Whose.
        persona: Owner(Persona),
        /// Kind.
        kind: Choice(EVIDENCE_KIND) core,
        /// How many people, reviews, orders.
        count: Number core,
        /// When gathered.
        date: Date,
        /// What it showed.
        note: Line,
    }
}
