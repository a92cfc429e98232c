//! What a deployed program may do besides answering, if it was granted it.
//!
//! | grant | under `[grants]` in wardian.toml |
//! | --- | --- |
//! | ask other servers | `fetch = ["api.example.org:443"]` |
//! | keep bytes between requests | `kv = true` |
//!
//! A function that fails gives an [`Error`], with [`Code::NotGranted`] where the grant is missing: also in the browser
//! and with `wardian run`. A program that does not call these functions does not import them.
//!
//! ```
//! let visits = edge::kv_add("visits", 1)?;
//! let plants = edge::fetch("http://api.example.org/plants")?.text();
//! let answer = edge::request("http://api.example.org/plants").method("PUT").body("fern").fetch()?;
//! ```

use std::fmt;
use std::io;
use std::time::Duration;

mod host {
    #[link(wasm_import_module = "edge")]
    unsafe extern "C" {
        pub fn send(head: *const u8, head_size: usize, body: *const u8, body_size: usize, timeout_ms: u32, most: u32) -> i32;
        pub fn select(handles: *const super::Handle, count: usize, timeout_ms: u32) -> i32;
        pub fn head(handle: i32, buffer: *mut u8, capacity: usize) -> i32;
        pub fn read(handle: i32, buffer: *mut u8, capacity: usize) -> i32;
        pub fn close(handle: i32) -> i32;
        pub fn kv_get(key: *const u8, key_size: usize, buffer: *mut u8, capacity: usize) -> i32;
        pub fn kv_set(key: *const u8, key_size: usize, value: *const u8, size: usize) -> i32;
        pub fn kv_append(key: *const u8, key_size: usize, value: *const u8, size: usize) -> i32;
        pub fn kv_add(key: *const u8, key_size: usize, by: i64, result: *mut i64) -> i32;
        pub fn kv_swap(
            key: *const u8,
            key_size: usize,
            expected: *const u8,
            expected_size: usize,
            value: *const u8,
            size: usize,
        ) -> i32;
        pub fn kv_delete(key: *const u8, key_size: usize) -> i32;
        pub fn kv_keys(
            prefix: *const u8,
            prefix_size: usize,
            after: *const u8,
            after_size: usize,
            buffer: *mut u8,
            capacity: usize,
        ) -> i32;
        pub fn message(buffer: *mut u8, capacity: usize) -> i32;
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// The same numbers in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// The deployment was not granted this.
    NotGranted = 1,
    /// An argument is wrong: an address, a key, a handle.
    Invalid = 2,
    /// No more fetches in this request.
    TooMany = 3,
    /// The name leads to a network that is out of bounds.
    ForbiddenAddress = 4,
    /// No connection, or the other side broke it off.
    Unreachable = 5,
    /// No answer in time.
    TimedOut = 6,
    /// More bytes than are allowed.
    TooLarge = 7,
    /// No such key.
    NotFound = 8,
    /// The deployment's storage is full.
    Full = 9,
}

const CODES: [Code; 9] = [
    Code::NotGranted,
    Code::Invalid,
    Code::TooMany,
    Code::ForbiddenAddress,
    Code::Unreachable,
    Code::TimedOut,
    Code::TooLarge,
    Code::NotFound,
    Code::Full,
];

/// `code` says which kind of error, `message` what happened, in words.
#[derive(Clone, Debug)]
pub struct Error {
    pub code: Code,
    pub message: String,
}

impl Error {
    fn of(result: i32) -> Error {
        let known = CODES.into_iter().find(|&code| code as i32 == -result);
        let words = filled(|buffer, capacity| unsafe { host::message(buffer, capacity) });
        Error {
            code: known.unwrap_or(Code::Invalid),
            message: words.map(text).unwrap_or_default(),
        }
    }

