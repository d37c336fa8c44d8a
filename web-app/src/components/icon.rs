use crate::words::Tone;
use yew::prelude::*;

/// The pictures of the page. All are drawn with lines of the text's colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// A tick in a ring: good.
    Good,
    /// A cross in an octagon: critical.
    Critical,
    /// A cross in a ring: error.
    Error,
    /// A triangle with an exclamation mark: warning.
    Warning,
    /// An i in a ring: worth knowing.
    Info,
    /// Points right; turned when its owner is open.
    Chevron,
    /// Two sheets.
    Copy,
    /// A dustbin.
    Remove,
    /// A sheet of paper.
    File,
    /// A folder.
    Folder,
    /// A clipboard.
    Paste,
    /// An arrow into a tray.
    Print,
    /// A lens.
    Lens,
    /// The sun.
    Light,
    /// The moon.
    Dark,
    /// A screen.
    System,
    /// A closed padlock.
    Lock,
    /// A clock.
    Wait,
    /// A minus sign in a ring: not there.
    Absent,
    /// A plus sign in a ring: there beyond need.
    Extra,
    /// Two arrows round a ring: replaced by something newer.
    Stale,
}

impl From<Tone> for Glyph {
    fn from(tone: Tone) -> Self {
        match tone {
            Tone::Good => Self::Good,
            Tone::Critical => Self::Critical,
            Tone::Error => Self::Error,
            Tone::Warning => Self::Warning,
            Tone::Info => Self::Info,
        }
    }
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Good => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M7.5 12.5l3 3 6-6.5",
            Self::Critical => "M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6",
            Self::Error => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9l6 6M15 9l-6 6",
            Self::Warning => "M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.3",
            Self::Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.5M12 7.5v.3",
            Self::Chevron => "M9 5l7 7-7 7",
            Self::Copy => "M9 9h11v12H9zM5 15H4V3h11v2",
            Self::Remove => "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6",
            Self::File => "M6 3h8l5 5v13H6zM14 3v5h5",
            Self::Folder => "M3 6h6l2 2.5h10V19H3z",
            Self::Paste => "M8 5H5v16h14V5h-3M8 3h8v4H8zM8.5 12h7M8.5 16h5",
            Self::Print => "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z",
            Self::Lens => "M10.5 3.5a7 7 0 1 0 0 14 7 7 0 0 0 0-14M15.7 15.7 21 21",
            Self::Light => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22\
                 M5 5l1.7 1.7M17.3 17.3 19 19M5 19l1.7-1.7M17.3 6.7 19 5"
            }
            Self::Dark => "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
            Self::System => "M3 4h18v12H3zM9 20h6M12 16v4",
            Self::Wait => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5V12l3.5 2.5",
            Self::Absent => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12h8",
            Self::Extra => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12h8M12 8v8",
            Self::Stale => "M20 11a8 8 0 0 0-14.5-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 4L20 15M20 20v-5h-5",
            Self::Lock => "M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11",
        }
    }
}

/// A picture beside words that say the same; screen readers pass it over.
pub fn icon(glyph: impl Into<Glyph>) -> Html {
    let glyph = glyph.into();
    let class = if glyph == Glyph::Chevron { "icon chevron" } else { "icon" };
    html! {
        <svg {class} viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={glyph.path()} /></svg>
    }
}
