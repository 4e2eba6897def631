//! How long the text of a post may be on its channel.

use super::model::Post;
use crate::data::{self, Confidence};
use crate::modules::Workbook;

/// A limit in characters, and the day it was known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLimit {
    /// Characters.
    pub chars: usize,
    /// Date of the knowledge, as in the data file; blank when the user corrected the limit.
    pub as_of: &'static str,
}

/// Formats whose text is a caption under a picture or a video.
const CAPTIONED: &[&str] = &["photo", "carousel", "video", "clip", "ugc"];

/// The limit of a post's text, when its channel is chosen and documents one. Weakly documented ones are
/// not used; what the user corrected on the channels page wins.
pub fn text_limit(w: &Workbook, post: &Post) -> Option<TextLimit> {
    let channel = w
        .channels
        .channels
        .iter()
        .find(|c| Some(c.id) == post.channel)?;
    let facts = data::channel(channel.platform.id())?.limits;
    let ids: &[&str] = match post.format.id() {
        "article" => &["article", "post", "message"],
        f if CAPTIONED.contains(&f) => &["caption", "post", "message"],
        _ => &["post", "message", "caption"],
    };
    ids.iter().find_map(|id| {
        let own = w
            .channels
            .overrides
            .iter()
            .find(|o| o.platform == channel.platform && o.fact == *id);
        let own = own.and_then(|o| o.value.value()).map(|n| (n, ""));
        let known = || {
            let fact = facts
                .iter()
                .find(|f| f.id == *id && f.unit == "chars" && f.confidence != Confidence::Low)?;
            Some((fact.value?, fact.as_of))
        };
        let (n, as_of) = own.or_else(known).filter(|(n, _)| (1.0..1e7).contains(n))?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(TextLimit {
            chars: n as usize,
            as_of,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;
    use crate::modules::channels::{Channel, LimitOverride};

    fn limit(platform: &str, format: &str, overrides: Vec<LimitOverride>) -> Option<usize> {
        let mut w = Workbook::default();
        w.channels.channels.push(Channel {
            id: RowId(1),
            platform: platform.into(),
            ..Channel::default()
        });
        w.channels.overrides = overrides;
        let post = Post {
            channel: Some(RowId(1)),
            format: format.into(),
            ..Post::default()
        };
        text_limit(&w, &post).map(|l| l.chars)
    }

    #[test]
    fn the_limit_is_that_of_the_channel_and_the_format() {
        assert_eq!(limit("telegram", "post", vec![]), Some(4096));
        assert_eq!(limit("telegram", "photo", vec![]), Some(1024));
        assert_eq!(limit("x", "post", vec![]), Some(280));
        assert_eq!(limit("", "post", vec![]), None);
        let own = LimitOverride {
            platform: "x".into(),
            fact: "post".into(),
            value: "300".into(),
            ..LimitOverride::default()
        };
        assert_eq!(limit("x", "post", vec![own]), Some(300));
    }
}
