//! What each program takes, as tables. A template that its vendor changed is changed here.

use super::{Column, Confidence, Heading, Hour, Preset, What};
use crate::i18n::k;
use crate::modules::content::Post;

/// A column of a fixed name.
const fn col(name: &'static str, what: What) -> Column {
    Column {
        heading: Heading::Fixed(name),
        what,
    }
}
/// A column that takes what we have nothing for.
const fn none(name: &'static str) -> Column {
    col(name, What::Blank)
}
/// A column under the name that the field of a post has in the language of the file.
const fn own(field: &'static str, what: What) -> Column {
    Column {
        heading: Heading::Field(field),
        what,
    }
}
/// The mark of a network.
const fn net(name: &'static str, platform: &'static str) -> Column {
    col(name, What::Network(platform))
}

const ISO: &str = "%Y-%m-%d";
const MINUTE: &str = "%Y-%m-%d %H:%M";

/// A program that publishes.
const PUBLISHER: Preset = Preset {
    id: "",
    name: "",
    columns: &[],
    header: true,
    max_rows: None,
    one_channel: false,
    publishes: true,
    hour: Hour::Needed,
    ahead: 0,
    apart: 0,
    source: "",
    as_of: "2026-11-22",
    confidence: Confidence::Medium,
    caution: None,
};
/// A program that plans: nothing is too long, past or unready for it.
const PLANNER: Preset = Preset {
    publishes: false,
    hour: Hour::Optional,
    ..PUBLISHER
};

/// Every program.
pub const PRESETS: &[Preset] = &[
    Preset {
        id: "buffer",
        name: "Buffer",
        columns: &[
            col("Text", What::TextAndLink),
            none("Image URL"),
            col("Tags", What::Rubric),
            col("Posting Time", What::At(MINUTE, MINUTE)),
        ],
        max_rows: Some(100),
        one_channel: true,
        caution: Some(k::export::caution::buffer),
        ..PUBLISHER
    },
    Preset {
        id: "hootsuite",
        name: "Hootsuite",
        columns: &[
            col("date time", What::At("%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M")),
            col("message", What::Text),
            col("link", What::Link),
        ],
        header: false,
        max_rows: Some(350),
        one_channel: true,
        caution: Some(k::export::caution::hootsuite),
        ..PUBLISHER
    },
    Preset {
        id: "publer",
        name: "Publer",
        columns: &[
            col("Date - Intl. format or prompt", What::At(MINUTE, MINUTE)),
            col("Text", What::Text),
            col("Link(s) - Separated by comma for FB carousels", What::Link),
            none("Media URL(s) - Separated by comma"),
            col("Title - For the video, pin, PDF ..", What::Title),
            col("Label(s) - Separated by comma", What::Rubric),
            none("Alt text(s) - Separated by ||"),
            none("Comment(s) - Separated by ||"),
            none("Pin board, FB album, or Google category"),
            none("Post subtype - I.e. story, reel, PDF .."),
            none("CTA - For Facebook links or Google"),
            none("Reminder - For stories, reels, shorts, and TikToks"),
        ],
        one_channel: true,
        source: "https://publer.com/blog/it/lultimo-programmatore-csv-di-massa-per-i-social-media/terms",
        confidence: Confidence::High,
        ..PUBLISHER
    },
    Preset {
        id: "metricool",
        name: "Metricool",
        columns: METRICOOL,
        caution: Some(k::export::caution::metricool),
        ..PUBLISHER
    },
    Preset {
        id: "sprout",
        name: "Sprout Social",
        columns: &[
            col("date", What::At("%m/%d/%Y", "%d/%m/%Y")),
            col("time_24hr", What::At("%H:%M", "%H:%M")),
            col("message_text", What::TextAndLink),
        ],
        max_rows: Some(350),
        one_channel: true,
        ahead: 10,
        apart: 10,
        source: "https://support.sproutsocial.com/hc/en-us/articles/115005864203",
        confidence: Confidence::High,
        caution: Some(k::export::caution::sprout),
        ..PUBLISHER
    },
    Preset {
        id: "postcron",
        name: "Postcron",
        columns: &[
            col("Text", What::Text),
            col("Year", What::At("%Y", "%Y")),
            col("Month", What::At("%-m", "%-m")),
            col("Day", What::At("%-d", "%-d")),
            col("Hour", What::At("%-H", "%-H")),
            col("Minute", What::At("%-M", "%-M")),
            none("Image URL"),
            col("Link", What::Link),
        ],
        one_channel: true,
        source: "https://intercom.help/postcron/en/articles/6904404",
        confidence: Confidence::High,
        caution: Some(k::export::caution::postcron),
        ..PUBLISHER
    },
    Preset {
        id: "google",
        name: "Google Calendar",
        columns: &[
            col("Subject", What::Title),
            col("Start Date", What::At(ISO, ISO)),
            col("Start Time", What::Clock("%H:%M")),
            col("End Date", What::At(ISO, ISO)),
            col("End Time", What::Clock("%H:%M")),
            col("All Day Event", What::AllDay),
            col("Description", What::Everything),
            col("Location", What::Channel),
            col("Private", What::Always("False")),
        ],
        caution: Some(k::export::caution::google),
        ..PLANNER
    },
    Preset {
        id: "notion",
        name: "Notion",
        columns: &[
            own(Post::title, What::Title),
            own(Post::date, What::Moment),
            own(Post::channel, What::Channel),
            own(Post::rubric, What::Rubric),
            own(Post::format, What::Field(Post::format)),
            own(Post::status, What::Field(Post::status)),
            own(Post::owner, What::Field(Post::owner)),
            own(Post::personas, What::Field(Post::personas)),
            own(Post::goal, What::Field(Post::goal)),
            own(Post::body, What::Text),
            own(Post::asset, What::Field(Post::asset)),
            own(Post::link, What::Link),
            own(Post::ready, What::Field(Post::ready)),
        ],
        confidence: Confidence::Low,
        caution: Some(k::export::caution::notion),
        ..PLANNER
    },
    Preset {
        id: "trello",
        name: "Trello",
        columns: &[
            col("Card Name", What::Title),
            col("Card Description", What::Everything),
            col("Labels", What::Rubric),
            col("List Name", What::Field(Post::status)),
            col("Due Date", What::Moment),
        ],
        confidence: Confidence::Low,
        caution: Some(k::export::caution::trello),
        ..PLANNER
    },
    Preset {
        id: "asana",
        name: "Asana",
        columns: &[
            col("Task Name", What::Title),
            col("Due Date", What::At(ISO, ISO)),
            col("Section", What::Field(Post::status)),
            col("Description", What::Everything),
        ],
        source: "https://www.importcsv.com/blog/asana-csv-import",
        caution: Some(k::export::caution::asana),
        ..PLANNER
    },
];

