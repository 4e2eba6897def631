//! Rules J: of the strategy as a whole.
