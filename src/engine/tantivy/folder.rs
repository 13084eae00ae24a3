//! The folder of an index, in two ways of ours: it can be read where it cannot be written, and its
//! files have the mode that the process gives its files.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle,
    WritePtr,
    error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
};

/// The mode of files, before the process's mask takes from it.
#[cfg(unix)]
const MODE: u32 = 0o666;

/// The folder of an index.
#[derive(Debug, Clone)]
pub struct Folder {
    inner: MmapDirectory,
    path: PathBuf,
    /// Opening an index takes a lock, so that no writer clears its files away meanwhile, and the
    /// lock is a file. On a read-only disk nobody writes; in a folder of somebody else's the risk
    /// is that opening fails and has to be repeated. Both are better than not to be able to read.
    without_lock: bool,
}

impl Folder {
    /// To be read only; works where nothing may be written.
    pub fn read_only(path: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Folder {
            without_lock: true,
            ..Folder::writable(path)?
        })
    }

    /// To be written.
    pub fn writable(path: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Folder {
            inner: MmapDirectory::open(path)?,
            path: path.to_owned(),
            without_lock: false,
        })
    }
}

impl Directory for Folder {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let taken = self.inner.acquire_lock(lock);
        if self.without_lock {
            or_none(taken)
        } else {
            taken
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.inner.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    /// As tantivy does it, but for the mode: its temporary files can be read by their owner alone,
    /// and the lists of segments would be such, so that no other user's server could open the index.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let mut partial = tempfile::Builder::new();
        #[cfg(unix)]
        partial.permissions(std::os::unix::fs::PermissionsExt::from_mode(MODE));
        let mut partial = partial.tempfile_in(&self.path)?;
        partial.write_all(data)?;
        partial.as_file().sync_data()?;
        partial.persist(self.path.join(path))?;
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn watch(&self, changed: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(changed)
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
