import type { SyncState } from "../bindings/wire";

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const changes = (n: number) => count(n, "change", "changes");

/** The English words of synchronising with other devices. */
export const syncEn = {
  title: "Synchronise devices",
  hint: "Your stars, Read later, read marks, tags, notes, highlights, collections and saved searches on all your devices, through a folder that Syncthing, a cloud client or a shared drive brings to them, or through a WebDAV server or S3-compatible storage. Papers, reports and settings stay on each device.",
  folder: "Folder",
  choose: "Choose a folder…",
  server: "Use a server…",
  signIn: "Sign in again…",
  encrypted: "Encrypted",
  readable: "Not encrypted",
  leave: "Stop synchronising…",
  status: "Status",
  now: "Synchronise now",
  preview: "What would change…",
  automatic: "Synchronise automatically",
  automaticHint:
    "At the start, soon after each change, and before Paperboy is closed. A server is contacted less often, so that it gets at most twenty requests an hour.",
  on: "On",
  off: "Off",
  devices: "Other devices",
  noDevices: "No other device has synchronised with this folder yet. Choose the same folder there.",
  nameless: "A device without a name",
  lastChange: (when: string) => `Newest change: ${when}`,
  remove: "Remove…",
  problems: (n: number) =>
    n === 1
      ? "One file of another device was not used"
      : `${n.toLocaleString("en")} files of other devices were not used`,
  states: {
    off: "Not set up",
    new: "Not synchronised yet",
    running: "Synchronising…",
    failed: "Not synchronised",
    pending: "Changes not sent yet",
    in_sync: "In sync",
  } satisfies Record<SyncState["code"], string>,
  pending: (n: number) => `${changes(n)} not sent yet`,
  since: (when: string) => `No changes pending here; last synchronised ${when}`,
  lastTime: (when: string) => `Last synchronised ${when}`,
  failed: "Not synchronised",
  done: (received: number, sent: number) =>
    received + sent === 0
      ? "Everything is in sync"
      : `Synchronised: ${changes(received)} received, ${sent.toLocaleString("en")} sent`,
  backedUp: "Before the first merge, the library was backed up.",
  renewed:
    "Another copy of this library was already synchronised as this device, so this copy is now registered as a new device.",
  unreadable: (n: number) =>
    `${changes(n)} from other devices could not be read and ${n === 1 ? "was" : "were"} skipped. Update Paperboy on this computer.`,
  address: {
    title: "Use a server",
    address: "Address",
    hint: "https://… for WebDAV (Nextcloud, 坚果云, Synology …), s3://host/bucket/folder for S3-compatible storage.",
    user: "User name, or access key",
    password: "Password, app password or secret key",
    passwordHint: "It is kept in the system keyring and sent to this server alone.",
    confirm: "Continue",
  },
  setup: {
    title: "Set up the folder",
    join: "Join the other devices",
    isNew: "No device has set up this folder yet.",
    isOthers: "Another device has set up this folder.",
    how: "Files in the folder",
    encrypt: "Encrypted",
    plain: "Readable",
    encryptHint: "Only your devices can read the files. Each of them needs the passphrase once.",
    plainHint: "Whoever can open the folder can read your notes and tags. Right for a folder that only you can open.",
    passphrase: "Passphrase",
    again: "Repeat the passphrase",
    tooShort: "Use at least 8 characters.",
    different: "The two passphrases are different.",
    secret: "Passphrase or recovery code",
    secretHint: "The files in the folder are encrypted.",
    confirm: "Set up",
    confirmJoin: "Join",
    busy: "Just a moment…",
  },
  code: {
    title: "Recovery code",
    hint: "Write it down and keep it away from this computer. It opens the files if you forget the passphrase, and is not shown again.",
    done: "I have written it down",
  },
  keyTrouble:
    "The passphrase’s key or the server’s password could not be saved in the system keyring, so it will be asked for again after the next start:",
  merge: {
    title: "What would change",
    nothing: "Nothing would change on this device.",
    added: "New on this device",
    replaced: (n: number) => `Replaced by something newer: ${n.toLocaleString("en")}`,
    removed: (n: number) => `Removed here because it was removed elsewhere: ${n.toLocaleString("en")}`,
    sent: (n: number) => `To be sent to the other devices: ${changes(n)}`,
    backup: "The library is backed up before.",
    confirm: "Synchronise",
    later: "Not now",
    kinds: {
      mark: "stars, Read later and read marks",
      tag: "tags of papers",
      note: "notes",
      chosen_version: "chosen versions of reports",
      saved_search: "saved searches",
      citation_key: "citation keys",
      collection: "collections",
      collected: "papers in collections",
      highlight: "highlights",
      less_of: "papers of which you want less",
      word_opinion: "opinions on words",
      taste_forgotten: "moments at which the learnt order was forgotten",
      card_figure: "chosen figures",
    } as Record<string, string>,
    other: "others",
    kind: (n: number, what: string) => `${n.toLocaleString("en")} ${what}`,
  },
  leaving: {
    title: "Stop synchronising?",
    text: "This library keeps everything it has, and no longer sends or receives changes. The files in the folder stay there.",
    confirm: "Stop",
  },
  removing: {
    title: (name: string) => `Remove ${name}?`,
    text: "What it knows is taken over first; then its files are removed from the folder. The library on that device is not touched, and if it synchronises again, it is one of the devices again. To keep a lost device out, set up another folder with another passphrase.",
    confirm: "Remove",
    done: (name: string) => `${name} was removed`,
  },
};
