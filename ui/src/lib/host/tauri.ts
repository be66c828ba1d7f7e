import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Event } from "../bindings/wire";
import { wellFormed } from "../text";
import type { Host } from "./host";

/** The shell. */
export const tauri: Host = {
  call: (command, args) => invoke(command, args && wellFormed({ ...args })),
  listen: async (listener) => {
    await listen<Event>("paperboy", (message) => listener(message.payload));
  },
  imageAddress: (key) => convertFileSrc(key, "figure"),
};
