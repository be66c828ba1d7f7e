//! How the content of a file is kept: readable with a digest, or encrypted.
//!
//! Both begin with [`MAGIC`], the version and the kind. The name of the file and the set of
//! libraries are authenticated with the content, so that no file can stand in for another.

use crate::Entropy;
use crate::segment::{MAX_FILE_BYTES, Refused};
use crate::state::LibraryId;
use crate::text::{hex, unhex};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

const MAGIC: &[u8; 13] = b"paperboy-sync";
/// The version of the form of a file.
const VERSION: u8 = 1;
const PLAIN: u8 = 0;
const ENCRYPTED: u8 = 1;
const HEAD_BYTES: usize = MAGIC.len() + 2;
const NONCE_BYTES: usize = 24;
const DIGEST_BYTES: usize = 32;
/// No encrypted content is smaller, in bytes.
const MIN_PADDED_BYTES: u64 = 4096;

/// The key that all files of a set are encrypted with.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey(pub(crate) Zeroizing<[u8; 32]>);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey")
    }
}

impl MasterKey {
    pub(crate) fn random(entropy: Entropy<'_>) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        entropy(&mut *key);
        Self(key)
    }

    /// As it is kept in a keyring.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(hex(&*self.0))
    }

    /// As it was kept in a keyring.
    pub fn from_text(text: &str) -> Option<Self> {
        unhex(text).map(|key| Self(Zeroizing::new(key)))
    }
}

/// How the files of a set are kept.
#[derive(Debug, Clone)]
pub struct Seal {
    /// The set.
    pub library: LibraryId,
    /// The key; `None`: files are readable.
    pub key: Option<MasterKey>,
}

impl Seal {
    fn head(&self) -> [u8; HEAD_BYTES] {
        let mut head = [0; HEAD_BYTES];
        head[..MAGIC.len()].copy_from_slice(MAGIC);
        head[MAGIC.len()] = VERSION;
        head[MAGIC.len() + 1] = if self.key.is_some() { ENCRYPTED } else { PLAIN };
        head
    }

    fn bound(&self, head: &[u8], name: &str) -> Vec<u8> {
        [head, &self.library.0, name.as_bytes()].concat()
    }

    /// The bytes of a file with this name.
    pub(crate) fn close(&self, name: &str, content: &[u8], entropy: Entropy<'_>) -> Vec<u8> {
        let head = self.head();
        let bound = self.bound(&head, name);
        match &self.key {
            None => [&head[..], &digest(&bound, content), content].concat(),
            Some(key) => {
                let mut padded = (content.len() as u64).to_le_bytes().to_vec();
                padded.extend_from_slice(content);
                padded.resize(padded_length(padded.len() as u64) as usize, 0);
                let sealed = encrypt(key, &padded, &bound, entropy);
                padded.zeroize();
                [&head[..], &sealed].concat()
            }
        }
    }

    /// The content of a file with this name.
    pub(crate) fn open(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, Refused> {
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(Refused::TooLarge);
        }
        let Some((head, body)) = bytes.split_at_checked(HEAD_BYTES) else {
            return Err(Refused::NotOurs);
        };
        if !head.starts_with(MAGIC) {
            return Err(Refused::NotOurs);
        }
        if head[MAGIC.len()] > VERSION {
            return Err(Refused::Newer);
        }
        if head != self.head() {
            return Err(Refused::Altered);
        }
        let bound = self.bound(head, name);
        match &self.key {
            None => {
                let Some((sum, content)) = body.split_at_checked(DIGEST_BYTES) else {
                    return Err(Refused::Altered);
                };
                if sum == digest(&bound, content) {
                    Ok(content.to_vec())
                } else {
                    Err(Refused::Altered)
                }
            }
            Some(key) => {
                let padded = decrypt(key, body, &bound).ok_or(Refused::Altered)?;
                let (length, content) = padded.split_at_checked(8).ok_or(Refused::Altered)?;
                let length = u64::from_le_bytes(length.try_into().map_err(|_| Refused::Altered)?);
                let content = usize::try_from(length).ok().and_then(|length| content.get(..length));
                content.map(<[u8]>::to_vec).ok_or(Refused::Altered)
            }
        }
    }
}

fn digest(bound: &[u8], content: &[u8]) -> [u8; DIGEST_BYTES] {
    let mut hash = Sha256::new();
    hash.update((bound.len() as u64).to_le_bytes());
    hash.update(bound);
    hash.update(content);
    hash.finalize().into()
}

/// A random nonce, and the text encrypted and authenticated together with `bound`.
pub(crate) fn encrypt(key: &MasterKey, text: &[u8], bound: &[u8], entropy: Entropy<'_>) -> Vec<u8> {
    let mut nonce = [0; NONCE_BYTES];
    entropy(&mut nonce);
    let cipher = XChaCha20Poly1305::new((&*key.0).into());
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: text, aad: bound });
    [&nonce[..], &sealed.expect("a file is far smaller than what the cipher takes")].concat()
}

/// What [`encrypt`] was given; `None` when it was altered or has another key.
pub(crate) fn decrypt(key: &MasterKey, sealed: &[u8], bound: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES)?;
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
    let cipher = XChaCha20Poly1305::new((&*key.0).into());
    cipher.decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: bound }).ok()
}

/// Padmé: a length reveals only a few leading bits of the size, for at most 12 % more.
fn padded_length(length: u64) -> u64 {
    let length = length.max(MIN_PADDED_BYTES);
    let exponent = u64::from(length.ilog2());
    let size = u64::from(exponent.ilog2()) + 1;
    let mask = (1 << (exponent - size)) - 1;
    (length + mask) & !mask
}
