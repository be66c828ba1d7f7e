//! The key file: which set of libraries a place is for, and the key of its files, encrypted by a
//! passphrase and by a recovery code.

use crate::Entropy;
use crate::seal::{MasterKey, Seal, decrypt, encrypt};
use crate::state::LibraryId;
use crate::text::{hex, unhex, unhex_any};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The name of the key file.
pub const KEY_FILE: &str = "paperboy-sync.json";
const FORMAT: &str = "paperboy-sync-key";
const VERSION: u32 = 1;
/// The largest key file that is read, in bytes.
const MAX_BYTES: usize = 64 << 10;
/// The most memory and passes that a key file may ask for.
const MAX_MEMORY_KIB: u32 = 1 << 20;
const MAX_PASSES: u32 = 16;
const MAX_LANES: u32 = 16;
const MAX_SEALED_BYTES: usize = 256;
/// A recovery code has as many random bits as a key needs: it is not stretched.
const CODE_BYTES: usize = 20;
/// Digits of a recovery code: no 0, 1, I or O.
const CODE_DIGITS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_GROUP: usize = 4;

/// The cost of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// The cost for a passphrase.
    pub const USUAL: Self = Self { memory_kib: 64 << 10, passes: 3, lanes: 1 };
    /// For tests, which have nothing to hide.
    pub const LOW: Self = Self { memory_kib: 64, passes: 1, lanes: 1 };
}

/// Why a place can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefused {
    /// The key file can't be read.
    #[error("its file {KEY_FILE} is damaged or not one of Paperboy's")]
    NotOurs,
    /// A newer Paperboy wrote it.
    #[error("a newer version of Paperboy set it up; update Paperboy on this computer")]
    Newer,
    /// It needs a passphrase.
    #[error("its files are encrypted; enter the passphrase")]
    NeedsPassphrase,
    /// Neither the passphrase nor the recovery code is right.
    #[error("the passphrase is wrong; nothing was changed")]
    WrongPassphrase,
}

/// Opens a set of libraries without the passphrase; it is shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    fn random(entropy: Entropy<'_>) -> Self {
        let mut bits = Zeroizing::new([0; CODE_BYTES]);
        entropy(&mut *bits);
        let mut text = Zeroizing::new(String::new());
        for (at, five) in bits.chunks(5).flat_map(fives).enumerate() {
            if at > 0 && at % CODE_GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(CODE_DIGITS[usize::from(five)]));
        }
        Self(text)
    }

    /// Its digits in groups.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode")
    }
}

/// Eight numbers of five bits from five bytes.
fn fives(bytes: &[u8]) -> impl Iterator<Item = u8> {
    let bits = bytes.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..8).rev().map(move |at| (bits >> (5 * at) & 31) as u8)
}

/// The digits of a code, however it was typed.
fn code_digits(text: &str) -> Option<Zeroizing<String>> {
    let mut digits = Zeroizing::new(String::new());
    for digit in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let digit = digit.to_ascii_uppercase();
        let is_digit = u8::try_from(digit).is_ok_and(|digit| CODE_DIGITS.contains(&digit));
        if !is_digit || digits.len() == CODE_BYTES * 8 / 5 {
            return None;
        }
        digits.push(digit);
    }
    (digits.len() == CODE_BYTES * 8 / 5).then_some(digits)
}

/// The content of the key file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeyFile {
    format: String,
    version: u32,
    /// The set of libraries.
    library: LibraryId,
    /// Of an encrypted set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encryption: Option<Wrapped>,
}

/// The key of the files, encrypted twice.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Wrapped {
    argon2id: Cost,
    salt: String,
    /// By the passphrase: nonce and XChaCha20-Poly1305, in hexadecimal.
    by_passphrase: String,
    /// By the recovery code.
    by_recovery_code: String,
}

/// A key file that was read only as far as its version.
#[derive(Deserialize)]
struct Beginning {
    format: String,
    version: u32,
}

impl KeyFile {
    /// Of a new set whose files are readable.
    pub fn plain(entropy: Entropy<'_>) -> Self {
        let library = LibraryId::random(entropy);
        Self { format: FORMAT.to_owned(), version: VERSION, library, encryption: None }
    }

