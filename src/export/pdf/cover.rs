//! Title page, contents, and what stands at the head and foot of every page.

use super::blocks::{Maker, strip};
use super::canvas::{Mark, Page, Target};
use super::flow::{Kind, Placed, Strip, flow};
use super::look::{CLIENT, FOOT, H2, IMPRINT, KIND, MM, MUTED, TEXT, TITLE, WHITE, tabular};
use super::text::{Line, Style, balanced, cut, one_line, wrap};
use super::tree::{NodeId, Part};
use super::{Paper, SIDE, TOP};
use crate::i18n::k;
use crate::report::{Design, Document};
use krilla::image::Image;

/// A logo and its shape: width by height.
pub struct Logo {
    /// The picture.
    pub image: Image,
    /// Width in parts of the height.
    pub ratio: f32,
}

impl Logo {
    /// Width and height in a room, in points.
    pub fn fit(&self, width: f32, height: f32) -> (f32, f32) {
        let h = (width / self.ratio).min(height);
        (h * self.ratio, h)
    }
}

impl Maker<'_> {
    /// The title page; more than one when the title is endless.
    pub fn cover(&mut self, doc: &Document, logo: Option<&Logo>, paper: Paper) -> Vec<Page> {
        let sizes = [TITLE.size, 27.0, 22.0, 17.0, 13.0];
        let node = self.tree.add(None, Part::Section);
        let agency = self.look.design == Design::Agency;
        let room = self.height - 18.0 * MM - logo.map_or(0.0, |_| 32.0 * MM);
        let high =
            |strips: &[Strip]| -> f32 { strips.iter().map(|s| s.before + s.page.height).sum() };
        let long = |size: &f32| {
            let style = Style {
                size: *size,
                ..TITLE
            };
            let lines = wrap(self.faces, &doc.title, &style, self.width).len();
            #[allow(clippy::cast_precision_loss)]
            let height = lines as f32 * style.line();
            height
        };
        // A long title is set smaller, until it leaves half of the page to the rest.
        let size = sizes
            .into_iter()
            .find(|s| long(s) < 0.5 * self.height)
            .unwrap_or(sizes[4]);
        let (head, imprint) = self.cover_strips(doc, size, node, agency);
        let taken = high(&head) + high(&imprint);
        let mut pages = Vec::new();
        if taken > room {
            let all: Vec<Strip> = head.into_iter().chain(imprint).collect();
            for placed in flow(all, self.height) {
                let mut page = paper.page();
                for p in &placed {
                    page.take(&p.page, SIDE, TOP + p.top);
                }
                pages.push(page);
            }
            return pages;
        }
        let mut page = paper.page();
        let mut y = TOP + self.height - 18.0 * MM - taken;
        let split = y + high(&head) + 22.0;
        if agency {
            page.rect(
                Mark::Artifact,
                0.0,
                0.0,
                paper.width,
                split,
                0.0,
                Some(self.look.accent),
                None,
            );
        }
        if let Some(logo) = logo {
            let (w, h) = logo.fit(60.0 * MM, 24.0 * MM);
            if agency {
                page.rect(
                    Mark::Artifact,
                    SIDE,
                    TOP,
                    w + 20.0,
                    h + 20.0,
                    6.0,
                    Some(WHITE),
                    None,
                );
            }
            let pad = if agency { 10.0 } else { 0.0 };
            page.picture(Mark::Artifact, SIDE + pad, TOP + pad, w, h, &logo.image);
        }
        for s in head.iter().chain(&imprint) {
            y += s.before;
            page.take(&s.page, SIDE, y);
            y += s.page.height;
        }
        pages.push(page);
        pages
    }

    /// What stands above and below the edge of the title page.
    fn cover_strips(
        &mut self,
        doc: &Document,
        size: f32,
        node: NodeId,
        agency: bool,
    ) -> (Vec<Strip>, Vec<Strip>) {
        let paint = |style: Style| {
            if agency {
                style.coloured(self.look.accent.ink())
            } else {
                style
            }
        };
        let (kind_style, client_style) = (paint(KIND), paint(CLIENT));
        let title_style = Style {
            size,
            ..paint(TITLE)
        };
        let kind = self.tree.add(Some(node), Part::Paragraph);
        let mut head = self.text(
            Kind::Cover,
            Mark::Node(kind),
            &doc.kind,
            &kind_style,
            0.0,
            0.0,
        );
        let title = self.tree.add(Some(node), Part::Title);
        let lines = balanced(self.faces, &doc.title, &title_style, self.width);
        for (i, line) in lines.iter().enumerate() {
            let above = if i == 0 { 16.0 } else { 0.0 };
            let mut s = strip(
                self.faces,
                Kind::Cover,
                Mark::Node(title),
                0.0,
                line,
                (above, 0.0),
                self.width,
            );
            if i == 0 {
                s.before = 12.0;
                let colour = if agency {
                    title_style.colour
                } else {
                    self.look.accent
                };
                s.page.rect(
                    Mark::Artifact,
                    0.0,
                    0.0,
                    self.width,
                    3.0,
                    0.0,
                    Some(colour),
                    None,
                );
            }
            head.push(s);
        }
        if let Some(client) = &doc.client {
            let n = self.tree.add(Some(node), Part::Paragraph);
            head.extend(self.text(Kind::Cover, Mark::Node(n), client, &client_style, 0.0, 12.0));
        }
        let mut below = Vec::new();
        if !doc.imprint.is_empty() {
            let list = self.tree.add(Some(node), Part::List(false));
            for (i, (label, value)) in doc.imprint.iter().enumerate() {
                let before = if i == 0 { 44.0 } else { 3.0 };
                below.extend(self.imprint(label, value, list, before));
            }
        }
        if doc.sections.is_empty() {
            let n = self.tree.add(Some(node), Part::Paragraph);
            let nothing = doc.locale.t(k::doc::nothing);
            below.extend(self.text(Kind::Cover, Mark::Node(n), nothing, &TEXT, 0.0, 16.0));
        }
        (head, below)
    }

    fn imprint(&mut self, label: &str, value: &str, list: NodeId, before: f32) -> Vec<Strip> {
        let item = self.tree.add(Some(list), Part::Item);
        let of_label = self.tree.add(Some(item), Part::Label);
        let of_value = self.tree.add(Some(item), Part::Body);
        let left = 108.0;
        let labels = wrap(self.faces, label, &IMPRINT.coloured(MUTED), left);
        let values = wrap(self.faces, value, &IMPRINT, self.width - left - 12.0);
        let mut out = Vec::new();
        for i in 0..labels.len().max(values.len()) {
            let mut s = Strip::new(Kind::Cover, self.width, IMPRINT.line());
            let base = IMPRINT.baseline(self.faces);
            if let Some(line) = labels.get(i) {
                s.page.line(Mark::Node(of_label), 0.0, base, line);
            }
            if let Some(line) = values.get(i) {
                s.page.line(Mark::Node(of_value), left + 12.0, base, line);
            }
            out.push(s);
        }
        if let Some(s) = out.first_mut() {
            s.before = before;
        }
        out
    }

    /// The head of a document of one page, instead of title page and contents.
    pub fn masthead(&mut self, doc: &Document, logo: Option<&Logo>) -> Vec<Strip> {
        let node = self.tree.add(None, Part::Section);
        let mut out = Vec::new();
        let mut used = 0.0;
        if let Some(logo) = logo {
            let (w, h) = logo.fit(45.0 * MM, 14.0 * MM);
            let mut s = Strip::new(Kind::Cover, self.width, h + 6.0);
            s.page.picture(Mark::Artifact, 0.0, 0.0, w, h, &logo.image);
            used += s.page.height;
            out.push(s);
        }
        let about: Vec<String> = std::iter::once(doc.kind.clone())
            .chain(doc.client.clone())
            .chain(doc.imprint.iter().map(|(l, v)| format!("{l}: {v}")))
            .collect();
        let title = self.tree.add(Some(node), Part::Title);
        let style = Style {
            size: 22.5,
            ..TITLE
        };
        out.extend(self.text(
            Kind::Cover,
            Mark::Node(title),
            &doc.title,
            &style,
            0.0,
            used.min(6.0),
        ));
        let line = self.tree.add(Some(node), Part::Paragraph);
        out.extend(self.text(
            Kind::Cover,
            Mark::Node(line),
            &about.join(" · "),
            &FOOT,
            0.0,
            4.0,
        ));
        let mut edge = Strip::new(Kind::Cover, self.width, 16.0);
        edge.page.rect(
            Mark::Artifact,
            0.0,
            6.0,
            self.width,
            3.0,
            0.0,
            Some(self.look.accent),
            None,
        );
        out.push(edge);
        for s in &mut out {
            s.keep = true;
        }
        if doc.sections.is_empty() {
            let n = self.tree.add(Some(node), Part::Paragraph);
            let nothing = doc.locale.t(k::doc::nothing);
            out.extend(self.text(Kind::Cover, Mark::Node(n), nothing, &TEXT, 0.0, 6.0));
        }
        if let Some(s) = out.last_mut() {
            s.keep = !doc.sections.is_empty();
        }
        out
    }

    /// The contents, with the page of each section, counted from 1, and how far down its head is.
    pub fn contents(
        &mut self,
        doc: &Document,
        pages: &[(usize, f32)],
        node: NodeId,
    ) -> Vec<Vec<Placed>> {
        let heading = self.tree.add(Some(node), Part::Heading(1));
        let name = doc.locale.t(k::doc::contents);
        let mut out = self.text(Kind::Contents, Mark::Node(heading), name, &H2, 0.0, 0.0);
        for s in &mut out {
            s.keep = true;
        }
        let list = self.tree.add(Some(node), Part::Contents);
        let number = tabular(TEXT.coloured(self.ink()));
        let figures = tabular(TEXT);
        for (i, section) in doc.sections.iter().enumerate() {
            let entry = self.tree.add(Some(list), Part::Entry);
            let link = self.tree.add(Some(entry), Part::Link);
            let mark = Mark::Node(link);
            let (page, down) = pages.get(i).copied().unwrap_or((0, 0.0));
            let says = format!("{} {}", i + 1, one_line(&section.title));
            let to_page = wrap(self.faces, &page.to_string(), &figures, 60.0);
            let right = to_page.first().map_or(0.0, |l| l.width);
            let left = 24.0;
            let lines = wrap(self.faces, &section.title, &TEXT, self.width - left - 48.0);
            let last = lines.len().saturating_sub(1);
            for (n, line) in lines.iter().enumerate() {
                let mut s = strip(
                    self.faces,
                    Kind::Contents,
                    mark,
                    left,
                    line,
                    (0.0, 0.0),
                    self.width,
                );
                let base = TEXT.baseline(self.faces);
                if n == 0 {
                    s.before = if i == 0 { 12.0 } else { 7.0 };
                    for l in wrap(self.faces, &(i + 1).to_string(), &number, left) {
                        s.page.line(mark, 0.0, base, &l);
                        s.page.items.rotate_right(1);
                    }
                }
                if n == last {
                    let dots = self.dots(left + line.width + 6.0, self.width - right - 6.0);
                    if let Some((x, dots)) = dots {
                        s.page.line(Mark::Artifact, x, base, &dots);
                    }
                    for l in &to_page {
                        s.page.line(mark, self.width - right, base, l);
                    }
                }
                s.keep = n < last;
                let height = TEXT.line();
                s.page.link(
                    link,
                    0.0,
                    0.0,
                    self.width,
                    height,
                    Target::Page(page.saturating_sub(1), down),
                    &says,
                );
                out.push(s);
            }
        }
        flow(out, self.height)
    }

    /// Dots between two places, on a grid, so that those of all lines stand below each other.
    fn dots(&self, from: f32, to: f32) -> Option<(f32, Line)> {
        const STEP: f32 = 5.5;
        let style = TEXT.coloured(MUTED);
        let first = (from / STEP).ceil();
        let count = ((to - STEP) / STEP).floor() - first;
        if count < 2.0 {
            return None;
        }
        let dot = wrap(self.faces, ".", &style, 20.0).first()?.width;
        let spaced = Style {
            tracking: (STEP - dot) / style.size,
            ..style
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let text = ".".repeat(count as usize);
        let line = wrap(self.faces, &text, &spaced, f32::MAX)
            .into_iter()
            .next()?;
        Some((first * STEP, line))
    }

    /// What is the same at the head and foot of every page, set once.
    pub fn furniture(&self, doc: &Document, logo: Option<&Logo>, paper: Paper) -> Furniture {
        let right = paper.width - SIDE;
        let mut room = right - SIDE;
        let logo = logo.map(|logo| {
            let (w, h) = logo.fit(32.0 * MM, 7.0 * MM);
            room -= w + 12.0;
            let y = 6.0 * MM + (7.0 * MM - h) / 2.0;
            (logo.image.clone(), right - w, y, w, h)
        });
        // Two lines at most; a long one is set smaller, an endless one is cut.
        let secret = one_line(&self.look.confidential);
        let secret: String = secret.chars().take(600).collect();
        let small = Style { size: 7.0, ..FOOT };
        let mut lines = wrap(self.faces, &secret, &FOOT, room);
        if lines.len() > 2 {
            lines = wrap(self.faces, &secret, &small, room);
        }
        if lines.len() > 2 {
            let kept = lines[0].text();
            let rest = secret.get(kept.len()..).unwrap_or_default();
            lines = vec![lines[0].clone(), cut(self.faces, rest, &small, room)];
        }
        Furniture {
            logo,
            secret: lines,
            title: cut(self.faces, &doc.title, &FOOT, right - SIDE - 36.0),
        }
    }

    /// Puts the head on a page.
    pub fn head_of(&self, page: &mut Page, with: &Furniture, cover: bool, logo: bool) {
        if let Some((image, x, y, w, h)) = with.logo.as_ref().filter(|_| logo) {
            page.picture(Mark::Header, *x, *y, *w, *h, image);
        }
        let mut secret = with.secret.clone();
        if cover && self.look.design == Design::Agency {
            for line in &mut secret {
                line.style.colour = self.look.accent.ink();
            }
        }
        page.lines(Mark::Header, SIDE, 7.0 * MM, &secret, self.faces);
    }

    /// Puts the foot on a page.
    pub fn foot_of(&self, page: &mut Page, with: &Furniture, number: usize) {
        let y = page.height - 16.0 * MM - FOOT.line();
        let number = wrap(self.faces, &number.to_string(), &tabular(FOOT), 60.0);
        let width = number.first().map_or(0.0, |l| l.width);
        let right = page.width - SIDE;
        page.lines(
            Mark::Footer,
            SIDE,
            y,
            std::slice::from_ref(&with.title),
            self.faces,
        );
        page.lines(Mark::Footer, right - width, y, &number, self.faces);
    }
}

/// What is the same at the head and foot of every page.
pub struct Furniture {
    /// The logo, where it stands and its size.
    logo: Option<(Image, f32, f32, f32, f32)>,
    /// Who may read it.
    secret: Vec<Line>,
    title: Line,
}
