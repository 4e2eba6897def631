//! Posts that are nearly the same (rule L3): found by their rarest words, so that each is compared with few.

use crate::kernel::{FastMap, RowId};
use crate::modules::content::Post;
use crate::review::Case;
use crate::review::reading::bit;

/// So many marks must be in both lists: both / (sum - both) is to be `least`. A hair less, so that no rounding decides.
#[allow(clippy::cast_precision_loss)]
fn wanted(a: &[u64], b: &[u64], least: f64) -> f64 {
    least / (1.0 + least) * (a.len() + b.len()) as f64 - 1e-6
}

/// How much two lists of marks in order have in common (Jaccard), 0 to 1; 0 as soon as it is seen to be below `least`.
#[allow(clippy::cast_precision_loss)]
fn likeness(a: &[u64], b: &[u64], least: f64) -> f64 {
    let sum = (a.len() + b.len()) as f64;
    let wanted = wanted(a, b, least);
    let (mut both, mut i, mut j) = (0_usize, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let left = (a.len() - i).min(b.len() - j);
        if ((both + left) as f64) < wanted {
            return 0.0;
        }
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both as f64 / (sum - both as f64).max(1.0)
}

/// Posts that a post is compared with for each of its rarest stems.
const COMPARED: usize = 12;

/// What a post is about, as it is compared with others.
struct About<'a> {
    post: &'a Post,
    /// Marks of its stems, in their order.
    stems: &'a [u64],
    /// A bit for each of them.
    bits: u64,
}

impl About<'_> {
    /// How alike two are, 0 as soon as it is seen to be below `least`. Nearly always the bits tell: each that one has alone
    /// is a stem that the other has not.
    #[allow(clippy::cast_precision_loss)]
    fn likeness(&self, other: &Self, least: f64) -> f64 {
        if (self.common(other) as f64) < wanted(self.stems, other.stems, least) {
            return 0.0;
        }
        likeness(self.stems, other.stems, least)
    }
    /// Stems that two have in common at most, as far as their bits tell.
    fn common(&self, other: &Self) -> usize {
        let of = |one: &Self, bits: u64| one.stems.len() - (one.bits & !bits).count_ones() as usize;
        of(self, other.bits).min(of(other, self.bits))
    }
}

/// A bit for each stem; several may have the same.
fn bits(stems: &[u64]) -> u64 {
    stems.iter().fold(0, |all, stem| all | bit(*stem))
}

/// By how many of its rarest stems a text is looked up: of so many stems two texts that are alike share one.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]
fn prefix(stems: usize, share: f64) -> usize {
    stems + 1 - ((share * stems as f64).ceil() as usize).min(stems)
}

/// Keeps the `most` smallest.
fn keep(rare: &mut Vec<(u32, u64)>, one: (u32, u64), most: usize) {
    let at = rare.binary_search(&one).unwrap_or_else(|at| at);
    rare.insert(at, one);
    rare.truncate(most);
}

