//! What the exporter is asked for: the files that a worker of its own writes, because their writers are heavy or long at work.
//! Everything a file depends on is in the job, so that the same job gives the same bytes.

use crate::kernel::civil;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// A file that the worker writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// The document for Word.
    Docx,
    /// The document as pages.
    Pdf,
    /// The deck for PowerPoint.
    Pptx,
    /// The deck as pages.
    Slides,
    /// The workbook as tables.
    Xlsx,
}

impl Office {
    /// Every one of them.
    pub const ALL: [Self; 5] = [Self::Docx, Self::Pdf, Self::Pptx, Self::Slides, Self::Xlsx];

    /// What it is called in a job.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Pptx => "pptx",
            Self::Slides => "slides",
            Self::Xlsx => "xlsx",
        }
    }
    /// Ending of its file name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Slides => "pdf",
            other => other.id(),
        }
    }
    /// Kind of the file.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf | Self::Slides => "application/pdf",
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
    /// Font files of the site that its writer must be given, in this order: running text, bold, interface, bold.
    pub const fn fonts(self) -> &'static [&'static str] {
        match self {
            Self::Pdf | Self::Slides => &[
                "literata-400.ttf",
                "literata-600.ttf",
                "golos-400.ttf",
                "golos-600.ttf",
            ],
            Self::Docx | Self::Pptx | Self::Xlsx => &[],
        }
    }
}

/// What is to be written. The texts of the workbooks go beside it: they are long, and nothing looks into them on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Kind of the file.
    pub office: Office,
    /// The moment of making, local time, whole seconds.
    pub now: NaiveDateTime,
    /// What the version is called from which the document tells what has changed, when it does.
    pub since: Option<String>,
}

impl Job {
    /// As a text, to be sent.
    pub fn to_text(&self) -> String {
        let since = self.since.as_deref();
        let moment = self.now.format("%H:%M:%S");
        format!(
            "{}\n{}\n{moment}\n{}{}",
            self.office.id(),
            self.now.date(),
            if since.is_some() { "since " } else { "" },
            since.unwrap_or_default()
        )
    }

    /// Reads such a text; nothing when it is none.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '\n');
        let id = parts.next()?;
        let date: NaiveDate = civil::parse_date(parts.next()?)?;
        let time: NaiveTime = parts.next()?.parse().ok()?;
        Some(Self {
            office: Office::ALL.into_iter().find(|o| o.id() == id)?,
            now: date.and_time(time),
            since: parts.next()?.strip_prefix("since ").map(str::to_owned),
        })
    }
}

/// How far the work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The workbook is read.
    Read,
    /// The document is put together.
    Composed,
}

impl Stage {
    /// Its number, counted from 1.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}

#[cfg(feature = "office")]
mod run {
    use super::{Job, Office, Stage};
    use crate::document::from_json;
    use crate::export::{docx, pdf, pptx, xlsx};
    use crate::modules::Workbook;
    use crate::report::{self, deck};

    /// Why there is no file, in English: for whoever reads the message of a fault.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Failed(pub String);

    fn failed(why: impl std::fmt::Debug) -> Failed {
        Failed(format!("{why:?}"))
    }

