//! Data that many components hold at once.

use std::ops::Deref;
use std::rc::Rc;
use yew::html::ImplicitClone;

/// A counted pointer that is compared by address.
///
/// Yew compares properties before it draws; comparing two reports of ten thousand certificates field by field
/// would cost more than drawing them.
#[derive(Debug, Default)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Puts a value behind a pointer of its own.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T: Clone> Shared<T> {
    /// The same with a change: the value that others hold stays as it is.
    pub fn changed(&self, change: impl FnOnce(&mut T)) -> Self {
        let mut value = (*self.0).clone();
        change(&mut value);
        Self::new(value)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

/// Lets a reference be given as a property: the clone costs a count.
impl<T> ImplicitClone for Shared<T> {}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
