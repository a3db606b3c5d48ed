//! Arabic letters as they are really written.
