//! Rules F: the content plan.
