import type { Commands } from "../bindings/commands";
import type { Event } from "../bindings/wire";

/** A function for each command, with its arguments and its answer. */
export type Answers = {
  [Name in keyof Commands]: (args: Commands[Name]["args"]) => Commands[Name]["answer"];
};

/** What runs the commands: the shell, or a library in memory. */
export interface Host {
  /** Runs a command; rejects with a `WireError`. */
  call<Name extends keyof Commands>(command: Name, args?: Commands[Name]["args"]): Promise<Commands[Name]["answer"]>;
  /** Calls the listener for every event from now on. */
  listen(listener: (event: Event) => void): Promise<void>;
  /** The address of an image by its key. */
  imageAddress(key: string): string;
}

let chosen: Host | undefined;

/** Sets the host, once, before the first request. */
export function useHost(host: Host): void {
  chosen = host;
}

/** The host in use. */
export function host(): Host {
  if (!chosen) throw new Error("no host was chosen before the first command");
  return chosen;
}

/** Runs a command on the host in use. One without arguments is called without any. */
export const call = <Name extends keyof Commands>(
  command: Name,
  ...[args]: object extends Commands[Name]["args"] ? [] : [args: Commands[Name]["args"]]
): Promise<Commands[Name]["answer"]> => host().call(command, args);