/// The template of 2026 with its 93 columns.
const METRICOOL: &[Column] = &[
    col("Text", What::TextAndLink),
    col("Date", What::At(ISO, ISO)),
    col("Time", What::At("%H:%M:%S", "%H:%M:%S")),
    col("Draft", What::Draft),
    net("Facebook", "facebook"),
    net("Twitter/X", "x"),
    net("LinkedIn", "linkedin"),
    col("GBP", What::Always("FALSE")),
    net("Instagram", "instagram"),
    net("Pinterest", "pinterest"),
    net("TikTok", "tiktok"),
    net("Youtube", "youtube"),
    col("Threads", What::Always("FALSE")),
    col("Bluesky", What::Always("FALSE")),
    none("Picture Url 1"),
    none("Picture Url 2"),
    none("Picture Url 3"),
    none("Picture Url 4"),
    none("Picture Url 5"),
    none("Picture Url 6"),
    none("Picture Url 7"),
    none("Picture Url 8"),
    none("Picture Url 9"),
    none("Picture Url 10"),
    none("Alt text picture 1"),
    none("Alt text picture 2"),
    none("Alt text picture 3"),
    none("Alt text picture 4"),
    none("Alt text picture 5"),
    none("Alt text picture 6"),
    none("Alt text picture 7"),
    none("Alt text picture 8"),
    none("Alt text picture 9"),
    none("Alt text picture 10"),
    none("Document title"),
    none("Shortener"),
    none("Video Thumbnail Url"),
    none("Video Cover Frame"),
    none("Twitter/X Can reply"),
    none("Twitter/X Type"),
    none("Twitter/X Poll Duration minutes"),
    none("Twitter/X Poll Option 1"),
    none("Twitter/X Poll Option 2"),
    none("Twitter/X Poll Option 3"),
    none("Twitter/X Poll Option 4"),
    none("Pinterest Board"),
    none("Pinterest Pin Title"),
    none("Pinterest Pin Link"),
    none("Pinterest Pin New Format"),
    none("Instagram Post Type"),
    none("Instagram Show Reel On Feed"),
    none("Youtube Video Title"),
    none("Youtube Video Type"),
    none("Youtube Video Privacy"),
    none("Youtube video for kids"),
    none("Youtube Video Category"),
    none("Youtube Video Tags"),
    none("Youtube playlist"),
    none("GBP Post Type"),
    none("Facebook Post Type"),
    none("Facebook Title"),
    none("First Comment Text"),
    none("TikTok Title"),
    none("TikTok disable comments"),
    none("TikTok disable duet"),
    none("TikTok disable stitch"),
    none("TikTok Post Privacy"),
    none("TikTok Branded Content"),
    none("TikTok Your Brand"),
    none("TikTok Auto Add Music"),
    none("TikTok Photo Cover Index"),
    none("TikTok musicId"),
    none("TikTok music title"),
    none("TikTok music author"),
    none("TikTok music previewUrl"),
    none("TikTok music thumbnailUrl"),
    none("TikTok music soundVolume"),
    none("TikTok music originalVolume"),
    none("TikTok music startMillis"),
    none("TikTok music endMillis"),
    none("TikTok is AI generated content"),
    none("LinkedIn Type"),
    none("LinkedIn Poll Question"),
    none("LinkedIn Poll Option 1"),
    none("LinkedIn Poll Option 2"),
    none("LinkedIn Poll Option 3"),
    none("LinkedIn Poll Option 4"),
    none("LinkedIn Poll Duration"),
    none("LinkedIn Show link preview"),
    none("LinkedIn Images as Carousel"),
    none("Threads Reply Control"),
    none("Threads Is Spoiler"),
    none("Threads Post Type"),
];