    /// Writes the file of a job from the file text of the workbook, and of the version before when the job tells of one. `fonts`
    /// are those of [`Office::fonts`].
    ///
    /// # Errors
    /// [`Failed`] when a text is no workbook, a font is missing or the writer refuses.
    pub fn run(
        job: &Job,
        workbook: &[u8],
        before: &[u8],
        fonts: &[Vec<u8>],
        told: &mut dyn FnMut(Stage),
    ) -> Result<Vec<u8>, Failed> {
        let read = |text: &[u8]| Ok(from_json(text).map_err(failed)?.workbook);
        let w: Workbook = read(workbook)?;
        let before = job.since.as_ref().map(|_| read(before)).transpose()?;
        told(Stage::Read);
        let today = job.now.date();
        let document = || match (&job.since, &before) {
            (Some(since), Some(before)) => report::build_since(&w, today, before, since),
            _ => report::build(&w, today),
        };
        let author = w.frame.author.trim();
        let slides = || deck::build(&w, today);
        let with_fonts = |write: &dyn Fn(&pdf::Options<'_>) -> Result<Vec<u8>, pdf::Failed>| {
            let [text, text_bold, ui, ui_bold] = fonts else {
                return Err(Failed("no fonts".into()));
            };
            let fonts = pdf::Fonts {
                text,
                text_bold,
                ui,
                ui_bold,
                more: &[],
            };
            let options = pdf::Options {
                author,
                date: today,
                fonts: &fonts,
            };
            write(&options).map_err(failed)
        };
        match job.office {
            Office::Pdf => {
                let doc = document();
                told(Stage::Composed);
                with_fonts(&|options| pdf::to_pdf(&doc, options))
            }
            Office::Slides => {
                let deck = slides();
                told(Stage::Composed);
                with_fonts(&|options| pdf::slides::to_pdf(&deck, options))
            }
            Office::Pptx => {
                let deck = slides();
                told(Stage::Composed);
                let options = pptx::Options {
                    author,
                    date: today,
                };
                pptx::to_pptx(&deck, &options).map_err(failed)
            }
            Office::Docx => {
                let doc = document();
                told(Stage::Composed);
                let options = docx::Options {
                    author,
                    date: today,
                    ..docx::Options::default()
                };
                docx::to_docx(&doc, &options).map_err(failed)
            }
            Office::Xlsx => {
                told(Stage::Composed);
                let options = xlsx::Options {
                    locale: report::locale(&w),
                    now: job.now,
                };
                xlsx::to_xlsx(&w, options).map_err(failed)
            }
        }
    }
}

#[cfg(feature = "office")]
pub use run::{Failed, run};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_survives_the_way() {
        let now = NaiveDate::from_ymd_opt(2026, 11, 28)
            .unwrap()
            .and_hms_opt(9, 5, 7)
            .unwrap();
        for office in Office::ALL {
            for since in [None, Some(""), Some("Версия 2,\nвторая строка")] {
                let since = since.map(str::to_owned);
                let job = Job { office, now, since };
                assert_eq!(Job::from_text(&job.to_text()), Some(job));
            }
        }
        for bad in [
            "",
            "docx",
            "exe\n2026-11-28\n09:00:00\n",
            "docx\n2026-13-01\n09:00:00\n",
        ] {
            assert_eq!(Job::from_text(bad), None, "{bad:?}");
        }
    }

    #[cfg(feature = "office")]
    #[test]
    fn a_job_is_written_and_a_bad_text_refused() {
        let now = NaiveDate::from_ymd_opt(2026, 11, 28)
            .unwrap()
            .and_time(NaiveTime::MIN);
        let empty = crate::document::to_json(&crate::modules::Workbook::default());
        for office in Office::ALL {
            let job = Job {
                office,
                now,
                since: None,
            };
            let fonts: Vec<Vec<u8>> = office
                .fonts()
                .iter()
                .map(|f| std::fs::read(format!("public/fonts/{f}")).unwrap())
                .collect();
            let run = |job: &Job, w: &str, before: &str, told: &mut dyn FnMut(Stage)| {
                super::run(job, w.as_bytes(), before.as_bytes(), &fonts, told)
            };
            let mut stages = Vec::new();
            let file = run(&job, &empty, "", &mut |s| stages.push(s)).unwrap();
            assert_eq!(stages, [Stage::Read, Stage::Composed]);
            assert_eq!(run(&job, &empty, "", &mut |_| ()), Ok(file));
            assert!(run(&job, "{", "", &mut |_| ()).is_err());
            let since = Some("x".into());
            assert!(run(&Job { since, ..job }, &empty, "{", &mut |_| ()).is_err());
        }
    }
}
