//! Results to standard output, or to a file that appears whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};

/// Where results go.
pub enum Output {
    /// Standard output, or a device: straight there.
    Stream(BufWriter<Box<dyn Write + Send>>),
    /// A file: beside its place until it is complete.
    File(Whole),
}

/// A file that takes its name when it is complete. Dropped before, it leaves nothing behind.
pub struct Whole {
    writer: Option<BufWriter<File>>,
    beside: PathBuf,
    place: PathBuf,
}

impl Output {
    /// `path`, or standard output without one.
    pub fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Stream(BufWriter::with_capacity(1 << 16, Box::new(io::stdout()))));
        };
        // A link keeps pointing where it does: the file behind it is replaced.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let old = fs::metadata(&place).ok();
        if old.as_ref().is_some_and(|old| !old.is_file() && !old.is_dir()) {
            let device = OpenOptions::new().write(true).open(&place)?;
            return Ok(Self::Stream(BufWriter::new(Box::new(device))));
        }
        if old.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let beside = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        let whole = Whole { writer: Some(BufWriter::with_capacity(1 << 16, file)), beside, place };
        if let Some(old) = old {
            fs::set_permissions(&whole.beside, old.permissions())?;
        }
        Ok(Self::File(whole))
    }

    /// Whether results appear on a terminal.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Stream(_)) && io::stdout().is_terminal()
    }

    /// Everything has been written: make it last.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Stream(mut stream) => stream.flush(),
            Self::File(mut whole) => {
                if let Some(writer) = whole.writer.take() {
                    let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
                    file.sync_all()?;
                    fs::rename(&whole.beside, &whole.place)?;
                    whole.beside.clear();
                }
                Ok(())
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(stream) => stream.write(bytes),
            Self::File(whole) => match &mut whole.writer {
                Some(writer) => writer.write(bytes),
                None => Err(io::Error::other("the file is closed")),
            },
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.flush(),
            Self::File(whole) => whole.writer.as_mut().map_or(Ok(()), Write::flush),
        }
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if !self.beside.as_os_str().is_empty() {
            // Without its buffer, so that nothing is written to a file that goes.
            drop(self.writer.take().map(BufWriter::into_parts));
            drop(fs::remove_file(&self.beside));
        }
    }
}

/// Ends a program over a failed write: quietly if the reader of a pipe has seen enough, as `head` does.
pub fn ended(error: &io::Error, report: super::Report) -> std::process::ExitCode {
    if error.kind() == io::ErrorKind::BrokenPipe {
        report.finish()
    } else {
        report.fatal(format_args!("cannot write the results: {error}"))
    }
}

/// Keeps the type of standard output in one place: it must be `Send` for the filters.
const _: fn() = || {
    fn sendable<T: Send>() {}
    sendable::<Stdout>();
    sendable::<Output>();
};