    /// Of a new encrypted set.
    pub fn encrypted(
        passphrase: &str,
        cost: Cost,
        entropy: Entropy<'_>,
    ) -> (Self, MasterKey, RecoveryCode) {
        let mut file = Self::plain(entropy);
        let (key, code) = (MasterKey::random(entropy), RecoveryCode::random(entropy));
        let mut salt = [0; 16];
        entropy(&mut salt);
        let passphrase_key =
            stretched(passphrase, &salt, cost).expect("the usual cost is within Argon2's limits");
        let digits = code_digits(code.as_str()).expect("a code has the digits of a code");
        let bound = file.bound();
        let mut wrap = |by: &MasterKey| hex(&encrypt(by, &*key.0, &bound, entropy));
        let (by_passphrase, by_recovery_code) = (wrap(&passphrase_key), wrap(&of_code(&digits)));
        file.encryption =
            Some(Wrapped { argon2id: cost, salt: hex(&salt), by_passphrase, by_recovery_code });
        (file, key, code)
    }

    /// Reads a key file.
    pub fn parse(bytes: &[u8]) -> Result<Self, KeyRefused> {
        if bytes.len() > MAX_BYTES {
            return Err(KeyRefused::NotOurs);
        }
        let beginning: Beginning =
            serde_json::from_slice(bytes).map_err(|_| KeyRefused::NotOurs)?;
        if beginning.format != FORMAT {
            return Err(KeyRefused::NotOurs);
        }
        if beginning.version > VERSION {
            return Err(KeyRefused::Newer);
        }
        serde_json::from_slice(bytes).map_err(|_| KeyRefused::NotOurs)
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("texts and numbers are JSON");
        bytes.push(b'\n');
        bytes
    }

    /// The set of libraries.
    pub fn library(&self) -> LibraryId {
        self.library
    }

    /// Whether its files are encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.encryption.is_some()
    }

    /// The seal of the files, with a key that was unlocked before.
    pub fn seal_with(&self, key: Option<MasterKey>) -> Result<Seal, KeyRefused> {
        match (self.is_encrypted(), &key) {
            (true, None) => Err(KeyRefused::NeedsPassphrase),
            (false, _) => Ok(Seal { library: self.library, key: None }),
            (true, Some(_)) => Ok(Seal { library: self.library, key }),
        }
    }

    /// The key of the files, by the passphrase or the recovery code.
    pub fn unlock(&self, secret: &str) -> Result<MasterKey, KeyRefused> {
        let wrapped = self.encryption.as_ref().ok_or(KeyRefused::NotOurs)?;
        let Wrapped { argon2id, salt, by_passphrase, by_recovery_code } = wrapped;
        let Cost { memory_kib, passes, lanes } = *argon2id;
        if memory_kib > MAX_MEMORY_KIB
            || passes > MAX_PASSES
            || lanes > MAX_LANES
            || by_passphrase.len().max(by_recovery_code.len()) > MAX_SEALED_BYTES
        {
            return Err(KeyRefused::NotOurs);
        }
        let salt: [u8; 16] = unhex(salt).ok_or(KeyRefused::NotOurs)?;
        let bound = self.bound();
        let unwrap = |by: &MasterKey, sealed: &str| -> Result<Option<MasterKey>, KeyRefused> {
            let sealed = unhex_any(sealed).ok_or(KeyRefused::NotOurs)?;
            let Some(text) = decrypt(by, &sealed, &bound).map(Zeroizing::new) else {
                return Ok(None);
            };
            let key: [u8; 32] = text.as_slice().try_into().map_err(|_| KeyRefused::NotOurs)?;
            Ok(Some(MasterKey(Zeroizing::new(key))))
        };
        if let Some(digits) = code_digits(secret)
            && let Some(key) = unwrap(&of_code(&digits), by_recovery_code)?
        {
            return Ok(key);
        }
        let by = stretched(secret, &salt, *argon2id).ok_or(KeyRefused::NotOurs)?;
        unwrap(&by, by_passphrase)?.ok_or(KeyRefused::WrongPassphrase)
    }

    fn bound(&self) -> Vec<u8> {
        [FORMAT.as_bytes(), &self.library.0].concat()
    }
}

/// The key that a passphrase gives; `None` where the cost is beyond Argon2's limits.
fn stretched(passphrase: &str, salt: &[u8; 16], cost: Cost) -> Option<MasterKey> {
    let Cost { memory_kib, passes, lanes } = cost;
    let params = Params::new(memory_kib, passes, lanes, Some(32)).ok()?;
    // Keyboards and systems differ in how they compose the same letter.
    let passphrase: Zeroizing<String> = Zeroizing::new(passphrase.nfkc().collect());
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .ok()?;
    Some(MasterKey(key))
}

fn of_code(digits: &str) -> MasterKey {
    let mut hash = Sha256::new();
    hash.update(b"paperboy-sync recovery code ");
    hash.update(digits.as_bytes());
    MasterKey(Zeroizing::new(hash.finalize().into()))
}
