//! What rooms keep in memory on this node: one value of each type, made when first asked for.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// A shelf for the caches of rooms; belongs to one running server, never to the process.
#[derive(Default)]
pub struct Memory(RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Memory").finish_non_exhaustive()
    }
}

impl Memory {
    /// Returns the value of this type, the same one to everybody.
    ///
    /// ```
    /// let memory = data::Memory::default();
    /// let first = memory.get::<std::sync::atomic::AtomicU32>();
    /// first.store(7, std::sync::atomic::Ordering::SeqCst);
    /// assert_eq!(memory.get::<std::sync::atomic::AtomicU32>().load(std::sync::atomic::Ordering::SeqCst), 7);
    /// ```
    pub fn get<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.get_or_insert_with(T::default)
    }

    pub(crate) fn find<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&TypeId::of::<T>()).and_then(|value| Arc::clone(value).downcast().ok())
    }

    pub(crate) fn get_or_insert_with<T: Send + Sync + 'static>(
        &self,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        if let Some(found) = self.find() {
            return found;
        }
        let value = Arc::new(make());
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let kept = known.entry(TypeId::of::<T>()).or_insert_with(|| Arc::clone(&value) as _);
        Arc::clone(kept).downcast().unwrap_or(value)
    }
}
