//! Rules C: segments and personas.