/// Groups of nearly equal posts of one channel: first, last, how many, and how like the last is to the first. Two texts
/// that share nine stems of ten share one of their rarest, so each post is compared with few.
#[allow(clippy::cast_precision_loss)]
pub(super) fn near(case: &Case<'_>, share: f64, letters: f64) -> Vec<(RowId, RowId, usize, f64)> {
    // How many posts have a stem; the stems of all posts one behind the other by their places in these counts, because
    // each is asked for twice.
    let (mut counts, mut places): (Vec<u32>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut known: FastMap<u64, usize> = FastMap::default();
    let mut texts = Vec::new();
    for (post, read) in case.texts() {
        let body = read.said.last().and_then(Option::as_ref);
        let Some(reading) = body.filter(|r| r.letters as f64 >= letters) else {
            continue;
        };
        let stems = reading.about();
        for stem in stems {
            let at = known.get(stem).copied().unwrap_or_else(|| {
                known.insert(*stem, counts.len());
                counts.push(0);
                counts.len() - 1
            });
            if let Some(n) = counts.get_mut(at) {
                *n += 1;
            }
            places.push(at);
        }
        texts.push(About {
            post,
            stems,
            bits: bits(stems),
        });
    }
    let mut places = places.into_iter();
    let mut often = move || places.next().and_then(|at| counts.get(at).copied());
    // Each group is kept by its first post.
    let mut groups: Vec<(usize, usize, usize, f64)> = Vec::new();
    let mut heads: FastMap<(u64, u64), Vec<usize>> = FastMap::default();
    let mut rare: Vec<(u32, u64)> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let most = prefix(text.stems.len(), share);
        rare.clear();
        for stem in text.stems {
            keep(&mut rare, (often().unwrap_or_default(), *stem), most);
        }
        let channel = text.post.channel.map_or(0, |c| c.0);
        let keys = || rare.iter().map(|(_, stem)| (*stem, channel));
        let mut like = None;
        for group in keys().filter_map(|k| heads.get(&k)).flatten() {
            let first = groups.get(*group).and_then(|(first, ..)| texts.get(*first));
            let Some(first) = first else {
                continue;
            };
            let likeness = text.likeness(first, share);
            if likeness >= share {
                like = Some((*group, likeness));
                break;
            }
        }
        if let Some((group, likeness)) = like {
            if let Some(one) = groups.get_mut(group) {
                *one = (one.0, at, one.2 + 1, likeness);
            }
            continue;
        }
        groups.push((at, at, 1, 1.0));
        for key in keys() {
            let all = heads.entry(key).or_default();
            if all.len() < COMPARED {
                all.push(groups.len() - 1);
            }
        }
    }
    let id = |at: usize| texts.get(at).map(|t| t.post.id);
    let groups = groups.into_iter().filter(|g| g.2 > 1);
    groups
        .filter_map(|(first, last, n, likeness)| Some((id(first)?, id(last)?, n, likeness)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::Workbook;

    fn about<'a>(post: &'a Post, stems: &'a [u64]) -> About<'a> {
        About {
            post,
            stems,
            bits: bits(stems),
        }
    }

    #[test]
    fn bits_rule_out_only_what_is_not_alike() {
        let post = Post::default();
        let mut dice = 7_u64;
        let mut roll = |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (dice >> 33) % sides
        };
        let mut alike = 0;
        for _ in 0..20_000 {
            let whole: Vec<u64> = (0..30).map(|n| (n << 58) + n * 2 + 1).collect();
            let mut some = || {
                let mut some: Vec<u64> = whole.clone();
                for _ in 0..roll(4) {
                    some.remove(roll(20) as usize);
                }
                some.sort_unstable();
                some
            };
            let (a, b) = (some(), some());
            let about = |stems| about(&post, stems);
            let exact = likeness(&a, &b, 0.0);
            let quick = about(&a).likeness(&about(&b), 0.9);
            if exact >= 0.9 {
                assert!((exact - quick).abs() < 1e-12, "{a:?} {b:?}");
                alike += 1;
            } else {
                assert!(quick < 0.9, "{a:?} {b:?}");
            }
        }
        assert!((1000..19_000).contains(&alike), "{alike}");
    }

    #[test]
    fn likeness_is_what_is_in_both_of_all() {
        let of = |a: &[u64], b: &[u64], least| format!("{:.3}", likeness(a, b, least));
        assert_eq!(of(&[1, 2, 3, 4], &[2, 3, 4, 5], 0.6), "0.600");
        assert_eq!(of(&[1, 2, 3, 4], &[2, 3, 4, 5], 0.7), "0.000");
        assert_eq!(of(&[10, 11, 12, 13], &[1, 2, 10, 11], 0.5), "0.000");
        assert_eq!(of(&[1, 2, 10, 11], &[10, 11, 12, 13], 0.5), "0.000");
        assert_eq!(of(&[1, 2], &[1, 2], 1.0), "1.000");
        assert_eq!(of(&[], &[], 0.0), "0.000");
        assert_eq!(of(&[1], &[], 0.5), "0.000");
    }

    #[test]
    fn bits_tell_how_much_two_may_share() {
        let post = Post::default();
        let stem = |bit: u64, n: u64| (bit << 58) + n;
        // Two stems of one bit count once, so the bits promise more than there is.
        let (a, b) = (
            [stem(1, 0), stem(2, 0), stem(2, 1), stem(3, 0)],
            [stem(2, 0), stem(3, 0), stem(4, 0)],
        );
        assert_eq!(bits(&a), 0b1110);
        assert_eq!(about(&post, &a).common(&about(&post, &b)), 2);
        assert_eq!(about(&post, &b).common(&about(&post, &a)), 2);
        assert_eq!(about(&post, &a[..2]).common(&about(&post, &a)), 2);
    }

    #[test]
    fn a_text_is_looked_up_by_its_rarest_stems() {
        let most = [0, 1, 10, 11, 20, 35].map(|n| prefix(n, 0.9));
        assert_eq!(most, [1, 1, 2, 2, 3, 4]);
        assert_eq!(prefix(10, 0.0), 11);
        let mut rare = Vec::new();
        for one in [(7, 1), (2, 9), (5, 3), (2, 4), (9, 0), (1, 8)] {
            keep(&mut rare, one, 3);
        }
        assert_eq!(rare, [(1, 8), (2, 4), (2, 9)]);
    }

    /// So many other posts of the same words stand before the two that only the rare words lead to the first of them.
    #[test]
    fn two_of_a_kind_are_found_behind_many_posts_of_the_same_words() {
        let word = |n: usize| {
            let letter = |n: usize| char::from(b"bcdfghjklmnpqrtvwxz"[n % 19]);
            format!("{}{}{}q", letter(n), letter(n / 19), letter(n * 7 + 3))
        };
        let common: Vec<String> = (0..18).map(word).collect();
        let own = |n: usize| format!("{} {}", word(100 + 2 * n), word(101 + 2 * n));
        let mut w = Workbook::default();
        for n in (0..40).chain([40, 40]) {
            w.content.posts.push(Post {
                id: RowId(w.content.posts.len() as u64 + 1),
                body: format!("{} {}", common.join(" "), own(n)),
                ..Post::default()
            });
        }
        let case = Case::new(&w, chrono::NaiveDate::default());
        let found: Vec<_> = near(&case, 0.9, 40.0);
        assert_eq!(found, [(RowId(41), RowId(42), 2, 1.0)]);
    }
}
