//! A folder that is read and never written, even where it cannot be.

use std::{io, path::Path, sync::Arc};

use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle,
    WritePtr,
    error::{DeleteError, LockError, OpenReadError, OpenWriteError},
};

/// Opening an index takes a lock, so that no writer clears its files away meanwhile, and the lock
/// is a file. On a read-only disk nobody writes; in a folder of somebody else's the risk is that
/// opening fails and has to be repeated. Both are better than not to be able to read at all.
#[derive(Debug, Clone)]
pub struct Readable(pub MmapDirectory);

impl Directory for Readable {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        or_none(self.0.acquire_lock(lock))
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, changed: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(changed)
    }
}

/// Goes without a lock where the folder may not be written.
fn or_none(taken: Result<DirectoryLock, LockError>) -> Result<DirectoryLock, LockError> {
    match taken {
        Err(LockError::IoError(error))
            if matches!(
                error.kind(),
                io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
            ) =>
        {
            Ok(DirectoryLock::from(Box::new(())))
        }
        taken => taken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_that_may_not_be_written_goes_without_a_lock() {
        let failed = |kind: io::ErrorKind| Err(LockError::wrap_io_error(kind.into()));
        assert!(or_none(failed(io::ErrorKind::ReadOnlyFilesystem)).is_ok());
        assert!(or_none(failed(io::ErrorKind::PermissionDenied)).is_ok());
        assert!(or_none(failed(io::ErrorKind::StorageFull)).is_err());
        assert!(or_none(Err(LockError::LockBusy)).is_err());
    }
}