    fn invalid(message: &str) -> Error {
        Error { code: Code::Invalid, message: message.to_owned() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<Error> for io::Error {
    fn from(error: Error) -> io::Error {
        let kind = match error.code {
            Code::NotGranted | Code::ForbiddenAddress => io::ErrorKind::PermissionDenied,
            Code::TimedOut => io::ErrorKind::TimedOut,
            Code::NotFound => io::ErrorKind::NotFound,
            Code::Invalid => io::ErrorKind::InvalidInput,
            _ => io::ErrorKind::Other,
        };
        io::Error::new(kind, error)
    }
}

/// A fetch under way, or one whose answer has come. It can be read as any [`io::Read`].
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle(i32);

impl io::Read for Handle {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(read(*self, buffer)?)
    }
}

/// What to ask for; made by [`request`].
#[derive(Clone, Debug)]
pub struct Request {
    url: String,
    method: Option<String>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    timeout: Option<Duration>,
    most: u32,
}

/// A request for [`Request::fetch`] or [`Request::send`].
pub fn request(url: &str) -> Request {
    Request { url: url.to_owned(), method: None, headers: Vec::new(), body: Vec::new(), timeout: None, most: 0 }
}

impl Request {
    /// GET, or POST if there is a body, unless it is said here.
    pub fn method(mut self, method: &str) -> Request {
        self.method = Some(method.to_owned());
        self
    }

    /// One more header.
    pub fn header(mut self, name: &str, value: &str) -> Request {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn body(mut self, body: impl AsRef<[u8]>) -> Request {
        self.body = body.as_ref().to_vec();
        self
    }

    /// How long to wait for the answer. The edge has a limit of its own.
    pub fn timeout(mut self, timeout: Duration) -> Request {
        self.timeout = Some(timeout);
        self
    }

    /// The largest body to accept, in bytes. The edge has a limit of its own.
    pub fn most(mut self, bytes: u32) -> Request {
        self.most = bytes;
        self
    }

    /// Ask, wait, and read the whole answer. Whatever its status is, it is no error.
    pub fn fetch(self) -> Result<Response> {
        receive(self.send()?)
    }

    /// Ask without waiting.
    pub fn send(self) -> Result<Handle> {
        let by_default = if self.body.is_empty() { "GET" } else { "POST" };
        let mut head = format!("{} {}\n", self.method.as_deref().unwrap_or(by_default), line(&self.url)?);
        for (name, value) in &self.headers {
            head += &format!("{}: {}\n", line(name)?, line(value)?);
        }
        let result = unsafe {
            host::send(
                head.as_ptr(),
                head.len(),
                self.body.as_ptr(),
                self.body.len(),
                milliseconds(self.timeout),
                self.most,
            )
        };
        Ok(Handle(checked(result)?))
    }
}

/// The top of an answer: its `status`, from 100 to 599, and its `headers` in the order in which they came.
#[derive(Clone, Debug)]
pub struct Head {
    pub status: u16,
    pub headers: Vec<(String, String)>,
}

impl Head {
    /// The value of the first header of that name, in upper or lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }
}

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// The value of the first header of that name, in upper or lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }

    /// The body as UTF-8; what is not valid in it becomes U+FFFD.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// GET a URL, wait, and read the whole answer. Whatever its status is, it is no error.
pub fn fetch(url: &str) -> Result<Response> {
    request(url).fetch()
}

/// GET a URL without waiting: gives a handle for [`select`], [`receive`], [`head`], [`read`] and [`close`].
pub fn send(url: &str) -> Result<Handle> {
    request(url).send()
}

/// Wait for the first to have an answer or to have failed: gives its index in `handles`.
///
/// A `timeout` of zero only looks; without one it waits as long as the edge allows.
pub fn select(handles: &[Handle], timeout: Option<Duration>) -> Result<usize> {
    let waiting = timeout.map_or(u32::MAX, |time| u32::try_from(time.as_millis()).unwrap_or(u32::MAX));
    let result = unsafe { host::select(handles.as_ptr(), handles.len(), waiting) };
    Ok(checked(result)? as usize)
}

/// Wait for the whole answer and close the handle.
pub fn receive(mut handle: Handle) -> Result<Response> {
    let received = head(handle).and_then(|head| {
        let mut body = Vec::new();
        match io::Read::read_to_end(&mut handle, &mut body) {
            Ok(_) => Ok(Response { status: head.status, headers: head.headers, body }),
            Err(error) => Err(error.downcast::<Error>().unwrap_or_else(|other| Error::invalid(&other.to_string()))),
        }
    });
    let closed = close(handle);
    received.and_then(|response| closed.map(|()| response))
}

/// Wait for the status and the headers.
pub fn head(handle: Handle) -> Result<Head> {
    let head = text(filled(|buffer, capacity| unsafe { host::head(handle.0, buffer, capacity) })?);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.parse().ok()).unwrap_or(0);
    let pairs = lines.filter_map(|line| line.split_once(':'));
    let headers = pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect();
    Ok(Head { status, headers })
}

/// Wait for the next bytes of the body: gives how many, 0 at its end.
pub fn read(handle: Handle, buffer: &mut [u8]) -> Result<usize> {
    Ok(checked(unsafe { host::read(handle.0, buffer.as_mut_ptr(), buffer.len()) })? as usize)
}

/// Give up an answer, whether it has come or not.
pub fn close(handle: Handle) -> Result<()> {
    checked(unsafe { host::close(handle.0) }).map(|_| ())
}

/// The value, None if there is none.
pub fn kv_get(key: &str) -> Result<Option<Vec<u8>>> {
    match filled(|buffer, capacity| unsafe { host::kv_get(key.as_ptr(), key.len(), buffer, capacity) }) {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.code == Code::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

pub fn kv_set(key: &str, value: impl AsRef<[u8]>) -> Result<()> {
    let value = value.as_ref();
    checked(unsafe { host::kv_set(key.as_ptr(), key.len(), value.as_ptr(), value.len()) }).map(|_| ())
}

/// Put `value` at the end of what is there, in one step: gives the new size in bytes.
pub fn kv_append(key: &str, value: impl AsRef<[u8]>) -> Result<usize> {
    let value = value.as_ref();
    Ok(checked(unsafe { host::kv_append(key.as_ptr(), key.len(), value.as_ptr(), value.len()) })? as usize)
}

/// Add to a number, in one step: gives what it is then. It is kept as decimal text; none counts as 0.
pub fn kv_add(key: &str, by: i64) -> Result<i64> {
    let mut result = 0;
    checked(unsafe { host::kv_add(key.as_ptr(), key.len(), by, &mut result) })?;
    Ok(result)
}

/// Set the value, in one step, only if it is still the expected one (None: if there is none): says whether it was.
pub fn kv_swap(key: &str, expected: Option<&[u8]>, value: impl AsRef<[u8]>) -> Result<bool> {
    let value = value.as_ref();
    let (at, size) = expected.map_or((std::ptr::null(), usize::MAX), |expected| (expected.as_ptr(), expected.len()));
    Ok(checked(unsafe { host::kv_swap(key.as_ptr(), key.len(), at, size, value.as_ptr(), value.len()) })? == 1)
}

/// Whether there was one.
pub fn kv_delete(key: &str) -> Result<bool> {
    Ok(checked(unsafe { host::kv_delete(key.as_ptr(), key.len()) })? == 1)
}

/// The keys that start with `prefix`, in order.
pub fn kv_keys(prefix: &str) -> Result<Vec<String>> {
    let mut keys: Vec<String> = Vec::new();
    loop {
        let after = keys.last().map_or("", String::as_str);
        let more = filled(|buffer, capacity| unsafe {
            host::kv_keys(prefix.as_ptr(), prefix.len(), after.as_ptr(), after.len(), buffer, capacity)
        })?;
        if more.is_empty() {
            return Ok(keys);
        }
        keys.extend(text(more).split_terminator('\0').map(str::to_owned));
    }
}

fn checked(result: i32) -> Result<i32> {
    if result < 0 { Err(Error::of(result)) } else { Ok(result) }
}

/// All that a function of the host gives which copies only what fits.
fn filled(mut call: impl FnMut(*mut u8, usize) -> i32) -> Result<Vec<u8>> {
    let mut buffer = vec![0; 1024];
    loop {
        let size = checked(call(buffer.as_mut_ptr(), buffer.len()))? as usize;
        if size <= buffer.len() {
            buffer.truncate(size);
            return Ok(buffer);
        }
        buffer.resize(size, 0);
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

fn first<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn line(text: &str) -> Result<&str> {
    if text.contains(['\n', '\r']) {
        return Err(Error::invalid("An address, a header's name or its value has a line break in it."));
    }
    Ok(text)
}

/// 0 leaves it to the edge.
fn milliseconds(time: Option<Duration>) -> u32 {
    time.map_or(0, |time| u32::try_from(time.as_millis()).unwrap_or(u32::MAX).max(1))
}
