//! Rules F of single posts.
