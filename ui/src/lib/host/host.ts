import type { Event } from "../bindings/wire";

/** What runs the commands: the shell, or a library in memory. */
export interface Host {
  /** Runs a command; rejects with a `WireError`. */
  call<T>(command: string, args?: Record<string, unknown>): Promise<T>;
  /** Hears every event from now on. */
  listen(hear: (event: Event) => void): Promise<void>;
}

let chosen: Host | undefined;

/** Takes a host into use, once, before anything is asked. */
export function useHost(host: Host): void {
  chosen = host;
}

/** The host in use. */
export function host(): Host {
  if (!chosen) throw new Error("no host was chosen before the first command");
  return chosen;
}
