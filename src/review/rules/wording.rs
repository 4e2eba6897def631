//! Rules L: the wording of texts.
