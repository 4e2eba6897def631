//! Rules E: the rubricator.
