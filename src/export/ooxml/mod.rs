//! What the files of Office have in common: the package, text in XML, geometry of shapes.

pub mod package;
pub mod shape;
pub mod xml;

/// The first line of every part.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
